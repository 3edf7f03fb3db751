import { useEffect, useState, type ReactNode } from 'react'
import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import type { ReleaseId } from '../../../shared/model/ids.ts'
import type { ReleaseComparison, ReleaseView } from '../../../shared/model/release.ts'
import { changeSentence } from '../../../shared/release-words.ts'
import { routeHash } from '../../app/routes.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { JobProgress } from './job-progress.tsx'

/** What lies between two releases, and why; every fact leads to its article. */
export function CompareDialog(props: {
  readonly releases: readonly ReleaseView[]
  readonly to: ReleaseId
  readonly onClose: () => void
}): ReactNode {
  const { releases, to, onClose } = props
  const store = useStore()
  const { t, language } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const at = releases.findIndex(({ id }) => id === to)
  const [from, setFrom] = useState<ReleaseId>(releases[at + 1]?.id ?? to)
  const [found, setFound] = useState<{ readonly from: ReleaseId; readonly answer: ReleaseComparison | BelegFailure } | null>(null)
  useEffect(() => {
    let gone = false
    void store.call('releases.compare', { from, to }).then((answer) => {
      if (!gone) setFound({ from, answer: answer.ok ? answer.value : answer.error })
    })
    return () => {
      gone = true
    }
  }, [store, from, to])
  const shown = found !== null && found.from === from ? found.answer : null
  return (
    <Dialog
      title={t('release.compareTitle', { version: releases[at]?.version ?? '' })}
      size="wide"
      onClose={onClose}
      foot={<Button look="main" onClick={onClose}>{t('ui.close')}</Button>}
    >
      <div className="stack">
        <Field label={t('release.compareWith')}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              data-autofocus=""
              value={from}
              onChange={(event) => setFrom(releases.find(({ id }) => id === event.currentTarget.value)?.id ?? from)}
            >
              {releases.filter(({ id }) => id !== to).map(({ id, version }) => <option key={id} value={id}>{version}</option>)}
            </select>
          )}
        </Field>
        {shown === null ? (
          <JobProgress kind="release" label={t('stage.comparing')} />
        ) : 'code' in shown ? (
          <p className="screen-error" role="alert">{errorMessage(shown, language)}</p>
        ) : (
          <>
            <ul className="release-changes">
              {shown.groups.length === 0 ? <li>{t('release.unchanged', { version: shown.from })}</li> : null}
              {shown.groups.map((group) => <li key={changeSentence(group, language)}>{changeSentence(group, language)}</li>)}
            </ul>
            <ul className="check-rows">
              {shown.rows.map((row) => (
                <li key={`${row.change} ${row.factId}`}>
                  <a href={routeHash({ screen: 'review', articleId: row.articleId, factId: row.factId })}>
                    {codebook?.factTypes.find(({ id }) => id === row.type)?.label[language] ?? row.type}
                  </a>
                  <span>{t(`release.change.${row.change}`)}{row.fields.length === 0 ? '' : `: ${row.fields.map((field) => t(`release.field.${field}` as 'release.field.type')).join(', ')}`}</span>
                  <span className="quiet small">{row.articleTitle}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  )
} // prettier-ignore
