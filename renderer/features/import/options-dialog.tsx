import { useDeferredValue, useState, type ReactNode } from 'react'
import type { ChannelOutput, Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import {
  columnMeanings,
  namedEncodings,
  type ColumnMapping,
  type ColumnMeaning,
  type Reading,
} from '../../../shared/model/library.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check } from '../../ui/field.tsx'
import { ColumnTable } from './column-table.tsx'
import { startImport } from './import-actions.ts'
import { SplitFields, splitOf, type SplitChoice } from './split-fields.tsx'

type Preview = ChannelOutput<'import.preview'>

const isMeaning = (value: string): value is ColumnMeaning =>
  (columnMeanings as readonly string[]).includes(value)

/** How files are read that do not tell themselves: what columns hold, the encoding, where one text ends. Shows what comes of it. */
export function OptionsDialog(props: {
  readonly places: readonly Place[]
  readonly onClose: () => void
}): ReactNode {
  const { places, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const [encoding, setEncoding] = useState<Reading['encoding']>()
  const [split, setSplit] = useState<SplitChoice>({ by: 'none', text: '', keep: false })
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  const [remember, setRemember] = useState(true)
  const chosen: Reading = {
    ...(encoding === undefined ? {} : { encoding }),
    ...(splitOf(split) === undefined ? {} : { split: splitOf(split) }),
  }
  const asked = useDeferredValue(JSON.stringify(chosen))
  const { value, error, loading } = useQuery(
    'import.preview',
    { places: places.map(({ token }) => token), reading: JSON.parse(asked) as Reading },
    { keep: true },
  )
  const table = value?.table ?? null
  const columns = mapping ?? table?.mapping ?? {}
  const complete = table === null || Object.values(columns).includes('text')
  const refused = value?.error ?? error
  const ready = value !== undefined && refused === null && complete && !loading
  const start = async (): Promise<void> => {
    if (!ready) return
    if (table !== null && remember && (mapping !== null || table.from === 'guessed')) {
      await store.apply([
        { type: 'import.mapping', payload: { columns: [...table.columns], mapping: columns } },
      ])
    }
    onClose()
    await startImport(store, places, table === null ? chosen : { ...chosen, mapping: columns })
  }
  return (
    <Dialog
      title={t('importOptions.title')}
      size="full"
      onClose={onClose}
      foot={
        <>
          <span className="apart quiet small numbers">{value === undefined ? '' : filesInWords(value)}</span>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void start()}>
            {t('paste.do')}
          </Button>
        </>
      }
    >
      <form
        className="import-options"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        {refused === null ? null : (
          <p role="alert" className="screen-error">
            {errorMessage(refused, language)}
          </p>
        )}
        {value === undefined && refused === null ? <p className="quiet">{t('ui.loading')}</p> : null}
        {table === null ? null : (
          <TablePart
            table={table}
            columns={columns}
            onColumns={setMapping}
            remember={remember}
            onRemember={setRemember}
            complete={complete}
          />
        )}
        <div className="import-options-row">
          <label className="field-label" htmlFor="import-encoding">
            {t('importOptions.encoding')}
          </label>
          <select
            id="import-encoding"
            className="input"
            data-autofocus={table === null ? '' : undefined}
            value={encoding ?? ''}
            onChange={(event) => setEncoding(namedEncodings.find((one) => one === event.currentTarget.value))}
          >
            <option value="">
              {value?.text == null || encoding !== undefined
                ? t('importOptions.detected')
                : t('importOptions.detectedAs', { encoding: value.text.encoding })}
            </option>
            {namedEncodings.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </div>
        {value?.text == null && split.by === 'none' ? null : (
          <>
            <SplitFields choice={split} onChoice={setSplit} />
            {value?.text == null ? null : (
              <section aria-label={t('importOptions.preview')} className="import-preview">
                <h3 className="field-label">
                  {value.text.name}
                  {value.text.pieces === null ? '' : ` · ${tn('library.count', value.text.total)}`}
                </h3>
                {value.text.pieces === null ? (
                  <pre>{value.text.beginning}</pre>
                ) : (
                  <ol>
                    {value.text.pieces.map((piece, index) => (
                      <li key={index}>
                        <pre>{piece}</pre>
                      </li>
                    ))}
                  </ol>
                )}
              </section>
            )}
          </>
        )}
        <button type="submit" hidden disabled={!ready} />
      </form>
    </Dialog>
  )

  function filesInWords({ files }: Preview): string {
    return (['table', 'text', 'other', 'skipped'] as const)
      .filter((kind) => files[kind] > 0)
      .map((kind) => tn(`importOptions.files.${kind}`, files[kind]))
      .join(' · ')
  }
}

function TablePart(props: {
  readonly table: NonNullable<Preview['table']>
  readonly columns: ColumnMapping
  readonly onColumns: (mapping: ColumnMapping) => void
  readonly remember: boolean
  readonly onRemember: (remember: boolean) => void
  readonly complete: boolean
}): ReactNode {
  const { table, columns } = props
  const { t, tn } = useLocale()
  /** A meaning belongs to one column. */
  const choose = (column: string, meaning: string): void => {
    const others = Object.entries(columns).filter(([name, held]) => name !== column && held !== meaning)
    props.onColumns(Object.fromEntries(isMeaning(meaning) ? [...others, [column, meaning]] : others))
  }
  return (
    <section aria-label={t('importOptions.columns')}>
      <h3 className="field-label">
        {table.name} · {tn('importOptions.rows', table.total)} · {t(`importOptions.from.${table.from}`)}
      </h3>
      <ColumnTable
        columns={table.columns}
        rows={table.rows.map((row) => table.columns.map((column) => row[column] ?? ''))}
        held={columns}
        meanings={columnMeanings.map((meaning) => ({
          value: meaning,
          label:
            meaning === 'text' || meaning === 'id'
              ? t(`importOptions.column.${meaning}`)
              : t(`field.${meaning}`),
        }))}
        onChoose={choose}
      />
      {props.complete ? null : (
        <p className="field-error" role="alert">
          {t('importOptions.needsText')}
        </p>
      )}
      <Check label={t('importOptions.remember')} checked={props.remember} onChange={props.onRemember} />
    </section>
  )
}
