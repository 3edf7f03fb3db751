import type { Job, ReportEntry } from '../../shared/contract/index.ts'
import { BelegError, errorMessage } from '../../shared/errors.ts'
import type { Bilingual } from '../../shared/model/codebook.ts'
import { printJson, say, type Cli } from './cli.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'

const outcomes: Readonly<Record<ReportEntry['outcome'], Bilingual>> = {
  'imported': { en: 'imported', de: 'importiert' },
  'already-there': { en: 'already there', de: 'schon vorhanden' },
  'new-version': { en: 'new version', de: 'neue Fassung' },
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
      cli.note(`\r\u001b[K${String(job.done)}${of}  ${(job.current ?? '').slice(0, 60)}`)
    },
    end: () => {
      cli.note('\r\u001b[K')
    },
  }
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
    for (const [outcome, words] of Object.entries(outcomes)) {
      const count = job.report.filter((entry) => entry.outcome === outcome).length
      if (count > 0) await cli.out(`${String(count)} ${say(cli, words)}\n`)
    }
  }
  return unhappy.length === 0 ? exitCodes.ok : exitCodes.failures
}

function reason(cli: Cli, entry: ReportEntry): string {
  if (entry.error !== undefined) return errorMessage(entry.error, cli.language)
  return entry.note ?? say(cli, outcomes[entry.outcome])
}
