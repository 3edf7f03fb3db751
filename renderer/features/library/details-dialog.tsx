import { useRef, useState, type ReactNode } from 'react'
import { metadataFields, type MetadataField, type MetadataValue } from '../../../shared/model/extraction.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

const flags: ReadonlySet<MetadataField> = new Set(['aiRewritten'])

/** What is known of one article, each value with where it comes from; set by hand, taken from the text, or cleared. */
export function DetailsDialog(props: {
  readonly articleId: ArticleId
  readonly onClose: () => void
}): ReactNode {
  const { articleId, onClose } = props
  const store = useStore()
  const { t, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const { value: article, error } = useQuery('articles.open', { articleId })
  const [field, setField] = useState<MetadataField>('title')
  const text = useRef<HTMLTextAreaElement>(null)
  const [picked, setPicked] = useState('')
  const set = (to: MetadataField, value: string | null, span?: { start: number; end: number }): void => {
    void store.apply([
      {
        type: 'article.setField',
        payload: { articleId, field: to, value, ...(span === undefined ? {} : { span }) },
      },
    ])
  }
  const take = (): void => {
    const area = text.current
    if (area === null || article === undefined) return
    const raw = article.text.slice(area.selectionStart, area.selectionEnd)
    const words = raw.trim()
    if (words === '') return
    const start = area.selectionStart + raw.indexOf(words)
    set(field, words.replace(/\s+/gu, ' '), { start, end: start + words.length })
  }
  return (
    <Dialog title={t('details.title')} size="full" onClose={onClose}>
      {article === undefined ? (
        <p className="quiet">{error === null ? t('ui.loading') : errorMessage(error, language)}</p>
      ) : (
        <div className="details">
          <div className="details-fields">
            <p className="article-title">{article.row.title}</p>
            {metadataFields.map((one) => (
              <FieldRow
                key={one}
                field={one}
                known={article.metadata[one]}
                readOnly={readOnly}
                onFocus={() => setField(one)}
                onSet={(value) => set(one, value)}
              />
            ))}
            <p className="quiet small numbers">
              {t('details.source', { name: article.row.sourceName, version: article.row.version })}
            </p>
          </div>
          <div className="details-text">
            <div className="details-take">
              <label className="field-label" htmlFor="details-text">
                {t('details.text')}
              </label>
              <Button disabled={readOnly || picked === ''} onClick={take}>
                {t('details.take', { field: t(`field.${field}`) })}
              </Button>
            </div>
            <textarea
              id="details-text"
              ref={text}
              className="input paste-text"
              readOnly
              value={article.text}
              onSelect={(event) => {
                const area = event.currentTarget
                setPicked(area.value.slice(area.selectionStart, area.selectionEnd).trim())
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
                event.preventDefault()
                take()
              }}
            />
            <p className="quiet small">{t('details.takeHint')}</p>
          </div>
        </div>
      )}
    </Dialog>
  )
}

/** The value as it stands in a field of text. */
const shownValue = (known: MetadataValue | undefined): string =>
  known === undefined ? '' : String(known.value)

function FieldRow(props: {
  readonly field: MetadataField
  readonly known: MetadataValue | undefined
  readonly readOnly: boolean
  readonly onFocus: () => void
  readonly onSet: (value: string | null) => void
}): ReactNode {
  const { field, known, readOnly, onFocus, onSet } = props
  const { t } = useLocale()
  const now = shownValue(known)
  const [typed, setTyped] = useState<string | null>(null)
  const take = (): void => {
    if (typed !== null && typed.trim() !== now) onSet(typed.trim() === '' ? null : typed.trim())
    setTyped(null)
  }
  const id = `details-${field}`
  return (
    <div className="details-row">
      <label className="field-label" htmlFor={id}>
        {t(`field.${field}`)}
      </label>
      {flags.has(field) ? (
        <select
          id={id}
          className="input"
          disabled={readOnly}
          value={now}
          onFocus={onFocus}
          onChange={(event) => onSet(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        >
          <option value="">{t('library.unknown')}</option>
          <option value="true">{t('field.yes')}</option>
          <option value="false">{t('field.no')}</option>
        </select>
      ) : (
        <input
          id={id}
          className="input"
          data-autofocus={field === 'title' ? '' : undefined}
          disabled={readOnly}
          maxLength={2000}
          placeholder={t('library.unknown')}
          value={typed ?? now}
          onFocus={onFocus}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              take()
            } else if (event.key === 'Escape' && typed !== null) {
              event.preventDefault()
              event.stopPropagation()
              setTyped(null)
            }
          }}
        />
      )}
      <span className="details-basis small">
        {known === undefined ? null : (
          <>
            {t(known.rule === 'coder' && known.span === undefined ? 'basis.coder' : `basis.${known.basis}`)}
            {known.span === undefined ? null : <q>{known.span.surface.slice(0, 120)}</q>}
            {known.rule === undefined || known.rule === 'coder' ? null : (
              <code title={t('details.rule')}>{known.rule}</code>
            )}
            {readOnly ? null : (
              <Button
                look="quiet"
                aria-label={`${t('details.clear')}: ${t(`field.${field}`)}`}
                onClick={() => onSet(null)}
              >
                {t('details.clear')}
              </Button>
            )}
          </>
        )}
      </span>
    </div>
  )
}
