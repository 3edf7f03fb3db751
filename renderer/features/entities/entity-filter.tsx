import type { ReactNode } from 'react'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import { lookKinds } from '../../../shared/model/views.ts'
import { entityTypes, type EntityType } from '../../../shared/model/vocabulary.ts'
import { useQuery } from '../../app/store.ts'
import { useT } from '../../locales/locale.tsx'

/** What the list is narrowed to; what is absent narrows nothing. */
export type ListFilter = Pick<
  ChannelInput<'entities.list'>,
  'types' | 'countries' | 'identified' | 'source' | 'minMentions' | 'needsLook' | 'look'
>
export const noFilter: ListFilter = {}

const manyMentions = [2, 5, 20, 100] as const

interface Picker {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly choose: (value: string) => void
}

/** Type, country, source, identifier, number of mentions, and what speaks for looking again. */
export function EntityFilter(props: {
  readonly filter: ListFilter
  readonly onChange: (filter: ListFilter) => void
}): ReactNode {
  const { filter, onChange } = props
  const t = useT()
  const facets = useQuery('entities.list', { facets: true, limit: 1 }).value?.facets
  const sources = useQuery('articles.list', { limit: 1 }).value?.facets.publisher ?? []
  const set = <K extends keyof ListFilter>(key: K, value: ListFilter[K]): void => {
    const { [key]: _, ...rest } = filter
    onChange(value === undefined ? rest : { ...rest, [key]: value })
  }
  const present = (type: EntityType): boolean => facets === undefined || (facets.types[type] ?? 0) > 0
  const pickers: readonly Picker[] = [
    {
      label: t('entities.type'),
      value: filter.types?.[0] ?? '',
      options: [
        { value: '', label: t('entities.allTypes') },
        ...entityTypes.filter(present).map((type) => ({
          value: type,
          label: `${t(`mentionType.${type}`)}${facets === undefined ? '' : ` (${String(facets.types[type] ?? 0)})`}`,
        })),
      ],
      choose: (value) => {
        const type = entityTypes.find((one) => one === value)
        set('types', type === undefined ? undefined : [type])
      },
    },
    {
      label: t('entities.filter.country'),
      value: filter.countries?.[0] ?? '',
      options: [
        { value: '', label: t('entities.filter.allCountries') },
        ...Object.entries(facets?.countries ?? {}).map(([value, n]) => ({ value, label: `${value} (${String(n)})` })),
      ],
      choose: (value) => set('countries', value === '' ? undefined : [value]),
    },
    {
      label: t('entities.filter.source'),
      value: filter.source ?? '',
      options: [
        { value: '', label: t('entities.filter.allSources') },
        ...sources.map(({ value }) => ({ value, label: value })),
      ],
      choose: (value) => set('source', value === '' ? undefined : value),
    },
    {
      label: t('entities.filter.known'),
      value: filter.identified === undefined ? '' : filter.identified ? 'yes' : 'no',
      options: [
        { value: '', label: t('entities.filter.knownAny') },
        { value: 'yes', label: t('entities.filter.knownYes') },
        { value: 'no', label: t('entities.filter.knownNo') },
      ],
      choose: (value) => set('identified', value === '' ? undefined : value === 'yes'),
    },
    {
      label: t('entities.filter.mentions'),
      value: String(filter.minMentions ?? ''),
      options: [
        { value: '', label: t('entities.filter.mentionsAny') },
        ...manyMentions.map((count) => ({ value: String(count), label: t('entities.filter.mentionsMany', { count }) })),
      ],
      choose: (value) => set('minMentions', value === '' ? undefined : Number(value)),
    },
    {
      label: t('entities.filter.look'),
      value: filter.look ?? (filter.needsLook === true ? 'any' : ''),
      options: [
        { value: '', label: t('entities.filter.lookAll') },
        { value: 'any', label: `${t('entities.filter.look')}${facets === undefined ? '' : ` (${String(facets.needsLook)})`}` },
        ...lookKinds
          .filter((kind) => (facets?.looks?.[kind] ?? 0) > 0)
          .map((kind) => ({ value: kind, label: `${t(`entities.look.${kind}`)} (${String(facets?.looks?.[kind] ?? 0)})` })),
      ],
      choose: (value) => {
        const kind = lookKinds.find((one) => one === value)
        const { needsLook: _, look: __, ...rest } = filter
        onChange({ ...rest, ...(value === 'any' ? { needsLook: true } : {}), ...(kind === undefined ? {} : { look: kind }) })
      },
    },
  ]
  return (
    <div className="entities-filter" role="group" aria-label={t('entities.filter')}>
      {pickers.map((picker) => (
        <select
          key={picker.label}
          className="select"
          aria-label={picker.label}
          value={picker.value}
          onChange={(event) => picker.choose(event.currentTarget.value)}
        >
          {picker.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ))}
    </div>
  )
} // prettier-ignore
