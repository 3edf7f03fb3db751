import { articleColumnsSchema } from '../model/article-columns.ts'
import { z } from 'zod'
import { alikeSchema, bulkChangeSchema, commandAnswerSchema, mergeConflictSchema } from '../commands/index.ts'
import { errorSchema } from '../errors.ts'
import { bilingualSchema, codebookSchema } from '../model/codebook.ts'
import { codebookImpactSchema, codebookLookSchema, codebookVersionSchema } from '../model/codebook-impact.ts'
import { datasetSortSchema, exportOptionsSchema, writerOptions } from '../model/dataset.ts'
import {
  articleIdSchema,
  coderIdSchema,
  datasetIdSchema,
  entityIdSchema,
  factIdSchema,
  jobIdSchema,
  lineRuleIdSchema,
  viewIdSchema,
  mentionIdSchema,
  releaseIdSchema,
} from '../model/ids.ts'
import { datasetCheckSchema, releaseComparisonSchema, releaseViewSchema } from '../model/release.ts'
import {
  carryPreviewSchema,
  comparisonSchema,
  encodingsViewSchema,
  familyViewSchema,
  versionsViewSchema,
} from '../model/family.ts'
import {
  annotationReportSchema,
  countedUnits,
  ownPreviewSchema,
  ownReportSchema,
  readableFormats,
  typeMappingSchema,
  waysIn,
} from '../model/annotations.ts'
import { openDifferenceSchema, opinionViewSchema } from '../model/opinion.ts'
import { remarkRowSchema, reviewQualitySchema } from '../model/quality.ts'
import {
  articleRowSchema,
  articleViewSchema,
  clusterReportSchema,
  concordanceRowSchema,
  datasetViewSchema,
  entityRefSchema,
  entityViewSchema,
  lookKindSchema,
  factViewSchema,
  differenceSchema,
  hiddenKindSchema,
  historyRowSchema,
  kindRecordSchema,
  learnedNameSchema,
  linkCandidateSchema,
  stepChangeSchema,
} from '../model/views.ts'
import {
  boilerplateKindSchema,
  entityTypeSchema,
  factStateSchema,
  languageSchema,
} from '../model/vocabulary.ts'
import { listReadingSchema, listReportSchema } from '../model/entity-list.ts'
import { columnMappingSchema, libraryFilterSchema, namedEncodings, readingSchema } from '../model/library.ts'
import { jobSchema } from './events.ts'

export { libraryFilterSchema, librarySorts, type LibraryFilter } from '../model/library.ts'

/**
 * One contract per channel. Both shells implement this table and nothing beside it; the preload makes one
 * function of each entry, the browser shell one address. `write` channels are refused while a project is read-only
 * unless they only touch the shell.
 */
export interface Channel<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I
  readonly output: O
  readonly access: 'read' | 'write'
}

const channel = <I extends z.ZodType, O extends z.ZodType>(
  access: 'read' | 'write',
  input: I,
  output: O,
): Channel<I, O> => ({
  access,
  input,
  output,
})

const nothing = z.object({})
const count = z.number().int().nonnegative()

/**
 * A place on disk as the page may know it: an opaque token that only the process that gave it understands,
 * and a label for the eye. Paths stay outside the page.
 */
export const placeSchema = z.object({
  token: z.string().min(1).max(200),
  label: z.string(),
  kind: z.enum(['folder', 'file', 'project']),
})
export type Place = z.infer<typeof placeSchema>
const token = z.string().min(1).max(200)

/** What this shell can do beyond the contract's common ground. */
export const shellCapabilitiesSchema = z.object({
  shell: z.enum(['electron', 'browser']),
  /** The system's own open and save dialogs; otherwise the page shows its own chooser over `files.browse`. */
  nativeDialogs: z.boolean(),
  /** Dropped files come as places (desktop) or are uploaded (browser). */
  drop: z.enum(['paths', 'upload']),
  /** Showing a folder in the system's file manager. */
  reveal: z.boolean(),
  /** Files written are offered for download by the page. */
  download: z.boolean(),
})
export type ShellCapabilities = z.infer<typeof shellCapabilitiesSchema>

