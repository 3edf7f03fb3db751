import { BelegError } from '../../../../shared/errors.ts'
import {
  carryObstacles,
  type CarryPreview,
  type Comparison,
  type FamilyMember,
  type FamilyView,
  type Similarity,
} from '../../../../shared/model/family.ts'
import { articleIdSchema, factIdSchema } from '../../../../shared/model/ids.ts'
import { containment, jaccard } from '../../corpus/families/grouping.ts'
import { diffTexts } from '../../corpus/families/text-diff.ts'
import { idList, inList } from '../../linking/redirects.ts'
import { carriedOriginList } from '../families/attest.ts'
import { carryInto, type CarryContext } from '../families/carry-into.ts'
import { allVerdicts } from '../families/family-index.ts'
import { likenessOf } from '../families/near-pairs.ts'
import { newestOf } from '../families/version-chain.ts'
import type { ImportedArticle } from '../intake.ts'
import type { ProposalBuilder } from '../proposal-builder.ts'
import type { Reading } from '../rows.ts'
import { factView } from './fact-views.ts'
import { maskedSpans } from './zones.ts'

type Kin = FamilyView['apart'][number]

/** Titles of articles in the order asked for; ids nobody knows are left out. */
export function kinOf(db: Reading, ids: readonly string[]): readonly Kin[] {
  const found = new Map(
    db.all(
      `SELECT id, coalesce(title, source_name, id) AS title, publisher, published, coalesce(source_name, '') AS name FROM article WHERE id IN ${inList}`,
      [idList(ids)],
      (row): [string, Kin] => [
        row.text('id'),
        {
          articleId: articleIdSchema.parse(row.text('id')),
          title: row.text('title'),
          publisher: row.textOrNull('publisher'),
          published: row.textOrNull('published'),
          sourceName: row.text('name'),
        },
      ],
    ),
  )
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** The newest versions of the articles of a family, in the order of import; empty where the article is alone. */
function membersOf(db: Reading, articleId: string): readonly string[] {
  return db.all(
    `SELECT article.id FROM d_family JOIN article ON article.id = d_family.newest AND article.id = d_family.article_id
     WHERE d_family.family = (SELECT family FROM d_family WHERE article_id = ?) ORDER BY article.ordinal`,
    [articleId],
    (row) => row.text('id'),
  )
}

/** More of a family is not compared one by one when it is opened. */
const mostCompared = 60

export function familyView(
  db: Reading,
  asked: string,
  proposals: ProposalBuilder,
  revision: number,
): FamilyView {
  const articleId = newestOf(db, asked)
  const members = membersOf(db, articleId)
  const counts = new Map(
    db.all(
      `SELECT article_id, facts, decided FROM d_article WHERE article_id IN ${inList}`,
      [idList(members)],
      (row) => [row.text('article_id'), { facts: row.integer('facts'), decided: row.integer('decided') }],
    ),
  )
  const within = new Set([articleId, ...members])
  const apart = allVerdicts(db).flatMap(({ a, b, verdict }) =>
    verdict === 'split' && within.has(a) !== within.has(b) ? [within.has(a) ? b : a] : [],
  )
  return {
    family: members.length < 2 ? null : (members[0] ?? null),
    members: kinOf(db, members).map((kin, at): FamilyMember => ({
      ...kin,
      ...(counts.get(kin.articleId) ?? { facts: 0, decided: 0 }),
      similarity:
        kin.articleId === articleId || at >= mostCompared
          ? null
          : similarityOf(db, articleId, kin.articleId, proposals),
      attests: db.count(
        `SELECT count(*) FROM attestation JOIN fact ON fact.id = attestation.fact_id
         WHERE attestation.article_id = ? AND fact.article_id = ? AND attestation.origin IN ${carriedOriginList}`,
        [kin.articleId, articleId],
      ),
    })),
    apart: [...kinOf(db, [...new Set(apart)].sort())],
    revision,
  }
}

function similarityOf(db: Reading, a: string, b: string, proposals: ProposalBuilder): Similarity | null {
  const likeness = likenessOf(db, a, b, proposals.shingles)
  return likeness === null
    ? null
    : {
        estimate: likeness.estimate,
        jaccard: jaccard(likeness),
        containment: containment(likeness),
        shared: likeness.shared,
      }
}

/** Throws `notFound`. */
export function comparison(
  db: Reading,
  a: string,
  b: string,
  proposals: ProposalBuilder,
  revision: number,
): Comparison {
  const side = (id: string): Comparison['a'] => {
    const [kin] = kinOf(db, [id])
    if (kin === undefined) throw new BelegError('notFound', { kind: 'article', id })
    return {
      ...kin,
      text: proposals.articleText(db, id),
      masked: maskedSpans(db, id).map(({ start, end }) => ({ start, end })),
    }
  }
  const [one, other] = [side(a), side(b)]
  const [newA, newB] = [newestOf(db, a), newestOf(db, b)]
  const verdict = allVerdicts(db).find(
    (pair) => (pair.a === newA && pair.b === newB) || (pair.a === newB && pair.b === newA),
  )
  return {
    a: one,
    b: other,
    parts: diffTexts(one.text, other.text).map((part) => ({ same: part.same, a: { ...part.a }, b: { ...part.b } })),
    similarity: similarityOf(db, a, b, proposals),
    verdict: verdict?.verdict ?? null,
    revision,
  }
} // prettier-ignore

/** Every other article of the family, with what would be carried there. Throws `notFound`. */
export function carryPreview(context: CarryContext, factId: string, revision: number): CarryPreview {
  const { db, codebook } = context
  const fact = factView(db, codebook, factId)
  if (fact === undefined) throw new BelegError('notFound', { kind: 'fact', id: factId })
  const others = membersOf(db, fact.articleId).filter((id) => id !== fact.articleId)
  const targets = kinOf(db, others).map((kin): CarryPreview['targets'][number] => {
    const plan = carryInto(context, fact, kin.articleId)
    if (plan.kind === 'cannot') {
      const why = carryObstacles.find((one) => one === plan.why) ?? null
      return { ...kin, outcome: 'cannot', why, evidence: [], slots: [], answers: [] }
    }
    return {
      ...kin,
      outcome: plan.passage.kind,
      why: null,
      evidence: plan.passage.evidence.map((span) => ({ ...span })),
      slots: plan.passage.slots.map(({ slot, span }) => ({
        role: slot.role,
        own: slot.surface,
        there: span?.surface ?? null,
      })),
      answers: plan.answers.map((id) => factIdSchema.parse(id)),
    }
  })
  return { fact, targets, revision }
}

/** What became of articles of an import, with what they are versions, copies or near-duplicates of. */
export function withKin(db: Reading, articles: readonly ImportedArticle[]): readonly ImportedArticle[] {
  return articles.map((article) => {
    const { articleId, outcome } = article
    if (outcome === 'new-version') {
      const before = db.get('SELECT supersedes AS id FROM article WHERE id = ?', [articleId], (row) => row.textOrNull('id'))
      return { ...article, ...of(db, before ?? null) }
    }
    if (outcome !== 'imported' && outcome !== 'same-text') return article
    const first = membersOf(db, articleId).find((id) => id !== articleId && isBefore(db, id, articleId))
    if (first === undefined) return article
    return { ...article, outcome: outcome === 'imported' ? 'near-duplicate' : outcome, ...of(db, first) }
  })
} // prettier-ignore

const isBefore = (db: Reading, one: string, other: string): boolean =>
  db.count(
    'SELECT count(*) FROM article AS a JOIN article AS b ON b.id = ? WHERE a.id = ? AND a.ordinal < b.ordinal',
    [other, one],
  ) > 0

function of(db: Reading, id: string | null): Pick<ImportedArticle, 'of'> {
  const [kin] = id === null ? [] : kinOf(db, [id])
  return kin === undefined ? {} : { of: { articleId: kin.articleId, title: kin.title } }
}
