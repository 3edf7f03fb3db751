import { useState, type ReactNode } from 'react'
import type { Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { languages, type Language } from '../../../shared/model/vocabulary.ts'
import { choosePlaces } from '../../app/choose-place.ts'
import { usePreferences } from '../../app/preferences.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, Field } from '../../ui/field.tsx'
import { createProject } from './project-actions.ts'

/** Name, coder, language and place of a new project. `suggestedName` comes from what was dropped. */
export function NewProjectDialog(props: {
  readonly suggestedName: string
  readonly onClose: () => void
  /** What to do once the project is open: import what was dropped. */
  readonly onMade: () => void
}): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const preferences = usePreferences()
  const native = useQuery('app.info', {}).value?.capabilities.nativeDialogs ?? true
  const places = useQuery('files.browse', native ? null : {}).value?.entries.filter(
    (one) => one.kind === 'folder',
  )
  const starting = places?.find((one) => /(^|[/\\])(Documents|Dokumente)$/.test(one.label)) ?? places?.[0]
  const [name, setName] = useState(props.suggestedName)
  const [coder, setCoder] = useState(preferences.coderName)
  const [ofLanguage, setOfLanguage] = useState<Language>(language)
  const [chosen, setChosen] = useState<Place | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const parent = chosen ?? starting ?? null
  const ready = name.trim() !== '' && coder.trim() !== '' && parent !== null && !busy

  const choose = async (): Promise<void> => {
    const [place] = await choosePlaces(store, 'newProject', name.trim() === '' ? undefined : name.trim())
    if (place !== undefined) setChosen(place)
  }
  const create = async (): Promise<void> => {
    if (parent === null || !ready) return
    setBusy(true)
    const refused = await createProject(store, {
      parent: parent.token,
      name: name.trim(),
      language: ofLanguage,
      coder: coder.trim(),
    })
    setBusy(false)
    if (refused === null) {
      props.onClose()
      props.onMade()
    } else setError(errorMessage(refused, language))
  }

  return (
    <Dialog
      title={t('newProject.title')}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void create()}>
            {busy ? t('newProject.making') : t('newProject.make')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field label={t('newProject.name')} error={error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              data-autofocus=""
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('newProject.place')} hint={t('newProject.placeHint')}>
          {(ids) => (
            <div className="place-field">
              <span className="place-label" title={parent?.label}>
                {parent?.label ?? t('newProject.noPlace')}
              </span>
              <Button
                id={ids.id}
                aria-describedby={ids['aria-describedby']}
                icon="folder"
                onClick={() => void choose()}
              >
                {t('newProject.choose')}
              </Button>
            </div>
          )}
        </Field>
        <Field label={t('coder.name')} hint={t('coder.text')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoComplete="name"
              maxLength={200}
              value={coder}
              onChange={(event) => setCoder(event.currentTarget.value)}
            />
          )}
        </Field>
        <Choice
          label={t('newProject.language')}
          value={ofLanguage}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          onChange={setOfLanguage}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
