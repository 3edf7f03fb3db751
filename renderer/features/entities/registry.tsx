import { useDeferredValue, useRef, useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import { asEntityId } from '../../app/brand-ids.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePages } from '../../app/pages.ts'
import { navigate } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { chooseEntityList } from '../import/import-actions.ts'
import { EntityDetail } from './entity-detail.tsx'
import { EntityFilter, noFilter, type ListFilter } from './entity-filter.tsx'

/** The list of all entities, those most spoken of first, and the one chosen. */
export function Registry(props: { readonly entityId: string | null }): ReactNode {
  const { t, tn, language } = useLocale()
  const store = useStore()
  const readOnly = useProject()?.readOnly !== null
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<ListFilter>(noFilter)
  const search = useDeferredValue(typed.trim())
  const pages = usePages('entities.list', { ...filter, ...(search === '' ? {} : { search }) })
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const total = pages.total ?? 0
  // An entity named in the address shows until another row is made active.
  const [wanted, setWanted] = useState(props.entityId)
  const [seenId, setSeenId] = useState(props.entityId)
  if (seenId !== props.entityId) {
    setSeenId(props.entityId)
    setWanted(props.entityId)
  }
  const named = useQuery('entities.list', wanted === null ? null : { ids: [asEntityId(wanted)] }).value
    ?.rows[0]
  // Decisions change the order: the list follows the entity, not its place.
  const place = (pages.first?.rows ?? []).findIndex(({ id }) => id === wanted)
  const current = place >= 0 ? place : Math.max(0, Math.min(active, total - 1))
  const row = pages.row(current)
  const shown = wanted === null ? row : (named ?? row)
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(total - 1, to))
    setWanted(pages.row(next)?.id ?? null)
    setActive(next)
  }
  const restart = (): void => {
    setWanted(null)
    setActive(0)
  }
  useHomeContext('list')
  useKeys('list', {
    'list.next': () => move(current + 1),
    'list.previous': () => move(current - 1),
    'list.open': () => {
      if (row !== undefined) navigate({ screen: 'entities', entityId: row.id })
    },
    'list.search': () => field.current?.focus(),
  })
  const takeIn = (
    <Button icon="import" look="quiet" disabled={readOnly} onClick={() => void chooseEntityList(store)}>
      {t('entityList.open')} …
    </Button>
  )
  const narrowed = typed !== '' || Object.keys(filter).length > 0
  if (pages.total === 0 && !narrowed) {
    return (
      <EmptyState icon="people" title={t('entities.noneTitle')} text={t('entities.noneText')}>
        {takeIn}
      </EmptyState>
    )
  }
  return (
    <div className="entities">
      <div className="entities-list">
        <div className="entities-bar">
          <input
            ref={field}
            type="search"
            className="input"
            aria-label={t('entities.search')}
            placeholder={t('entities.search')}
            maxLength={500}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              restart()
            }}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== 'Escape') return
              event.preventDefault()
              list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
            }}
          />
          <span className="quiet small numbers" role="status">
            {tn('entities.count', total)}
          </span>
          {takeIn}
          <EntityFilter
            filter={filter}
            onChange={(next) => {
              setFilter(next)
              restart()
            }}
          />
        </div>
        {pages.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(pages.error, language)}
          </p>
        )}
        <div className="entities-rows" ref={list}>
          {pages.total === 0 && !pages.loading ? (
            <EmptyState icon="people" title={t('entities.noneTitle')} text={t('entities.noneText')}>
              <Button
                onClick={() => {
                  setTyped('')
                  setFilter(noFilter)
                }}
              >
                {t('entities.showAll')}
              </Button>
            </EmptyState>
          ) : (
            <VirtualList
              label={t('screen.entities')}
              count={total}
              rowHeight={2.9}
              active={current}
              onActive={move}
              onOpen={move}
              onRange={pages.show}
              keys="list"
              autoFocus
              row={(index) => {
                const entity = pages.row(index)
                if (entity === undefined) return <div className="row-waiting">…</div>
                return (
                  <div className="entity-row" data-mention-type={entity.type}>
                    <span className="entity-dot" aria-hidden="true" />
                    <span className="entity-name">{labelOf(entity, language)}</span>
                    <span className="entity-kind">{t(`mentionType.${entity.type}`)}</span>
                    <span className="entity-count numbers">{entity.mentions}</span>
                  </div>
                )
              }}
            />
          )}
        </div>
      </div>
      {shown === undefined ? (
        <div>
          <h1 className="sr-only">{t('screen.entities')}</h1>
        </div>
      ) : (
        <EntityDetail key={shown.id} entity={shown} />
      )}
    </div>
  )
}
