import { z } from 'zod'
import {
  articleMetadataSchema,
  factTimeSchema,
  normSchema,
  ploverSchema,
  sentenceSchema,
} from './extraction.ts'
import { datasetQuerySchema } from './dataset.ts'
import {
  aliasIdSchema,
  articleIdSchema,
  attestationIdSchema,
  datasetIdSchema,
  entityIdSchema,
  factIdSchema,
  mentionIdSchema,
  officeIdSchema,
  slotIdSchema,
} from './ids.ts'
import { quotedSpanSchema } from './span.ts'
import {
  aliasKindSchema,
  aliasScopeSchema,
  boilerplateKindSchema,
  entityTypeSchema,
  factKindSchema,
  factStateSchema,
  mentionFormSchema,
  mentionTypeSchema,
  modalitySchema,
  polaritySchema,
  sectionKindSchema,
  triageStateSchema,
} from './vocabulary.ts'

/**
 * What queries answer: decided and proposed state folded into one view. The same shapes go to the
 * screens and to `beleg query`; their JSON Schemas change only by addition.
 */
const offset = z.number().int().nonnegative()
const count = z.number().int().nonnegative()
/** ISO 8601 instant. */
const instant = z.string()

export const entityRefSchema = z.object({
  id: entityIdSchema,
  type: entityTypeSchema,
  labelDe: z.string().nullable(),
  labelEn: z.string().nullable(),
  /** ISO 3166-1 alpha-3, where one applies. */
  country: z.string().nullable(),
})
export type EntityRef = z.infer<typeof entityRefSchema>

export const slotViewSchema = z.object({
  id: slotIdSchema,
  role: z.string(),
  /** The entity now meant: chosen by a coder, else by the link of the mention. */
  entityId: entityIdSchema.nullable(),
  mentionId: mentionIdSchema.nullable(),
  start: offset.nullable(),
  end: offset.nullable(),
  surface: z.string().nullable(),
  norm: z.union([z.string(), z.number(), normSchema]).nullable(),
  value: z.union([z.string(), z.number()]).nullable(),
  inferred: z.boolean(),
  notStated: z.boolean(),
  rule: z.string().nullable(),
  note: z.string().nullable(),
})
export type SlotView = z.infer<typeof slotViewSchema>

export const attestationViewSchema = z.object({
  id: attestationIdSchema,
  articleId: articleIdSchema,
  evidence: z.array(quotedSpanSchema),
})

/** What coders of the project decided about the proposals of one rule. */
const ruleRecordSchema = z.object({ accepted: count, edited: count, rejected: count })
export type RuleRecord = z.infer<typeof ruleRecordSchema>

export const factViewSchema = z.object({
  id: factIdSchema,
  /** The article whose words the evidence and the slots have here. */
  articleId: articleIdSchema,
  /** The article the fact was decided in and is changed in; absent where that is this one. */
  home: articleIdSchema.optional(),
  type: z.string(),
  kind: factKindSchema,
  state: factStateSchema,
  /** Changed by hand since it was proposed. */
  edited: z.boolean(),
  trigger: quotedSpanSchema.nullable(),
  evidence: z.array(quotedSpanSchema),
  slots: z.array(slotViewSchema),
  time: factTimeSchema.nullable(),
  modality: modalitySchema,
  polarity: polaritySchema,
  attribution: z
    .object({
      speaker: entityIdSchema.nullable(),
      outlet: z.string().nullable(),
      chain: z.array(entityIdSchema),
    })
    .nullable(),
  temporalStatus: z.enum(['current', 'former', 'designated']).nullable(),
  plover: ploverSchema.nullable(),
  cameo: z.string().nullable(),
  /** Who proposed it; null for facts added by hand. */
  rule: z.string().nullable(),
  prior: z.number().nullable(),
  /** What was decided about other proposals of the rule; absent for facts added by hand and where nobody asked for it. */
  ruleRecord: ruleRecordSchema.optional(),
  /** What the coder chose to hide it by, of a proposal that is not listed for review; absent where it is. */
  hidden: z.enum(['rule', 'type', 'pattern']).optional(),
  /** How likely the proposal is to be kept, 0 to 1, from the rule's prior and its record; beside `ruleRecord` only. */
  confidence: z.number().min(0).max(1).optional(),
  fingerprint: z.string().nullable(),
  codebookVersion: z.string(),
  /** Required roles that nothing answers; accepting is refused while there are any. */
  missing: z.array(z.string()),
  conflictsWith: z.array(factIdSchema),
  derivedFrom: factIdSchema.nullable(),
  attestations: z.array(attestationViewSchema),
  rejectReason: z.string().nullable(),
  /** Ids of the codebook's coding rules that the fact breaks; absent where nobody asked for them. */
  breaks: z.array(z.string()).optional(),
  note: z.string().nullable(),
  flag: z.boolean(),
  coder: z.string().nullable(),
  decidedAt: instant.nullable(),
  durationMs: count.nullable(),
})
export type FactView = z.infer<typeof factViewSchema>

