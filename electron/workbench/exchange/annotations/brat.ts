import type { Bilingual } from '../../../../shared/model/codebook.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import { unitTable } from '../../../../shared/offsets.ts'
import { annotationGraphs, facetsOf, type AnnotationGraph, type GraphNode } from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import { annotationConf, bratName, visualConf } from './brat-config.ts'
import type { ExportFile, ExportSource, FolderWriter } from '../export-source.ts'
import { whole } from './whole-file.ts'

/** Parts of spans between line breaks: a line of an `.ann` file holds none, so a mark that has one is written in pieces. */
function fragments(text: string, spans: readonly QuotedSpan[]): readonly (readonly [number, number])[] {
  const pieces: [number, number][] = []
  for (const span of spans) {
    for (let start = span.start; start < span.end;) {
      const newline = text.indexOf('\n', start)
      const end = newline === -1 || newline > span.end ? span.end : newline
      if (end > start) pieces.push([start, end])
      start = end + 1
    }
  }
  return pieces
}

/** Numbers of the pieces with which a part begins, where a reader would take two parts for one: nothing but line breaks is between them. */
function partsOf(text: string, spans: readonly QuotedSpan[]): readonly number[] {
  const hidden = spans.some(
    (span, at) => at > 0 && /^\n+$/.test(text.slice(spans[at - 1]?.end ?? 0, span.start)),
  )
  if (!hidden) return []
  let next = 1
  return spans.map((span) => {
    const first = next
    next += fragments(text, [span]).length
    return first
  })
}

/** One line, whatever the words hold. */
const flat = (words: string): string => words.replace(/[\u0000-\u001f\u0085\u2028\u2029]/g, ' ')

/** The lines of an article's `.ann` file. */
export function annLines(graph: AnnotationGraph): readonly string[] {
  const units = unitTable(graph.text, 'code-points')
  const lines: string[] = []
  const marks = new Map<string, string>()
  const counts = { E: 0, R: 0, A: 0, N: 0, '#': 0 }
  const next = (letter: keyof typeof counts): string => `${letter}${String(++counts[letter])}`
  for (const [index, node] of graph.nodes.entries()) {
    const pieces = fragments(graph.text, node.spans)
    if (pieces.length === 0) continue
    const id = `T${String(index + 1)}`
    marks.set(node.id, id)
    const places = pieces.map(([start, end]) => `${String(units.of(start))} ${String(units.of(end))}`)
    const words = pieces.map(([start, end]) => flat(graph.text.slice(start, end)))
    lines.push(`${id}\t${bratName(node.label)} ${places.join(';')}\t${words.join(' ')}`)
  }
  const events = new Map<string, string>()
  for (const node of graph.nodes) {
    const trigger = marks.get(node.id)
    if (node.kind === 'fact' && trigger !== undefined) events.set(node.id, next('E'))
  }
  for (const node of graph.nodes) {
    const event = events.get(node.id)
    if (event === undefined) continue
    const seen = new Map<string, number>()
    const roles = graph.edges.flatMap(({ from, role, to }) => {
      const mark = from === node.id ? marks.get(to) : undefined
      if (mark === undefined) return []
      const number = (seen.get(role) ?? 0) + 1
      seen.set(role, number)
      // The second filler of a role is `role2`: so the format wants it.
      return [`${bratName(role)}${number === 1 ? '' : String(number)}:${mark}`]
    })
    lines.push(`${event}\t${[`${bratName(node.label)}:${marks.get(node.id) ?? ''}`, ...roles].join(' ')}`)
  }
  for (const { from, role, to } of graph.relations) {
    const [first, second] = [events.get(from), events.get(to)]
    if (first !== undefined && second !== undefined)
      lines.push(`${next('R')}\t${bratName(role)} Arg1:${first} Arg2:${second}`)
  }
  for (const node of graph.nodes) {
    const target = events.get(node.id) ?? marks.get(node.id)
    if (target !== undefined) lines.push(...attributeLines(node, target, next))
    const parts = partsOf(graph.text, node.spans)
    if (parts.length > 0) lines.push(`${next('#')}\tParts ${marks.get(node.id) ?? ''}\t${parts.join(' ')}`)
  }
  return lines
}

const attributes = [
  ['modality', 'Modality'],
  ['polarity', 'Polarity'],
  ['state', 'State'],
  ['form', 'Form'],
] as const

const remarks = [
  ['id', 'Id'],
  ['entity', 'Entity'],
  ['time', 'Time'],
  ['notStated', 'NotStated'],
  ['filledBy', 'FilledBy'],
  ['value', 'Value'],
  ['note', 'AnnotatorNotes'],
] as const

function* attributeLines(
  node: GraphNode,
  target: string,
  next: (letter: 'A' | 'N' | '#') => string,
): Generator<string> {
  for (const [facet, name] of attributes) {
    for (const value of facetsOf(node, facet)) yield `${next('A')}\t${name} ${target} ${bratName(value)}`
  }
  // The reference names the words as the text has them: a reader that shows it has something to show.
  const words = flat(node.spans.map(({ surface }) => surface).join(' '))
  for (const identifier of facetsOf(node, 'identifier'))
    yield `${next('N')}\tReference ${target} ${flat(identifier).replaceAll(' ', '_')}\t${words}`
  for (const [facet, name] of remarks) {
    for (const value of facetsOf(node, facet)) yield `${next('#')}\t${name} ${target}\t${flat(value)}`
  }
}

async function* files(source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  yield { path: 'annotation.conf', write: () => whole(annotationConf(source.codebook)) }
  yield { path: 'visual.conf', write: () => whole(visualConf(source.codebook, source.language)) }
  for await (const graph of annotationGraphs(source)) {
    yield { path: `${graph.name}.txt`, write: () => whole(graph.text) }
    yield {
      path: `${graph.name}.ann`,
      write: () => whole(annLines(graph).map((line) => `${line}\n`).join(''), graph.nodes.length),
    } // prettier-ignore
  }
}

const losses: readonly Bilingual[] = [
  annotationLosses.attestations,
  annotationLosses.history,
  annotationLosses.norms,
  annotationLosses.zones,
  annotationLosses.anchor,
  {
    en: 'A mark that spans a line break is written in pieces around it, as the format wants.',
    de: 'Eine Markierung über einen Zeilenumbruch hinweg steht, wie das Format es will, in Stücken da.',
  },
]

/** Standoff files of brat: the text, its annotations and the configuration that shows them. */
export const brat: FolderWriter = {
  format: 'brat',
  label: { en: 'brat standoff (.txt and .ann)', de: 'brat-Standoff (.txt und .ann)' },
  use: {
    en: 'For brat and the many programs that read its files: mentions, facts as events with their roles.',
    de: 'Für brat und die vielen Programme, die seine Dateien lesen: Nennungen und Fakten als Ereignisse mit Rollen.',
  },
  extension: 'zip',
  row: 'mention',
  unit: 'code-points',
  needsTexts: true,
  losses,
  files,
}
