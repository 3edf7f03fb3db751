import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import type { EntityRef, LinkCandidate, MentionView } from '../../../../shared/model/views.ts'
import type { EntityType, MentionType } from '../../../../shared/model/vocabulary.ts'
import { compareNames } from '../../linking/compare-names.ts'
import { fold } from '../../linking/fold.ts'
import type { KeyedName, NameKeys } from '../../linking/name-keys.ts'
import { recallByName } from '../../linking/recall.ts'
import { inWords, scoreOf, type ReasonFor } from '../../linking/reasons.ts'
import { idList, inList, judgedDifferent, redirected, sourceSql } from '../../linking/redirects.ts'
import { allRows, firstRow, textOrNull, type Reading } from '../rows.ts'
import { articleContext, entityRef, entityRefs, type MentionContext } from './article-context.ts'
import { addContext } from './candidate-context.ts'
import { countsOf, reachOf } from './entities.ts'
import { isLearning } from './learning.ts'
import { sourceOf } from './link-reach.ts'

/** A candidate as it is found: who, and why. */
export interface Found {
  readonly entity: EntityRef
  readonly reasons: ReasonFor[]
}

/** What is asked, with what the article tells. */
export interface Asked {
  readonly articleId: string | null
  readonly mention: MentionView | undefined
  readonly context: MentionContext | null
  readonly source: string | null
  readonly wanted: KeyedName
  readonly folded: string
  readonly typing: boolean
}

/** Looked at again with what the article tells: enough that none of the best is missed. */
const mostLookedAt = 30

/**
 * Candidates for a mention or for what the coder typed, best first. What a mention of that type cannot be is left out,
 * unless the coder asks for other types. Nobody is linked by this: unsure stays unlinked.
 */
export function linkCandidates(
  db: Reading,
  keys: NameKeys,
  request: ChannelRequest<'entities.candidates'>,
): ChannelOutput<'entities.candidates'> {
  const articleId = request.articleId ?? articleOf(db, request.mentionId)
  const context = articleId === null ? null : articleContext(db, articleId)
  const mention = request.mentionId === undefined ? undefined : context?.mention(request.mentionId)
  const typed = (request.search ?? '').trim()
  const name = typed === '' ? (mention?.surface ?? '') : typed
  const asked: Asked = {
    articleId,
    mention,
    context,
    source: articleId === null ? null : sourceOf(db, articleId),
    wanted: keys.keyed(name),
    folded: fold(name),
    typing: typed !== '',
  }
  const types = request.types ?? (mention === undefined ? undefined : entityTypesOf(mention.type))
  const found = foundByName(db, keys, asked)
  addHere(db, asked, found)
  const likely = [...found.values()]
    .filter(
      ({ entity, reasons }) => reasons.length > 0 && (types === undefined || types.includes(entity.type)),
    )
    .sort(byScore)
    .slice(0, mostLookedAt)
  addContext(db, asked, likely)
  if (mention?.entityId != null) addJudgements(db, mention.entityId, likely)
  const candidates = likely
    .sort(byScore)
    .slice(0, request.limit)
    .map(({ entity, reasons }): LinkCandidate => ({
      entity,
      score: scoreOf(reasons),
      reasons: inWords(reasons),
      ...countsOf(db, entity.id),
    }))
  return {
    candidates,
    sameEntity: context === null ? 0 : sameEntity(context.mentions, mention),
    elsewhere: elsewhere(db, mention),
  }
}

const byScore = (a: Found, b: Found): number =>
  scoreOf(b.reasons) - scoreOf(a.reasons) || (a.entity.id < b.entity.id ? -1 : 1)

function foundByName(db: Reading, keys: NameKeys, asked: Asked): Map<string, Found> {
  const found = new Map<string, Found>()
  if (asked.wanted.words.length === 0) return found
  const decided = decisionsElsewhere(db, asked)
  const roots = new Set([...recallByName(db, keys, asked.wanted, asked.typing), ...decided.keys()])
  for (const entity of refs(db, [...roots])) found.set(entity.id, { entity, reasons: [] })
  const best = new Map<string, ReasonFor>()
  db.each(
    `SELECT d.root AS root, alias.text AS text, alias.folded AS folded, alias.kind AS kind, alias.scope AS scope FROM d_entity AS d
     JOIN alias ON alias.entity_id = d.entity_id
     WHERE d.root IN ${inList} AND (? OR alias.origin <> 'learned')
       AND (alias.scope = 'everywhere' OR (alias.scope = 'article' AND alias.scope_id IS ?) OR (alias.scope = 'source' AND alias.scope_id IS ?))`,
    [idList([...roots]), isLearning(db) ? 1 : 0, asked.articleId, asked.source],
    (row) => {
      const root = row.text('root')
      const reason = reasonOf(keys, asked, {
        name: row.text('text'),
        folded: row.text('folded'),
        kind: row.text('kind'),
        scope: row.text('scope'),
      })
      if (reason !== null && reason.weight > (best.get(root)?.weight ?? 0)) best.set(root, reason)
      return true
    },
  )
  for (const [root, reason] of best) found.get(root)?.reasons.push(reason)
  for (const [root, reason] of decided) found.get(root)?.reasons.push(reason)
  return found
}

/** A name of the registry, as it stands there. */
interface KnownName {
  readonly name: string
  readonly folded: string
  readonly kind: string
  readonly scope: string
}

