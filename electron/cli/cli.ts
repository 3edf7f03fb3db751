import type { Bilingual } from '../../shared/model/codebook.ts'
import type { Language } from '../../shared/model/vocabulary.ts'
import type { ExitCode } from './exit-code.ts'

/** What a verb gets to work with. Results go to `out` and nothing else does; everything a person reads meanwhile goes to `note`. */
export interface Cli {
  readonly language: Language
  /** Results as JSON instead of tables and sentences. */
  readonly json: boolean
  /** Folder that relative paths refer to. */
  readonly folder: string
  readonly input: AsyncIterable<Uint8Array>
  /** Resolves when the text has left the process. */
  readonly out: (text: string) => Promise<void>
  readonly note: (text: string) => void
  /** Set by Ctrl+C: a verb ends what it is at, says so and stops. */
  readonly signal: AbortSignal
  /** Whether `note` is read by a person, so that progress may overwrite itself. */
  readonly live: boolean
  /** What else goes on is told too: queries that took long. */
  readonly verbose: boolean
  readonly finish: (code: ExitCode) => void
}

/** The sentence in the language of the run. */
export function say(cli: Pick<Cli, 'language'>, sentence: Bilingual): string {
  return sentence[cli.language]
}

/** A value as one line of JSON. */
export async function printJson(cli: Cli, value: unknown): Promise<void> {
  await cli.out(`${JSON.stringify(value)}\n`)
}
