import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { cacheFolder } from '../../tools/paths.mjs'

const here = (path: string): string => join(import.meta.dirname, path)

/** One script as text: for Node as an ES module, for the page in one piece. */
async function bundled(entry: string, format: 'es' | 'iife'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: format === 'es' ? 'node20.19' : 'chrome134',
      ...(format === 'es' ? { ssr: true } : {}),
      modulePreload: false,
      rolldownOptions: {
        input: here(entry),
        // playwright-core is not ours to bundle.
        ...(format === 'es' ? { external: [/^node:/, 'playwright-core', 'zod'] } : {}),
        output: { format, entryFileNames: '[name].js' },
      },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunk = outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .find((one) => one.type === 'chunk')
  if (chunk === undefined) throw new Error(`${entry} could not be bundled`)
  return chunk.code
}

const files = {
  'electron.mjs': ['main/electron.ts', 'es'],
  'hooks.mjs': ['main/hooks.ts', 'es'],
  'register.mjs': ['main/register.ts', 'es'],
  'main-world.js': ['page/main-world.ts', 'iife'],
  'preload-world.js': ['page/preload-world.ts', 'iife'],
} as const

/** Makes the scripts of the double, once per content; returns their folder. */
export async function bundleDouble(): Promise<string> {
  const made = await Promise.all(
    Object.entries(files).map(
      async ([name, [entry, format]]) => [name, await bundled(entry, format)] as const,
    ),
  )
  const hash = createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16)
  const folder = join(cacheFolder, `electron-double-${hash}`)
  if (existsSync(folder)) return folder
  // Made aside: another run may look for it at the same time.
  const aside = `${folder}.${String(process.pid)}`
  mkdirSync(aside, { recursive: true })
  for (const [name, code] of made) writeFileSync(join(aside, name), code)
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}
