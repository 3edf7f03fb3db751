import type { Span } from '../../shared/model/span.ts'
import { factsOnSentences } from './sentence-at.ts'

/** What the margin says of one sentence. */
export interface MarginMark extends Span {
  /** Facts that rest on it, those rejected not counted. */
  readonly facts: number
  /** Of those, the ones still without a decision. */
  readonly open: number
  /** The sweep found it complete. */
  readonly reviewed: boolean
}

interface Sentence extends Span {
  readonly reviewed: boolean
}

interface Fact {
  readonly evidence: readonly Span[]
  readonly state: string
}

/** One margin mark per sentence that may be told of, in text order. A rejected or withdrawn fact does not make a sentence look covered. */
export function marginMarks(
  sentences: readonly Sentence[],
  facts: readonly Fact[],
  /** Starts of sentences of which nothing may be told yet: they have no mark. */
  untold: ReadonlySet<number> = new Set(),
): readonly MarginMark[] {
  const standing = facts.filter((fact) => fact.state !== 'rejected' && fact.state !== 'withdrawn')
  const carried = factsOnSentences(sentences, standing)
  return sentences.flatMap((sentence, index) => {
    if (untold.has(sentence.start)) return []
    const here = carried[index] ?? []
    return {
      start: sentence.start,
      end: sentence.end,
      facts: here.length,
      open: here.filter((position) => standing[position]?.state === 'proposed').length,
      reviewed: sentence.reviewed,
    }
  })
}
