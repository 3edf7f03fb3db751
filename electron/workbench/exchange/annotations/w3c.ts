import type { QuotedSpan } from '../../../../shared/model/span.ts'
import { floorToCodePoint, unitTable, type UnitTable } from '../../../../shared/offsets.ts'
import { annotationGraphs, facetsOf, type AnnotationGraph, type GraphNode } from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import type { ExportChunks, ExportSource, FileWriter } from '../export-source.ts'
import { canonicalJson } from '../jsonl-line.ts'
import { w3cContext } from './w3c-context.ts'

/** Words before and after a quote, in code units: enough to tell two places of the same words apart. */
const around = 32

/** Addresses under which identifiers of the registry are known to the world. */
const addresses: Readonly<Record<string, (value: string) => string>> = {
  'wikidata': (value) => `http://www.wikidata.org/entity/${encodeURIComponent(value)}`,
  'geonames': (value) => `https://sws.geonames.org/${encodeURIComponent(value)}/`,
} // prettier-ignore

function addressOf(identifier: string): string {
  const colon = identifier.indexOf(':')
  const [scheme, value] = [identifier.slice(0, colon), identifier.slice(colon + 1)]
  return addresses[scheme]?.(value) ?? `urn:beleg:${encodeURIComponent(scheme)}:${encodeURIComponent(value)}`
}

function targetOf({ text, article }: AnnotationGraph, units: UnitTable, span: QuotedSpan): object {
  const before = floorToCodePoint(text, Math.max(0, span.start - around))
  const after = floorToCodePoint(text, Math.min(text.length, span.end + around))
  return {
    type: 'SpecificResource',
    source: sourceOf(article),
    selector: [
      {
        type: 'TextQuoteSelector',
        exact: span.surface,
        prefix: text.slice(before, span.start),
        suffix: text.slice(span.end, after),
      },
      { type: 'TextPositionSelector', start: units.of(span.start), end: units.of(span.end) },
    ],
  }
}

/** An article by the checksum of its frozen text: what positions and quotes refer to. */
const sourceOf = (article: AnnotationGraph['article']): string => `urn:sha256:${article.textSha256}`

function annotationsOf(graph: AnnotationGraph): readonly object[] {
  const units = unitTable(graph.text, 'code-points')
  const idOf = (node: string): string => `urn:beleg:article:${encodeURIComponent(graph.article.id)}:${node}`
  return graph.nodes.map((node) => ({
    id: idOf(node.id),
    type: 'Annotation',
    motivation: 'classifying',
    target: node.spans.map((span) => targetOf(graph, units, span)),
    body: [
      { type: 'TextualBody', purpose: 'classifying', value: node.label },
      ...facetsOf(node, 'identifier').map((identifier) => ({
        type: 'SpecificResource',
        purpose: 'identifying',
        source: addressOf(identifier),
      })),
      ...details(graph, node, idOf),
    ],
  }))
}

/** What has no place in the standard: facets of the mark and the slots of a fact. */
function details(graph: AnnotationGraph, node: GraphNode, idOf: (node: string) => string): readonly object[] {
  const facets = node.facets.map(([name, value]) => `${name}=${value}`)
  if (node.kind !== 'fact' && facets.length === 0) return []
  const slots = graph.edges
    .filter(({ from }) => from === node.id)
    .map(({ role, to }) => ({ type: 'Slot', role, filler: idOf(to) }))
  return [
    { type: node.kind === 'fact' ? 'Fact' : 'SpecificResource', purpose: 'describing', facets, ...(node.kind === 'fact' ? { slots } : {}) },
  ] // prettier-ignore
}

async function* write(source: ExportSource): ExportChunks {
  const { project, dataset } = source
  const id = `urn:beleg:dataset:${encodeURIComponent(project.id)}:${encodeURIComponent(dataset.id)}`
  const head = {
    '@context': w3cContext,
    id,
    type: 'AnnotationCollection',
    label: dataset.name,
  }
  // The page is left open for its annotations; how many there were stands behind them.
  yield `${JSON.stringify(head).slice(0, -1)},"first":{"id":${JSON.stringify(`${id}:1`)},"type":"AnnotationPage","startIndex":0,"items":[`
  let rows = 0
  for await (const graph of annotationGraphs(source)) {
    for (const annotation of annotationsOf(graph)) {
      yield `${rows === 0 ? '\n' : ',\n'}${canonicalJson(annotation)}`
      rows++
    }
  }
  yield `\n]},"total":${String(rows)}}\n`
  return rows
}

/** A collection of W3C Web Annotations in JSON-LD. */
export const w3c: FileWriter = {
  format: 'w3c',
  label: { en: 'W3C Web Annotation (JSON-LD)', de: 'W3C Web Annotation (JSON-LD)' },
  use: {
    en: 'For annotation tools of the web: every mark with its quote, the words around it and its position.',
    de: 'Für Annotationswerkzeuge des Webs: jede Markierung mit Zitat, den Wörtern darum herum und Position.',
  },
  extension: 'jsonld',
  row: 'mention',
  unit: 'code-points',
  needsTexts: true,
  losses: [
    {
      en: 'The articles’ texts are not included beyond quotes and the words around them; each is named by the checksum of its text.',
      de: 'Von den Texten der Artikel stehen nur Zitate und die Wörter darum herum da; benannt ist jeder durch die Prüfsumme seines Textes.',
    },
    annotationLosses.attestations,
    annotationLosses.history,
    annotationLosses.norms,
    annotationLosses.zones,
    annotationLosses.anchor,
    {
      en: 'Slots and attributes of facts are in a body of our own vocabulary; tools that do not know it show type and quote.',
      de: 'Felder und Attribute der Fakten stehen in einem Körper eigenen Vokabulars; Werkzeuge, die es nicht kennen, zeigen Typ und Zitat.',
    },
  ],
  write,
}
