import type { ReactNode, RefObject } from 'react'
import { useProject, useQuery } from '../../app/store.ts'
import type { HistorySubject } from '../../app/routes.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import {
  everything,
  kindGroupNames,
  narrows,
  spans,
  standings,
  type HistoryView,
  type KindGroup,
  type Span,
  type Standing,
} from './history-filter.ts'

function Select<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}): ReactNode {
  return (
    <select
      className="select history-select"
      aria-label={props.label}
      value={props.value}
      data-narrows={props.value !== props.options[0]?.value}
      onChange={(event) => {
        const chosen = props.options.find(({ value }) => value === event.currentTarget.value)
        if (chosen !== undefined) props.onChange(chosen.value)
      }}
    >
      {props.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** What the history is narrowed to, with the name where it is known. */
function SubjectChip(props: {
  readonly subject: HistorySubject
  readonly name: string | null
  readonly onClear: () => void
}): ReactNode {
  const { t } = useLocale()
  const { kind } = props.subject
  const words =
    props.name === null
      ? t(`history.subject.${kind}`)
      : t(`history.subject.${kind}Named`, { name: props.name })
  return (
    <span className="subject-chip">
      <span className="subject-name" title={words}>
        {words}
      </span>
      <Button look="quiet" icon="cross" aria-label={t('history.clear')} onClick={props.onClear} />
    </span>
  )
}

/** Everything the history can be narrowed by: words, kind, who, when, standing, and one subject. */
export function HistoryFilters(props: {
  readonly view: HistoryView
  readonly search: RefObject<HTMLInputElement | null>
  readonly subjectName: string | null
  readonly onChange: (view: HistoryView) => void
  readonly onLeave: () => void
}): ReactNode {
  const { view, onChange, search } = props
  const { t } = useLocale()
  const project = useProject()
  const coders = useQuery('history.coders', {}).value ?? []
  const others = coders.filter(({ id }) => id !== project?.coder?.id)
  const set = (part: Partial<HistoryView>): void => onChange({ ...view, ...part })
  return (
    <div className="toolbar history-filters" role="search" aria-label={t('history.filters')} data-pane="">
      <input
        ref={search}
        type="search"
        className="input history-search"
        aria-label={t('history.search')}
        placeholder={t('history.search')}
        maxLength={200}
        value={view.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'ArrowDown') return
          event.preventDefault()
          props.onLeave()
        }}
      />
      <Select<KindGroup | ''>
        label={t('history.kind')}
        value={view.kind}
        options={[
          { value: '', label: t('history.kind.all') },
          ...kindGroupNames.map((value) => ({ value, label: t(`history.kind.${value}`) })),
        ]}
        onChange={(kind) => set({ kind })}
      />
      <Select<string>
        label={t('history.who')}
        value={view.who}
        options={[
          { value: '', label: t('history.who.all') },
          ...(project?.coder == null ? [] : [{ value: 'mine', label: t('history.who.mine') }]),
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(who) => set({ who })}
      />
      <Select<Span>
        label={t('history.span')}
        value={view.span}
        options={spans.map((value) => ({ value, label: t(`history.span.${value}`) }))}
        onChange={(span) => set({ span })}
      />
      {view.span === 'range'
        ? (['from', 'to'] as const).map((end) => (
            <input
              key={end}
              type="date"
              className="input history-day"
              aria-label={t(`history.${end}`)}
              value={view[end]}
              onChange={(event) => set({ [end]: event.currentTarget.value })}
            />
          ))
        : null}
      <Select<Standing>
        label={t('history.standing')}
        value={view.standing}
        options={standings.map((value) => ({ value, label: t(`history.standing.${value}`) }))}
        onChange={(standing) => set({ standing })}
      />
      {view.subject === null ? null : (
        <SubjectChip subject={view.subject} name={props.subjectName} onClear={() => set({ subject: null })} />
      )}
      {narrows(view) ? (
        <Button look="quiet" onClick={() => onChange(everything)}>
          {t('history.clear')}
        </Button>
      ) : null}
    </div>
  )
}
