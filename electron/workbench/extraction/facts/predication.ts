import type { Span } from '../../../../shared/model/span.ts'
import type { Modality } from '../../../../shared/model/vocabulary.ts'
import type { VerbForm } from './verb-forms.ts'

export type ClauseKind = 'main' | 'subordinate' | 'relative' | 'infinitive' | 'fragment'

/** What completes a verb: a clause or infinitive, else the words that follow it. */
export interface Complement extends Span {
  readonly kind: 'clause' | 'infinitive' | 'text'
  /** Clauses it consists of; empty for plain words. */
  readonly clauses: readonly number[]
}

/** A predication: one finite verb or infinitive with its words, possibly in several stretches. */
export interface Predication {
  readonly id: number
  kind: ClauseKind
  /** Stretches of words `[from, to)` in order; a clause inside it leaves a gap. */
  readonly ranges: { from: number; to: number }[]
  /** Lower-case word that opens a dependent clause. */
  readonly opener: string | undefined
  /** Clause it depends on or continues; -1 for none. */
  parent: number
  /** Whether it continues its parent after "und" and may leave the subject out. */
  coordinated: boolean
  /** Direct speech it stands in, -1 for none. */
  readonly speech: number
  /** Whether the finite verb stands first, as in ", sagte Wang". */
  verbFirst: boolean
  finite: number
  /** Words that carry the lexical verb: the finite verb itself, participles, infinitives. */
  verbs: readonly { readonly at: number; readonly lemma: string; readonly kind: VerbForm['kind'] }[]
  /** Separated prefix, -1 for none. */
  prefix: number
  tense: VerbForm['tense']
  plural: boolean | undefined
  passive: boolean
  future: boolean
  modal: string | undefined
  auxiliary: string | undefined
  /** Answers that every frame asks for, once they were found: undefined before, null for a complement that is not there. */
  modality: Modality | undefined
  complement: Complement | null | undefined
}

/** Indices of the words of a clause in order. */
export function wordsOf(clause: Predication): number[] {
  const indices: number[] = []
  for (const { from, to } of clause.ranges) for (let i = from; i < to; i += 1) indices.push(i)
  return indices
}

/** A clause of a text in one number: a sentence has fewer clauses than words, and is cut before it has so many. */
export function clauseKey(sentence: number, clause: number): number {
  return sentence * 1024 + clause
}
