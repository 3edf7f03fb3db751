import { z } from 'zod'
import { BelegError } from '../../../../shared/errors.ts'
import type { Facet } from '../annotations/annotation-graph.ts'
import { parsedJson } from './json-lines.ts'
import { facetsIn } from './label-studio.ts'
import { Problems, type RawArrow, type RawArticle, type RawMark, type RawSpan } from './raw-annotations.ts'

const many = <T extends z.ZodType>(one: T) => z.union([z.array(one), one.transform((value) => [value])])
const selectorSchema = z.looseObject({
  type: z.string(),
  exact: z.string().optional(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().nonnegative().optional(),
})
const targetSchema = z.looseObject({
  source: z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]),
  selector: many(selectorSchema),
})
const bodySchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  purpose: z.string().optional(),
  value: z.string().optional(),
  source: z.string().optional(),
  facets: z.array(z.string()).optional(),
  slots: z.array(z.looseObject({ role: z.string(), filler: z.string() })).optional(),
})
const annotationSchema = z.looseObject({
  id: z.string().optional(),
  type: z.union([
    z.literal('Annotation'),
    z.array(z.string()).refine((types) => types.includes('Annotation')),
  ]),
  target: many(targetSchema),
  body: many(
    z.union([bodySchema, z.string().transform((value): z.output<typeof bodySchema> => ({ value }))]),
  ).optional(),
})

/**
 * W3C Web Annotations: a collection with its pages inside, a page, a list or one annotation, with text quotes, text
 * positions (code points, as the Recommendation says) or both. Terms are taken by the names of its own context. Articles
 * are told apart by the source of the targets. Throws `file.damaged`.
 */
export function readW3c(path: string, json: string): readonly RawArticle[] {
  const found = annotationsIn(parsedJson(path, 'W3C Web Annotation', json))
  if (found.length === 0) throw new BelegError('file.damaged', { path, kind: 'W3C Web Annotation' })
  const articles = new Map<string, { marks: RawMark[]; arrows: RawArrow[]; problems: Problems }>()
  const broken = new Problems()
  for (const [index, value] of found.entries()) {
    const annotation = annotationSchema.safeParse(value)
    const [first] = annotation.success ? annotation.data.target : []
    if (!annotation.success || first === undefined) {
      broken.add('malformed', `${path}[${String(index)}]`)
      continue
    }
    const article = articles.get(first.source) ?? { marks: [], arrows: [], problems: new Problems() }
    articles.set(first.source, article)
    const id = annotation.data.id ?? `a${String(index + 1)}`
    const bodies = annotation.data.body ?? []
    const label = labelOf(bodies)
    const spans = annotation.data.target.flatMap(({ selector }) => spanOf(selector) ?? [])
    if (label === null || spans.length === 0) article.problems.add('malformed', id)
    else article.marks.push({ id, label, spans, facets: facetsOf(bodies) })
    for (const { role, filler } of bodies.flatMap(({ slots }) => slots ?? [])) article.arrows.push({ from: id, role, to: filler })
  }
  return [...articles].map(([source, { marks, arrows, problems }], index) => ({
    name: source,
    text: null,
    textSha256: /^urn:sha256:([0-9a-f]{64})$/.exec(source)?.[1] ?? null,
    unit: 'code-points',
    marks,
    arrows,
    problems: [...problems.all, ...(index === 0 ? broken.all : [])],
  }))
} // prettier-ignore

type Body = z.output<typeof bodySchema>

/** The value of the body that classifies; of tools that say no purpose, the first word of any. */
function labelOf(bodies: readonly Body[]): string | null {
  const classifying = bodies.find(({ purpose, value }) => purpose === 'classifying' && value !== undefined)
  const tagging = bodies.find(({ purpose, value }) => purpose === 'tagging' && value !== undefined)
  return (classifying ?? tagging ?? bodies.find(({ purpose }) => purpose === undefined))?.value ?? null
}

function facetsOf(bodies: readonly Body[]): readonly Facet[] {
  const own = bodies.flatMap(({ facets }) => (facets ?? []).flatMap(facetsIn))
  const named = new Set(own.flatMap(([name, value]) => (name === 'identifier' ? [value] : [])))
  const wikidata = bodies.flatMap(({ purpose, source }) => {
    const [, id] = /^https?:\/\/www\.wikidata\.org\/(?:entity|wiki)\/(Q\d+)$/.exec(source ?? '') ?? []
    return purpose === 'identifying' && id !== undefined && !named.has(`wikidata:${id}`)
      ? [`wikidata:${id}`]
      : []
  })
  return [...own, ...wikidata.map((value): Facet => ['identifier', value])]
}

function spanOf(selectors: readonly z.output<typeof selectorSchema>[]): RawSpan | null {
  const quote = selectors.find(({ type, exact }) => type === 'TextQuoteSelector' && exact !== undefined)
  const position = selectors.find(({ type, start, end }) => type === 'TextPositionSelector' && start !== undefined && end !== undefined) // prettier-ignore
  if (quote === undefined && position === undefined) return null
  return {
    start: position?.start ?? 0,
    end: position?.end ?? 0,
    quote: quote?.exact ?? null,
    ...(quote?.prefix === undefined ? {} : { prefix: quote.prefix }),
    ...(quote?.suffix === undefined ? {} : { suffix: quote.suffix }),
  }
}

/** Everything that could be an annotation, wherever a collection keeps it. */
function annotationsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => annotationsIn(one))
  const known = z.looseObject({ type: z.unknown() }).safeParse(value)
  if (!known.success) return []
  const { type } = known.data
  if (type === 'AnnotationCollection' && 'first' in known.data) return annotationsIn(known.data['first'])
  if (type === 'AnnotationPage' && Array.isArray(known.data['items'])) return known.data['items']
  return type === 'Annotation' || Array.isArray(type) ? [value] : []
}
