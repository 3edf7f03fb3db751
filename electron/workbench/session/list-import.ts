import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { ListReading, ListReport, RememberedList } from '../../../shared/model/entity-list.ts'
import type { LongWork } from '../session.ts'
import { stopIfCancelled } from './job-tracker.ts'
import type { OpenStore } from './read-beside.ts'
import { workBeside } from './release-job.ts'

export interface ListRequest {
  /** Absolute. */
  readonly path: string
  readonly reading: ListReading
  /** Only says what it would do. */
  readonly dryRun?: boolean
  /** Keeps what the columns of a table hold for the next list with the same ones. */
  readonly remember?: boolean
}

/** Somebody at work changes the registry now and then; a list compared so often with what has changed again is given up. */
const mostAttempts = 4

/**
 * Takes a list of entities into the registry as one step: read and compared in another thread, where cancelling leaves
 * nothing behind, then written at once. Nobody is ever merged by it. Rejects with `entityList.*`, `file.*`,
 * `job.cancelled`, and what the store says; the registry is then as it was.
 */
export async function importList(
  open: OpenStore,
  { path, reading, dryRun = false, remember = false }: ListRequest,
  { author, ...work }: LongWork & { readonly author?: string } = {},
): Promise<ListReport> {
  if (dryRun) return (await workBeside(open, 'prepareList', { path, reading, into: null }, work)).report
  const folder = await mkdtemp(join(tmpdir(), 'beleg-list-'))
  try {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const into = join(folder, `${String(attempt)}.jsonl`)
      const { report, sha256, revision } = await workBeside(
        open,
        'prepareList',
        { path, reading, into },
        work,
      )
      if (report.error !== null) throw new BelegError('entityList.noNames', { path })
      if (sha256 === null || report.counts.new + report.counts.known + taken(report, reading) === 0)
        return report
      stopIfCancelled(work.signal)
      const done = await open.store.perform('takeList', {
        commandId: `list-${randomUUID()}`,
        author: author ?? null,
        name: report.name,
        format: report.format,
        path: into,
        sha256,
        revision,
        counts: report.counts,
        remember: remember ? rememberedOf(report) : null,
      })
      if (done !== null) return { ...report, seq: done.seq }
    }
    throw new BelegError('entityList.moved', { path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const taken = ({ counts }: ListReport, { sameName }: ListReading): number =>
  sameName === 'beside' ? counts.sameName : 0

const rememberedOf = ({ table, separator, type, scheme }: ListReport): RememberedList | null =>
  table === null
    ? null
    : {
        columns: table.columns,
        mapping: table.mapping,
        separator,
        scheme,
        ...(type === null ? {} : { type }),
      }
