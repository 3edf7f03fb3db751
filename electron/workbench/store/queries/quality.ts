import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { articleIdSchema, factIdSchema } from '../../../../shared/model/ids.ts'
import { wilson } from '../../../../shared/statistics.ts'
import type { Param } from '../../database/values.ts'
import { countSince, left } from './sitting.ts'
import type { Reading } from '../rows.ts'

type Quality = ChannelOutput<'review.quality'>
type Request = ChannelRequest<'review.quality'>

/** States in which a fact stands. */
const stands = "fact.state IN ('accepted', 'edited', 'added')"

/** Faster than this for each UTF-16 code unit of evidence, nobody has read it: 450 words a minute at eight characters a word. */
const msPerCharacter = 1000 / 60

/** How good the review of an article or of the project is, from the log of decisions alone. */
export function reviewQuality(db: Reading, request: Request, revision: number): Quality {
  return {
    blind: blind(db, request),
    sighted: sighted(db, request),
    recheck: recheck(db, request),
    pace: pace(db, request),
    together: together(db, request),
    ...(request.since === undefined ? {} : { since: countSince(db, request.since, request.coderId) }),
    left: left(db, request.articleId),
    revision,
  }
}

interface Narrowed {
  readonly where: string
  readonly params: readonly Param[]
}

function narrowed(table: string, { articleId, coderId }: Request): Narrowed {
  const parts: [string, string][] = []
  if (articleId !== undefined) parts.push([`${table}.article_id = ?`, articleId])
  if (coderId !== undefined) parts.push([`${table}.coder_id = ?`, coderId])
  return {
    where: parts.map(([sql]) => ` AND ${sql}`).join(''),
    params: parts.map(([, param]) => param),
  }
}

function blind(db: Reading, request: Request): Quality['blind'] {
  const { where, params } = narrowed('decision', request)
  const readings = db.all(
    `SELECT subject_id, article_id, reason FROM decision WHERE subject_kind = 'sentence' AND verdict = 'blind'${where} ORDER BY article_id, subject_id`,
    params,
    (row) => ({
      articleId: row.text('article_id'),
      span: row.text('subject_id').split('-').map(Number),
      seen: JSON.parse(row.text('reason')) as readonly string[],
    }),
  )
  const facts = new Set<string>()
  const counts = { missed: 0, proposed: 0, unseen: 0, notKept: 0, seen: 0, both: 0 }
  for (const { articleId, span, seen } of readings) {
    const left = countsOf(seen)
    for (const fact of factsOn(db, articleId, span[0] ?? 0, span[1] ?? 0)) {
      const wasSeen = (left.get(fact.type) ?? 0) > 0
      if (wasSeen) left.set(fact.type, (left.get(fact.type) ?? 0) - 1)
      if (facts.has(fact.id)) continue
      facts.add(fact.id)
      counts.missed += fact.byHand ? 1 : 0
      counts.proposed += fact.byHand ? 0 : 1
      counts.seen += wasSeen ? 1 : 0
      counts.unseen += wasSeen ? 0 : 1
      counts.both += wasSeen && !fact.byHand ? 1 : 0
    }
    for (const n of left.values()) counts.notKept += n
  }
  return {
    sentences: readings.length,
    facts: facts.size,
    missed: counts.missed,
    rate: wilson(counts.missed, facts.size),
    unseen: counts.unseen,
    unseenRate: wilson(counts.unseen, facts.size),
    notKept: counts.notKept,
    missedByBoth: missedByBoth(counts.proposed, counts.seen, counts.both, facts.size),
  }
}

/**
 * Chapman's estimate of all facts from two looks that are independent of one another, less those found. Null where no
 * fact was found by both: then it says nothing.
 */
function missedByBoth(proposed: number, seen: number, both: number, found: number): number | null {
  if (both === 0) return null
  const all = ((proposed + 1) * (seen + 1)) / (both + 1) - 1
  return Math.max(0, Math.round((all - found) * 10) / 10)
}

function countsOf(types: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}

/** Facts that stand and rest on a span, in text order; those proposed first, as what was seen is counted for them first. */
const factsOn = (
  db: Reading,
  articleId: string,
  start: number,
  end: number,
): readonly { readonly id: string; readonly type: string; readonly byHand: boolean }[] =>
  db.all(
    `SELECT DISTINCT fact.id AS id, fact.type AS type, fact.origin AS origin FROM attestation
       JOIN evidence ON evidence.attestation_id = attestation.id AND evidence.start < ? AND evidence."end" > ?
       JOIN fact ON fact.id = attestation.fact_id
     WHERE attestation.article_id = ? AND ${stands} ORDER BY fact.origin = 'hand', fact.id`,
    [end, start, articleId],
    (row) => ({ id: row.text('id'), type: row.text('type'), byHand: row.text('origin') === 'hand' }),
  )

