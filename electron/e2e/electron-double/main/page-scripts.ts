import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreloadParameters } from '../page/preload-world.ts'
import { options } from './records.ts'

const read = (name: string): string => readFileSync(join(options.scripts, name), 'utf8')

/** A script with its parameters in front, in a scope of its own. */
const withParameters = (script: string, parameters: object): string =>
  `(() => { const doubleParameters = ${JSON.stringify(parameters)}; ${script}\n})()`

export const mainWorldScript = (secret: string): string => withParameters(read('main-world.js'), { secret })

export const preloadWorldScript = (parameters: PreloadParameters): string =>
  withParameters(read('preload-world.js'), parameters)

/** What `process` is to a sandboxed preload (docs/latest/tutorial/sandbox#preload-scripts, docs/latest/api/process#sandbox). */
export const preloadProcess = (args: readonly string[]): Readonly<Record<string, unknown>> => ({
  type: 'renderer',
  sandboxed: true,
  contextIsolated: true,
  platform: process.platform,
  arch: process.arch,
  versions: { electron: process.versions['electron'] },
  env: {},
  argv: args,
})