/** What somebody noted or flagged at a mention or an article. */
export const remarkSchema = z.object({ note: z.string().nullable(), flag: z.boolean() })
export type Remark = z.infer<typeof remarkSchema>

export const mentionViewSchema = z.object({
  id: mentionIdSchema,
  articleId: articleIdSchema,
  start: offset,
  end: offset,
  surface: z.string(),
  type: mentionTypeSchema,
  form: mentionFormSchema,
  entityId: entityIdSchema.nullable(),
  /** Mentions of the article that are taken for the same entity share this. */
  localEntity: z.string().nullable(),
  norm: normSchema.nullable(),
  state: z.enum(['proposed', 'confirmed', 'added']),
  rule: z.string().nullable(),
  note: z.string().nullable(),
  flag: z.boolean().optional(),
})
export type MentionView = z.infer<typeof mentionViewSchema>

export const zoneViewSchema = z.object({
  start: offset,
  end: offset,
  surface: z.string(),
  /** A section kind (evidence) or a boilerplate kind (masked). */
  kind: z.union([sectionKindSchema, boilerplateKindSchema]),
  masked: z.boolean(),
  decided: z.boolean(),
})
export type ZoneView = z.infer<typeof zoneViewSchema>

export const articleRowSchema = z.object({
  id: articleIdSchema,
  /** Position in the order of import, from 1. */
  ordinal: count,
  title: z.string(),
  sourceName: z.string(),
  publisher: z.string().nullable(),
  agency: z.string().nullable(),
  url: z.string().nullable(),
  /** ISO 8601 date and where it comes from. */
  published: z.string().nullable(),
  publishedBasis: z.string().nullable(),
  lang: z.string().nullable(),
  triage: triageStateSchema,
  triageReason: z.string().nullable(),
  textSha256: z.string(),
  sourceSha256: z.string(),
  utf16Length: count,
  version: count,
  /** The newest version, where this is an older one. */
  newest: articleIdSchema.optional(),
  /** Decisions a new version could not take over, waiting for one. */
  unsettled: count.optional(),
  /** The family of near-duplicates and how many it has; absent where the article is alone. */
  family: z.object({ id: z.string(), size: count }).optional(),
  importedAt: instant,
  facts: count,
  decided: count,
  conflicts: count,
  sentences: count,
  reviewed: count,
})
export type ArticleRow = z.infer<typeof articleRowSchema>

export const sentenceViewSchema = sentenceSchema.extend({
  reviewed: z.boolean(),
  /** Types the coder saw when the sentence was read without its proposals; absent where it never was. */
  blind: z.array(z.string()).optional(),
})
export type SentenceView = z.infer<typeof sentenceViewSchema>