function reasonOf(keys: NameKeys, asked: Asked, { name, folded, kind, scope }: KnownName): ReasonFor | null {
  const match = compareNames(keys, asked.wanted, keys.keyedAs(name, folded))
  if (match === null) {
    return asked.typing && ` ${folded}`.includes(` ${asked.folded}`) ? { code: 'start', weight: 0.6 } : null
  }
  if (match.likeness === 'name') {
    if (scope === 'article') return { code: 'nameHere', weight: 0.97 }
    if (scope === 'source') return { code: 'nameSource', weight: 0.95 }
    if (kind === 'mistranslated-as') return { code: 'mistranslated', weight: 0.8, about: name }
  }
  return { code: match.likeness, weight: match.weight, about: name }
}

/** How coders linked the same name in other articles: it pre-ranks here, and decides nothing. */
function decisionsElsewhere(db: Reading, asked: Asked): ReadonlyMap<string, ReasonFor> {
  const articles = new Map<string, Set<string>>()
  const sameSource = new Set<string>()
  if (!isLearning(db)) return new Map()
  db.each(
    `SELECT alias.entity_id AS entity_id, alias.scope_id AS scope_id, ${sourceSql} AS source
     FROM alias JOIN article ON article.id = alias.scope_id
     WHERE alias.folded = ? AND alias.scope = 'article' AND alias.scope_id IS NOT ? LIMIT 500`,
    [asked.folded, asked.articleId],
    (row) => {
      const root = redirected(db, row.text('entity_id'))
      articles.set(root, (articles.get(root) ?? new Set()).add(row.text('scope_id')))
      if (asked.source !== null && row.textOrNull('source') === asked.source) sameSource.add(root)
      return true
    },
  )
  return new Map(
    [...articles].map(([root, those]): [string, ReasonFor] => [
      root,
      sameSource.has(root)
        ? { code: 'decidedSource', weight: 0.78 }
        : { code: 'decided', weight: 0.7, about: String(those.size) },
    ]),
  )
}

/** Who is in the article is near at hand, above all where no name is asked for: a pronoun, an office. */
function addHere(db: Reading, asked: Asked, found: Map<string, Found>): void {
  const { mention, context, typing } = asked
  if (context === null) return
  const named = mention?.form === 'name' && mention.type !== 'ROLE'
  const here = new Set(
    context.mentions.flatMap(({ entityId }) => (entityId === null ? [] : [entityId as string])),
  )
  const missing = typing ? [] : [...here].filter((id) => !found.has(id))
  for (const entity of refs(db, missing)) found.set(entity.id, { entity, reasons: [] })
  for (const id of here) found.get(id)?.reasons.push({ code: 'article', weight: named ? 0.2 : 0.5 })
  if (!typing && mention?.entityId != null)
    found.get(mention.entityId)?.reasons.push({ code: 'now', weight: 1 })
}

function addJudgements(db: Reading, now: string, likely: readonly Found[]): void {
  const different = judgedDifferent(db, now)
  if (different.size === 0) return
  const [linked] = entityRefs(db, [now])
  for (const { entity, reasons } of likely) {
    if (different.has(entity.id))
      reasons.push({ code: 'different', weight: -0.4, about: linked?.labelDe ?? linked?.labelEn ?? now })
  }
}

const refs = (db: Reading, ids: readonly string[]): readonly EntityRef[] =>
  allRows(db, `SELECT id, type, label_de, label_en, country FROM entity WHERE id IN ${inList}`, [
    idList(ids),
  ]).map(entityRef)

/** What a mention of a type can stand for; an adjective of origin stands for its country, an office for its holder too. */
function entityTypesOf(type: MentionType): readonly EntityType[] | undefined {
  switch (type) {
    case 'PER':
      return ['PER']
    case 'DEM':
    case 'GPE':
    case 'LOC':
      return ['GPE', 'LOC', 'ORG']
    case 'ORG':
      return ['ORG', 'GPE', 'GROUP']
    case 'ROLE':
      return ['ROLE', 'PER']
    case 'GROUP':
      return ['GROUP', 'GPE', 'ORG']
    case 'EVT':
    case 'DOCU':
    case 'PROJECT':
    case 'POLICY':
    case 'LEVEL':
      return [type]
    default:
      return undefined
  }
}

const sameEntity = (mentions: readonly MentionView[], mention: MentionView | undefined): number =>
  mention === undefined
    ? 0
    : mention.localEntity === null
      ? 1
      : mentions.filter(
          (other) => other.localEntity === mention.localEntity && other.entityId === mention.entityId,
        ).length

/** Mentions in other articles that stand for the same entity now. */
function elsewhere(db: Reading, mention: MentionView | undefined): { mentions: number; articles: number } {
  if (mention?.entityId == null) return { mentions: 0, articles: 0 }
  const all = reachOf(db, mention.entityId)
  const here = articleContext(db, mention.articleId).mentions.filter(
    (other) => other.entityId === mention.entityId,
  ).length
  return { mentions: Math.max(0, all.mentions - here), articles: Math.max(0, all.articles - 1) }
}

function articleOf(db: Reading, mentionId: string | undefined): string | null {
  if (mentionId === undefined) return null
  const row =
    firstRow(db, 'SELECT article_id FROM mention WHERE id = ?', [mentionId]) ??
    firstRow(db, 'SELECT article_id FROM p_mention WHERE id = ?', [mentionId])
  return row === undefined ? null : textOrNull(row, 'article_id')
}
