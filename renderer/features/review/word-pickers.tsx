import { useMemo, useState, type ReactNode } from 'react'
import type { FactTime } from '../../../shared/model/extraction.ts'
import type { ArticleView, FactView } from '../../../shared/model/views.ts'
import {
  modalities,
  polarities,
  timeBases,
  type Modality,
  type Polarity,
} from '../../../shared/model/vocabulary.ts'
import { overlap } from '../../../shared/offsets.ts'
import { isAnswering, useQuery } from '../../app/store.ts'
import { foldText } from '../../text-pane/find-in-text.ts'
import { widenToSentences } from '../../text-pane/sentence-at.ts'
import { timeText } from './fact-line.ts'
import { parseTime } from './parse-time.ts'
import { entityName, nameOf, type Reading } from './reading.ts'
import { RowPicker, type RowMoves, type RowOption } from './row-picker.tsx'
import { useReview } from './review-context.ts'

interface Common {
  readonly fact: FactView
  readonly label: string
  readonly moves: RowMoves
}

const fits = (label: string, query: string): boolean => {
  const needle = foldText(query).folded.trim()
  return needle === '' || foldText(label).folded.includes(needle)
}

interface TimeOption extends RowOption {
  readonly time: FactTime
}

/** Times the article offers for a fact: its dates, those of the evidence first, then times of other facts, then the day of publication. */
export function timesOffered(reading: Reading, article: ArticleView, fact: FactView): readonly TimeOption[] {
  const { t } = reading.locale
  const offered = new Map<string, TimeOption>()
  const add = (time: FactTime, hint: string): void => {
    const id = `${time.iso} ${time.basis}`
    if (!offered.has(id)) offered.set(id, { id, label: timeText(reading, time), hint, time })
  }
  const near = fact.evidence.map((span) => widenToSentences(article.sentences, span))
  const dates = article.mentions.filter(
    (mention) => mention.type === 'DATE' && mention.norm?.iso !== undefined,
  )
  const close = (start: number, end: number): boolean =>
    near.some((span) => overlap(span, { start, end }) > 0)
  for (const mention of [...dates].sort(
    (a, b) => Number(close(b.start, b.end)) - Number(close(a.start, a.end)) || a.start - b.start,
  )) {
    const { norm } = mention
    if (norm?.iso === undefined) continue
    add(
      {
        iso: norm.iso, precision: norm.precision ?? 'day', basis: norm.basis ?? 'stated', start: mention.start, end: mention.end,
        surface: mention.surface, mention: mention.id,
        ...(norm.rule === undefined ? {} : { rule: norm.rule }), ...(norm.inferred === undefined ? {} : { inferred: [norm.inferred] }),
      },
      `‘${mention.surface}’`,
    ) // prettier-ignore
  }
  for (const other of article.facts)
    if (other.time !== null && other.id !== fact.id) add(other.time, t('review.time.otherFact'))
  const { published } = article.row
  if (published !== null && /^\d{4}(-\d{2}){0,2}$/.test(published))
    add(
      {
        iso: published,
        precision: published.length === 4 ? 'year' : published.length === 7 ? 'month' : 'day',
        basis: 'publication',
        inferred: ['all'],
      },
      t('timeBasis.publication'),
    )
  return [...offered.values()]
}

/** The time of a fact: a date of the article by digit, or typed, then with its basis. */
export function TimePicker(props: Common & { readonly onTime: (time: FactTime | null) => void }): ReactNode {
  const { fact, label, moves, onTime } = props
  const { article, reading } = useReview()
  const { t } = reading.locale
  const [query, setQuery] = useState('')
  const offered = useMemo(() => timesOffered(reading, article, fact), [reading, article, fact])
  const parsed = parseTime(query)
  const typed =
    parsed === null
      ? []
      : timeBases.map((basis): TimeOption => {
          const time: FactTime = { ...parsed, basis, rule: 'coder' }
          return {
            id: `typed ${basis}`,
            label: timeText(reading, { ...time, basis: 'stated' }),
            hint: t(`timeBasis.${basis}`),
            time,
          }
        })
  return (
    <>
      <RowPicker
        label={label}
        query={query}
        onQuery={setQuery}
        options={[...typed, ...offered.filter((one) => fits(one.label, query))].slice(0, 20)}
        first={-1}
        onTake={(taken) => onTime(taken.time)}
        moves={moves}
        placeholder={t('review.time.type')}
        empty={t('review.time.none')}
        onBareKey={(key) => {
          if (key !== 'Delete' || fact.time === null) return false
          onTime(null)
          return true
        }}
      />
      {fact.time === null ? null : (
        <div className="rv-row-deeds">
          <button type="button" className="rv-quiet" onClick={() => onTime(null)}>
            <kbd className="kbd">{t('review.key.delete')}</kbd> {t('review.time.remove')}
          </button>
        </div>
      )}
    </>
  )
}

