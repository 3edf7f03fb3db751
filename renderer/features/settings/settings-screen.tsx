import { useState, type ReactNode } from 'react'
import './settings.css'
import { languages } from '../../../shared/model/vocabulary.ts'
import {
  blindShares,
  readingWidths,
  setPreferences,
  textSizes,
  themes,
  usePreferences,
} from '../../app/preferences.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Check, Choice, Field } from '../../ui/field.tsx'
import { KeyBindings } from './key-bindings.tsx'

/** How the person at this computer likes it. Counts at once. */
export function SettingsScreen(): ReactNode {
  const store = useStore()
  const { t, format } = useLocale()
  const preferences = usePreferences()
  const [coder, setCoder] = useState<string | null>(null)
  useWindowTitle(t('screen.settings'))
  return (
    <div className="page" data-pane="" tabIndex={-1}>
      <div className="page-inner settings">
        <h1 className="page-title">{t('screen.settings')}</h1>
        <p className="soft">{t('settings.hint')}</p>
        <section className="settings-group">
          <Choice
            label={t('frame.language')}
            value={preferences.language}
            options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
            onChange={(language) => setPreferences(store, { language })}
          />
          <Choice
            label={t('frame.theme')}
            value={preferences.theme}
            options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={(theme) => setPreferences(store, { theme })}
          />
          <Choice
            label={t('settings.textSize')}
            value={preferences.textSize}
            options={textSizes.map((value) => ({ value, label: format.percent(value / 100) }))}
            onChange={(textSize) => setPreferences(store, { textSize })}
          />
          <Choice
            label={t('settings.readingWidth')}
            value={preferences.readingWidth}
            options={readingWidths.map((value, index) => ({
              value,
              label: t(`settings.width${widthNames[index] ?? 3}`),
            }))}
            onChange={(readingWidth) => setPreferences(store, { readingWidth })}
          />
          <p className="settings-sample">{t('settings.sample')}</p>
        </section>
        <section className="settings-group">
          <Check
            label={t('settings.hideConfidence')}
            checked={preferences.hideConfidence}
            onChange={(hideConfidence) => setPreferences(store, { hideConfidence })}
          />
          <p className="field-hint">{t('settings.hideConfidenceHint')}</p>
          <Choice
            label={t('settings.blindShare')}
            value={preferences.blindShare}
            options={blindShares.map((value) => ({
              value,
              label: value === 0 ? t('settings.blindNone') : format.percent(value / 100),
            }))}
            onChange={(blindShare) => setPreferences(store, { blindShare })}
          />
          <p className="field-hint">{t('settings.blindHint')}</p>
          <Field label={t('coder.name')} hint={t('settings.coderHint')}>
            {(ids) => (
              <input
                {...ids}
                className="input settings-name"
                maxLength={200}
                value={coder ?? preferences.coderName}
                onChange={(event) => setCoder(event.currentTarget.value)}
                onBlur={() => {
                  if (coder !== null && coder.trim() !== preferences.coderName)
                    setPreferences(store, { coderName: coder.trim() })
                }}
              />
            )}
          </Field>
        </section>
        <KeyBindings />
      </div>
    </div>
  )
}

const widthNames = [1, 2, 3, 4, 5] as const
