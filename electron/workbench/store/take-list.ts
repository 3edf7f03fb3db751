import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { BelegError } from '../../../shared/errors.ts'
import { fold } from '../linking/fold.ts'
import { originOf, type PreparedEntry, type PreparedPiece } from '../linking/lists/prepare-list.ts'
import { hasHalfLetter } from '../database/values.ts'
import { redirected } from '../linking/redirects.ts'
import type { RememberedList } from '../../../shared/model/entity-list.ts'
import { columnSignature } from '../../../shared/model/library.ts'
import type { HandlerContext } from './handlers/context.ts'
import { setSetting } from './handlers/articles.ts'
import { idSource } from './ids.ts'
import { insert, insertRows, type Reading } from './rows.ts'

/** Some of the lines of a list that was prepared beside the store, and the step they were compared with. */
export interface ListAsk {
  readonly commandId: string
  /** Steps of one list are taken back together. */
  readonly groupId: string
  /** Whether more steps will come into the group; until the last one is done, undo passes it by. */
  readonly grows?: boolean
  readonly author: string | null
  readonly name: string
  readonly format: string
  /** Where the prepared lines are, and the hash of all of them. */
  readonly path: string
  readonly sha256: string
  readonly block: ListBlock
  readonly revision: number
  readonly counts: Readonly<Record<string, number>>
  /** Kept for the next list with the same columns. */
  readonly remember: RememberedList | null
}

/** A piece of a prepared list: those its lines name with everything but offices, or the offices alone. */
export interface ListBlock {
  readonly what: 'entities' | 'offices'
  readonly piece: PreparedPiece
}

/** The steps a list is taken in by. Offices come last, when everybody they may be of is there. */
export function listBlocks(pieces: readonly PreparedPiece[], offices: boolean): readonly ListBlock[] {
  const blocks = (what: ListBlock['what']): readonly ListBlock[] => pieces.map((piece) => ({ what, piece }))
  return [...blocks('entities'), ...(offices ? blocks('offices') : [])]
}

/** Tables whose rows a list is compared with. */
const compared = "('entity', 'alias', 'identifier', 'distinction')"

/** Whether what the list was compared with has changed since a step. */
export const registryMoved = (db: Reading, revision: number): boolean =>
  db.count(
    `SELECT count(*) FROM (SELECT 1 FROM history_change WHERE seq > ? AND tbl IN ${compared} LIMIT 1)`,
    [revision],
  ) > 0

/**
 * Puts some lines of a prepared list into the registry, inside a step: nothing is compared again, so that it takes no longer
 * than writing the rows.
 */
export function takeList(context: HandlerContext, { groupId, name, path, block, remember }: ListAsk): void {
  const origin = originOf(name)
  // Another step may add to an entity of this one: its id follows from the list and the row.
  const idOf = ({ target }: PreparedEntry): string =>
    target.kind === 'entity' ? redirected(context.db, target.id) : idSource(`${groupId}\n${String(target.row)}`)('e')
  const entries = preparedEntries(path, block.piece)
  if (block.what === 'entities') takeEntities(context, entries, origin, idOf)
  else takeOffices(context, entries, origin, idOf)
  if (remember !== null) setSetting(context, `list:${columnSignature(remember.columns)}`, JSON.stringify(remember))
} // prettier-ignore

type IdOf = (entry: PreparedEntry) => string

function takeEntities(context: HandlerContext, entries: readonly PreparedEntry[], origin: string, idOf: IdOf): void {
  const { db, at, nextId, created } = context
  const entities: Cell[][] = []
  const names: Cell[][] = []
  const identifiers: Cell[][] = []
  const later: PreparedEntry[] = []
  for (const entry of entries) {
    const { target, head, add, row } = entry
    const id = idOf(entry)
    if (target.kind === 'row' && target.row === row) {
      entities.push([id, head.type, head.labelDe, head.labelEn, head.country, head.note, origin, at])
      if (entities.length <= mostNamed) created('entity', id)
    } else later.push(entry)
    for (const { text, kind, lang } of add.names)
      names.push([nextId('n'), id, text, fold(text), kind, 'everywhere', lang, origin, at])
    for (const { scheme, value } of add.identifiers) identifiers.push([id, scheme, value])
  }
  putRows(db, 'entity', ['id', 'type', 'label_de', 'label_en', 'country', 'note', 'origin', 'created_at'], entities)
  for (const entry of later) complete(context, idOf(entry), entry.head)
  putRows(db, 'alias', ['id', 'entity_id', 'text', 'folded', 'kind', 'scope', 'lang', 'origin', 'created_at'], names)
  putRows(db, 'identifier', ['entity_id', 'scheme', 'value'], identifiers)
} // prettier-ignore