export const projectStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  place: z.string(),
  revision: count,
  /** Why nothing can be changed, or null. Code of an error and its detail; the interface words it. */
  readOnly: z
    .object({
      code: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
    })
    .nullable(),
  /** What recovery did when the project was opened, or null. */
  recovered: z.object({ frames: count, bytes: count, file: z.string() }).nullable(),
  /** What was found and mended when the project was opened, to be said once in words; null where there was nothing. */
  opening: errorSchema.nullable().optional(),
  /** Why the folder is a risky place for a project (a sync client, a network share); null where nothing shows. */
  placeWarning: errorSchema.nullable().optional(),
  /** Why the project is nearly too large; null where it is not. */
  sizeWarning: errorSchema.nullable().optional(),
  coder: z.object({ id: coderIdSchema, name: z.string() }).nullable(),
  articles: count,
  facts: count,
  decided: count,
  /** Articles by triage state. */
  triage: z.record(z.string(), count),
  undo: z.object({ seq: count, label: z.string() }).nullable(),
  redo: z.object({ seq: count, label: z.string() }).nullable(),
  lastSavedAt: z.string().nullable(),
})
export type ProjectStatus = z.infer<typeof projectStatusSchema>

const recentSchema = placeSchema.extend({ openedAt: z.string(), missing: z.boolean() })

/** What was typed into the search and cannot be meant, or is read otherwise than one may expect. */
export const searchHintCodes = [
  'openQuote',
  'operatorFirst',
  'operatorLast',
  'groups',
  'fieldOr',
  'noWords',
] as const
const searchHintSchema = z.object({ code: z.enum(searchHintCodes), part: z.string() })
export type SearchHint = z.infer<typeof searchHintSchema>

const facetCount = z.object({ value: z.string(), count })
/** How many articles each value of a facet would leave, under the search and the other facets. */
export const libraryFacetsSchema = z.object({
  total: count,
  triage: z.array(facetCount),
  publisher: z.array(facetCount),
  agency: z.array(facetCount),
  lang: z.array(facetCount),
  /** `2024-11`, in the order of time; the empty string counts articles without a date. */
  month: z.array(facetCount),
  person: z.array(facetCount.extend({ labelDe: z.string().nullable(), labelEn: z.string().nullable() })),
  country: z.array(facetCount.extend({ labelDe: z.string().nullable(), labelEn: z.string().nullable() })),
  factType: z.array(facetCount),
  conflicts: count,
  unseen: count,
  revision: count,
})
export type LibraryFacets = z.infer<typeof libraryFacetsSchema>

export const factFilterSchema = z.object({
  /** Just these, in the order of the text; for refreshing what a change touched. */
  factIds: z.array(factIdSchema).max(5000).optional(),
  articleId: articleIdSchema.optional(),
  states: z.array(factStateSchema).optional(),
  types: z.array(z.string()).optional(),
  entityId: entityIdSchema.optional(),
})

export const exportFormats = [
  'csv-facts', 'csv-slots', 'csv-entities', 'csv-articles', 'tsv-facts', 'xlsx', 'parquet', 'jsonl',
  'plover', 'polecat', 'turtle', 'nquads', 'gexf',
  'brat', 'conll', 'xmi', 'w3c', 'label-studio', 'doccano',
] as const // prettier-ignore
export const exportFormatSchema = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof exportFormatSchema>
const exportFormatViewSchema = z.object({
  format: exportFormatSchema,
  label: bilingualSchema,
  use: bilingualSchema,
  extension: z.string(),
  row: z.string(),
  unit: z.enum(['utf-16', 'code-points', 'tokens', 'none']),
  needsTexts: z.boolean(),
  /** Options that change what it writes, besides those that concern every format. */
  options: z.array(z.enum(writerOptions)),
  losses: z.array(bilingualSchema),
})

/** Files or folders of annotations, and how they are to be understood; found out where nothing is said. */
const annotationRequest = z.strictObject({
  places: z.array(token).min(1).max(1000),
  format: z.enum(readableFormats).optional(),
  mapping: typeMappingSchema.optional(),
  as: z.enum(waysIn).default('added'),
  unit: z.enum(countedUnits).optional(),
})

