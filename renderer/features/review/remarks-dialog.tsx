import { useState, type ReactNode } from 'react'
import { navigate } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Combobox, Dialog } from '../../ui/index.ts'

/** Everything flagged or noted, to be found by its words and gone to. */
export function RemarksDialog(props: { readonly onClose: () => void }): ReactNode {
  const { t, language } = useLocale()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const remarks = useQuery('review.remarks', {})
  const codebook = useQuery('codebook.current', {}).value
  const options = (remarks.value?.rows ?? [])
    .map((row) => {
      const type = codebook?.factTypes.find(({ id }) => row.kind === 'fact' && id === row.words)
      const words = row.kind === 'article' ? '' : (type?.label[language] ?? row.words)
      return {
        id: `${row.kind} ${row.factId ?? row.mentionId ?? row.articleId}`,
        label: [words, row.note, row.articleTitle].filter((part) => part !== null && part !== '').join(' · '),
        row,
      }
    })
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <Dialog title={t('remarks.title')} onClose={props.onClose} bare>
      <div className="palette">
        <Combobox
          label={t('remarks.title')}
          placeholder={t('remarks.search')}
          query={query}
          onQuery={(text) => {
            setQuery(text)
            setActive(0)
          }}
          options={options}
          active={Math.min(active, Math.max(0, options.length - 1))}
          onActive={setActive}
          onLeave={props.onClose}
          onTake={({ row }) => {
            props.onClose()
            navigate({ screen: 'review', articleId: row.articleId, factId: row.factId })
          }}
          render={({ label, row }) => (
            <span className="palette-option">
              <span className="palette-label">
                {row.flag ? '⚑ ' : '✎ '}
                {label}
              </span>
              <span className="quiet small">{t(`remarks.kind.${row.kind}`)}</span>
            </span>
          )}
          empty={remarks.loading ? t('ui.loading') : t('remarks.none')}
        />
      </div>
    </Dialog>
  )
}
