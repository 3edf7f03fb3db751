import type { ExtractedEntity, ExtractionOutput } from '../../../shared/model/extraction.ts'
import { fold } from '../linking/fold.ts'
import { indexIsFresh, indexNames } from '../linking/name-index.ts'
import type { NameKeys } from '../linking/name-keys.ts'
import { nothingTold, type PersonContext } from '../linking/person-context.ts'
import { groupOf, idList, inList, redirected } from '../linking/redirects.ts'
import type { KnownPeople } from './known-people.ts'
import { contextsIn } from './person-contexts.ts'
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
  /** What is known of people, from before and from this step; filled as articles come in. */
  readonly people: KnownPeople
}

type Link = { readonly entityId: string; readonly rule: string }

/** One article-local entity on its way to the registry. */
interface Asked {
  readonly scope: ArticleScope
  readonly entity: ExtractedEntity
  /** What the article tells of a person beside the name. */
  readonly told: PersonContext
}

/**
 * Takes each article-local entity for an entity of the registry, or makes one, or leaves it open: unsure stays
 * unlinked rather than wrong. In order: the gazetteer id both carry; a full name or title that is an alias in reach, or
 * another spelling of one; for groups, the same members. Where offices, countries or companies tell a namesake, the
 * name alone links nobody. A person known by a family name, by initials, or by a name decided elsewhere is linked only
 * where office and name together fit one person; nobody is made of such a name.
 */
export function linkEntities(
  context: LinkContext,
  scope: ArticleScope,
  output: ExtractionOutput,
): Record<string, Link> {
  const links: Record<string, Link> = {}
  const groups = output.entities.filter((entity) => entity.type === 'GROUP')
  const contexts = contextsIn(output)
  for (const entity of output.entities) {
    if (entity.type === 'GROUP') continue
    const told = contexts.get(entity.id) ?? nothingTold
    const link = linkOne(context, { scope, entity, told })
    if (link === null) continue
    links[entity.id] = link
    if (entity.type === 'PER')
      context.people.add(link.entityId, { ...told, articleId: scope.articleId }, link.rule === 'new')
  }
  for (const group of groups) {
    const members = (group.members ?? []).map((member) => links[member]?.entityId)
    if (members.length < 2 || members.some((member) => member === undefined)) continue
    links[group.id] = linkGroup(context, group, members as string[])
  }
  return links
}

function linkOne(context: LinkContext, asked: Asked): Link | null {
  const { entity, scope } = asked
  const gazetteerId = entity.gazetteer ?? (entity.iso3 === undefined ? undefined : `iso:${entity.iso3}`)
  if (gazetteerId !== undefined) {
    const known = byIdentifier(context, 'gazetteer', gazetteerId)
    if (known !== null) return { entityId: known, rule: 'gazetteer' }
    return { entityId: create(context, entity, 'gazetteer', [['gazetteer', gazetteerId]]), rule: 'gazetteer' }
  }
  if (entity.nil === true) return context.people.learning ? byTaught(context, scope, entity) : null
  if (!isFullName(entity))
    return (
      byDecisionHere(context, scope, entity) ??
      byGivenName(context, scope, entity) ??
      byFamilyName(context, asked)
    )
  const named = byAlias(context, scope, entity)
  const known = named.length > 0 ? named : bySpelling(context, entity)
  const decided = entity.type === 'PER' ? decidedElsewhere(context, asked) : []
  if (known.length > 0) {
    const one =
      entity.type === 'PER'
        ? whoFits(context, asked, known, decided)
        : known.length === 1
          ? known[0]
          : undefined
    if (one === undefined) return null
    return {
      entityId: one,
      rule: named.includes(one) ? 'alias' : known.includes(one) ? 'spelling' : 'decided',
    }
  }
  const one = whoFits(context, asked, [], decided)
  if (one !== undefined) return { entityId: one, rule: 'decided' }
  return { entityId: create(context, entity, 'extraction', []), rule: 'new' }
}

/** A person needs a family and a given name, not its initial alone; everything else is named by what it is called. */
function isFullName(entity: ExtractedEntity): boolean {
  return (
    entity.type !== 'PER' ||
    fold(entity.canonical)
      .split(' ')
      .filter((word) => word.length > 1).length > 1
  )
}

/**
 * The one of some people whom the article speaks of; undefined where it may be more than one, or somebody else. `decided`
 * are people whom coders called so elsewhere: they count where office and country agree, and where nothing is told of
 * anybody, they make it unsure.
 */
function whoFits(
  context: LinkContext,
  { scope, told }: Asked,
  known: readonly string[],
  decided: readonly string[],
): string | undefined {
  const all = [...new Set([...known, ...decided])]
  const fits = all.map((id) => [id, context.people.fit(id, told, scope.articleId)] as const)
  const agree = fits.filter(([, fit]) => fit === 'agrees')
  if (agree.length > 0) return agree.length === 1 ? agree[0]?.[0] : undefined
  return all.length === 1 && known.length === 1 && fits[0]?.[1] === 'silent' ? known[0] : undefined
}

