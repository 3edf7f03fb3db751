import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { ClusterView } from '../../../shared/model/views.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { Wish } from '../../app/command-queue.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useExternal } from '../../app/external.ts'
import { routeHash } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Listbox } from '../../ui/listbox.tsx'

/** What a verdict on a group does: merge into the one most spoken of, judge all different, put off. */
function wishesFor(cluster: ClusterView, verdict: 'accept' | 'reject' | 'postpone'): readonly Wish[] {
  const [into, ...others] = cluster.entities
  if (into === undefined) return []
  const ids = cluster.entities.map(({ id }) => id)
  switch (verdict) {
    case 'accept':
      return [{ type: 'entity.merge', payload: { into: into.id, from: others.map(({ id }) => id) } }]
    case 'postpone':
      return [{ type: 'cluster.postpone', payload: { entityIds: ids } }]
    case 'reject':
      return [
        {
          type: 'batch',
          payload: {
            label: cluster.entities.map(({ labelDe, labelEn, id }) => labelDe ?? labelEn ?? id).join(' ≠ '),
            steps: ids.flatMap((a, index) =>
              ids.slice(index + 1).map((b) => ({ type: 'entity.distinguish', payload: { a, b } })),
            ),
          },
        },
      ]
  }
}

/** Groups that may be one: evidence side by side, decided by single keys. */
export function ClusterReview(): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const [later, setLater] = useState(false)
  const [active, setActive] = useState(0)
  const running = useExternal(store.jobs).find(({ kind, state }) => kind === 'clusters' && state === 'running')
  const finished = useExternal(store.jobs).filter(({ kind, state }) => kind === 'clusters' && state === 'done').length
  const answer = useQuery('entities.clusters', { later }, { keep: true })
  const report = answer.value
  // A finished search is no change of the project: nothing else tells that there is something new to read.
  useEffect(() => {
    if (finished > 0) store.cache.invalidateAll({ forget: false })
  }, [store, finished])
  const search = (): void => {
    void store.call('entities.findClusters', {}).then((found) => {
      if (!found.ok) store.fail(found.error)
    })
  }
  const clusters = report?.clusters ?? []
  const current = Math.max(0, Math.min(active, clusters.length - 1))
  const cluster = clusters[current]
  const decide = (verdict: 'accept' | 'reject' | 'postpone'): void => {
    if (cluster === undefined || readOnly) return
    void store.apply(wishesFor(cluster, verdict))
  }
  const press = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const does: Readonly<Record<string, () => void>> = {
      'a': () => decide('accept'),
      'x': () => decide('reject'),
      ' ': () => decide('postpone'),
      'j': () => setActive(Math.min(clusters.length - 1, current + 1)),
      'k': () => setActive(Math.max(0, current - 1)),
    }
    const act = does[event.key.toLowerCase()]
    act?.()
    return act !== undefined
  }
  const again = (
    <Button icon="search" disabled={running !== undefined} onClick={search}>
      {t(report === undefined || report === null ? 'cluster.search' : 'cluster.again')}
    </Button>
  )
  if (answer.error !== null) return <p className="screen-error" role="alert">{errorMessage(answer.error, language)}</p>
  if (report === undefined || report === null || cluster === undefined) {
    return (
      <>
      <h1 className="sr-only">{t('entities.part.same')}</h1>
      <EmptyState
        icon="people"
        title={t(report == null ? 'cluster.title' : 'cluster.none')}
        text={t(report == null ? 'cluster.before' : 'cluster.noneText')}
      >
        {again}
        {report != null && (report.later > 0 || later) ? (
          <Button look="quiet" onClick={() => setLater(!later)}>
            {later ? t('cluster.now') : t('cluster.later', { count: report.later })}
          </Button>
        ) : null}
      </EmptyState>
      </>
    )
  }
  return (
    <div className="clusters">
      <div className="clusters-list">
        <div className="clusters-bar">
          {again}
          <Button look="quiet" aria-pressed={later} onClick={() => setLater(!later)}>
            {later ? t('cluster.now') : t('cluster.later', { count: report.later })}
          </Button>
        </div>
        <Listbox
          label={t('cluster.list')}
          options={clusters.map((one, index) => ({ id: `${String(index)} ${one.entities.map(({ id }) => id).join(' ')}`, label: one.entities.map((entity) => labelOf(entity, language)).join(' · ') }))}
          active={current}
          onActive={setActive}
          onTake={(_, index) => setActive(index)}
          onKey={press}
          autoFocus
        />
      </div>
      <ClusterDetail cluster={cluster} readOnly={readOnly} onDecide={decide} />
    </div>
  )
} // prettier-ignore

function ClusterDetail(props: {
  readonly cluster: ClusterView
  readonly readOnly: boolean
  readonly onDecide: (verdict: 'accept' | 'reject' | 'postpone') => void
}): ReactNode {
  const { cluster, readOnly, onDecide } = props
  const { t, tn, language } = useLocale()
  return (
    <article className="cluster" aria-labelledby="cluster-title" tabIndex={-1} data-pane="">
      <h1 id="cluster-title" className="page-title">
        {t('cluster.title')}
      </h1>
      <div className="merge-sides">
        {cluster.entities.map((entity, index) => (
          <section key={entity.id} className="merge-side" data-stays={index === 0} aria-label={labelOf(entity, language)}>
            <h2>
              <a href={routeHash({ screen: 'entities', entityId: entity.id })}>{labelOf(entity, language)}</a>
            </h2>
            <p className="quiet small">
              {[
                t(`mentionType.${entity.type}`),
                entity.country,
                tn('entity.mentions', entity.mentions),
                tn('library.count', entity.articles),
                index === 0 ? t('cluster.keeps') : null,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
            <ul aria-label={t('cluster.names')}>
              {entity.names.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <section className="stack">
        <h2 className="field-label">{t('cluster.evidence')}</h2>
        <ul className="cluster-evidence">
          {cluster.evidence.map((one) => (
            <li key={`${one.code} ${one.a} ${one.b}`}>
              <b>{one.a}</b> ~ <b>{one.b}</b> <span className="quiet small">{one[language]}</span>
            </li>
          ))}
        </ul>
      </section>
      <div className="cluster-ways">
        <Button look="main" disabled={readOnly} onClick={() => onDecide('accept')}>
          {t('cluster.accept')}
        </Button>
        <Button disabled={readOnly} onClick={() => onDecide('reject')}>
          {t('cluster.reject')}
        </Button>
        <Button look="quiet" disabled={readOnly} onClick={() => onDecide('postpone')}>
          {t('cluster.postpone')}
        </Button>
        <span className="quiet small">{t('cluster.keys')}</span>
      </div>
    </article>
  )
} // prettier-ignore
