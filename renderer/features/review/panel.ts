import type { Span } from '../../../shared/model/span.ts'

/** What is open for the selected fact, the draft, or a place in the text. One at a time. */
export type Panel =
  | { readonly kind: 'editor'; readonly row: string | null }
  | { readonly kind: 'type' }
  | { readonly kind: 'note' }
  | { readonly kind: 'history' }
  | { readonly kind: 'split' | 'join' }
  /** A note on the article, or on a mention of it. */
  | { readonly kind: 'articleNote' }
  | { readonly kind: 'mentionNote'; readonly mentionId: string }
  /** Another type for a mention. */
  | { readonly kind: 'mentionType'; readonly mentionId: string }
  | { readonly kind: 'link'; readonly mentionId: string; readonly from: 'facts' | 'text' }
  | { readonly kind: 'mention'; readonly span: Span }
  /** A type for a new fact from these words. */
  | { readonly kind: 'newFact'; readonly span: Span }

export type ReviewView = 'facts' | 'sweep' | 'summary'

/** Panels that belong to a place in the text rather than to the selected fact. */
export const restsOnText = (panel: Panel): boolean =>
  panel.kind === 'mention' ||
  panel.kind === 'mentionType' ||
  panel.kind === 'mentionNote' ||
  panel.kind === 'articleNote' ||
  panel.kind === 'newFact' ||
  (panel.kind === 'link' && panel.from === 'text')
