import { useState, type ReactNode } from 'react'
import { aliasKinds, aliasScopes, type AliasKind, type AliasScope } from '../../../shared/model/vocabulary.ts'
import type { EntityView } from '../../../shared/model/views.ts'
import { refusalOf } from '../../app/command-queue.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useT } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** Adding a name by which texts call the entity, and where it holds: a wrong reading must not reach other articles. */
export function AliasForm(props: { readonly entity: EntityView; readonly onDone: () => void }): ReactNode {
  const store = useStore()
  const t = useT()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<AliasKind>('spelling')
  const [scope, setScope] = useState<AliasScope>('everywhere')
  const [scopeId, setScopeId] = useState('')
  const articles = useQuery('articles.list', scope === 'everywhere' ? null : { limit: 500 }).value
  const ready = text.trim() !== '' && (scope === 'everywhere' || scopeId !== '')
  const add = async (): Promise<void> => {
    if (!ready) return
    const result = await store.apply([
      {
        type: 'alias.add',
        payload: {
          entityId: props.entity.id,
          text: text.trim(),
          kind,
          scope,
          ...(scope === 'everywhere' ? {} : { scopeId }),
        },
      },
    ])
    if (refusalOf(result) === null) props.onDone()
  }
  return (
    <form
      className="alias-form"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field label={t('entity.aliasText')}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            autoFocus
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('entity.aliasKind')}>
        {(ids) => (
          <select
            {...ids}
            className="select"
            value={kind}
            onChange={(event) => {
              const chosen = aliasKinds.find((one) => one === event.currentTarget.value)
              if (chosen !== undefined) setKind(chosen)
              // A mistranslation is a matter of one article until proven otherwise.
              if (chosen === 'mistranslated-as') setScope('article')
            }}
          >
            {aliasKinds.map((one) => (
              <option key={one} value={one}>
                {t(`aliasKind.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('entity.aliasScope')}>
        {(ids) => (
          <select
            {...ids}
            className="select"
            value={scope}
            onChange={(event) => {
              const chosen = aliasScopes.find((one) => one === event.currentTarget.value)
              if (chosen !== undefined) setScope(chosen)
              setScopeId('')
            }}
          >
            {aliasScopes.map((one) => (
              <option key={one} value={one}>
                {t(`aliasScope.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {scope === 'everywhere' ? null : (
        <Field label={t(`aliasScope.${scope}`)}>
          {(ids) => (
            <select
              {...ids}
              className="select"
              value={scopeId}
              onChange={(event) => setScopeId(event.currentTarget.value)}
            >
              <option value="">–</option>
              {scope === 'source'
                ? (articles?.facets.publisher ?? []).map(({ value }) => (
                    <option key={value} value={value}>
                      {value}
                    </option>
                  ))
                : (articles?.rows ?? []).map((row) => (
                    <option key={row.id} value={row.id}>
                      {row.title}
                    </option>
                  ))}
            </select>
          )}
        </Field>
      )}
      <div className="alias-ways">
        <Button type="submit" look="main" disabled={!ready}>
          {t('entity.addAlias')}
        </Button>
        <Button look="quiet" onClick={props.onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
