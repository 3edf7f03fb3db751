import { useCallback, useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ArticleView, FactView, MentionView, SentenceView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { failure } from '../../app/client.ts'
import { briefAround } from '../../app/complete-article.ts'
import { patch, useStore, type Applied, type Wish } from '../../app/store.ts'
import type { Locale } from '../../locales/locale.tsx'
import { marginMarks } from '../../text-pane/margin-marks.ts'
import { noHits, type TextPaneHandle } from '../../text-pane/text-pane.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { drawnBlind, heldBack, stillBlind } from './blind.ts'
import { draftFromText, draftToText } from './draft-text.ts'
import { changesElsewhere } from './changes-elsewhere.ts'
import { chipKeys } from './editor-rows.ts'
import { predict } from './predict.ts'
import { mentionOf, type Reading } from './reading.ts'
import type { Desk, ReviewBase } from './review-context.ts'
import { setReviewPreference, withPlace, type ReviewPreferences } from './review-preferences.ts'
import {
  factAtCaret,
  isOpen,
  nextOpen,
  openedAgain,
  orderFacts,
  progressOf,
  type FactOrder,
} from './step-between-facts.ts'
import { nextUnswept, sweepOrder } from './sweep.ts'
import { useCalm } from './use-calm.ts'
import { useChange, useFocusFacts, useOnFrame, useSelect } from './use-desk-steps.ts'

/** Where to begin: the fact asked for, one that rests on the mention asked for, the place left last time, the first open fact, the first. */
function begin(
  article: ArticleView,
  order: readonly FactView[],
  wanted: string | null,
  mention: MentionView | null,
  preferences: ReviewPreferences,
  blind: readonly SentenceView[],
): Desk {
  const place = preferences.places.find((one) => one.articleId === article.row.id)
  const known = (id: string | null | undefined): string | null =>
    order.find((fact) => fact.id === id)?.id ?? null
  const besides = mention === null ? null : factAtCaret(order, mention.start, null)
  const selected =
    known(wanted) ?? besides ?? known(place?.factId) ?? order.find(isOpen)?.id ?? order[0]?.id ?? null
  const sweep = sweepOrder(article, blind)
  const draft = draftFromText(preferences.draft)
  return {
    view:
      wanted === null && mention === null && place?.sweep === true && sweep.length > 0 ? 'sweep' : 'facts',
    selected,
    chip: null,
    panel: null,
    draft: draft?.articleId === article.row.id ? draft : null,
    later: new Set(),
    reasonFor: null,
    sweep: sweep.map(({ sentence }) => sentence.start),
    sweepAt: Math.max(0, nextUnswept(sweep, -1)),
    alike: null,
    seen: null,
    seenSearch: false,
    showHidden: false,
    find: false,
    marks: false,
    hits: noHits,
    hint: null,
  }
}

/** The facts these wishes change, where they change nothing else of the article. */
function factsOf(wishes: readonly Wish[]): readonly string[] | undefined {
  const ids = new Set<string>()
  for (const { type, payload } of wishes) {
    if (!/^(fact|slot)\./.test(type) || !('factId' in payload)) return undefined
    if (payload.factId === null) return undefined
    ids.add(payload.factId)
  }
  return [...ids]
}

/** An article with more facts than this is long. */
const manyFacts = 500
/** So long without a decision is a pause. */
const pauseMs = 250

/** The state of the screen and everything its parts may do with it. */
export function useDesk(given: {
  readonly article: ArticleView
  readonly codebook: Codebook
  readonly locale: Locale
  readonly wanted: string | null
  /** The mention to show in the text. */
  readonly wantedMention: string | null
  readonly preferences: ReviewPreferences
  readonly hideConfidence: boolean
  /** Sentences read blind, in per cent. */
  readonly blindShare: number
  readonly readOnly: boolean
}): ReviewBase & { readonly facts: { readonly current: HTMLElement | null } } {
  const {
    article,
    codebook,
    locale,
    wanted,
    wantedMention,
    preferences,
    hideConfidence,
    blindShare,
    readOnly,
  } = given
  const store = useStore()
  const pane = useRef<TextPaneHandle | null>(null)
  const facts = useRef<HTMLElement | null>(null)
  const since = useRef(0)

  const { entities } = article
  const reading = useMemo(
    (): Reading => ({ codebook, locale, entities: new Map(entities.map((entity) => [entity.id, entity])) }),
    [codebook, locale, entities],
  )
  const { textSha256 } = article.row
  const drawn = useMemo(
    () => drawnBlind(article.sentences, textSha256, blindShare),
    [article.sentences, textSha256, blindShare],
  )
  const blind = useMemo(() => stillBlind(drawn, article.facts, wanted), [drawn, article.facts, wanted])
  const held = useMemo(() => heldBack(article.facts, blind), [article.facts, blind])
  // Whoever is asked for by its address is shown, of whatever kind it is.
  const listed = useMemo(
    () => article.facts.filter(({ id, hidden }) => !held.has(id) && (hidden === undefined || id === wanted)),
    [article.facts, held, wanted],
  )
  const mention = mentionOf(article.mentions, wantedMention) ?? null
  const [desk, setDesk] = useState(() =>
    begin(article, orderFacts(listed, preferences.order), wanted, mention, preferences, blind),
  )
  const { showHidden } = desk
  const hiddenFacts = useMemo(
    () => article.facts.filter(({ id, hidden }) => hidden !== undefined && id !== wanted).length,
    [article.facts, wanted],
  )
  const order = useMemo(() => {
    const shown = showHidden ? article.facts.filter(({ id }) => !held.has(id)) : listed
    return orderFacts(shown, preferences.order)
  }, [article.facts, listed, showHidden, held, preferences.order])
  const change = useChange(setDesk)

  const progress = useMemo(() => progressOf(article.facts), [article.facts])
  // Sentence counts and the margin may follow a frame later than the next fact; of a long article, once decisions pause.
  const { sentences: liveSentences, facts: liveFacts } = article
  const live = useMemo(
    () => ({ sentences: liveSentences, facts: liveFacts, blind }),
    [liveSentences, liveFacts, blind],
  )
  const long = liveFacts.length > manyFacts && desk.view === 'facts'
  const {
    sentences,
    facts: calmFacts,
    blind: calmBlind,
  } = useDeferredValue(useCalm(live, long ? pauseMs : 0))
  const swept = useMemo(
    () => sweepOrder({ sentences, facts: calmFacts }, calmBlind),
    [sentences, calmFacts, calmBlind],
  )
  const margin = useMemo(() => {
    const unread = new Set(calmBlind.map(({ start }) => start))
    return marginMarks(sentences, calmFacts, unread)
  }, [sentences, calmFacts, calmBlind])

  // A selected fact may go (its line was masked): the first open one takes its place.
  const fact = order.find((one) => one.id === desk.selected) ?? order.find(isOpen) ?? order[0] ?? null
  // Of a long article, whole facts are read ahead of the coder: wherever one goes, what is near is whole or on its way.
  const at = fact === null ? -1 : order.indexOf(fact)
  useEffect(() => {
    const wanted = briefAround(order, Math.max(0, at))
    if (wanted.length > 0) void store.cache.hasten(article.row.id, wanted)
  }, [store, article.row.id, order, at])
  const chips = useMemo(() => (fact === null ? [] : chipKeys(reading, fact)), [reading, fact])
  const chip =
    desk.chip !== null && chips.includes(desk.chip)
      ? desk.chip
      : (chips.find((key) => key.startsWith('gap:')) ?? chips[0] ?? null)

  useEffect(() => {
    since.current = performance.now()
  }, [desk.selected, desk.sweepAt, desk.draft?.type])

  const articleId = article.row.id
  const act = useCallback(
    async (wishes: readonly Wish[], said?: string): Promise<Applied> => {
      if (changesElsewhere(wishes, article.facts)) {
        store.fail(failure('fact.elsewhere'))
        return { ok: false, error: failure('fact.elsewhere') }
      }
      const now = new Date().toISOString()
      const guess = patch(
        'articles.open',
        { articleId },
        (shown) => {
          try {
            return wishes.reduce((view, wish) => predict(view, wish, codebook, now), shown)
          } catch {
            // A guess that cannot be made shows nothing; the store's answer will.
            return shown
          }
        },
        factsOf(wishes),
      )
      const sent = store.apply(wishes, { optimistic: [guess] })
      if (said !== undefined) announce(said)
      return sent
    },
    [store, articleId, article.facts, codebook],
  )

  const focusFacts = useFocusFacts(facts)
  const latestRef = useLatest({ article, order })
  const select = useSelect({ latestRef, wanted, change, focusFacts, paneRef: pane })
  const advance: ReviewBase['advance'] = (decided, more = {}) => {
    const next = nextOpen(order, decided, desk.later)
    if (next !== null) {
      select(next, { focus: true })
      change({ reasonFor: more.reasonFor ?? null })
      return
    }
    // Nothing is open any more: the sweep is what is left.
    const sweep = sweepOrder(article, blind)
    const at = nextUnswept(sweep, -1)
    change({
      panel: null,
      reasonFor: more.reasonFor ?? null,
      view: at === -1 ? 'summary' : 'sweep',
      sweep: sweep.map(({ sentence }) => sentence.start),
      sweepAt: Math.max(0, at),
    })
    announce(locale.t(at === -1 ? 'review.said.allDone' : 'review.said.sweepBegins'))
  }

  // The place one comes back to is shown in the text as well.
  useOnFrame(wantedMention, () => {
    if (mention !== null) {
      pane.current?.reveal(mention, { caret: true, select: true })
      pane.current?.focus()
      return
    }
    const start = desk.sweep[desk.sweepAt]
    const span = desk.view === 'sweep' ? sentences.find((one) => one.start === start) : fact?.evidence[0]
    if (span !== undefined) pane.current?.reveal(span, { caret: true })
  })

  // What had the focus goes with its view: it goes on to what stands there now.
  useOnFrame(desk.view, () => {
    if (document.activeElement === document.body) focusFacts()
  })

  // A fact that is open again (undo, or a refusal) is where the coder wants to be.
  const factsBefore = useRef(article.facts)
  const reopened = useEffectEvent((factId: string) => {
    if (factId !== desk.selected && desk.panel === null) select(factId, { focus: true })
  })
  useEffect(() => {
    const back = openedAgain(factsBefore.current, article.facts)
    factsBefore.current = article.facts
    const [only] = back
    if (only !== undefined && back.length === 1) reopened(only)
  }, [article.facts])

  // Where the coder is, and what is half done, survives the window.
  const place = withPlace(preferences.places, {
    articleId,
    factId: desk.selected,
    sweep: desk.view === 'sweep',
  })
  useEffect(() => {
    const timer = setTimeout(() => setReviewPreference(store, 'places', place), 600)
    return () => clearTimeout(timer)
  }, [store, place])
  const draftText = draftToText(desk.draft)
  const draftBefore = useRef(draftText)
  useEffect(() => {
    if (draftBefore.current === draftText) return
    draftBefore.current = draftText
    setReviewPreference(store, 'draft', draftText)
  }, [store, draftText])

  return {
    article,
    reading,
    desk: { ...desk, chip, selected: fact?.id ?? null },
    change,
    order,
    fact,
    progress,
    swept,
    blind,
    held,
    hiddenFacts,
    margin,
    chips,
    preferences,
    hideConfidence,
    readOnly,
    act,
    select,
    setOrder: (next: FactOrder) => setReviewPreference(store, 'order', next),
    pane,
    facts,
    advance,
    focusFacts,
    closePanel: () => {
      change({ panel: null })
      // The panel takes the focus with it: it goes back to the fact once the card stands again.
      requestAnimationFrame(focusFacts)
    },
    spent: () => Math.round(Math.min(86_400_000, performance.now() - since.current)),
  }
}
