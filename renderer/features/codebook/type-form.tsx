import type { ReactNode } from 'react'
import { ploverEventNames } from '../../../shared/model/codebook-check.ts'
import type { Codebook, FactType } from '../../../shared/model/codebook.ts'
import { factKinds } from '../../../shared/model/vocabulary.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Check } from '../../ui/index.ts'
import { duplicateType, removeType, renameType, withType, wordsIn, type CodebookDraft } from './draft.ts'
import { BothLanguages, Select, SettledField, TextField } from './fields.tsx'
import { SlotList } from './slot-form.tsx'

/** A type, all of it: names, definition, slots, mappings. Every change is a change of the draft. */
export function TypeForm(props: {
  readonly draft: CodebookDraft
  readonly type: FactType
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook, chosen?: string) => void
}): ReactNode {
  const { draft, type, readOnly, onChange } = props
  const { codebook } = draft
  const { t, language } = useLocale()
  const set = (change: Partial<FactType>): void => onChange(withType(codebook, type.id, change))
  const setMapping = (change: Partial<FactType['mapping']>): void =>
    set({ mapping: { ...type.mapping, ...change } })
  const { plover } = type.mapping
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const duplicate = (): void => {
    const copy = duplicateType(codebook, type.id)
    onChange(copy.codebook, copy.id)
  }
  return (
    <article
      className="codebook-type"
      data-pane=""
      tabIndex={-1}
      aria-label={type.label[language] === '' ? type.id : type.label[language]}
    >
      <header className="codebook-type-head">
        <h2 className="page-title">{type.label[language] === '' ? type.id : type.label[language]}</h2>
        <div className="codebook-ways">
          <Button disabled={readOnly} onClick={duplicate}>
            {t('codebook.duplicate')}
          </Button>
          <Button
            look="quiet"
            disabled={readOnly}
            onClick={() => onChange(removeType(codebook, type.id), codebook.factTypes[0]?.id)}
          >
            {t('codebook.removeType')}
          </Button>
        </div>
      </header>
      <Check
        label={t('codebook.retireType')}
        checked={type.retired === true}
        onChange={(retired) => {
          if (!readOnly) set({ retired: retired ? true : undefined })
        }}
      />
      <div className="codebook-both">
        <SettledField
          label={t('codebook.id')}
          hint={
            type.former === undefined
              ? t('codebook.idHint')
              : t('codebook.formerly', { names: type.former.join(', ') })
          }
          value={type.id}
          disabled={readOnly}
          onSettle={(to) => onChange(renameType(draft, type.id, to.trim()), to.trim())}
        />
        <Select
          label={t('codebook.group')}
          value={type.kind}
          options={factKinds.map((kind) => ({ value: kind, label: t(`factKind.${kind}`) }))}
          disabled={readOnly}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <BothLanguages
        label={t('codebook.label')}
        value={type.label}
        disabled={readOnly}
        onChange={(label) => set({ label })}
      />
      <BothLanguages
        label={t('codebook.verb')}
        value={type.verb}
        disabled={readOnly}
        onChange={(verb) => set({ verb })}
      />
      <BothLanguages
        label={t('codebook.definition')}
        lines={4}
        value={type.definition}
        disabled={readOnly}
        onChange={(definition) => set({ definition })}
      />
      <SettledField
        label={t('codebook.line')}
        hint={t('codebook.lineHint')}
        value={type.line.join(', ')}
        disabled={readOnly}
        onSettle={(text) => set({ line: wordsIn(text) })}
      />
      <SlotList
        title={t('codebook.slots')}
        draft={draft}
        owner={type.id}
        slots={type.slots}
        readOnly={readOnly}
        onChange={(next) => onChange(next)}
      />
      <section className="stack">
        <h3 className="codebook-part">{t('codebook.mappings')}</h3>
        <div className="codebook-both">
          <Select
            label={t('codebook.plover')}
            value={plover?.event ?? ''}
            options={[
              { value: '', label: t('codebook.noEvent') },
              ...ploverEventNames.map((event) => ({ value: event, label: event })),
            ]}
            disabled={readOnly}
            onChange={(event) =>
              setMapping({ plover: event === '' ? null : { ...plover, event, modes: plover?.modes ?? [] } })
            }
          />
          <SettledField
            label={t('codebook.modes')}
            value={plover?.modes.join(', ') ?? ''}
            disabled={readOnly || plover === null}
            onSettle={(text) => {
              if (plover !== null) setMapping({ plover: { ...plover, modes: wordsIn(text) } })
            }}
          />
          <SettledField
            label="CAMEO"
            hint={t('codebook.listHint')}
            value={type.mapping.cameo.join(', ')}
            disabled={readOnly}
            onSettle={(text) => setMapping({ cameo: wordsIn(text) })}
          />
          <SettledField
            label="Wikidata"
            hint={t('codebook.listHint')}
            value={type.mapping.wikidata.join(', ')}
            disabled={readOnly}
            onSettle={(text) => setMapping({ wikidata: wordsIn(text) })}
          />
          <TextField
            label="schema.org"
            value={type.mapping.schemaOrg ?? ''}
            disabled={readOnly}
            onChange={(text) => setMapping({ schemaOrg: orNull(text) })}
          />
          <TextField
            label="ACE/ERE"
            value={type.mapping.aceEre ?? ''}
            disabled={readOnly}
            onChange={(text) => setMapping({ aceEre: orNull(text) })}
          />
        </div>
      </section>
    </article>
  )
}
