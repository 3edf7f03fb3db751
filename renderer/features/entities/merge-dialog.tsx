import { useState, type ReactNode } from 'react'
import type { MergeConflict } from '../../../shared/commands/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { EntityView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { labelOf } from '../../app/entity-label.ts'
import { navigate } from '../../app/routes.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check } from '../../ui/field.tsx'
import { EntityPicker } from './entity-picker.tsx'

/** Choosing with whom, then seeing what would come together and what stands against it, then one step. */
export function MergeDialog(props: { readonly entity: EntityView; readonly onClose: () => void }): ReactNode {
  const store = useStore()
  const { t, tn, language } = useLocale()
  const [others, setOthers] = useState<readonly EntityView[]>([])
  const [into, setInto] = useState<EntityView>(props.entity)
  const [despite, setDespite] = useState(false)
  const all = [props.entity, ...others]
  const from = all.filter(({ id }) => id !== into.id)
  const preview = useQuery(
    'entities.mergePreview',
    others.length === 0 ? null : { into: into.id, from: from.map(({ id }) => id) },
    { keep: true },
  )
  const conflicts = preview.value?.conflicts ?? []
  const ready = preview.value !== undefined && others.length > 0 && (conflicts.length === 0 || despite)
  const merge = async (): Promise<void> => {
    if (!ready) return
    const kinds: readonly MergeConflict[] = [...new Set(conflicts.map(({ kind }) => kind))]
    const result = await store.apply([
      { type: 'entity.merge', payload: { into: into.id, from: from.map(({ id }) => id), despite: [...kinds] } },
    ]) // prettier-ignore
    if (refusalOf(result) !== null) return
    announce(t('merge.said', { name: labelOf(into, language) }))
    props.onClose()
    navigate({ screen: 'entities', entityId: into.id })
  }
  return (
    <Dialog
      title={t('merge.title', { name: labelOf(into, language) })}
      size="wide"
      onClose={props.onClose}
      foot={
        <>
          <span className="quiet small">{t('merge.undoHint')}</span>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void merge()}>
            {t('merge.do')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <EntityPicker
          label={t('merge.with')}
          without={all.map(({ id }) => id)}
          like={labelOf(props.entity, language)}
          onTake={(entity) => {
            setOthers([...others, entity])
            setDespite(false)
          }}
          onLeave={props.onClose}
        />
        {preview.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(preview.error, language)}
          </p>
        )}
        {preview.value === undefined || others.length === 0 ? null : (
          <>
            <div className="merge-sides">
              {preview.value.entities.map(({ entity, facts }) => (
                <MergeSide
                  key={entity.id}
                  entity={entity}
                  facts={facts}
                  stays={entity.id === into.id}
                  onKeep={() => setInto(entity)}
                />
              ))}
            </div>
            <p role="status">
              {t('merge.after', {
                mentions: tn('entity.mentions', preview.value.mentions),
                articles: tn('library.count', preview.value.articles),
                facts: tn('dataset.facts', preview.value.facts),
              })}
            </p>
            {conflicts.length === 0 ? null : (
              <div className="merge-conflicts" role="alert">
                <ul>
                  {conflicts.map(({ kind, values }) => (
                    <li key={`${kind} ${values.join()}`}>
                      {t(`merge.conflict.${kind}`, { values: values.join(', ') })}
                    </li>
                  ))}
                </ul>
                <Check label={t('merge.despite')} checked={despite} onChange={setDespite} />
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

function MergeSide(props: {
  readonly entity: EntityView
  readonly facts: number
  readonly stays: boolean
  readonly onKeep: () => void
}): ReactNode {
  const { entity, facts, stays, onKeep } = props
  const { t, tn, language } = useLocale()
  return (
    <section className="merge-side" data-stays={stays} aria-label={labelOf(entity, language)}>
      <h3>{labelOf(entity, language)}</h3>
      <p className="quiet small">
        {[
          t(`mentionType.${entity.type}`),
          entity.country,
          tn('entity.mentions', entity.mentions),
          tn('dataset.facts', facts),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <ul>
        {entity.aliases.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
        {entity.identifiers.map(({ scheme, value }) => (
          <li key={`${scheme} ${value}`} className="quiet small code">
            {scheme} {value}
          </li>
        ))}
        {entity.offices.map((office) => (
          <li key={office.id} className="small">
            {office.title} {office.from ?? '…'} – {office.to ?? '…'}
          </li>
        ))}
      </ul>
      {stays ? (
        <p className="small">{t('merge.keep')}</p>
      ) : (
        <>
          <p className="small">{t('merge.goes')}</p>
          <Button look="quiet" onClick={onKeep}>
            {t('merge.swap')}
          </Button>
        </>
      )}
    </section>
  )
}
