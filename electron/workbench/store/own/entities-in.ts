import { singleSchemes } from '../../../../shared/commands/index.ts'
import type { EntityRef } from '../../../../shared/model/views.ts'
import type { ExportRecordOf } from '../../exchange/export-record.ts'
import { canonicalJson } from '../../exchange/jsonl-line.ts'
import { fold } from '../../linking/fold.ts'
import { redirected } from '../../linking/redirects.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { entityView } from '../queries/entities.ts'
import { exists, firstRow, insert } from '../rows.ts'

type EntityRecord = ExportRecordOf<'entity'>

interface EntitiesTaken {
  created: number
  same: number
  /** There under the id, and told otherwise here; they stay as they are. */
  readonly different: string[]
  /** There under another id, known by an identifier that only one entity has. */
  matched: number
}

/**
 * Entities of an export on their way into the registry: new ones with everything known of them; those that are there
 * stay as they are. `map` leads from ids of the file to those of the project.
 */
export class EntitiesIn {
  readonly #context: HandlerContext
  readonly #map = new Map<string, string>()
  readonly #created: EntityRecord[] = []
  readonly taken: EntitiesTaken = { created: 0, same: 0, different: [], matched: 0 }

  constructor(context: HandlerContext) {
    this.#context = context
  }

  /** The project's id for one of the file. */
  idOf(id: string): string {
    return this.#map.get(id) ?? id
  }

  /** The survivor's type and names, for proposals that name it. */
  refOf(id: string): Pick<EntityRef, 'type' | 'labelDe' | 'labelEn'> | undefined {
    const row = firstRow(this.#context.db, 'SELECT type, label_de, label_en FROM entity WHERE id = ?', [
      redirected(this.#context.db, this.idOf(id)),
    ])
    if (row === undefined) return undefined
    return { type: row['type'] as EntityRef['type'], labelDe: row['label_de'] as string | null, labelEn: row['label_en'] as string | null } // prettier-ignore
  }

  take(record: EntityRecord): void {
    const { db } = this.#context
    const known = firstRow(db, 'SELECT * FROM entity WHERE id = ?', [record.id])
    if (known !== undefined) {
      const { mentions: _mentions, articles: _articles, ...ours } = entityView(db, known)
      if (canonicalJson({ ...ours, record: 'entity' }) === canonicalJson(record)) this.taken.same++
      else this.taken.different.push(record.id)
      return
    }
    const match = this.#known(record)
    if (match !== null) {
      this.#map.set(record.id, match)
      this.taken.matched++
      return
    }
    this.#insert(record, record.origin ?? 'import', null)
    this.#created.push(record)
    this.taken.created++
  }

  /** To be called after the last entity: what leads from one to another. */
  finish(): void {
    for (const record of this.#created) this.#addParts(record)
  }

  /** Another entity of the registry with the same single identifier, where exactly one has it. */
  #known({ type, identifiers = [] }: EntityRecord): string | null {
    const { db } = this.#context
    const found = new Set<string>()
    for (const { scheme, value } of identifiers) {
      if (!singleSchemes.includes(scheme) || scheme === 'members') continue
      for (const id of db.all(
        'SELECT entity.id FROM identifier JOIN entity ON entity.id = identifier.entity_id WHERE scheme = ? AND value = ? AND entity.type = ?',
        [scheme, value, type],
        (row) => row.text('id'),
      ))
        found.add(redirected(db, id))
    }
    const [only] = found
    const mine = this.#created.some(({ id }) => id === only)
    return found.size === 1 && only !== undefined && !mine ? only : null
  }

  #insert(entity: EntityRef & { readonly note?: string | null | undefined }, origin: string, into: string | null, at = this.#context.at): void {
    insert(this.#context.db, 'entity', {
      id: entity.id,
      type: entity.type,
      label_de: entity.labelDe,
      label_en: entity.labelEn,
      country: entity.country,
      note: entity.note ?? null,
      origin,
      redirect_to: into,
      created_at: at,
    })
  } // prettier-ignore

  /** An entity that another one names and that the file tells nothing else of. */
  #ensure(ref: EntityRef): string {
    const id = this.idOf(ref.id)
    if (!exists(this.#context.db, 'SELECT 1 FROM entity WHERE id = ?', [id]))
      this.#insert(ref, 'import', null)
    return id
  }

  #addParts({ id, merged = [], identifiers = [], aliases = [], offices = [], different = [] }: EntityRecord): void {
    const { db, at } = this.#context
    for (const [index, ref] of merged.entries()) {
      // They are shown in the order in which they were made.
      const made = new Date(Date.parse(at) + index).toISOString()
      if (!exists(db, 'SELECT 1 FROM entity WHERE id = ?', [ref.id])) this.#insert(ref, 'import', id, made)
    }
    for (const { scheme, value } of identifiers) insert(db, 'identifier', { entity_id: id, scheme, value })
    for (const alias of aliases) {
      if (exists(db, 'SELECT 1 FROM alias WHERE id = ?', [alias.id])) continue
      insert(db, 'alias', {
        id: alias.id,
        entity_id: id,
        text: alias.text,
        folded: fold(alias.text),
        kind: alias.kind,
        scope: alias.scope,
        scope_id: alias.scopeId,
        lang: alias.lang,
        origin: alias.origin,
        created_at: at,
      })
    }
    for (const office of offices) {
      if (exists(db, 'SELECT 1 FROM office WHERE id = ?', [office.id])) continue
      insert(db, 'office', {
        id: office.id,
        entity_id: id,
        title: office.title,
        of_entity_id: office.of === null ? null : this.#ensure(office.of),
        valid_from: office.from,
        valid_to: office.to,
        note: office.note,
        origin: office.origin,
        created_at: at,
      })
    }
    for (const { entity, reason } of different) {
      const other = this.#ensure(entity)
      if (other === id) continue
      const [a = id, b = other] = [id, other].sort()
      if (exists(db, 'SELECT 1 FROM distinction WHERE a = ? AND b = ?', [a, b])) continue
      insert(db, 'distinction', { a, b, reason, decided_at: at })
    }
  } // prettier-ignore
}
