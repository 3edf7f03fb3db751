import type { QuotedSpan } from '../../../../shared/model/span.ts'
import type {
  ArticleRow,
  EntityView,
  FactView,
  MentionView,
  SlotView,
} from '../../../../shared/model/views.ts'
import { holds, quote } from '../../../../shared/offsets.ts'
import { fillerText } from '../tables/facts.ts'
import {
  byId,
  entityLabel,
  factsByArticle,
  type ArticleContent,
  type ExportSource,
} from '../export-source.ts'

/**
 * An article as annotation tools see it: marks on its text and named arrows between them. Every format of annotations is
 * written from this and read back into it, so that all of them mean the same:
 *
 * * a mention is a mark called by its type;
 * * a fact is a mark called by its type on its trigger, or, where it has none, on the first span of its evidence;
 * * its evidence is a mark `EVIDENCE` of one or more spans, reached by an arrow `EVIDENCE`;
 * * its time is an arrow `TIME` to a mention, or to a mark `TIME`;
 * * a slot is an arrow called by its role to a mention, or to a mark `WORDS`; one without words in the text is a facet.
 */
export const reserved = { evidence: 'EVIDENCE', time: 'TIME', words: 'WORDS' } as const

/** What is known of a mark besides its place: name and value, a name as often as there are values. */
export type Facet = readonly [name: FacetName, value: string]
export const facetNames = [
  'id', 'form', 'state', 'identifier', 'entity', 'modality', 'polarity', 'time', 'notStated', 'value', 'filledBy', 'note',
] as const // prettier-ignore
export type FacetName = (typeof facetNames)[number]

export interface GraphNode {
  /** Unique within the article, made of its order. */
  readonly id: string
  readonly kind: 'mention' | 'words' | 'time' | 'evidence' | 'fact'
  readonly label: string
  /** In text order, UTF-16. */
  readonly spans: readonly QuotedSpan[]
  readonly facets: readonly Facet[]
}

export interface GraphEdge {
  readonly from: string
  readonly role: string
  readonly to: string
}

export interface AnnotationGraph {
  readonly article: ArticleRow
  /** Name of the article's files, unique in the export and safe on every system. */
  readonly name: string
  readonly text: string
  readonly sentences: ArticleContent['sentences']
  readonly nodes: readonly GraphNode[]
  /** From facts to what fills them. */
  readonly edges: readonly GraphEdge[]
  /** Between facts of the article: `derivedFrom`, `conflictsWith`. */
  readonly relations: readonly GraphEdge[]
}

/** The articles of a dataset as graphs, one at a time, in the order of import. */
export async function* annotationGraphs(
  source: ExportSource,
): AsyncGenerator<AnnotationGraph, void, undefined> {
  const entities = await byId(source.registry())
  for await (const { article, facts } of factsByArticle(source)) {
    const content = await source.content(article.id)
    yield new GraphBuilder(source, entities, article, content).graph(facts)
  }
}

