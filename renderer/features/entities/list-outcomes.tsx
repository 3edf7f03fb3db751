import type { ReactNode } from 'react'
import {
  listOutcomes,
  listRemarks,
  listRemarkWords,
  type ListEntry,
  type ListReport,
} from '../../../shared/model/entity-list.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useLocale } from '../../locales/locale.tsx'

/** What becomes of the entries of a list: counts, and the first of each kind with both sides of every question. */
export function ListOutcomes(props: { readonly report: ListReport }): ReactNode {
  const { report } = props
  const { t, tn, language, format } = useLocale()
  const { names, identifiers, offices } = report.adds
  const questions = ['sameName', 'conflict', 'refused'] as const
  const open = questions.find((outcome) => report.counts[outcome] > 0)
  return (
    <section className="list-outcomes" aria-label={t('entityList.outcomes')}>
      <div role="status">
      <dl className="list-counts numbers">
        {listOutcomes.map((outcome) => (
          <div key={outcome} data-none={report.counts[outcome] === 0}>
            <dt>{t(`entityList.outcome.${outcome}`)}</dt>
            <dd>{format.number(report.counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      </div>
      <p className="quiet small numbers">
        {t('entityList.adds', { names: tn('entityList.names', names), identifiers: tn('entityList.identifiers', identifiers), offices: tn('entityList.offices', offices) })}
      </p>
      {listRemarks.some((remark) => (report.remarks[remark] ?? 0) > 0) ? (
        <ul className="list-remarks small">
          {listRemarks.flatMap((remark) => {
            const count = report.remarks[remark]
            return count === undefined ? [] : [<li key={remark}>{listRemarkWords[remark][language]}: {format.number(count)}</li>]
          })}
        </ul>
      ) : null}
      {listOutcomes.filter((outcome) => report.counts[outcome] > 0).map((outcome) => {
        const entries = report.entries.filter((entry) => entry.outcome === outcome)
        return (
          <details key={outcome} open={outcome === open}>
            <summary>
              {t(`entityList.outcome.${outcome}`)} ({format.number(report.counts[outcome])})
            </summary>
            <ul className="list-entries">
              {entries.map((entry) => <EntryLine key={entry.row} entry={entry} />)}
            </ul>
            {entries.length < report.counts[outcome] ? <p className="quiet small">{t('entityList.more', { count: report.counts[outcome] - entries.length })}</p> : null}
          </details>
        )
      })}
    </section>
  )
} // prettier-ignore

function EntryLine(props: { readonly entry: ListEntry }): ReactNode {
  const { entry } = props
  const { t, language } = useLocale()
  const others = [
    ...entry.entities.map((entity) => t('entityList.there', { name: labelOf(entity, language) })),
    ...entry.rows.map(({ row, name }) => t('entityList.row', { row, name })),
  ]
  return (
    <li>
      <span className="quiet numbers">{entry.row}</span>
      <span dir="auto" className="list-entry-name">{entry.name === '' ? '–' : entry.name}</span>
      <span className="quiet small">{entry.type === null ? '' : t(`mentionType.${entry.type}`)}</span>
      <span className="small" dir="auto">
        {[entry.remark === null ? null : listRemarkWords[entry.remark][language], entry.detail === entry.name ? null : entry.detail, ...others].filter((part) => part !== null && part !== '').join(' · ')}
      </span>
    </li>
  )
} // prettier-ignore
