import { singleSchemes } from '../../../../shared/commands/index.ts'
import type { ListOutcome, ListReading, ListRemark } from '../../../../shared/model/entity-list.ts'
import type { ReadableDatabase } from '../../database/index.ts'
import { fold } from '../fold.ts'
import { groupOf, idList, inList, judgementsBetween, redirected } from '../redirects.ts'
import type { ListedEntity } from './listed-entity.ts'

/** Where an entry goes: an entity of the registry (a survivor), or an earlier entry of the list, by its row. */
export type Target =
  { readonly kind: 'entity'; readonly id: string } | { readonly kind: 'row'; readonly row: number }

export interface Match {
  readonly outcome: Exclude<ListOutcome, 'refused'>
  /** Of a known entry, what it is; else whom it meets. */
  readonly targets: readonly Target[]
  readonly remark: ListRemark | null
  readonly detail: string | null
}

/** What was read of an earlier entry. */
interface Earlier {
  readonly type: string
  readonly names: ReadonlySet<string>
  readonly identifiers: ReadonlyMap<string, string>
  /** Where what it says goes. */
  readonly target: Target
}

/** What an entry adds to where it goes: what stands there already is left out. */
export type Addition = Pick<ListedEntity, 'names' | 'identifiers' | 'offices'>

/** What an entity has, and what the list has added to it so far. */
interface Holdings {
  readonly names: Set<string>
  readonly identifiers: Set<string>
  readonly offices: Set<string>
}

/** More of one name than this are no choice for anybody. */
const mostMet = 20

/**
 * Finds what each entry of a list is: by identifiers alone it is taken for somebody, by a name alone
 * only where the coder chose so for all of the list, and it means no more than one. Entries are to be
 * given in their order; what came before in the list counts like the registry.
 */
export class ListMatcher {
  readonly #db: ReadableDatabase
  readonly #scheme: string
  readonly #origin: string
  readonly #byIdentifier = new Map<string, number>()
  readonly #byName = new Map<string, number>()
  readonly #earlier = new Map<number, Earlier>()
  /** Entries that became entities: another row may add to them. */
  readonly #brought = new Map<number, Addition>()
  readonly #holdings = new Map<string, Holdings>()
  readonly #sameName: ListReading['sameName']
  readonly #continues: boolean

  /**
   * `origin` is what entities of this list have as theirs; `scheme` is that of its own ids; `sameName` says what becomes of who
   * shares a name alone; `continues` that entries before these were taken in already.
   */
  constructor(
    db: ReadableDatabase,
    options: { readonly scheme: string; readonly origin: string; readonly sameName: ListReading['sameName']; readonly continues: boolean },
  ) {
    this.#db = db
    this.#sameName = options.sameName
    this.#continues = options.continues
    this.#scheme = options.scheme
    this.#origin = options.origin
  }

  match(entry: ListedEntity): Match {
    const match = this.#byIdentifiers(entry) ?? this.#byNames(entry)
    const target = this.targetOf(entry, match)
    if (target !== null) this.#keep(entry, target)
    return match
  }

