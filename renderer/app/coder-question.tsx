import { useEffect, useState, type ReactNode } from 'react'
import { useT } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { setPreferences, usePreferences } from './preferences.ts'
import { useProject, useStore } from './store.ts'

/** Asks once who is coding; a name given before is used without asking. */
export function CoderQuestion(): ReactNode {
  const t = useT()
  const store = useStore()
  const project = useProject()
  const { coderName } = usePreferences()
  const [name, setName] = useState('')
  const [later, setLater] = useState(false)
  const wanted =
    project !== null && project !== undefined && project.coder === null && project.readOnly === null
  useEffect(() => {
    if (wanted && coderName !== '') void store.apply([{ type: 'coder.set', payload: { name: coderName } }])
  }, [store, wanted, coderName])
  if (!wanted || coderName !== '' || later) return null
  const use = (): void => {
    const given = name.trim()
    if (given !== '') setPreferences(store, { coderName: given })
  }
  return (
    <Dialog
      title={t('coder.title')}
      onClose={() => setLater(true)}
      foot={
        <Button look="main" onClick={use} disabled={name.trim() === ''}>
          {t('coder.set')}
        </Button>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          use()
        }}
      >
        <p className="soft">{t('coder.text')}</p>
        <Field label={t('coder.name')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              data-autofocus=""
              autoComplete="name"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