function sighted(db: Reading, request: Request): Quality['sighted'] {
  const { where, params } = narrowed('sentence_review', request)
  const read = `sentence_review WHERE sentence_review.complete = 1${where} AND NOT EXISTS (
      SELECT 1 FROM decision WHERE decision.subject_kind = 'sentence' AND decision.subject_id = sentence_review.start || '-' || sentence_review."end"
        AND decision.article_id = sentence_review.article_id AND decision.verdict = 'blind')`
  const found = db.get(
    `SELECT count(*) AS facts, coalesce(sum(origin = 'hand'), 0) AS missed FROM (
       SELECT DISTINCT fact.id, fact.origin FROM (SELECT article_id, start, "end" FROM ${read}) AS read
         JOIN attestation ON attestation.article_id = read.article_id
         JOIN evidence ON evidence.attestation_id = attestation.id AND evidence.start < read."end" AND evidence."end" > read.start
         JOIN fact ON fact.id = attestation.fact_id WHERE ${stands})`,
    params,
    (row) => ({ facts: row.integer('facts'), missed: row.integer('missed') }),
  ) ?? { facts: 0, missed: 0 } // prettier-ignore
  return {
    sentences: db.count(`SELECT count(*) FROM ${read}`, params),
    ...found,
    rate: wilson(found.missed, found.facts),
  }
}

/** Whether a second look came out otherwise than the decision it was about. */
const differs = "(decision.reason = 'rejected') = (decision.verdict = 'holds')"

function recheck(db: Reading, request: Request): Quality['recheck'] {
  const { where, params } = narrowed('decision', request)
  const from = `decision LEFT JOIN fact ON fact.id = decision.subject_id WHERE decision.subject_kind = 'recheck'${where}`
  const byType = db.all(
    `SELECT coalesce(fact.type, '') AS type, count(*) AS checked, sum(${differs}) AS differing FROM ${from} GROUP BY 1 ORDER BY 1`,
    params,
    (row) => {
      const [checked, differing] = [row.integer('checked'), row.integer('differing')]
      return { type: row.text('type'), checked, differing, rate: wilson(differing, checked) }
    },
  )
  const sum = (of: 'checked' | 'differing'): number => byType.reduce((total, one) => total + one[of], 0)
  return {
    checked: sum('checked'),
    differing: sum('differing'),
    rate: wilson(sum('differing'), sum('checked')),
    byType: [...byType],
    differences: [
      ...db.all(
        `SELECT decision.subject_id, decision.article_id, coalesce(fact.type, '') AS type, decision.reason, decision.verdict, decision.at
         FROM ${from} AND ${differs} ORDER BY decision.at DESC, decision.id LIMIT 200`,
        params,
        (row) => ({
          factId: factIdSchema.parse(row.text('subject_id')),
          articleId: articleIdSchema.parse(row.text('article_id')),
          type: row.text('type'),
          before: row.text('reason'),
          verdict: row.text('verdict') === 'holds' ? ('holds' as const) : ('fails' as const),
          at: row.text('at'),
        }),
      ),
    ],
  }
}

function pace(db: Reading, request: Request): Quality['pace'] {
  const { where, params } = narrowed('fact', request)
  const timed = `SELECT fact.duration_ms AS ms, (SELECT sum(evidence."end" - evidence.start) FROM attestation
      JOIN evidence ON evidence.attestation_id = attestation.id WHERE attestation.fact_id = fact.id) AS length
    FROM fact WHERE fact.duration_ms IS NOT NULL AND fact.state IN ('accepted', 'edited', 'rejected')${where}`
  const { decisions, faster } = db.get(
    `SELECT count(*) AS decisions, coalesce(sum(ms < length * ${String(msPerCharacter)}), 0) AS faster FROM (${timed})`,
    params,
    (row) => ({ decisions: row.integer('decisions'), faster: row.integer('faster') }),
  ) ?? { decisions: 0, faster: 0 } // prettier-ignore
  const median = db.get(
    `SELECT ms FROM (${timed}) ORDER BY ms LIMIT 1 OFFSET ?`,
    [...params, Math.floor(decisions / 2)],
    (row) => row.integer('ms'),
  )
  return { decisions, faster, medianMs: median ?? null }
}

/** Decisions on what facts share. They belong to no article. */
function together(db: Reading, { articleId, coderId }: Request): Quality['together'] {
  if (articleId !== undefined) return { decisions: 0, facts: 0 }
  const own = coderId === undefined ? '' : ' AND coder_id = ?'
  return (
    db.get(
      `SELECT count(*) AS decisions, coalesce(sum(json_extract(reason, '$.facts')), 0) AS facts FROM decision
       WHERE subject_kind IN ('alike.rule', 'alike.type', 'alike.pattern', 'alike.words', 'alike.family')${own}`,
      coderId === undefined ? [] : [coderId],
      (row) => ({ decisions: row.integer('decisions'), facts: row.integer('facts') }),
    ) ?? { decisions: 0, facts: 0 }
  )
}
