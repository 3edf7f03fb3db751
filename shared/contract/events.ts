import { z } from 'zod'
import { errorSchema } from '../errors.ts'
import { jobIdSchema } from '../model/ids.ts'

const count = z.number().int().nonnegative()

/** One line of the report of an import or extraction. */
export const reportEntrySchema = z.object({
  outcome: z.enum([
    'imported',
    'already-there',
    'new-version',
    'same-text',
    'near-duplicate',
    'extracted',
    'unchanged',
    'skipped',
    'failed',
  ]),
  name: z.string(),
  articleId: z.string().optional(),
  error: errorSchema.optional(),
  /** The article it is a version, a copy or a near-duplicate of. */
  of: z.object({ articleId: z.string(), title: z.string() }).optional(),
  /** Of a new version: decisions it took over, and those that wait for a person. */
  version: z.object({ carried: count, open: count }).optional(),
  note: z.string().optional(),
})
export type ReportEntry = z.infer<typeof reportEntrySchema>

/** Long work: what is being done, how far, how long still. */
export const jobSchema = z.object({
  id: jobIdSchema,
  kind: z.enum([
    'import',
    'extraction',
    'export',
    'verify',
    'backup',
    'copy',
    'restore',
    'clusters',
    'check',
    'release',
    'opinion',
    'entityList',
    'annotations',
  ]),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Step now under way; the interface words it. */
  stage: z.enum([
    'listing',
    'reading',
    'extracting',
    'saving',
    'writing',
    'checking',
    'comparing',
    'finished',
  ]),
  done: count,
  /** Null until the amount of work is known. */
  total: count.nullable(),
  /** Estimated milliseconds still to go; null until it can be told. */
  remainingMs: count.nullable(),
  startedAt: z.string(),
  current: z.string().nullable(),
  report: z.array(reportEntrySchema),
  error: errorSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

/** What the store tells everyone after a change is durable. Listeners drop what they cached about these. */
export const changeSchema = z.object({
  revision: count,
  seq: count,
  tables: z.array(z.string()),
  articleIds: z.array(z.string()),
  factIds: z.array(z.string()),
  entityIds: z.array(z.string()),
  datasetIds: z.array(z.string()),
})
export type Change = z.infer<typeof changeSchema>

/** Pushed by the shell. `project` says that another project (or none) is open now, or that its status changed. */
export const pushSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), change: changeSchema }),
  z.object({ kind: z.literal('job'), job: jobSchema }),
  z.object({ kind: z.literal('project') }),
  z.object({ kind: z.literal('notice'), error: errorSchema }),
  /** A menu of the desktop asks the page to do what the key of that name does. */
  z.object({ kind: z.literal('action'), action: z.string() }),
])
export type Push = z.infer<typeof pushSchema>
