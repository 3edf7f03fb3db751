import { isBrief } from '../../../shared/article-of-columns.ts'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, MentionView } from '../../../shared/model/views.ts'
import type { MentionType } from '../../../shared/model/vocabulary.ts'
import { overlap } from '../../../shared/offsets.ts'
import { slotOf } from '../../../shared/model/codebook.ts'
import { announce } from '../../app/announce.tsx'
import { useStore } from '../../app/store.ts'
import { lineAt } from '../../text-pane/fold-zones.ts'
import { marksAt } from '../../text-pane/marks.ts'
import { quoteWithReference } from '../../text-pane/reference.ts'
import { sentenceAt } from '../../text-pane/sentence-at.ts'
import { addSlot, setSlot } from './draft.ts'
import type { SlotFill } from './predict.ts'
import { mentionOf, roleLabel } from './reading.ts'
import type { ReviewBase } from './review-context.ts'

/** The slot keys mean: the row open in the editor, else the chip under the cursor. */
export interface SlotAim {
  readonly role: string
  readonly slotId: string | null
}

/** What the coder does with the text: selection into a slot, mentions, evidence, boilerplate, quotations. */
export interface TextWork {
  readonly selectionIntoSlot: () => void
  readonly newMention: () => void
  readonly newFact: () => void
  readonly link: (from: 'facts' | 'text') => void
  readonly adjustEvidence: (from: 'facts' | 'text') => void
  readonly addEvidence: () => void
  readonly setEvidence: (spans: readonly Span[]) => void
  readonly toggleBoilerplate: () => void
  readonly copyQuote: () => void
  /** Another type, a note, or nothing any more for the mention at the caret. */
  readonly mentionAt: (what: 'type' | 'note' | 'remove') => void
}

/** The mention that a selection means: one on the very words, or one that covers most of them. */
export function mentionOnSelection(
  article: ArticleView,
  span: Span,
  fillers: readonly MentionType[],
): MentionView | undefined {
  const eligible = article.mentions.filter(
    (mention) => fillers.includes(mention.type) && overlap(mention, span) > 0,
  )
  const share = (mention: MentionView): number =>
    overlap(mention, span) / (Math.max(mention.end, span.end) - Math.min(mention.start, span.start))
  return eligible.filter((mention) => share(mention) >= 0.6).sort((a, b) => share(b) - share(a))[0]
}

/** A span without white space at its ends; null where nothing else is in it. */
export function trimSpan(text: string, span: Span): Span | null {
  const words = text.slice(span.start, span.end)
  const start = span.start + (words.length - words.trimStart().length)
  const end = span.end - (words.length - words.trimEnd().length)
  return end > start ? { start, end } : null
}

/** Whether a link is asked for here: values stand for themselves. */
const linkable = new Set<MentionType>([
  'PER',
  'ORG',
  'GPE',
  'LOC',
  'DEM',
  'ROLE',
  'EVT',
  'DOCU',
  'PROJECT',
  'POLICY',
  'LEVEL',
  'GROUP',
])
export const isLinkable = (mention: Pick<MentionView, 'type'>): boolean => linkable.has(mention.type)

