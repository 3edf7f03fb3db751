import { gunzipSync, gzipSync } from 'node:zlib'
import type { ExportFormat } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetQuery, ExportOptions } from '../../../shared/model/dataset.ts'
import type { ReviewQuality } from '../../../shared/model/quality.ts'
import type { CheckKind, FactChange } from '../../../shared/model/release.ts'
import type { ArticleRow, EntityView, FactView, HistoryRow } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { EventTables } from '../exchange/events/tables.ts'
import type { ArticleContent } from '../exchange/export-source.ts'
import { canonicalJson } from '../exchange/jsonl.ts'

/** What was true of the whole when a release was frozen. */
export interface ReleaseHead {
  readonly schema: 'beleg-release/1'
  /** Version of the program that froze it. */
  readonly program: string
  readonly project: { readonly id: string; readonly name: string }
  readonly dataset: {
    readonly id: string
    readonly name: string
    readonly query: DatasetQuery
    /** Taken in and left out by hand. */
    readonly included: number
    readonly excluded: number
  }
  readonly codebook: Codebook
  readonly language: Language
  readonly options: ExportOptions
  readonly formats: readonly ExportFormat[]
  readonly licence: string | null
  /** Everyone who ever did anything in the project, in its order: coder-1, coder-2 … */
  readonly coders: readonly string[]
  /** What proposed the facts: versions, and how many articles each read. */
  readonly extraction: readonly {
    readonly extractor: string
    readonly lexicon: string
    readonly codebook: string
    readonly articles: number
  }[]
  /** Codes of event data, as they were then. */
  readonly eventTables: Omit<EventTables, 'kindOf'> & {
    readonly kindOf: readonly (readonly [string, string])[]
  }
  /** What was measured in the project until then. */
  readonly quality: Pick<ReviewQuality, 'blind' | 'sighted'> & {
    readonly recheck: Pick<ReviewQuality['recheck'], 'checked' | 'differing' | 'rate'>
  }
  readonly open: readonly { readonly kind: CheckKind; readonly count: number }[]
  /** Version of the release before; null for the first. */
  readonly against: string | null
}

export interface FrozenFact {
  readonly fact: FactView
  /** Oldest first. */
  readonly decisions: readonly HistoryRow[]
}
export interface FrozenArticle {
  readonly row: ArticleRow
  /** The text is named by its hash in `row`. */
  readonly content: Omit<ArticleContent, 'text'>
}
export interface FrozenEntity {
  readonly entity: EntityView
  /** Whether a fact names it; the others stand in the articles only. */
  readonly named: boolean
}

/** What a part holds, one record a line. */
export interface PartRecords {
  head: ReleaseHead
  facts: FrozenFact
  articles: FrozenArticle
  entities: FrozenEntity
  changes: FactChange
}
export const partKinds = [
  'head',
  'facts',
  'articles',
  'entities',
  'changes',
] as const satisfies readonly (keyof PartRecords)[]
export type PartKind = (typeof partKinds)[number]

/** A file of a frozen release, as the database names it. */
export interface FrozenPart {
  readonly kind: PartKind
  readonly sha256: string
  readonly rows: number
  /** Compressed. */
  readonly bytes: number
}

/** Characters of JSON in a part before the next one is begun: what is held in memory at a time. */
const partLength = 1_000_000

/** Equal lines, equal bytes. */
const packed = (lines: readonly string[]): Uint8Array => gzipSync(Buffer.from(lines.join(''), 'utf8'))

/** Records on their way into parts, in the order they are added. `put` makes a file durable and gives its hash. */
export class PartWriter {
  readonly #put: (bytes: Uint8Array) => string
  readonly #parts: FrozenPart[] = []
  #kind: PartKind | null = null
  #lines: string[] = []
  #length = 0

  constructor(put: (bytes: Uint8Array) => string) {
    this.#put = put
  }

  add<K extends PartKind>(kind: K, record: PartRecords[K]): void {
    if (this.#kind !== kind || this.#length >= partLength) this.#flush()
    this.#kind = kind
    const line = `${canonicalJson(record)}\n`
    this.#lines.push(line)
    this.#length += line.length
  }

  finish(): readonly FrozenPart[] {
    this.#flush()
    return this.#parts
  }

  #flush(): void {
    if (this.#kind === null || this.#lines.length === 0) return
    const bytes = packed(this.#lines)
    this.#parts.push({
      kind: this.#kind,
      sha256: this.#put(bytes),
      rows: this.#lines.length,
      bytes: bytes.length,
    })
    this.#lines = []
    this.#length = 0
  }
}

/** Where the bytes of a part come from, checked against the hash. */
export type PartReader = (sha256: string) => Uint8Array

/** The records of one part. */
export function recordsOf<K extends PartKind>(
  read: PartReader,
  part: FrozenPart & { readonly kind: K },
): readonly PartRecords[K][] {
  const lines = gunzipSync(read(part.sha256)).toString('utf8').split('\n')
  // Written by `PartWriter` and found by the hash of these bytes.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as PartRecords[K])
}

/** Every record of a kind, in the order it was frozen; one part in memory at a time. */
export function* everyRecord<K extends PartKind>(
  read: PartReader,
  parts: readonly FrozenPart[],
  kind: K,
): Generator<PartRecords[K], void, undefined> {
  for (const part of partsOf(parts, kind)) yield* recordsOf(read, part)
}

export const partsOf = <K extends PartKind>(
  parts: readonly FrozenPart[],
  kind: K,
): readonly (FrozenPart & { readonly kind: K })[] =>
  parts.flatMap((part) => (part.kind === kind ? [{ ...part, kind }] : []))

export function headOf(read: PartReader, parts: readonly FrozenPart[]): ReleaseHead {
  const [head] = everyRecord(read, parts, 'head')
  if (head === undefined) throw new BelegError('internal', { reason: 'a release has no head' })
  return head
}
