import type { CommandAnswer } from '../../shared/commands/index.ts'
import type { Change, ChannelInput, ChannelOutput, ExportFormat, Job } from '../../shared/contract/index.ts'
import type { BelegFailure } from '../../shared/errors.ts'
import type { ExportOptionsInput } from '../../shared/model/dataset.ts'
import type { DatasetCheck, ReleaseComparison, ReleaseView } from '../../shared/model/release.ts'
import type { NamedEncoding } from '../../shared/model/library.ts'
import type { ClusterReport } from '../../shared/model/views.ts'
import type { FreezeRequest } from './curation/freeze.ts'
import type { WrittenRelease } from './curation/write-release.ts'
import type { OnProgress } from './project/index.ts'
import type { Reading } from '../../shared/model/library.ts'
import type { ListReport } from '../../shared/model/entity-list.ts'
import type { ListRequest } from './session/list-import.ts'
import type { ImportPreviewRequest } from './session/import-preview.ts'
import type { OwnReport } from './session/import-own.ts'
import type { AnnotationReport, OwnPreview } from '../../shared/model/annotations.ts'
import type { AnnotationRequest } from './session/annotation-report.ts'
import type { Purged, PurgePreview, PurgeRequest } from './store/purge.ts'

export type { PurgePreview } from './store/purge.ts'

/**
 * One open project, as the shells and the command line use it. Everything rejects with a `BelegError`;
 * a change that was answered is durable.
 */
