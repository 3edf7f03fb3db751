import { isBrief } from '../../../shared/article-of-columns.ts'
import { announce } from '../../app/announce.tsx'
import { useHomeContext, useKeys, type KeyHandlers } from '../../app/keyboard.ts'
import { navigate } from '../../app/routes.ts'
import { useStore } from '../../app/store.ts'
import { kinDialog } from '../families/kin-dialog.ts'
import { articleSizes, setReviewPreference } from './review-preferences.ts'
import type { ReviewBase } from './review-context.ts'
import { likelyTypes, seenAt } from './blind.ts'
import { stepArticle } from './held-step.ts'
import { sentenceAt } from '../../text-pane/sentence-at.ts'
import { slotOf } from '../../../shared/model/codebook.ts'
import { localCandidates } from './slot-candidates.ts'
import { nextOrder, stepFact } from './step-between-facts.ts'
import { finishable, nextUnswept, sweepOrder } from './sweep.ts'
import type { Decisions } from './use-decisions.ts'
import type { TextWork } from './use-text-work.ts'
import { withoutWaiting } from './without-waiting.ts'

/** Binds the actions of the Review screen to what they do, in the facts and in the text. */
export function useReviewKeys(
  review: ReviewBase,
  decisions: Decisions,
  work: TextWork,
): {
  readonly completeSentence: () => void
  readonly stepSweep: (by: 1 | -1) => void
  readonly finish: () => void
  readonly toggleSweep: () => void
  readonly resize: (by: 1 | -1) => void
} {
  const store = useStore()
  const { article, reading, desk, change, order, fact, chips, act, select, pane, preferences, blind } = review
  const { t, tn } = reading.locale
  useHomeContext('facts')

  const go = (by: number): void => {
    const next = stepFact(order, desk.selected, by)
    if (next !== null && next !== desk.selected) select(next)
  }
  const stepSweep = (by: 1 | -1): void => {
    const to = Math.min(desk.sweep.length - 1, Math.max(0, desk.sweepAt + by))
    change({ sweepAt: to })
    const sentence = article.sentences.find((one) => one.start === desk.sweep[to])
    if (sentence !== undefined) pane.current?.reveal(sentence, { caret: true })
  }
  const chip = (by: number): void => {
    const at = chips.indexOf(desk.chip ?? '')
    const next = chips[Math.min(chips.length - 1, Math.max(0, at + by))]
    if (next !== undefined) change({ chip: next })
  }

  /** The sentence that stands there without its proposals. */
  const unread =
    desk.view === 'sweep' ? blind.find(({ start }) => start === desk.sweep[desk.sweepAt]) : undefined
  const seen = unread === undefined ? [] : seenAt(desk.seen, unread.start)
  const see = (types: readonly string[]): void => {
    if (unread !== undefined) change({ seen: { start: unread.start, types } })
  }

  const completeSentence = (): void => {
    if (unread !== undefined) {
      const { start, end } = unread
      const payload = { articleId: article.row.id, start, end, seen: [...seen], durationMs: review.spent() }
      void act([{ type: 'sentence.blind', payload }], tn('review.said.blind', seen.length))
      return
    }
    const swept = desk.view === 'sweep'
    const caret = pane.current?.hasFocus() === true ? pane.current.caret() : (fact?.evidence[0]?.start ?? 0)
    const sentence = swept
      ? article.sentences.find((one) => one.start === desk.sweep[desk.sweepAt])
      : sentenceAt(article.sentences, caret)
    if (sentence === undefined) {
      announce(t('review.said.noSentence'))
      return
    }
    const complete = swept || !sentence.reviewed
    void act(
      [
        {
          type: 'sentence.review',
          payload: { articleId: article.row.id, start: sentence.start, end: sentence.end, complete },
        },
      ],
      t(complete ? 'review.said.complete' : 'review.said.incompleteSentence'),
    )
    if (!swept) return
    const after = desk.sweep.map((start) => ({
      reviewed:
        start === sentence.start || article.sentences.find((one) => one.start === start)?.reviewed === true,
    }))
    const next = after.findIndex((one, index) => index > desk.sweepAt && !one.reviewed)
    const at = next === -1 ? after.findIndex((one) => !one.reviewed) : next
    if (at === -1) {
      change({ view: 'summary' })
      announce(t('review.said.sweepDone'))
      return
    }
    change({ sweepAt: at })
    const target = article.sentences.find((one) => one.start === desk.sweep[at])
    if (target !== undefined) pane.current?.reveal(target, { caret: true })
  }

  const toggleSweep = (): void => {
    if (desk.view !== 'facts') {
      change({ view: 'facts' })
      return
    }
    const sweep = sweepOrder(article, blind)
    const at = Math.max(0, nextUnswept(sweep, -1))
    change({ view: 'sweep', panel: null, sweep: sweep.map(({ sentence }) => sentence.start), sweepAt: at })
    const target = sweep[at]?.sentence
    if (target !== undefined) pane.current?.reveal(target, { caret: true })
  }

  const finish = (): void => {
    const state = finishable(article)
    if (!state.ok) {
      const text = [
        state.open === 0 ? null : tn('review.stillOpen', state.open),
        state.sentences === 0 ? null : tn('review.stillUnswept', state.sentences),
      ]
        .filter((part) => part !== null)
        .join(' · ')
      announce(text)
      store.notify({ tone: 'info', text: t('review.notFinished', { what: text }) })
      if (state.open > 0) {
        const open = order.find((one) => one.state === 'proposed')
        if (open !== undefined) select(open.id, { focus: true })
      } else toggleSweepTo()
      return
    }
    if (desk.view !== 'summary') {
      change({ view: 'summary', panel: null })
      return
    }
    void act(
      [{ type: 'article.triage', payload: { articleId: article.row.id, state: 'finished' } }],
      t('review.said.finished', { title: article.row.title }),
    )
    if (article.next !== null) stepArticle(article, 'next', t)
    else navigate({ screen: 'library' })
  }
  const toggleSweepTo = (): void => {
    const sweep = sweepOrder(article, blind)
    change({
      view: 'sweep',
      panel: null,
      sweep: sweep.map(({ sentence }) => sentence.start),
      sweepAt: Math.max(0, nextUnswept(sweep, -1)),
    })
  }

  const resize = (by: 1 | -1): void => {
    const at = articleSizes.findIndex((size) => size === preferences.articleSize)
    const next = articleSizes[Math.min(articleSizes.length - 1, Math.max(0, at + by))]
    if (next !== undefined) setReviewPreference(store, 'articleSize', next)
  }

  /** A digit gives the reason of the rejection just made, opens a fact of the swept sentence, or fills the gap one is at. */
  const digit = (pressed: number | null): boolean => {
    if (pressed === null) return false
    if (unread !== undefined) {
      const words = article.text.slice(unread.start, unread.end)
      const type = likelyTypes(reading.codebook, words)[pressed - 1]
      if (type !== undefined) see([...seen, type])
      return true
    }
    if (decisions.reasonByDigit(pressed)) return true
    if (desk.view === 'sweep') {
      const here = sweepOrder(article, blind).find(
        ({ sentence }) => sentence.start === desk.sweep[desk.sweepAt],
      )
      const id = here?.factIds[pressed - 1]
      if (id !== undefined) select(id, { focus: true })
      return true
    }
    const role = desk.chip?.startsWith('gap:') === true ? desk.chip.slice(4).split('|')[0] : undefined
    const definition =
      fact === null || role === undefined ? undefined : slotOf(reading.codebook, fact.type, role)
    if (fact === null || isBrief(fact) || definition === undefined) return false
    const candidate = localCandidates(reading, article, fact.evidence, definition, takenBy(fact))[pressed - 1]
    if (candidate === undefined) return false
    void act(
      [{ type: 'slot.add', payload: { factId: fact.id, role: definition.role, value: candidate.value } }],
      t('review.said.slot', { role: definition.label[reading.locale.language], words: candidate.label }),
    )
    return true
  }

  const bulk = (verdict: 'accept' | 'reject'): boolean => {
    if (fact === null || fact.rule === null || desk.view !== 'facts') return false
    change({ panel: null, alike: { factId: fact.id, verdict } })
    return true
  }

  const shared: KeyHandlers = {
    'slot.fromSelection': work.selectionIntoSlot,
    'fact.new': work.newFact,
    'mention.new': work.newMention,
    'sentence.complete': completeSentence,
    'zone.toggle': work.toggleBoilerplate,
    'article.previous': () => stepArticle(article, 'previous', t),
    'article.next': () => stepArticle(article, 'next', t),
    'text.find': () => change({ find: true }),
    'sweep.toggle': toggleSweep,
    'article.note': () => change({ panel: { kind: 'articleNote' } }),
    'article.finish': finish,
    'evidence.add': work.addEvidence,
    'text.quote': work.copyQuote,
    'text.marks': () => change({ marks: true }),
    'text.unfold': () => pane.current?.toggleFolds(),
    'text.larger': () => resize(1),
    'text.smaller': () => resize(-1),
    'text.print': () => window.print(),
  }
  const inFacts: KeyHandlers = {
    ...shared,
    'fact.next': () => (desk.view === 'sweep' ? stepSweep(1) : go(1)),
    'fact.previous': () => (desk.view === 'sweep' ? stepSweep(-1) : go(-1)),
    'fact.first': () => go(-order.length),
    'fact.last': () => go(order.length),
    'fact.accept': () =>
      desk.view === 'summary' ? finish() : desk.view === 'facts' ? decisions.accept() : false,
    'fact.reject': () => (desk.view === 'facts' ? decisions.reject() : false),
    'fact.later': () =>
      desk.view === 'facts' ? decisions.later() : desk.view === 'sweep' ? stepSweep(1) : false,
    'fact.reopen': decisions.reopen,
    'fact.edit': () =>
      fact === null
        ? false
        : change({ view: 'facts', panel: { kind: 'editor', row: desk.draft !== null ? null : desk.chip } }),
    'blind.remove': () => (unread === undefined ? false : see(seen.slice(0, -1))),
    'fact.type': () =>
      unread !== undefined
        ? change({ seenSearch: true })
        : fact === null && desk.draft === null
          ? false
          : change({ view: 'facts', panel: { kind: 'type' } }),
    'fact.note': () => (fact === null ? false : change({ view: 'facts', panel: { kind: 'note' } })),
    'fact.split': () =>
      fact === null || fact.slots.length < 2 ? false : change({ view: 'facts', panel: { kind: 'split' } }),
    'fact.join': () => (fact === null ? false : change({ view: 'facts', panel: { kind: 'join' } })),
    'facts.acceptAlike': () => bulk('accept'),
    'facts.rejectAlike': () => bulk('reject'),
    'fact.carry': () => (fact === null ? false : kinDialog.set({ kind: 'carry', factId: fact.id })),
    'fact.history': () => (fact === null ? false : change({ view: 'facts', panel: { kind: 'history' } })),
    'slot.next': () => chip(1),
    'slot.previous': () => chip(-1),
    'slot.notStated': () => {
      if (fact === null || desk.chip?.startsWith('gap:') !== true) return false
      const role = desk.chip.slice(4).split('|')[0] ?? ''
      void act(
        [{ type: 'slot.add', payload: { factId: fact.id, role, value: { kind: 'notStated' } } }],
        t('review.said.notStated'),
      )
      return true
    },
    'conflict.open': () => {
      const other = fact?.conflictsWith[0]
      if (other === undefined) return false
      select(other, { focus: true })
      return true
    },
    'facts.order': () => {
      const next = nextOrder(preferences.order)
      review.setOrder(next)
      announce(t(`review.order.${next}`))
    },
    'facts.hidden': () => {
      if (review.hiddenFacts === 0) return false
      review.change({ showHidden: !desk.showHidden })
      announce(t(desk.showHidden ? 'review.hidden.said.away' : 'review.hidden.said.shown'))
      return true
    },
    'link.open': () => work.link('facts'),
    'evidence.adjust': () => work.adjustEvidence('facts'),
    'candidate.take': ({ digit: pressed }) => digit(pressed),
  }
  const waits = fact !== null && isBrief(fact)
  const where = { view: desk.view, draft: desk.draft !== null, blind: unread !== undefined }
  useKeys('facts', waits ? withoutWaiting(inFacts, where) : inFacts)
  useKeys('text', {
    ...shared,
    'link.open': () => work.link('text'),
    'evidence.adjust': () => work.adjustEvidence('text'),
    'text.leave': review.focusFacts,
    'mention.type': () => work.mentionAt('type'),
    'mention.note': () => work.mentionAt('note'),
    'mention.remove': () => work.mentionAt('remove'),
  })
  return { completeSentence, stepSweep, finish, toggleSweep, resize }
}

/** What the fact already names: not offered again. */
export const takenBy = (fact: {
  readonly slots: readonly { readonly mentionId: string | null; readonly entityId: string | null }[]
}): { readonly mentionIds: ReadonlySet<string>; readonly entityIds: ReadonlySet<string> } => ({
  mentionIds: new Set(fact.slots.flatMap((slot) => slot.mentionId ?? [])),
  entityIds: new Set(fact.slots.flatMap((slot) => slot.entityId ?? [])),
})
