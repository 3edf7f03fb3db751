import { BelegError } from '../../../../shared/errors.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { exists, insert } from '../rows.ts'
import { answerProposals, attest, removeAttestation } from '../families/attest.ts'
import { carryInto } from '../families/carry-into.ts'
import { newestOf } from '../families/version-chain.ts'
import { recordDecision, requireArticle, requireFact, type Handled, type HandlerContext } from './context.ts'
import { factLabel } from './edit.ts'

/** One family from now on, whatever their words are; a judgement that held two of them apart is taken back. */
export function joinFamily(context: HandlerContext, payload: ParsedPayloadOf<'family.join'>): Handled {
  const ids = distinct(context, payload.articleIds)
  const [first = '', ...others] = ids
  for (const [at, id] of ids.entries()) {
    for (const other of ids.slice(at + 1)) forgetVerdict(context, id, other)
  }
  for (const other of others) decidePair(context, first, other, 'join')
  return { label: titles(context, ids) }
}

/** These leave the family they are in and are never brought together with the rest of it again. */
export function splitFamily(context: HandlerContext, payload: ParsedPayloadOf<'family.split'>): Handled {
  const leaving = distinct(context, payload.articleIds)
  const { db } = context
  const rest = db
    .all(
      `SELECT DISTINCT newest FROM d_family WHERE family IN (SELECT family FROM d_family WHERE article_id IN (SELECT value FROM json_each(?))) ORDER BY newest`,
      [JSON.stringify(leaving)],
      (row) => row.text('newest'),
    )
    .filter((id) => !leaving.includes(id))
  if (rest.length === 0) throw new BelegError('family.alone')
  for (const id of leaving) for (const other of rest) decidePair(context, id, other, 'split')
  return { label: titles(context, leaving) }
}

/** The newest versions of the articles, each once, two at least where a family is to be made of them. */
function distinct(context: HandlerContext, articleIds: readonly string[]): readonly string[] {
  for (const id of articleIds) requireArticle(context, id)
  return [...new Set(articleIds.map((id) => newestOf(context.db, id)))].sort()
}

const pairOf = (one: string, other: string): { readonly a: string; readonly b: string } =>
  one < other ? { a: one, b: other } : { a: other, b: one }

const forgetVerdict = ({ db }: HandlerContext, one: string, other: string): number =>
  db.remove('family_verdict', pairOf(one, other))

function decidePair(context: HandlerContext, one: string, other: string, verdict: 'join' | 'split'): void {
  forgetVerdict(context, one, other)
  insert(context.db, 'family_verdict', {
    ...pairOf(one, other),
    verdict,
    coder_id: context.coderId,
    decided_at: context.at,
  })
}

function titles({ db }: HandlerContext, articleIds: readonly string[]): string {
  const names = articleIds
    .slice(0, 3)
    .map(
      (id) =>
        db.get('SELECT coalesce(title, source_name, id) AS title FROM article WHERE id = ?', [id], (row) =>
          row.text('title'),
        ) ?? id,
    )
  const more = articleIds.length - names.length
  return `${names.map((name) => name.slice(0, 60)).join(' · ')}${more > 0 ? ` +${String(more)}` : ''}`
}

/**
 * Other articles of the family attest a decided fact from now on: where they say it in the same words, their own proposals
 * are answered. One of the articles in which that is not so refuses the whole (`carry.cannot`).
 */
export function carryFactTo(context: HandlerContext, payload: ParsedPayloadOf<'fact.carry'>): Handled {
  const view = requireFact(context, payload.factId)
  if (!exists(context.db, "SELECT 1 FROM fact WHERE id = ? AND state <> 'proposed'", [view.id]))
    throw new BelegError('carry.undecided')
  for (const articleId of new Set(payload.articleIds)) {
    requireArticle(context, articleId)
    const found = carryInto(context, view, articleId)
    if (found.kind === 'cannot')
      throw new BelegError('carry.cannot', { articleId, why: found.why, title: titles(context, [articleId]) })
    const attestationId = attest(context, view, articleId, found.passage, 'family', found.mentionAt)
    answerProposals(context.db, view.id, articleId, found.answers)
    context.created('attestation', attestationId)
    recordDecision(context, {
      subjectKind: 'fact',
      subjectId: view.id,
      articleId,
      verdict: 'carry',
    })
  }
  return { label: factLabel(view) }
}

/** The article no longer attests the fact; its own proposals are open again. */
export function uncarryFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.uncarry'>): Handled {
  const view = requireFact(context, payload.factId)
  const { db } = context
  const attestations = db.all(
    "SELECT id FROM attestation WHERE fact_id = ? AND article_id = ? AND origin = 'family' ORDER BY id",
    [view.id, payload.articleId],
    (row) => row.text('id'),
  )
  if (attestations.length === 0)
    throw new BelegError('notFound', { kind: 'attestation', id: payload.articleId })
  for (const id of attestations) removeAttestation(db, id)
  db.remove('answered_proposal', { fact_id: view.id, article_id: payload.articleId })
  recordDecision(context, {
    subjectKind: 'fact',
    subjectId: view.id,
    articleId: payload.articleId,
    verdict: 'uncarry',
  })
  return { label: factLabel(view) }
}
