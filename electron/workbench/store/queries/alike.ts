import type { AlikeKind } from '../../../../shared/commands/index.ts'
import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { factTypeOf, missingRoles, type Codebook } from '../../../../shared/model/codebook.ts'
import { factIdSchema } from '../../../../shared/model/ids.ts'
import { sampleOf } from '../../../../shared/statistics.ts'
import type { Param } from '../../database/values.ts'
import type { Reading } from '../rows.ts'
import { oneOf, pageOfFacts } from './facts.ts'

type Answer = ChannelOutput<'facts.alike'>

/** More are not decided in one step: the coder could not look over them. */
const most = 5000

/** Kinds of fillers of a proposal, role by role: what a pattern is beside the rule. */
export const fillers = `(SELECT group_concat(filler, ', ') FROM (
    SELECT p_slot.role || ':' || coalesce(p_mention.type, p_entity.type, '–') AS filler FROM p_slot
      LEFT JOIN p_mention ON p_mention.id = p_slot.mention_id
      LEFT JOIN p_entity ON p_entity.article_id = p_fact.article_id AND p_entity.local_id = p_slot.local_entity
    WHERE p_slot.fact_id = p_fact.id ORDER BY 1))`
/** What a pattern is called where it is decided or hidden. */
export const patternName = (rule: string, pattern: string): string => `${rule} · ${pattern}`.slice(0, 2000)
const words = "json_extract(p_fact.body_json, '$.evidence[0].surface')"

/** Nobody decided it; a fact somebody touched (a note, an edit that is incomplete) is decided by itself. */
const undecided = "NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id AND fact.state <> 'proposed')"

/** Undecided facts that share with one what is asked for, with those that must be left out and a sample. Throws `notFound`. */
export function factsAlike(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'facts.alike'>,
  revision: number,
): Answer {
  const like = db.get(
    `SELECT p_fact.type, p_fact.rule, ${fillers} AS fillers, ${words} AS words, article.id AS article_id,
       coalesce(article.title, article.source_name, article.id) AS title
     FROM p_fact JOIN article ON article.id = p_fact.article_id WHERE p_fact.id = ?`,
    [request.factId],
    (row) => ({
      type: row.text('type'),
      rule: row.text('rule'),
      fillers: row.textOrNull('fillers'),
      words: row.textOrNull('words'),
      articleId: row.text('article_id'),
      title: row.text('title'),
    }),
  )
  if (like === undefined) throw new BelegError('notFound', { kind: 'fact', id: request.factId })
  const shared = sharedBy(request.by, like)
  const candidates = db.all(
    `SELECT p_fact.id AS id, p_fact.type AS type, (SELECT group_concat(role) FROM p_slot WHERE p_slot.fact_id = p_fact.id) AS roles,
       json_array_length(p_fact.body_json, '$.conflictsWith') AS conflicts,
       EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id) AS touched
     FROM p_fact JOIN article ON article.id = p_fact.article_id
     WHERE ${shared.where} AND ${undecided} ORDER BY article.ordinal, p_fact.ordinal LIMIT ?`,
    [...shared.params, most + 1],
    (row) => ({
      id: factIdSchema.parse(row.text('id')),
      type: row.text('type'),
      roles: (row.textOrNull('roles') ?? '').split(','),
      conflicts: row.integer('conflicts'),
      touched: row.integer('touched') === 1,
    }),
  )
  const leftOut = candidates.flatMap(({ id, type, roles, conflicts, touched }): Answer['leftOut'] => {
    if (touched) return [{ factId: id, why: 'touched' }]
    if (request.verdict === 'reject') return []
    const definition = factTypeOf(codebook, type)
    if (definition !== undefined && missingRoles(definition, (role) => roles.includes(role)).length > 0)
      return [{ factId: id, why: 'incomplete' }]
    return conflicts > 0 ? [{ factId: id, why: 'conflict' }] : []
  })
  const out = new Set(leftOut.map(({ factId }) => factId))
  const factIds = candidates.map(({ id }) => id).filter((id) => !out.has(id)).slice(0, most) // prettier-ignore
  const drawn = sampleOf(factIds, request.seed, request.sampleSize)
  const shown = factIds.slice(request.offset, request.offset + request.limit)
  const page = pageOfFacts(db, codebook, oneOf('f.id', [...new Set([...shown, ...drawn])]), 0, request.limit + drawn.length) // prettier-ignore
  const byId = new Map(page.rows.map((fact) => [fact.id, fact]))
  return {
    ...page,
    of: shared.of,
    total: factIds.length,
    rows: shown.flatMap((id) => byId.get(id) ?? []),
    sample: drawn.flatMap((id) => byId.get(id) ?? []),
    factIds,
    leftOut,
    revision,
  }
}

function sharedBy(
  by: AlikeKind,
  like: {
    readonly type: string
    readonly rule: string
    readonly fillers: string | null
    readonly words: string | null
    readonly articleId: string
    readonly title: string
  },
): { readonly of: string; readonly where: string; readonly params: readonly Param[] } {
  const { type, rule } = like
  switch (by) {
    case 'rule':
      return { of: rule, where: 'p_fact.rule = ?', params: [rule] }
    case 'type':
      return { of: type, where: 'p_fact.type = ?', params: [type] }
    case 'pattern': {
      const pattern = like.fillers ?? ''
      return {
        of: patternName(rule, pattern),
        where: `p_fact.rule = ? AND coalesce(${fillers}, '') = ?`,
        params: [rule, pattern],
      }
    }
    case 'words':
      return {
        of: `${type} · ${like.words ?? ''}`.slice(0, 2000),
        where: `p_fact.type = ? AND ${words} IS ?`,
        params: [type, like.words],
      }
    case 'family':
      // Of near-duplicates the newest versions; an article that is alone is its own family.
      return {
        of: `${type} · ${like.title}`.slice(0, 2000),
        where: `p_fact.type = ? AND (p_fact.article_id = ? OR p_fact.article_id IN (SELECT article_id FROM d_family
          WHERE article_id = newest AND family = (SELECT family FROM d_family WHERE article_id = ?)))`,
        params: [type, like.articleId, like.articleId],
      }
  }
}
