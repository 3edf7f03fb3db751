import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { ListReading, ListReport, RememberedList } from '../../../shared/model/entity-list.ts'
import type { LongWork } from '../session.ts'
import { listBlocks, type ListAsk, type ListBlock } from '../store/take-list.ts'
import { stopIfCancelled } from './job-tracker.ts'
import type { OpenStore } from './read-beside.ts'
import { workBeside } from './release-job.ts'
import { groupHost, leaveNothing, whatEnded } from './take-back.ts'

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
 * Takes a list of entities, or a part of a long one, into the registry: read and compared in another thread, where cancelling
 * leaves nothing behind, then written as a group of steps, which undo takes back together. Nobody is merged by it but whom
 * the coder says to be the same. Rejects with `entityList.*`, `file.*`, `job.cancelled`, and what the store says; the
 * registry is then as it was, unless somebody decided something about a part that was in: that part stays, which
 * `entityList.partStays` and `job.partStays` say.
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
      const { report, sha256, revision, pieces } = await workBeside(
        open,
        'prepareList',
        { path, reading, into },
        work,
      )
      if (report.error !== null) throw new BelegError('entityList.noNames', { path })
      if (sha256 === null || report.counts.new + report.counts.known + taken(report, reading) === 0)
        return report
      const groupId = `list-${randomUUID()}`
      const { name, format, counts, adds } = report
      const ask = { groupId, author: author ?? null, name, format, path: into, sha256, counts }
      const blocks = listBlocks(pieces, adds.offices > 0)
      const seq = await takeBlocks(
        open.store,
        { groupId, author: ask.author, of: path },
        blocks,
        (block, at, since) => ({
          ...ask,
          commandId: at === 0 ? groupId : `${groupId}-${String(at + 1)}`,
          grows: at + 1 < blocks.length,
          block,
          revision: since,
          remember: remember && at === 0 ? rememberedOf(report) : null,
        }),
        revision,
        work.signal,
      )
      if (seq !== null) return { ...report, seq }
    }
    throw new BelegError('entityList.moved', { path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The steps of one list, and the file it is. */
interface Group {
  readonly groupId: string
  readonly author: string | null
  readonly of: string
}

/**
 * Takes a list in block by block; the number of the last step, or null where the registry changed meanwhile and nothing is left
 * of it. Whatever ends it before its end takes back what is in, where nobody decided anything about that.
 */
async function takeBlocks(
  store: OpenStore['store'],
  group: Group,
  blocks: readonly ListBlock[],
  askFor: (block: ListBlock, at: number, revision: number) => ListAsk,
  revision: number,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  let last: number | null = null
  const abandon = (): Promise<boolean> => leaveNothing(groupHost(store, group.author), [group.groupId], last)
  let moved = false
  try {
    for (const [at, block] of blocks.entries()) {
      stopIfCancelled(signal)
      const done: { readonly seq: number } | null = await store.perform('takeList', askFor(block, at, last ?? revision))
      moved = done === null
      if (done === null) break
      last = done.seq
    }
  } catch (error) {
    throw whatEnded(error, await abandon())
  }
  if (!moved) return last
  if (await abandon()) return null
  throw new BelegError('entityList.partStays', { path: group.of })
} // prettier-ignore

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
