import { useState, type ReactNode } from 'react'
import type { ReportEntry } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { navigate } from '../../app/routes.ts'
import { useJobs } from '../../app/store.ts'
import { useLocale, type Locale } from '../../locales/locale.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { countOutcomes, jobHeadline, type Outcome } from './job-words.ts'

/** Of what it is a version or a near-duplicate, and what the version took over. */
function kinWords({ of, version }: ReportEntry, { t, tn }: Locale): string {
  const parts = of === undefined ? [] : [t('report.of', { title: of.title })]
  if (version !== undefined && version.carried > 0) parts.push(tn('report.carried', version.carried))
  if (version !== undefined && version.open > 0) parts.push(tn('report.open', version.open))
  return parts.join(' · ')
}

/** What became of every file, and why. Enter opens the article of a line. */
export function ReportDialog(props: { readonly jobId: string; readonly onClose: () => void }): ReactNode {
  const locale = useLocale()
  const { t, tn, language } = locale
  const job = useJobs().find((one) => one.id === props.jobId)
  const [only, setOnly] = useState<Outcome | null>(null)
  const [active, setActive] = useState(0)
  if (job === undefined) return null
  const counts = countOutcomes(job.report)
  const entries = job.report.filter((entry) => only === null || entry.outcome === only)
  const reason = (entry: ReportEntry): string =>
    entry.error === undefined ? (entry.note ?? kinWords(entry, locale)) : errorMessage(entry.error, language)
  const open = (index: number): void => {
    const article = entries[index]?.articleId
    if (article === undefined) return
    props.onClose()
    navigate({ screen: 'review', articleId: article, factId: null })
  }
  return (
    <Dialog title={jobHeadline(job, locale)} size="wide" onClose={props.onClose}>
      <div className="report">
        <div className="report-filters" role="group" aria-label={t('report.show')}>
          <button type="button" className="pill" aria-pressed={only === null} onClick={() => setOnly(null)}>
            {tn('report.all', job.report.length)}
          </button>
          {counts.map(({ outcome, count }) => (
            <button
              key={outcome}
              type="button"
              className="pill"
              aria-pressed={only === outcome}
              onClick={() => setOnly(outcome)}
            >
              {tn(`outcome.${outcome}`, count)}
            </button>
          ))}
        </div>
        <div
          className="report-list"
          onKeyDown={(event) => {
            const step =
              event.key === 'ArrowDown' || event.key === 'j'
                ? 1
                : event.key === 'ArrowUp' || event.key === 'k'
                  ? -1
                  : 0
            if (event.key === 'Enter') open(active)
            if (step === 0) return
            event.preventDefault()
            setActive(Math.max(0, Math.min(entries.length - 1, active + step)))
          }}
        >
          <VirtualList
            label={t('job.report')}
            count={entries.length}
            rowHeight={4.1}
            autoFocus
            active={active}
            onActive={setActive}
            onOpen={open}
            keys="list"
            row={(index) => {
              const entry = entries[index]
              if (entry === undefined) return null
              return (
                <div className="report-row" data-outcome={entry.outcome}>
                  <span className="report-outcome">{t(`outcomeWord.${entry.outcome}`)}</span>
                  <span className="report-name">{entry.name}</span>
                  <span className="report-reason" title={reason(entry)}>
                    {reason(entry)}
                  </span>
                </div>
              )
            }}
          />
        </div>
      </div>
    </Dialog>
  )
}
