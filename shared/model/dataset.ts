import { z } from 'zod'
import { articleIdSchema, entityIdSchema } from './ids.ts'
import { curatedStates, factStateSchema } from './vocabulary.ts'

/**
 * The saved query of a dataset. Every field narrows; an absent field does not.
 * Dates are ISO 8601 days and compare with the fact's time by its earliest day.
 */
export const datasetQuerySchema = z.object({
  states: z.array(factStateSchema).default([...curatedStates]),
  types: z.array(z.string()).optional(),
  articleIds: z.array(articleIdSchema).optional(),
  publishers: z.array(z.string()).optional(),
  entityIds: z.array(entityIdSchema).optional(),
  from: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
  to: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
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
