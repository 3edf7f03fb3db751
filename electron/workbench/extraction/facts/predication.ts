import type { VerbForm } from './verb-forms.ts'

export type ClauseKind = 'main' | 'subordinate' | 'relative' | 'infinitive' | 'fragment'

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
