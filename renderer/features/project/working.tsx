import { useEffect, useState, type ReactNode } from 'react'
import type { Job } from '../../../shared/contract/index.ts'
import { useJobs, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { jobDetail } from '../import/job-words.ts'
import { useShowsWork } from '../import/shown-work.ts'

/** What is being done: how far it is where it is a job, and until that is known, for how long already. */
export function Working(props: {
  readonly label: string
  readonly kind?: Job['kind']
  /** Where it is given up elsewhere on the screen. */
  readonly bare?: boolean
}): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const { t, format } = locale
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const job = useJobs().find((one) => one.kind === props.kind && one.state === 'running')
  useShowsWork(job === undefined ? undefined : props.kind)
  const cancel = (jobId: Job['id']): void =>
    void store.call('jobs.cancel', { jobId }).then((answer) => {
      if (!answer.ok) store.fail(answer.error)
    })
  const since = seconds === 0 ? undefined : t('keep.since', { time: format.duration(seconds * 1000) })
  return (
    <ProgressBar
      label={props.label}
      done={job?.done ?? 0}
      total={job?.total ?? null}
      way={
        job === undefined || props.bare === true ? undefined : (
          <Button look="quiet" onClick={() => cancel(job.id)}>
            {t('ui.cancel')}
          </Button>
        )
      }
      detail={job == null || job.total === null ? since : jobDetail(job, locale)}
    />
  )
}
