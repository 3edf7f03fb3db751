import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Change } from '../../shared/contract/index.ts'
import type { BelegFailure } from '../../shared/errors.ts'
import { loadSqlite } from './database/index.ts'
import { writeExport } from './exchange/write-export.ts'
import { startExtractor, type Extractor } from './extraction-pool/extractor.ts'
import { createProject as createProjectFolder, realFiles, type BackupFile } from './project/index.ts'
import { loadMigrations, readWasm, resourcesFolder } from './resources.ts'
import type { CreateProject, OpenSession, ProjectSession, RestoreProject, WrittenBackup } from './session.ts'
import { startStore, type StoreHost } from './store/store-host.ts'
import { importOpinion } from './session/opinion-import.ts'
import { importList } from './session/list-import.ts'
import { importAnnotations } from './session/annotation-import.ts'
import { importOwn, previewOwn } from './session/import-own.ts'
import { findClusters, type FoundClusters } from './session/cluster-job.ts'
import { extractAgain } from './session/extraction-job.ts'
import { importPaths, importText, redecode, type JobParts } from './session/import-job.ts'
import { Listeners } from './session/listeners.ts'
import { previewImport } from './session/import-preview.ts'
import { copyBeside, readBeside, verifyBeside } from './session/read-beside.ts'
import { freezeRelease, workBeside } from './session/release-job.ts'
import { restoreBeside } from './session/restore-backup.ts'
import { wholeFile, wholeFolder } from './session/whole-folder.ts'

/** Makes a project folder that can be opened. Throws `project.exists`, `file.notFound`, `disk.full`, `disk.failed`. */
export const createProject: CreateProject = async (folder, { name, language }) => {
  const resources = resourcesFolder()
  createProjectFolder(realFiles, await loadSqlite(readWasm(resources)), loadMigrations(resources), folder, {
    id: randomUUID(),
    name,
    language,
    created: new Date().toISOString(),
  })
}

/** Makes a project from a backup. Rejects as `restoreBackup`. */
export const restoreProject: RestoreProject = (backup, folder, work) =>
  wholeFolder(folder, () => restoreBeside({ backup, folder }, work))

const placed = (folder: string, { name, day, revision, bytes }: BackupFile): WrittenBackup => ({
  path: join(folder, 'backups', name),
  day,
  revision,
  bytes,
})

const journalPage = 500

async function* journalOf(store: StoreHost): AsyncGenerator<string, number, undefined> {
  let rows = 0
  for (let after = 0; ;) {
    const { lines, last } = await store.perform('journal', { after, limit: journalPage })
    for (const line of lines) yield `${line}\n`
    rows += lines.length
    if (lines.length < journalPage) return rows
    after = last
  }
}

/** Opens a project. Rejects with the reasons `openEngine` names. */
export const openSession: OpenSession = async (folder, options) => {
  const resources = resourcesFolder()
  const changes = new Listeners<Change>()
  const statuses = new Listeners<undefined>()
  const notices = new Listeners<BelegFailure>()
  const gone = new Listeners<BelegFailure>()
  const start = {
    folder,
    resources,
    takeOver: options.takeOver === true,
    acceptDamage: options.acceptDamage === true,
    readOnly: options.readOnly === true,
    author: options.author ?? null,
    quiet: options.quiet === true,
    oneCopy: options.alone === true,
  }
  const store = await startStore(start, {
    onChange: changes.tell,
    onStatus: () => {
      statuses.tell(undefined)
    },
    onNotice: notices.tell,
    onGone: gone.tell,
  })
  const opened = { store, start, alone: options.alone === true }
  // Threads and lexicons are started with the first article, not with the project.
  let extractor: Extractor | null = null
  const parts = (): JobParts => ({
    store,
    alone: options.unasked === true,
    extractor: (extractor ??= startExtractor(resources)),
  })
  const running = new Set<Promise<unknown>>()
  let clusters: FoundClusters | null = null
  let freezing: Promise<unknown> = Promise.resolve()
  const track = async <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }
  // The store answers each name with that name's shape; the protocol knows only their union.
  const query: ProjectSession['query'] = (name, input) => store.perform('query', { name, input }) as never
  const apply: ProjectSession['apply'] = (commands) => store.perform('apply', commands)
  return {
    folder,
    query,
    apply,
    importPaths: (paths, importOptions) => track(importPaths(parts(), paths, importOptions)),
    previewImport: (request) => track(previewImport(store, request)),
    importText: (name, text, importOptions) => track(importText(parts(), name, text, importOptions)),
    importAnnotations: (request, jobOptions) => track(importAnnotations(store, request, jobOptions)),
    importOwn: (path, jobOptions) => track(importOwn(store, path, jobOptions)),
    previewOwn: (path, work) => track(previewOwn(store, path, work)),
    redecode: (articleId, encoding, jobOptions) => track(redecode(parts(), articleId, encoding, jobOptions)),
    extract: (articleIds, jobOptions) => track(extractAgain(parts(), articleIds, jobOptions)),
    exportDataset: (request, work) => track(workBeside(opened, 'export', request, work)),
    checkDataset: (datasetId, work) => track(workBeside(opened, 'check', { datasetId }, work)),
    freezeRelease: (request, work) => {
      // One after the other: each is compared with the one before, and clears up after itself alone.
      const next = freezing.then(() => freezeRelease(opened, request, work))
      freezing = next.catch(() => undefined)
      return track(next)
    },
    writeRelease: (request, work) => track(workBeside(opened, 'writeRelease', request, work)),
    compareReleases: (from, to, work) => track(workBeside(opened, 'compareReleases', { from, to }, work)),
    findClusters: (jobOptions) =>
      track(
        findClusters(opened, jobOptions, (found) => {
          clusters = found
        }),
      ),
    importList: (request, work) => track(importList(opened, request, work)),
    importOpinion: (path, work) =>
      track(importOpinion(opened, { folder, query, apply }, openSession, path, work)),
    opinionDifferences: (opinionId) =>
      track(readBeside(opened, undefined, (ask) => ask('opinions.differences', { opinionId }))),
    proposedLines: () => track(readBeside(opened, undefined, (ask) => ask('articles.lines', {}))),
    clusters: async (later) =>
      clusters === null
        ? null
        : {
            revision: clusters.revision,
            ...(await store.perform('clusterViews', { clusters: clusters.clusters, later })),
          },
    verify: (work) => track(verifyBeside(opened, work)),
    purgePreview: (request) => store.perform('purgePreview', request),
    purge: (request) => store.perform('purge', { ...request, author: null }),
    backup: async (work) =>
      placed(
        folder,
        await track(wholeFile(join(folder, 'backups'), () => copyBeside(opened, 'backup', null, work))),
      ),
    backups: async () => (await store.perform('backups', null)).map((backup) => placed(folder, backup)),
    copyTo: (root, work) => track(wholeFolder(root, () => copyBeside(opened, 'copy', root, work))),
    resume: () => store.perform('resume', null),
    exportJournal: async (path, jobOptions) => {
      const written = await writeExport(path, journalOf(store), jobOptions.signal === undefined ? {} : { signal: jobOptions.signal }) // prettier-ignore
      return { ...written, losses: [], lossesDe: [] }
    },
    journal: () => journalOf(store),
    onChange: changes.add,
    onStatus: statuses.add,
    onNotice: notices.add,
    onGone: gone.add,
    close: async () => {
      await Promise.allSettled(running)
      await extractor?.close()
      await store.perform('close', null)
    },
  }
}

/** The name a folder suggests for a project. */
export const projectNameOf = (folder: string): string =>
  basename(folder).replace(/\.beleg$/, '') || basename(dirname(folder))
