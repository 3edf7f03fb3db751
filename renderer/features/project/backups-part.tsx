import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { BelegFailure } from '../../../shared/errors.ts'
import { announce } from '../../app/announce.tsx'
import { choosePlaces } from '../../app/choose-place.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { NewFolderDialog, type IntoFolder } from './new-folder-dialog.tsx'
import { refusalInWords } from './refusal-words.ts'
import { Working } from './working.tsx'

type Written = ChannelOutput<'project.journal'>

/** Backups in the project's folder and what can be done with them. */
function Backups(props: { readonly onRestore: (what: IntoFolder) => void }): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const { t, format } = locale
  const project = useProject()
  const listed = useQuery('project.backups', {})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<BelegFailure | null>(null)
  const [newest, setNewest] = useState<string | null>(null)
  const backups = [...(listed.value ?? [])].reverse()
  const make = async (): Promise<void> => {
    // A button that is switched off would lose the focus.
    if (busy) return
    setBusy(true)
    setError(null)
    const answer = await store.call('project.backup', {})
    setBusy(false)
    store.cache.refetch('project.backups', {})
    if (answer.ok) {
      setNewest(answer.value.label)
      announce(t('backup.done'))
    } else setError(answer.error)
  }
  const pick = async (): Promise<void> => {
    const [place] = await choosePlaces(store, 'openBackup')
    if (place !== undefined) props.onRestore({ kind: 'restore', backup: place.token, label: place.label })
  }
  const failure = error ?? listed.error
  return (
    <section className="stack" aria-labelledby="backups-title">
      <h2 id="backups-title" className="section-title">
        {t('backup.title')}
      </h2>
      <p className="soft">{t('backup.text')}</p>
      <div className="ways">
        <Button look="main" icon="shield" aria-disabled={busy} onClick={() => void make()}>
          {t('backup.do')}
        </Button>
        <Button icon="file" disabled={busy} onClick={() => void pick()}>
          {t('backup.other')}
        </Button>
      </div>
      {busy ? <Working label={t('backup.working')} kind="backup" /> : null}
      {failure === null ? null : (
        <p className="field-error" role="alert">
          {refusalInWords(failure, locale)}
        </p>
      )}
      {newest === null ? null : (
        <p className="export-done" role="status">
          {t('backup.done')} {newest}
        </p>
      )}
      {listed.value !== undefined && backups.length === 0 ? (
        <p className="quiet">{t('backup.none')}</p>
      ) : null}
      {backups.length === 0 ? null : (
        <table className="backups">
          <thead>
            <tr>
              <th scope="col">{t('backup.day')}</th>
              <th scope="col">{t('backup.holds')}</th>
              <th scope="col" className="numbers">
                {t('backup.size')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <tr key={backup.label}>
                <th scope="row" className="numbers">
                  {format.date(backup.day)}
                  <span className="backup-file">{backup.label}</span>
                </th>
                <td>
                  {backup.revision === project?.revision
                    ? t('backup.now')
                    : t('backup.until', { seq: format.number(backup.revision) })}
                </td>
                <td className="numbers">{format.bytes(backup.bytes)}</td>
                <td className="backup-ways">
                  <Button
                    aria-label={t('backup.restoreOf', { name: backup.label })}
                    onClick={() =>
                      props.onRestore({ kind: 'restore', backup: backup.token, label: backup.label })
                    }
                  >
                    {t('backup.restore')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Every step as a line of JSON, for reading without this program. */
function JournalExport(): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const { t, tn, format } = locale
  const capabilities = useQuery('app.info', {}).value?.capabilities
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<BelegFailure | null>(null)
  const [written, setWritten] = useState<Written | null>(null)
  const write = async (place: string | null): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    setWritten(null)
    const answer = await store.call('project.journal', { place })
    setBusy(false)
    if (answer.ok) {
      setWritten(answer.value)
      announce(tn('journal.done', answer.value.rows))
    } else setError(answer.error)
  }
  return (
    <section className="stack" aria-labelledby="journal-title">
      <h2 id="journal-title" className="section-title">
        {t('journal.title')}
      </h2>
      <p className="soft">{t('journal.text')}</p>
      <div className="ways">
        <Button icon="export" aria-disabled={busy} onClick={() => void write(null)}>
          {t('journal.do')}
        </Button>
        <Button
          icon="folder"
          disabled={busy}
          onClick={() =>
            void choosePlaces(store, 'journalTo', 'journal.jsonl').then(([place]) =>
              place === undefined ? undefined : write(place.token),
            )
          }
        >
          {t('journal.elsewhere')}
        </Button>
      </div>
      {busy ? <Working label={t('journal.working')} /> : null}
      {error === null ? null : (
        <p className="field-error" role="alert">
          {refusalInWords(error, locale)}
        </p>
      )}
      {written === null ? null : (
        <div className="ways" role="status">
          <p>
            {tn('journal.done', written.rows)} <span className="selectable">{written.file}</span>{' '}
            <span className="quiet numbers">({format.bytes(written.bytes)})</span>
          </p>
          {capabilities?.reveal === true ? (
            <Button
              look="quiet"
              icon="folder"
              onClick={() =>
                void store.call('files.reveal', { token: written.place }).then((answer) => {
                  if (!answer.ok) store.fail(answer.error)
                })
              }
            >
              {t('export.reveal')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  )
}

/** Keeping the project: backups, a copy elsewhere, the journal as text. */
export function BackupsPart(): ReactNode {
  const { t } = useLocale()
  const project = useProject()
  const [into, setInto] = useState<IntoFolder | null>(null)
  const name = project?.name ?? ''
  return (
    <div className="page-inner keep">
      <Backups onRestore={setInto} />
      <section className="stack" aria-labelledby="copy-title">
        <h2 id="copy-title" className="section-title">
          {t('copy.heading')}
        </h2>
        <p className="soft">{t('copy.about')}</p>
        <div>
          <Button icon="project" onClick={() => setInto({ kind: 'copy' })}>
            {t('copy.open')}
          </Button>
        </div>
      </section>
      <JournalExport />
      {into === null ? null : (
        <NewFolderDialog
          what={into}
          suggestedName={t(into.kind === 'restore' ? 'restore.name' : 'copy.name', { name })}
          onClose={() => setInto(null)}
        />
      )}
    </div>
  )
}
