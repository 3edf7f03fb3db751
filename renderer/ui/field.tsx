import { useId, type ReactNode } from 'react'

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A labelled field with a hint and, where something is wrong, the words for it. `children` gets the ids that tie them together. */
export function Field(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly children: (ids: FieldIds) => ReactNode
}): ReactNode {
  const id = useId()
  const { label, hint, error, children } = props
  const wrong = error !== undefined && error !== null
  const described = [hint === undefined ? '' : `${id}-hint`, wrong ? `${id}-error` : ''].filter(
    (part) => part !== '',
  )
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': wrong ? true : undefined,
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {wrong ? (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  )
}

/** A box to tick, with its words as the target. */
export function Check(props: {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly detail?: ReactNode
}): ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span className="check-label">{props.label}</span>
      {props.detail === undefined ? null : <span className="check-detail numbers">{props.detail}</span>}
    </label>
  )
}

/** One of a few, all visible. */
export function Choice<T extends string | number>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}): ReactNode {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend className="field-label">{props.label}</legend>
      <div className="choice-row">
        {props.options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
