import type { ReactNode } from 'react'
import type { Job } from '../../../shared/contract/index.ts'
import { useJobs, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { jobDetail, jobHeadline } from '../import/job-words.ts'

/** The long work of a dialog: how far, how long still, cancel. Before it is known, only the words given. */
export function JobProgress(props: { readonly kind: Job['kind']; readonly label: string }): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const job = useJobs().find((one) => one.kind === props.kind && one.state === 'running')
  if (job === undefined) return <ProgressBar label={props.label} done={0} total={null} />
  const cancel = async (): Promise<void> => {
    const answer = await store.call('jobs.cancel', { jobId: job.id })
    if (!answer.ok) store.fail(answer.error)
  }
  return (
    <ProgressBar
      label={jobHeadline(job, locale)}
      done={job.done}
      total={job.total}
      detail={jobDetail(job, locale)}
      way={
        <Button look="quiet" onClick={() => void cancel()}>
          {locale.t('ui.cancel')}
        </Button>
      }
    />
  )
}
