import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { fileFailure } from '../corpus/file-failure.ts'
import { checkOwnFile } from '../exchange/own/read-file.ts'
import type { JobOptions } from '../session.ts'
import type { OwnImport } from '../store/own/own-intake.ts'
import type { StoreHost } from '../store/store-host.ts'
import { stopIfCancelled } from './job-tracker.ts'

/** What reading a JSONL export back did. Additions only from here on. */
export interface OwnReport extends OwnImport {
  readonly ok: boolean
  readonly format: 'beleg'
  /** Number of the step in the history; null where the project held everything already. */
  readonly seq: number | null
}

/**
 * Reads a JSONL export back: into an empty project without loss, into another one beside what it holds, which stays as
 * it is. One step, undone as one. The whole file is checked before anything is changed. Rejects with `own.*`, `file.*`,
 * `job.cancelled`, and what the store says.
 */
export async function importOwn(
  store: StoreHost,
  path: string,
  options: JobOptions & { readonly onRead?: (read: number, total: number) => void },
): Promise<OwnReport> {
  const codebook = (await store.perform('query', { name: 'codebook.current', input: {} })) as Codebook
  let total = 0
  try {
    total = (await stat(path)).size
  } catch (error) {
    throw fileFailure(path, error)
  }
  let read = 0
  const file = await checkOwnFile(path, codebook, {
    signal: options.signal,
    onRead: (bytes) => {
      read += bytes
      options.onRead?.(read, total)
    },
  })
  stopIfCancelled(options.signal)
  const commandId = `own-${randomUUID()}`
  const taken = await store.perform('importOwn', { commandId, author: options.author ?? null, file })
  const ok = taken.facts.different.length === 0 && taken.entities.different.length === 0
  return { ok, format: 'beleg', ...taken }
}
