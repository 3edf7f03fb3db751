import { useState, type ReactNode } from 'react'
import './start.css'
import { errorMessage, type BelegFailure, type ErrorCode } from '../../../shared/errors.ts'
import { choosePlaces } from '../../app/choose-place.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { navigate } from '../../app/routes.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DropTarget } from '../import/drop-target.tsx'
import type { Dropped } from '../import/dropped-files.ts'
import { handOver, startImport } from '../import/import-actions.ts'
import { NewFolderDialog, type IntoFolder } from '../project/new-folder-dialog.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { openProject, openSample } from './project-actions.ts'

/** Reasons that are no damage: somebody else has the project open, or a newer program wrote it. */
const inUse: ReadonlySet<string> = new Set<ErrorCode>([
  'project.locked',
  'project.lockedElsewhere',
  'project.newer',
])

/** "backups/2026-11-22-00000012.zip" → "2026-11-22". */
const nameOfBackup = (label: string): string =>
  label
    .replace(/^.*[/\\]/, '')
    .replace(/\.zip$/i, '')
    .replace(/-\d{8,}$/, '')

/** Where one begins: a recent project, a new one, another one, the sample, or a folder dropped here. */
export function StartScreen(): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const info = useQuery('app.info', {}).value
  const project = useProject()
  const [making, setMaking] = useState<Dropped | null>(null)
  const [backup, setBackup] = useState<(IntoFolder & { readonly kind: 'restore' }) | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<{
    readonly error: BelegFailure
    readonly token: string | null
  } | null>(null)
  useWindowTitle('')

  const attempt = async (
    what: string,
    token: string | null,
    act: () => Promise<BelegFailure | null>,
  ): Promise<void> => {
    setBusy(what)
    setRefusal(null)
    const error = await act()
    setBusy(null)
    if (error !== null) setRefusal({ error, token })
  }
  const open = (token: string, label: string, takeOver = false): void => {
    void attempt(t('start.opening', { name: label }), token, () => openProject(store, token, takeOver))
  }
  const choose = async (): Promise<void> => {
    const [place] = await choosePlaces(store, 'openProject')
    if (place !== undefined) open(place.token, place.label)
  }
  const restore = async (): Promise<void> => {
    const [place] = await choosePlaces(store, 'openBackup')
    if (place !== undefined) setBackup({ kind: 'restore', backup: place.token, label: place.label })
  }
  const drop = async (dropped: Dropped): Promise<void> => {
    // The desktop can tell a project from a folder of articles; an upload is always articles.
    if (info?.capabilities.drop === 'paths') {
      const places = await handOver(store, dropped.files)
      const found = places?.find((place) => place.kind === 'project')
      if (found !== undefined) {
        open(found.token, found.label)
        return
      }
    }
    setMaking(dropped)
  }
  const importDropped = async (dropped: Dropped): Promise<void> => {
    const places = await handOver(store, dropped.files)
    if (places !== undefined && places.length > 0) await startImport(store, places)
  }
  const recent = info?.recent ?? []

  return (
    <div className="page start">
      <div className="start-inner">
        <div className="start-ways">
          <h1 className="start-name">Beleg</h1>
          <p className="start-claim">{t('start.claim')}</p>
          {project === null || project === undefined ? null : (
            <Button look="main" icon="book" onClick={() => navigate({ screen: 'library' })}>
              {t('start.back', { name: project.name })}
            </Button>
          )}
          <Button
            look={project === null || project === undefined ? 'main' : 'plain'}
            icon="plus"
            onClick={() => setMaking({ name: '', files: [] })}
          >
            {t('start.new')}
          </Button>
          <Button icon="folder" onClick={() => void choose()}>
            {t('start.open')}
          </Button>
          <Button
            icon="book"
            onClick={() => void attempt(t('start.openingSample'), null, () => openSample(store, language))}
          >
            {t('start.sample')}
          </Button>
          <Button icon="history" onClick={() => void restore()}>
            {t('start.restore')}
          </Button>
          <p className="start-drop">
            <Icon name="import" />
            {t('start.drop')}
          </p>
        </div>
        <section className="start-recent" aria-labelledby="recent-title">
          <h2 id="recent-title" className="section-title">
            {t('start.recent')}
          </h2>
          {busy === null ? null : (
            <p className="start-busy" role="status">
              {busy}
            </p>
          )}
          {refusal === null ? null : (
            <div className="start-refusal" role="alert">
              <Icon name="warning" />
              <div className="stack">
                <p>{errorMessage(refusal.error, language)}</p>
                {refusal.token === null || inUse.has(refusal.error.code) ? null : (
                  <>
                    <p>{t('start.restoreHint')}</p>
                    <div>
                      <Button icon="history" onClick={() => void restore()}>
                        {t('start.restoreInstead')}
                      </Button>
                    </div>
                  </>
                )}
              </div>
            </div>
          )}
          {recent.length === 0 ? (
            <p className="soft">{t('start.noRecent')}</p>
          ) : (
            <ul className="recent-list">
              {recent.map((place) => (
                <li key={place.token}>
                  <button
                    type="button"
                    className="recent"
                    disabled={busy !== null}
                    onClick={() => open(place.token, place.label)}
                  >
                    <RecentPlace label={place.label} openedAt={place.openedAt} missing={place.missing} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {making === null ? null : (
        <NewProjectDialog
          suggestedName={making.name}
          onClose={() => setMaking(null)}
          onMade={() => void importDropped(making)}
        />
      )}
      {backup === null ? null : (
        <NewFolderDialog
          what={backup}
          suggestedName={t('restore.name', { name: nameOfBackup(backup.label) })}
          onClose={() => setBackup(null)}
        />
      )}
      {refusal?.error.code === 'project.lockedElsewhere' && refusal.token !== null ? (
        <Dialog
          title={t('start.takeOverTitle')}
          onClose={() => setRefusal(null)}
          foot={
            <>
              <Button onClick={() => setRefusal(null)}>{t('ui.cancel')}</Button>
              <Button look="danger" onClick={() => open(refusal.token ?? '', '', true)}>
                {t('start.takeOver')}
              </Button>
            </>
          }
        >
          <p>{errorMessage(refusal.error, language)}</p>
        </Dialog>
      ) : null}
      <DropTarget text={t('start.dropHere')} onDrop={(dropped) => void drop(dropped)} />
    </div>
  )
}

/** A project's name, where it lies, and when it was last open. A label may be a whole path: its end is the name. */
function RecentPlace(props: {
  readonly label: string
  readonly openedAt: string
  readonly missing: boolean
}): ReactNode {
  const { t, format } = useLocale()
  const [now] = useState(() => new Date())
  const parts = props.label.split(/[/\\]/)
  const name = parts.at(-1) ?? props.label
  const folder = parts.slice(0, -1).join('/')
  return (
    <>
      <Icon name="project" />
      <span className="recent-words">
        <span className="recent-name">{name}</span>
        <span className="recent-place">{props.missing ? t('start.missing') : folder}</span>
      </span>
      <span className="recent-time numbers" title={format.instant(props.openedAt)}>
        {format.ago(props.openedAt, now)}
      </span>
    </>
  )
}
