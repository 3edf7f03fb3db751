import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { BelegError } from '../../../../shared/errors.ts'
import {
  listOutcomes,
  type ListEntry,
  type ListReading,
  type ListRemark,
  type ListReport,
  type RememberedList,
} from '../../../../shared/model/entity-list.ts'
import type { EntityRef } from '../../../../shared/model/views.ts'
import type { ReadableDatabase } from '../../database/index.ts'
import type { ListLexicon } from './list-lexicon.ts'
import { checkEntry, type CheckedEntry, type ListedEntity, type Remarked } from './listed-entity.ts'
import { ListMatcher, type Addition, type Match, type Target } from './match-list.ts'
import { namesEntities, planList, readList } from './read-list.ts'

/** Entries taken in at a time: undo takes them back at once, and nobody's decision shall wait long for it. */
const mostEntries = 20_000
/** The first so many entries of each outcome are named in the report. */
const named = 100

/** A line of a prepared list: what one entry adds, and to whom. A line of an entity to be made has its head. */
export interface PreparedEntry {
  readonly row: number
  readonly target: Target
  readonly add: Addition
  readonly head: Pick<ListedEntity, 'type' | 'labelDe' | 'labelEn' | 'country' | 'note'>
}

/** What reading a list needs of its surroundings. */
export interface ListSurroundings {
  readonly db: ReadableDatabase
  readonly lexicon: ListLexicon
  readonly remembered: Readonly<Record<string, RememberedList>>
  readonly refs: (ids: readonly string[]) => readonly EntityRef[]
  /** Told bytes read and bytes in all; throws where the work is given up. */
  readonly tell: (done: number, total: number) => void
}

/** Lines of a prepared file that are taken in at a time: bytes `[from, to)` of it, and their hash. */
export interface PreparedPiece {
  readonly from: number
  readonly to: number
  readonly sha256: string
}

/** Lines in one piece: the store answers others between two, after a second or so. */
const linesInPiece = 1000

export interface PreparedList {
  readonly report: ListReport
  /** Hash of the prepared file; null where none was written. */
  readonly sha256: string | null
  /** The whole of it, in order. */
  readonly pieces: readonly PreparedPiece[]
}

/** How entities and names of a list tell where they come from. */
export const originOf = (name: string): string => `list:${name}`

/**
 * Reads a list from end to end beside the registry and says what would become of each entry. With `into`, a path, writes
 * what is to be taken in there, one line each. Of a long list a part is read, beginning with the entry the reading says. Holds
 * no more than keys of the entries. Rejects with `file.*`,
 * `entityList.*`, `job.cancelled`.
 */
export async function prepareList(
  { db, lexicon, remembered, refs, tell }: ListSurroundings,
  path: string,
  reading: ListReading,
  into: string | null,
): Promise<PreparedList> {
  const plan = await planList(path, reading, lexicon, remembered)
  const report = new Reporter(refs)
  const head = {
    name: plan.name, format: plan.format, separator: plan.separator, scheme: plan.scheme, type: plan.type, named, seq: null,
    table: plan.table === null ? null : { columns: [...plan.table.columns], mapping: plan.table.mapping, from: plan.table.from, rows: plan.table.rows.map((row) => [...row]) },
  } // prettier-ignore
  if (!namesEntities(plan)) {
    const error = { code: 'entityList.noNames' as const, message: new BelegError('entityList.noNames', { path }).message, detail: { path } }
    return { report: { ...head, ...report.done(reading.from ?? 1, false), error }, sha256: null, pieces: [] }
  } // prettier-ignore
  const matcher = new ListMatcher(db, { scheme: plan.scheme, origin: originOf(plan.name), sameName: reading.sameName, continues: (reading.from ?? 1) > 1 }) // prettier-ignore
  const writer = into === null ? null : new LineWriter(into)
  try {
    let read = 0
    let at = 0
    let more = false
    const entries = readList(plan, lexicon, (bytes) => {
      read += bytes
      tell(Math.min(read, plan.bytes), plan.bytes)
    })
    for await (const raw of entries) {
      at += 1
      if (at % 500 === 0) await setImmediate()
      if (at < (reading.from ?? 1)) continue
      if (report.total === mostEntries) {
        more = true
        break
      }
      report.total += 1
      const checked = checkEntry(raw, { type: plan.type, countryOf: lexicon.countryOf })
      if (!checked.ok) {
        report.refused(checked, raw.type)
        continue
      }
      const entity = withGazetteer(checked.entity, lexicon)
      const match = matcher.match(entity)
      const target = matcher.targetOf(entity, match)
      const add = target === null ? null : matcher.additionOf(entity, target)
      report.matched(entity, match, checked.remarks, add)
      if (target === null || add === null) continue
      const { type, labelDe, labelEn, country, note } = entity
      writer?.write({ row: entity.row, target, add, head: { type, labelDe, labelEn, country, note } })
    }
    const part = report.done(reading.from ?? 1, more)
    const sha256 = writer?.close() ?? null
    return { report: { ...head, ...part, error: null }, sha256, pieces: writer?.pieces ?? [] }
  } finally {
    writer?.close()
  }
}

