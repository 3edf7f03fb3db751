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