/** Which steps of the history. */
export const historyFilterSchema = z.strictObject({
  type: z.string().max(100).optional(),
  types: z.array(z.string().max(100)).max(100).optional(),
  articleId: articleIdSchema.optional(),
  /** Steps that changed this fact, its slots, its evidence or a decision on it. */
  factId: factIdSchema.optional(),
  /** Steps that changed this entity, its names and identifiers, or what is linked to it. */
  entityId: entityIdSchema.optional(),
  /** Name of a coder. */
  coder: z.string().max(200).optional(),
  coderId: coderIdSchema.optional(),
  /** ISO 8601 instants; `since` inclusive, `until` exclusive. */
  since: z.string().max(40).optional(),
  until: z.string().max(40).optional(),
  /** Words in the label, the note, or the title of the article; case does not matter. */
  text: z.string().max(200).optional(),
  /** In force, undone, or itself an undo. */
  state: z.enum(['inForce', 'undone', 'undo']).optional(),
})
export type HistoryFilter = z.infer<typeof historyFilterSchema>

/** Files and records of a project that hold something to be removed. */
const purgeHoldings = z.object({
  texts: count,
  originals: count,
  batches: count,
  snapshots: count,
  journals: count,
  backups: count,
  steps: count,
})

const purgeRequest = z.strictObject({
  articleIds: z.array(articleIdSchema).max(10_000).default([]),
  entityIds: z.array(entityIdSchema).max(100).default([]),
})

/** A backup: where it lies, its day, the last step it holds. */
const backupSchema = placeSchema.extend({ day: z.string(), revision: count, bytes: count })

const page = { offset: count.default(0), limit: z.number().int().min(1).max(5000).default(200) }

/** A page of facts with what their ids stand for: the entities they name and the articles they rest on. */
const factPageSchema = z.object({
  total: count,
  rows: z.array(factViewSchema),
  entities: z.array(entityRefSchema).optional(),
  articles: z
    .array(z.object({ id: articleIdSchema, title: z.string(), publisher: z.string().nullable() }))
    .optional(),
  revision: count,
})

