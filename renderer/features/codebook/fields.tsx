import { useId, useState, type ReactNode } from 'react'
import type { Bilingual } from '../../../shared/model/codebook.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Field } from '../../ui/field.tsx'

/** One line of text. */
export function TextField(props: {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly onChange: (value: string) => void
  readonly disabled: boolean
}): ReactNode {
  return (
    <Field label={props.label} hint={props.hint}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          disabled={props.disabled}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** Text that counts when the field is left or Enter is pressed: ids, lists, values. */
export function SettledField(props: {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly lines?: number
  readonly onSettle: (value: string) => void
  readonly disabled: boolean
}): ReactNode {
  const { value, lines, onSettle } = props
  const [typed, setTyped] = useState<{ readonly from: string; readonly text: string } | null>(null)
  // What came from outside meanwhile takes the place of what was typed on the older value.
  const text = typed !== null && typed.from === value ? typed.text : value
  const settle = (): void => {
    if (text !== value) onSettle(text)
    setTyped(null)
  }
  const common = { className: 'input', disabled: props.disabled, value: text, onBlur: settle }
  return (
    <Field label={props.label} hint={props.hint}>
      {(ids) =>
        lines === undefined ? (
          <input
            {...ids}
            {...common}
            onChange={(event) => setTyped({ from: value, text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') settle()
            }}
          />
        ) : (
          <textarea
            {...ids}
            {...common}
            rows={lines}
            onChange={(event) => setTyped({ from: value, text: event.currentTarget.value })}
          />
        )
      }
    </Field>
  )
}

/** The same words in both languages, side by side. */
export function BothLanguages(props: {
  readonly label: string
  readonly value: Bilingual
  readonly lines?: number
  readonly onChange: (value: Bilingual) => void
  readonly disabled: boolean
}): ReactNode {
  const { label, value, lines, onChange, disabled } = props
  const { t } = useLocale()
  const id = useId()
  return (
    <div className="codebook-both" role="group" aria-label={label}>
      {(['en', 'de'] as const).map((language) => {
        const common = {
          id: `${id}-${language}`,
          className: 'input',
          lang: language,
          disabled,
          value: value[language],
        }
        return (
          <div className="field" key={language}>
            <label className="field-label" htmlFor={common.id}>
              {label} · {t(`codebook.language.${language}`)}
            </label>
            {lines === undefined ? (
              <input
                {...common}
                onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
              />
            ) : (
              <textarea
                {...common}
                rows={lines}
                onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** One of a few words. */
export function Select<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
  readonly disabled: boolean
}): ReactNode {
  return (
    <Field label={props.label}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          disabled={props.disabled}
          value={props.value}
          onChange={(event) => {
            const chosen = props.options.find(({ value }) => value === event.currentTarget.value)
            if (chosen !== undefined) props.onChange(chosen.value)
          }}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
