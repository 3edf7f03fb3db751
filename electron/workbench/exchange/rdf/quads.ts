import { factTypeOf } from '../../../../shared/model/codebook.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import type { ArticleRow, EntityView, FactView, SlotView } from '../../../../shared/model/views.ts'
import { factsByArticle, type ExportSource } from '../export-source.ts'
import { foreignIri, iri, own, term, text, typed, type Quad, type Term } from './terms.ts'

const a = term('rdf', 'type')

/** schema.org's classes of entities. Source: schema.org 29, types of Thing. */
const classOf: Readonly<Partial<Record<EntityView['type'], string>>> = {
  PER: 'Person',
  ORG: 'Organization',
  GPE: 'AdministrativeArea',
  LOC: 'Place',
  ROLE: 'Role',
  EVT: 'Event',
  DOCU: 'Legislation',
  PROJECT: 'Project',
}

/** Roles that schema.org has a property of events and actions for. */
const propertyOf: Readonly<Partial<Record<string, string>>> = {
  agent: 'agent',
  participant: 'participant',
  party: 'participant',
  visitor: 'agent',
  host: 'participant',
  speaker: 'author',
  recipient: 'recipient',
  place: 'location',
  destination: 'toLocation',
  topic: 'about',
  instrument: 'instrument',
}

/** Facts that are one statement of Wikidata: its property with the roles of subject and object. */
const statementOf: Readonly<
  Partial<Record<string, readonly (readonly [subject: string, property: string, object: string])[]>>
> = {
  position_held: [
    ['person', 'P39', 'role'],
    ['person', 'P108', 'org'],
  ],
  membership: [['member', 'P463', 'org']],
  capital_of: [['place', 'P1376', 'of']],
  located_in: [['place', 'P131', 'in']],
}

/**
 * The quads of a dataset: of each article, of each entity of the registry, then of fact after fact with its slots and
 * evidence. Those of one thing come together: there are a hundred of a fact, and to wait for each takes longer than making it.
 */
export async function* quadsOf(source: ExportSource): AsyncGenerator<readonly Quad[], void, undefined> {
  for await (const article of source.articles()) yield [...ofArticle(article, source)]
  const sameAs = new Map<string, string>()
  for await (const entity of source.registry()) {
    const known = entity.identifiers.find(({ scheme }) => scheme === 'wikidata')
    if (known !== undefined && /^Q\d+$/.test(known.value)) sameAs.set(entity.id, term('wd', known.value))
    yield [...ofEntity(entity, sameAs.get(entity.id), source)]
  }
  for await (const { article, facts } of factsByArticle(source)) {
    const points = await source.codePoints(article.id)
    for (const fact of facts) yield [...ofFact(fact, article, source, points)]
  }
}

const entityIri = (source: ExportSource, id: string): string => own(source.project.id, 'entity', id)
const articleIri = (source: ExportSource, id: string): string => own(source.project.id, 'article', id)
const factIri = (source: ExportSource, id: string): string => own(source.project.id, 'fact', id)

type Say = (predicate: string, object: Term | null) => Generator<Quad, void, undefined>

/** Says things of one subject in one graph; null is not said. */
function saying(subject: Term, graph: string | null): Say {
  return function* (predicate, object) {
    if (object !== null) yield { subject, predicate, object, graph }
  }
}

function* ofArticle(row: ArticleRow, source: ExportSource): Generator<Quad, void, undefined> {
  const say = saying(iri(articleIri(source, row.id)), null)
  const url = row.url === null ? null : foreignIri(row.url)
  yield* say(a, iri(term('schema', 'NewsArticle')))
  yield* say(
    term('schema', 'headline'),
    row.title === '' ? null : text(row.title, row.lang === null ? undefined : language(row.lang)),
  )
  yield* say(term('schema', 'url'), url === null ? null : iri(url))
  yield* say(term('schema', 'datePublished'), row.published === null ? null : dated(row.published))
  yield* say(term('schema', 'publisher'), row.publisher === null ? null : text(row.publisher))
  yield* say(term('schema', 'sourceOrganization'), row.agency === null ? null : text(row.agency))
  yield* say(term('schema', 'inLanguage'), row.lang === null ? null : text(row.lang))
  yield* say(term('beleg', 'textSha256'), text(row.textSha256))
  yield* say(term('beleg', 'sourceSha256'), text(row.sourceSha256))
}

