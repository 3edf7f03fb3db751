import { useState, type ReactNode } from 'react'
import type { EntityView } from '../../../shared/model/views.ts'
import { refusalOf } from '../../app/command-queue.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useT } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** What the entity is called by others: ISO codes, Wikidata. */
export function EntityIdentifiers(props: { readonly entity: EntityView }): ReactNode {
  const { entity } = props
  const store = useStore()
  const t = useT()
  const readOnly = useProject()?.readOnly !== null
  const [adding, setAdding] = useState(false)
  const [scheme, setScheme] = useState('wikidata')
  const [value, setValue] = useState('')
  const add = async (): Promise<void> => {
    if (scheme.trim() === '' || value.trim() === '') return
    const result = await store.apply([
      {
        type: 'entity.addIdentifier',
        payload: { entityId: entity.id, scheme: scheme.trim(), value: value.trim() },
      },
    ])
    if (refusalOf(result) !== null) return
    setValue('')
    setAdding(false)
  }
  return (
    <section className="stack">
      <h2 className="field-label">{t('entity.identifiers')}</h2>
      <ul className="alias-list" hidden={entity.identifiers.length === 0}>
        {entity.identifiers.map((identifier) => (
          <li key={`${identifier.scheme} ${identifier.value}`}>
            <span className="quiet">{identifier.scheme}</span>
            <span className="alias-text code selectable">{identifier.value}</span>
            <IconButton
              icon="cross"
              label={t('entity.removeIdentifier', identifier)}
              disabled={readOnly}
              onClick={() =>
                void store.apply([
                  { type: 'entity.removeIdentifier', payload: { entityId: entity.id, ...identifier } },
                ])
              }
            />
          </li>
        ))}
      </ul>
      {adding ? (
        <form
          className="alias-form"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Field label={t('entity.identifierScheme')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                maxLength={100}
                value={scheme}
                onChange={(event) => setScheme(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('entity.identifierValue')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                autoFocus
                maxLength={500}
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
              />
            )}
          </Field>
          <div className="alias-ways">
            <Button type="submit" look="main" disabled={value.trim() === ''}>
              {t('entity.addIdentifier')}
            </Button>
            <Button look="quiet" onClick={() => setAdding(false)}>
              {t('ui.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div>
          <Button icon="plus" disabled={readOnly} onClick={() => setAdding(true)}>
            {t('entity.addIdentifier')}
          </Button>
        </div>
      )}
    </section>
  )
}
