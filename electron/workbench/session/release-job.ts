import { randomUUID } from 'node:crypto'
import { BelegError } from '../../../shared/errors.ts'
import type { FreezeRequest } from '../curation/freeze.ts'
import type { FrozenAnswer, LongWork } from '../session.ts'
import type { Answer, Ask, LongOperation } from '../store/protocol.ts'
import type { StoreHost } from '../store/store-host.ts'
import { stopIfCancelled } from './job-tracker.ts'
import { readBeside, type OpenStore } from './read-beside.ts'

/**
 * Long work in a reader beside the store; in the store itself where nobody else asks it anything. Where it is given up, the
 * reader is told, so that it leaves nothing half-written behind; it rejects with `job.cancelled` then.
 */
export async function workBeside<O extends LongOperation>(
  open: OpenStore,
  operation: O,
  ask: Omit<Ask<O>, 'cancelled'>,
  { signal, onProgress }: LongWork = {},
): Promise<Answer<O>> {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const cancel = (): void => void Atomics.store(cancelled, 0, 1)
  signal?.addEventListener('abort', cancel)
  try {
    stopIfCancelled(signal)
    const work = (reader: StoreHost): Promise<Answer<O>> =>
      // With the flag it is what the operation is asked.
      reader.perform(operation, { ...ask, cancelled } as unknown as Ask<O>, onProgress)
    return await (open.alone === true
      ? work(open.store)
      : readBeside(open, undefined, (_, reader) => work(reader)))
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/**
 * Freezes a dataset: written in a reader, recorded by the store. Meanwhile no snapshot is written, which would remove
 * files that nothing names yet; what a failed or cancelled one had written is removed.
 */
export async function freezeRelease(open: OpenStore, request: FreezeRequest, work?: LongWork): Promise<FrozenAnswer> {
  const { store } = open
  const status = await store.perform('query', { name: 'project.status', input: {} })
  if (status !== null && 'readOnly' in status && status.readOnly !== null && request.dryRun !== true) {
    const { code, detail } = status.readOnly
    throw new BelegError(code as BelegError['code'], detail)
  }
  await store.perform('holdSnapshots', true)
  try {
    const frozen = await workBeside(open, 'freeze', request, work)
    const { version, check, body } = frozen
    const told = { version, check, changes: body.changes, facts: body.facts }
    if (request.dryRun === true) return { release: null, ...told }
    stopIfCancelled(work?.signal)
    const release = await store.perform('recordRelease', { commandId: `release-${randomUUID()}`, author: null, frozen })
    return { release, ...told }
  } catch (error) {
    await store.perform('sweepReleases', null).catch(() => undefined)
    throw error
  } finally {
    await store.perform('holdSnapshots', false)
  }
} // prettier-ignore