function* ofEntity(
  entity: EntityView,
  same: string | undefined,
  source: ExportSource,
): Generator<Quad, void, undefined> {
  const say = saying(iri(entityIri(source, entity.id)), null)
  yield* say(a, iri(term('schema', classOf[entity.type] ?? 'Thing')))
  yield* say(term('rdfs', 'label'), entity.labelDe === null ? null : text(entity.labelDe, 'de'))
  yield* say(term('rdfs', 'label'), entity.labelEn === null ? null : text(entity.labelEn, 'en'))
  const labels = new Set([entity.labelDe, entity.labelEn])
  for (const alias of [...new Set(entity.aliases.map((one) => one.text))].sort()) {
    if (!labels.has(alias)) yield* say(term('skos', 'altLabel'), text(alias))
  }
  yield* say(term('owl', 'sameAs'), same === undefined ? null : iri(same))
  for (const { scheme, value } of entity.identifiers) {
    if (scheme !== 'wikidata') yield* say(term('schema', 'identifier'), text(`${scheme}:${value}`))
  }
}

function* ofFact(
  fact: FactView,
  article: ArticleRow,
  source: ExportSource,
  points: (utf16: number) => number,
): Generator<Quad, void, undefined> {
  const graph = articleIri(source, article.id)
  const subject = factIri(source, fact.id)
  const say = saying(iri(subject), graph)
  const type = factTypeOf(source.codebook, fact.type)
  yield* say(a, iri(term('beleg', 'Fact')))
  yield* say(
    a,
    type?.mapping.schemaOrg == null || !/^[A-Z]/.test(type.mapping.schemaOrg)
      ? null
      : iri(term('schema', type.mapping.schemaOrg)),
  )
  yield* say(term('beleg', 'factType'), text(fact.type))
  yield* say(term('rdfs', 'label'), type === undefined ? null : text(type.label.de, 'de'))
  yield* say(term('rdfs', 'label'), type === undefined ? null : text(type.label.en, 'en'))
  yield* say(term('beleg', 'state'), text(fact.state))
  yield* say(term('beleg', 'modality'), text(fact.modality))
  yield* say(term('beleg', 'polarity'), text(fact.polarity))
  yield* say(term('prov', 'wasDerivedFrom'), iri(graph))
  yield* say(term('beleg', 'codebookVersion'), text(fact.codebookVersion))
  yield* say(
    term('beleg', 'plover'),
    fact.plover === null
      ? null
      : text([fact.plover.event, fact.plover.mode].filter((one) => one !== null).join('-')),
  )
  yield* say(term('beleg', 'cameo'), fact.cameo === null ? null : text(fact.cameo))
  yield* say(term('beleg', 'coder'), fact.coder === null ? null : text(fact.coder))
  yield* say(
    term('prov', 'generatedAtTime'),
    fact.decidedAt === null ? null : typed(fact.decidedAt, 'dateTime'),
  )
  if (fact.time !== null && fact.time.basis !== 'unknown') {
    const [from = '', to] = fact.time.iso.split('/')
    yield* say(term('schema', 'startDate'), dated(from))
    yield* say(term('schema', 'endDate'), to === undefined || to === '' ? null : dated(to))
    yield* say(term('beleg', 'timePrecision'), text(fact.time.precision))
    yield* say(term('beleg', 'timeBasis'), text(fact.time.basis))
  }
  for (const slot of fact.slots) yield* ofSlot(slot, subject, article, source, points)
  for (const [at, span] of fact.evidence.entries()) {
    const annotation = own(source.project.id, 'evidence', fact.id, String(at + 1))
    yield* say(term('beleg', 'evidence'), iri(annotation))
    yield* ofSpan(annotation, iri(subject), span, graph, points)
  }
  if (fact.polarity === 'pos' && fact.modality === 'asserted') yield* ofStatements(fact, graph, source)
}

