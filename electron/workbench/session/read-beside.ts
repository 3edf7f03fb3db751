import type { ChannelOutput, ProjectStatus } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { LongWork, ProjectSession } from '../session.ts'
import type { OnProgress } from '../project/index.ts'
import type { Answer, Ask, StoreStart } from '../store/protocol.ts'
import { startReader, type StoreHost } from '../store/store-host.ts'
import { stopIfCancelled } from './job-tracker.ts'

/** The store of an open project, and how it was started. */
export interface OpenStore {
  readonly store: StoreHost
  readonly start: StoreStart
  /** Nobody else asks the store anything while long work goes on. */
  readonly alone?: boolean
}

/** A store's questions as a session asks them. */
export const queryOf =
  (store: StoreHost): ProjectSession['query'] =>
  // The store answers each name with that name's shape; the protocol knows only their union.
  (name, input) =>
    store.perform('query', { name, input }) as never

const revisionOf = (status: ProjectStatus | null): number => status?.revision ?? 0

/**
 * Long reading on a copy of the project in another thread, so that no change waits for it. What is read is one state:
 * everything acknowledged when it began, and nothing after. The copy comes from the folder, as opening would read it,
 * which costs the store nothing; from the store's memory where the folder does not give that state. A signal ends the
 * thread at once; then it rejects with `job.cancelled`.
 */
export async function readBeside<T>(
  { store, start }: OpenStore,
  signal: AbortSignal | undefined,
  read: (query: ProjectSession['query'], reader: StoreHost) => Promise<T>,
): Promise<T> {
  const status = await queryOf(store)('project.status', {})
  const fromFolder = status?.readOnly == null ? await tryFolder(start, revisionOf(status)) : null
  const reader = fromFolder ?? (await readImage({ store, start }))
  return use(reader, signal, () => read(queryOf(reader), reader))
}

/** Null where the folder cannot be read, or gives less than was acknowledged. */
async function tryFolder(start: StoreStart, revision: number): Promise<StoreHost | null> {
  let reader: StoreHost | null = null
  try {
    reader = await startReader(start)
    if (revisionOf(await queryOf(reader)('project.status', {})) >= revision) return reader
    await reader.terminate()
    return null
  } catch (error) {
    await reader?.terminate()
    // A snapshot may have been replaced in the middle of being read; the memory always answers.
    if (error instanceof BelegError) return null
    throw error
  }
}

async function readImage({ store, start }: OpenStore): Promise<StoreHost> {
  return startReader({ ...start, image: await store.perform('image', null) })
}

async function use<T>(
  reader: StoreHost,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  const stop = (): void => void reader.terminate()
  signal?.addEventListener('abort', stop)
  try {
    stopIfCancelled(signal)
    return await read()
  } catch (error) {
    stopIfCancelled(signal)
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await reader.terminate()
  }
}

/**
 * Copies the project out of the store's memory as it is now, in another thread: a backup or another folder. Meanwhile no
 * snapshot is written, so that every file the copy names stays. A signal ends the thread at once; then it rejects with
 * `job.cancelled`.
 */
export async function copyBeside<O extends 'backup' | 'copy'>(
  { store, start }: OpenStore,
  operation: O,
  ask: Ask<O>,
  { signal, onProgress }: LongWork = {},
): Promise<Answer<O>> {
  await store.perform('holdSnapshots', true)
  try {
    const reader = await readImage({ store, start })
    return await use(reader, signal, () => reader.perform(operation, ask, onProgress))
  } finally {
    await store.perform('holdSnapshots', false)
  }
}

const verified = (
  store: StoreHost,
  onProgress: OnProgress | undefined,
): Promise<ChannelOutput<'project.verify'>> =>
  // The store answers each name with that name's shape; the protocol knows only their union.
  store.perform('query', { name: 'project.verify', input: {} }, onProgress) as never

/** How often a check is begun anew because the files changed under it. */
const verifyTries = 3

/**
 * Checks the project in another thread against the store's memory as it is now. Meanwhile no snapshot is written, so
 * that the files stay as they are but for steps added at the journal's end. Where something seems wrong and steps were
 * added, it is looked at again: only what is wrong every time is.
 */
export async function verifyBeside(
  { store, start }: OpenStore,
  { signal, onProgress }: LongWork = {},
): Promise<ChannelOutput<'project.verify'>> {
  // Nobody changes anything through a project that is open for reading only: nobody waits for its store.
  if (start.readOnly) return verified(store, onProgress)
  for (let attempt = 1; ; attempt++) {
    await store.perform('holdSnapshots', true)
    try {
      const reader = await readImage({ store, start })
      const before = revisionOf(await queryOf(reader)('project.status', {}))
      const found = await use(reader, signal, () => verified(reader, onProgress))
      const after = revisionOf(await queryOf(store)('project.status', {}))
      if (found.ok || before === after || attempt === verifyTries) return found
    } finally {
      await store.perform('holdSnapshots', false)
    }
  }
}
