import { useState, type ReactNode } from 'react'
import { bulkFields, type BulkChange, type BulkField } from '../../../shared/commands/index.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { TriageState } from '../../../shared/model/vocabulary.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

type Mode = 'keep' | 'set' | 'none'
interface Field {
  readonly mode: Mode
  readonly value: string
}
const kept: Field = { mode: 'keep', value: '' }

/** States one gives to many; the others follow from the work. */
export const givenStates = [
  'todo',
  'no_facts',
  'not_relevant',
  'finished',
] as const satisfies readonly TriageState[]

/** Decides about several articles in one step; says before how many of them change. */
export function BulkDialog(props: {
  readonly articleIds: readonly ArticleId[]
  readonly state?: TriageState | undefined
  readonly onDone: () => void
  readonly onClose: () => void
}): ReactNode {
  const { articleIds, onDone, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const [state, setState] = useState<TriageState | ''>(props.state ?? '')
  const [reason, setReason] = useState('')
  const [fields, setFields] = useState<Readonly<Partial<Record<BulkField, Field>>>>({})
  const change = changeOf(state, reason, fields)
  const preview = useQuery(
    'articles.bulkPreview',
    change === null ? null : { articleIds: [...articleIds], change },
    {
      keep: true,
    },
  )
  const ready = change !== null && (preview.value?.changing ?? 0) > 0
  const apply = (): void => {
    if (change === null || !ready) return
    void store
      .apply([{ type: 'article.bulk', payload: { articleIds: [...articleIds], change } }])
      .then((answer) => {
        if (answer.ok && answer.value.every(({ ok }) => ok)) onDone()
      })
  }
  const set = (field: BulkField, to: Field): void => setFields({ ...fields, [field]: to })
  return (
    <Dialog
      title={tn('bulk.title', articleIds.length)}
      size="wide"
      onClose={onClose}
      foot={
        <>
          <span className="apart small" role="status">
            {change === null
              ? t('bulk.nothing')
              : preview.error === null
                ? t('bulk.changing', {
                    changing: preview.value?.changing ?? '…',
                    articles: articleIds.length,
                  })
                : errorMessage(preview.error, language)}
          </span>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={apply}>
            {t('bulk.apply')}
          </Button>
        </>
      }
    >
      <form
        className="bulk"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <label className="field-label" htmlFor="bulk-state">
          {t('library.state')}
        </label>
        <select
          id="bulk-state"
          className="input"
          data-autofocus=""
          value={state}
          onChange={(event) => setState(givenStates.find((one) => one === event.currentTarget.value) ?? '')}
        >
          <option value="">{t('bulk.keep')}</option>
          {givenStates.map((one) => (
            <option key={one} value={one}>
              {t(`triage.${one}`)}
            </option>
          ))}
        </select>
        <input
          className="input"
          aria-label={t('bulk.reason')}
          placeholder={t('bulk.reason')}
          disabled={state === ''}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {bulkFields.map((field) => {
          const { mode, value } = fields[field] ?? kept
          const flag = field === 'aiRewritten'
          return (
            <div key={field} className="bulk-row">
              <label className="field-label" htmlFor={`bulk-${field}`}>
                {t(`field.${field}`)}
              </label>
              <select
                id={`bulk-${field}`}
                className="input"
                value={flag && mode === 'set' ? value : mode}
                onChange={(event) => {
                  const to = event.currentTarget.value
                  set(
                    field,
                    to === 'true' || to === 'false'
                      ? { mode: 'set', value: to }
                      : { mode: to === 'set' || to === 'none' ? to : 'keep', value },
                  )
                }}
              >
                <option value="keep">{t('bulk.keep')}</option>
                {flag ? (
                  <>
                    <option value="true">{t('field.yes')}</option>
                    <option value="false">{t('field.no')}</option>
                  </>
                ) : (
                  <option value="set">{t('bulk.set')}</option>
                )}
                <option value="none">{t('bulk.none')}</option>
              </select>
              {flag ? (
                <span />
              ) : (
                <input
                  className="input"
                  aria-label={`${t(`field.${field}`)}: ${t('field.value')}`}
                  disabled={mode === 'none'}
                  maxLength={2000}
                  value={value}
                  placeholder={field === 'publicationDate' ? '2024-11-12' : ''}
                  onChange={(event) =>
                    set(field, {
                      mode: event.currentTarget.value === '' ? 'keep' : 'set',
                      value: event.currentTarget.value,
                    })
                  }
                />
              )}
            </div>
          )
        })}
        {/* Enter in any field applies. */}
        <button type="submit" hidden disabled={!ready} />
      </form>
    </Dialog>
  )
}

function changeOf(
  state: TriageState | '',
  reason: string,
  fields: Readonly<Partial<Record<BulkField, Field>>>,
): BulkChange | null {
  const set: Partial<Record<BulkField, string | null>> = {}
  for (const field of bulkFields) {
    const { mode, value } = fields[field] ?? kept
    if (mode === 'none') set[field] = null
    if (mode === 'set' && value.trim() !== '') set[field] = value.trim()
  }
  const some = Object.keys(set).length > 0
  if (state === '' && !some) return null
  return {
    ...(state === ''
      ? {}
      : { triage: { state, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) } }),
    ...(some ? { fields: set } : {}),
  }
}
