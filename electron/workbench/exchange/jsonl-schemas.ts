import { z } from 'zod'
import { exportRecords, type ExportRecordOf } from './export-record.ts'

/**
 * An export may withhold the words of the articles: what quotes them is empty then, where the program itself never has
 * empty words. Said of every property called `surface` that else has words.
 */
export function wordsMayBeWithheld(
  jsonSchema: { minLength?: unknown; description?: unknown },
  path: readonly (string | number)[],
): void {
  if (path.at(-1) !== 'surface' || jsonSchema.minLength === undefined) return
  delete jsonSchema.minLength
  jsonSchema.description = 'Words of the article; empty where the export withholds them.'
}

/** The JSON Schema (draft 2020-12) of every kind of record, in the order of the file; unknown properties are allowed, because later versions add some. */
export function schemaRecords(): readonly ExportRecordOf<'schema'>[] {
  return Object.entries(exportRecords).map(([of, shape]) => ({
    record: 'schema',
    of,
    schema: z.toJSONSchema(shape, {
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ jsonSchema, path }) => {
        wordsMayBeWithheld(jsonSchema, path)
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      },
    }),
  }))
}
