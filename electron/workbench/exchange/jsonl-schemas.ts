import { z } from 'zod'
import { exportRecords, type ExportRecordOf } from './export-record.ts'

/** The JSON Schema (draft 2020-12) of every kind of record, in the order of the file; unknown properties are allowed, because later versions add some. */
export function schemaRecords(): readonly ExportRecordOf<'schema'>[] {
  return Object.entries(exportRecords).map(([of, shape]) => ({
    record: 'schema',
    of,
    schema: z.toJSONSchema(shape, {
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      },
    }),
  }))
}
