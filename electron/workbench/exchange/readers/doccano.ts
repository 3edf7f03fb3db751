import { z } from 'zod'
import { BelegError } from '../../../../shared/errors.ts'
import { jsonLines } from './json-lines.ts'
import { Problems, type RawArrow, type RawArticle, type RawMark } from './raw-annotations.ts'

const offset = z.number().int().nonnegative()
const id = z.union([z.number(), z.string()]).transform(String)
const triple = z.tuple([offset, offset, z.string()]).rest(z.unknown())
/** A line of an export, with labels (`label`, or `labels` of older versions) or with entities and relations. */
const lineSchema = z.looseObject({
  id: id.optional(),
  text: z.string().optional(),
  /** Called so by older versions. */
  data: z.string().optional(),
  label: z.array(triple).optional(),
  labels: z.array(triple).optional(),
  entities: z.array(z.looseObject({ id, label: z.string(), start_offset: offset, end_offset: offset })).optional(),
  relations: z.array(z.looseObject({ from_id: id, to_id: id, type: z.string() })).optional(),
  textSha256: z.string().optional(),
  sourceName: z.string().optional(),
}) // prettier-ignore

/** JSONL of doccano, one article a line; offsets count code points. Throws `file.damaged` where no line is one. */
export function readDoccano(path: string, jsonl: string): readonly RawArticle[] {
  const articles: RawArticle[] = []
  const broken = new Problems()
  for (const { line, value } of jsonLines(jsonl)) {
    const parsed = lineSchema.safeParse(value)
    const text = parsed.success ? (parsed.data.text ?? parsed.data.data) : undefined
    if (!parsed.success || text === undefined) {
      broken.add('malformed', `${path}:${String(line)}`)
      continue
    }
    const { label, labels, entities, relations, textSha256, sourceName } = parsed.data
    const marks = [
      ...[...(label ?? []), ...(labels ?? [])].map(([start, end, name], index): RawMark => ({ id: `l${String(index + 1)}`, label: name, spans: [{ start, end, quote: null }], facets: [] })),
      ...(entities ?? []).map((entity): RawMark => ({ id: entity.id, label: entity.label, spans: [{ start: entity.start_offset, end: entity.end_offset, quote: null }], facets: [] })),
    ]
    const arrows = (relations ?? []).map((relation): RawArrow => ({ from: relation.from_id, role: relation.type, to: relation.to_id }))
    articles.push({ name: sourceName ?? `${path}:${String(line)}`, text, textSha256: textSha256 ?? null, unit: 'code-points', marks, arrows, problems: [] })
  }
  const [first, ...others] = articles
  if (first === undefined) throw new BelegError('file.damaged', { path, kind: 'doccano JSONL' })
  // Lines that cannot be read are told with the first article: they belong to none.
  return [{ ...first, problems: broken.all }, ...others]
} // prettier-ignore
