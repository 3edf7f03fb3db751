import { z } from 'zod'
import { codebookSchema } from '../../../shared/model/codebook.ts'
import { datasetQuerySchema } from '../../../shared/model/dataset.ts'
import { articleMetadataSchema } from '../../../shared/model/extraction.ts'
import { articleIdSchema, factIdSchema } from '../../../shared/model/ids.ts'
import {
  articleRowSchema,
  entityRefSchema,
  entityViewSchema,
  factViewSchema,
  historyRowSchema,
  mentionViewSchema,
  remarkSchema,
  sentenceViewSchema,
  zoneViewSchema,
} from '../../../shared/model/views.ts'

const count = z.number().int().nonnegative()

/** The first line of a JSONL export: what it is, of what, and in which unit its offsets count. */
const header = z.object({
  record: z.literal('header'),
  schema: z.literal('beleg-export/1'),
  offsets: z.literal('UTF-16 code units, half-open, into the text named by textSha256 of the article'),
  /** Where the dataset was made. */
  project: z.object({ id: z.string(), name: z.string() }),
  dataset: z.object({ id: z.string(), name: z.string(), query: datasetQuerySchema }),
  codebook: z.object({ id: z.string(), version: z.string() }),
  /** What of the articles stands in the file. */
  texts: z.enum(['full', 'quotes', 'offsets']).optional(),
})

/** The JSON Schema of one kind of record, so that the file explains itself. */
const schema = z.object({
  record: z.literal('schema'),
  of: z.string(),
  schema: z.record(z.string(), z.unknown()),
})

const codebook = codebookSchema.extend({ record: z.literal('codebook') })

/** An article with the counts of this file, not of the project: its facts, sentences and what of them is decided here. */
const article = articleRowSchema.extend({ record: z.literal('article') })

/** An entity that a mention, slot or attribution of the file names, with everything that is known of it. */
const entity = entityRefSchema.extend({
  record: z.literal('entity'),
  ...entityViewSchema.pick({
    note: true,
    origin: true,
    identifiers: true,
    aliases: true,
    offices: true,
    merged: true,
    different: true,
  }).partial().shape,
}) // prettier-ignore

/** What stands in an article; `text` is null where texts are withheld. Its mentions and facts follow. */
const content = z.object({
  record: z.literal('content'),
  articleId: articleIdSchema,
  text: z.string().nullable(),
  metadata: articleMetadataSchema,
  zones: z.array(zoneViewSchema),
  sentences: z.array(sentenceViewSchema),
  remark: remarkSchema.optional(),
})

const mention = mentionViewSchema.extend({ record: z.literal('mention') })
const fact = factViewSchema.extend({ record: z.literal('fact') })
const decision = historyRowSchema.extend({ record: z.literal('decision'), factId: factIdSchema })

/** The last line: how many records of each kind there are, so that a file that was cut off is known for one. */
const end = z.object({
  record: z.literal('end'),
  articles: count,
  entities: count,
  mentions: count,
  facts: count,
  decisions: count,
})

/** Every kind of record by its name. */
export const exportRecords = { header, schema, codebook, article, entity, content, mention, fact, decision, end } as const // prettier-ignore

/**
 * One line of a JSONL export. Lines come as: header, a schema of each kind, codebook, articles, entities; then for each
 * article its content, its mentions, and each of its facts followed by the decisions on it; and the end.
 */
export const exportRecordSchema = z.discriminatedUnion('record', [
  header,
  schema,
  codebook,
  article,
  entity,
  content,
  mention,
  fact,
  decision,
  end,
])
export type ExportRecord = z.infer<typeof exportRecordSchema>
export type ExportRecordOf<K extends ExportRecord['record']> = Extract<ExportRecord, { record: K }>
