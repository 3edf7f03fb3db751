import { useState, type ReactNode } from 'react'
import type { EntityRef, EntityView, OfficeView } from '../../../shared/model/views.ts'
import { refusalOf } from '../../app/command-queue.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { EntityPicker } from './entity-picker.tsx'
import { OfficeTimeline } from './office-timeline.tsx'

/** The offices an entity held, when, and of what. */
export function EntityOffices(props: { readonly entity: EntityView }): ReactNode {
  const { entity } = props
  const store = useStore()
  const { t, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const [form, setForm] = useState<OfficeView | 'new' | null>(null)
  return (
    <section className="stack">
      <h2 className="field-label">{t('entity.offices')}</h2>
      <OfficeTimeline offices={entity.offices} />
      {entity.offices.length === 0 ? (
        <p className="quiet small">{t('entity.noOffices')}</p>
      ) : (
        <ul className="alias-list">
          {entity.offices.map((office) => (
            <li key={office.id}>
              <span className="alias-text">
                {office.title}
                {office.of === null ? null : <span className="quiet"> · {labelOf(office.of, language)}</span>}
              </span>
              <span className="quiet small numbers">
                {office.from ?? t('entity.officeUnknown')} – {office.to ?? t('entity.officeNow')}
              </span>
              <Button
                look="quiet"
                disabled={readOnly}
                aria-label={t('entity.changeOffice', { title: office.title })}
                onClick={() => setForm(office)}
              >
                {t('entity.change')}
              </Button>
              <IconButton
                icon="cross"
                label={t('entity.removeOffice', { title: office.title })}
                disabled={readOnly}
                onClick={() =>
                  void store.apply([{ type: 'entity.removeOffice', payload: { officeId: office.id } }])
                }
              />
            </li>
          ))}
        </ul>
      )}
      {form === null ? (
        <div>
          <Button icon="plus" disabled={readOnly} onClick={() => setForm('new')}>
            {t('entity.addOffice')}
          </Button>
        </div>
      ) : (
        <OfficeForm
          key={form === 'new' ? 'new' : form.id}
          entity={entity}
          office={form === 'new' ? null : form}
          onDone={() => setForm(null)}
        />
      )}
    </section>
  )
}

function OfficeForm(props: {
  readonly entity: EntityView
  readonly office: OfficeView | null
  readonly onDone: () => void
}): ReactNode {
  const { entity, office, onDone } = props
  const store = useStore()
  const { t, language } = useLocale()
  const [title, setTitle] = useState(office?.title ?? '')
  const [of, setOf] = useState<EntityRef | null>(office?.of ?? null)
  const [from, setFrom] = useState(office?.from ?? '')
  const [to, setTo] = useState(office?.to ?? '')
  const save = async (): Promise<void> => {
    if (title.trim() === '') return
    const orNull = (date: string): string | null => (date.trim() === '' ? null : date.trim())
    const result = await store.apply([
      {
        type: 'entity.setOffice',
        payload: {
          entityId: entity.id,
          ...(office === null ? {} : { officeId: office.id }),
          title: title.trim(),
          of: of?.id ?? null,
          from: orNull(from),
          to: orNull(to),
        },
      },
    ])
    if (refusalOf(result) === null) onDone()
  }
  const fields = [
    { label: t('entity.officeTitle'), hint: undefined, value: title, set: setTitle, first: true },
    { label: t('entity.officeFrom'), hint: t('entity.officeDate'), value: from, set: setFrom, first: false },
    { label: t('entity.officeTo'), hint: t('entity.officeDate'), value: to, set: setTo, first: false },
  ]
  return (
    <form
      className="alias-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {fields.map((field) => (
        <Field key={field.label} label={field.label} hint={field.hint}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoFocus={field.first}
              maxLength={field.first ? 2000 : 10}
              value={field.value}
              onChange={(event) => field.set(event.currentTarget.value)}
            />
          )}
        </Field>
      ))}
      <div className="field">
        <span className="field-label">{t('entity.officeOf')}</span>
        {of === null ? (
          <EntityPicker label={t('entity.officeOf')} without={[entity.id]} onTake={setOf} onLeave={onDone} />
        ) : (
          <Button onClick={() => setOf(null)}>{labelOf(of, language)} ✕</Button>
        )}
      </div>
      <div className="alias-ways">
        <Button type="submit" look="main" disabled={title.trim() === ''}>
          {t('ui.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