/** People who have all these words in a name, and of those alone the one whose office and country are told here. */
function byFamilyName(context: LinkContext, asked: Asked): Link | null {
  const { db, nameKeys } = context
  const { entity, told, scope } = asked
  if (told.offices.length === 0) return null
  const decided = whoFits(context, asked, [], decidedElsewhere(context, asked))
  if (decided !== undefined) return { entityId: decided, rule: 'decided' }
  if (!indexIsFresh(db, nameKeys)) return null
  const wanted = nameKeys.keyed(entity.canonical)
  const family = wanted.keys.filter((_, index) => (wanted.words[index] ?? '').length > 1)
  const [key] = family
  if (family.length !== 1 || key === undefined) return null
  const initials = wanted.words.filter((word) => word.length === 1)
  const people = allRows(
    db,
    `SELECT DISTINCT d.root AS root FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n JOIN entity ON entity.id = d.root
     WHERE k.key = ? AND entity.type = 'PER' ORDER BY d.root LIMIT 60`,
    [`w${key}`],
  ).map((row) => text(row, 'root'))
  const fit = people
    .filter((id) => initials.length === 0 || hasInitials(context, id, initials))
    .filter((id) => context.people.fit(id, told, scope.articleId) === 'agrees')
  return fit.length === 1 && fit[0] !== undefined ? { entityId: fit[0], rule: 'office' } : null
}

function hasInitials({ db }: LinkContext, entityId: string, initials: readonly string[]): boolean {
  return db
    .all(`SELECT folded FROM alias WHERE entity_id IN ${inList}`, [idList(groupOf(db, entityId))], (row) =>
      row.text('folded').split(' '),
    )
    .some((words) => initials.every((initial) => words.some((word) => word.startsWith(initial))))
}

/** Whom coders linked this very name to in other articles; nobody where the article tells no office to know them by. */
function decidedElsewhere({ db, people }: LinkContext, { entity, told }: Asked): readonly string[] {
  if (!people.learning || told.offices.length === 0) return []
  const decided = db.all(
    "SELECT entity_id FROM alias WHERE folded = ? AND scope <> 'everywhere' AND origin = 'learned' ORDER BY entity_id LIMIT 50",
    [fold(entity.canonical)],
    (row) => redirected(db, row.text('entity_id')),
  )
  return [...new Set(decided)]
}

/** The one a coder called so in this very article: extraction again changes nothing about it. */
function byDecisionHere(
  { db, people }: LinkContext,
  { articleId }: ArticleScope,
  entity: ExtractedEntity,
): Link | null {
  if (!people.learning) return null
  const found = new Set(
    db.all(
      `SELECT alias.entity_id AS entity_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.folded = ? AND alias.scope = 'article' AND alias.scope_id = ? AND entity.type = ? ORDER BY alias.entity_id`,
      [fold(entity.canonical), articleId, entity.type],
      (row) => redirected(db, row.text('entity_id')),
    ),
  )
  const [one] = found
  return found.size === 1 && one !== undefined ? { entityId: one, rule: 'alias' } : null
}

/**
 * The one to whom a coder gave this short name beside a full one, for everywhere or for this source; nobody where two bear
 * it. What was learned from links is narrower.
 */
function byGivenName({ db }: LinkContext, { source }: ArticleScope, entity: ExtractedEntity): Link | null {
  const found = new Set(
    db.all(
      `SELECT alias.entity_id AS entity_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.folded = ? AND alias.origin = 'coder' AND entity.type = ?
         AND (alias.scope = 'everywhere' OR (alias.scope = 'source' AND alias.scope_id = ?))
         AND instr(coalesce(entity.label_de, entity.label_en, ''), ' ') > 0 ORDER BY alias.entity_id`,
      [fold(entity.canonical), entity.type, source],
      (row) => redirected(db, row.text('entity_id')),
    ),
  )
  const [one] = found
  return found.size === 1 && one !== undefined ? { entityId: one, rule: 'alias' } : null
}

/** What extraction cannot place is linked only to what a coder called so; names that two bear are left open. */
function byTaught({ db }: LinkContext, scope: ArticleScope, entity: ExtractedEntity): Link | null {
  const found = new Set(
    db.all(
      `SELECT alias.entity_id AS entity_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.folded = ? AND alias.origin IN ('coder', 'learned') AND entity.type = ?
         AND (alias.scope = 'everywhere' OR (alias.scope = 'source' AND alias.scope_id = ?) OR (alias.scope = 'article' AND alias.scope_id = ?))
       ORDER BY alias.entity_id`,
      [fold(entity.canonical), entity.type, scope.source, scope.articleId],
      (row) => redirected(db, row.text('entity_id')),
    ),
  )
  const [one] = found
  return found.size === 1 && one !== undefined ? { entityId: one, rule: 'alias' } : null
}

function byIdentifier({ db }: LinkContext, scheme: string, value: string): string | null {
  const row = firstRow(
    db,
    'SELECT entity_id FROM identifier WHERE scheme = ? AND value = ? ORDER BY entity_id LIMIT 1',
    [scheme, value],
  )
  return row === undefined ? null : redirected(db, text(row, 'entity_id'))
}

function byAlias(
  { db, people }: LinkContext,
  scope: ArticleScope,
  entity: ExtractedEntity,
): readonly string[] {
  const found = new Set<string>()
  for (const surface of new Set(
    [entity.canonical, ...(entity.ascii === undefined ? [] : [entity.ascii])].map(fold),
  )) {
    const aliases = allRows(
      db,
      `SELECT alias.entity_id, entity.country FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.folded = ? AND entity.type = ? AND (? OR alias.origin <> 'learned')
         AND (alias.scope = 'everywhere' OR (alias.scope = 'source' AND alias.scope_id = ?) OR (alias.scope = 'article' AND alias.scope_id = ?))
       ORDER BY alias.entity_id`,
      [surface, entity.type, people.learning ? 1 : 0, scope.source, scope.articleId],
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
