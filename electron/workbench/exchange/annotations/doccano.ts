import { unitTable } from '../../../../shared/offsets.ts'
import { annotationGraphs, type AnnotationGraph } from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import type { ExportChunks, ExportFile, ExportSource, FolderWriter } from '../export-source.ts'
import { flatMarks, type FlatMark } from './flat-marks.ts'
import { canonicalJson } from '../jsonl-line.ts'
import { whole } from './whole-file.ts'

/** Metadata that doccano keeps beside the text. */
const metaOf = ({ article }: AnnotationGraph): object => ({
  articleId: article.id,
  sourceName: article.sourceName,
  textSha256: article.textSha256,
  sourceSha256: article.sourceSha256,
})

/** One line of “relations.jsonl”: marks and arrows, numbered through the whole file. */
function withRelations(graph: AnnotationGraph, id: number, counted: { entities: number; relations: number }): string {
  const units = unitTable(graph.text, 'code-points')
  const { marks, arrows } = flatMarks(graph)
  const ids = new Map<FlatMark, number>()
  for (const mark of marks) ids.set(mark, ++counted.entities)
  return canonicalJson({
    id,
    text: graph.text,
    ...metaOf(graph),
    entities: marks.map((mark) => ({
      id: ids.get(mark),
      label: mark.node.label,
      start_offset: units.of(mark.span.start),
      end_offset: units.of(mark.span.end),
    })),
    relations: arrows.map(({ from, role, to }) => ({
      id: ++counted.relations,
      from_id: ids.get(from),
      to_id: ids.get(to),
      type: role,
    })),
  })
} // prettier-ignore

/** One line of “sequence.jsonl”: mentions only, as a sequence labelling project takes them. */
function withLabels(graph: AnnotationGraph, id: number): string {
  const units = unitTable(graph.text, 'code-points')
  const label = graph.nodes.flatMap(({ kind, label: name, spans: [span] }) =>
    kind === 'mention' && span !== undefined ? [[units.of(span.start), units.of(span.end), name]] : [],
  )
  return canonicalJson({ id, text: graph.text, ...metaOf(graph), label })
}

async function* lines(source: ExportSource, lineOf: (graph: AnnotationGraph, id: number) => string): ExportChunks {
  let articles = 0
  for await (const graph of annotationGraphs(source)) yield `${lineOf(graph, ++articles)}\n`
  return articles
} // prettier-ignore

const readme = [
  'sequence.jsonl   mentions, for a project “Sequence Labeling”, format JSONL',
  'relations.jsonl  mentions and facts with relations, for a project “Sequence Labeling” with “Use relation labeling”',
  'Both: allow overlapping spans; do not count grapheme clusters as one character. Offsets count code points.',
  '',
].join('\n')

async function* files(source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  yield await Promise.resolve({ path: 'README.txt', write: () => whole(readme) })
  yield { path: 'sequence.jsonl', write: () => lines(source, withLabels) }
  const counted = { entities: 0, relations: 0 }
  yield { path: 'relations.jsonl', write: () => lines(source, (graph, id) => withRelations(graph, id, counted)) }
} // prettier-ignore

/** Lines for doccano, with and without relations. */
export const doccano: FolderWriter = {
  format: 'doccano',
  label: { en: 'doccano (JSONL)', de: 'doccano (JSONL)' },
  use: {
    en: 'For doccano: a line per article, as sequence labels and with relations.',
    de: 'Für doccano: eine Zeile je Artikel, als Sequenz-Labels und mit Relationen.',
  },
  extension: 'zip',
  row: 'article',
  unit: 'code-points',
  needsTexts: true,
  losses: [
    annotationLosses.attributes,
    annotationLosses.attestations,
    annotationLosses.history,
    annotationLosses.norms,
    annotationLosses.parts,
    annotationLosses.zones,
    annotationLosses.anchor,
  ],
  files,
}
