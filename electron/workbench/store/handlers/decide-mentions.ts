import type { AliasKind, AliasScope } from '../../../../shared/model/vocabulary.ts'
import { compareNames, type NameLikeness } from '../../linking/compare-names.ts'
import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList, redirected } from '../../linking/redirects.ts'
import { isLearning } from '../queries/learning.ts'
import { articlesDecided } from '../queries/names-decided.ts'
import type { HandlerContext } from './context.ts'
import { insertAlias } from './entities.ts'

/** A mention with what it calls its entity, and where. */
export interface NamedMention {
  readonly id: string
  readonly articleId: string
  readonly surface: string
  readonly form: string
  readonly type: string
  /** Source of the article, as aliases name it. */
  readonly source: string | null
}

/** Links mentions, proposed and decided ones alike, in two statements; removed ones stay removed. */
export function decideMentions(
  { db, coderId, at }: HandlerContext,
  mentionIds: readonly string[],
  entityId: string | null,
): void {
  const list = idList(mentionIds)
  db.run(
    `UPDATE mention SET entity_id = ?, state = CASE state WHEN 'added' THEN 'added' ELSE 'linked' END, coder_id = ?, decided_at = ?
     WHERE id IN ${inList} AND state <> 'removed'`,
    [entityId, coderId, at, list],
  )
  db.run(
    `INSERT INTO mention (id, article_id, start, "end", quote, type, form, state, entity_id, coder_id, decided_at)
     SELECT id, article_id, start, "end", quote, type, form, 'linked', ?, ?, ? FROM p_mention
     WHERE id IN ${inList} AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id)`,
    [entityId, coderId, at, list],
  )
}

/**
 * A name the entity did not have is learned, with the narrowest scope that explains the decision. Pronouns, offices
 * and adjectives name nobody. With `widening`, earlier decisions that agree carry it further.
 */
export function learnNames(
  context: HandlerContext,
  mentions: readonly NamedMention[],
  entityId: string,
  scope: AliasScope,
  widening = false,
): void {
  const known = namesOf(context, entityId)
  for (const mention of mentions) {
    const folded = fold(mention.surface)
    if (mention.form !== 'name' || mention.type === 'DEM' || mention.type === 'ROLE' || folded === '')
      continue
    const scopeId = scope === 'everywhere' ? null : scope === 'source' ? mention.source : mention.articleId
    if (scope === 'source' && scopeId === null) continue
    const wider = [nameKey(folded, 'everywhere', null), nameKey(folded, 'source', mention.source)]
    const key = nameKey(folded, scope, scopeId)
    if (known.has(key) || wider.some((name) => known.has(name))) continue
    known.add(key)
    const kind = isOtherReading(context, entityId, mention.surface) ? 'mistranslated-as' : 'spelling'
    insertAlias(context, entityId, mention.surface, kind, scope, scopeId, 'learned')
    if (widening && scope === 'article') widen(context, entityId, mention, folded, kind, known)
  }
}

/**
 * What was decided alike in two articles of one source is no accident of one article: the name then holds for the source;
 * decided in two sources, everywhere. A mistranslation is a habit of its source and never goes further. A name that two
 * bear stays where it was decided.
 */
function widen(
  context: HandlerContext,
  entityId: string,
  mention: NamedMention,
  folded: string,
  kind: AliasKind,
  known: Set<string>,
): void {
  const { db } = context
  if (!isLearning(db) || isBorneByOthers(context, entityId, folded)) return
  // A person is not known everywhere by a part of the name: there are others of the family.
  const isPart = mention.type === 'PER' && !folded.includes(' ')
  const decided = articlesDecided(db, entityId, folded)
  const sources = new Set(decided.map(({ source }) => source))
  const here = decided.filter(({ source }) => source === mention.source).length
  const reach = (scope: AliasScope, scopeId: string | null): void => {
    const key = nameKey(folded, scope, scopeId)
    if (known.has(key)) return
    known.add(key)
    insertAlias(context, entityId, mention.surface, kind, scope, scopeId, 'learned')
  }
  if (sources.size > 1 && kind !== 'mistranslated-as' && !isPart) reach('everywhere', null)
  else if (here > 1 && mention.source !== null) reach('source', mention.source)
}

/** Somebody else has the name, wherever it holds. */
function isBorneByOthers({ db }: HandlerContext, entityId: string, folded: string): boolean {
  return db
    .all('SELECT DISTINCT entity_id FROM alias WHERE folded = ? LIMIT 200', [folded], (row) => row.text('entity_id'))
    .some((other) => redirected(db, other) !== entityId)
} // prettier-ignore

/** A reading of the same sign in another language, that no name of the entity has: a mistranslation, not a spelling. */
function isOtherReading({ db, nameKeys }: HandlerContext, entityId: string, surface: string): boolean {
  const wanted = nameKeys.keyed(surface)
  const names = db.all(
    `SELECT text FROM alias WHERE entity_id IN ${inList} AND kind <> 'mistranslated-as'`,
    [idList(groupOf(db, entityId))],
    (row) => compareNames(nameKeys, wanted, nameKeys.keyed(row.text('text')))?.likeness ?? null,
  )
  const reading = (likeness: NameLikeness | null): boolean =>
    likeness === 'reading' || likeness === 'partReading'
  return names.some(reading) && names.every((likeness) => likeness === null || reading(likeness))
}

const nameKey = (folded: string, scope: string, scopeId: string | null): string =>
  [folded, scope, scopeId ?? ''].join('\u0000')

function namesOf({ db }: HandlerContext, entityId: string): Set<string> {
  return new Set(
    db.all(
      `SELECT folded, scope, scope_id FROM alias WHERE entity_id IN ${inList}`,
      [idList(groupOf(db, entityId))],
      (row) => nameKey(row.text('folded'), row.text('scope'), row.textOrNull('scope_id')),
    ),
  )
}
