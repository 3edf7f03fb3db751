import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import type { Span } from '../../../shared/model/span.ts'
import { Combobox } from '../../ui/index.ts'
import { foldWords as fold, searchTypes, suggestTypes, type TypeFit } from './change-type.ts'
import { draftId, newDraft } from './draft.ts'
import { shorten, slotText } from './fact-line.ts'
import { roleLabel, typeLabel } from './reading.ts'
import { useReview } from './review-context.ts'

interface TypeOption {
  readonly id: string
  readonly label: string
  readonly fit: TypeFit
}

/** Another type for a fact: searched by label, with what the fact keeps, loses and lacks under it. */
export function TypePanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { reading, act, change, desk, closePanel } = useReview()
  const { t, tn } = reading.locale
  const [query, setQuery] = useState('')
  const options = useMemo(
    () =>
      searchTypes(reading.codebook, fact, query, fold)
        .filter((fit) => fit.type !== fact.type)
        .map((fit) => ({ id: fit.type, label: typeLabel(reading, fit.type), fit })),
    [reading, fact, query],
  )
  const detail = ({ fit }: TypeOption, active: boolean): string =>
    [
      fit.lost.length === 0
        ? t('review.type.keepsAll')
        : active
          ? t('review.type.loses', {
              slots: fit.lost
                .map(
                  (slot) =>
                    `${roleLabel(reading, fact.type, slot.role)} (${shorten(slotText(reading, fact.type, slot), 40)})`,
                )
                .join(', '),
            })
          : tn('review.type.losesCount', fit.lost.length),
      fit.missing.length === 0
        ? null
        : t('review.type.lacks', {
            slots: fit.missing.map((role) => roleLabel(reading, fit.type, role)).join(', '),
          }),
    ]
      .filter((part) => part !== null)
      .join(' · ')
  return (
    <TypeList
      title={t('review.type.title', { type: typeLabel(reading, fact.type) })}
      query={query}
      onQuery={setQuery}
      options={options}
      detail={detail}
      onTake={({ fit }) => {
        if (fact.id === draftId && desk.draft !== null) {
          const kept = new Set<string>(fit.kept.map((slot) => slot.id))
          change({
            draft: {
              ...desk.draft,
              type: fit.type,
              slots: desk.draft.slots.filter((slot) => kept.has(slot.id)),
            },
          })
        } else
          void act(
            [{ type: 'fact.setType', payload: { factId: fact.id, type: fit.type } }],
            t('review.said.type', { type: typeLabel(reading, fit.type) }),
          )
        closePanel()
      }}
    />
  )
}

/** The type of a new fact; the likeliest for the selected words comes first. */
export function NewFactPanel(props: { readonly span: Span }): ReactNode {
  const { span } = props
  const { article, reading, change } = useReview()
  const { t } = reading.locale
  const [query, setQuery] = useState('')
  const options = useMemo(() => {
    const order = suggestTypes(
      reading.codebook,
      article.facts,
      article.text.slice(span.start, span.end),
      fold,
    )
    const found = new Map(searchTypes(reading.codebook, null, query, fold).map((fit) => [fit.type, fit]))
    const shown = query.trim() === '' ? order : [...found.keys()]
    return shown.flatMap((type) => {
      const fit = found.get(type)
      return fit === undefined ? [] : [{ id: type, label: typeLabel(reading, type), fit }]
    })
  }, [reading, article.facts, article.text, span, query])
  return (
    <TypeList
      title={t('review.new.title', {
        words: article.text.slice(span.start, Math.min(span.end, span.start + 60)).replace(/\s+/g, ' '),
      })}
      query={query}
      onQuery={setQuery}
      options={options}
      detail={() => ''}
      onTake={({ fit }) =>
        change({ draft: newDraft(reading, article, span, fit.type), panel: { kind: 'editor', row: null } })
      }
    />
  )
}

function TypeList(props: {
  readonly title: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly TypeOption[]
  readonly detail: (option: TypeOption, active: boolean) => string
  readonly onTake: (option: TypeOption) => void
}): ReactNode {
  const { reading, closePanel } = useReview()
  const { t, language } = reading.locale
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const definition = (id: string): string =>
    reading.codebook.factTypes.find((type) => type.id === id)?.definition[language] ?? ''
  return (
    <div ref={box} className="rv-panel" role="group" aria-label={props.title}>
      <p className="rv-panel-title">{props.title}</p>
      <Combobox
        label={props.title}
        query={props.query}
        onQuery={(typed) => {
          props.onQuery(typed)
          setActive(0)
        }}
        options={props.options}
        active={Math.min(active, props.options.length - 1)}
        onActive={setActive}
        onTake={props.onTake}
        onLeave={closePanel}
        digits="whenEmpty"
        placeholder={t('review.type.search')}
        empty={t('review.type.none')}
        render={(option, index) => (
          <span className="rv-option">
            <span className="rv-option-name">{option.label}</span>
            <span className="rv-option-hint">
              {index === active
                ? [definition(option.id), props.detail(option, true)]
                    .filter((part) => part !== '')
                    .join(' — ')
                : props.detail(option, false)}
            </span>
          </span>
        )}
      />
    </div>
  )
}
