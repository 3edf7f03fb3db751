import type { Codebook } from '../../../shared/model/codebook.ts'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, FactView, SentenceView } from '../../../shared/model/views.ts'
import { hashOf } from '../../../shared/statistics.ts'
import { sentencesTouched, touchesAny } from '../../text-pane/sentence-at.ts'
import { foldWords, suggestTypes } from './change-type.ts'

/** Sections whose sentences are swept: where an article reports. Headlines and captions repeat what the body says. */
const sweptSections: ReadonlySet<string> = new Set(['lead', 'body'])
export const isSwept = (sentence: Pick<SentenceView, 'section'>): boolean =>
  sweptSections.has(sentence.section)

/** The sentences to be read without their proposals: drawn by the text and their place alone, so that everyone gets the same ones. */
export const drawnBlind = (
  sentences: readonly SentenceView[],
  textSha256: string,
  share: number,
): readonly SentenceView[] =>
  share <= 0
    ? []
    : sentences.filter(
        (one) =>
          isSwept(one) &&
          !one.reviewed &&
          one.blind === undefined &&
          hashOf(`${textSha256} ${String(one.start)}`) % 100 < share,
      )

/**
 * Of those drawn the ones still to be read: a sentence on which anything was decided is not blind any more; `shown` is a
 * fact the coder asked to see.
 */
export function stillBlind(
  drawn: readonly SentenceView[],
  facts: ArticleView['facts'],
  shown: string | null = null,
): readonly SentenceView[] {
  if (drawn.length === 0) return drawn
  const seen = new Set<number>()
  for (const fact of facts) {
    if ((fact.state === 'proposed' && fact.id !== shown) || fact.state === 'withdrawn') continue
    for (const span of fact.evidence)
      if (touchesAny(drawn, span)) for (const index of sentencesTouched(drawn, span)) seen.add(index)
  }
  return seen.size === 0 ? drawn : drawn.filter((_, index) => !seen.has(index))
}

const rests = (fact: Pick<FactView, 'evidence'>, sentences: readonly Span[]): boolean =>
  fact.evidence.some((span) => touchesAny(sentences, span))

/** Facts that wait until their sentences were read blind. */
export function heldBack(
  facts: readonly Pick<FactView, 'id' | 'state' | 'evidence'>[],
  blind: readonly Span[],
): ReadonlySet<string> {
  if (blind.length === 0) return none
  return new Set(facts.filter((fact) => fact.state === 'proposed' && rests(fact, blind)).map(({ id }) => id))
}
const none: ReadonlySet<string> = new Set()

/** What the coder saw blind beside what was proposed, type by type. */
export interface Comparison {
  /** Seen and proposed. */
  readonly both: readonly string[]
  /** Seen, but proposed by no rule: to be added, or a mistake. */
  readonly onlySeen: readonly string[]
  /** Proposed, but not seen. */
  readonly onlyProposed: readonly string[]
}

export function compareSeen(seen: readonly string[], proposed: readonly string[]): Comparison {
  const left = [...proposed]
  const both: string[] = []
  const onlySeen: string[] = []
  for (const type of seen) {
    const at = left.indexOf(type)
    if (at === -1) onlySeen.push(type)
    else both.push(...left.splice(at, 1))
  }
  return { both, onlySeen, onlyProposed: left }
}

/** What the coder has seen so far in a sentence that is being read blind. */
export interface Seen {
  readonly start: number
  readonly types: readonly string[]
}

export const seenAt = (seen: Seen | null, start: number): readonly string[] =>
  seen?.start === start ? seen.types : []

/** Types to take by digit: from the words of the sentence alone, so that no proposal shows through. */
export const likelyTypes = (codebook: Codebook, words: string): readonly string[] =>
  suggestTypes(codebook, [], words, foldWords).slice(0, 9)
