import type { ResolveHook } from 'node:module'

const standIn = new URL('./electron.mjs', import.meta.url).href

/** Gives the double to whoever imports electron; runs in the thread of Node's module hooks. */
export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === 'electron' || specifier === 'electron/main'
    ? { url: standIn, shortCircuit: true }
    : next(specifier, context)
