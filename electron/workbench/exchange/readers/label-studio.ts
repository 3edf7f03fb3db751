import { z } from 'zod'
import { BelegError } from '../../../../shared/errors.ts'
import { facetNames, type Facet } from '../annotations/annotation-graph.ts'
import { parsedJson } from './json-lines.ts'
import { Problems, type RawArrow, type RawArticle, type RawMark } from './raw-annotations.ts'

const regionSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  value: z.looseObject({
    start: z.number().int().nonnegative(),
    end: z.number().int().nonnegative(),
    text: z.string().optional(),
    labels: z.array(z.string()).optional(),
    choices: z.array(z.string()).optional(),
  }),
  from_name: z.string().optional(),
  meta: z.looseObject({ text: z.array(z.string()).optional() }).optional(),
})
const relationSchema = z.looseObject({
  type: z.literal('relation'),
  from_id: z.string(),
  to_id: z.string(),
  labels: z.array(z.string()).optional(),
  direction: z.string().optional(),
})
const taskSchema = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(z.looseObject({ result: z.array(z.unknown()), was_cancelled: z.boolean().optional() })).optional(),
}) // prettier-ignore

/** An export of Label Studio (JSON, not “JSON-MIN”), one article a task. Throws `file.damaged`. */
export function readLabelStudio(path: string, json: string): readonly RawArticle[] {
  const tasks = z.array(z.unknown()).safeParse(parsedJson(path, 'Label Studio JSON', json))
  if (!tasks.success) throw new BelegError('file.damaged', { path, kind: 'Label Studio JSON' })
  const broken = new Problems()
  const articles = tasks.data.flatMap((value, index) => {
    const task = taskSchema.safeParse(value)
    const article = task.success ? articleOf(path, index, task.data) : null
    if (article === null) broken.add('malformed', `${path}[${String(index)}]`)
    return article ?? []
  })
  const [first, ...others] = articles
  if (first === undefined) throw new BelegError('file.damaged', { path, kind: 'Label Studio JSON' })
  return [{ ...first, problems: [...first.problems, ...broken.all] }, ...others]
}

function articleOf(path: string, index: number, task: z.output<typeof taskSchema>): RawArticle | null {
  const word = (name: string): string | null => {
    const value = Object.hasOwn(task.data, name) ? task.data[name] : undefined
    return typeof value === 'string' ? value : null
  }
  // The text is the field that the interface shows; where it is called otherwise, the longest one.
  const texts = Object.values(task.data).filter((value) => typeof value === 'string')
  const text = word('text') ?? texts.reduce((a, b) => (b.length > a.length ? b : a), '')
  if (text === '') return null
  // Several annotators: the first that was not skipped. The others are second opinions, imported each by itself.
  const result = (task.annotations ?? []).find((one) => one.was_cancelled !== true)?.result ?? []
  return {
    name: word('sourceName') ?? `${path}[${String(task.id ?? index)}]`,
    text,
    textSha256: word('textSha256'),
    unit: 'code-points',
    ...marksOf(path, result),
  }
}

function marksOf(path: string, result: readonly unknown[]): Pick<RawArticle, 'marks' | 'arrows' | 'problems'> {
  const marks = new Map<string, RawMark & { facets: Facet[] }>()
  const choices: { id: string; facet: Facet }[] = []
  const arrows: RawArrow[] = []
  const problems = new Problems()
  for (const [index, one] of result.entries()) {
    const relation = relationSchema.safeParse(one)
    if (relation.success) {
      const { from_id, to_id, direction, labels = [''] } = relation.data
      const [from, to] = direction === 'left' ? [to_id, from_id] : [from_id, to_id]
      arrows.push(...labels.map((role) => ({ from, role, to })))
      continue
    }
    const region = regionSchema.safeParse(one)
    if (!region.success) {
      problems.add('malformed', `${path}:${String(index)}`)
      continue
    }
    const { id, value, from_name: name, meta } = region.data
    if (value.labels?.[0] !== undefined) {
      const span = { start: value.start, end: value.end, quote: value.text ?? null }
      marks.set(id, { id, label: value.labels[0], spans: [span], facets: (meta?.text ?? []).flatMap(facetsIn) })
    } else if (value.choices?.[0] !== undefined && (name === 'modality' || name === 'polarity'))
      choices.push({ id, facet: [name, value.choices[0]] })
  }
  for (const { id, facet } of choices) marks.get(id)?.facets.push(facet)
  return { marks: [...marks.values()], arrows, problems: problems.all }
} // prettier-ignore

/** Remarks as we write them, `name=value`; any other is a note. */
export function facetsIn(remark: string): readonly Facet[] {
  const at = remark.indexOf('=')
  const name = facetNames.find((known) => known === remark.slice(0, at))
  return name === undefined ? [['note', remark]] : [[name, remark.slice(at + 1)]]
}
