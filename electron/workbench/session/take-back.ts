import { randomUUID } from 'node:crypto'
import { BelegError } from '../../../shared/errors.ts'
import type { StoreHost } from '../store/store-host.ts'

/** The store's side of a group of steps that is to end before its end. */
export interface GroupHost {
  /** Forgets what was staged for a step; of the group's own id, too: no more steps come into it. */
  readonly unstage: (commandId: string) => Promise<unknown>
  /** Takes a step back with all of its group. Rejects where something was decided about it since. */
  readonly takeBack: (seq: number) => Promise<unknown>
}

export const groupHost = (store: StoreHost, author: string | null): GroupHost => ({
  unstage: (commandId) => store.perform('unstage', commandId),
  takeBack: async (seq) => {
    const command = { id: `undo-${randomUUID()}`, type: 'history.undo', payload: { seq } }
    const [answer] = await store.perform('apply', [author === null ? command : { ...command, author }])
    if (answer?.ok !== true) throw new BelegError(answer?.error?.code ?? 'undo.nothing')
  },
})

/**
 * Ends a group before its end, with what was staged under `ids`, of which the group's own is one, and takes it back by its
 * last step. Whether nothing is left of it. Never rejects, so that what ended it is what is told.
 */
export async function leaveNothing(
  host: GroupHost,
  ids: Iterable<string>,
  last: number | null,
): Promise<boolean> {
  await endGroup(host, ids)
  if (last === null) return true
  try {
    await host.takeBack(last)
    return true
  } catch (error) {
    // Somebody was faster.
    return error instanceof BelegError && error.code === 'undo.nothing'
  }
}

/** Ends a group and leaves what is in. Never rejects. A group that more steps may come into could not be taken back. */
export async function endGroup(host: GroupHost, ids: Iterable<string>): Promise<void> {
  for (const id of ids) await host.unstage(id).catch(() => undefined)
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof BelegError && error.code === 'job.cancelled'

/** Whether somebody gave the work up, whatever is left of it. */
export const wasGivenUp = (error: unknown): boolean =>
  isCancelled(error) || (error instanceof BelegError && error.code === 'job.partStays')

/** What is told of work that ended before its end: where it was given up and something of it is left, that. */
export const whatEnded = (error: unknown, nothingLeft: boolean): unknown =>
  isCancelled(error) && !nothingLeft ? new BelegError('job.partStays') : error
