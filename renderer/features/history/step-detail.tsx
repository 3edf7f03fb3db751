import { useMemo, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { HistoryRow, StepChange } from '../../../shared/model/views.ts'
import { navigate, type HistorySubject } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { changesInWords, type ChangeLine } from './changes-in-words.ts'
import { stepAbout, stepKind, stepPlace, stepStanding, turnable } from './step-words.ts'

/** So many rows of a step are read; a large import has hundreds of thousands. */
const shownRows = 300

function Line(props: { readonly line: ChangeLine }): ReactNode {
  const { what, before, after } = props.line
  const { t } = useLocale()
  return (
    <div className="change-line">
      <dt>{what}</dt>
      <dd>
        {before === null ? (
          after === null ? (
            <span className="quiet">–</span>
          ) : (
            <ins className="change-after">
              <span className="sr-only">{t('history.after')} </span>
              {after}
            </ins>
          )
        ) : (
          <>
            <del className="change-before">
              <span className="sr-only">{t('history.before')} </span>
              {before}
            </del>
            <span className="change-arrow" aria-hidden="true">
              →
            </span>
            <ins className="change-after">
              <span className="sr-only">{t('history.after')} </span>
              {after ?? t('history.went')}
            </ins>
          </>
        )}
      </dd>
    </div>
  )
}

function Rows(props: { readonly changes: readonly StepChange[] }): ReactNode {
  const { t } = useLocale()
  const cells = (side: StepChange['before']): string =>
    side === null
      ? '–'
      : Object.entries(side)
          .filter(([, value]) => value !== null)
          .map(([column, value]) => `${column}: ${String(value)}`)
          .join('\n')
  return (
    <div className="raw-rows" tabIndex={0} role="region" aria-label={t('history.rows')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('history.rowTable')}</th>
            <th scope="col">{t('history.rowBefore')}</th>
            <th scope="col">{t('history.rowAfter')}</th>
          </tr>
        </thead>
        <tbody>
          {props.changes.map((change, index) => (
            <tr key={index}>
              <th scope="row">
                {change.table}
                <span className="quiet"> {change.key.join(' ')}</span>
              </th>
              <td>{cells(change.before)}</td>
              <td>{cells(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One step whole: who, when, why, what changed, and what can be done about it. */
export function StepDetail(props: {
  readonly step: HistoryRow
  readonly codebook: Codebook | undefined
  readonly readOnly: boolean
  readonly rowsOpen: boolean
  readonly onRows: (open: boolean) => void
  readonly onTurn: (step: HistoryRow) => void
  readonly onNarrow: (subject: HistorySubject) => void
}): ReactNode {
  const { step, codebook, readOnly, rowsOpen, onRows, onTurn, onNarrow } = props
  const locale = useLocale()
  const { t, tn, format, language } = locale
  const answer = useQuery('history.step', { seq: step.seq, limit: shownRows }, { keep: true })
  const read = answer.value?.row.seq === step.seq ? answer.value : undefined
  const sections = useMemo(
    () => (read === undefined ? [] : changesInWords(read, locale, codebook)),
    [read, locale, codebook],
  )
  const place = stepPlace(step)
  const standing = stepStanding(step, locale)
  const goWords = step.factId != null ? 'history.goFact' : place?.screen === 'entities' ? 'history.goEntity' : place?.screen === 'datasets' ? 'history.goDataset' : 'history.goArticle' // prettier-ignore
  const narrowings: readonly (readonly [HistorySubject, string])[] = [
    ...(step.factId == null ? [] : [[{ kind: 'fact', id: step.factId }, t('history.onlyFact')] as const]),
    ...(step.entityId == null
      ? []
      : [[{ kind: 'entity', id: step.entityId }, t('history.onlyEntity')] as const]),
    ...(step.articleId === null
      ? []
      : [[{ kind: 'article', id: step.articleId }, t('history.onlyArticle')] as const]),
  ]
  return (
    <section className="step-detail" aria-label={`${t('history.seq')} ${String(step.seq)}`} data-pane="" tabIndex={-1}>
      <h2 className="step-title">
        {stepKind(step, locale)} <span className="step-subject">{stepAbout(step, locale, codebook)}</span>
      </h2>
      {standing === null ? null : <p className="step-chip">{standing}</p>}
      <dl className="facts-list step-facts">
        <dt>{t('history.seq')}</dt>
        <dd className="numbers">{format.number(step.seq)}</dd>
        <dt>{t('history.when')}</dt>
        <dd className="numbers">{format.instant(step.at)}</dd>
        <dt>{t('history.by')}</dt>
        <dd>{step.coder ?? t('history.program')}</dd>
        {step.articleTitle == null ? null : (
          <>
            <dt>{t('history.place')}</dt>
            <dd>{step.articleTitle}</dd>
          </>
        )}
        {step.note === null ? null : (
          <>
            <dt>{t('history.note')}</dt>
            <dd className="selectable">{step.note}</dd>
          </>
        )}
      </dl>
      <div className="step-ways">
        {turnable(step) === null ? null : (
          <Button icon="undo" disabled={readOnly} onClick={() => onTurn(step)} hint={<KeysOf action="step.undo" />}>
            {t(step.undoneBy === null ? 'history.undo' : 'history.redo')}
          </Button>
        )}
        {place === null ? null : (
          <Button icon="right" onClick={() => navigate(place)} hint={<KeysOf action="list.open" />}>
            {t(goWords)}
          </Button>
        )}
      </div>
      {step.lock == null ? null : (
        <p className="step-lock">
          <Icon name="lock" /> {t(`history.lock.${step.lock}`)}
        </p>
      )}
      {narrowings.length === 0 ? null : (
        <p className="step-narrow">
          {narrowings.map(([subject, words]) => (
            <Button key={subject.kind} look="quiet" onClick={() => onNarrow(subject)}>
              {words}
            </Button>
          ))}
        </p>
      )}
      <h3 className="field-label">{t('history.changed')}</h3>
      {answer.error === null ? null : (
        <p className="field-error" role="alert">
          {errorMessage(answer.error, language)}
        </p>
      )}
      {read !== undefined && sections.length === 0 ? (
        <p className="quiet">{t('history.noValues')}</p>
      ) : null}
      {sections.map((section, index) => (
        <div key={index} className="change-section">
          <h4>{section.title}</h4>
          <dl>
            {section.lines.map((line, at) => (
              <Line key={at} line={line} />
            ))}
          </dl>
          {section.carried === 0 ? null : (
            <p className="quiet small">{tn('history.carried', section.carried)}</p>
          )}
        </div>
      ))}
      {step.changes > shownRows ? (
        <p className="quiet small">{t('history.moreChanges', { count: shownRows })}</p>
      ) : null}
      {read === undefined || read.changes.length === 0 ? null : (
        <details open={rowsOpen} onToggle={(event) => onRows(event.currentTarget.open)}>
          <summary>
            {t('history.rows')} <KeysOf action="step.rows" />
          </summary>
          {rowsOpen ? <Rows changes={read.changes} /> : null}
        </details>
      )}
    </section>
  )
} // prettier-ignore