export interface ProjectSession {
  /** Absolute path of the project folder. */
  readonly folder: string
  /** Read channels that the store answers, by the contract's names and shapes. */
  readonly query: <N extends StoreQueryName>(name: N, input: ChannelInput<N>) => Promise<ChannelOutput<N>>
  /** Applies commands one after the other, each with its own answer; one that fails does not stop the next. */
  readonly apply: (commands: readonly unknown[]) => Promise<readonly CommandAnswer[]>
  /** Imports files and folders (absolute paths). Resolves with the finished, failed or cancelled job. */
  readonly importPaths: (paths: readonly string[], options: ImportOptions) => Promise<Job>
  /** How files, or a text, would be read; reads the first of each kind. */
  readonly previewImport: (request: ImportPreviewRequest) => Promise<ChannelOutput<'import.preview'>>
  readonly importText: (name: string, text: string, options: ImportOptions) => Promise<Job>
  /**
   * Takes annotations of other tools in, as one step; see `importAnnotations`. Rejects with `annotations.*`, `file.*`,
   * `archive.*`, `job.cancelled`; the project is then as it was.
   */
  readonly importAnnotations: (
    request: AnnotationRequest,
    options: JobOptions & LongWork,
  ) => Promise<AnnotationReport>
  /** Reads a JSONL export back, as one step; see `importOwn`. Rejects with `own.*`, `file.*`; nothing is changed then. */
  readonly importOwn: (path: string, options: JobOptions & LongWork) => Promise<OwnReport>
  /** What `importOwn` would read. Rejects as it does. */
  readonly previewOwn: (path: string, work?: LongWork) => Promise<OwnPreview>
  /** Extracts again; without ids every article whose extraction is out of date. */
  readonly extract: (articleIds: readonly string[] | undefined, options: JobOptions) => Promise<Job>
  /** Reads the bytes of an article in another encoding, as its next version. Rejects as the job of an import does. */
  readonly redecode: (articleId: string, encoding: NamedEncoding, options: JobOptions) => Promise<Job>
  /** Looks for entities that may be the same, over the whole project; what it found is answered by `entities.clusters`. */
  readonly findClusters: (options: JobOptions) => Promise<Job>
  /** Lines that recur in the articles of a source, read in another thread. */
  /**
   * Takes a list of entities in, as one step, or says what it would do; see `importList`. Rejects with `entityList.*`,
   * `file.*`, `job.cancelled`; the registry is then as it was.
   */
  readonly importList: (
    request: ListRequest,
    work?: LongWork & { readonly author?: string },
  ) => Promise<ListReport>
  /** Takes a colleague's project or JSONL export in as a second opinion. */
  readonly importOpinion: (
    path: string,
    work?: LongWork,
  ) => Promise<{ readonly opinionId: string; readonly articles: number; readonly facts: number }>
  /** Where the project and a second opinion part now. */
  readonly opinionDifferences: (opinionId: string) => Promise<ChannelOutput<'opinions.differences'>>
  readonly proposedLines: () => Promise<ChannelOutput<'articles.lines'>>
  /** What the last search found, without what was decided since; null before the first. */
  readonly clusters: (later: boolean) => Promise<ClusterReport | null>
  /** Writes a dataset to a file that must not exist yet. `dataset` is an id or a name. */
  readonly exportDataset: (request: ExportRequest, work?: LongWork) => Promise<ExportAnswer>
  /** Looks a dataset over, beside the store. Id of the dataset. */
  readonly checkDataset: (datasetId: string, work?: LongWork) => Promise<DatasetCheck>
  /**
   * Freezes a dataset as its next release; with `dryRun` only says what that would be. Rejects as `freeze` and
   * `recordRelease`, and with why the project cannot be changed.
   */
  readonly freezeRelease: (request: FreezeRequest, work?: LongWork) => Promise<FrozenAnswer>
  /** Writes a release to a folder or a zip (absolute) that must not exist yet. Rejects as `writeRelease`. */
  readonly writeRelease: (
    request: { readonly releaseId: string; readonly path: string; readonly as: 'folder' | 'zip' },
    work?: LongWork,
  ) => Promise<WrittenRelease>
  /** What lies between two releases of a dataset. */
  readonly compareReleases: (from: string, to: string, work?: LongWork) => Promise<ReleaseComparison>
  /** What `purge` would remove, and what has to be typed for it. */
  readonly purgePreview: (request: PurgeRequest) => Promise<PurgePreview>
  /** Removes articles or entities for good. Rejects with `purge.unconfirmed`, `notFound`, `disk.full`, `disk.failed`. */
  readonly purge: (
    request: PurgeRequest & { readonly confirm: string; readonly commandId: string },
  ) => Promise<Purged>
  /** Writes a dated backup into the project's folder `backups`; resolves with its path. */
  readonly backup: (work?: LongWork) => Promise<WrittenBackup>
  /** Backups in the project's folder, oldest first. */
  readonly backups: () => Promise<readonly WrittenBackup[]>
  /**
   * Writes the project as it is now to a folder (absolute) that must not exist or be empty, also where its own folder
   * is out of reach. Resolves with how many files it names that could not be read any more. Where it is cancelled or the
   * disk refuses, the folder it made is gone again.
   */
  readonly copyTo: (folder: string, work?: LongWork) => Promise<{ readonly missing: number }>
  /** Looks at once whether what stands in the way of changes is gone; resolves with whether they are let in. */
  readonly resume: () => Promise<{ readonly writable: boolean }>
  /** As the query of that name, in another thread and never in front of a change. */
  readonly verify: (work?: LongWork) => Promise<ChannelOutput<'project.verify'>>
  /** Writes every step, oldest first, one line of JSON each, to a file that must not exist yet. */
  readonly exportJournal: (path: string, options: JobOptions) => Promise<ExportAnswer>
  /** The same lines, as they are read. */
  readonly journal: () => AsyncGenerator<string, number, undefined>
  readonly onChange: (listener: (change: Change) => void) => () => void
  /** Called when the status has changed without a step: space came back, the folder went, the store was opened again. */
  readonly onStatus: (listener: () => void) => () => void
  /** Called with what is to be said once. */
  readonly onNotice: (listener: (error: BelegFailure) => void) => () => void
  /** Called once when the store died and could not be opened again; the session is of no more use. */
  readonly onGone: (listener: (error: BelegFailure) => void) => () => void
  /** Waits for running work, snapshots, unlocks. */
  readonly close: () => Promise<void>
}

