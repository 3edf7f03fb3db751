import { z } from 'zod'
import { articleIdSchema, coderIdSchema, entityIdSchema } from './ids.ts'
import { curatedStates, factStateSchema } from './vocabulary.ts'

/**
 * The saved query of a dataset. Every field narrows; an absent field does not.
 * Dates are ISO 8601 days and compare with the fact's time by its earliest day.
 */
const reducedDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)

export const datasetQuerySchema = z.object({
  states: z.array(factStateSchema).default([...curatedStates]),
  types: z.array(z.string()).optional(),
  articleIds: z.array(articleIdSchema).optional(),
  publishers: z.array(z.string()).optional(),
  entityIds: z.array(entityIdSchema).optional(),
  from: reducedDay.optional(),
  to: reducedDay.optional(),
  /** Day, month or year of publication, both ends included. Articles without a date lie outside. */
  publishedFrom: reducedDay.optional(),
  publishedTo: reducedDay.optional(),
  /** Who decided last. */
  coderIds: z.array(coderIdSchema).optional(),
  flagged: z.boolean().optional(),
  /** Languages of the articles; the empty string asks for those of which it is not known. */
  langs: z.array(z.string().max(40)).optional(),
})
export type DatasetQuery = z.infer<typeof datasetQuerySchema>

/**
 * What a person wants in an export. `texts`: whole texts, the quoted words only, or offsets without any word of the
 * articles; where absent, what the format is made for. `coderNames` false replaces names by `coder-1`, `coder-2` in the
 * order of the project. `dyads` writes a row for each pair of actor and recipient. `allArticles` takes in articles of the
 * query that no fact rests on. `bom` puts a byte-order mark before CSV and TSV, which Excel needs to read them as UTF-8.
 */
export const exportOptionsSchema = z.strictObject({
  texts: z.enum(['full', 'quotes', 'offsets']).optional(),
  coderNames: z.boolean().default(true),
  dyads: z.boolean().default(false),
  allArticles: z.boolean().default(false),
  bom: z.boolean().default(false),
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>
export type ExportOptionsInput = z.input<typeof exportOptionsSchema>

/** Options that only some formats have a use for; each writer declares its own. */
export const writerOptions = ['dyads', 'bom'] as const satisfies readonly (keyof ExportOptions)[]
export type WriterOption = (typeof writerOptions)[number]

/** Columns a dataset's table is sorted by; `text` is the order of import and of the text. */
export const datasetSorts = [
  'text',
  'type',
  'time',
  'article',
  'published',
  'publisher',
  'state',
  'coder',
  'decided',
] as const
export const datasetSortSchema = z.strictObject({
  by: z.enum(datasetSorts),
  down: z.boolean().default(false),
})
export type DatasetSort = z.infer<typeof datasetSortSchema>
