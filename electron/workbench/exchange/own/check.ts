import { createHash } from 'node:crypto'
import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { factTypeOf } from '../../../../shared/model/codebook.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { ExportRecord, ExportRecordOf } from '../export-record.ts'

/** What a checked file holds. */
export interface OwnSummary {
  readonly header: ExportRecordOf<'header'>
  readonly counts: Omit<ExportRecordOf<'end'>, 'record'>
}

type Step = ExportRecord['record']

/** Which kinds may follow which: the order in which exports write them. */
const after: { readonly [S in Step | 'start']: readonly Step[] } = {
  start: ['header'],
  header: ['schema', 'codebook'],
  schema: ['schema', 'codebook'],
  codebook: ['article', 'entity', 'end'],
  article: ['article', 'entity', 'content', 'end'],
  entity: ['entity', 'content', 'end'],
  content: ['content', 'mention', 'fact', 'end'],
  mention: ['content', 'mention', 'fact', 'end'],
  fact: ['content', 'decision', 'fact', 'end'],
  decision: ['content', 'decision', 'fact', 'end'],
  end: [],
}

interface Span {
  readonly start: number | null
  readonly end: number | null
  readonly surface: string | null
}

/**
 * Checks a JSONL export record by record: the order, that everything named stands in the file, every text by its hash
 * and every quote by its place. Throws `own.notOurs`, `own.line`, `own.quote`, `own.type`, `own.truncated`.
 */
export class OwnChecker {
  readonly #path: string
  #codebook: Codebook | null
  #header: ExportRecordOf<'header'> | null = null
  #before: Step | 'start' = 'start'
  #line = 0
  readonly #articles = new Map<string, { readonly sha256: string; readonly length: number }>()
  readonly #entities = new Set<string>()
  readonly #facts = new Set<string>()
  #content: { readonly articleId: string; readonly text: string | null } | null = null
  #fact = ''
  readonly #counts = { articles: 0, entities: 0, mentions: 0, facts: 0, decisions: 0 }

  /** Without a codebook the file's own holds: it is to be taken over. */
  constructor(path: string, codebook: Codebook | null) {
    this.#path = path
    this.#codebook = codebook
  }

  take(record: ExportRecord, line: number): void {
    this.#line = line
    if (this.#before === 'start' && record.record !== 'header')
      throw new BelegError('own.notOurs', { path: this.#path })
    if (!after[this.#before].includes(record.record))
      throw this.#refused(`${this.#before} → ${record.record}`)
    this.#before = record.record
    switch (record.record) {
      case 'header':
        this.#header = record
        return
      case 'schema':
        return
      case 'codebook':
        this.#codebook ??= record
        return
      case 'article':
        this.#counts.articles++
        if (this.#articles.has(record.id)) throw this.#refused(record.id)
        this.#articles.set(record.id, { sha256: record.textSha256, length: record.utf16Length })
        return
      case 'entity':
        this.#counts.entities++
        if (this.#entities.has(record.id)) throw this.#refused(record.id)
        this.#entities.add(record.id)
        return
      case 'content':
        this.#takeContent(record)
        return
      case 'mention':
        this.#counts.mentions++
        if (record.articleId !== this.#content?.articleId) throw this.#refused(record.articleId)
        this.#quoted([record])
        this.#named(record.entityId)
        return
      case 'fact':
        this.#takeFact(record)
        return
      case 'decision':
        this.#counts.decisions++
        if (record.factId !== this.#fact) throw this.#refused(record.factId)
        return
      case 'end':
        for (const [kind, count] of Object.entries(this.#counts)) {
          if (Reflect.get(record, kind) !== count) throw this.#refused(`${kind}: ${String(count)}`)
        }
    }
  }

  /** To be called after the last line. */
  finish(): OwnSummary {
    if (this.#header === null) throw new BelegError('own.notOurs', { path: this.#path })
    if (this.#before !== 'end') throw new BelegError('own.truncated', { path: this.#path, line: this.#line })
    return { header: this.#header, counts: this.#counts }
  }

  #takeContent({ articleId, text, zones, sentences, metadata }: ExportRecordOf<'content'>): void {
    const article = this.#articles.get(articleId)
    if (article === undefined) throw this.#refused(articleId)
    this.#content = { articleId, text }
    if (text === null) return
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex')
    if (text.length !== article.length || sha256 !== article.sha256) throw this.#refused('textSha256')
    this.#quoted(zones)
    this.#quoted(Object.values(metadata).flatMap(({ span }) => span ?? []))
    for (const { start, end } of sentences)
      if (start >= end || end > text.length) throw this.#misquoted(start, end)
  }

  #takeFact(fact: ExportRecordOf<'fact'>): void {
    this.#counts.facts++
    this.#fact = fact.id
    if (fact.articleId !== this.#content?.articleId) throw this.#refused(fact.articleId)
    if (this.#facts.has(fact.id)) throw this.#refused(fact.id)
    this.#facts.add(fact.id)
    if (this.#codebook === null || factTypeOf(this.#codebook, fact.type) === undefined)
      throw new BelegError('own.type', { path: this.#path, line: this.#line, type: fact.type })
    for (const { articleId } of fact.attestations)
      if (!this.#articles.has(articleId)) throw this.#refused(articleId)
    for (const id of entitiesNamed(fact)) this.#named(id)
    this.#quoted([...fact.evidence, ...fact.slots, ...(fact.trigger === null ? [] : [fact.trigger])])
  }

  /** Every span with words must stand in the text with these very words; without words, within it. */
  #quoted(spans: readonly Span[]): void {
    const text = this.#content?.text ?? null
    for (const { start, end, surface } of spans) {
      if (start === null || end === null) continue
      if (start >= end) throw this.#misquoted(start, end)
      if (text !== null && (end > text.length || (surface !== null && text.slice(start, end) !== surface)))
        throw this.#misquoted(start, end)
    }
  }

  #named(entityId: string | null): void {
    if (entityId !== null && !this.#entities.has(entityId)) throw this.#refused(entityId)
  }

  #refused(reason: string): BelegError {
    return new BelegError('own.line', { path: this.#path, line: this.#line, reason })
  }

  #misquoted(start: number, end: number): BelegError {
    return new BelegError('own.quote', { path: this.#path, line: this.#line, start, end })
  }
}

/** Every entity a fact names. */
function entitiesNamed({ slots, attribution }: Pick<FactView, 'slots' | 'attribution'>): readonly string[] {
  const speaker = attribution?.speaker ?? null
  return [
    ...slots.flatMap(({ entityId }) => entityId ?? []),
    ...(speaker === null ? [] : [speaker]),
    ...(attribution?.chain ?? []),
  ]
}
