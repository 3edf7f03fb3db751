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
const storedBody = z.object({ iso3: z.string().optional(), country: z.string().optional() })

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

/**
 * What articles and the offices on record tell of a person of the registry. With `decided` false, what coders linked is
 * left out: only what was linked by itself counts then.
 */
export function knownContexts(db: Reading, survivor: string, decided: boolean): readonly KnownContext[] {
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
    `SELECT article_id, local FROM (
       SELECT p_entity.article_id AS article_id, p_entity.local_id AS local FROM p_entity
         WHERE p_entity.entity_id IN ${inList} AND NOT EXISTS (SELECT 1 FROM p_mention JOIN mention ON mention.id = p_mention.id
           WHERE p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id)
       UNION SELECT mention.article_id, p_mention.local_entity FROM mention JOIN p_mention ON p_mention.id = mention.id
         WHERE mention.entity_id IN ${inList} AND mention.state <> 'removed' AND p_mention.local_entity IS NOT NULL AND ?)
     ORDER BY article_id DESC LIMIT ?`,
    [group, group, decided ? 1 : 0, mostArticles],
    (row) => ({ articleId: row.text('article_id'), local: row.text('local') }),
  )
  return [...offices, ...places.map(({ articleId, local }) => storedContext(db, articleId, local))]
}

/** What a stored extraction tells of one of its people. */
function storedContext(db: Reading, articleId: string, person: string): KnownContext {
  const entity = (local: string | null): { readonly name: string; readonly country: string | undefined } | undefined =>
    local === null
      ? undefined
      : db.get('SELECT canonical, body_json FROM p_entity WHERE article_id = ? AND local_id = ?', [articleId, local], (row) => {
          const body = storedBody.parse(row.json('body_json'))
          return { name: row.text('canonical'), country: body.iso3 ?? body.country }
        })
  const country = entity(person)?.country
  const facts = db.all(
    `SELECT json_extract(body_json, '$.slots') AS slots FROM p_fact WHERE article_id = ? AND type = ?`,
    [articleId, held],
    (row) => storedSlots.parse(row.json('slots')),
  )
  const told = facts
    .filter((slots) => slots.some(({ role, localEntity }) => role === 'person' && localEntity === person))
    .flat()
    .map(({ role, localEntity, surface }) => {
      const known = entity(localEntity)
      return slotContext(role, known?.name ?? surface, known?.country)
    })
  return { articleId, ...joined({ ...nothingTold, countries: country === undefined ? [] : [country] }, ...told) }
} // prettier-ignore
