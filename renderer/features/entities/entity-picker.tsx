import { useState, type ReactNode } from 'react'
import type { EntityView } from '../../../shared/model/views.ts'
import { labelOf } from '../../app/entity-label.ts'
import { isAnswering, useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Combobox } from '../../ui/combobox.tsx'

interface Option {
  readonly id: string
  readonly label: string
  readonly entity: EntityView
}

/** Finds an entity of the registry by typing; digits take while nothing is typed. */
export function EntityPicker(props: {
  readonly label: string
  /** Not offered: the entity it is about. */
  readonly without: readonly string[]
  /** Offered before anything is typed: what this name is like. */
  readonly like?: string
  readonly onTake: (entity: EntityView) => void
  readonly onLeave: () => void
}): ReactNode {
  const { t, tn, language } = useLocale()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const search = query.trim() === '' ? (props.like ?? '') : query.trim()
  const found = useQuery('entities.list', { limit: 10, ...(search === '' ? {} : { search }) }, { keep: true })
  const options = (found.value?.rows ?? [])
    .filter(({ id }) => !props.without.includes(id))
    .map((entity): Option => ({ id: entity.id, label: labelOf(entity, language), entity }))
  return (
    <Combobox
      label={props.label}
      query={query}
      onQuery={(typed) => {
        setQuery(typed)
        setActive(0)
      }}
      options={options}
      active={Math.min(active, options.length - 1)}
      onActive={setActive}
      onTake={({ entity }) => {
        setQuery('')
        props.onTake(entity)
      }}
      onLeave={props.onLeave}
      digits="whenEmpty"
      answering={isAnswering(found)}
      placeholder={t('entity.pick')}
      empty={t('entity.pickNone')}
      render={({ entity, label }) => (
        <span className="rv-option">
          <span className="rv-option-name">{label}</span>
          <span className="rv-option-hint">
            {[
              t(`mentionType.${entity.type}`),
              entity.country,
              tn('entity.mentions', entity.mentions),
              ...entity.aliases.slice(0, 3).map(({ text }) => text),
            ]
              .filter((part) => part !== null && part !== label)
              .join(' · ')}
          </span>
        </span>
      )}
    />
  )
}
