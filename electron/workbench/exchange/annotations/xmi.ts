import type { Span } from '../../../../shared/model/span.ts'
import {
  annotationGraphs,
  facetsOf,
  reserved,
  type AnnotationGraph,
  type FacetName,
  type GraphNode,
} from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import type { ExportFile, ExportSource, FolderWriter } from '../export-source.ts'
import { cutsOf, sentencesOf, tokensOf } from './tokens.ts'
import { factFeatures, mentionFeatures, typeSystemXml, xmiName, xmiPrefixes, xmiTypes } from './xmi-types.ts'
import { xmlAttributes } from '../xml-text.ts'
import { whole } from './whole-file.ts'

/** Names of features that differ from their facet's. */
const facetOf: Readonly<Record<string, FacetName>> = { values: 'value' }

/** One article as a CAS with one view. */
export function xmiOf(graph: AnnotationGraph, project: string): string {
  const elements: string[] = []
  const members: number[] = []
  const sofa = 1
  let last = sofa
  const add = (
    type: string,
    values: Readonly<Record<string, string | number | null>>,
    id = ++last,
  ): number => {
    const { namespace, local } = xmiName(type)
    elements.push(
      `<${xmiPrefixes.get(namespace) ?? ''}:${local}${xmlAttributes({ 'xmi:id': id, ...values })}/>`,
    )
    return id
  }
  const mark = (
    type: string,
    span: Span,
    values: Readonly<Record<string, string | null>> = {},
    id?: number,
  ): number => {
    const known = add(type, { sofa, begin: span.start, end: span.end, ...values }, id)
    members.push(known)
    return known
  }
  const { article, text } = graph
  mark(
    xmiTypes.metadata,
    { start: 0, end: text.length },
    {
      language: article.lang ?? 'x-unspecified',
      documentTitle: article.title,
      documentId: article.id,
      documentUri: `urn:sha256:${article.textSha256}`,
      collectionId: project,
      isLastSegment: 'false',
    },
  )
  const spans = graph.nodes.flatMap((node) => node.spans)
  const cuts = cutsOf(spans)
  for (const sentence of sentencesOf(text, graph.sentences, spans)) {
    mark(xmiTypes.sentence, sentence)
    for (const token of tokensOf(text, sentence, cuts)) mark(xmiTypes.token, token)
  }
  const ids = new Map<string, readonly number[]>()
  for (const node of graph.nodes) {
    if (node.kind === 'fact') continue
    const type = node.kind === 'evidence' ? xmiTypes.evidence : xmiTypes.mention
    const values = node.kind === 'evidence' ? { value: node.label } : featuresOf(node, mentionFeatures)
    ids.set(
      node.id,
      node.spans.map((span) => mark(type, span, values)),
    )
  }
  for (const node of graph.nodes) {
    const [anchor] = node.spans
    if (node.kind !== 'fact' || anchor === undefined) continue
    const own = graph.edges.filter(({ from }) => from === node.id)
    const linked = (type: string, edges: typeof own): string =>
      edges
        .flatMap(({ role, to }) => (ids.get(to) ?? []).map((target) => add(type, { role, target })))
        .join(' ')
    const isEvidence = ({ role }: { readonly role: string }): boolean => role === reserved.evidence
    mark(xmiTypes.fact, anchor, {
      ...featuresOf(node, factFeatures),
      slots: linked(
        xmiTypes.slotLink,
        own.filter((edge) => !isEvidence(edge)),
      ),
      evidence: linked(xmiTypes.evidenceLink, own.filter(isEvidence)),
    })
  }
  return xmiDocument([
    '<cas:NULL xmi:id="0"/>',
    ...elements,
    `<cas:Sofa${xmlAttributes({ 'xmi:id': sofa, sofaNum: 1, sofaID: '_InitialView', mimeType: 'text', sofaString: text })}/>`,
    `<cas:View${xmlAttributes({ sofa, members: members.join(' ') })}/>`,
  ])
}

function featuresOf(node: GraphNode, names: readonly string[]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    names.map((name) => {
      if (name === 'value') return [name, node.label]
      const values = facetsOf(node, facetOf[name] ?? (name as FacetName))
      return [name, values.length === 0 ? null : values.join('\n')]
    }),
  )
}

function xmiDocument(elements: readonly string[]): string {
  const declared = [...xmiPrefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI${declared.join('')} xmi:version="2.0">\n${elements.join('\n')}\n</xmi:XMI>\n`
}

async function* files(source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  yield { path: 'TypeSystem.xml', write: () => whole(typeSystemXml()) }
  for await (const graph of annotationGraphs(source)) {
    yield {
      path: `${graph.name}.xmi`,
      write: () => whole(xmiOf(graph, source.project.name), graph.nodes.length),
    }
  }
}

/** UIMA CAS XMI with the layers INCEpTION makes for itself. */
export const xmi: FolderWriter = {
  format: 'xmi',
  label: { en: 'UIMA CAS XMI (INCEpTION)', de: 'UIMA CAS XMI (INCEpTION)' },
  use: {
    en: 'For INCEpTION and UIMA: a layer for mentions and one for facts with their slots.',
    de: 'Für INCEpTION und UIMA: eine Ebene für Nennungen und eine für Fakten mit ihren Feldern.',
  },
  extension: 'zip',
  row: 'mention',
  unit: 'utf-16',
  needsTexts: true,
  losses: [
    annotationLosses.attestations,
    annotationLosses.history,
    annotationLosses.norms,
    annotationLosses.parts,
    annotationLosses.zones,
    annotationLosses.anchor,
    {
      en: 'Control characters that XML cannot hold are U+FFFD in the text; every offset stays as it is.',
      de: 'Steuerzeichen, die XML nicht fassen kann, sind im Text U+FFFD; alle Positionen bleiben gleich.',
    },
    {
      en: 'How facts of an article relate to each other (derived from, contradicts) is not included.',
      de: 'Wie Fakten eines Artikels zueinander stehen (abgeleitet von, widerspricht), fehlt.',
    },
  ],
  files,
} // prettier-ignore
