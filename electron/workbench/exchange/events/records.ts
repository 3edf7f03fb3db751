import type { ArticleRow, EntityView, FactView, SlotView } from '../../../../shared/model/views.ts'
import { sidesOf, type Actor, type Cast, type Sides } from './actors.ts'
import { byId, factsByArticle, type ExportSource } from '../export-source.ts'

/** Events whose meetings lie ahead are agreements to meet. */
const ahead: ReadonlySet<string> = new Set(['planned', 'expected', 'proposed'])

/** A fact as an event record: what PLOVER and the formats made after it share. */
export interface EventRecord extends Sides {
  readonly id: string
  readonly fact: FactView
  readonly article: ArticleRow
  /** Days, `YYYY-MM-DD`; `end` only where the time is longer than a day. */
  readonly date: string
  readonly end: string | null
  /** Whether the day is that of publication, because the fact has none. */
  readonly dateOfPublication: boolean
  readonly event: string
  readonly mode: string | null
  readonly contexts: readonly string[]
  readonly auxiliary: readonly string[]
  readonly quad: number
  readonly place: { readonly words: string; readonly entity: EntityView | null } | null
}

/**
 * The records of a dataset in its order. Facts that PLOVER has no event, no date, no actor or, where it asks for one, no
 * recipient for have none. With `dyads` one record for each pair of actor and recipient.
 */
export async function* eventsOf(source: ExportSource): AsyncGenerator<EventRecord, void, undefined> {
  const cast = await castOf(source)
  for await (const { article, facts } of factsByArticle(source)) {
    for (const fact of facts) {
      const record = recordOf(fact, article, cast)
      if (record === null) continue
      if (source.options.dyads) yield* pairsOf(record)
      else yield record
    }
  }
}

/** Everyone named, with the offices that facts of the dataset give them before those of the registry. */
export async function castOf(source: ExportSource): Promise<Cast> {
  // The facts first: who they name is known then, and need not be read for the registry once more.
  const held: { readonly person: string; readonly office: Pick<SlotView, 'entityId' | 'surface'> }[] = []
  for await (const fact of source.facts()) {
    if (fact.type !== 'position_held' || fact.polarity === 'neg') continue
    const person = fact.slots.find(({ role }) => role === 'person')?.entityId
    const office = fact.slots.find(({ role }) => role === 'role')
    if (person == null || office === undefined) continue
    held.push({ person, office: { entityId: office.entityId, surface: office.surface } })
  }
  const entities: ReadonlyMap<string, EntityView> = await byId(source.registry())
  const offices = new Map<string, string>()
  for (const { id, offices: known } of entities.values()) {
    const last = known.at(-1)
    if (last !== undefined) offices.set(id, last.title)
  }
  for (const { person, office } of held) {
    const label = office.entityId === null ? null : entities.get(office.entityId)
    const title = label?.labelDe ?? label?.labelEn ?? office.surface
    if (title != null && title !== '') offices.set(person, title)
  }
  return { entities, offices, tables: source.eventTables(), language: source.language }
}

function recordOf(fact: FactView, article: ArticleRow, cast: Cast): EventRecord | null {
  const { plover } = fact
  if (plover === null) return null
  const dates = datesOf(fact) ?? (article.published === null ? null : daysOf(article.published))
  if (dates === null) return null
  const sides = needed(sidesOf(fact, cast), plover.event, cast)
  if (sides === null) return null
  const agreed = plover.event === 'CONSULT' && ahead.has(fact.modality)
  const event =
    fact.type === 'agreement_signed' && plover.event === 'AGREE' ? 'SUPPORT' : agreed ? 'AGREE' : plover.event
  const place = fact.slots.find(({ role, notStated }) => role === 'place' && !notStated)
  return {
    ...sides,
    id: fact.id,
    fact,
    article,
    date: dates.first,
    end: dates.last === dates.first ? null : dates.last,
    dateOfPublication: datesOf(fact) === null,
    event,
    mode: event === plover.event ? plover.mode : null,
    contexts: plover.context,
    auxiliary: agreed ? (plover.aux ?? []).filter((mark) => mark !== 'future') : (plover.aux ?? []),
    quad: plover.quad,
    place:
      place === undefined
        ? null
        : {
            words: place.surface ?? '',
            entity: place.entityId === null ? null : (cast.entities.get(place.entityId) ?? null),
          },
  }
}

/** Where PLOVER asks for a recipient and several act on each other, the first acts and the others receive. */
function needed(sides: Sides, event: string, { tables }: Cast): Sides | null {
  if (sides.actors.length === 0) return null
  if (sides.recipients.length > 0 || !tables.requiresRecipient.includes(event)) return sides
  const [first, ...others] = sides.actors
  return first === undefined || others.length === 0 ? null : { actors: [first], recipients: others }
}

function* pairsOf(record: EventRecord): Generator<EventRecord, void, undefined> {
  let n = 0
  for (const [actor, recipient] of pairs(record)) {
    n++
    yield {
      ...record,
      id: `${record.id}-${String(n)}`,
      actors: [actor],
      recipients: recipient === null ? [] : [recipient],
    }
  }
}

/** Each actor with each recipient; where nobody receives, each two actors once; one alone by itself. */
export function* pairs({
  actors,
  recipients,
}: Sides): Generator<readonly [Actor, Actor | null], void, undefined> {
  const [only] = actors
  if (actors.length === 1 && recipients.length === 0 && only !== undefined) yield [only, null]
  for (const [at, actor] of actors.entries()) {
    for (const other of recipients.length > 0 ? recipients : actors.slice(at + 1)) yield [actor, other]
  }
}

export function datesOf({ time }: FactView): { readonly first: string; readonly last: string } | null {
  if (time === null || time.basis === 'unknown') return null
  const [from = '', to] = time.iso.split('/')
  const first = daysOf(from)
  const last = to === undefined ? first : daysOf(to)
  if (first === null) return null
  return { first: first.first, last: last?.last ?? first.last }
}

/** First and last day of a date of reduced precision; null for what is no date. A decade is `202X`, an instant its day. */
function daysOf(iso: string): { readonly first: string; readonly last: string } | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(iso)
  if (match === null) {
    return /^\d{3}X$/.test(iso)
      ? { first: `${iso.slice(0, 3)}0-01-01`, last: `${iso.slice(0, 3)}9-12-31` }
      : null
  }
  const [, year = '', month, day] = match
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` }
  if (day !== undefined) return { first: `${year}-${month}-${day}`, last: `${year}-${month}-${day}` }
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return { first: `${year}-${month}-01`, last: `${year}-${month}-${String(days)}` }
}
