import type { ArticleRow, EntityView, FactView } from '../../../../shared/model/views.ts'
import { sidesOf, type Cast } from './actors.ts'
import { castOf, datesOf, pairs } from './records.ts'
import {
  entityLabel,
  factsByArticle,
  type ExportChunks,
  type ExportSource,
  type FileWriter,
} from '../export-source.ts'
import { xmlAttributes, xmlText } from '../xml-text.ts'

interface Edge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly fact: FactView
  readonly article: ArticleRow
}

/** Facts that hold between their first filler and the others: their slots are no actors and recipients. */
const holder: Readonly<Partial<Record<string, string>>> = {
  position_held: 'person',
  appointment: 'person',
  membership: 'member',
  capital_of: 'place',
  located_in: 'place',
}

async function* edgesOf(source: ExportSource, cast: Cast): AsyncGenerator<Edge, void, undefined> {
  for await (const { article, facts } of factsByArticle(source)) {
    for (const fact of facts) {
      for (const [at, [from, to]] of [...linked(fact, cast)].entries()) {
        yield { id: `${fact.id}-${String(at + 1)}`, from, to, fact, article }
      }
    }
  }
}

/** Pairs of entities that a fact links: who acts with whom it acts on, or the holder with what it holds. */
function* linked(fact: FactView, cast: Cast): Generator<readonly [string, string], void, undefined> {
  const first = fact.slots.find(
    ({ role, entityId }) => role === holder[fact.type] && entityId !== null,
  )?.entityId
  if (first != null) {
    const others = new Set(fact.slots.map(({ entityId }) => entityId))
    for (const other of others)
      if (other !== null && other !== first && cast.entities.has(other)) yield [first, other]
    return
  }
  for (const [actor, other] of pairs(sidesOf(fact, cast))) {
    if (actor.entity !== null && other?.entity != null) yield [actor.entity.id, other.entity.id]
  }
}

const attributes = (kind: 'node' | 'edge', names: readonly string[]): string =>
  `<attributes class="${kind}" mode="static">${names
    .map((name) => `<attribute id="${name}" title="${name}" type="string"/>`)
    .join('')}</attributes>\n`

const values = (pairsOfValues: readonly (readonly [string, string | null])[]): string =>
  `<attvalues>${pairsOfValues
    .map(([name, value]) => (value === null ? '' : `<attvalue${xmlAttributes({ for: name, value })}/>`))
    .join('')}</attvalues>`

function node(entity: EntityView, source: ExportSource): string {
  const wikidata = entity.identifiers.find(({ scheme }) => scheme === 'wikidata')?.value ?? null
  return `<node${xmlAttributes({ id: entity.id, label: entityLabel(entity, source.language) })}>${values([
    ['type', entity.type],
    ['country', entity.country],
    ['wikidata', wikidata],
  ])}</node>\n`
}

function edge({ id, from, to, fact, article }: Edge, number: number): string {
  const dates = datesOf(fact)
  const place = { id: number, source: from, target: to, label: fact.type, weight: 1 }
  const span = dates === null ? {} : { start: dates.first, end: dates.last }
  return `<edge${xmlAttributes({ ...place, ...span })}>${values([
    ['pair', id],
    ['fact', fact.id],
    ['type', fact.type],
    ['plover', fact.plover?.event ?? null],
    ['quad', fact.plover === null ? null : String(fact.plover.quad)],
    ['modality', fact.modality],
    ['polarity', fact.polarity],
    ['article', article.id],
    ['evidence', fact.evidence.map(({ surface }) => surface).join(' … ')],
  ])}</edge>\n`
}

async function* write(source: ExportSource): ExportChunks {
  const cast = await castOf(source)
  const named = new Set<string>()
  for await (const { from, to } of edgesOf(source, cast)) named.add(from).add(to)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n<meta><creator>Beleg</creator><description>${xmlText(source.dataset.name)}</description></meta>\n<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n`
  yield attributes('node', ['type', 'country', 'wikidata'])
  yield attributes('edge', [
    'pair',
    'fact',
    'type',
    'plover',
    'quad',
    'modality',
    'polarity',
    'article',
    'evidence',
  ])
  yield '<nodes>\n'
  for (const entity of cast.entities.values()) if (named.has(entity.id)) yield node(entity, source)
  yield '</nodes>\n<edges>\n'
  let rows = 0
  for await (const one of edgesOf(source, cast)) yield edge(one, ++rows)
  yield '</edges>\n</graph>\n</gexf>\n'
  return rows
}

/** Who has to do with whom, over time. */
export const gexf: FileWriter = {
  format: 'gexf',
  label: { en: 'Network, GEXF', de: 'Netzwerk, GEXF' },
  use: {
    en: 'For Gephi and network analysis: entities as nodes, facts between them as edges with their time.',
    de: 'Für Gephi und Netzwerkanalyse: Entitäten als Knoten, Fakten zwischen ihnen als Kanten mit ihrer Zeit.',
  },
  extension: 'gexf',
  row: 'record',
  unit: 'none',
  needsTexts: false,
  losses: [
    {
      en: 'A fact with several on its sides becomes several edges, and facts that link no two entities are not written.',
      de: 'Ein Fakt mit mehreren Beteiligten wird zu mehreren Kanten; Fakten, die keine zwei Entitäten verbinden, werden nicht geschrieben.',
    },
    {
      en: 'All edges are directed, because readers of the format take only one kind; where nobody acts on the other (a meeting, a treaty) the order is that of the text.',
      de: 'Alle Kanten sind gerichtet, weil Leser des Formats nur eine Art annehmen; wo niemand auf den anderen wirkt (ein Treffen, ein Vertrag), gilt die Reihenfolge des Textes.',
    },
    {
      en: 'Other slots, offsets and decisions are not included; characters that XML does not allow become U+FFFD.',
      de: 'Andere Felder, Positionen und Entscheidungen sind nicht enthalten; Zeichen, die XML nicht erlaubt, werden zu U+FFFD.',
    },
  ],
  write,
}
