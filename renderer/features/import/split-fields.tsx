import type { ReactNode } from 'react'
import type { Reading } from '../../../shared/model/library.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Check, Choice } from '../../ui/field.tsx'

export interface SplitChoice {
  readonly by: 'none' | 'line' | 'pattern'
  readonly text: string
  readonly keep: boolean
}

/** What is asked for; undefined while nothing is to be parted, or no separator is typed yet. */
export const splitOf = ({ by, text, keep }: SplitChoice): Reading['split'] =>
  by === 'none' || text.trim() === ''
    ? undefined
    : { by, text: by === 'line' ? text.trim() : text, ...(keep ? { keep } : {}) }

/** Whether one text holds several articles, and what parts them. */
export function SplitFields(props: {
  readonly choice: SplitChoice
  readonly onChoice: (choice: SplitChoice) => void
}): ReactNode {
  const { choice, onChoice } = props
  const { t } = useLocale()
  return (
    <div className="split-fields">
      <Choice
        label={t('pieces.title')}
        value={choice.by}
        options={(['none', 'line', 'pattern'] as const).map((by) => ({
          value: by,
          label: t(`pieces.${by}`),
        }))}
        onChange={(by) => onChoice({ ...choice, by })}
      />
      {choice.by === 'none' ? null : (
        <>
          <input
            className="input"
            aria-label={t(`pieces.${choice.by}`)}
            placeholder={choice.by === 'line' ? '-----' : String.raw`^Artikel \d+`}
            maxLength={200}
            value={choice.text}
            onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
          />
          <Check
            label={t('pieces.keep')}
            checked={choice.keep}
            onChange={(keep) => onChoice({ ...choice, keep })}
          />
        </>
      )}
    </div>
  )
}
