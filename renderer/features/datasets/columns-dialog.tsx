import type { ReactNode } from 'react'
import { setPreferences, usePreferences } from '../../app/preferences.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check } from '../../ui/field.tsx'

/** Columns of a dataset's table, in the order they stand in. */
const columns = [
  'type',
  'line',
  'time',
  'quote',
  'article',
  'state',
  'coder',
  'decided',
  'codes',
  'note',
] as const
export type Column = (typeof columns)[number]
const usual: readonly Column[] = ['type', 'line', 'time', 'quote', 'article', 'state']

/** The columns to show, from what was kept. */
export function columnsOf(kept: string): readonly Column[] {
  const names = kept.split(' ')
  const chosen = columns.filter((column) => names.includes(column))
  return chosen.length === 0 ? usual : chosen
}

/** Which columns the table has; kept for this person on this machine. */
export function ColumnsDialog(props: { readonly onClose: () => void }): ReactNode {
  const store = useStore()
  const { t } = useLocale()
  const chosen = columnsOf(usePreferences().datasetColumns)
  return (
    <Dialog
      title={t('dataset.columns')}
      onClose={props.onClose}
      foot={
        <>
          <Button className="apart" onClick={() => setPreferences(store, { datasetColumns: null })}>
            {t('dataset.usualColumns')}
          </Button>
          <Button look="main" onClick={props.onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {columns.map((column) => (
        <Check
          key={column}
          label={t(`dataset.column.${column}`)}
          checked={chosen.includes(column)}
          onChange={(checked) =>
            setPreferences(store, {
              datasetColumns: columns
                .filter((one) => (one === column ? checked : chosen.includes(one)))
                .join(' '),
            })
          }
        />
      ))}
    </Dialog>
  )
}
