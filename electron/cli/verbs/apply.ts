import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import { fileFailure } from '../../workbench/corpus/file-failure.ts'
import type { ProjectSession } from '../../workbench/session.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import { inputLines, maximumLineBytes, type InputLine } from '../input-lines.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

/**
 * `beleg apply`: one command per line in, one answer per line out, in the same order. An answer is written only after its
 * command is durable, and at once: the caller may wait for it before sending the next line. Lines of blanks are passed over.
 */
export const applyVerb: Verb = {
  usage: 'apply <project> <file>',
  description: { en: 'carry out commands, one JSON object per line, from a file or from standard input (-)', de: 'Befehle ausführen, ein JSON-Objekt je Zeile, aus einer Datei oder von der Standardeingabe (-)' },
  examples: [
    ['apply talks.beleg decisions.jsonl', { en: 'one answer per line; exit code 1 where one was refused', de: 'eine Antwort je Zeile; Exit-Code 1, wo eine abgelehnt wurde' }],
    ['apply talks.beleg - --author "Ada K."', { en: 'from a pipe; each answer comes as soon as its command is saved', de: 'aus einer Pipe; jede Antwort kommt, sobald ihr Befehl gespeichert ist' }],
    [`apply talks.beleg - <<< '{"id":"c1","type":"fact.accept","payload":{"factId":"…"}}'`, { en: 'one command; the same id sent again changes nothing and gets the first answer', de: 'ein Befehl; dieselbe ID noch einmal ändert nichts und erhält die erste Antwort' }],
  ],
  build: (command, cli) => {
    command
      .option('--author <name>', say(cli, { en: 'coder of the commands that name none', de: 'Codiererin oder Codierer der Befehle, die niemanden nennen' }))
      .action(async (project: string, file: string, options: { readonly author?: string }) => {
        const author = options.author === undefined ? {} : { author: options.author }
        const failed = await withProject(cli, project, author, (session) => applyLines(cli, session, file))
        if (cli.signal.aborted) throw new BelegError('job.cancelled')
        cli.finish(failed === 0 ? exitCodes.ok : exitCodes.failures)
      })
  },
} // prettier-ignore

/** Carries out every line; gives the number of those that failed. */
async function applyLines(cli: Cli, session: ProjectSession, file: string): Promise<number> {
  let failed = 0
  for await (const line of inputLines(source(cli, file))) {
    if (cli.signal.aborted) break
    if (line.kind === 'line' && line.text.trim() === '') continue
    const parsed = parse(line)
    if (!parsed.ok) {
      failed++
      await printJson(cli, { id: null, ok: false, error: parsed.error })
      continue
    }
    for (const answer of await session.apply([parsed.value])) {
      if (!answer.ok) failed++
      await printJson(cli, answer)
    }
  }
  return failed
}

function parse(
  line: InputLine,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: BelegFailure } {
  const refused = (error: BelegError): { readonly ok: false; readonly error: BelegFailure } => ({
    ok: false,
    error: toFailure(error),
  })
  if (line.kind === 'tooLong') return refused(new BelegError('input.tooLarge', { limit: maximumLineBytes }))
  if (line.kind === 'notUtf8')
    return refused(new BelegError('input.invalid', { reason: 'the line is not UTF-8' }))
  try {
    return { ok: true, value: JSON.parse(line.text) }
  } catch (error) {
    return refused(
      new BelegError('input.invalid', { reason: error instanceof Error ? error.message : String(error) }),
    )
  }
}

async function* source(cli: Cli, file: string): AsyncGenerator<Uint8Array, void, undefined> {
  if (file === '-') {
    yield* untilAborted(cli.input, cli.signal)
    return
  }
  const path = resolve(cli.folder, file)
  try {
    for await (const chunk of createReadStream(path)) if (chunk instanceof Uint8Array) yield chunk
  } catch (error) {
    throw fileFailure(path, error)
  }
}

/** Stops waiting for a pipe that says nothing once the signal is given. */
async function* untilAborted(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = input[Symbol.asyncIterator]()
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => { resolve(null) }, { once: true })
  }) // prettier-ignore
  for (;;) {
    const next = await Promise.race([chunks.next(), aborted])
    if (next === null || next.done === true) return
    yield next.value
  }
}