function* ofSlot(
  slot: SlotView,
  fact: string,
  article: ArticleRow,
  source: ExportSource,
  points: (utf16: number) => number,
): Generator<Quad, void, undefined> {
  const graph = articleIri(source, article.id)
  const subject = own(source.project.id, 'slot', slot.id)
  const say = saying(iri(subject), graph)
  yield { subject: iri(fact), predicate: term('beleg', 'slot'), object: iri(subject), graph }
  yield* say(a, iri(term('beleg', 'Slot')))
  yield* say(term('beleg', 'role'), text(slot.role))
  yield* say(term('beleg', 'notStated'), slot.notStated ? typed('true', 'boolean') : null)
  yield* say(term('beleg', 'inferred'), slot.inferred ? typed('true', 'boolean') : null)
  yield* say(term('beleg', 'filler'), slot.entityId === null ? null : iri(entityIri(source, slot.entityId)))
  yield* say(
    term('rdf', 'value'),
    slot.value === null ? null : typeof slot.value === 'number' ? decimal(slot.value) : text(slot.value),
  )
  if (slot.norm !== null) {
    yield* say(
      term('beleg', 'norm'),
      typeof slot.norm === 'object' ? text(JSON.stringify(slot.norm)) : text(String(slot.norm)),
    )
  }
  const property = propertyOf[slot.role]
  if (slot.entityId !== null && property !== undefined) {
    yield {
      subject: iri(fact),
      predicate: term('schema', property),
      object: iri(entityIri(source, slot.entityId)),
      graph,
    }
  }
  if (slot.start !== null && slot.end !== null) {
    const annotation = own(source.project.id, 'evidence', slot.id)
    yield* say(term('beleg', 'evidence'), iri(annotation))
    yield* ofSpan(
      annotation,
      iri(subject),
      { start: slot.start, end: slot.end, surface: slot.surface ?? '' },
      graph,
      points,
    )
  }
}

/** A span as an annotation of the article. Source: W3C Web Annotation Data Model, 4.2.4 and 4.2.5. */
function* ofSpan(
  annotation: string,
  body: Term,
  { start, end, surface }: QuotedSpan,
  graph: string,
  points: (utf16: number) => number,
): Generator<Quad, void, undefined> {
  const target = iri(`${annotation}:target`)
  const position = iri(`${annotation}:position`)
  const quote = iri(`${annotation}:quote`)
  const number = (value: number): Term => typed(String(points(value)), 'nonNegativeInteger')
  const say = saying(iri(annotation), graph)
  yield* say(a, iri(term('oa', 'Annotation')))
  yield* say(term('oa', 'hasBody'), body)
  yield* say(term('oa', 'hasTarget'), target)
  const on = saying(target, graph)
  yield* on(a, iri(term('oa', 'SpecificResource')))
  yield* on(term('oa', 'hasSource'), iri(graph))
  yield* on(term('oa', 'hasSelector'), position)
  const at = saying(position, graph)
  yield* at(a, iri(term('oa', 'TextPositionSelector')))
  yield* at(term('oa', 'start'), number(start))
  yield* at(term('oa', 'end'), number(end))
  if (surface === '') return
  yield* on(term('oa', 'hasSelector'), quote)
  const words = saying(quote, graph)
  yield* words(a, iri(term('oa', 'TextQuoteSelector')))
  yield* words(term('oa', 'exact'), text(surface))
}

function* ofStatements(
  fact: FactView,
  graph: string,
  source: ExportSource,
): Generator<Quad, void, undefined> {
  const fillers = (role: string): readonly string[] =>
    fact.slots.flatMap((slot) =>
      slot.role === role && slot.entityId !== null ? [entityIri(source, slot.entityId)] : [],
    )
  for (const [subject, property, object] of statementOf[fact.type] ?? []) {
    for (const one of fillers(subject)) {
      for (const other of fillers(object)) {
        yield { subject: iri(one), predicate: term('wdt', property), object: iri(other), graph }
      }
    }
  }
}

/** ISO 8601 of the precision it has; what XML Schema has no type for stays text. */
function dated(iso: string): Term {
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(iso)) return typed(iso, 'dateTime')
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return typed(iso, 'date')
  if (/^\d{4}-\d{2}$/.test(iso)) return typed(iso, 'gYearMonth')
  return /^\d{4}$/.test(iso) ? typed(iso, 'gYear') : text(iso)
}

const decimal = (value: number): Term => typed(String(value), Number.isInteger(value) ? 'integer' : 'double')

/** A language tag that RDF takes; undefined where the article's is none. */
function language(tag: string): string | undefined {
  return /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(tag) ? tag : undefined
}
