import { BelegError } from '../../../shared/errors.ts'
import type { ArticleRow, EntityRef } from '../../../shared/model/views.ts'
import { codePoints } from '../../../shared/offsets.ts'
import type { ExportSource } from '../exchange/export-source.ts'
import {
  everyRecord,
  headOf,
  partsOf,
  recordsOf,
  type FrozenArticle,
  type FrozenFact,
  type FrozenPart,
  type PartReader,
  type PartRecords,
} from './frozen-parts.ts'

/** A frozen release, and where its files and the texts of its articles are read from. */
export interface FrozenFiles {
  readonly parts: readonly FrozenPart[]
  readonly read: PartReader
  /** The frozen text of that hash. */
  readonly textOf: (sha256: string) => string
}

/** A release as exports read it: the same rows whenever, whatever became of the project since. */
export function releaseSource({ parts, read, textOf }: FrozenFiles): ExportSource {
  const head = headOf(read, parts)
  const facts = new Lookup(read, parts, 'facts', ({ fact }: FrozenFact) => fact.id)
  const articles = new Lookup(read, parts, 'articles', ({ row }: FrozenArticle) => row.id)
  const { id, name, query } = head.dataset
  const rows = function* (): Generator<ArticleRow, void, undefined> {
    for (const { row } of everyRecord(read, parts, 'articles')) yield row
  }
  const named = function* (): Generator<EntityRef, void, undefined> {
    for (const { entity, named: byFact } of everyRecord(read, parts, 'entities')) {
      if (!byFact) continue
      const { id: entityId, type, labelDe, labelEn, country } = entity
      yield { id: entityId, type, labelDe, labelEn, country }
    }
  }
  const article = lookedUp(rows)
  const entity = lookedUp(named)
  return {
    project: head.project,
    dataset: { id, name, query },
    codebook: head.codebook,
    language: head.language,
    options: head.options,
    facts: function* () {
      for (const { fact } of everyRecord(read, parts, 'facts')) yield fact
    },
    articles: rows,
    article,
    entities: named,
    entity,
    registry: function* () {
      for (const record of everyRecord(read, parts, 'entities')) yield record.entity
    },
    content: (articleId) => {
      const { row, content } = articles.get(articleId)
      return { ...content, text: textOf(row.textSha256) }
    },
    codePoints: (articleId) => codePoints(textOf(articles.get(articleId).row.textSha256)),
    eventTables: () => ({ ...head.eventTables, kindOf: new Map(head.eventTables.kindOf) }),
    decisionsOf: (factId) => facts.get(factId).decisions,
  }
}

/** Rows by their id, gathered when the first is asked for. */
function lookedUp<T extends { readonly id: string }>(
  rows: () => Iterable<T>,
): (id: T['id']) => T | undefined {
  let known: ReadonlyMap<string, T> | null = null
  return (id) => {
    known ??= new Map(Array.from(rows(), (row) => [row.id, row]))
    return known.get(id)
  }
}

/** Records by id, with the part they stand in at hand: exports ask in the order the parts are in. */
class Lookup<K extends 'facts' | 'articles'> {
  readonly #read: PartReader
  readonly #parts: readonly (FrozenPart & { readonly kind: K })[]
  readonly #idOf: (record: PartRecords[K]) => string
  #places: ReadonlyMap<string, number> | null = null
  #held: { readonly at: number; readonly records: ReadonlyMap<string, PartRecords[K]> } | null = null

  constructor(
    read: PartReader,
    parts: readonly FrozenPart[],
    kind: K,
    idOf: (record: PartRecords[K]) => string,
  ) {
    this.#read = read
    this.#parts = partsOf(parts, kind)
    this.#idOf = idOf
  }

  get(id: string): PartRecords[K] {
    this.#places ??= this.#allPlaces()
    const at = this.#places.get(id) ?? -1
    if (this.#held?.at !== at) this.#held = { at, records: this.#recordsAt(at) }
    const found = this.#held.records.get(id)
    if (found === undefined) throw new BelegError('notFound', { kind: 'release', id })
    return found
  }

  #recordsAt(at: number): ReadonlyMap<string, PartRecords[K]> {
    const part = this.#parts[at]
    return new Map(part === undefined ? [] : recordsOf(this.#read, part).map((record) => [this.#idOf(record), record]))
  } // prettier-ignore

  #allPlaces(): ReadonlyMap<string, number> {
    const places = new Map<string, number>()
    for (const [at, part] of this.#parts.entries()) {
      for (const record of recordsOf(this.#read, part)) places.set(this.#idOf(record), at)
    }
    return places
  }
}
