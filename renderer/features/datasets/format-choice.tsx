import type { ReactNode } from 'react'
import type { ChannelOutput, ExportFormat } from '../../../shared/contract/index.ts'
import { writerOptions, type ExportOptionsInput } from '../../../shared/model/dataset.ts'
import { useLocale, type MessageKey } from '../../locales/locale.tsx'
import { Check, Choice } from '../../ui/field.tsx'

export type Format = ChannelOutput<'datasets.formats'>[number]

/** What the formats are for, in the order they are shown. */
const groups: readonly (readonly [MessageKey & `export.group.${string}`, readonly ExportFormat[]])[] = [
  ['export.group.tables', ['csv-facts', 'csv-slots', 'csv-entities', 'csv-articles', 'tsv-facts', 'xlsx', 'parquet']],
  ['export.group.whole', ['jsonl']],
  ['export.group.events', ['plover', 'polecat']],
  ['export.group.annotation', ['xmi', 'brat', 'conll', 'w3c', 'label-studio', 'doccano']],
  ['export.group.linked', ['turtle', 'nquads']],
  ['export.group.network', ['gexf']],
] // prettier-ignore

/** Every format under what it is for; one of them, or several, are chosen. */
export function FormatChoice(props: {
  readonly formats: readonly Format[]
  readonly chosen: readonly ExportFormat[]
  readonly several: boolean
  /** Formats made of the articles' texts cannot be chosen without them. */
  readonly withTexts: boolean
  readonly onChange: (chosen: readonly ExportFormat[]) => void
}): ReactNode {
  const { formats, chosen, several, withTexts, onChange } = props
  const { t, language } = useLocale()
  const grouped = new Set(groups.flatMap(([, names]) => names))
  const shown = [
    ...groups.map(([label, names]) => ({ label, formats: formats.filter(({ format }) => names.includes(format)) })),
    { label: 'export.group.other' as const, formats: formats.filter(({ format }) => !grouped.has(format)) },
  ].filter((group) => group.formats.length > 0) // prettier-ignore
  return (
    <div className="export-formats">
      {shown.map((group) => (
        <fieldset key={group.label}>
          <legend className="field-label">{t(group.label)}</legend>
          {group.formats.map(({ format, label, use, needsTexts }) => (
            <label key={format} className="export-format">
              <input
                type={several ? 'checkbox' : 'radio'}
                name="format"
                checked={chosen.includes(format)}
                disabled={needsTexts && !withTexts}
                data-autofocus={format === chosen[0] ? '' : undefined}
                onChange={() =>
                  onChange(
                    !several
                      ? [format]
                      : chosen.includes(format)
                        ? chosen.filter((one) => one !== format)
                        : [...chosen, format],
                  )
                }
              />
              <span>
                <b>{label[language]}</b>
                <span className="quiet small">
                  {use[language]}
                  {needsTexts && !withTexts ? ` ${t('export.needsTexts')}` : ''}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  )
}

/** What the chosen formats count in and cannot carry, before anything is written. */
export function Limits(props: { readonly formats: readonly Format[] }): ReactNode {
  const { t, language } = useLocale()
  return (
    <div className="export-limits" aria-live="polite">
      {props.formats.map(({ format, label, unit, losses }) => (
        <section key={format}>
          <h3 className="field-label">
            {label[language]} · {t(`export.unit.${unit}`)}
          </h3>
          {losses.length === 0 ? (
            <p>{t('export.noLoss')}</p>
          ) : (
            <ul>
              {losses.map((loss) => (
                <li key={loss.en}>{loss[language]}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}

/** What goes into the files: words of the articles, names of coders, empty articles, and what the formats declare of their own. */
export function OptionChoice(props: {
  readonly options: ExportOptionsInput
  readonly formats: readonly Format[]
  readonly onChange: (options: ExportOptionsInput) => void
}): ReactNode {
  const { options, formats, onChange } = props
  const { t } = useLocale()
  return (
    <div className="stack">
      <Choice
        label={t('export.texts')}
        value={options.texts ?? 'usual'}
        options={[
          { value: 'usual', label: t('export.texts.usual') },
          { value: 'full', label: t('export.texts.full') },
          { value: 'quotes', label: t('export.texts.quotes') },
          { value: 'offsets', label: t('export.texts.offsets') },
        ]}
        onChange={(texts) => {
          const { texts: _texts, ...rest } = options
          onChange(texts === 'usual' ? rest : { ...rest, texts })
        }}
      />
      <Check
        label={t('export.coderNames')}
        checked={options.coderNames !== false}
        onChange={(coderNames) => onChange({ ...options, coderNames })}
      />
      <Check
        label={t('export.allArticles')}
        checked={options.allArticles === true}
        onChange={(allArticles) => onChange({ ...options, allArticles })}
      />
      {writerOptions
        .filter((option) => formats.some(({ options: own }) => own.includes(option)))
        .map((option) => (
          <Check
            key={option}
            label={t(`export.${option}`)}
            checked={options[option] === true}
            onChange={(chosen) => onChange({ ...options, [option]: chosen })}
          />
        ))}
    </div>
  )
} // prettier-ignore
