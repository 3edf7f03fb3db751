import type { Job, ReportEntry } from '../../shared/contract/index.ts'
import { BelegError, errorMessage } from '../../shared/errors.ts'
import type { Bilingual } from '../../shared/model/codebook.ts'
import type { LongWork } from '../workbench/session.ts'
import { printJson, say, type Cli } from './cli.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'

const outcomes: Readonly<Record<ReportEntry['outcome'], Bilingual>> = {
  'imported': { en: 'imported', de: 'importiert' },
  'already-there': { en: 'already there', de: 'schon vorhanden' },
  'new-version': { en: 'new version', de: 'neue Fassung' },
  'near-duplicate': { en: 'near-duplicate', de: 'fast gleich' },
  'same-text': { en: 'same text from another source', de: 'gleicher Text aus anderer Quelle' },
  'extracted': { en: 'extracted', de: 'ausgewertet' },
  'unchanged': { en: 'unchanged', de: 'unverändert' },
  'skipped': { en: 'skipped', de: 'übersprungen' },
  'failed': { en: 'failed', de: 'fehlgeschlagen' },
} // prettier-ignore

/** A listener that keeps one line of progress on a terminal, and stays silent elsewhere. */
export function progress(cli: Cli): { readonly onJob: (job: Job) => void; readonly end: () => void } {
  if (!cli.live) return { onJob: () => undefined, end: () => undefined }
  return {
    onJob: (job) => {
      const of = job.total === null ? '' : ` / ${String(job.total)}`
      const left = job.remainingMs === null ? '' : `, ${timeLeft(cli, job.remainingMs)}`
      cli.note(`\r\u001b[K${String(job.done)}${of}${left}  ${(job.current ?? '').slice(0, 60)}`)
    },
    end: () => {
      cli.note('\r\u001b[K')
    },
  }
}

/** Below this share an estimate of the time left would be a guess. */
const estimateFrom = 0.02

/**
 * Runs work that is waited for. A terminal is told how much of it is done and how long it may still take; Ctrl+C gives it
 * up.
 */
export async function watched<T>(cli: Cli, run: (work: LongWork) => Promise<T>): Promise<T> {
  if (!cli.live) return run({ signal: cli.signal })
  const started = Date.now()
  try {
    return await run({
      signal: cli.signal,
      onProgress: ({ done, total }) => {
        cli.note(`\r\u001b[K${shareInWords(cli, done / Math.max(total, 1), Date.now() - started)}`)
      },
    })
  } finally {
    cli.note('\r\u001b[K')
  }
}

function shareInWords(cli: Cli, share: number, elapsedMs: number): string {
  const percent = `${String(Math.floor(share * 100))}\u00a0%`
  if (share < estimateFrom || share >= 1) return percent
  return `${percent}, ${timeLeft(cli, (elapsedMs * (1 - share)) / share)}`
}

function timeLeft(cli: Cli, ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  const time = seconds < 100 ? `${String(seconds)} s` : `${String(Math.round(seconds / 60))} min`
  return say(cli, { en: `about ${time} left`, de: `noch etwa ${time}` })
}

/** Writes what a finished job did. Throws the job's own error, `job.cancelled` included. */
export async function reportJob(cli: Cli, job: Job): Promise<ExitCode> {
  const unhappy = job.report.filter((entry) => entry.outcome === 'skipped' || entry.outcome === 'failed')
  for (const entry of unhappy) cli.note(`${entry.name}: ${reason(cli, entry)}\n`)
  if (job.state === 'cancelled') throw new BelegError('job.cancelled')
  if (job.error !== null) throw new BelegError(job.error.code, job.error.detail)
  const counts: Partial<Record<ReportEntry['outcome'], number>> = {}
  for (const { outcome } of job.report) counts[outcome] = (counts[outcome] ?? 0) + 1
  if (cli.json) await printJson(cli, { ok: unhappy.length === 0, counts, report: job.report })
  else {
    for (const entry of job.report)
      if (entry.of !== undefined) await cli.out(`${kin(cli, entry, entry.of.title)}\n`)
    for (const [outcome, words] of Object.entries(outcomes)) {
      const count = job.report.filter((entry) => entry.outcome === outcome).length
      if (count > 0) await cli.out(`${String(count)} ${say(cli, words)}\n`)
    }
  }
  return unhappy.length === 0 ? exitCodes.ok : exitCodes.failures
}

/** Of what an article is a version or a near-duplicate, and what the version took over. */
function kin(cli: Cli, { name, outcome, version }: ReportEntry, title: string): string {
  const carried = version === undefined ? '' : say(cli, {
    en: `; ${String(version.carried)} decisions taken over, ${String(version.open)} to be settled`,
    de: `; ${String(version.carried)} Entscheidungen übernommen, ${String(version.open)} offen`,
  })
  return `${name}: ${say(cli, outcomes[outcome])} – ${title}${carried}`
} // prettier-ignore

function reason(cli: Cli, entry: ReportEntry): string {
  if (entry.error !== undefined) return errorMessage(entry.error, cli.language)
  return entry.note ?? say(cli, outcomes[entry.outcome])
}
