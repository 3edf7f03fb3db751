import type { ArticleView } from '../../../shared/model/views.ts'
import type { SentenceView } from '../../../shared/model/views.ts'
import { factsOnSentences } from '../../text-pane/sentence-at.ts'
import { isSwept } from './blind.ts'

/** A sentence of the sweep and the facts it carries (ids, rejected and withdrawn ones not counted). */
export interface SweptSentence {
  readonly sentence: SentenceView
  readonly factIds: readonly string[]
  /** To be read without its proposals first. */
  readonly blind: boolean
}

const nobody: readonly SentenceView[] = []

/**
 * Every sentence of the sweep once: those to be read blind first, before anything tells of them, then those with the
 * fewest facts, then in text order.
 */
export function sweepOrder(
  article: Pick<ArticleView, 'sentences' | 'facts'>,
  blind: readonly SentenceView[] = nobody,
): readonly SweptSentence[] {
  const standing = article.facts.filter((fact) => fact.state !== 'rejected' && fact.state !== 'withdrawn')
  const carried = factsOnSentences(article.sentences, standing)
  const unread = new Set(blind.map(({ start }) => start))
  return article.sentences
    .map((sentence, index) => ({
      sentence,
      factIds: (carried[index] ?? []).flatMap((position) => standing[position]?.id ?? []),
      blind: unread.has(sentence.start),
    }))
    .filter(({ sentence }) => isSwept(sentence))
    .sort(
      (a, b) =>
        Number(b.blind) - Number(a.blind) ||
        (a.blind ? 0 : a.factIds.length - b.factIds.length) ||
        a.sentence.start - b.sentence.start,
    )
}

/** Sentences still to be looked at. */
export const sweepLeft = (order: readonly SweptSentence[]): number =>
  order.filter(({ sentence }) => !sentence.reviewed).length

/** Index of the next sentence to look at after `from`, from the top again if need be; -1 when all are complete. */
export function nextUnswept(order: readonly SweptSentence[], from: number): number {
  const after = order.findIndex((one, index) => index > from && !one.sentence.reviewed)
  return after === -1 ? order.findIndex((one) => !one.sentence.reviewed) : after
}

/** Whether the article may be finished: nothing undecided, every sentence of the sweep complete. */
export function finishable(article: Pick<ArticleView, 'sentences' | 'facts'>): {
  readonly ok: boolean
  readonly open: number
  readonly sentences: number
} {
  const open = article.facts.filter((fact) => fact.state === 'proposed').length
  const sentences = sweepLeft(sweepOrder(article))
  return { ok: open === 0 && sentences === 0, open, sentences }
}
