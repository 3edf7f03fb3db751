import { useState, type ReactNode } from 'react'
import type { ChannelOutput, Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { ReleaseId } from '../../../shared/model/ids.ts'
import type { ReleaseView } from '../../../shared/model/release.ts'
import { changeSentence, checkWords } from '../../../shared/release-words.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Choice } from '../../ui/field.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { JobProgress } from './job-progress.tsx'
import { PlaceField, RevealButton } from './place-field.tsx'

/** What changed since the release before, in words. */
function Changes(props: { readonly release: ReleaseView }): ReactNode {
  const { t, language } = useLocale()
  const { changes, open } = props.release
  return (
    <ul className="release-changes">
      {changes === null ? (
        <li className="quiet">{t('release.first')}</li>
      ) : changes.groups.length === 0 ? (
        <li className="quiet">{t('release.unchanged', { version: changes.against })}</li>
      ) : (
        changes.groups.slice(0, 8).map((group) => {
          const words = changeSentence(group, language)
          return <li key={words}>{words}</li>
        })
      )}
      {open.map(({ kind, count }) => (
        <li key={kind} className="quiet small">
          {t('release.wasOpen')} {count} {checkWords[kind][language]}
        </li>
      ))}
    </ul>
  )
}

/** Writing a release as a zip or a folder, and where it is then. */
export function WriteDialog(props: { readonly release: ReleaseView; readonly onClose: () => void }): ReactNode {
  const { release, onClose } = props
  const store = useStore()
  const { t, tn, language, format } = useLocale()
  const [as, setAs] = useState<'zip' | 'folder'>('zip')
  const [place, setPlace] = useState<Place | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [written, setWritten] = useState<ChannelOutput<'releases.write'> | null>(null)
  const write = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    const answer = await store.call('releases.write', { releaseId: release.id, as, ...(place === null ? {} : { place: place.token }) })
    setBusy(false)
    if (answer.ok) {
      setWritten(answer.value)
      announce(tn('release.written', answer.value.files.length))
    } else setError(errorMessage(answer.error, language))
  }
  return (
    // Another dialog for what was written: the focus goes to where it ends.
    <Dialog
      key={written === null ? 'asking' : 'written'}
      title={t('release.writeTitle', { name: release.datasetName, version: release.version })}
      onClose={onClose}
      foot={
        written === null ? (
          <>
            {error === null ? null : <span className="apart field-error" role="alert">{error}</span>}
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button look="main" data-autofocus="" disabled={busy} onClick={() => void write()}>{t('release.write')}</Button>
          </>
        ) : (
          <>
            <RevealButton token={written.place} />
            <Button look="main" data-autofocus="" onClick={onClose}>{t('ui.close')}</Button>
          </>
        )
      }
    >
      {written === null ? (
        <div className="stack">
          {busy ? <JobProgress kind="release" label={t('export.writing')} /> : null}
          <p className="quiet">{t('release.same')}</p>
          <Choice label={t('release.as')} value={as} options={[{ value: 'zip', label: 'Zip' }, { value: 'folder', label: t('release.folder') }]} onChange={setAs} />
          <PlaceField place={place} suggestedName={`${release.datasetName} ${release.version}`} onChange={setPlace} />
        </div>
      ) : (
        <dl className="facts-list">
          <dt>{t('export.file')}</dt>
          <dd className="selectable">{written.path}</dd>
          <dt>{t('export.size')}</dt>
          <dd className="numbers">{format.bytes(written.bytes)} · {tn('release.written', written.files.length)}</dd>
          <dt>SHA-256</dt>
          <dd className="selectable code">{written.sha256}</dd>
        </dl>
      )}
    </Dialog>
  )
} // prettier-ignore

/** The releases of a dataset, newest first: what each holds and what it changed. */
export function ReleasesPart(props: { readonly dataset: DatasetView; readonly onFreeze: () => void }): ReactNode {
  const { dataset, onFreeze } = props
  const { t, tn, language, format } = useLocale()
  const asked = useQuery('releases.list', { datasetId: dataset.id })
  const [writing, setWriting] = useState<ReleaseView | null>(null)
  const [comparing, setComparing] = useState<ReleaseId | null>(null)
  if (asked.error !== null) return <p className="screen-error" role="alert">{errorMessage(asked.error, language)}</p>
  const releases = asked.value?.toReversed()
  if (releases === undefined) return <p className="empty">{t('ui.loading')}</p>
  const freeze = <Button look="main" icon="lock" onClick={onFreeze}>{t('release.freeze')} …</Button>
  if (releases.length === 0) {
    return <EmptyState icon="lock" title={t('release.emptyTitle')} text={t('release.emptyText')}>{freeze}</EmptyState>
  }
  return (
    <div className="dataset-part">
      <ol className="release-line" aria-label={t('release.releases')}>
        {releases.map((release, at) => (
          <li key={release.id} className="release">
            <div className="release-head">
              <h2 className="section-title numbers">{release.version}</h2>
              <span>{format.instant(release.createdAt)}{release.coder === null ? '' : ` · ${release.coder}`}</span>
              <span className="quiet numbers">
                {tn('dataset.facts', release.facts)} · {tn('library.count', release.articles)} · {release.formats.join(', ')}
              </span>
            </div>
            {release.note === null ? null : <p>{release.note}</p>}
            {release.purgedAt === null ? null : <p className="field-error">{t('release.purged', { date: format.date(release.purgedAt.slice(0, 10)) })}</p>}
            <Changes release={release} />
            <div className="dataset-ways">
              <Button icon="export" aria-label={`${t('release.writeAgain')} ${release.version}`} onClick={() => setWriting(release)}>{t('release.writeAgain')} …</Button>
              {at === releases.length - 1 ? null : (
                <Button look="quiet" aria-label={`${t('release.compare')} ${release.version}`} onClick={() => setComparing(release.id)}>{t('release.compare')} …</Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {writing === null ? null : <WriteDialog release={writing} onClose={() => setWriting(null)} />}
      {comparing === null ? null : <CompareDialog releases={releases} to={comparing} onClose={() => setComparing(null)} />}
    </div>
  )
} // prettier-ignore
