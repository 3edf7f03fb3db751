import { useEffect, useState, type ReactNode } from 'react'
import type { Job } from '../../../shared/contract/index.ts'
import { useJobs } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { jobDetail } from '../import/job-words.ts'

/** What is being done: how far it is where it is a job, and until that is known, for how long already. */
export function Working(props: { readonly label: string; readonly kind?: Job['kind'] }): ReactNode {
  const locale = useLocale()
  const { t, format } = locale
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const job = useJobs().find((one) => one.kind === props.kind && one.state === 'running')
  const since = seconds === 0 ? undefined : t('keep.since', { time: format.duration(seconds * 1000) })
  return (
    <ProgressBar
      label={props.label}
      done={job?.done ?? 0}
      total={job?.total ?? null}
      detail={job == null || job.total === null ? since : jobDetail(job, locale)}
    />
  )
}
