import type { Cli } from './cli.ts'
import { exitCodes } from './exit-code.ts'
import { runProgram } from './program.ts'
import { programVersion } from './program-version.ts'
import { isGiven, languageOf } from './settings.ts'
import { verbs } from './verbs/index.ts'

/** The command line's entry: joins the process to `runProgram` and nothing else. */
const stop = new AbortController()
const interrupt = (): void => {
  if (stop.signal.aborted) process.exit(exitCodes.interrupted) // asked twice: at once
  stop.abort()
}
process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)

const out = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
// The reader went away (`| head`): nobody is left to tell, so say nothing; what was answered is durable.
process.stdout.on('error', () => process.exit(exitCodes.failures))

/** Not touched before somebody reads it: most verbs never do. */
async function* standardInput(): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) yield chunk
}

const args = process.argv.slice(2)
const base: Omit<Cli, 'finish'> = {
  language: languageOf(args, process.env),
  json: isGiven('--json', args),
  folder: process.cwd(),
  input: standardInput(),
  out,
  note: (text) => process.stderr.write(text),
  signal: stop.signal,
  live: process.stderr.isTTY,
  verbose: isGiven('--verbose', args),
}
process.exitCode = await runProgram(args, verbs, programVersion, base)
// A pipe that is still open must not keep a finished run alive.
if (process.stdin.listenerCount('readable') > 0) process.stdin.destroy()
