import { z } from 'zod'
import { commandAnswerSchema, commandSchema } from '../../shared/commands/index.ts'
import { errorSchema } from '../../shared/errors.ts'
import { extractionOutputSchema } from '../../shared/model/extraction.ts'
import {
  articleRowSchema,
  datasetViewSchema,
  entityViewSchema,
  factViewSchema,
  historyRowSchema,
  mentionViewSchema,
} from '../../shared/model/views.ts'
import { listReportSchema } from '../../shared/model/entity-list.ts'
import { releaseViewSchema } from '../../shared/model/release.ts'
import { ploverRecordSchema } from '../workbench/exchange/events/plover.ts'
import { exportRecords, exportRecordSchema } from '../workbench/exchange/export-record.ts'
import { wordsMayBeWithheld } from '../workbench/exchange/jsonl-schemas.ts'

/**
 * What is promised to programs outside: each shape as JSON Schema, draft 2020-12. `input` shapes are written by the
 * caller, `output` shapes by Beleg. They change only by addition.
 */
const published = {
  'command': { schema: commandSchema, io: 'input', title: 'One line of beleg apply' },
  'command-answer': { schema: commandAnswerSchema, io: 'output', title: 'The answer to one command' },
  'extraction': { schema: extractionOutputSchema, io: 'output', title: 'What extraction says about one article' },
  'article': { schema: articleRowSchema, io: 'output', title: 'A row of beleg query articles' },
  'fact': { schema: factViewSchema, io: 'output', title: 'A row of beleg query facts' },
  'mention': { schema: mentionViewSchema, io: 'output', title: 'A row of beleg query mentions' },
  'entity': { schema: entityViewSchema, io: 'output', title: 'A row of beleg query entities' },
  'history': { schema: historyRowSchema, io: 'output', title: 'A row of beleg query history' },
  'dataset': { schema: datasetViewSchema, io: 'output', title: 'A dataset' },
  'release': { schema: releaseViewSchema, io: 'output', title: 'A release of a dataset' },
  'entity-list': { schema: listReportSchema, io: 'output', title: 'What beleg import-entities says' },
  'plover': { schema: ploverRecordSchema, io: 'output', title: 'One line of a PLOVER export' },
  'export-record': { schema: exportRecordSchema, io: 'output', title: 'One line of a JSONL export' },
  'export-article': { schema: exportRecords.article, io: 'output', title: 'An article of a JSONL export' },
  'export-content': { schema: exportRecords.content, io: 'output', title: 'What stands in an article of a JSONL export' },
  'export-mention': { schema: exportRecords.mention, io: 'output', title: 'A mention of a JSONL export' },
  'export-entity': { schema: exportRecords.entity, io: 'output', title: 'An entity of a JSONL export' },
  'export-fact': { schema: exportRecords.fact, io: 'output', title: 'A fact of a JSONL export' },
  'export-decision': { schema: exportRecords.decision, io: 'output', title: 'A decision on a fact of a JSONL export' },
} as const satisfies Record<string, { schema: z.ZodType; io: 'input' | 'output'; title: string }> // prettier-ignore

export type SchemaName = keyof typeof published
export const schemaNames = Object.keys(published) as readonly SchemaName[]

/** Whether callers write the shape or read it. */
export function schemaDirection(name: SchemaName): 'input' | 'output' {
  return published[name].io
}

const errorCode = 'A stable name such as project.locked. Later versions may know further ones.'

/** The JSON Schema of that name. Output shapes allow unknown properties, because later versions add some. */
export function publishedSchema(name: SchemaName): Readonly<Record<string, unknown>> {
  const { schema, io, title } = published[name]
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema, path }) => {
      if (name.startsWith('export-')) wordsMayBeWithheld(jsonSchema, path)
      if (zodSchema === errorSchema.shape.code)
        Object.assign(jsonSchema, { type: 'string', description: errorCode })
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  return { $schema, $id: `urn:beleg:schema:${name}`, title, ...rest }
}
