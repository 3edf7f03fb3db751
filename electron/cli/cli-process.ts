import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { runProgram } from './program.ts'
import { isGiven, languageOf } from './settings.ts'
import { verbs } from './verbs/index.ts'

/** For tests: the command line run in this process, and as a process of its own where signals and pipes are the matter. */
export const root = join(import.meta.dirname, '../..')
export const samples = join(root, 'resources/samples/articles')

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A process from the sources, as the built program would be started. */
export const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  startIn({ LC_ALL: 'C' }, ...args)

/** The same on a computer set up otherwise. */
export function startIn(
  surroundings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--import', 'tsx', join(root, 'electron/cli/index.ts'), ...args], {
    cwd: root,
    env: { ...process.env, ...surroundings },
  })
}

export const run = (...args: readonly string[]): Promise<Run> => runWith('', ...args)

/** Everything but the process around it: the same arguments, input, output and exit code. */
export async function runWith(input: string, ...args: readonly string[]): Promise<Run> {
  let out = ''
  let err = ''
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(Buffer.from(input))
  }
  const code = await runProgram(args, verbs, '1.2.3', {
    language: languageOf(args, {}),
    json: isGiven('--json', args),
    folder: root,
    input: bytes(),
    out: (text) => {
      out += text
      return Promise.resolve()
    },
    note: (text) => (err += text),
    signal: new AbortController().signal,
    live: false,
    verbose: isGiven('--verbose', args),
  })
  return { code, out, err }
}

/** The next line of output each time it is called; rejects where there is none any more. */
export function linesFrom(child: ChildProcessWithoutNullStreams): () => Promise<string> {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const next = await answers.next()
    if (next.done === true) throw new Error('no further line')
    return z.string().parse(next.value)
  }
}

/** Every row of a kind, each checked against its shape. Throws where the query fails. */
export async function rowsOf<T>(
  schema: z.ZodType<T>,
  project: string,
  ...args: readonly string[]
): Promise<T[]> {
  const { code, out, err } = await run('query', project, ...args, '--json')
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${err}`)
  return z.array(schema).parse(JSON.parse(out))
}

export const parseLines = <T>(schema: z.ZodType<T>, text: string): T[] =>
  text.trimEnd().split('\n').map((line) => schema.parse(JSON.parse(line))) // prettier-ignore

export const jsonLines = (commands: readonly unknown[]): string =>
  commands.map((one) => `${JSON.stringify(one)}\n`).join('')

/** A command that makes an entity. */
export const create = (id: string): object => ({
  id,
  type: 'entity.create',
  payload: { type: 'ORG', labelDe: id },
})
