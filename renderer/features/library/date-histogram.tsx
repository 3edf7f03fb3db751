import { useState, type ReactNode } from 'react'
import type { LibraryFacets } from '../../../shared/contract/index.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { choosing, libraryView, type LibraryView } from './library-view.ts'

/** More months than this are shown as years. */
const mostBars = 24

interface Bar {
  /** `2024` or `2024-11`. */
  readonly date: string
  readonly count: number
}

/** Months as they are, or added up to years where they are many. The narrower the choice, the finer the bars. */
export function barsOf(months: LibraryFacets['month'], from: string | undefined, to: string | undefined): readonly Bar[] {
  const dated = months.filter(({ value }) => value !== '')
  const within = dated.filter(({ value }) => (from === undefined || value >= from.slice(0, 7)) && (to === undefined || value.slice(0, to.length) <= to))
  const fine = from !== undefined && to !== undefined && within.length > 0 && within.length <= mostBars
  const shown = fine ? within : dated
  if (shown.length <= mostBars) return shown.map(({ value, count }) => ({ date: value, count }))
  const years = new Map<string, number>()
  for (const { value, count } of shown) years.set(value.slice(0, 4), (years.get(value.slice(0, 4)) ?? 0) + count)
  return [...years].map(([date, count]) => ({ date, count }))
} // prettier-ignore

const isDate = (typed: string): boolean => typed === '' || /^\d{4}(-\d{2}(-\d{2})?)?$/.test(typed)

/** When the articles were published: a bar for each month or year, which narrows to it; or from one day to another, typed. */
export function DateHistogram(props: {
  readonly months: LibraryFacets['month']
  readonly view: LibraryView
}): ReactNode {
  const { months, view } = props
  const { t, tn, format } = useLocale()
  const { from, to, ...rest } = view.chosen
  const bars = barsOf(months, from, to)
  const highest = Math.max(1, ...bars.map(({ count }) => count))
  if (bars.length === 0 && from === undefined && to === undefined) return null
  const narrow = (date: string): void =>
    libraryView.set(choosing(view, from === date && to === date ? rest : { ...rest, from: date, to: date }))
  return (
    <fieldset data-facet="month">
      <legend className="facet-title">{t('library.date')}</legend>
      <div className="histogram">
        {bars.map(({ date, count }) => {
          const inside =
            (from === undefined || date >= from.slice(0, date.length)) &&
            (to === undefined || date <= to.slice(0, date.length))
          return (
            <button
              key={date}
              type="button"
              className="histogram-bar"
              aria-pressed={from === date && to === date}
              data-inside={inside}
              aria-label={`${format.date(date)}: ${tn('library.count', count)}`}
              title={`${format.date(date)}: ${tn('library.count', count)}`}
              onClick={() => narrow(date)}
            >
              <span style={{ height: `${String(Math.max(4, (100 * count) / highest))}%` }} />
            </button>
          )
        })}
      </div>
      {bars.length > 1 ? (
        <p className="histogram-ends small quiet numbers" aria-hidden="true">
          <span>{bars[0]?.date}</span>
          <span>{bars.at(-1)?.date}</span>
        </p>
      ) : null}
      <div className="histogram-range">
        <DateField
          key={`from ${from ?? ''}`}
          label={t('library.from')}
          value={from ?? ''}
          onSet={(date) =>
            libraryView.set(
              choosing(view, {
                ...rest,
                ...(to === undefined ? {} : { to }),
                ...(date === '' ? {} : { from: date }),
              }),
            )
          }
        />
        <DateField
          key={`to ${to ?? ''}`}
          label={t('library.to')}
          value={to ?? ''}
          onSet={(date) =>
            libraryView.set(
              choosing(view, {
                ...rest,
                ...(from === undefined ? {} : { from }),
                ...(date === '' ? {} : { to: date }),
              }),
            )
          }
        />
        {from === undefined && to === undefined ? null : (
          <Button look="quiet" onClick={() => libraryView.set(choosing(view, rest))}>
            {t('library.anyDate')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

/** A day, month or year as it is typed; taken when it is complete and one leaves or presses Enter. */
function DateField(props: {
  readonly label: string
  readonly value: string
  readonly onSet: (date: string) => void
}): ReactNode {
  const [typed, setTyped] = useState(props.value)
  const { t } = useLocale()
  const take = (): void => {
    if (typed !== props.value && isDate(typed)) props.onSet(typed)
  }
  return (
    <input
      className="input numbers"
      aria-label={props.label}
      aria-invalid={isDate(typed) ? undefined : true}
      placeholder={props.label}
      title={t('library.dateHint')}
      value={typed}
      maxLength={10}
      onChange={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        take()
      }}
    />
  )
}
