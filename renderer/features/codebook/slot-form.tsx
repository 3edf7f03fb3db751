import type { ReactNode } from 'react'
import {
  slotCounts,
  type Codebook,
  type CodebookSlot,
  type FactType,
} from '../../../shared/model/codebook.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Check, IconButton } from '../../ui/index.ts'
import {
  moveSlot,
  removeSlot,
  renameSlot,
  valuesIn,
  valuesText,
  withSlot,
  type CodebookDraft,
} from './draft.ts'
import { BothLanguages, Select, SettledField } from './fields.tsx'

/** A slot, folded to one line until it is opened. */
export function SlotForm(props: {
  readonly draft: CodebookDraft
  readonly type: FactType
  readonly slot: CodebookSlot
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook) => void
}): ReactNode {
  const { draft, type, slot, readOnly, onChange } = props
  const { codebook } = draft
  const { t, language } = useLocale()
  const set = (change: Partial<CodebookSlot>): void =>
    onChange(withSlot(codebook, type.id, slot.role, change))
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
            onSettle={(to) => onChange(renameSlot(draft, type.id, slot.role, to.trim()))}
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
            onClick={() => onChange(moveSlot(codebook, type.id, slot.role, -1))}
          />
          <IconButton
            icon="down"
            label={t('codebook.slotDown', { name })}
            onClick={() => onChange(moveSlot(codebook, type.id, slot.role, 1))}
          />
          <Button look="quiet" onClick={() => onChange(removeSlot(codebook, type.id, slot.role))}>
            {t('codebook.removeSlot')}
          </Button>
        </fieldset>
      </div>
    </details>
  )
} // prettier-ignore