/** What the shipped gazetteer knows gets the gazetteer's id too: articles link it under that. */
function withGazetteer(entity: ListedEntity, { gazetteerOf }: ListLexicon): ListedEntity {
  const ids = new Set(entity.identifiers.flatMap(({ scheme, value }) => gazetteerOf(scheme, value) ?? []))
  const [id, other] = ids
  if (id === undefined || other !== undefined) return entity
  return { ...entity, identifiers: [...entity.identifiers, { scheme: 'gazetteer', value: id }] }
}

/** Counts everything and names the first of each kind. */
class Reporter {
  total = 0
  readonly #refs: ListSurroundings['refs']
  readonly #counts = new Map<string, number>()
  readonly #remarks = new Map<ListRemark, number>()
  readonly #entries: ListEntry[] = []
  readonly #names = new Map<number, string>()
  readonly #adds = { names: 0, identifiers: 0, offices: 0 }

  constructor(refs: ListSurroundings['refs']) {
    this.#refs = refs
  }

  refused({ row, name, why }: Extract<CheckedEntry, { ok: false }>, type: ListEntry['type']): void {
    this.#remark(why)
    this.#count('refused', {
      row,
      name,
      type,
      remark: why.remark,
      detail: why.detail,
      entities: [],
      rows: [],
    })
  }

  matched(entity: ListedEntity, match: Match, remarks: readonly Remarked[], add: Addition | null): void {
    const { row, type } = entity
    const name = (entity.labelDe ?? entity.labelEn ?? '').slice(0, 200)
    this.#names.set(row, name)
    const all = [...(match.remark === null ? [] : [{ remark: match.remark, detail: match.detail }]), ...remarks]
    for (const one of all) this.#remark(one)
    if (add !== null) {
      this.#adds.names += add.names.length
      this.#adds.identifiers += add.identifiers.length
      this.#adds.offices += add.offices.length
    }
    const entities = match.targets.flatMap((target) => (target.kind === 'entity' ? [target.id] : []))
    const rows = match.targets.flatMap((target) => (target.kind === 'row' ? [{ row: target.row, name: this.#names.get(target.row) ?? '' }] : []))
    const [first] = all
    this.#count(match.outcome, {
      row, name, type, remark: first?.remark ?? null, detail: first?.detail ?? match.detail,
      entities: this.#isNamed(match.outcome, first?.remark ?? null) ? [...this.#refs(entities)] : [], rows,
    })
  } // prettier-ignore

  #remark({ remark }: Remarked): void {
    this.#remarks.set(remark, (this.#remarks.get(remark) ?? 0) + 1)
  }

  /** The first of each outcome, and of each remark beyond them. */
  #isNamed(outcome: string, remark: ListRemark | null): boolean {
    return (
      (this.#counts.get(outcome) ?? 0) < named || (remark !== null && (this.#remarks.get(remark) ?? 0) <= 20)
    )
  }

  #count(outcome: ListEntry['outcome'], entry: Omit<ListEntry, 'outcome'>): void {
    if (this.#isNamed(outcome, entry.remark)) this.#entries.push({ ...entry, outcome })
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1)
  }

  done(
    from: number,
    more: boolean,
  ): Pick<ListReport, 'total' | 'from' | 'next' | 'counts' | 'adds' | 'remarks' | 'entries'> {
    const counts = Object.fromEntries(listOutcomes.map((one) => [one, this.#counts.get(one) ?? 0])) as ListReport['counts'] // prettier-ignore
    const next = more ? from + this.total : null
    return { total: this.total, from, next, counts, adds: { ...this.#adds }, remarks: Object.fromEntries(this.#remarks), entries: this.#entries } // prettier-ignore
  }
}

/** Lines written to a file that must not exist yet, with the hash of all of them and of each piece. */
class LineWriter {
  readonly pieces: PreparedPiece[] = []
  readonly #file: number
  readonly #hash = createHash('sha256')
  #piece = createHash('sha256')
  #waiting: string[] = []
  #lines = 0
  #written = 0
  #sha256: string | null = null

  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600)
  }

  write(entry: PreparedEntry): void {
    this.#waiting.push(`${JSON.stringify(entry)}\n`)
    this.#lines += 1
    if (this.#lines === linesInPiece) this.#endPiece()
    else if (this.#waiting.length >= 200) this.#flush()
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8')
    this.#waiting = []
    this.#hash.update(bytes)
    this.#piece.update(bytes)
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at)
    this.#written += bytes.length
  }

  #endPiece(): void {
    this.#flush()
    const from = this.pieces.at(-1)?.to ?? 0
    if (this.#written > from) this.pieces.push({ from, to: this.#written, sha256: this.#piece.digest('hex') })
    this.#piece = createHash('sha256')
    this.#lines = 0
  }

  /** The hash of everything; the same where it is closed again. */
  close(): string {
    if (this.#sha256 !== null) return this.#sha256
    this.#endPiece()
    closeSync(this.#file)
    this.#sha256 = this.#hash.digest('hex')
    return this.#sha256
  }
}