/** The contract's read channels that need nothing but the store. */
export type StoreQueryName =
  | 'project.status'
  | 'project.verify'
  | 'articles.list'
  | 'articles.facets'
  | 'articles.ids'
  | 'articles.bulkPreview'
  | 'articles.lines'
  | 'views.list'
  | 'articles.open'
  | 'articles.refresh'
  | 'facts.list'
  | 'facts.history'
  | 'facts.alike'
  | 'opinions.list'
  | 'opinions.differences'
  | 'review.quality'
  | 'review.sample'
  | 'review.remarks'
  | 'entities.list'
  | 'entities.candidates'
  | 'entities.mergePreview'
  | 'entities.effect'
  | 'entities.concordance'
  | 'entities.learned'
  | 'learning.list'
  | 'history.list'
  | 'history.step'
  | 'history.coders'
  | 'history.undoPlan'
  | 'datasets.list'
  | 'datasets.rows'
  | 'releases.list'
  | 'families.of'
  | 'families.compare'
  | 'families.carryPreview'
  | 'versions.of'
  | 'articles.encodings'
  | 'codebook.current'
  | 'codebook.versions'
  | 'codebook.version'
  | 'codebook.impact'
  | 'codebook.look'

/** Work whose answer is waited for: how it is given up, and who is told how far it is. */
export interface LongWork {
  readonly signal?: AbortSignal
  readonly onProgress?: OnProgress
}

export interface JobOptions {
  readonly signal?: AbortSignal
  readonly onJob?: (job: Job) => void
  readonly author?: string
}

export interface ImportOptions extends JobOptions {
  readonly extract: boolean
  /** How files are to be read that do not tell themselves. */
  readonly reading?: Reading | undefined
}

export interface ExportRequest {
  readonly dataset: string
  readonly format: ExportFormat
  /** Absolute path of the file to write. */
  readonly path: string
  /** Language of labels where a format has room for one only; English where absent. */
  readonly language?: 'en' | 'de'
  readonly options?: ExportOptionsInput
}

/** A release, or what it would be: null where it was a dry run. */
export interface FrozenAnswer {
  readonly release: ReleaseView | null
  readonly version: string
  readonly check: DatasetCheck
  readonly changes: ReleaseView['changes']
  readonly facts: number
}

export interface WrittenBackup {
  /** Absolute path. */
  readonly path: string
  /** `2026-11-22`. */
  readonly day: string
  /** The last step it holds. */
  readonly revision: number
  readonly bytes: number
}

export interface ExportAnswer {
  readonly path: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
  /** What the format cannot carry, in words. */
  readonly losses: readonly string[]
  readonly lossesDe: readonly string[]
}

/** How a session is opened. Implemented by `openSession` and `createProject` in `open-session.ts`. */
export interface OpenOptions {
  readonly takeOver?: boolean
  /** Opens a damaged project at the state before the damage; what lies behind is put aside. Only on the person's word. */
  readonly acceptDamage?: boolean
  /** Name of the coder whose commands carry no author. */
  readonly author?: string
  /** Takes no lock and writes nothing, so that a project open elsewhere can be looked at; changes are refused. */
  readonly readOnly?: boolean
  /** Says nothing on stderr of queries that took long. */
  readonly quiet?: boolean
  /**
   * Nobody asks anything while long work goes on, as on the command line: exports and releases are then written where the
   * project is open already, and it is not held in memory twice. Of a large one the snapshot and the backup of the day are
   * left to the next who opens it to change it.
   */
  readonly alone?: boolean
  /** Nobody asks for anything while long work goes on, as on a command line: it is done in larger steps. */
  readonly unasked?: boolean
}

export type OpenSession = (folder: string, options: OpenOptions) => Promise<ProjectSession>
/** Makes a project folder from a backup file; both absolute. */
export type RestoreProject = (backup: string, folder: string, work?: LongWork) => Promise<void>
export type CreateProject = (
  folder: string,
  options: { readonly name: string; readonly language: 'en' | 'de'; readonly author?: string },
) => Promise<void>
