import type { CommandAnswer } from '../../../shared/commands/index.ts'
import type { Change, ChannelOutput } from '../../../shared/contract/index.ts'
import type { BelegFailure } from '../../../shared/errors.ts'
import type { LearnedInput } from '../extraction/document.ts'
import type { ColumnMapping } from '../../../shared/model/library.ts'
import type { TaughtName } from './queries/learned.ts'
import type { LineRule } from './queries/lines.ts'
import type { BackupFile, Progress, ProjectFile } from '../project/index.ts'
import type { RememberedMappings } from '../../../shared/model/annotations.ts'
import type { AnnotationAsk, AnnotationsTaken } from './annotation-intake.ts'
import type { KeptArticle } from '../corpus/reread-article.ts'
import type { Purged, PurgePreview, PurgeRequest } from './purge.ts'
import type { ClusterProgress, FoundCluster } from '../linking/clusters.ts'
import type { CheckedFile } from '../exchange/own/read-file.ts'
import type { OwnAsk, OwnImport } from './own/own-intake.ts'
import type { ListReading } from '../../../shared/model/entity-list.ts'
import type { PreparedList } from '../linking/lists/prepare-list.ts'
import type { ListAsk } from './take-list.ts'
import type { ClusterView } from '../../../shared/model/views.ts'
import type { ImportBatch, ImportedArticle, NewArticle, NewExtraction } from './intake.ts'
import type { ExportAnswer, ExportRequest, StoreQueryName } from '../session.ts'
import type { FreezeRequest, Frozen } from '../curation/freeze.ts'
import type { WrittenRelease } from '../curation/write-release.ts'
import type { DatasetCheck, ReleaseComparison, ReleaseView } from '../../../shared/model/release.ts'

/** A text and, where the bytes differ from its UTF-8, those bytes: to be made durable before an import names them. */
export interface NewText {
  readonly text: Uint8Array
  readonly original: { readonly bytes: Uint8Array; readonly ending: string } | null
}

/** An article as extraction needs it. */
export interface ArticleSource {
  readonly articleId: string
  readonly name: string
  readonly text: string
  readonly textSha256: string
  readonly sourceSha256: string
  readonly learned: LearnedInput
  /** Names `learned`; null where nothing was. */
  readonly learnedKey: string | null
}

/** What the store worker does for its session; every argument and answer is plain data. */
export interface StoreRequests {
  query: { readonly ask: { readonly name: StoreQueryName; readonly input: unknown }; readonly answer: ChannelOutput<StoreQueryName> }
  apply: { readonly ask: readonly unknown[]; readonly answer: readonly CommandAnswer[] }
  putTexts: { readonly ask: readonly NewText[]; readonly answer: null }
  /**
   * Hands over a part of a large command before it: a message of thousands of articles would keep the sender's thread from
   * everything else. Kept in memory until the command of that id names how many parts of it there are, or `unstage`.
   */
  stage: { readonly ask: { readonly commandId: string; readonly articles?: readonly NewArticle[]; readonly extractions?: readonly NewExtraction[] }; readonly answer: null }
  /** Forgets the parts of a command; with the id of a group: no more steps come into it. */
  unstage: { readonly ask: string; readonly answer: null }
  importArticles: { readonly ask: ImportBatch & { /** Articles staged before, which come first. */ readonly staged?: number }; readonly answer: { readonly seq: number; readonly articles: readonly ImportedArticle[] } }
  /** As `Store.tidyFullText`. */
  tidyFullText: { readonly ask: null; readonly answer: { readonly more: boolean } }
  /** Annotations of files, placed in the articles' texts; texts of new articles were put before. */
  /** Reads a checked JSONL export back, as one step; `seq` is null where the project held all of it. */
  importOwn: { readonly ask: OwnAsk; readonly answer: OwnImport & { readonly seq: number | null } }
  /** How many articles of a checked JSONL export the project has. Rejects where the file cannot be read into it. */
  previewOwn: { readonly ask: CheckedFile; readonly answer: { readonly articlesThere: number } }
  importAnnotations: { readonly ask: AnnotationAsk; readonly answer: AnnotationsTaken & { readonly seq: number | null } }
  recordExtractions: {
    readonly ask: { readonly commandId: string; readonly groupId?: string; readonly grows?: boolean; readonly author: string | null; readonly label: string; readonly extractions: readonly NewExtraction[]; /** Extractions staged before, which come first. */ readonly staged?: number }
    readonly answer: { readonly seq: number }
  }
  /** Articles whose extraction was made by another version or without what was learned since, or of which none was made. */
  outdated: { readonly ask: { readonly version: string; readonly lexicon: string; readonly codebook: string }; readonly answer: readonly string[] }
  /** What columns of tables hold, as the project remembers it, by their signature. */
  columnMappings: { readonly ask: null; readonly answer: Readonly<Record<string, ColumnMapping>> }
  /** What names meant in files of annotations, as the project remembers it, by format. */
  annotationMappings: { readonly ask: null; readonly answer: RememberedMappings }
  /** Lines decided for whole sources, for imports. */
  lineRules: { readonly ask: null; readonly answer: readonly LineRule[] }
  taughtNames: { readonly ask: null; readonly answer: readonly TaughtName[] }
  source: { readonly ask: string; readonly answer: ArticleSource }
  /** The bytes an article was read from. Rejects with `notFound`, `file.notFound` where they were not kept. */
  original: { readonly ask: string; readonly answer: KeptArticle }
  purgePreview: { readonly ask: PurgeRequest; readonly answer: PurgePreview }
  purge: { readonly ask: PurgeRequest & { readonly confirm: string; readonly commandId: string; readonly author: string | null }; readonly answer: Purged }
  backup: { readonly ask: null; readonly answer: BackupFile }
  backups: { readonly ask: null; readonly answer: readonly BackupFile[] }
  /** Writes the project as it is now to another folder, which must not exist or be empty. */
  copy: { readonly ask: string; readonly answer: { readonly missing: number } }
  /** Looks at once whether what stands in the way of changes is gone; answers whether they are let in. */
  resume: { readonly ask: null; readonly answer: { readonly writable: boolean } }
  /** The database as it is now, for a reader in another thread. */
  image: { readonly ask: null; readonly answer: StoreImage }
  /** Writes a dataset to a file; for readers, which keep nobody waiting. */
  export: { readonly ask: Long<ExportRequest>; readonly answer: ExportAnswer }
  /** Looks a dataset over before it is frozen; for readers, as the next three. */
  check: { readonly ask: Long<{ readonly datasetId: string }>; readonly answer: DatasetCheck }
  /** Writes what a release holds into the project's folder; nothing names it until `recordRelease`. */
  freeze: { readonly ask: Long<FreezeRequest>; readonly answer: Frozen }
  writeRelease: { readonly ask: Long<{ readonly releaseId: string; readonly path: string; readonly as: 'folder' | 'zip' }>; readonly answer: WrittenRelease }
  compareReleases: { readonly ask: Long<{ readonly from: string; readonly to: string }>; readonly answer: ReleaseComparison }
  /** Reads a list of entities beside the registry; with `into`, writes there what is to be taken in. For readers. */
  prepareList: { readonly ask: Long<{ readonly path: string; readonly reading: ListReading; readonly into: string | null }>; readonly answer: PreparedList & { /** The step it was compared with. */ readonly revision: number } }
  /** Takes a prepared list in, as one step; null where the registry has changed since it was prepared. */
  takeList: { readonly ask: ListAsk; readonly answer: { readonly seq: number } | null }
  /** Makes a release of what was frozen. */
  recordRelease: { readonly ask: { readonly commandId: string; readonly author: string | null; readonly frozen: Frozen }; readonly answer: ReleaseView }
  /** Removes what was frozen for a release that did not come about. */
  sweepReleases: { readonly ask: null; readonly answer: null }
  /** While held, no snapshot is written and nothing pruned: somebody is comparing the files with one another. */
  holdSnapshots: { readonly ask: boolean; readonly answer: null }
  /** Works for a moment on a search for entities that may be the same; in a reader beside the store. */
  clusterStep: { readonly ask: { readonly restart: boolean }; readonly answer: ClusterProgress }
  /** Groups as they stand now: without what was merged, judged different or put off since. */
  clusterViews: { readonly ask: { readonly clusters: readonly FoundCluster[]; readonly later: boolean }; readonly answer: { readonly clusters: ClusterView[]; readonly later: number } }
  /** Steps after a number, each as one line of JSON, oldest first. */
  journal: { readonly ask: { readonly after: number; readonly limit: number }; readonly answer: { readonly lines: readonly string[]; readonly last: number } }
  close: { readonly ask: null; readonly answer: null }
} // prettier-ignore

