import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { OwnPreview } from '../../../shared/model/annotations.ts'
import type { ProjectStatus } from '../../../shared/contract/index.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { fileFailure } from '../corpus/file-failure.ts'
import { checkOwnFile, type CheckedFile } from '../exchange/own/read-file.ts'
import type { JobOptions, LongWork } from '../session.ts'
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
  options: JobOptions & LongWork,
): Promise<OwnReport> {
  const file = await checked(store, path, options)
  const commandId = `own-${randomUUID()}`
  const taken = await store.perform('importOwn', { commandId, author: options.author ?? null, file })
  const ok = taken.facts.different.length === 0 && taken.entities.different.length === 0
  return { ok, format: 'beleg', ...taken }
}

/** What `importOwn` would read, and how many of its articles the project has. Checks the whole file. Rejects as `importOwn`. */
export async function previewOwn(store: StoreHost, path: string, work: LongWork = {}): Promise<OwnPreview> {
  const file = await checked(store, path, work)
  const { articlesThere } = await store.perform('previewOwn', file)
  const { dataset, project } = file.header
  return { dataset: dataset.name, project: project.name, ...file.counts, articlesThere }
}

async function checked(
  store: StoreHost,
  path: string,
  { signal, onProgress }: LongWork,
): Promise<CheckedFile> {
  const ask = (name: 'project.status' | 'codebook.current' | 'codebook.versions'): Promise<unknown> =>
    store.perform('query', { name, input: {} })
  const { articles } = (await ask('project.status')) as ProjectStatus
  const versions = (await ask('codebook.versions')) as readonly unknown[]
  // A project that holds nothing takes over the codebook of the file, as the store does.
  const codebook =
    articles === 0 && versions.length === 1 ? null : ((await ask('codebook.current')) as Codebook)
  let total = 0
  try {
    total = (await stat(path)).size
  } catch (error) {
    throw fileFailure(path, error)
  }
  let done = 0
  const file = await checkOwnFile(path, codebook, {
    signal,
    onRead: (bytes) => {
      done += bytes
      onProgress?.({ done, total })
    },
  })
  stopIfCancelled(signal)
  return file
}
