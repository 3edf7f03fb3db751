import type { ReactNode } from 'react'
import './history.css'
import { errorMessage } from '../../../shared/errors.ts'
import { navigate, type HistorySubject } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { stepAbout, stepKind, stepStanding } from './step-words.ts'

/** So many steps stand beside their subject; all of them are in the history. */
const shown = 30

/** The last steps that touched an entity, newest first, with the way to all of them. Stands beside the entity. */
export function EntityHistory(props: { readonly entityId: string }): ReactNode {
  const locale = useLocale()
  const { t, format, language } = locale
  const codebook = useQuery('codebook.current', {}).value
  const answer = useQuery('history.list', {
    entityId: props.entityId,
    limit: shown,
  })
  const subject: HistorySubject = { kind: 'entity', id: props.entityId }
  const rows = answer.value?.rows
  return (
    <section className="subject-history" aria-label={t('project.history')}>
      <h2 className="field-label">{t('project.history')}</h2>
      {answer.error === null ? null : (
        <p className="field-error" role="alert">
          {errorMessage(answer.error, language)}
        </p>
      )}
      {rows?.length === 0 ? <p className="quiet">{t('history.none')}</p> : null}
      <ol>
        {(rows ?? []).map((step) => {
          const standing = stepStanding(step, locale)
          return (
            <li key={step.seq} data-undone={step.undoneBy !== null}>
              <span className="subject-step">
                <b>{stepKind(step, locale)}</b> {stepAbout(step, locale, codebook)}
              </span>
              <span className="quiet small">
                {step.coder ?? t('history.program')} · <span className="numbers">{format.instant(step.at)}</span>
                {standing === null ? null : ` · ${standing}`}
                {step.note === null ? null : <i> {step.note}</i>}
              </span>
            </li>
          )
        })}
      </ol>
      {rows === undefined || rows.length === 0 ? null : (
        <Button
          look="quiet"
          icon="history"
          onClick={() => navigate({ screen: 'project', part: 'history', subject })}
        >
          {t('history.all')}
        </Button>
      )}
    </section>
  )
} // prettier-ignore
