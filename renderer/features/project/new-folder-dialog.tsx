import { useState, type ReactNode } from 'react'
import type { Job, Place } from '../../../shared/contract/index.ts'
import { errorMessage, type Result } from '../../../shared/errors.ts'
import { announce } from '../../app/announce.tsx'
import { choosePlaces } from '../../app/choose-place.ts'
import { useJobs, useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { openProject } from '../start/project-actions.ts'
import { refusalInWords } from './refusal-words.ts'
import { Working } from './working.tsx'

/** What goes into a new folder: a backup, or the project as it is now. */
export type IntoFolder =
  { readonly kind: 'restore'; readonly backup: string; readonly label: string } | { readonly kind: 'copy' }

/** The folder written, and how many files could not be read any more for it. */
type Made = Place & { readonly missing?: number | undefined }

/** Name and place of a new project folder, the writing, and then the way into it. */
export function NewFolderDialog(props: {
  readonly what: IntoFolder
  readonly suggestedName: string
  readonly onClose: () => void
}): ReactNode {
  const { what, onClose } = props
  const { kind } = what
  const store = useStore()
  const locale = useLocale()
  const { t, tn } = locale
  const none = useProject() == null
  const native = useQuery('app.info', {}).value?.capabilities
  const starting = useQuery('files.browse', native?.nativeDialogs === false ? {} : null).value?.entries
  const documents =
    starting?.find((one) => /(^|[/\\])(Documents|Dokumente)$/.test(one.label)) ??
    starting?.find((one) => one.kind === 'folder')
  const [chosen, setChosen] = useState<Place | null>(null)
  const [name, setName] = useState(props.suggestedName)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const parent = chosen ?? documents ?? null
  const ready = parent !== null && name.trim() !== '' && !busy

  // Where it was cancelled the answer says so, and the dialog stays for another try.
  const job = useJobs().find((one) => one.kind === kind && one.state === 'running')?.id
  const cancel = (jobId: Job['id']): void =>
    void store.call('jobs.cancel', { jobId }).then((answer) => {
      if (!answer.ok) store.fail(answer.error)
    })
  const write = async (): Promise<void> => {
    if (!ready) return
    setBusy(true)
    setError(null)
    const into = { parent: parent.token, name: name.trim() }
    const answer: Result<Made> =
      what.kind === 'restore'
        ? await store.call('project.restore', { backup: what.backup, ...into })
        : await store.call('project.copy', into)
    setBusy(false)
    if (answer.ok) {
      setMade(answer.value)
      announce(t(`${kind}.done`))
    } else setError(refusalInWords(answer.error, locale))
  }
  const open = async (): Promise<void> => {
    if (made === null) return
    const refused = await openProject(store, made.token)
    if (refused === null) onClose()
    else setError(errorMessage(refused, locale.language))
  }

  if (made !== null) {
    return (
      <Dialog
        key="made"
        title={t(`${kind}.doneTitle`)}
        onClose={onClose}
        foot={
          <>
            {native?.reveal === true ? (
              <Button
                className="apart"
                icon="folder"
                onClick={() => void store.call('files.reveal', { token: made.token }).then((answer) => { if (!answer.ok) store.fail(answer.error) })}
              >
                {t('export.reveal')}
              </Button>
            ) : null}
            <Button onClick={onClose}>{t('keep.stay')}</Button>
            <Button look="main" data-autofocus="" onClick={() => void open()}>
              {t('keep.open')}
            </Button>
          </>
        }
      >
        <div className="stack">
          <p className="export-done">
            <Icon name="check" /> {t(`${kind}.done`)}
          </p>
          <dl className="facts-list">
            <dt>{t('keep.folder')}</dt>
            <dd className="selectable">{`${parent?.label ?? ''}/${made.label}`}</dd>
          </dl>
          {(made.missing ?? 0) === 0 ? null : (
            <p className="undo-rests" role="alert">
              <Icon name="warning" /> {tn('copy.missing', made.missing ?? 0)}
            </p>
          )}
          {none ? null : <p className="quiet">{t('keep.openHint')}</p>}
          {error === null ? null : (
            <p className="field-error" role="alert">
              {error}
            </p>
          )}
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      key="asked"
      title={what.kind === 'restore' ? t('restore.title', { name: what.label }) : t('copy.title')}
      // Writing goes on whatever the page shows: the dialog stays until it is known how it ended.
      onClose={() => (busy ? undefined : onClose())}
      foot={
        <>
          <Button disabled={busy && job === undefined} onClick={() => (job === undefined ? onClose() : cancel(job))}>
            {t('ui.cancel')}
          </Button>
          <Button look="main" disabled={!ready} onClick={() => void write()}>
            {t(`${kind}.do`)}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <p className="soft">{t(kind === 'restore' && none ? 'restore.textAlone' : `${kind}.text`)}</p>
        <Field label={t('keep.name')} hint={t('keep.nameHint')} error={error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              data-autofocus=""
              maxLength={120}
              readOnly={busy}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('keep.place')}>
          {(ids) => (
            <div className="place-field">
              <span className="place-label" title={parent?.label}>
                {parent?.label ?? t('newProject.noPlace')}
              </span>
              <Button
                id={ids.id}
                icon="folder"
                disabled={busy}
                onClick={() =>
                  void choosePlaces(store, kind === 'restore' ? 'restoreInto' : 'copyInto', name.trim()).then(([place]) => {
                    if (place !== undefined) setChosen(place)
                  })
                }
              >
                {t('newProject.choose')}
              </Button>
            </div>
          )}
        </Field>
        {busy ? <Working label={t(`${kind}.working`)} kind={kind} bare /> : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
} // prettier-ignore