/** Everything the Review screen needs for one article. */
export const articleViewSchema = z.object({
  row: articleRowSchema,
  text: z.string(),
  metadata: articleMetadataSchema,
  zones: z.array(zoneViewSchema),
  sentences: z.array(sentenceViewSchema),
  mentions: z.array(mentionViewSchema),
  facts: z.array(factViewSchema),
  /** Every entity the mentions, slots and attributions name. */
  entities: z.array(entityRefSchema),
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
  remark: remarkSchema.optional(),
  previous: articleIdSchema.nullable(),
  next: articleIdSchema.nullable(),
  revision: count,
})
export type ArticleView = z.infer<typeof articleViewSchema>

export const aliasViewSchema = z.object({
  id: aliasIdSchema,
  text: z.string(),
  kind: aliasKindSchema,
  scope: aliasScopeSchema,
  scopeId: z.string().nullable(),
  lang: z.string().nullable(),
  origin: z.string(),
})

/** An office somebody held; times are ISO 8601 of reduced precision, both ends included, null where unknown or still held. */
export const officeViewSchema = z.object({
  id: officeIdSchema,
  title: z.string(),
  of: entityRefSchema.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string().nullable(),
  origin: z.string(),
})
export type OfficeView = z.infer<typeof officeViewSchema>

/**
 * Why an entity needs a look: another has its name; its name may be another reading of somebody's; much spoken of and
 * known outside by nothing; identifiers contradict; somebody else held its office at the time.
 */
export const lookKinds = ['sharedName', 'reading', 'frequent', 'identifiers', 'offices'] as const
export const lookKindSchema = z.enum(lookKinds)
export type LookKind = z.infer<typeof lookKindSchema>

export const entityViewSchema = entityRefSchema.extend({
  note: z.string().nullable(),
  origin: z.string(),
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
  aliases: z.array(aliasViewSchema),
  offices: z.array(officeViewSchema),
  /** Who was merged into it; their ids lead here. */
  merged: z.array(entityRefSchema),
  /** Whom somebody judged never the same. */
  different: z.array(z.object({ entity: entityRefSchema, reason: z.string().nullable() })),
  mentions: count,
  articles: count,
  /** Told where the registry is listed. */
  look: z.array(lookKindSchema).optional(),
})
export type EntityView = z.infer<typeof entityViewSchema>

/** A mention in its sentence, with what stands left and right of it. */
export const concordanceRowSchema = z.object({
  mentionId: mentionIdSchema,
  articleId: articleIdSchema,
  title: z.string(),
  source: z.string().nullable(),
  published: z.string().nullable(),
  start: offset,
  left: z.string(),
  words: z.string(),
  right: z.string(),
  state: z.enum(['proposed', 'confirmed', 'added']),
})
export type ConcordanceRow = z.infer<typeof concordanceRowSchema>

/** Entities that may be one and the same, and what speaks for it. */
export const clusterSchema = z.object({
  /** The one most spoken of first. */
  entities: z.array(entityRefSchema.extend({ names: z.array(z.string()), mentions: count, articles: count })),
  /** Pairs of names that met, with the way they did and the names themselves. */
  evidence: z.array(
    z.object({ code: z.string(), en: z.string(), de: z.string(), a: z.string(), b: z.string() }),
  ),
  /** 0–1, comparable within one answer only. */
  score: z.number().min(0).max(1),
})
export type ClusterView = z.infer<typeof clusterSchema>

export const clusterReportSchema = z.object({
  /** State of the project the search looked at. */
  revision: count,
  /** Groups put off; shown when asked for. */
  later: count,
  clusters: z.array(clusterSchema),
})
export type ClusterReport = z.infer<typeof clusterReportSchema>

/** A name learned from a decision: what it taught, where it holds, and the step that taught it. */
export const learnedNameSchema = z.object({
  aliasId: aliasIdSchema,
  text: z.string(),
  kind: aliasKindSchema,
  scope: aliasScopeSchema,
  /** Title of the article or name of the source it holds for. */
  place: z.string().nullable(),
  articleId: articleIdSchema.nullable(),
  entity: entityRefSchema,
  at: instant,
  /** Articles in which a coder decided that the name means this entity. */
  decidedIn: count,
  /** Articles to come are read with it, because it had to be marked by hand. */
  told: z.boolean(),
})
export type LearnedName = z.infer<typeof learnedNameSchema>

