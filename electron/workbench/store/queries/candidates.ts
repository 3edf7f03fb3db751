import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import type { LinkCandidate, MentionView } from '../../../../shared/model/views.ts'
import type { EntityType, MentionType } from '../../../../shared/model/vocabulary.ts'
import { fold } from '../../linking/fold.ts'
import { redirected } from '../../linking/redirects.ts'
import { firstRow, textOrNull, type Reading } from '../rows.ts'
import { articleContext, entityRefs } from './article-context.ts'
import { reachOf } from './entities.ts'

type Reason = LinkCandidate['reasons'][number]

/** Reasons in words, with the weight each gives; the score is the best weight plus a little for each further reason. */
const reasons = {
  now: { weight: 1, en: 'linked now', de: 'jetzt verknüpft' },
  nameHere: { weight: 0.95, en: 'called so in this article', de: 'heißt in diesem Artikel so' },
  name: { weight: 0.9, en: 'same name', de: 'gleicher Name' },
  start: { weight: 0.7, en: 'name begins so', de: 'Name beginnt so' },
  part: { weight: 0.6, en: 'part of the name', de: 'Teil des Namens' },
  letters: { weight: 0.3, en: 'contains these letters', de: 'enthält diese Buchstaben' },
  article: { weight: 0.5, en: 'in this article', de: 'in diesem Artikel' },
} as const satisfies Record<string, { weight: number; en: string; de: string }>
type ReasonCode = keyof typeof reasons

/**
 * Candidates for a mention or for what the coder typed, best first. What a mention of that type cannot be is left out,
 * unless the coder asks for other types.
 */
export function linkCandidates(
  db: Reading,
  request: ChannelRequest<'entities.candidates'>,
): ChannelOutput<'entities.candidates'> {
  const articleId = request.articleId ?? articleOf(db, request.mentionId)
  const context = articleId === null ? null : articleContext(db, articleId)
  const mention = request.mentionId === undefined ? undefined : context?.mention(request.mentionId)
  const typed = fold(request.search ?? '')
  const wanted = typed === '' ? fold(mention?.surface ?? '') : typed
  const types = request.types ?? (mention === undefined ? undefined : entityTypesOf(mention.type))

  const found = new Map<string, Set<ReasonCode>>()
  const add = (id: string, code: ReasonCode): void => {
    const survivor = redirected(db, id)
    found.set(survivor, (found.get(survivor) ?? new Set()).add(code))
  }
  if (wanted !== '') addByName(db, wanted, articleId, add)
  const here = new Set(
    (context?.mentions ?? []).flatMap((other) => (other.entityId === null ? [] : [other.entityId as string])),
  )
  for (const id of here) if (found.has(id) || typed === '') add(id, 'article')
  if (typed === '' && mention?.entityId != null) add(mention.entityId, 'now')

  const scored = [...found].map(([id, codes]) => ({ id, codes, score: scoreOf(codes) }))
  const allowed = new Map(
    entityRefs(
      db,
      scored.map(({ id }) => id),
    ).map((ref) => [ref.id as string, ref]),
  )
  const candidates = scored
    .flatMap(({ id, codes, score }) => {
      const entity = allowed.get(id)
      return entity === undefined || (types !== undefined && !types.includes(entity.type))
        ? []
        : [{ entity, codes, score }]
    })
    .sort((a, b) => b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
    .slice(0, request.limit)
    .map(({ entity, codes, score }): LinkCandidate => ({
      entity,
      score,
      reasons: wordsOf(codes),
      ...reachOf(db, entity.id),
    }))
  return {
    candidates,
    sameEntity: sameEntity(context?.mentions ?? [], mention),
    elsewhere: elsewhere(db, mention),
  }
}

function addByName(
  db: Reading,
  wanted: string,
  articleId: string | null,
  add: (id: string, code: ReasonCode) => void,
): void {
  const pattern = wanted.replace(/[%_\\]/g, '')
  const aliases = db.all(
    `SELECT alias.entity_id, alias.folded, alias.scope FROM alias JOIN entity ON entity.id = alias.entity_id
     WHERE (alias.scope <> 'article' OR alias.scope_id = ?)
       AND alias.folded LIKE ? LIMIT 500`,
    [articleId, `%${pattern}%`],
    (row) => ({ id: row.text('entity_id'), folded: row.text('folded'), scope: row.text('scope') }),
  )
  for (const alias of aliases) {
    if (alias.folded === wanted) add(alias.id, alias.scope === 'article' ? 'nameHere' : 'name')
    else if (alias.folded.startsWith(wanted)) add(alias.id, 'start')
    else if (` ${alias.folded} `.includes(` ${wanted} `)) add(alias.id, 'part')
    else add(alias.id, 'letters')
  }
  // A full name in the text also finds an entity known by one of its words.
  for (const word of wanted.split(' ')) {
    if (word === wanted || word.length < 3) continue
    const ids = db.all(
      `SELECT DISTINCT alias.entity_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE (alias.folded = ? OR alias.folded LIKE ?) LIMIT 50`,
      [word, `% ${word}`],
      (row) => row.text('entity_id'),
    )
    for (const id of ids) add(id, 'part')
  }
}

const scoreOf = (codes: ReadonlySet<ReasonCode>): number => {
  const weights = [...codes].map((code) => reasons[code].weight).sort((a, b) => b - a)
  return Math.min(1, (weights[0] ?? 0) + 0.04 * Math.max(0, weights.length - 1))
}

const wordsOf = (codes: ReadonlySet<ReasonCode>): Reason[] =>
  [...codes]
    .sort((a, b) => reasons[b].weight - reasons[a].weight)
    .map((code) => ({ code, en: reasons[code].en, de: reasons[code].de }))

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
