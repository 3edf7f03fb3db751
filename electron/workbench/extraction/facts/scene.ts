import type { FillContext } from './fill.ts'
import type { Frame } from './lexicon.ts'
import type { Phrase } from './phrase.ts'
import type { Complement, Predication } from './predication.ts'
import type { SentenceReading, Subject } from './roles.ts'

/** A clause under a frame, with what its sources refer to. */
export interface Scene {
  readonly context: FillContext
  readonly reading: SentenceReading
  readonly clause: Predication
  readonly frame: Frame
  readonly phrases: readonly Phrase[]
  readonly subject: Subject
  /** The noun of a light verb, or the trigger of a noun frame. */
  readonly noun: Phrase | undefined
  /** Phrases that may belong to the noun. */
  readonly attributes: readonly Phrase[]
  readonly complement: Complement | undefined
}
