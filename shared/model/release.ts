import { z } from 'zod'
import { exportOptionsSchema } from './dataset.ts'
import { articleIdSchema, datasetIdSchema, factIdSchema, releaseIdSchema } from './ids.ts'
import { languageSchema } from './vocabulary.ts'

const count = z.number().int().nonnegative()

/**
 * What a dataset is looked over for before it is frozen. `missing`: a required slot is neither filled nor marked;
 * `type`: the codebook has no such type; `refused` and `warned`: a coding rule is broken; `quotes`: words kept with a
 * fact no longer stand where it says; `unlinked`: a participant is no entity of the registry; `conflicts`: two facts of
 * the dataset contradict each other; `undecided`: proposals nobody decided; `sweep`: sentences nobody looked at.
 */
export const checkKinds = ['missing', 'type', 'refused', 'quotes', 'warned', 'unlinked', 'conflicts', 'undecided', 'sweep'] as const // prettier-ignore
export const checkKindSchema = z.enum(checkKinds)
export type CheckKind = z.infer<typeof checkKindSchema>

/** Kinds that make a fact invalid: freezing is refused while there are any. The others are named in the README. */
export const invalidKinds: readonly CheckKind[] = ['missing', 'type', 'refused', 'quotes']

/** One place where a check found something. */
export const checkRowSchema = z.object({
  articleId: articleIdSchema,
  articleTitle: z.string(),
  /** Null where it is the article as a whole. */
  factId: factIdSchema.nullable(),
  type: z.string().nullable(),
  /** Roles, ids of rules, or the words meant; how many, where it is the article as a whole. */
  about: z.array(z.string()),
  count,
})
export type CheckRow = z.infer<typeof checkRowSchema>

export const checkPointSchema = z.object({
  kind: checkKindSchema,
  /** Facts concerned; proposals or sentences for `undecided` and `sweep`. */
  count,
  /** The first 500 places. */
  rows: z.array(checkRowSchema),
})
export type CheckPoint = z.infer<typeof checkPointSchema>

export const datasetCheckSchema = z.object({
  facts: count,
  articles: count,
  /** Only kinds that found something, in the order of `checkKinds`. */
  points: z.array(checkPointSchema),
  revision: count,
})
export type DatasetCheck = z.infer<typeof datasetCheckSchema>

export const factChangeKinds = ['added', 'removed', 'changed'] as const
export const factChangeKindSchema = z.enum(factChangeKinds)
export type FactChangeKind = z.infer<typeof factChangeKindSchema>

/** Why facts differ from the release before: a kind of step, what it was about in words where it was one thing. */
export const changeCauseSchema = z.object({
  /** Type of a command; `codebook`, `query` and `unknown` besides. */
  type: z.string(),
  label: z.string(),
  /** The newest step of it. */
  seq: count.nullable(),
})
export type ChangeCause = z.infer<typeof changeCauseSchema>

/** A fact that is not as it was in the release before. */
export const factChangeSchema = z.object({
  change: factChangeKindSchema,
  factId: factIdSchema,
  articleId: articleIdSchema,
  type: z.string(),
  /** Fields of the fact that differ, where it changed. */
  fields: z.array(z.string()),
  cause: changeCauseSchema,
})
export type FactChange = z.infer<typeof factChangeSchema>

/** Changes with the same cause, and how many facts each took. */
export const changeGroupSchema = z.object({
  change: factChangeKindSchema,
  cause: changeCauseSchema,
  facts: count,
})
export type ChangeGroup = z.infer<typeof changeGroupSchema>

const changeTotals = { added: count, removed: count, changed: count }

/** How a release looks in lists. */
export const releaseViewSchema = z.object({
  id: releaseIdSchema,
  datasetId: datasetIdSchema,
  datasetName: z.string(),
  /** 1, 2, 3 … in the order of freezing. */
  number: z.number().int().positive(),
  /** What it is called: its number, or a version such as 1.2.0. */
  version: z.string(),
  /** ISO 8601 instant of the freezing. */
  createdAt: z.string(),
  coder: z.string().nullable(),
  note: z.string().nullable(),
  /** The step whose state it shows. */
  revision: count,
  facts: count,
  articles: count,
  entities: count,
  formats: z.array(z.string()),
  options: exportOptionsSchema,
  language: languageSchema,
  licence: z.string().nullable(),
  /** What was open when it was frozen all the same. */
  open: z.array(z.object({ kind: checkKindSchema, count })),
  /** Against the release before; null for the first. */
  changes: z.object({ against: z.string(), ...changeTotals, groups: z.array(changeGroupSchema) }).nullable(),
  /** When something of it was removed for good. */
  purgedAt: z.string().nullable(),
  /** Compressed, in the project's folder. */
  bytes: count,
})
export type ReleaseView = z.infer<typeof releaseViewSchema>

/** Two releases of a dataset, the older first: what was added, removed, changed on the way from one to the other. */
export const releaseComparisonSchema = z.object({
  from: z.string(),
  to: z.string(),
  ...changeTotals,
  groups: z.array(changeGroupSchema),
  /** The first 1,000 facts. */
  rows: z.array(factChangeSchema.extend({ articleTitle: z.string() })),
})
export type ReleaseComparison = z.infer<typeof releaseComparisonSchema>
