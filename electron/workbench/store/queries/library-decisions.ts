import { z } from 'zod'
import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import {
  columnMappingSchema,
  columnSignature,
  libraryFilterSchema,
  type ColumnMapping,
} from '../../../../shared/model/library.ts'
import {
  readableFormats,
  typeMappingSchema,
  type RememberedMappings,
} from '../../../../shared/model/annotations.ts'
import { rememberedListSchema, type RememberedList } from '../../../../shared/model/entity-list.ts'
import { viewIdSchema } from '../../../../shared/model/ids.ts'
import { currentValue } from '../handlers/library.ts'
import type { Reading } from '../rows.ts'

/** Views saved in the project. A query that this version does not understand any more narrows nothing. */
export function savedViews(db: Reading): ChannelOutput<'views.list'> {
  return [
    ...db.all('SELECT id, name, query_json FROM saved_view ORDER BY ordinal, id', [], (row) => {
      const query = libraryFilterSchema.safeParse(row.json('query_json'))
      return {
        id: viewIdSchema.parse(row.text('id')),
        name: row.text('name'),
        query: query.success ? query.data : {},
      }
    }),
  ]
}

/** What columns of tables hold, by their signature. What this version does not understand is left out. */
export function columnMappings(db: Reading): Readonly<Record<string, ColumnMapping>> {
  const found: Record<string, ColumnMapping> = {}
  for (const value of db.all("SELECT value FROM setting WHERE key >= 'columns:' AND key < 'columns;' ORDER BY key", [], (row) => row.json('value'))) {
    const parsed = rememberedSchema.safeParse(value)
    if (parsed.success) found[columnSignature(parsed.data.columns)] = parsed.data.mapping
  }
  return found
} // prettier-ignore
const rememberedSchema = z.object({ columns: z.array(z.string()), mapping: columnMappingSchema })

/** Key of the setting that remembers what names mean in files of a format. */
export const namesKey = (format: string): string => `annotations:${format}`

/** What names of types and roles meant in files of each format. What this version does not understand is left out. */
export function annotationMappings(db: Reading): RememberedMappings {
  return Object.fromEntries(
    readableFormats.flatMap((format) => {
      const value = db.get('SELECT value FROM setting WHERE key = ?', [namesKey(format)], (row) => row.json('value'))
      const parsed = typeMappingSchema.safeParse(value)
      return parsed.success ? [[format, parsed.data]] : []
    }),
  )
} // prettier-ignore

/** What is remembered of lists of entities, by the signature of their columns. */
export function rememberedLists(db: Reading): Readonly<Record<string, RememberedList>> {
  const found: Record<string, RememberedList> = {}
  for (const value of db.all("SELECT value FROM setting WHERE key >= 'list:' AND key < 'list;' ORDER BY key", [], (row) => row.json('value'))) {
    const parsed = rememberedListSchema.safeParse(value)
    if (parsed.success) found[columnSignature(parsed.data.columns)] = parsed.data
  }
  return found
} // prettier-ignore

/** In how many of some articles a change would change something. */
export function bulkPreview(
  db: Reading,
  { articleIds, change }: ChannelRequest<'articles.bulkPreview'>,
  revision: number,
): ChannelOutput<'articles.bulkPreview'> {
  const { triage, fields = {} } = change
  const wanted = Object.entries(fields)
  let changing = 0
  for (const articleId of new Set<string>(articleIds)) {
    const sorted =
      triage !== undefined &&
      db.count('SELECT count(*) FROM article WHERE id = ? AND triage = ? AND triage_reason IS ?', [
        articleId,
        triage.state,
        triage.reason ?? null,
      ]) === 0
    if (sorted || wanted.some(([field, value]) => currentValue({ db }, articleId, field) !== value))
      changing += 1
  }
  return { articles: new Set(articleIds).size, changing, revision }
}