  /** Where an entry goes: itself, somebody known, or nowhere. */
  targetOf(entry: ListedEntity, { outcome, targets: [first] }: Match): Target | null {
    if (outcome === 'new' || (outcome === 'sameName' && this.#sameName === 'beside')) return { kind: 'row', row: entry.row }
    return outcome === 'known' && first !== undefined ? first : null
  }

  /** What an entry adds to its target; to be asked once for each, in their order. */
  additionOf(entry: ListedEntity, target: Target): Addition {
    if (target.kind === 'row' && target.row === entry.row) return entry
    const key = targetKey(target)
    const held = this.#holdings.get(key) ?? this.#heldBy(target)
    this.#holdings.set(key, held)
    const fresh = <T>(all: readonly T[], have: Set<string>, keyOf: (one: T) => string): readonly T[] =>
      all.filter((one) => {
        if (have.has(keyOf(one))) return false
        have.add(keyOf(one))
        return true
      })
    return {
      names: fresh(entry.names, held.names, ({ text }) => text),
      identifiers: fresh(entry.identifiers, held.identifiers, identifierKey),
      offices: fresh(entry.offices, held.offices, officeKey),
    }
  }

  /** What an entity has; of an entry of the list, what it brought. */
  #heldBy(target: Target): Holdings {
    if (target.kind === 'row') {
      const earlier = this.#brought.get(target.row)
      return {
        names: new Set(earlier?.names.map(({ text }) => text)),
        identifiers: new Set(earlier?.identifiers.map(identifierKey)),
        offices: new Set(earlier?.offices.map(officeKey)),
      }
    }
    const group = idList(groupOf(this.#db, target.id))
    const all = (sql: string): Set<string> => new Set(this.#db.all(sql, [group], (row) => row.text('v')))
    return {
      names: all(`SELECT text AS v FROM alias WHERE entity_id IN ${inList} AND scope = 'everywhere'`),
      identifiers: all(`SELECT scheme || ' ' || value AS v FROM identifier WHERE entity_id IN ${inList}`),
      offices: all(`SELECT title || ' ' || coalesce(valid_from, '') || ' ' || coalesce(valid_to, '') AS v FROM office WHERE entity_id IN ${inList}`),
    }
  }

  #keep(entry: ListedEntity, target: Target): void {
    const names = new Set(entry.names.map(({ text }) => fold(text)))
    const identifiers = new Map(entry.identifiers.map(({ scheme, value }) => [scheme, value]))
    this.#earlier.set(entry.row, { type: entry.type, names, identifiers, target })
    if (target.kind === 'row' && target.row === entry.row) this.#brought.set(entry.row, entry)
    for (const { scheme, value } of entry.identifiers) {
      const key = `${scheme} ${value}`
      if (!this.#byIdentifier.has(key)) this.#byIdentifier.set(key, entry.row)
    }
    for (const name of names) {
      const key = `${entry.type} ${name}`
      if (!this.#byName.has(key)) this.#byName.set(key, entry.row)
    }
  }

  /** Null where no identifier of the entry is anybody's. */
  #byIdentifiers(entry: ListedEntity): Match | null {
    const entities = new Map<string, string>()
    const rows = new Map<number, string>()
    for (const { scheme, value } of entry.identifiers) {
      for (const id of this.#owners(scheme, value)) entities.set(id, `${scheme} ${value}`)
      const row = this.#byIdentifier.get(`${scheme} ${value}`)
      if (row !== undefined) rows.set(row, `${scheme} ${value}`)
    }
    const ids = [...entities.keys()]
    const [id, other] = ids
    if (id !== undefined && other !== undefined) {
      const judged = judgementsBetween(this.#db, groupOf(this.#db, id), groupOf(this.#db, other))
      return conflict(ids.map(entityTarget), judged.length > 0 ? 'judgedDifferent' : 'twoEntities', [...entities.values()].join(', '))
    }
    const [first] = rows
    if (first !== undefined) {
      const [row, key] = first
      const earlier = this.#earlier.get(row)
      const leads = earlier?.target
      if (rows.size > 1 && new Set([...rows.keys()].map((one) => targetKey(this.#earlier.get(one)?.target))).size > 1)
        return conflict([...rows.keys()].map((one) => ({ kind: 'row', row: one })), 'identifierTwice', [...rows.values()].join(', '))
      // One identifier on two rows is one entity told twice, where they have a name in common too; else one of the two is wrong.
      if (earlier !== undefined && (id === undefined || (leads?.kind === 'entity' && leads.id === id))) {
        const alike = earlier.type === entry.type && entry.names.some(({ text }) => earlier.names.has(fold(text)))
        if (!alike) return conflict([{ kind: 'row', row }], 'identifierTwice', key)
        return { outcome: 'known', targets: [earlier.target], remark: 'again', detail: key }
      }
    }
    if (id === undefined) return null
    return this.#known(entry, id, entities.get(id) ?? '')
  }

  #known(entry: ListedEntity, id: string, key: string): Match {
    const group = idList(groupOf(this.#db, id))
    const type = this.#db.get('SELECT type FROM entity WHERE id = ?', [id], (row) => row.text('type'))
    if (type !== entry.type) return conflict([entityTarget(id)], 'typeDiffers', `${key}: ${type ?? ''} / ${entry.type}`)
    for (const { scheme, value } of entry.identifiers) {
      if (!singleSchemes.includes(scheme)) continue
      const own = this.#db.all(`SELECT value FROM identifier WHERE entity_id IN ${inList} AND scheme = ? ORDER BY value`, [group, scheme], (row) => row.text('value'))
      if (own.length > 0 && !own.includes(value))
        return conflict([entityTarget(id)], 'identifierDiffers', `${scheme} ${own.join(', ')} / ${value}`)
    }
    return { outcome: 'known', targets: [entityTarget(id)], remark: null, detail: key }
  }

  #byNames(entry: ListedEntity): Match {
    const met = new Map<string, Target>()
    const mine: string[] = []
    const seen = new Set<string>()
    for (const { text } of entry.names) {
      const name = fold(text)
      if (seen.has(name)) continue
      seen.add(name)
      for (const { id, origin } of this.#bearers(name, entry.type)) {
        if (this.#differs(entry, id)) continue
        met.set(`e ${id}`, entityTarget(id))
        if (origin === this.#origin) mine.push(id)
      }
      const row = this.#byName.get(`${entry.type} ${name}`)
      const earlier = row === undefined ? undefined : this.#earlier.get(row)
      if (row !== undefined && earlier !== undefined && !contradicts(entry.identifiers, earlier.identifiers, this.#scheme))
        met.set(targetKey(earlier.target), earlier.target)
    }
    // The same list read again: who came from it under this name is there already. Of one read by parts, it may be another.
    const [own] = mine
    if (!this.#continues && own !== undefined && new Set(mine).size === 1 && entry.identifiers.length === 0)
      return { outcome: 'known', targets: [entityTarget(own)], remark: 'again', detail: null }
    if (met.size === 0) return { outcome: 'new', targets: [], remark: null, detail: null }
    const targets = [...met.values()].slice(0, mostMet)
    if (this.#sameName === 'same' && targets.length === 1) return { outcome: 'known', targets, remark: 'byChoice', detail: null }
    return { outcome: 'sameName', targets, remark: targets.every(({ kind }) => kind === 'row') ? 'nameTwice' : null, detail: null }
  }

  /** Survivors that have an identifier. */
  #owners(scheme: string, value: string): readonly string[] {
    const found = this.#db.all('SELECT entity_id FROM identifier WHERE scheme = ? AND value = ? LIMIT 20', [scheme, value], (row) => row.text('entity_id'))
    return [...new Set(found.map((id) => redirected(this.#db, id)))]
  }

  #bearers(name: string, type: string): readonly { readonly id: string; readonly origin: string }[] {
    return this.#db.all(
      `SELECT DISTINCT d.root AS id, entity.origin AS origin FROM alias JOIN d_entity AS d ON d.entity_id = alias.entity_id
       JOIN entity ON entity.id = d.root
       WHERE alias.folded = ? AND alias.scope = 'everywhere' AND alias.kind <> 'mistranslated-as' AND entity.type = ? LIMIT 21`,
      [name, type],
      (row) => ({ id: row.text('id'), origin: row.text('origin') }),
    )
  }

  /** Two values of one scheme speak of two entities, whatever they are called. */
  #differs({ identifiers }: ListedEntity, id: string): boolean {
    if (identifiers.length === 0) return false
    const own = new Map(
      this.#db.all(`SELECT scheme, value FROM identifier WHERE entity_id IN ${inList}`, [idList(groupOf(this.#db, id))], (row) => [row.text('scheme'), row.text('value')] as const),
    )
    return contradicts(identifiers, own, this.#scheme)
  }
} // prettier-ignore

const entityTarget = (id: string): Target => ({ kind: 'entity', id })

const identifierKey = ({ scheme, value }: ListedEntity['identifiers'][number]): string => `${scheme} ${value}`

const officeKey = ({ title, from, to }: ListedEntity['offices'][number]): string =>
  `${title} ${from ?? ''} ${to ?? ''}`

const targetKey = (target: Target | undefined): string =>
  target === undefined ? '' : target.kind === 'entity' ? `e ${target.id}` : `r ${String(target.row)}`

const conflict = (targets: readonly Target[], remark: ListRemark, detail: string): Match => ({
  outcome: 'conflict',
  targets,
  remark,
  detail,
})

const contradicts = (
  identifiers: ListedEntity['identifiers'],
  own: ReadonlyMap<string, string>,
  scheme: string,
): boolean =>
  identifiers.some((one) => {
    const other = own.get(one.scheme)
    return (singleSchemes.includes(one.scheme) || one.scheme === scheme) && other !== undefined && other !== one.value
  }) // prettier-ignore