/** `0001-` and what is left of the article's own name. */
function fileStem({ ordinal, sourceName }: ArticleRow): string {
  const own = (sourceName.split(/[/#]/).at(-1) ?? '').replace(/\.[A-Za-z]{1,5}$/, '')
  const safe = own
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return [String(ordinal).padStart(4, '0'), safe.slice(0, 60)].filter((part) => part !== '').join('-')
}

class GraphBuilder {
  readonly #source: ExportSource
  readonly #entities: ReadonlyMap<string, EntityView>
  readonly #article: ArticleRow
  readonly #content: ArticleContent
  readonly #nodes: GraphNode[] = []
  readonly #edges: GraphEdge[] = []
  readonly #byMention = new Map<string, GraphNode>()
  readonly #byPlace = new Map<string, GraphNode>()

  constructor(
    source: ExportSource,
    entities: ReadonlyMap<string, EntityView>,
    article: ArticleRow,
    content: ArticleContent,
  ) {
    this.#source = source
    this.#entities = entities
    this.#article = article
    this.#content = content
  }

  graph(facts: readonly FactView[]): AnnotationGraph {
    const { text, mentions, sentences } = this.#content
    for (const mention of mentions) {
      if (!holds(text, mention)) continue
      const { start, end, surface } = mention
      const node = this.#add('mention', mention.type, [{ start, end, surface }], this.#facetsOf(mention))
      this.#byMention.set(mention.id, node)
      const place = placeOf(mention)
      if (!this.#byPlace.has(place)) this.#byPlace.set(place, node)
    }
    const factNodes = new Map<string, GraphNode>()
    for (const fact of facts) {
      const node = this.#addFact(fact)
      if (node !== null) factNodes.set(fact.id, node)
    }
    const relations = facts.flatMap((fact): GraphEdge[] => {
      const from = factNodes.get(fact.id)
      const relation = (role: string, id: string | null): GraphEdge[] => {
        const to = id === null ? undefined : factNodes.get(id)
        return from === undefined || to === undefined ? [] : [{ from: from.id, role, to: to.id }]
      }
      return [
        ...relation('derivedFrom', fact.derivedFrom),
        ...fact.conflictsWith.flatMap((id) => relation('conflictsWith', id)),
      ]
    })
    return {
      article: this.#article,
      name: fileStem(this.#article),
      text,
      sentences,
      nodes: this.#nodes,
      edges: this.#edges,
      relations,
    }
  }

  #add(
    kind: GraphNode['kind'],
    label: string,
    spans: readonly QuotedSpan[],
    facets: readonly Facet[] = [],
  ): GraphNode {
    const node = { id: `n${String(this.#nodes.length + 1)}`, kind, label, spans, facets }
    this.#nodes.push(node)
    return node
  }

  #addFact(fact: FactView): GraphNode | null {
    const { text } = this.#content
    const evidence = fact.evidence.filter((span) => holds(text, span))
    const anchor = fact.trigger ?? evidence[0]
    if (anchor === undefined) return null
    const open = fact.slots.filter((slot) => this.#placed(slot) === null)
    const node = this.#add('fact', fact.type, [anchor], [
      ['id', fact.id],
      ['modality', fact.modality],
      ['polarity', fact.polarity],
      ['state', fact.state],
      ...(fact.time === null ? [] : [['time', [fact.time.iso, fact.time.precision, fact.time.basis].join(' ')] as const]),
      ...open.map((slot) => this.#openSlot(slot)),
      ...(fact.note === null ? [] : [['note', fact.note] as const]),
    ]) // prettier-ignore
    if (evidence.length > 0) this.#point(node, reserved.evidence, this.#add('evidence', reserved.evidence, evidence)) // prettier-ignore
    const { time } = fact
    if (time?.start !== undefined && time.end !== undefined && time.surface !== undefined) {
      const span = { start: time.start, end: time.end, surface: time.surface }
      if (holds(text, span)) this.#point(node, reserved.time, this.#at(span, 'time', reserved.time))
    }
    for (const slot of fact.slots) {
      const span = this.#placed(slot)
      if (span === null) continue
      const known = slot.mentionId === null ? undefined : this.#byMention.get(slot.mentionId)
      const mention =
        known?.spans[0] !== undefined && placeOf(known.spans[0]) === placeOf(span) ? known : null
      const words = (): GraphNode =>
        this.#at(span, 'words', reserved.words, this.#identity(slot.entityId).slice(0, 20))
      this.#point(node, slot.role, mention ?? words())
    }
    return node
  }

  #point(from: GraphNode, role: string, to: GraphNode): void {
    this.#edges.push({ from: from.id, role, to: to.id })
  }

  /** The mention or mark that stands on those very words, else a new mark. */
  #at(span: QuotedSpan, kind: 'time' | 'words', label: string, facets: readonly Facet[] = []): GraphNode {
    const place = placeOf(span)
    const known = this.#byPlace.get(place)
    if (known !== undefined) return known
    const node = this.#add(kind, label, [span], facets)
    this.#byPlace.set(place, node)
    return node
  }

  #placed(slot: SlotView): QuotedSpan | null {
    if (slot.notStated || slot.start === null || slot.end === null) return null
    const { text } = this.#content
    if (slot.start >= slot.end || slot.end > text.length) return null
    return quote(text, { start: slot.start, end: slot.end })
  }

  /** A slot without words in the text. */
  #openSlot(slot: SlotView): Facet {
    if (slot.notStated) return ['notStated', slot.role]
    const { language } = this.#source
    const label = (id: string): string => {
      const entity = this.#entities.get(id)
      return entity === undefined ? id : entityLabel(entity, language)
    }
    if (slot.entityId !== null) return ['filledBy', `${slot.role}=${slot.entityId} ${label(slot.entityId)}`]
    return ['value', `${slot.role}=${fillerText(slot, label)}`]
  }

  #facetsOf(mention: MentionView): readonly Facet[] {
    return [
      ['id', mention.id],
      ['form', mention.form],
      ['state', mention.state],
      ...this.#identity(mention.entityId),
      ...(mention.note === null ? [] : [['note', mention.note] as const]),
    ]
  }

  /** Who is meant: the registry's identifiers, then its own id with the name. */
  #identity(entityId: string | null): readonly Facet[] {
    if (entityId === null) return []
    const entity = this.#entities.get(entityId)
    if (entity === undefined) return [['entity', entityId]]
    const identifiers = entity.identifiers.map(({ scheme, value }) => `${scheme}:${value}`)
    identifiers.sort()
    return [
      ...identifiers.map((identifier): Facet => ['identifier', identifier]),
      ['entity', `${entityId} ${entityLabel(entity, this.#source.language)}`],
    ]
  }
}

const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): string =>
  `${String(start)}-${String(end)}`

/** All values of a facet. */
export function facetsOf(node: { readonly facets: readonly Facet[] }, name: FacetName): readonly string[] {
  return node.facets.flatMap(([known, value]) => (known === name ? [value] : []))
}
