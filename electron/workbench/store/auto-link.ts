import type { ExtractedEntity, ExtractionOutput } from '../../../shared/model/extraction.ts'
import { fold } from '../linking/fold.ts'
import { indexIsFresh, indexNames } from '../linking/name-index.ts'
import type { NameKeys } from '../linking/name-keys.ts'
import { redirected } from '../linking/redirects.ts'
import { allRows, firstRow, insert, text, textOrNull, type Writing } from './rows.ts'

/** What one article tells about itself, for aliases that hold only there. */
export interface ArticleScope {
  readonly articleId: string
  /** Publisher, else the name of the file: what aliases of one source name. */
  readonly source: string | null
}

export interface LinkContext {
  readonly db: Writing
  readonly nextId: (kind: string) => string
  readonly at: string
  readonly nameKeys: NameKeys
}

type Link = { readonly entityId: string; readonly rule: string }

/**
 * Takes each article-local entity for an entity of the registry, or makes one, or leaves it open: unsure stays
 * unlinked rather than wrong. In order: the gazetteer id both carry; a full name or title that is an alias in reach;
 * for groups, the same members. A person known by one name only is never linked or made by itself.
 */
export function linkEntities(
  context: LinkContext,
  scope: ArticleScope,
  output: ExtractionOutput,
): Record<string, Link> {
  const links: Record<string, Link> = {}
  const groups = output.entities.filter((entity) => entity.type === 'GROUP')
  for (const entity of output.entities) {
    if (entity.type === 'GROUP' || entity.nil === true) continue
    const link = linkOne(context, scope, entity)
    if (link !== null) links[entity.id] = link
  }
  for (const group of groups) {
    const members = (group.members ?? []).map((member) => links[member]?.entityId)
    if (members.length < 2 || members.some((member) => member === undefined)) continue
    links[group.id] = linkGroup(context, group, members as string[])
  }
  return links
}

function linkOne(context: LinkContext, scope: ArticleScope, entity: ExtractedEntity): Link | null {
  const gazetteerId = entity.gazetteer ?? (entity.iso3 === undefined ? undefined : `iso:${entity.iso3}`)
  if (gazetteerId !== undefined) {
    const known = byIdentifier(context, 'gazetteer', gazetteerId)
    if (known !== null) return { entityId: known, rule: 'gazetteer' }
    return { entityId: create(context, entity, 'gazetteer', [['gazetteer', gazetteerId]]), rule: 'gazetteer' }
  }
  if (!isFullName(entity)) return null
  const known = byAlias(context, scope, entity)
  if (known.length === 1 && known[0] !== undefined) return { entityId: known[0], rule: 'alias' }
  if (known.length > 1) return null
  const alike = bySpelling(context, entity)
  if (alike.length === 1 && alike[0] !== undefined) return { entityId: alike[0], rule: 'spelling' }
  if (alike.length > 1) return null
  return { entityId: create(context, entity, 'extraction', []), rule: 'new' }
}

/** A person needs a family and a given name; everything else is named by what it is called. */
function isFullName(entity: ExtractedEntity): boolean {
  return entity.type !== 'PER' || fold(entity.canonical).includes(' ')
}

function byIdentifier({ db }: LinkContext, scheme: string, value: string): string | null {
  const row = firstRow(
    db,
    'SELECT entity_id FROM identifier WHERE scheme = ? AND value = ? ORDER BY entity_id LIMIT 1',
    [scheme, value],
  )
  return row === undefined ? null : redirected(db, text(row, 'entity_id'))
}

function byAlias({ db }: LinkContext, scope: ArticleScope, entity: ExtractedEntity): readonly string[] {
  const found = new Set<string>()
  for (const surface of new Set(
    [entity.canonical, ...(entity.ascii === undefined ? [] : [entity.ascii])].map(fold),
  )) {
    const aliases = allRows(
      db,
      `SELECT alias.entity_id, entity.country FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.folded = ? AND entity.type = ?
         AND (alias.scope = 'everywhere' OR (alias.scope = 'source' AND alias.scope_id = ?) OR (alias.scope = 'article' AND alias.scope_id = ?))
       ORDER BY alias.entity_id`,
      [surface, entity.type, scope.source, scope.articleId],
    )
    for (const alias of aliases) {
      const country = textOrNull(alias, 'country')
      if (country !== null && entity.country !== undefined && country !== entity.country) continue
      found.add(redirected(db, text(alias, 'entity_id')))
    }
  }
  return [...found]
}

/**
 * Survivors with a name that is another spelling of this one, in any order of its words. Only whole names of two words
 * and more: one word alone has too many bearers.
 */
function bySpelling({ db, nameKeys }: LinkContext, entity: ExtractedEntity): readonly string[] {
  if (!indexIsFresh(db, nameKeys)) return []
  const wanted = nameKeys.keyed(entity.canonical)
  if (wanted.keys.length < 2) return []
  const rows = allRows(
    db,
    `SELECT DISTINCT d.root AS root, entity.country AS country FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n
     JOIN entity ON entity.id = d.root WHERE k.key = ? AND entity.type = ? ORDER BY d.root LIMIT 20`,
    [`f${nameKeys.whole(wanted)}`, entity.type],
  )
  return rows
    .filter((row) => {
      const country = textOrNull(row, 'country')
      return country === null || entity.country === undefined || country === entity.country
    })
    .map((row) => text(row, 'root'))
}

function linkGroup(context: LinkContext, group: ExtractedEntity, members: readonly string[]): Link {
  const key = [...new Set(members)].sort().join('+')
  const known = byIdentifier(context, 'members', key)
  if (known !== null) return { entityId: known, rule: 'members' }
  return { entityId: create(context, group, 'extraction', [['members', key]]), rule: 'members' }
}

function create(
  { db, nextId, at, nameKeys }: LinkContext,
  entity: ExtractedEntity,
  origin: 'gazetteer' | 'extraction',
  identifiers: readonly (readonly [string, string])[],
): string {
  const id = nextId('e')
  insert(db, 'entity', {
    id,
    type: entity.type,
    label_de: entity.canonical,
    label_en: entity.label_en,
    country: entity.iso3 ?? entity.country,
    origin,
    created_at: at,
  })
  for (const [scheme, value] of identifiers) insert(db, 'identifier', { entity_id: id, scheme, value })
  if (typeof entity.wikidata === 'string')
    insert(db, 'identifier', { entity_id: id, scheme: 'wikidata', value: entity.wikidata })
  if (entity.iso3 !== undefined)
    insert(db, 'identifier', { entity_id: id, scheme: 'iso3166-1-alpha-3', value: entity.iso3 })
  const names = new Map<string, { readonly text: string; readonly kind: string }>()
  names.set(entity.canonical, { text: entity.canonical, kind: 'spelling' })
  if (entity.ascii !== undefined) names.set(entity.ascii, { text: entity.ascii, kind: 'transliteration' })
  if (entity.label_en !== undefined && entity.type !== 'GROUP')
    names.set(entity.label_en, { text: entity.label_en, kind: 'spelling' })
  if (entity.type === 'GROUP') names.clear()
  for (const name of names.values()) {
    insert(db, 'alias', {
      id: nextId('n'),
      entity_id: id,
      text: name.text,
      folded: fold(name.text),
      kind: name.kind,
      scope: 'everywhere',
      origin,
      created_at: at,
    })
  }
  // The next article of the same import must find it; the index follows by itself only after the step.
  if (indexIsFresh(db, nameKeys))
    indexNames(
      db,
      nameKeys,
      id,
      [...names.values()].map((name) => name.text),
    )
  return id
}