interface WordOption<W extends string> extends RowOption {
  readonly word: W
}

/** A closed list of words, narrowed by typing, taken by digit or Enter. */
export function WordPicker<W extends string>(props: {
  readonly label: string
  readonly moves: RowMoves
  readonly options: readonly WordOption<W>[]
  readonly placeholder: string
  readonly onWord: (word: W) => void
}): ReactNode {
  const [query, setQuery] = useState('')
  return (
    <RowPicker
      label={props.label}
      query={query}
      onQuery={setQuery}
      options={props.options.filter((one) => fits(one.label, query))}
      first={-1}
      onTake={(taken) => props.onWord(taken.word)}
      moves={props.moves}
      placeholder={props.placeholder}
    />
  )
}

export function ModalityPicker(
  props: Common & { readonly onModality: (modality: Modality) => void },
): ReactNode {
  const { t } = useReview().reading.locale
  return (
    <WordPicker
      label={props.label}
      moves={props.moves}
      options={modalities.map((word) => ({
        id: word,
        word,
        label: t(`modality.${word}`),
        hint: t(`review.modality.${word}`),
      }))}
      placeholder={t('review.chooseByDigit')}
      onWord={props.onModality}
    />
  )
}

export function PolarityPicker(
  props: Common & { readonly onPolarity: (polarity: Polarity) => void },
): ReactNode {
  const { t } = useReview().reading.locale
  return (
    <WordPicker
      label={props.label}
      moves={props.moves}
      options={polarities.map((word) => ({
        id: word,
        word,
        label: t(`polarity.${word}`),
        hint: t(`review.polarity.${word}`),
      }))}
      placeholder={t('review.chooseByDigit')}
      onWord={props.onPolarity}
    />
  )
}

export interface Attributed {
  readonly speaker: string | null
  readonly outlet?: string | null
}

interface SpeakerOption extends RowOption {
  readonly attributed: Attributed
}

/** Who says so: someone of the article, someone of the registry, an outlet by its name, or nobody but the article. */
export function AttributionPicker(
  props: Common & { readonly onAttribution: (attributed: Attributed) => void },
): ReactNode {
  const { fact, label, moves, onAttribution } = props
  const { article, reading } = useReview()
  const { t, language } = reading.locale
  const [query, setQuery] = useState('')
  const search = query.trim()
  const found = useQuery(
    'entities.candidates',
    search === ''
      ? null
      : { search, types: ['PER', 'ORG', 'GPE', 'GROUP', 'ROLE'], articleId: article.row.id, limit: 6 },
    { keep: true },
  )
  const known = found.value
  const here = article.entities.filter(
    (entity) =>
      ['PER', 'ORG', 'GPE', 'GROUP'].includes(entity.type) && fits(entityName(entity, language), query),
  )
  const speaker = (id: string, name: string, hint: string): SpeakerOption => ({
    id: `speaker ${id}`,
    label: name,
    hint,
    attributed: { speaker: id },
  })
  const options: SpeakerOption[] = here
    .slice(0, 9)
    .map((entity) => speaker(entity.id, entityName(entity, language), t(`mentionType.${entity.type}`)))
  if (search !== '') {
    for (const { entity, reasons } of known?.candidates ?? [])
      if (!here.some((one) => one.id === entity.id))
        options.push(speaker(entity.id, entityName(entity, language), reasons[0]?.[language] ?? ''))
    options.push({
      id: 'outlet',
      label: search,
      hint: t('review.attribution.outlet'),
      attributed: { speaker: fact.attribution?.speaker ?? null, outlet: search },
    })
  }
  return (
    <RowPicker
      label={label}
      query={query}
      onQuery={setQuery}
      options={options}
      first={-1}
      onTake={(taken) => onAttribution(taken.attributed)}
      moves={moves}
      answering={search !== '' && isAnswering(found)}
      placeholder={t('review.searchOrType')}
      empty={t('review.noCandidate')}
      onBareKey={(key) => {
        if (key !== 'Delete' || fact.attribution === null) return false
        onAttribution({ speaker: null, outlet: null })
        return true
      }}
    />
  )
}

export const attributionText = (reading: Reading, fact: FactView): string =>
  [nameOf(reading, fact.attribution?.speaker ?? null), fact.attribution?.outlet ?? null]
    .filter((part): part is string => part !== null)
    .join(' · ')
