import type { Facet, FacetName } from '../annotations/annotation-graph.ts'
import { Problems, type RawArrow, type RawArticle, type RawMark, type RawSpan } from './raw-annotations.ts'

/**
 * Standoff annotations of brat. Written from the format's own page (brat.nlplab.org/standoff.html): lines `T` (text-bound,
 * also of parts), `E` (events), `R` and `*` (relations), `A` and `M` (attributes), `N` (references), `#` (notes); ids are
 * unique in a file, offsets count characters.
 */
export function readBrat(name: string, text: string | null, ann: string): RawArticle {
  const problems = new Problems()
  const marks = new Map<string, { label: string; spans: readonly RawSpan[]; facets: Facet[] }>()
  const arrows: RawArrow[] = []
  /** Events speak of their trigger's mark. */
  const events = new Map<string, string>()
  const points = lazy(() => Array.from(text ?? ''))
  const fields = ann.split(/\r\n?|\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const [id = '', head = '', ...rest] = line.split('\t')
    return [{ id, words: head.split(' ').filter((word) => word !== ''), text: rest.join('\t'), at: `${name}:${String(index + 1)}` }]
  })
  // Where a piece begins a part of its own, though nothing but a line break parts it from the one before.
  const begins = new Map(
    fields.flatMap(({ id, words, text: listed }) => id.startsWith('#') && words[0] === 'Parts' ? [[words[1] ?? '', new Set(listed.split(' ').map(Number))] as const] : []),
  )
  for (const line of fields) {
    if (!line.id.startsWith('T')) continue
    const [label] = line.words
    const spans = spansOf(line.words.slice(1).join(' '), line.text, text === null ? null : points, begins.get(line.id))
    if (label === undefined || spans === null || marks.has(line.id)) problems.add('malformed', line.at)
    else marks.set(line.id, { label, spans, facets: [] })
  }
  // Several events may share a trigger: each further one gets a mark of its own.
  const taken = new Set<string>()
  for (const line of fields) {
    if (!line.id.startsWith('E')) continue
    const trigger = line.words[0]?.split(':')[1]
    const mark = trigger === undefined ? undefined : marks.get(trigger)
    if (trigger === undefined || mark === undefined) {
      problems.add('dangling', line.at)
      continue
    }
    const shared = taken.has(trigger)
    taken.add(trigger)
    if (shared) marks.set(line.id, { ...mark, facets: [] })
    events.set(line.id, shared ? line.id : trigger)
  }
  const markOf = (id: string): string => events.get(id) ?? id
  for (const line of fields) {
    if (line.id.startsWith('E')) {
      for (const argument of line.words.slice(1)) {
        const [role = '', to = ''] = argument.split(':')
        if (events.has(line.id)) arrows.push({ from: markOf(line.id), role, to: markOf(to) })
      }
    } else if (line.id.startsWith('R')) {
      const [role = '', ...ends] = line.words
      const [from = '', to = ''] = ends.map((end) => markOf(end.split(':')[1] ?? ''))
      arrows.push({ from, role, to })
    } else if (/^[AMN#]/.test(line.id)) {
      const [kind = '', target = '', value] = line.words
      const mark = marks.get(markOf(target))
      const facet = facetOf(line.id, kind, value, line.text)
      if (mark === undefined) problems.add('dangling', line.at)
      else if (facet !== null) mark.facets.push(facet)
    } else if (!/^[T*]/.test(line.id)) problems.add('malformed', line.at)
  }
  const said = new Set(events.values())
  const all = [...marks].map(([id, mark]): RawMark => ({ id, kind: said.has(id) ? 'fact' : 'mention', ...mark }))
  return { name, text, textSha256: null, unit: 'code-points', marks: all, arrows, problems: problems.all }
} // prettier-ignore

const attributes: Readonly<Record<string, FacetName>> = {
  Modality: 'modality',
  Polarity: 'polarity',
  State: 'state',
  Form: 'form',
}
const notes: Readonly<Record<string, FacetName>> = {
  Entity: 'entity',
  Time: 'time',
  NotStated: 'notStated',
  FilledBy: 'filledBy',
  Value: 'value',
  AnnotatorNotes: 'note',
}

function facetOf(id: string, kind: string, value: string | undefined, text: string): Facet | null {
  if (id.startsWith('#')) {
    const name = notes[kind]
    return name === undefined ? null : [name, text]
  }
  if (id.startsWith('N')) return value === undefined ? null : ['identifier', identifierOf(value)]
  const name = attributes[kind]
  if (name !== undefined && value !== undefined) return [name, value]
  // A usual attribute of other projects, without a value.
  return /^negat/i.test(kind) ? ['polarity', 'neg'] : null
}

/** `Wikidata:Q64` as the registry writes it. */
function identifierOf(reference: string): string {
  const colon = reference.indexOf(':')
  return colon === -1 ? reference : `${reference.slice(0, colon).toLowerCase()}${reference.slice(colon)}`
}

/**
 * `0 5;16 23` as spans. Pieces with nothing but line breaks between them are one: the format has no other way to write
 * a mark that spans a break. The words of the line are shared out among the pieces, which it joins by a blank.
 */
function spansOf(
  places: string,
  words: string,
  text: (() => readonly string[]) | null,
  begins: ReadonlySet<number> | undefined,
): readonly RawSpan[] | null {
  const pieces = places.split(';').map((piece) => piece.trim().split(/\s+/).map(Number))
  const pairs: [number, number][] = []
  for (const [start, end] of pieces) {
    if (start === undefined || end === undefined || !(start >= 0) || !(end > start) || !Number.isSafeInteger(end)) return null // prettier-ignore
    pairs.push([start, end])
  }
  const total = pairs.reduce((sum, [start, end]) => sum + end - start, pairs.length - 1)
  const points = Array.from(words)
  // Where the words are as long as the places say in code points, each piece gets its own; else the whole speaks for one.
  const told = points.length === total
  let at = 0
  const spans = pairs.map(([start, end]): RawSpan => {
    const quote = told ? points.slice(at, at + end - start).join('') : pairs.length === 1 ? words : null
    at += end - start + 1
    return { start, end, quote }
  })
  return joinedOverBreaks(spans, text, begins)
}

function joinedOverBreaks(spans: readonly RawSpan[], text: (() => readonly string[]) | null, begins: ReadonlySet<number> | undefined): readonly RawSpan[] {
  if (text === null || spans.length < 2) return spans
  const points = text()
  const joined: RawSpan[] = []
  for (const [index, span] of spans.entries()) {
    const last = joined.at(-1)
    const between = last === undefined ? ' ' : points.slice(last.end, span.start).join('')
    if (last !== undefined && begins?.has(index + 1) !== true && span.start > last.end && /^[\r\n]+$/.test(between)) {
      const quote = last.quote === null || span.quote === null ? null : `${last.quote}${between}${span.quote}`
      joined[joined.length - 1] = { start: last.start, end: span.end, quote }
    } else joined.push(span)
  }
  return joined
} // prettier-ignore

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
