import type { ReactNode } from 'react'
import { useT } from '../../locales/locale.tsx'

/** A table that is to be read, with a choice above each column of what it holds. */
export function ColumnTable(props: {
  readonly columns: readonly string[]
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly string[])[]
  readonly held: Readonly<Record<string, string>>
  readonly meanings: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (column: string, meaning: string) => void
}): ReactNode {
  const { columns, rows, held, meanings, onChoose } = props
  const t = useT()
  return (
    <div className="import-table" tabIndex={0} role="region" aria-label={t('importOptions.rowsShown')}>
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col">
                <label>
                  <span>{column}</span>
                  <select
                    className="input"
                    data-autofocus={index === 0 ? '' : undefined}
                    aria-label={t('importOptions.holds', { column })}
                    value={held[column] ?? ''}
                    onChange={(event) => onChoose(column, event.currentTarget.value)}
                  >
                    <option value="">{t('importOptions.leftOut')}</option>
                    {meanings.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column, at) => (
                <td key={column} data-used={held[column] !== undefined}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