function takeOffices(context: HandlerContext, entries: readonly PreparedEntry[], origin: string, idOf: IdOf): void {
  const { db, at, nextId } = context
  const holderOf = holders(db)
  const rows: Cell[][] = []
  for (const entry of entries) {
    for (const { title, of, from, to } of entry.add.offices) {
      const holder = of === null ? null : holderOf(of)
      const turned = from !== null && to !== null && from.slice(0, to.length) > to.slice(0, from.length)
      const [since, until] = turned ? [to, from] : [from, to]
      rows.push([nextId('o'), idOf(entry), title, holder, since, until, holder === null ? of : null, origin, at])
    }
  }
  putRows(db, 'office', ['id', 'entity_id', 'title', 'of_entity_id', 'valid_from', 'valid_to', 'note', 'origin', 'created_at'], rows)
} // prettier-ignore

type Cell = string | null

/** Rows many at a time; one with half a letter alone, which is refused where together it would be changed. */
function putRows(db: HandlerContext['db'], table: string, columns: readonly string[], rows: readonly Cell[][]): void {
  const isOdd = (row: readonly Cell[]): boolean => row.some((cell) => cell !== null && hasHalfLetter(cell))
  insertRows(db, table, columns, rows.filter((row) => !isOdd(row)))
  for (const row of rows.filter(isOdd))
    insert(db, table, Object.fromEntries(columns.map((column, at) => [column, row[at]])))
} // prettier-ignore

/** The answer of a step names what it made; of a list of thousands, the first. */
const mostNamed = 1000

/** Labels and a country an entity has not yet. */
function complete({ db }: HandlerContext, id: string, head: PreparedEntry['head']): void {
  const now = db.get('SELECT label_de, label_en, country FROM entity WHERE id = ?', [id], (row) => ({
    label_de: row.textOrNull('label_de'),
    label_en: row.textOrNull('label_en'),
    country: row.textOrNull('country'),
  }))
  if (now === undefined) return
  const change = {
    ...(now.label_de === null && head.labelDe !== null ? { label_de: head.labelDe } : {}),
    ...(now.label_en === null && head.labelEn !== null ? { label_en: head.labelEn } : {}),
    ...(now.country === null && head.country !== null ? { country: head.country } : {}),
  }
  if (Object.keys(change).length > 0) db.update('entity', { id }, change)
}

/** What an office is of: by Wikidata id, else by a name that only one state, place or organisation has. */
function holders(db: Reading): (said: string) => string | null {
  const known = new Map<string, string | null>()
  const find = (said: string): string | null => {
    const ids = /^Q[1-9]\d*$/.test(said)
      ? db.all("SELECT entity_id AS id FROM identifier WHERE scheme = 'wikidata' AND value = ? LIMIT 2", [said], (row) => row.text('id'))
      : db.all(
          "SELECT DISTINCT entity_id AS id FROM alias JOIN entity ON entity.id = alias.entity_id WHERE folded = ? AND scope = 'everywhere' AND entity.type IN ('GPE', 'ORG') LIMIT 5",
          [fold(said)],
          (row) => row.text('id'),
        )
    const [only, other] = [...new Set(ids.map((id) => redirected(db, id)))]
    return only !== undefined && other === undefined ? only : null
  }
  return (said) => {
    const before = known.get(said)
    if (before !== undefined) return before
    const found = find(said)
    known.set(said, found)
    return found
  }
} // prettier-ignore

/** The lines of one piece of a prepared file, and nothing else of it read. Throws `entityList.moved` where they are not those that were prepared. */
export function preparedEntries(path: string, { from, to, sha256 }: PreparedPiece): readonly PreparedEntry[] {
  const bytes = Buffer.alloc(to - from)
  const file = openSync(path, 'r')
  try {
    for (let at = 0; at < bytes.length;) {
      const length = readSync(file, bytes, at, bytes.length - at, from + at)
      if (length === 0) break
      at += length
    }
  } finally {
    closeSync(file)
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new BelegError('entityList.moved', { path })
  // Our own lines: written by `prepareList`, and the same by their hash.
  return bytes.toString('utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as PreparedEntry)
} // prettier-ignore
