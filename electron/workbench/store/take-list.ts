import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { BelegError } from '../../../shared/errors.ts'
import { LineCutter } from '../exchange/own/lines.ts'
import { fold } from '../linking/fold.ts'
import { originOf, type PreparedEntry } from '../linking/lists/prepare-list.ts'
import { redirected } from '../linking/redirects.ts'
import type { RememberedList } from '../../../shared/model/entity-list.ts'
import { columnSignature } from '../../../shared/model/library.ts'
import type { HandlerContext } from './handlers/context.ts'
import { setSetting } from './handlers/articles.ts'
import { insert, type Reading } from './rows.ts'

/** A list that was prepared beside the store, and the step it was compared with. */
export interface ListAsk {
  readonly commandId: string
  readonly author: string | null
  readonly name: string
  readonly format: string
  /** Where the prepared lines are, and their hash. */
  readonly path: string
  readonly sha256: string
  readonly revision: number
  readonly counts: Readonly<Record<string, number>>
  /** Kept for the next list with the same columns. */
  readonly remember: RememberedList | null
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
 * Puts a prepared list into the registry, inside a step: nothing is compared again, so that it takes no longer than writing
 * the rows. Offices come last, when everybody they may be of is there.
 */
export function takeList(context: HandlerContext, { name, path, sha256, remember }: ListAsk): void {
  const { db, at, nextId, created } = context
  const ids = new Map<number, string>()
  const origin = originOf(name)
  const idOf = (entry: PreparedEntry): string => {
    if (entry.target.kind === 'entity') return redirected(db, entry.target.id)
    return ids.get(entry.target.row) ?? ''
  }
  for (const entry of preparedEntries(path, sha256)) {
    const { target, head, add, row } = entry
    if (target.kind === 'row' && target.row === row) {
      const id = nextId('e')
      ids.set(row, id)
      insert(db, 'entity', {
        id,
        type: head.type,
        label_de: head.labelDe,
        label_en: head.labelEn,
        country: head.country,
        note: head.note,
        origin,
        created_at: at,
      })
      if (ids.size <= mostNamed) created('entity', id)
    } else complete(context, idOf(entry), head)
    const id = idOf(entry)
    for (const { text, kind, lang } of add.names)
      insert(db, 'alias', { id: nextId('n'), entity_id: id, text, folded: fold(text), kind, scope: 'everywhere', lang, origin, created_at: at })
    for (const { scheme, value } of add.identifiers) insert(db, 'identifier', { entity_id: id, scheme, value })
  }
  if (remember !== null) setSetting(context, `list:${columnSignature(remember.columns)}`, JSON.stringify(remember))
  const holderOf = holders(db)
  for (const entry of preparedEntries(path, sha256)) {
    for (const { title, of, from, to } of entry.add.offices) {
      const holder = of === null ? null : holderOf(of)
      const turned = from !== null && to !== null && from.slice(0, to.length) > to.slice(0, from.length)
      insert(db, 'office', {
        id: nextId('o'),
        entity_id: idOf(entry),
        title,
        of_entity_id: holder,
        valid_from: turned ? to : from,
        valid_to: turned ? from : to,
        note: holder === null ? of : null,
        origin,
        created_at: at,
      })
    }
  }
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

/** The lines of a prepared file. Throws `entityList.moved` where it is not the one that was prepared. */
function* preparedEntries(path: string, sha256: string): Generator<PreparedEntry, void, undefined> {
  const hash = createHash('sha256')
  const cutter = new LineCutter(path)
  const buffer = Buffer.alloc(256 * 1024)
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, null)
      if (length === 0) break
      const chunk = buffer.subarray(0, length)
      hash.update(chunk)
      // Our own lines: written by `prepareList`, and the same by their hash.
      for (const { text } of cutter.push(chunk)) yield JSON.parse(text) as PreparedEntry
    }
  } finally {
    closeSync(file)
  }
  if (hash.digest('hex') !== sha256) throw new BelegError('entityList.moved', { path })
}