export const channels = {
  'app.info': channel(
    'read',
    nothing,
    z.object({ version: z.string(), capabilities: shellCapabilitiesSchema, recent: z.array(recentSchema), sample: placeSchema.nullable() }),
  ),
  /** Preferences of this person on this machine; not part of a project, not undoable. */
  'app.preferences': channel(
    'write',
    z.object({ set: z.record(z.string().max(100), z.union([z.string().max(5000), z.number(), z.boolean(), z.null()])).optional() }),
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  ),

  /** Lists a folder for the page's own chooser; without a token, the starting places. Browser shell only. */
  'files.browse': channel(
    'read',
    z.object({ token: token.optional(), hidden: z.boolean().default(false) }),
    z.object({ here: placeSchema.nullable(), parent: placeSchema.nullable(), entries: z.array(placeSchema), truncated: z.boolean() }),
  ),
  /** Makes a folder inside a browsed one. Browser shell only. */
  'files.makeFolder': channel('write', z.object({ token, name: z.string().min(1).max(200) }), placeSchema),
  /** The system's own dialog. Desktop only; empty where cancelled. */
  'files.pick': channel(
    'read',
    z.object({ purpose: z.enum(['openProject', 'newProject', 'importFiles', 'importFolder', 'exportTo', 'openBackup', 'restoreInto', 'copyInto', 'journalTo', 'openOpinion', 'openOpinionFile', 'openEntityList', 'openAnnotations', 'openAnnotationFolder']), suggestedName: z.string().max(200).optional() }),
    z.array(placeSchema),
  ),
  /** Shows a place in the system's file manager. Desktop only. */
  'files.reveal': channel('read', z.object({ token }), nothing),

  'project.create': channel('write', z.object({ parent: token, name: z.string().trim().min(1).max(120), language: languageSchema.default('en') }), projectStatusSchema),
  'project.open': channel('write', z.object({ place: token, takeOver: z.boolean().default(false), acceptDamage: z.boolean().default(false) }), projectStatusSchema),
  /** Makes a project of the shipped sample articles in the person's documents and opens it. */
  'project.openSample': channel('write', z.object({ language: languageSchema.default('en') }), projectStatusSchema),
  'project.close': channel('write', nothing, nothing),
  'project.status': channel('read', nothing, projectStatusSchema.nullable()),
  'project.verify': channel(
    'read',
    nothing,
    z.object({ ok: z.boolean(), checked: z.record(z.string(), count), problems: z.array(z.object({ code: z.string(), where: z.string(), message: z.string(), /** Titles of the articles concerned, where a file belongs to some. */ about: z.array(z.string()).optional() })) }),
  ),

  /** What removing articles, or an entity with every article that names it, would take; and what to type for it. */
  'project.purgePreview': channel('read', purgeRequest, z.object({
    articles: z.array(z.object({ id: articleIdSchema, title: z.string() })),
    /** What else can be asked for: articles whose import was undone, with texts that are still in the folder. */
    undone: z.array(z.object({ id: articleIdSchema, title: z.string() })),
    entities: z.array(z.object({ id: entityIdSchema, label: z.string() })),
    facts: count, rows: count, backups: count, confirm: z.string(), holdings: purgeHoldings.optional(),
  })),
  /** Removes for good: rows, history, texts, files, backups. Not undoable. `confirm` is what the preview asks for. */
  'project.purge': channel('write', purgeRequest.extend({ confirm: z.string().max(2000), commandId: z.string().min(1).max(200) }), z.object({ seq: count, rows: count, steps: count, files: count, unfinished: z.boolean(), /** Releases of which files could not be read; those files went as a whole. */ damagedReleases: z.array(z.string()) })),
  /** Writes a dated backup into the project's folder; without being asked, one is written a day, at closing. */
  'project.backup': channel('write', z.strictObject({}), backupSchema),
  /** Backups in the project's folder, oldest first. */
  'project.backups': channel('read', z.strictObject({}), z.array(backupSchema)),
  /** Makes a project from a backup in a new folder; it is not opened, and the project that is open stays as it is. */
  'project.restore': channel('write', z.strictObject({ backup: token, parent: token, name: z.string().trim().min(1).max(120) }), placeSchema),
  /** Writes the project as it is now to a new folder, also where its own disk refuses; it is not opened. */
  'project.copy': channel('write', z.object({ parent: token, name: z.string().trim().min(1).max(120) }), placeSchema.extend({ /** Files the copy names that could not be read any more. */ missing: count.optional() })),
  /** Looks at once whether what stood in the way of changes is gone: space on the disk, the folder, another program. */
  'project.resume': channel('read', z.strictObject({}), z.object({ writable: z.boolean() })),
  /** Writes every step with what it changed as JSON lines; without a place, into the folder `exports`. Never overwrites. */
  'project.journal': channel('write', z.strictObject({ place: token.nullable() }), z.object({ file: z.string(), place: token, rows: count, bytes: count })),

  'commands.apply': channel(
    'write',
    z.object({ commands: z.array(z.unknown()).min(1).max(5000) }),
    z.object({ answers: z.array(commandAnswerSchema) }),
  ),

  'import.start': channel('write', z.object({ places: z.array(token).min(1).max(10_000), extract: z.boolean().default(true), reading: readingSchema.optional() }), z.object({ jobId: jobIdSchema })),
  'import.paste': channel('write', z.object({ text: z.string().min(1).max(5_000_000), name: z.string().trim().min(1).max(200), extract: z.boolean().default(true), split: readingSchema.shape.split }), z.object({ jobId: jobIdSchema })),
  /** How the first readable file of some places would be read: tables with their columns and first rows, texts with where they are cut. */
  'import.preview': channel('read', z.strictObject({ places: z.array(token).max(10_000), text: z.string().max(5_000_000).optional(), reading: readingSchema.optional() }), z.object({
    /** Files by kind; `other` reads itself. */
    files: z.object({ table: count, text: count, other: count, skipped: count }),
    table: z.object({ name: z.string(), columns: z.array(z.string()), mapping: columnMappingSchema, from: z.enum(['told', 'remembered', 'guessed', 'unknown']), rows: z.array(z.record(z.string(), z.string())), total: count }).nullable(),
    text: z.object({ name: z.string(), encoding: z.string(), beginning: z.string(), pieces: z.array(z.string()).nullable(), total: count }).nullable(),
    /** Why the file or the pattern cannot be read so. */
    error: errorSchema.nullable(),
  })),
  'extraction.start': channel('write', z.object({ articleIds: z.array(articleIdSchema).optional() }), z.object({ jobId: jobIdSchema })),
  /** What files of annotations, or one of our own JSONL exports, would bring; changes nothing. */
  'annotations.preview': channel('read', annotationRequest, z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('annotations'), report: annotationReportSchema }),
    z.object({ kind: z.literal('own'), preview: ownPreviewSchema }),
  ])),
  /** Takes them in as one step, which can be undone. */
  'annotations.import': channel('write', annotationRequest, z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('annotations'), report: annotationReportSchema }),
    z.object({ kind: z.literal('own'), report: ownReportSchema }),
  ])),
  'jobs.list': channel('read', nothing, z.array(jobSchema)),
  'jobs.cancel': channel('write', z.object({ jobId: jobIdSchema }), nothing),

  'articles.list': channel(
    'read',
    libraryFilterSchema.extend(page),
    z.object({
      /** Rows of the whole answer: a folded family is one. */
      total: count,
      /** Articles that pass, however they are folded; versions a newer one has taken the place of are not counted. */
      articles: count.optional(),
      rows: z.array(articleRowSchema.extend({ snippet: z.string().nullable() })),
      facets: z.object({ triage: z.record(z.string(), count), publisher: z.array(z.object({ value: z.string(), count })) }),
      /** What is odd about the search. */
      hints: z.array(searchHintSchema).optional(),
      revision: count,
    }),
  ),
  /** Counts for narrowing further. `names` lists persons and publishers whose names hold these words, beyond the most frequent. */
  'articles.facets': channel('read', libraryFilterSchema.extend({ names: z.string().max(200).optional() }), libraryFacetsSchema),
  /** Every article a filter leaves, in its order, for deciding about all of them. */
  'articles.ids': channel('read', libraryFilterSchema, z.object({ ids: z.array(articleIdSchema), revision: count })),
  /** Lines that recur in the articles of a source and count as part of some of them: one decision for all. And what was decided so. */
  'articles.lines': channel('read', z.strictObject({}), z.object({
    rows: z.array(z.object({
      source: z.string(), text: z.string(), /** As lines are compared: numbers made 0. */ line: z.string(),
      /** Articles in which it stands, those in which it is not masked, and all of the source. */
      articles: count, open: count, sourceArticles: count,
      places: z.array(z.object({ articleId: articleIdSchema, title: z.string(), before: z.string(), after: z.string() })),
    })),
    rules: z.array(z.object({ id: lineRuleIdSchema, source: z.string(), line: z.string(), kind: boilerplateKindSchema.nullable(), decidedAt: z.string(), coder: z.string().nullable() })),
    revision: count,
  })),
  /** Views saved in the project, in the order they were made. */
  'views.list': channel('read', z.strictObject({}), z.array(z.object({ id: viewIdSchema, name: z.string(), query: libraryFilterSchema }))),
  /** In how many of some articles a change would change something. */
  'articles.bulkPreview': channel('read', z.strictObject({ articleIds: z.array(articleIdSchema).max(50_000), change: bulkChangeSchema }), z.object({ articles: count, changing: count, revision: count })),
  /**
   * The whole article; of a long one, where `inColumns` is asked for, its mentions and sentences in columns, and of its facts
   * what lists show in columns, and whole only those where reviewing goes on.
   */
  'articles.open': channel(
    'read',
    z.object({ articleId: articleIdSchema, inColumns: z.literal(true).optional() }),
    articleViewSchema.extend({ columns: articleColumnsSchema.optional() }),
  ),
  /** What some facts of an article have become since it was opened: the whole costs as much as the article is long. */
  'articles.refresh': channel(
    'read',
    z.strictObject({ articleId: articleIdSchema, factIds: z.array(factIdSchema).min(1).max(200) }),
    z.object({ row: articleRowSchema, facts: z.array(factViewSchema), /** Asked for, but no longer facts of the article. */ gone: z.array(factIdSchema), entities: z.array(entityRefSchema), revision: count }),
  ),
  /** Near-duplicates of an article. */
  'families.of': channel('read', z.strictObject({ articleId: articleIdSchema }), familyViewSchema),
  /** Two articles beside one another, with what is the same in them. */
  'families.compare': channel('read', z.strictObject({ a: articleIdSchema, b: articleIdSchema }), comparisonSchema),
  /** What carrying a fact to the other articles of the family would do. */
  'families.carryPreview': channel('read', z.strictObject({ factId: factIdSchema }), carryPreviewSchema),
  /** The versions of an article, and what the newest could not take over. */
  'versions.of': channel('read', z.strictObject({ articleId: articleIdSchema }), versionsViewSchema),
  /** What the bytes of an article say in each encoding they can be in. */
  'articles.encodings': channel('read', z.strictObject({ articleId: articleIdSchema }), encodingsViewSchema),
  /** Reads the bytes of an article in another encoding: a new version, made as a job. */
  'articles.redecode': channel('write', z.strictObject({ articleId: articleIdSchema, encoding: z.enum(namedEncodings) }), z.object({ jobId: jobIdSchema })),
  'facts.list': channel('read', factFilterSchema.extend(page), factPageSchema),
  'facts.history': channel('read', z.object({ factId: factIdSchema }), z.array(historyRowSchema)),

  /** Undecided facts that are like one: what they share, a page of them, those a bulk decision leaves out and why, and a sample to look at first. */
  'facts.alike': channel(
    'read',
    z.strictObject({ factId: factIdSchema, by: alikeSchema, verdict: z.enum(['accept', 'reject']), seed: z.string().min(1).max(100), sampleSize: z.number().int().min(0).max(50).default(5), offset: count.default(0), limit: z.number().int().min(1).max(500).default(100) }),
    factPageSchema.extend({
      /** What they share, as the decision keeps it. */
      of: z.string(),
      /** All that can be decided together, up to 5,000; `rows` shows a page of them. */
      factIds: z.array(factIdSchema),
      leftOut: z.array(z.object({ factId: factIdSchema, why: z.enum(['incomplete', 'conflict', 'touched']) })),
      sample: z.array(factViewSchema),
    }),
  ),
  /** How good the review is: facts missed, decisions that do not hold on a second look, pace; of an article or of the project. */
  /** Second opinions kept in the project. */
  'opinions.list': channel('read', z.strictObject({}), z.array(opinionViewSchema)),
  'opinions.differences': channel('read', z.strictObject({ opinionId: z.string().min(1).max(200) }), z.array(openDifferenceSchema)),
  /** Takes a colleague's project folder or JSONL export in; changes no fact. */
  'opinions.import': channel('write', z.strictObject({ place: token }), z.object({ opinionId: z.string(), articles: count, facts: count })),
  'review.quality': channel('read', z.strictObject({ articleId: articleIdSchema.optional(), coderId: coderIdSchema.optional(), /** With it, what was done since. */ since: z.string().max(40).optional() }), reviewQualitySchema),
  /** Decisions to look at again without seeing them, drawn by the seed; those looked at before are left out. */
  'review.sample': channel('read', z.strictObject({ seed: z.string().min(1).max(100), size: z.number().int().min(1).max(100).default(20) }), factPageSchema),
  /** Everything flagged or noted: facts, mentions, articles. */
  'review.remarks': channel('read', z.strictObject({ limit: z.number().int().min(1).max(1000).default(500) }), z.object({ rows: z.array(remarkRowSchema), revision: count })),

  'entities.list': channel(
    'read',
    z.object({
      search: z.string().max(500).optional(),
      types: z.array(entityTypeSchema).optional(),
      ids: z.array(entityIdSchema).max(500).optional(),
      countries: z.array(z.string().max(3)).max(300).optional(),
      /** Known outside by an identifier, or not. */
      identified: z.boolean().optional(),
      /** Spoken of by this source, as lists show it. */
      source: z.string().max(2000).optional(),
      minMentions: count.optional(),
      /** For any reason there is. */
      needsLook: z.boolean().optional(),
      look: lookKindSchema.optional(),
      /** Counts for narrowing further; asked for once, not with every page. */
      facets: z.boolean().optional(),
      ...page,
    }),
    z.object({
      total: count,
      rows: z.array(entityViewSchema),
      facets: z.object({ types: z.record(z.string(), count), countries: z.record(z.string(), count), identified: count, needsLook: count, looks: z.partialRecord(lookKindSchema, count).optional() }).optional(),
      revision: count,
    }),
  ),
  /** Every mention of an entity in its sentence. */
  'entities.concordance': channel(
    'read',
    z.strictObject({ entityId: entityIdSchema, order: z.enum(['article', 'date', 'source', 'words', 'left', 'right']).default('article'), ...page }),
    z.object({ total: count, rows: z.array(concordanceRowSchema), revision: count }),
  ),
  /** Groups of entities that may be the same, likeliest first, as the last search left them; null before the first. */
  'entities.clusters': channel('read', z.strictObject({ later: z.boolean().default(false) }), clusterReportSchema.nullable()),
  /** Looks for such groups over the whole project, beside the work; the job says how far it is. */
  'entities.findClusters': channel('write', z.strictObject({}), z.object({ jobId: jobIdSchema })),
  /** How a list of entities would be read, and what would become of each entry; changes nothing. */
  'entities.previewList': channel('read', z.strictObject({ place: token, reading: listReadingSchema }), listReportSchema),
  /** Takes a list in, as one step; `remember` keeps what its columns hold for the next list of the same form. */
  'entities.importList': channel('write', z.strictObject({ place: token, reading: listReadingSchema, remember: z.boolean().default(true) }), listReportSchema),
  /** Every name learned from a decision, newest first. */
  'entities.learned': channel('read', z.strictObject({ ...page }), z.object({ total: count, rows: z.array(learnedNameSchema), revision: count })),
  /** What else decisions taught: whether it counts, records of rules and types, kinds hidden, judgements of difference. Names are answered by `entities.learned`. */
  'learning.list': channel('read', z.strictObject({}), z.object({
    on: z.boolean(), kinds: z.array(kindRecordSchema), hidden: z.array(hiddenKindSchema), different: z.array(differenceSchema), revision: count,
  })),
  /** Candidates of the link picker: ranked, each with its reasons. With `search`, what the coder typed; without, from the mention itself. */
  'entities.candidates': channel(
    'read',
    z.object({ mentionId: mentionIdSchema.optional(), articleId: articleIdSchema.optional(), types: z.array(entityTypeSchema).optional(), search: z.string().max(500).optional(), limit: z.number().int().min(1).max(50).default(9) }),
    z.object({ candidates: z.array(linkCandidateSchema), /** Mentions of the article taken for the same entity. */ sameEntity: count, elsewhere: z.object({ mentions: count, articles: count }) }),
  ),

  /** Steps, newest first. `next` is where to go on with `before`; null at the beginning of the history. */
  /** What a merge would bring together, and what stands against it. */
  'entities.mergePreview': channel(
    'read',
    z.strictObject({ into: entityIdSchema, from: z.array(entityIdSchema).min(1).max(1000) }),
    z.object({
      /** The survivor first; ids as they stand after redirects. */
      entities: z.array(z.object({ entity: entityViewSchema, facts: count })),
      mentions: count,
      articles: count,
      facts: count,
      conflicts: z.array(z.object({ kind: mergeConflictSchema, values: z.array(z.string()) })),
    }),
  ),
  /** How far a link of a mention could reach: how many mentions each scope would decide. */
  'entities.effect': channel(
    'read',
    z.strictObject({ mentionId: mentionIdSchema }),
    z.object({
      here: count,
      source: z.object({ name: z.string().nullable(), mentions: count, articles: count }),
      everywhere: z.object({ mentions: count, articles: count }),
    }),
  ),

  'history.list': channel('read', historyFilterSchema.extend({ before: count.optional(), limit: z.number().int().min(1).max(500).default(100) }), z.object({ rows: z.array(historyRowSchema), more: z.boolean(), next: count.nullable().optional() })),
  /** One step: what it changed, row by row, and what the ids in there stand for. */
  'history.step': channel('read', z.strictObject({ seq: count, offset: count.default(0), limit: z.number().int().min(1).max(500).default(100) }), z.object({
    row: historyRowSchema,
    changes: z.array(stepChangeSchema),
    names: z.record(z.string(), z.object({ de: z.string(), en: z.string() })),
    /** Types of the facts named, as they are now. */
    factTypes: z.record(z.string(), z.string()),
  })),
  /** Everyone who ever did anything in the project, by name. */
  'history.coders': channel('read', z.strictObject({}), z.array(z.object({ id: coderIdSchema, name: z.string() }))),
  /**
   * What undoing one old step would take: the later steps that rest on it, newest first, the step itself last.
   * `blocked` are those that cannot be undone; where there are any, neither can the step.
   */
  'history.undoPlan': channel('read', z.strictObject({ seq: z.number().int().positive() }), z.object({
    possible: z.boolean(),
    seqs: z.array(count),
    /** The first of them, with who and when. */
    steps: z.array(historyRowSchema),
    blocked: z.array(historyRowSchema),
  })),

  'datasets.list': channel('read', nothing, z.array(datasetViewSchema)),
  /** With `leftOut`, the facts a coder excluded by hand instead of those in the dataset. */
  'datasets.rows': channel('read', z.object({ datasetId: datasetIdSchema, leftOut: z.boolean().optional(), articleId: articleIdSchema.optional(), sort: datasetSortSchema.optional(), ...page }), factPageSchema),
  /** Every format that can be written, with what it is for and what it cannot carry. */
  'datasets.formats': channel('read', z.strictObject({}), z.array(exportFormatViewSchema)),
  /** Writes the dataset; without a place, into the project's `exports` folder. Never overwrites. */
  'datasets.export': channel(
    'write',
    z.object({ datasetId: datasetIdSchema, format: exportFormatSchema, place: token.optional(), fileName: z.string().min(1).max(200).optional(), options: exportOptionsSchema.optional() }),
    z.object({ file: z.string(), place: token, rows: count, bytes: count, sha256: z.string(), losses: z.array(z.string()) }),
  ),

  /** Looks a dataset over before it is frozen: what makes a fact invalid, and what is still open. */
  'datasets.check': channel('read', z.strictObject({ datasetId: datasetIdSchema }), datasetCheckSchema),
  /** Releases of a dataset, or of all, in the order they were frozen. */
  'releases.list': channel('read', z.strictObject({ datasetId: datasetIdSchema.optional() }), z.array(releaseViewSchema)),
  /** Freezes a dataset as its next release. Refused where a fact is invalid, and where something is open unless `despite`. Not undoable. */
  'releases.freeze': channel(
    'write',
    z.strictObject({ datasetId: datasetIdSchema, formats: z.array(exportFormatSchema).min(1).max(exportFormats.length), options: exportOptionsSchema.optional(), version: z.string().max(40).optional(), note: z.string().trim().max(10_000).optional(), licence: z.string().trim().max(2000).optional(), despite: z.boolean().default(false) }),
    releaseViewSchema,
  ),
  /** Writes a release; without a place, into the project's `exports` folder. Never overwrites. `sha256` of a folder is that of its list of checksums. */
  'releases.write': channel(
    'write',
    z.strictObject({ releaseId: releaseIdSchema, as: z.enum(['folder', 'zip']).default('zip'), place: token.optional() }),
    z.object({ path: z.string(), place: token, files: z.array(z.object({ path: z.string(), bytes: count })), bytes: count, sha256: z.string() }),
  ),
  /** What lies between two releases of a dataset, and why. */
  'releases.compare': channel('read', z.strictObject({ from: releaseIdSchema, to: releaseIdSchema }), releaseComparisonSchema),

  'codebook.current': channel('read', nothing, codebookSchema),
  /** Every version of the project's codebook, the newest first. */
  'codebook.versions': channel('read', z.strictObject({}), z.array(codebookVersionSchema)),
  'codebook.version': channel('read', z.strictObject({ number: z.number().int().positive() }), codebookSchema),
  /** What saving a draft would do: how it differs, what it touches, moves and leaves to look at, and why it is refused. */
  'codebook.impact': channel('read', z.strictObject({ codebook: z.looseObject({ schema: z.literal('beleg-codebook/1') }) }), codebookImpactSchema),
  /** Facts that kept, at some save, a value their type no longer allows, and still have it. */
  'codebook.look': channel('read', z.strictObject({}), z.object({ total: count, rows: z.array(codebookLookSchema) })),
  /** Writes a version as JSON or as a page for reading; without a place, into the project's `exports` folder. Never overwrites. */
  'codebook.export': channel(
    'write',
    z.strictObject({ format: z.enum(['json', 'html']), number: z.number().int().positive().optional(), place: token.optional() }),
    z.object({ file: z.string(), place: token, bytes: count }),
  ),
} as const // prettier-ignore

export type Channels = typeof channels
export type ChannelName = keyof Channels
export const channelNames = Object.keys(channels) as readonly ChannelName[]
/** What a caller hands in; defaults may be left out. */
export type ChannelInput<N extends ChannelName> = z.input<Channels[N]['input']>
/** What a handler gets: checked, defaults filled. */
export type ChannelRequest<N extends ChannelName> = z.output<Channels[N]['input']>
export type ChannelOutput<N extends ChannelName> = z.output<Channels[N]['output']>

/** Whether a string names a channel; everything that comes from outside is asked this first. */
export function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(channels, name)
}
