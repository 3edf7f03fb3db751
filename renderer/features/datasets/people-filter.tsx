import { useDeferredValue, useState, type ReactNode } from 'react'
import { labelOf } from '../../app/entity-label.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Check, Choice } from '../../ui/field.tsx'
import { toggled, type FilterDraft } from './dataset-filter.ts'

/** Whom a dataset's facts name, who decided them, in which language their articles are, and whether they are flagged. */
export function PeopleFilter(props: {
  readonly draft: FilterDraft
  readonly langs: readonly { readonly value: string; readonly count: number }[]
  readonly onChange: (change: Partial<FilterDraft>) => void
}): ReactNode {
  const { draft, langs, onChange } = props
  const { t, language, format } = useLocale()
  const [search, setSearch] = useState('')
  const words = useDeferredValue(search.trim())
  const found = useQuery('entities.list', words === '' ? null : { search: words, limit: 12 }, { keep: true }).value
  const chosen = useQuery('entities.list', draft.entityIds.length === 0 ? null : { ids: [...draft.entityIds], limit: 500 }).value
  const coders = useQuery('history.coders', {}).value ?? []
  const entities = [
    ...(chosen?.rows ?? []).filter(({ id }) => draft.entityIds.includes(id)),
    ...(words === '' ? [] : (found?.rows ?? [])).filter(({ id }) => !draft.entityIds.includes(id)),
  ]
  return (
    <>
      <fieldset>
        <legend className="field-label">{t('dataset.entitiesAny')}</legend>
        <input
          type="search"
          className="input"
          aria-label={t('dataset.findEntity')}
          placeholder={t('dataset.findEntity')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {entities.map((entity) => (
          <Check
            key={entity.id}
            label={labelOf(entity, language)}
            checked={draft.entityIds.includes(entity.id)}
            onChange={() => onChange({ entityIds: toggled(draft.entityIds, entity.id) })}
          />
        ))}
      </fieldset>
      <fieldset className="stack">
        <div>
          <legend className="field-label">{t('dataset.codersAny')}</legend>
          {coders.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              checked={draft.coderIds.includes(id)}
              onChange={() => onChange({ coderIds: toggled(draft.coderIds, id) })}
            />
          ))}
        </div>
        {langs.length < 2 ? null : (
          <div>
            <p className="field-label">{t('dataset.langsAny')}</p>
            {langs.map(({ value, count }) => (
              <Check
                key={value}
                label={value === '' ? '–' : format.language(value)}
                detail={format.number(count)}
                checked={draft.langs.includes(value)}
                onChange={() => onChange({ langs: toggled(draft.langs, value) })}
              />
            ))}
          </div>
        )}
        <Choice
          label={t('dataset.flags')}
          value={draft.flagged === undefined ? 'any' : draft.flagged ? 'flagged' : 'other'}
          options={[
            { value: 'any', label: t('dataset.flags.any') },
            { value: 'flagged', label: t('dataset.flagged') },
            { value: 'other', label: t('dataset.notFlagged') },
          ]}
          onChange={(value) => onChange({ flagged: value === 'any' ? undefined : value === 'flagged' })}
        />
      </fieldset>
    </>
  )
} // prettier-ignore
