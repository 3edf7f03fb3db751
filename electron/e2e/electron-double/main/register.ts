import Module, { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

// Worker threads get the same arguments, and must not import electron at all.
if (isMainThread) {
  register(new URL(`./hooks.mjs`, import.meta.url))
  const standIn = fileURLToPath(new URL('./electron.mjs', import.meta.url))
  // `require` has no hooks in Node 20; it can load an ES module without top-level await from 20.19 on.
  const loader = Module as unknown as {
    _resolveFilename: (request: string, ...rest: readonly unknown[]) => string
  }
  const original = loader._resolveFilename
  loader._resolveFilename = function resolveFilename(this: unknown, request, ...rest) {
    return request === 'electron' || request === 'electron/main'
      ? standIn
      : original.call(this, request, ...rest)
  }
}
