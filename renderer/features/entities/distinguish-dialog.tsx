import { useState, type ReactNode } from 'react'
import type { EntityView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { EntityPicker } from './entity-picker.tsx'

/** Judging two entities never the same, with the reason. */
export function DistinguishDialog(props: {
  readonly entity: EntityView
  readonly onClose: () => void
}): ReactNode {
  const { entity, onClose } = props
  const store = useStore()
  const { t, language } = useLocale()
  const [other, setOther] = useState<EntityView | null>(null)
  const [reason, setReason] = useState('')
  const judge = async (): Promise<void> => {
    if (other === null) return
    const result = await store.apply([
      {
        type: 'entity.distinguish',
        payload: {
          a: entity.id,
          b: other.id,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      },
    ])
    if (refusalOf(result) !== null) return
    announce(t('entity.said.distinguished', { a: labelOf(entity, language), b: labelOf(other, language) }))
    onClose()
  }
  return (
    <Dialog
      title={`${labelOf(entity, language)} ≠ ${other === null ? '…' : labelOf(other, language)}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={other === null} onClick={() => void judge()}>
            {t('entity.distinguishDo')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <EntityPicker
          label={t('entity.pick')}
          without={[entity.id]}
          like={labelOf(entity, language)}
          onTake={setOther}
          onLeave={onClose}
        />
        <Field label={t('entity.reason')} hint={t('entity.reasonHint')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
