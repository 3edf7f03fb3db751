import type { ReactNode } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Check } from '../../ui/index.ts'
import { withRule, wordsIn } from './draft.ts'
import { BothLanguages, Select, SettledField } from './fields.tsx'

/** The coding rules the program can check: on or off, how severe, for which types, in which words. */
export function RulesForm(props: {
  readonly codebook: Codebook
  readonly readOnly: boolean
  readonly onChange: (codebook: Codebook) => void
}): ReactNode {
  const { codebook, readOnly, onChange } = props
  const { t, language } = useLocale()
  return (
    <div className="codebook-rules-form" data-pane="" tabIndex={-1} aria-label={t('codebook.rules')} role="region">
      <p className="quiet">{t('codebook.rulesHint')}</p>
      {codebook.rules.map((rule) => (
        <details key={rule.id} className="codebook-slot">
          <summary>
            <b>{rule.text[language] === '' ? rule.id : rule.text[language]}</b>{' '}
            <span className="quiet small">
              {rule.off === true ? t('codebook.ruleOff') : t(`codebook.severity.${rule.severity}`)}
            </span>
          </summary>
          <div className="codebook-slot-body">
            <p className="quiet small">{rule.id}</p>
            <Check
              label={t('codebook.ruleOn')}
              checked={rule.off !== true}
              onChange={(on) => {
                if (!readOnly) onChange(withRule(codebook, rule.id, { off: on ? undefined : true }))
              }}
            />
            <div className="codebook-both">
              <Select
                label={t('codebook.severity')}
                value={rule.severity}
                options={(['refuse', 'warn'] as const).map((value) => ({ value, label: t(`codebook.severity.${value}`) }))}
                disabled={readOnly}
                onChange={(severity) => onChange(withRule(codebook, rule.id, { severity }))}
              />
              <SettledField
                label={t('codebook.ruleTypes')}
                hint={t('codebook.ruleTypesHint')}
                value={rule.types.join(', ')}
                disabled={readOnly}
                onSettle={(text) => onChange(withRule(codebook, rule.id, { types: wordsIn(text) }))}
              />
            </div>
            <BothLanguages
              label={t('codebook.ruleText')}
              lines={3}
              value={rule.text}
              disabled={readOnly}
              onChange={(text) => onChange(withRule(codebook, rule.id, { text }))}
            />
          </div>
        </details>
      ))}
    </div>
  )
} // prettier-ignore
