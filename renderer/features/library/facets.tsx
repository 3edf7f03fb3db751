import { useDeferredValue, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { LibraryFacets } from '../../../shared/contract/index.ts'
import { triageStates } from '../../../shared/model/vocabulary.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/field.tsx'
import { DateHistogram } from './date-histogram.tsx'
import {
  choosing,
  filterOf,
  libraryView,
  toggledIn,
  type LibraryView,
  type ListFacet,
} from './library-view.ts'
import { SavedViews } from './saved-views.tsx'

interface Value {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Values shown before one asks for more. */
const few = 6

/** Narrowing the library, with how many articles each choice would leave. Arrows move between the boxes. */
export function Facets(props: { readonly view: LibraryView; readonly readOnly: boolean }): ReactNode {
  const { view } = props
  const { t, language, format } = useLocale()
  const [names, setNames] = useState('')
  const asked = useDeferredValue(names.trim())
  const { sort: _sort, ...filter } = filterOf(view)
  const facets = useQuery('articles.facets', { ...filter, ...(asked === '' ? {} : { names: asked }) }, { keep: true }).value
  const codebook = useQuery('codebook.current', {}).value
  const plain = (values: LibraryFacets['publisher'] = [], label = (value: string) => value): readonly Value[] =>
    values.map(({ value, count }) => ({ value, count, label: value === '' ? t('library.unknown') : label(value) }))
  const named = (values: LibraryFacets['person'] = []): readonly Value[] =>
    values.map(({ value, count, labelDe, labelEn }) => ({
      value,
      count,
      label: (language === 'de' ? (labelDe ?? labelEn) : (labelEn ?? labelDe)) ?? value,
    }))
  const states: readonly Value[] = triageStates.map((state) => ({
    value: state,
    label: t(`triage.${state}`),
    count: facets?.triage.find(({ value }) => value === state)?.count ?? 0,
  }))
  const groups: readonly (readonly [ListFacet, string, readonly Value[]])[] = [
    ['publisher', t('library.publisher'), plain(facets?.publisher)],
    ['agency', t('library.agency'), plain(facets?.agency)],
    ['person', t('library.person'), named(facets?.person)],
    ['country', t('library.country'), named(facets?.country)],
    ['factType', t('library.factType'), plain(facets?.factType, (id) => codebook?.factTypes.find((type) => type.id === id)?.label[language] ?? id)],
    ['lang', t('library.language'), plain(facets?.lang, (code) => format.language(code))],
  ]
  const narrowed = Object.keys(filter).some((field) => field !== 'search')
  return (
    <aside className="facets" aria-label={t('library.facets')} data-pane="" onKeyDown={moveBetweenBoxes}>
      <SavedViews view={view} readOnly={props.readOnly} />
      {narrowed ? (
        <Button look="quiet" icon="cross" onClick={() => libraryView.set(choosing(view, view.chosen.sort === undefined ? {} : { sort: view.chosen.sort }))}>
          {t('library.showAll')}
        </Button>
      ) : null}
      <FacetGroup facet="triage" title={t('library.state')} values={states} view={view} all />
      <fieldset>
        <legend className="facet-title">{t('library.attention')}</legend>
        {(['unseen', 'conflicts'] as const).map((flag) => (
          <Check
            key={flag}
            label={t(flag === 'unseen' ? 'library.unseen' : 'library.contradicting')}
            checked={view.chosen[flag] === true}
            detail={format.number(facets?.[flag] ?? 0)}
            onChange={(on) => {
              const { [flag]: _gone, ...rest } = view.chosen
              libraryView.set(choosing(view, on ? { ...rest, [flag]: true } : rest))
            }}
          />
        ))}
        <Check
          label={t('family.only')}
          checked={view.chosen.families === true}
          onChange={(on) => {
            const { families: _gone, ...rest } = view.chosen
            libraryView.set(choosing(view, on ? { ...rest, families: true } : rest))
          }}
        />
      </fieldset>
      <DateHistogram months={facets?.month ?? []} view={view} />
      <input
        type="search"
        className="input facet-names"
        aria-label={t('library.findNames')}
        placeholder={t('library.findNames')}
        value={names}
        maxLength={200}
        onChange={(event) => setNames(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || names === '') return
          event.preventDefault()
          setNames('')
        }}
      />
      {groups.map(([facet, title, values]) =>
        values.length === 0 || (values.length === 1 && values[0]?.value === '' && (view.chosen[facet] ?? []).length === 0) ? null : (
          <FacetGroup key={facet} facet={facet} title={title} values={values} view={view} all={asked !== ''} />
        ),
      )}
    </aside>
  )
} // prettier-ignore

/** Up and Down go from box to box; Space ticks, as everywhere. */
function moveBetweenBoxes(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input:not([type=hidden]), button:not([disabled])'),
  ]
  const at = stops.findIndex((one) => one === document.activeElement)
  const next = stops[at + step]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

function FacetGroup(props: {
  readonly facet: ListFacet
  readonly title: string
  readonly values: readonly Value[]
  readonly view: LibraryView
  /** Every value at once. */
  readonly all?: boolean
}): ReactNode {
  const { facet, title, values, view, all = false } = props
  const { t, format } = useLocale()
  const [open, setOpen] = useState(false)
  const chosen: readonly string[] = view.chosen[facet] ?? []
  const shown =
    all || open ? values : values.filter(({ value }, index) => index < few || chosen.includes(value))
  return (
    <fieldset data-facet={facet}>
      <legend className="facet-title">{title}</legend>
      {shown.map(({ value, label, count }) => (
        <Check
          key={value}
          label={label}
          checked={chosen.includes(value)}
          detail={format.number(count)}
          onChange={() => libraryView.set(choosing(view, toggledIn(view.chosen, facet, value)))}
        />
      ))}
      {shown.length < values.length || open ? (
        <button type="button" className="facet-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('library.fewer') : t('library.more', { count: values.length - shown.length })}
        </button>
      ) : null}
    </fieldset>
  )
}
