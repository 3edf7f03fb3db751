import type { ReactNode } from 'react'
import { slotCounts, type Codebook, type CodebookSlot } from '../../../shared/model/codebook.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Check, IconButton } from '../../ui/index.ts'
import {
  addSlot,
  moveSlot,
  removeSlot,
  renameSlot,
  valuesIn,
  valuesText,
  withSlot,
  type CodebookDraft,
  type SlotOwner,
} from './draft.ts'
import { BothLanguages, Select, SettledField } from './fields.tsx'

/** The slots of a type, or of every type, each folded; a new one is made below them. */
export function SlotList(props: {
  readonly title: string
  readonly hint?: string
  readonly draft: CodebookDraft
  readonly owner: SlotOwner
  readonly slots: readonly CodebookSlot[]
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook) => void
}): ReactNode {
  const { title, hint, slots, draft, owner, readOnly, onChange } = props
  const { t } = useLocale()
  return (
    <section className="stack">
      <h3 className="codebook-part">{title}</h3>
      {hint === undefined ? null : <p className="quiet small">{hint}</p>}
      {slots.map((slot, at) => (
        <SlotForm key={at} draft={draft} owner={owner} slot={slot} readOnly={readOnly} onChange={onChange} />
      ))}
      <Button
        icon="plus"
        className="codebook-add"
        disabled={readOnly}
        onClick={() => onChange(addSlot(draft.codebook, owner))}
      >
        {t('codebook.addSlot')}
      </Button>
    </section>
  )
}

/** A slot, folded to one line until it is opened. */
function SlotForm(props: {
  readonly draft: CodebookDraft
  readonly owner: SlotOwner
  readonly slot: CodebookSlot
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook) => void
}): ReactNode {
  const { draft, owner, slot, readOnly, onChange } = props
  const { codebook } = draft
  const { t, language } = useLocale()
  const set = (change: Partial<CodebookSlot>): void =>
    onChange(withSlot(codebook, owner, slot.role, change))
  const name = slot.label[language] === '' ? slot.role : slot.label[language]
  return (
    <details className="codebook-slot">
      <summary>
        <b>{name}</b> <span className="quiet small">{t(`slotCount.${slot.count}`)}</span>
        {slot.key ? (
          <span className="codebook-mark" title={t('codebook.keyHint')}>
            {t('codebook.key')}
          </span>
        ) : null}
        {slot.retired === true ? <span className="codebook-mark">{t('codebook.retiredMark')}</span> : null}
      </summary>
      <div className="codebook-slot-body">
        <div className="codebook-both">
          <SettledField
            label={t('codebook.id')}
            {...(slot.former === undefined
              ? {}
              : { hint: t('codebook.formerly', { names: slot.former.join(', ') }) })}
            value={slot.role}
            disabled={readOnly}
            onSettle={(to) => onChange(renameSlot(draft, owner, slot.role, to.trim()))}
          />
          <Select
            label={t('codebook.count')}
            value={slot.count}
            options={slotCounts.map((count) => ({ value: count, label: t(`slotCount.${count}`) }))}
            disabled={readOnly}
            onChange={(count) => set({ count })}
          />
        </div>
        <BothLanguages
          label={t('codebook.label')}
          value={slot.label}
          disabled={readOnly}
          onChange={(label) => set({ label })}
        />
        <fieldset className="codebook-fillers" disabled={readOnly}>
          <legend className="field-label">{t('codebook.filler')}</legend>
          {codebook.mentionTypes.map(({ id, label }) => (
            <Check
              key={id}
              label={label[language]}
              checked={slot.fillers.includes(id)}
              onChange={(on) =>
                set({
                  fillers: codebook.mentionTypes
                    .map((one) => one.id)
                    .filter((one) => (one === id ? on : slot.fillers.includes(one))),
                })
              }
            />
          ))}
          <Check
            label={t('codebook.text')}
            checked={slot.text}
            onChange={(text) => set({ text })}
          />
        </fieldset>
        <div className="codebook-both">
          <SettledField
            label={t('codebook.values')}
            hint={t('codebook.valuesHint')}
            lines={3}
            value={valuesText(slot.values)}
            disabled={readOnly}
            onSettle={(text) => set({ values: valuesIn(text) })}
          />
          <SettledField
            label={t('codebook.anyOf')}
            hint={t('codebook.anyOfHint')}
            value={slot.anyOf ?? ''}
            disabled={readOnly}
            onSettle={(text) => set({ anyOf: text.trim() === '' ? undefined : text.trim() })}
          />
        </div>
        <fieldset className="codebook-slot-foot" disabled={readOnly}>
          <legend className="sr-only">{name}</legend>
          <Check label={t('codebook.keySlot')} checked={slot.key} onChange={(key) => set({ key })} />
          <Check
            label={t('codebook.retireSlot')}
            checked={slot.retired === true}
            onChange={(retired) => set({ retired: retired ? true : undefined })}
          />
          <IconButton
            icon="up"
            label={t('codebook.slotUp', { name })}
            onClick={() => onChange(moveSlot(codebook, owner, slot.role, -1))}
          />
          <IconButton
            icon="down"
            label={t('codebook.slotDown', { name })}
            onClick={() => onChange(moveSlot(codebook, owner, slot.role, 1))}
          />
          <Button look="quiet" onClick={() => onChange(removeSlot(codebook, owner, slot.role))}>
            {t('codebook.removeSlot')}
          </Button>
        </fieldset>
      </div>
    </details>
  )
} // prettier-ignore
