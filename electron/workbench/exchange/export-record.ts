import { z } from 'zod'
import { datasetQuerySchema } from '../../../shared/model/dataset.ts'
import { factIdSchema } from '../../../shared/model/ids.ts'
import {
  articleRowSchema,
  entityRefSchema,
  factViewSchema,
  historyRowSchema,
} from '../../../shared/model/views.ts'

/** The first line of a JSONL export: what it is, of what, and in which unit its offsets count. */
const headerSchema = z.object({
  record: z.literal('header'),
  schema: z.literal('beleg-export/1'),
  offsets: z.literal('UTF-16 code units, half-open, into the text named by textSha256 of the article'),
  project: z.object({ id: z.string(), name: z.string() }),
  dataset: z.object({ id: z.string(), name: z.string(), query: datasetQuerySchema }),
  codebook: z.object({ id: z.string(), version: z.string() }),
})

/** One line of a JSONL export. Lines come as: header, articles, entities, then each fact followed by its decisions. */
export const exportRecordSchema = z.discriminatedUnion('record', [
  headerSchema,
  articleRowSchema.extend({ record: z.literal('article') }),
  entityRefSchema.extend({ record: z.literal('entity') }),
  factViewSchema.extend({ record: z.literal('fact') }),
  historyRowSchema.extend({ record: z.literal('decision'), factId: factIdSchema }),
])
export type ExportRecord = z.infer<typeof exportRecordSchema>