export type StoreOperation = keyof StoreRequests
/** What is answered before anything else is done. */
export type PromptOperation = Exclude<StoreOperation, LongOperation>
/** What takes its time, and is asked of readers only. */
export const longOperations = [
  'export',
  'check',
  'freeze',
  'writeRelease',
  'compareReleases',
  'prepareList',
] as const
export type LongOperation = (typeof longOperations)[number]
export const isLong = (operation: StoreOperation): operation is LongOperation =>
  longOperations.some((one) => one === operation)
/** With what both threads share: not 0 once the work is to be given up. */
type Long<T> = T & { readonly cancelled: Int32Array }
export type Ask<O extends StoreOperation> = StoreRequests[O]['ask']
export type Answer<O extends StoreOperation> = StoreRequests[O]['answer']

/** A database file, the project it is of, and the step it ends with. */
export interface StoreImage {
  readonly file: ProjectFile
  readonly revision: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Megabytes (10^6 bytes) of database: where a warning is given, and where imports end. */
export interface StoreLimits {
  readonly warnMb: number
  readonly refuseMb: number
  /** From here on a project opened with `oneCopy` is not copied when it is closed; never where absent. */
  readonly copyMb?: number
}

/** What the worker is told when it starts. */
export interface StoreStart {
  readonly folder: string
  readonly resources: string
  readonly takeOver: boolean
  readonly acceptDamage: boolean
  readonly readOnly: boolean
  readonly author: string | null
  /** Says nothing on stderr of queries that took long; says it where absent. */
  readonly quiet?: boolean
  /** Holds a large database once only: its snapshot and its backup of the day are left to the next who opens the project. */
  readonly oneCopy?: boolean
  /** Reads beside the store that a person works with, and never in its way. */
  readonly beside?: boolean
  /** What to read instead of what the folder holds; with `readOnly` only. */
  readonly image?: StoreImage
  /** For tests; the program's own where absent. */
  readonly limits?: StoreLimits
}

export type ToStore = { readonly n: number; readonly operation: StoreOperation; readonly ask: unknown }
export type FromStore =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly error: BelegFailure }
  | { readonly kind: 'answer'; readonly n: number; readonly answer: unknown }
  /** How far the request of that number is; for those that take long. */
  | { readonly kind: 'progress'; readonly n: number; readonly progress: Progress }
  | { readonly kind: 'failure'; readonly n: number; readonly error: BelegFailure }
  | { readonly kind: 'change'; readonly change: Change }
  /** Whether changes are let in has changed. */
  | { readonly kind: 'standing' }
  /** The folder holds more than this memory: the worker ends, and the project is to be opened again, saying this. */
  | { readonly kind: 'reopen'; readonly error: BelegFailure }
