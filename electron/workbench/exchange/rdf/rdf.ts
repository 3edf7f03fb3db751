import type { ExportChunks, ExportSource, FileWriter } from '../export-source.ts'
import { quadsOf } from './quads.ts'
import { namespaces, written, type Term } from './terms.ts'

async function* writeQuads(source: ExportSource): ExportChunks {
  let rows = 0
  for await (const quads of quadsOf(source)) {
    let lines = ''
    for (const { subject, predicate, object, graph } of quads)
      lines += `${written(subject)} <${predicate}> ${written(object)} ${graph === null ? '' : `<${graph}> `}.\n`
    rows += quads.length
    yield lines
  }
  return rows
}

async function* writeTurtle(source: ExportSource): ExportChunks {
  for (const [prefix, name] of Object.entries(namespaces)) yield `@prefix ${prefix}: <${name}> .\n`
  let rows = 0
  let last: string | null = null
  for await (const quads of quadsOf(source)) {
    let lines = ''
    for (const { subject: of, predicate, object } of quads) {
      const subject = short(of)
      lines += last === subject ? ' ;\n    ' : `${last === null ? '\n' : ' .\n\n'}${subject}\n    `
      lines += `${predicate === `${namespaces.rdf}type` ? 'a' : prefixed(predicate)} ${short(object)}`
      last = subject
    }
    rows += quads.length
    yield lines
  }
  if (last !== null) yield ' .\n'
  return rows
}

function short(one: Term): string {
  if (one.kind === 'iri') return prefixed(one.iri)
  if (one.datatype === undefined) return written(one)
  return written({ kind: 'literal', value: one.value }) + `^^${prefixed(one.datatype)}`
}

/** Names of our own things have no prefix, and are most. */
const ownThing = new RegExp(`^(?!${namespaces.beleg})urn:beleg:`)

/** A prefixed name where the rest of the IRI is a plain one. Source: RDF 1.1 Turtle, 6.5, PN_LOCAL; letters and digits only. */
function prefixed(iri: string): string {
  if (ownThing.test(iri)) return `<${iri}>`
  for (const [prefix, name] of Object.entries(namespaces)) {
    if (iri.startsWith(name) && /^[A-Za-z][A-Za-z0-9]*$/.test(iri.slice(name.length))) {
      return `${prefix}:${iri.slice(name.length)}`
    }
  }
  return `<${iri}>`
}

const losses = [
  {
    en: 'Histories of decisions, confidence and rules are not included.',
    de: 'Verläufe der Entscheidungen, Konfidenz und Regeln sind nicht enthalten.',
  },
  {
    en: 'Amounts with unit and currency, and dates with alternatives, stand as JSON in one literal.',
    de: 'Beträge mit Einheit und Währung sowie Datumsangaben mit anderen Lesarten stehen als JSON in einem Literal.',
  },
  {
    en: 'Direct properties of Wikidata are written for asserted, positive facts only; whatever is planned, claimed or denied stands as a fact with its modality.',
    de: 'Direkte Eigenschaften von Wikidata werden nur für behauptete, bejahte Fakten geschrieben; Geplantes, Behauptetes oder Verneintes steht als Fakt mit seiner Modalität.',
  },
] as const

/** Facts as RDF, each in the graph of the article that says so. */
export const nquads: FileWriter = {
  format: 'nquads',
  label: { en: 'RDF, N-Quads', de: 'RDF, N-Quads' },
  use: {
    en: 'For triple stores: schema.org, Wikidata and Web Annotation terms, each statement in the graph of its article.',
    de: 'Für Triple Stores: Begriffe von schema.org, Wikidata und Web Annotation, jede Aussage im Graphen ihres Artikels.',
  },
  extension: 'nq',
  row: 'record',
  unit: 'code-points',
  needsTexts: false,
  losses,
  write: writeQuads,
}

/** The same without graphs, for reading. */
export const turtle: FileWriter = {
  format: 'turtle',
  label: { en: 'RDF, Turtle', de: 'RDF, Turtle' },
  use: {
    en: 'For reading RDF and for tools without graphs: the same statements, sorted by their subjects.',
    de: 'Um RDF zu lesen und für Werkzeuge ohne Graphen: dieselben Aussagen, nach ihren Subjekten geordnet.',
  },
  extension: 'ttl',
  row: 'record',
  unit: 'code-points',
  needsTexts: false,
  losses: [
    {
      en: 'Which article a statement rests on is said of facts only; N-Quads says it of every statement.',
      de: 'Auf welchem Artikel eine Aussage beruht, steht nur bei den Fakten; N-Quads sagt es bei jeder Aussage.',
    },
    ...losses,
  ],
  write: writeTurtle,
}
