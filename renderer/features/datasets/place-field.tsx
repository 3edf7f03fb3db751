import type { ReactNode } from 'react'
import type { Place } from '../../../shared/contract/index.ts'
import { choosePlaces } from '../../app/choose-place.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** Where to write: the project's own exports, or a place chosen. */
export function PlaceField(props: {
  readonly place: Place | null
  readonly suggestedName: string
  readonly onChange: (place: Place) => void
}): ReactNode {
  const store = useStore()
  const { t } = useLocale()
  const choose = async (): Promise<void> => {
    const [picked] = await choosePlaces(store, 'exportTo', props.suggestedName)
    if (picked !== undefined) props.onChange(picked)
  }
  return (
    <Field label={t('export.place')}>
      {(ids) => (
        <div className="place-field">
          <span className="place-label" title={props.place?.label}>
            {props.place?.label ?? t('export.exportsFolder')}
          </span>
          <Button id={ids.id} icon="folder" onClick={() => void choose()}>
            {t('newProject.choose')}
          </Button>
        </div>
      )}
    </Field>
  )
}

/** Shows a written file in its folder, where the shell can. */
export function RevealButton(props: { readonly token: string }): ReactNode {
  const store = useStore()
  const { t } = useLocale()
  const capabilities = useQuery('app.info', {}).value?.capabilities
  if (capabilities?.reveal !== true) return null
  const reveal = async (): Promise<void> => {
    const answer = await store.call('files.reveal', { token: props.token })
    if (!answer.ok) store.fail(answer.error)
  }
  return (
    <Button className="apart" icon="folder" onClick={() => void reveal()}>
      {t('export.reveal')}
    </Button>
  )
}
