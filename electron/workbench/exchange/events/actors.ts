import type { EntityView, FactView, SlotView } from '../../../../shared/model/views.ts'
import type { Language } from '../../../../shared/model/vocabulary.ts'
import type { EventTables } from './tables.ts'
import { entityLabel } from '../export-source.ts'

/** One who acts or is acted upon, as event data knows them. */
export interface Actor {
  /** Null where only words fill the slot. */
  readonly entity: EntityView | null
  readonly name: string
  /** The words of the article; empty where they are withheld or where nothing was said. */
  readonly words: string
  /** ISO 3166-1 alpha-3 of the state, else PLOVER's code of a body without one (IGO, UNO, EUR, NGO); empty where unknown. */
  readonly code: string
  /** ISO 3166-1 alpha-3, empty for bodies without a state. */
  readonly country: string
  readonly sector: string
  readonly office: string
}

/** Who acts and who is acted upon. */
export interface Sides {
  readonly actors: readonly Actor[]
  readonly recipients: readonly Actor[]
}

/** What the sides of facts are read from: everyone by id, and the offices that facts and the registry give them. */
export interface Cast {
  readonly entities: ReadonlyMap<string, EntityView>
  /** Titles of offices by the holder's id. */
  readonly offices: ReadonlyMap<string, string>
  readonly tables: EventTables
  readonly language: Language
}

const actorTypes: ReadonlySet<string> = new Set(['PER', 'ORG', 'GPE', 'GROUP', 'ROLE'])
/** Roles that act, the first that is filled; those after `or` only where nobody else is named. */
const acting = {
  first: ['agent', 'visitor', 'participant', 'party', 'between', 'holder', 'appointedBy'],
  or: ['speaker'],
}
const receiving = ['recipient', 'host', 'target'] as const

/**
 * The sides of a fact. Rules of PLOVER (manual, draft 2.0): a visitor acts and the host receives; where the host is
 * unclear every participant acts. In a meeting the host is who belongs to the country of the place, while others come from
 * elsewhere. A group is its members. Who is on both sides acts.
 */
export function sidesOf(fact: FactView, cast: Cast): Sides {
  const of = (roles: readonly string[]): readonly Actor[] =>
    unique(fact.slots.filter(({ role }) => roles.includes(role)).flatMap((slot) => actorsOf(slot, cast)))
  let actors = of(acting.first)
  if (actors.length === 0) actors = of(acting.or)
  if (actors.length === 0 && fact.attribution?.speaker != null)
    actors = known([fact.attribution.speaker], cast)
  let recipients = of(receiving)
  if (fact.type === 'visit' && recipients.length === 0) recipients = of(['destination'])
  if ((fact.type === 'meeting' || fact.type === 'greeting') && recipients.length === 0) {
    const host = countryOfPlace(fact, cast)
    const hosts = actors.filter(({ country }) => host !== null && country === host)
    if (hosts.length > 0 && hosts.length < actors.length) {
      recipients = hosts
      actors = actors.filter((actor) => !hosts.includes(actor))
    }
  }
  const acts = new Set(actors.map(({ name }) => name))
  return { actors, recipients: recipients.filter(({ name }) => !acts.has(name)) }
}

/** The state a fact's place lies in, by its entity; null where it has none. */
function countryOfPlace(fact: FactView, { entities }: Cast): string | null {
  for (const { role, entityId } of fact.slots) {
    if (role === 'place' && entityId !== null) return entities.get(entityId)?.country ?? null
  }
  return null
}

function actorsOf(slot: SlotView, cast: Cast): readonly Actor[] {
  if (slot.notStated) return []
  if (slot.entityId !== null) {
    const entity = cast.entities.get(slot.entityId)
    const members = entity?.identifiers.find(({ scheme }) => scheme === 'members')?.value.split('+')
    if (entity?.type === 'GROUP' && members !== undefined) return known(members, cast, slot.surface ?? '')
    if (entity !== undefined)
      return actorTypes.has(entity.type) ? [actorOf(entity, slot.surface ?? '', cast)] : []
  }
  if (slot.surface === null || slot.surface === '') return []
  const { surface } = slot
  return [{ entity: null, name: surface, words: surface, code: '', country: '', sector: 'UNK', office: '' }]
}

function known(ids: readonly string[], cast: Cast, words = ''): readonly Actor[] {
  return ids.flatMap((id) => {
    const entity = cast.entities.get(id)
    return entity === undefined ? [] : [actorOf(entity, words, cast)]
  })
}

function actorOf(entity: EntityView, words: string, { offices, tables, language }: Cast): Actor {
  const gazetteer = entity.identifiers.find(({ scheme }) => scheme === 'gazetteer')?.value ?? ''
  const kind = tables.kindOf.get(gazetteer) ?? ''
  const body = tables.codeOfBody[gazetteer] ?? tables.codeOfKind[kind]
  const country = entity.country !== null && entity.country !== 'IGO' ? entity.country : ''
  const office = offices.get(entity.id) ?? (entity.type === 'ROLE' ? entityLabel(entity, language) : '')
  return {
    entity,
    name: entityLabel(entity, language),
    words,
    code: body ?? (country === '' ? (entity.country === 'IGO' ? 'IGO' : '') : country),
    country: body === undefined ? country : '',
    sector: body === undefined ? sectorOf(entity, kind, office, tables) : '',
    office,
  }
}

function sectorOf(entity: EntityView, kind: string, office: string, tables: EventTables): string {
  const ofKind = tables.sectorOfKind[kind]
  if (ofKind !== undefined) return ofKind
  if (entity.type === 'GPE') return 'GOV'
  const title = `${(entity.type === 'ORG' ? (entity.labelDe ?? entity.labelEn ?? '') : office).toLowerCase()} `
  return (
    tables.sectorOfOffice.find(({ stems }) => stems.some((stem) => title.includes(stem)))?.sector ?? 'UNK'
  )
}

function unique(actors: readonly Actor[]): readonly Actor[] {
  const seen = new Set<string>()
  return actors.filter((actor) => {
    const key = actor.entity?.id ?? actor.name
    return seen.has(key) ? false : (seen.add(key), true)
  })
}