export function useTextWork(review: ReviewBase, aim: () => SlotAim | null): TextWork {
  const store = useStore()
  const { article, reading, desk, change, fact, act, pane } = review
  const { t, language } = reading.locale

  /** The selected words; white space at their ends is never meant. */
  const selection = (): Span | null => {
    const span = pane.current?.selection() ?? null
    return span === null ? null : trimSpan(article.text, span)
  }
  /** The selection, else the sentence the coder is at. */
  const words = (): Span | null => {
    const chosen = selection()
    if (chosen !== null) return chosen
    if (desk.view === 'sweep') {
      const start = desk.sweep[desk.sweepAt]
      return article.sentences.find((sentence) => sentence.start === start) ?? null
    }
    const caret = pane.current?.caret() ?? 0
    return sentenceAt(article.sentences, caret) ?? fact?.evidence[0] ?? null
  }
  const refuse = (text: string): void => {
    announce(text)
    store.notify({ tone: 'info', text })
  }

  /** The selected fact is still being read, and no draft stands before it: there is nothing yet to change. */
  const waits = desk.draft === null && fact !== null && isBrief(fact)

  const putIntoSlot = async (span: Span, target: SlotAim): Promise<void> => {
    if (waits) return
    const typeId = desk.draft?.type ?? fact?.type
    if (typeId === undefined) return
    const definition = slotOf(reading.codebook, typeId, target.role)
    if (definition === undefined) return
    let value: SlotFill = { kind: 'text', start: span.start, end: span.end }
    const mention = mentionOnSelection(article, span, definition.fillers)
    if (mention !== undefined) value = { kind: 'mention', mentionId: mention.id }
    else if (!definition.text && definition.fillers[0] !== undefined) {
      // The role takes entities only: the words become a mention first.
      const type = definition.fillers[0]
      const made = await act([
        {
          type: 'mention.add',
          payload: { articleId: article.row.id, start: span.start, end: span.end, type },
        },
      ])
      const id = made.ok ? made.value[0]?.created?.['mention']?.[0] : undefined
      if (id === undefined) return
      value = { kind: 'mention', mentionId: id }
    }
    const said = t('review.said.slot', {
      role: roleLabel(reading, typeId, target.role),
      words: article.text.slice(span.start, span.end),
    })
    if (desk.draft !== null) {
      change({
        draft:
          target.slotId === null
            ? addSlot(desk.draft, target.role, value)
            : setSlot(desk.draft, target.slotId, value),
      })
      announce(said)
    } else if (fact !== null) {
      await act(
        [
          target.slotId === null
            ? { type: 'slot.add', payload: { factId: fact.id, role: target.role, value } }
            : { type: 'slot.set', payload: { factId: fact.id, slotId: target.slotId, value } },
        ],
        said,
      )
    }
  }

  const setEvidence = (spans: readonly Span[]): void => {
    if (waits) return
    const clean = spans.map(({ start, end }) => ({ start, end }))
    if (desk.draft !== null) {
      change({ draft: { ...desk.draft, evidence: clean } })
      announce(t('review.said.evidence'))
    } else if (fact !== null)
      void act(
        [{ type: 'fact.setEvidence', payload: { factId: fact.id, evidence: clean } }],
        t('review.said.evidence'),
      )
  }

  return {
    selectionIntoSlot: () => {
      const span = selection()
      const target = aim()
      if (span === null) {
        refuse(t('review.said.selectFirst'))
        return
      }
      if (target === null) {
        refuse(t('review.said.noSlot'))
        return
      }
      void putIntoSlot(span, target)
    },
    newMention: () => {
      const span = selection()
      if (span === null) {
        refuse(t('review.said.selectFirst'))
        return
      }
      change({ panel: { kind: 'mention', span } })
    },
    newFact: () => {
      const span = words()
      if (span === null) {
        refuse(t('review.said.selectFirst'))
        return
      }
      change({ panel: { kind: 'newFact', span } })
    },
    link: (from) => {
      if (from === 'text') {
        const caret = pane.current?.caret() ?? 0
        const mention = marksAt(article.mentions.filter(isLinkable), caret)[0]
        if (mention === undefined) {
          refuse(t('review.said.noMention'))
          return
        }
        change({ panel: { kind: 'link', mentionId: mention.id, from: 'text' } })
        return
      }
      const slots = fact?.slots ?? []
      const chosen =
        slots.find((slot) => `slot:${slot.id}` === desk.chip && slot.mentionId !== null) ??
        slots.find((slot) => {
          const mention = mentionOf(article.mentions, slot.mentionId)
          return mention !== undefined && isLinkable(mention)
        })
      if (chosen === undefined || chosen.mentionId === null) {
        refuse(t('review.said.noMention'))
        return
      }
      change({
        panel: { kind: 'link', mentionId: chosen.mentionId, from: 'facts' },
        chip: `slot:${chosen.id}`,
      })
    },
    adjustEvidence: (from) => {
      const span = from === 'text' ? selection() : null
      if (span !== null) {
        setEvidence([span])
        return
      }
      const evidence = (desk.draft?.evidence ?? fact?.evidence ?? [])[0]
      if (evidence === undefined) return
      pane.current?.reveal(evidence, { caret: true, select: true })
      pane.current?.focus()
      refuse(t('review.said.adjust'))
    },
    setEvidence,
    addEvidence: () => {
      const span = selection()
      if (span === null) {
        refuse(t('review.said.selectFirst'))
        return
      }
      const before = desk.draft?.evidence ?? fact?.evidence ?? []
      const apart = before.filter((one) => overlap(one, span) === 0)
      setEvidence([...apart, span].sort((a, b) => a.start - b.start))
    },
    toggleBoilerplate: () => {
      const caret = pane.current?.hasFocus() === true ? pane.current.caret() : (fact?.evidence[0]?.start ?? 0)
      const line = lineAt(article.text, caret)
      if (line === null) return
      const masked = article.zones.some((zone) => zone.masked && overlap(zone, line) > 0)
      void act(
        [
          {
            type: 'zone.set',
            payload: {
              articleId: article.row.id,
              start: line.start,
              end: line.end,
              kind: masked ? null : 'other',
            },
          },
        ],
        t(masked ? 'review.said.unmasked' : 'review.said.masked'),
      )
    },
    mentionAt: (what) => {
      const mention = marksAt(article.mentions, pane.current?.caret() ?? 0)[0]
      if (mention === undefined) refuse(t('review.said.noMention'))
      else if (what === 'type') change({ panel: { kind: 'mentionType', mentionId: mention.id } })
      else if (what === 'note') change({ panel: { kind: 'mentionNote', mentionId: mention.id } })
      else
        void act(
          [{ type: 'mention.remove', payload: { mentionId: mention.id } }],
          t('review.said.mentionRemoved', { words: mention.surface }),
        )
    },
    copyQuote: () => {
      const span = selection() ?? fact?.evidence[0]
      if (span === undefined) {
        refuse(t('review.said.selectFirst'))
        return
      }
      const { row } = article
      const source = { title: row.title, publisher: row.publisher, published: row.published, url: row.url }
      const text = quoteWithReference(article.text.slice(span.start, span.end), span, source, language)
      navigator.clipboard.writeText(text).then(
        () => refuse(t('review.said.copied')),
        () => refuse(t('review.said.notCopied')),
      )
    },
  }
}
