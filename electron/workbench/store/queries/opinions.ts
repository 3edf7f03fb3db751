import type { Codebook } from '../../../../shared/model/codebook.ts'
import { articleIdSchema } from '../../../../shared/model/ids.ts'
import {
  agreementFiguresSchema,
  opinionFactSchema,
  opinionViewSchema,
  openDifferenceSchema,
  type OpenDifference,
  type OpinionArticle,
  type OpinionView,
} from '../../../../shared/model/opinion.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { compareOpinions } from '../../curation/agreement/compare.ts'
import { identified, opinionFact, type Opinion } from '../../curation/agreement/opinion.ts'
import { allRows, firstRow, jsonOrNull, number, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { entityViews } from './dataset-contents.ts'
import { factViews } from './fact-views.ts'

/** Second opinions kept in the project, oldest first. */
export function listOpinions(db: Reading): OpinionView[] {
  const rows = allRows(
    db,
    `SELECT opinion.*, coder.name AS coder,
       (SELECT count(*) FROM opinion_article WHERE opinion_id = opinion.id) AS articles,
       (SELECT count(*) FROM opinion_fact WHERE opinion_id = opinion.id) AS facts,
       (SELECT count(*) FROM adjudication WHERE opinion_id = opinion.id) AS settled
     FROM opinion LEFT JOIN coder ON coder.id = opinion.coder_id ORDER BY opinion.created_at, opinion.id`,
  )
  return rows.map((row) =>
    opinionViewSchema.parse({
      id: text(row, 'id'),
      name: text(row, 'name'),
      origin: text(row, 'origin'),
      at: text(row, 'created_at'),
      coder: textOrNull(row, 'coder'),
      articles: number(row, 'articles'),
      facts: number(row, 'facts'),
      settled: number(row, 'settled'),
      agreement: agreementFiguresSchema.parse(jsonOrNull(row, 'agreement_json')),
    }),
  )
}

interface KeptArticle {
  readonly articleId: string
  readonly textSha256: string
  readonly title: string
  readonly finished: boolean
  readonly finishedByUs: boolean
}

/**
 * Where the project and a kept opinion part now, in the order of import, with what was settled. As long as the articles of
 * the opinion take to read: for a thread beside the store. Throws `notFound`.
 */
export function opinionDifferences(db: Reading, codebook: Codebook, opinionId: string): OpenDifference[] {
  if (firstRow(db, 'SELECT 1 FROM opinion WHERE id = ?', [opinionId]) === undefined) {
    throw new BelegError('notFound', { kind: 'opinion', id: opinionId })
  }
  const articles = allRows(
    db,
    `SELECT article.id, article.text_sha256, coalesce(article.title, article.source_name) AS title, article.triage, opinion_article.finished
     FROM opinion_article JOIN article ON article.id = opinion_article.article_id
     WHERE opinion_article.opinion_id = ? ORDER BY article.ordinal`,
    [opinionId],
  ).map(keptArticle)
  const settled = settlements(db, opinionId)
  return articles.flatMap((article) => {
    const one = (name: string, of: OpinionArticle): Opinion => ({
      name,
      articles: new Map([[article.textSha256, of]]),
    })
    const { differences } = compareOpinions(
      one('', ownOpinion(db, codebook, article)),
      one('', keptOpinion(db, opinionId, article)),
    )
    return differences.map((difference) =>
      openDifferenceSchema.parse({
        ...difference,
        articleId: articleIdSchema.parse(article.articleId),
        settled: settled.get(keyOf(difference.first?.id ?? null, difference.second?.id ?? null)) ?? null,
      }),
    )
  })
}

const keptArticle = (row: Row): KeptArticle => ({
  articleId: text(row, 'id'),
  textSha256: text(row, 'text_sha256'),
  title: text(row, 'title'),
  finished: number(row, 'finished') === 1,
  finishedByUs: ['finished', 'no_facts'].includes(text(row, 'triage')),
})

function ownOpinion(
  db: Reading,
  codebook: Codebook,
  { articleId, title, finishedByUs }: KeptArticle,
): OpinionArticle {
  const facts = factViews(db, codebook, articleId)
  const named = new Set(facts.flatMap(({ slots }) => slots.flatMap(({ entityId }) => entityId ?? [])))
  const entities = new Map(
    [...entityViews(db, named)].map((entity) => [entity.id as string, identified(entity)]),
  )
  return {
    title,
    finished: finishedByUs,
    facts: facts.map((fact) => opinionFact(fact, (id) => entities.get(id) ?? null)),
  }
}

/** Their facts under the ids they have here. */
function keptOpinion(
  db: Reading,
  opinionId: string,
  { articleId, title, finished }: KeptArticle,
): OpinionArticle {
  const rows = allRows(
    db,
    'SELECT id, body_json FROM opinion_fact WHERE opinion_id = ? AND article_id = ? ORDER BY ordinal',
    [opinionId, articleId],
  )
  return {
    title,
    finished,
    facts: rows.map((row) => ({
      ...opinionFactSchema.parse(jsonOrNull(row, 'body_json')),
      id: text(row, 'id'),
    })),
  }
}

const keyOf = (factId: string | null, opinionFactId: string | null): string =>
  `${factId ?? ''} ${opinionFactId ?? ''}`

function settlements(
  db: Reading,
  opinionId: string,
): ReadonlyMap<string, NonNullable<OpenDifference['settled']>> {
  const rows = allRows(
    db,
    'SELECT adjudication.*, coder.name AS coder FROM adjudication LEFT JOIN coder ON coder.id = adjudication.coder_id WHERE opinion_id = ?',
    [opinionId],
  )
  return new Map(
    rows.map((row) => [
      keyOf(textOrNull(row, 'fact_id'), textOrNull(row, 'opinion_fact_id')),
      {
        choice: text(row, 'choice') === 'theirs' ? ('theirs' as const) : ('mine' as const),
        note: textOrNull(row, 'note'),
        coder: textOrNull(row, 'coder'),
        at: text(row, 'created_at'),
      },
    ]),
  )
}
