import { z } from 'zod'
import type { ExtractionOutput } from '../../../shared/model/extraction.ts'
import { fold } from '../linking/fold.ts'
import { nothingTold, type PersonContext } from '../linking/person-context.ts'
import { groupOf, idList, inList } from '../linking/redirects.ts'
import type { Reading } from './rows.ts'

/** The type of fact that says which office somebody holds, and its roles. */
const held = 'position_held'
const storedSlots = z.array(
  z.object({ role: z.string(), localEntity: z.string().nullable(), surface: z.string().optional() }),
)

/** What an article tells of each person beside the name, by local id. */
export function contextsIn(output: ExtractionOutput): ReadonlyMap<string, PersonContext> {
  const entities = new Map(output.entities.map((entity) => [entity.id, entity]))
  const told = new Map<string, PersonContext>()
  for (const { id, type, country } of output.entities) {
    if (type === 'PER' && country !== undefined) told.set(id, { ...nothingTold, countries: [country] })
  }
  for (const { type, slots } of output.facts) {
    if (type !== held) continue
    const person = slots.find(({ role }) => role === 'person')?.entity
    if (person === undefined) continue
    const add = slots.map(({ role, entity, surface }) => {
      const known = entity === undefined ? undefined : entities.get(entity)
      return slotContext(role, known?.canonical ?? surface, known?.iso3 ?? known?.country)
    })
    told.set(person, joined(told.get(person) ?? nothingTold, ...add))
  }
  return told
}

/** What one slot of an office held tells. */
function slotContext(role: string, name: string | undefined, country: string | undefined): PersonContext {
  const words = name === undefined ? '' : fold(name)
  switch (role) {
    case 'role':
      return { ...nothingTold, offices: words === '' ? [] : [words] }
    case 'jurisdiction':
      return { ...nothingTold, countries: country === undefined ? [] : [country] }
    case 'org':
      return { ...nothingTold, bodies: words === '' ? [] : [words] }
    default:
      return nothingTold
  }
}

function joined(...contexts: readonly PersonContext[]): PersonContext {
  const all = (part: keyof PersonContext): readonly string[] => [
    ...new Set(contexts.flatMap((context) => context[part])),
  ]
  return { offices: all('offices'), countries: all('countries'), bodies: all('bodies') }
}

/** A context with the article it stands in; null where it was entered by hand or came with a list. */
export interface KnownContext extends PersonContext {
  readonly articleId: string | null
}

/** Articles of a person that are looked through, the newest first. */
const mostArticles = 12

/** Articles whose people are kept in memory. */
const mostKept = 4000

/** What stored extractions tell of their people: each is read once and kept until its article is told anew. */
export class ToldInArticles {
  /** By article, that which was asked for longest ago first; `extraction` names what the rows were built from. */
  readonly #kept = new Map<
    string,
    { readonly extraction: string; readonly people: ReadonlyMap<string, PersonContext> }
  >()

  /** What an article tells of one of its people, by local id. */
  of(db: Reading, articleId: string, extraction: string, person: string): KnownContext {
    const known = this.#kept.get(articleId)
    const kept = known?.extraction === extraction ? known : { extraction, people: toldIn(db, articleId) }
    this.#kept.delete(articleId)
    this.#kept.set(articleId, kept)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(oldest)
    }
    return { articleId, ...(kept.people.get(person) ?? nothingTold) }
  }

  /** The rows of an article were built anew, or those of all where none is named. */
  forget(articleId?: string): void {
    if (articleId === undefined) this.#kept.clear()
    else this.#kept.delete(articleId)
  }
}

/**
 * What articles and the offices on record tell of a person of the registry. With `decided` false, what coders linked is
 * left out: only what was linked by itself counts then.
 */
export function knownContexts(
  db: Reading,
  articles: ToldInArticles,
  survivor: string,
  decided: boolean,
): readonly KnownContext[] {
  const group = idList(groupOf(db, survivor))
  const offices = db.all(
    `SELECT office.title AS title, body.type AS type, body.country AS country, coalesce(body.label_de, body.label_en) AS label
     FROM office LEFT JOIN entity AS body ON body.id = office.of_entity_id WHERE office.entity_id IN ${inList}`,
    [group],
    (row): KnownContext => ({
      articleId: null,
      offices: [fold(row.text('title'))],
      countries: row.textOrNull('country') === null ? [] : [row.text('country')],
      bodies: row.textOrNull('type') === 'ORG' ? [fold(row.textOrNull('label') ?? '')] : [],
    }),
  )
  const places = db.all(
    `SELECT place.article_id AS article_id, local, batch_sha256 || ' ' || batch_index AS extraction FROM (
       SELECT p_entity.article_id AS article_id, p_entity.local_id AS local FROM p_entity
         WHERE p_entity.entity_id IN ${inList} AND NOT EXISTS (SELECT 1 FROM p_mention JOIN mention ON mention.id = p_mention.id
           WHERE p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id)
       UNION SELECT mention.article_id, p_mention.local_entity FROM mention JOIN p_mention ON p_mention.id = mention.id
         WHERE mention.entity_id IN ${inList} AND mention.state <> 'removed' AND p_mention.local_entity IS NOT NULL AND ?
       ORDER BY article_id DESC LIMIT ?) AS place LEFT JOIN extraction ON extraction.article_id = place.article_id
     ORDER BY place.article_id DESC`,
    [group, group, decided ? 1 : 0, mostArticles],
    (row) => ({
      articleId: row.text('article_id'),
      extraction: row.textOrNull('extraction') ?? '',
      local: row.text('local'),
    }),
  )
  return [
    ...offices,
    ...places.map(({ articleId, extraction, local }) => articles.of(db, articleId, extraction, local)),
  ]
}

/** What the stored extraction of an article tells of its people, by local id. */
function toldIn(db: Reading, articleId: string): ReadonlyMap<string, PersonContext> {
  const told = new Map<string, PersonContext>()
  const entities = new Map<string, { readonly name: string; readonly country: string | undefined }>()
  db.each(
    `SELECT local_id, canonical, coalesce(body_json ->> 'iso3', body_json ->> 'country') AS country FROM p_entity WHERE article_id = ?`,
    [articleId],
    (row) => {
      const country = row.textOrNull('country') ?? undefined
      entities.set(row.text('local_id'), { name: row.text('canonical'), country })
      if (country !== undefined) told.set(row.text('local_id'), { ...nothingTold, countries: [country] })
      return true
    },
  )
  const facts = db.all(
    `SELECT body_json -> '$.slots' AS slots FROM p_fact WHERE article_id = ? AND type = ?`,
    [articleId, held],
    (row) => storedSlots.parse(row.json('slots')),
  )
  for (const slots of facts) {
    const person = new Set(slots.flatMap(({ role, localEntity }) => (role === 'person' && localEntity !== null ? [localEntity] : []))) // prettier-ignore
    const add = slots.map(({ role, localEntity, surface }) => {
      const known = localEntity === null ? undefined : entities.get(localEntity)
      return slotContext(role, known?.name ?? surface, known?.country)
    })
    for (const one of person) told.set(one, joined(told.get(one) ?? nothingTold, ...add))
  }
  return told
}
