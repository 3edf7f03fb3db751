import { createContext, useContext } from 'react'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, FactView, SentenceView } from '../../../shared/model/views.ts'
import type { Applied, Wish } from '../../app/store.ts'
import type { TextHits, TextPaneHandle } from '../../text-pane/text-pane.tsx'
import type { Seen } from './blind.ts'
import type { Draft } from './draft.ts'
import type { Panel, ReviewView } from './panel.ts'
import type { Reading } from './reading.ts'
import type { ReviewPreferences } from './review-preferences.ts'
import type { MarginMark } from '../../text-pane/margin-marks.ts'
import type { FactOrder, Progress } from './step-between-facts.ts'
import type { SweptSentence } from './sweep.ts'

/** Where the coder is on the screen. */
export interface Desk {
  readonly view: ReviewView
  readonly selected: string | null
  /** The chip of the selected fact that keys mean: `slot:<id>` or `gap:<role>`. */
  readonly chip: string | null
  readonly panel: Panel | null
  readonly draft: Draft | null
  /** Facts put off in this sitting. */
  readonly later: ReadonlySet<string>
  /** The fact rejected last, while a reason can still be added by one key. */
  readonly reasonFor: string | null
  /** Starts of the sentences to sweep, in the order fixed when the sweep began. */
  readonly sweep: readonly number[]
  readonly sweepAt: number
  /** A decision on every fact like one is being made. */
  readonly alike: { readonly factId: string; readonly verdict: 'accept' | 'reject' } | null
  /** What was seen in the sentence that is read without its proposals, and whether another type is being looked for. */
  readonly seen: Seen | null
  readonly seenSearch: boolean
  /** Proposals of kinds that are hidden by choice are listed all the same. */
  readonly showHidden: boolean
  readonly find: boolean
  readonly marks: boolean
  readonly hits: TextHits
  /** Words under the cursor of the editor: shown as the active slot in the text. */
  readonly hint: string | null
}

/** Everything the parts of the Review screen share. */
export interface Review {
  readonly article: ArticleView
  readonly reading: Reading
  readonly desk: Desk
  readonly change: (change: Partial<Desk>) => void
  /** Facts in the order of the list. */
  readonly order: readonly FactView[]
  readonly fact: FactView | null
  readonly progress: Progress
  /** Every sentence of the sweep; may lag behind a decision by a frame, so that the next fact is painted first. */
  readonly swept: readonly SweptSentence[]
  /** Sentences still to be read without their proposals. */
  readonly blind: readonly SentenceView[]
  /** Facts that wait for these sentences. */
  readonly held: ReadonlySet<string>
  /** How many proposals of the article are of kinds hidden by choice. */
  readonly hiddenFacts: number
  readonly margin: readonly MarginMark[]
  readonly chips: readonly string[]
  readonly preferences: ReviewPreferences
  readonly hideConfidence: boolean
  readonly readOnly: boolean
  readonly act: (wishes: readonly Wish[], said?: string) => Promise<Applied>
  readonly select: (
    factId: string | null,
    options?: { readonly reveal?: boolean; readonly focus?: boolean },
  ) => void
  readonly setOrder: (order: FactOrder) => void
  readonly pane: { readonly current: TextPaneHandle | null }
  /** On to the next open fact after one was decided; to the sweep where none is left. */
  readonly advance: (decided: string, more?: { readonly reasonFor?: string | null }) => void
  readonly focusFacts: () => void
  readonly closePanel: () => void
  /** Copies the selection, else the evidence, with its reference. */
  readonly quote: () => void
  readonly resize: (by: 1 | -1) => void
  /** Other words as the evidence of the fact that is shown. */
  readonly setEvidence: (spans: readonly Span[]) => void
  /** Milliseconds since the coder turned to what is being decided. */
  readonly spent: () => number
}

/** The part that does not rest on text work and keys. */
export type ReviewBase = Omit<Review, 'quote' | 'resize' | 'setEvidence'>

const ReviewContext = createContext<Review | null>(null)
export const ReviewProvider = ReviewContext.Provider

export function useReview(): Review {
  const review = useContext(ReviewContext)
  if (review === null) throw new Error('useReview outside ReviewProvider')
  return review
}
