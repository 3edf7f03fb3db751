import type { ReactNode } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { useLocale } from '../../locales/locale.tsx'
import { letterTyped, withMentionType, type CodebookDraft } from './draft.ts'
import { BothLanguages, TextField } from './fields.tsx'
import { SlotList } from './slot-form.tsx'

/** What holds for every type: slots that each may have besides its own, and what kinds of mentions are called. */
export function CommonForm(props: {
  readonly draft: CodebookDraft
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook) => void
}): ReactNode {
  const { draft, readOnly, onChange } = props
  const { codebook } = draft
  const { t, language } = useLocale()
  return (
    <div className="codebook-rules-form" data-pane="" tabIndex={-1} aria-label={t('codebook.view.common')} role="region">
      <h2 className="page-title">{t('codebook.view.common')}</h2>
      <SlotList
        title={t('codebook.commonSlots')}
        hint={t('codebook.commonSlotsHint')}
        draft={draft}
        owner={null}
        slots={codebook.commonSlots}
        readOnly={readOnly}
        onChange={onChange}
      />
      <section className="stack">
        <h3 className="codebook-part">{t('codebook.mentionTypes')}</h3>
        <p className="quiet small">{t('codebook.mentionTypesHint')}</p>
        {codebook.mentionTypes.map(({ id, label, letter }) => (
          <details key={id} className="codebook-slot">
            <summary>
              <b>{label[language] === '' ? id : label[language]}</b> <span className="quiet small">{id}</span>
              <span className="codebook-mark">{letter}</span>
            </summary>
            <div className="codebook-slot-body">
              <BothLanguages
                label={t('codebook.label')}
                value={label}
                disabled={readOnly}
                onChange={(named) => onChange(withMentionType(codebook, id, { label: named }))}
              />
              <TextField
                label={t('codebook.letter')}
                hint={t('codebook.letterHint')}
                value={letter}
                disabled={readOnly}
                onChange={(text) => onChange(withMentionType(codebook, id, { letter: letterTyped(letter, text) }))}
              />
            </div>
          </details>
        ))}
      </section>
    </div>
  )
} // prettier-ignore
