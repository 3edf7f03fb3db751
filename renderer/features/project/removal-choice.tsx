import { useDeferredValue, useState, type ReactNode } from 'react'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Check, Field } from '../../ui/field.tsx'

/** What is to be removed: ids with the names they were chosen by. */
export interface Chosen {
  readonly articles: ReadonlyMap<string, string>
  readonly entities: ReadonlyMap<string, string>
}
export const nothingChosen: Chosen = { articles: new Map(), entities: new Map() }
/** As the channel takes it; the ids come from lists the store gave. */
export const requestOf = ({ articles, entities }: Chosen): ChannelInput<'project.purgePreview'> => ({
  articleIds: [...articles.keys()],
  entityIds: [...entities.keys()],
})

const offered = 30

function toggled(map: ReadonlyMap<string, string>, id: string, name: string): ReadonlyMap<string, string> {
  const next = new Map(map)
  if (!next.delete(id)) next.set(id, name)
  return next
}

function Candidates(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly found: readonly { readonly id: string; readonly name: string; readonly detail: string }[]
  readonly more: number
  readonly chosen: ReadonlyMap<string, string>
  readonly onToggle: (id: string, name: string) => void
}): ReactNode {
  const { t, tn } = useLocale()
  const { chosen, found } = props
  return (
    <Field label={props.label} hint={props.hint}>
      {(ids) => (
        <>
          <input
            {...ids}
            type="search"
            className="input"
            value={props.search}
            placeholder={t('purge.search')}
            onChange={(event) => props.onSearch(event.currentTarget.value)}
          />
          <div className="purge-found" role="group" aria-label={props.label}>
            {found.map(({ id, name, detail }) => (
              <Check
                key={id}
                label={name}
                detail={detail}
                checked={chosen.has(id)}
                onChange={() => props.onToggle(id, name)}
              />
            ))}
            {found.length === 0 ? <p className="quiet">{t('purge.noneFound')}</p> : null}
          </div>
          {props.more > 0 ? <p className="quiet small">{tn('purge.more', props.more)}</p> : null}
        </>
      )}
    </Field>
  )
}

/**
 * Choosing what is to be removed: articles by their words, persons and other entities by their names, articles
 * whose import was undone. */
export function RemovalChoice(props: { readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }): ReactNode {
  const { chosen, onChange } = props
  const { t, tn, language } = useLocale()
  const [articleSearch, setArticleSearch] = useState('')
  const [entitySearch, setEntitySearch] = useState('')
  const [undoneSearch, setUndoneSearch] = useState('')
  const articleWords = useDeferredValue(articleSearch)
  const articles = useQuery('articles.list', { ...(articleWords.trim() === '' ? {} : { search: articleWords }), limit: offered }, { keep: true }).value
  const words = useDeferredValue(entitySearch)
  const entities = useQuery('entities.list', { ...(words.trim() === '' ? {} : { search: words }), limit: offered }, { keep: true }).value
  const undone = useQuery('project.purgePreview', {}).value?.undone ?? []
  const undoneWords = useDeferredValue(undoneSearch).trim().toLowerCase()
  const undoneFound = undone.filter(({ title }) => title.toLowerCase().includes(undoneWords))
  const toggleArticle = (id: string, name: string): void => onChange({ ...chosen, articles: toggled(chosen.articles, id, name) })
  const toggleEntity = (id: string, name: string): void => onChange({ ...chosen, entities: toggled(chosen.entities, id, name) })
  const all = [
    ...[...chosen.articles].map(([id, name]) => ({ id, name, remove: () => toggleArticle(id, name) })),
    ...[...chosen.entities].map(([id, name]) => ({ id, name, remove: () => toggleEntity(id, name) })),
  ]
  return (
    <>
      <div className="purge-choice">
        <Candidates
          label={t('purge.articles')}
          search={articleSearch}
          onSearch={setArticleSearch}
          found={(articles?.rows ?? []).map((row) => ({ id: row.id, name: row.title, detail: row.publisher ?? row.sourceName }))}
          more={(articles?.total ?? 0) - (articles?.rows.length ?? 0)}
          chosen={chosen.articles}
          onToggle={toggleArticle}
        />
        <Candidates
          label={t('purge.entities')}
          search={entitySearch}
          onSearch={setEntitySearch}
          found={(entities?.rows ?? []).map((row) => ({ id: row.id, name: labelOf(row, language), detail: tn('purge.mentions', row.mentions) }))}
          more={(entities?.total ?? 0) - (entities?.rows.length ?? 0)}
          chosen={chosen.entities}
          onToggle={toggleEntity}
        />
        {undone.length === 0 ? null : (
          <Candidates
            label={t('purge.undone')}
            hint={t('purge.undoneHint')}
            search={undoneSearch}
            onSearch={setUndoneSearch}
            found={undoneFound.slice(0, offered).map(({ id, title }) => ({ id, name: title, detail: t('purge.undoneDetail') }))}
            more={undoneFound.length - Math.min(undoneFound.length, offered)}
            chosen={chosen.articles}
            onToggle={toggleArticle}
          />
        )}
      </div>
      {all.length === 0 ? null : (
        <ul className="purge-chosen" aria-label={t('purge.chosen')}>
          {all.map(({ id, name, remove }) => (
            <li key={id} className="subject-chip">
              <span className="subject-name">{name}</span>
              <Button look="quiet" icon="cross" aria-label={t('purge.unchoose', { name })} onClick={remove} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
} // prettier-ignore