/** What became of the proposals of one rule, or of one type. */
export const kindRecordSchema = z.object({
  by: z.enum(['rule', 'type']),
  of: z.string(),
  record: ruleRecordSchema,
  /** Nearly everything was rejected: hiding is worth a thought. */
  bad: z.boolean(),
})

/** A kind of proposals hidden by choice, with how many wait there undecided. */
export const hiddenKindSchema = z.object({
  by: z.enum(['rule', 'type', 'pattern']),
  of: z.string(),
  proposals: count,
  at: instant,
  coder: z.string().nullable(),
})

/** Two that a coder judged never to be the same. */
export const differenceSchema = z.object({
  a: entityRefSchema,
  b: entityRefSchema,
  reason: z.string().nullable(),
  at: instant,
  coder: z.string().nullable(),
})

/** A candidate of the link picker, with its reasons in words. */
export const linkCandidateSchema = z.object({
  entity: entityRefSchema,
  /** 0–1, comparable within one answer only. */
  score: z.number().min(0).max(1),
  reasons: z.array(z.object({ code: z.string(), en: z.string(), de: z.string() })),
  mentions: count,
  articles: count,
})
export type LinkCandidate = z.infer<typeof linkCandidateSchema>

/** Why a step stays as it is. */
export const stepLocks = [
  /** Steps of its kind are never undone: settings, coders, removals for good. */
  'never',
  /** It changed nothing. */
  'nothing',
  /** It brought a step back; that step is what to undo. */
  'redo',
  /** What it said was removed for good. */
  'purged',
  /** Made under an earlier format that this version can show but not take back. */
  'viewOnly',
] as const
export const stepLockSchema = z.enum(stepLocks)
export type StepLock = z.infer<typeof stepLockSchema>

export const historyRowSchema = z.object({
  seq: count,
  commandId: z.string(),
  type: z.string(),
  label: z.string(),
  coder: z.string().nullable(),
  at: instant,
  note: z.string().nullable(),
  /** Number of rows the step changed. */
  changes: count,
  undoOf: count.nullable(),
  undoneBy: count.nullable(),
  undoable: z.boolean(),
  articleId: articleIdSchema.nullable(),
  /** Null where the step can be undone, now or, where it is undone already, once it is in force again. */
  lock: stepLockSchema.nullable().optional(),
  /** What the step was about, where it was about one thing; for going there. */
  factId: factIdSchema.nullable().optional(),
  entityId: entityIdSchema.nullable().optional(),
  datasetId: datasetIdSchema.nullable().optional(),
  /** Title of the article, or the name of its file; null where it was removed. */
  articleTitle: z.string().nullable().optional(),
  entityLabel: z.string().nullable().optional(),
  /** Kind of the step this one takes back. */
  undoOfType: z.string().nullable().optional(),
})
export type HistoryRow = z.infer<typeof historyRowSchema>

const cell = z.union([z.string(), z.number(), z.null()])
/** A row as a step changed it: no `before` where it appeared, no `after` where it went, else the changed columns. */
export const stepChangeSchema = z.object({
  table: z.string(),
  key: z.array(cell),
  before: z.record(z.string(), cell).nullable(),
  after: z.record(z.string(), cell).nullable(),
  /** The fact the row belongs to, and the role it fills there, where it is a slot. */
  factId: z.string().nullable(),
  role: z.string().nullable(),
})
export type StepChange = z.infer<typeof stepChangeSchema>

export const datasetViewSchema = z.object({
  id: datasetIdSchema,
  name: z.string(),
  query: datasetQuerySchema,
  facts: count,
  included: count,
  excluded: count,
  createdAt: instant,
  coder: z.string().nullable(),
})
export type DatasetView = z.infer<typeof datasetViewSchema>
