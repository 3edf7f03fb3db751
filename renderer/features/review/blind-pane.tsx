import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { SentenceView } from '../../../shared/model/views.ts'
import { Button, Combobox, Kbd, KeysOf } from '../../ui/index.ts'
import { compareSeen, likelyTypes, seenAt } from './blind.ts'
import { foldWords, searchTypes } from './change-type.ts'
import { typeLabel } from './reading.ts'
import { useReview } from './review-context.ts'

/**
 * A sentence without its proposals: the coder names a type for each fact they see; then the proposals are shown. What
 * is offered follows from the words of the sentence alone, never from what was proposed.
 */
export function BlindPane(props: {
  readonly sentence: SentenceView
  readonly place: string
  readonly onReveal: () => void
  readonly onStep: (by: 1 | -1) => void
}): ReactNode {
  const { sentence, place } = props
  const { article, reading, desk, change, focusFacts } = useReview()
  const { t } = reading.locale
  const seen = seenAt(desk.seen, sentence.start)
  const words = article.text.slice(sentence.start, sentence.end)
  const likely = useMemo(() => likelyTypes(reading.codebook, words), [reading.codebook, words])
  const set = (types: readonly string[]): void => change({ seen: { start: sentence.start, types } })
  const closeSearch = (): void => {
    change({ seenSearch: false })
    requestAnimationFrame(focusFacts)
  }
  return (
    <div className="rv-sweep" tabIndex={0} data-pane-focus="" role="group" aria-label={t('review.blind')}>
      <p className="rv-sweep-count numbers">
        {place} · <b>{t('review.blind')}</b>
      </p>
      <blockquote className="rv-sentence">{words}</blockquote>
      <p className="rv-ask">{t('review.blind.ask')}</p>
      <ul className="rv-seen" aria-label={t('review.blind.seen')}>
        {seen.map((type, index) => (
          <li key={`${type} ${String(index)}`}>
            <button
              type="button"
              className="rv-seen-type"
              aria-label={t('review.blind.drop', { type: typeLabel(reading, type) })}
              onClick={() => set(seen.filter((_, at) => at !== index))}
            >
              {typeLabel(reading, type)} ×
            </button>
          </li>
        ))}
        {seen.length === 0 ? <li className="rv-seen-none">{t('review.blind.noneYet')}</li> : null}
      </ul>
      {desk.seenSearch ? (
        <TypeSearch
          onType={(type) => {
            set([...seen, type])
            closeSearch()
          }}
          onLeave={closeSearch}
        />
      ) : (
        <div className="rv-offer">
          {likely.map((type, index) => (
            <button
              key={type}
              type="button"
              tabIndex={-1}
              className="rv-reason"
              onClick={() => set([...seen, type])}
            >
              <Kbd name={String(index + 1)} /> {typeLabel(reading, type)}
            </button>
          ))}
          <button
            type="button"
            tabIndex={-1}
            className="rv-reason"
            onClick={() => change({ seenSearch: true })}
          >
            <KeysOf action="fact.type" /> {t('review.blind.other')}
          </button>
        </div>
      )}
      <div className="rv-deeds">
        <Button look="main" onClick={props.onReveal} hint={<KeysOf action="sentence.complete" />}>
          {t('review.blind.reveal')}
        </Button>
        <Button look="quiet" onClick={() => props.onStep(1)} hint={<KeysOf action="fact.next" />}>
          {t('review.sweep.on')}
        </Button>
      </div>
    </div>
  )
}

function TypeSearch(props: {
  readonly onType: (type: string) => void
  readonly onLeave: () => void
}): ReactNode {
  const { reading } = useReview()
  const { t } = reading.locale
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const options = searchTypes(reading.codebook, null, query, foldWords).map(({ type }) => ({
    id: type,
    label: typeLabel(reading, type),
  }))
  useEffect(() => document.querySelector<HTMLElement>('.rv-sweep [data-autofocus]')?.focus(), [])
  return (
    <Combobox
      label={t('review.blind.other')}
      query={query}
      onQuery={(words) => {
        setQuery(words)
        setActive(0)
      }}
      options={options}
      active={Math.min(active, options.length - 1)}
      onActive={setActive}
      onTake={({ id }) => props.onType(id)}
      onLeave={props.onLeave}
      digits="whenEmpty"
      placeholder={t('review.type.search')}
      empty={t('review.type.none')}
    />
  )
}

/** After the reading: what was seen and proposed, only seen, only proposed. */
export function BlindResult(props: {
  readonly seen: readonly string[]
  readonly proposed: readonly string[]
}): ReactNode {
  const { reading } = useReview()
  const { t } = reading.locale
  const { both, onlySeen, onlyProposed } = compareSeen(props.seen, props.proposed)
  const line = (key: 'both' | 'onlySeen' | 'onlyProposed', types: readonly string[]): ReactNode =>
    types.length === 0 ? null : (
      <div className={`rv-compared rv-compared-${key}`}>
        <dt>{t(`review.blind.${key}`)}</dt>
        <dd>{types.map((type) => typeLabel(reading, type)).join(', ')}</dd>
      </div>
    )
  return (
    <dl className="rv-comparison" aria-label={t('review.blind.result')}>
      {line('both', both)}
      {line('onlySeen', onlySeen)}
      {line('onlyProposed', onlyProposed)}
      {props.seen.length + props.proposed.length === 0 ? (
        <div className="rv-compared">
          <dt>{t('review.blind.nothing')}</dt>
          <dd />
        </div>
      ) : null}
    </dl>
  )
}
