import { useEffect, useRef, type ReactNode } from 'react'
import type { Job } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { announce } from '../../app/announce.tsx'
import { useExternal } from '../../app/external.ts'
import { useRoute } from '../../app/routes.ts'
import { useJobs, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { handingOver, importDialog, seenJobs } from './import-actions.ts'
import { shownWork } from './shown-work.ts'
import { jobDetail, jobHeadline, reportSummary } from './job-words.ts'

function Running(props: { readonly job: Job }): ReactNode {
  const { job } = props
  const store = useStore()
  const locale = useLocale()
  return (
    <ProgressBar
      label={jobHeadline(job, locale)}
      done={job.done}
      total={job.total}
      detail={jobDetail(job, locale)}
      way={
        <Button
          look="quiet"
          onClick={() => {
            void store.call('jobs.cancel', { jobId: job.id }).then((answer) => {
              if (!answer.ok) store.fail(answer.error)
            })
          }}
        >
          {locale.t('ui.cancel')}
        </Button>
      }
    />
  )
}

/** Good news leaves by itself; what failed or was left out stays until it was seen. */
const goodNewsMs = 15_000

function Ended(props: { readonly job: Job }): ReactNode {
  const { job } = props
  const locale = useLocale()
  const { t, language } = locale
  const summary = reportSummary(job.report, locale)
  const words = `${jobHeadline(job, locale)}${summary === '' ? '' : `: ${summary}`}`
  const said = useRef('')
  useEffect(() => {
    if (said.current === words) return
    said.current = words
    announce(words)
  }, [words])
  const good =
    job.state === 'done' &&
    job.report.every((entry) => entry.outcome !== 'failed' && entry.outcome !== 'skipped')
  useEffect(() => {
    if (!good) return undefined
    const timer = setTimeout(() => seenJobs.set((seen) => new Set([...seen, job.id])), goodNewsMs)
    return () => clearTimeout(timer)
  }, [good, job.id])
  return (
    <div className="job-ended" data-good={good}>
      <Icon name={good ? 'check' : 'warning'} />
      <p>
        {words}
        {job.error === null ? null : ` – ${errorMessage(job.error, language)}`}
      </p>
      {job.report.length === 0 ? null : (
        <Button look="quiet" onClick={() => importDialog.set({ kind: 'report', jobId: job.id })}>
          {t('job.report')}
        </Button>
      )}
      <IconButton
        icon="cross"
        label={t('ui.dismiss')}
        onClick={() => seenJobs.set((seen) => new Set([...seen, job.id]))}
      />
    </div>
  )
}

const ofArticles: ReadonlySet<Job['kind']> = new Set(['import', 'extraction'])
/** How the others end is said where they were started. */
const everywhere: ReadonlySet<Job['kind']> = new Set([...ofArticles, 'verify', 'backup', 'copy', 'restore'])

/** Long work, above every screen: what is being done, how far, how long still, cancel; in the library also what came of it. */
export function JobStrip(): ReactNode {
  const { screen } = useRoute()
  const { t } = useLocale()
  const seen = useExternal(seenJobs)
  const handing = useExternal(handingOver)
  const elsewhere = useExternal(shownWork)
  const jobs = useJobs().filter((job) => !seen.has(job.id))
  const shown = [
    ...jobs.filter((job) => job.state === 'running' && everywhere.has(job.kind) && !elsewhere.has(job.kind)),
    ...(screen === 'library'
      ? jobs.filter((job) => job.state !== 'running' && ofArticles.has(job.kind)).slice(-1)
      : []),
  ]
  if (shown.length === 0 && handing === null) return null
  return (
    <div className="job-strip">
      {handing === null ? null : (
        <ProgressBar
          label={t('job.handingOver')}
          done={handing.done}
          total={handing.total}
          detail={t('job.doneOf', { done: handing.done, total: handing.total })}
        />
      )}
      {shown.map((job) =>
        job.state === 'running' ? <Running key={job.id} job={job} /> : <Ended key={job.id} job={job} />,
      )}
    </div>
  )
}
