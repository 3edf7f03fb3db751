import type { Job, ReportEntry } from '../../../shared/contract/index.ts'
import type { Locale } from '../../locales/locale.tsx'

export type Outcome = ReportEntry['outcome']
export const outcomes: readonly Outcome[] = [
  'failed',
  'skipped',
  'imported',
  'new-version',
  'near-duplicate',
  'same-text',
  'already-there',
  'extracted',
  'unchanged',
]

/** How often each outcome occurs, in the order of `outcomes`; those that do not occur are left out. */
export function countOutcomes(
  report: readonly ReportEntry[],
): readonly { readonly outcome: Outcome; readonly count: number }[] {
  return outcomes
    .map((outcome) => ({ outcome, count: report.filter((entry) => entry.outcome === outcome).length }))
    .filter((one) => one.count > 0)
}

/** What the job is doing or has done, in one line. */
export function jobHeadline(job: Job, { t }: Locale): string {
  return job.state === 'running'
    ? `${t(`job.${job.kind}`)}: ${t(`stage.${job.stage}`)}`
    : t(`job.${job.kind}.${job.state}`)
}

/** Work that is counted in bytes, of which nobody wants to know the number. */
const inShares: ReadonlySet<Job['kind']> = new Set(['verify', 'backup', 'copy', 'restore', 'entityList'])

/** How far and how long still. */
export function jobDetail(job: Job, { t, format }: Locale): string {
  if (inShares.has(job.kind)) {
    if (job.total === null) return ''
    const share = t('job.share', { share: format.percent(job.done / Math.max(job.total, 1)) })
    return job.remainingMs === null
      ? share
      : `${share} · ${t('job.remaining', { time: format.duration(job.remainingMs) })}`
  }
  // What is not counted has no number to say.
  const counted = job.total !== null || job.done > 0
  const parts = counted
    ? [
        job.total === null
          ? t('job.doneSoFar', { done: job.done })
          : t('job.doneOf', { done: job.done, total: job.total }),
      ]
    : []
  if (job.remainingMs !== null) parts.push(t('job.remaining', { time: format.duration(job.remainingMs) }))
  if (job.current !== null) parts.push(job.current)
  return parts.join(' · ')
}

/** "12 imported · 3 already there · 1 skipped". */
export function reportSummary(report: readonly ReportEntry[], { tn }: Locale): string {
  return countOutcomes(report)
    .map(({ outcome, count }) => tn(`outcome.${outcome}`, count))
    .join(' · ')
}
