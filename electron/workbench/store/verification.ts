import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { WorkDone, type Engine, type OnProgress } from '../project/index.ts'
import type { ProposalBuilder } from './proposal-builder.ts'
import type { Reading } from './rows.ts'

const spanTables = [
  { table: 'evidence', sql: `SELECT attestation.article_id AS article_id, evidence.start AS start, evidence."end" AS "end", evidence.quote AS quote
    FROM evidence JOIN attestation ON attestation.id = evidence.attestation_id ORDER BY attestation.article_id` },
  { table: 'slot', sql: `SELECT coalesce(attestation.article_id, fact.article_id) AS article_id, slot.start AS start, slot."end" AS "end", slot.quote AS quote
    FROM slot JOIN fact ON fact.id = slot.fact_id LEFT JOIN attestation ON attestation.id = slot.attestation_id
    WHERE slot.start IS NOT NULL AND slot.quote IS NOT NULL ORDER BY 1` },
  { table: 'mention', sql: 'SELECT article_id, start, "end", quote FROM mention ORDER BY article_id' },
  { table: 'zone', sql: 'SELECT article_id, start, "end", quote FROM zone ORDER BY article_id' },
  { table: 'sentence_review', sql: 'SELECT article_id, start, "end", quote FROM sentence_review ORDER BY article_id' },
  { table: 'p_mention', sql: 'SELECT article_id, start, "end", quote FROM p_mention ORDER BY article_id' },
] as const // prettier-ignore

/** Looking at a span takes as long as taking the hash of so many bytes, in which the engine counts its work. */
const spanBytes = 1_000

const spansOf = (db: Reading): number =>
  spanTables.reduce((sum, { table }) => sum + db.count(`SELECT count(*) FROM ${table}`), 0)

/** The engine's check of files, journal and replay, and whether every span still covers the words it keeps. */
export function verification(
  engine: Engine,
  proposals: ProposalBuilder,
  onProgress?: OnProgress,
): ChannelOutput<'project.verify'> {
  const work = new WorkDone(onProgress)
  work.expect(spanBytes * spansOf(engine.read()))
  const { ok, checked, problems } = engine.verify(work)
  const spans = checkSpans(engine.read(), proposals, work)
  return {
    ok: ok && spans.problems.length === 0,
    checked: { ...checked, spans: spans.count },
    problems: [
      ...problems.map((problem) => ({ ...problem, ...about(engine.read(), problem.where) })),
      ...spans.problems,
    ],
  }
}

/** The articles whose text or original file it is. */
function about(db: Reading, where: string): { readonly about?: string[] } {
  const [, kind, sha] = /^(texts|originals)[/\\].*?([0-9a-f]{64})/.exec(where) ?? []
  if (sha === undefined) return {}
  const titles = db.all(
    `SELECT coalesce(article.title, article.source_name, article.id) AS title FROM text JOIN article ON article.text_sha256 = text.sha256
     WHERE text.${kind === 'texts' ? 'sha256' : 'source_sha256'} = ? ORDER BY article.ordinal LIMIT 20`,
    [sha],
    (row) => row.text('title'),
  )
  return titles.length === 0 ? {} : { about: [...titles] }
}

function checkSpans(
  db: Reading,
  proposals: ProposalBuilder,
  work: WorkDone,
): { readonly count: number; readonly problems: ChannelOutput<'project.verify'>['problems'] } {
  let count = 0
  const problems: ChannelOutput<'project.verify'>['problems'] = []
  for (const { table, sql } of spanTables) {
    let heldId = ''
    let heldText: string | null = null
    for (const span of db.all(sql, [], (row) => ({
      articleId: row.text('article_id'),
      start: row.integer('start'),
      end: row.integer('end'),
      quote: row.text('quote'),
    }))) {
      count += 1
      work.add(spanBytes)
      if (heldId !== span.articleId) {
        heldId = span.articleId
        heldText = readableText(db, proposals, span.articleId)
      }
      // A text that is missing or damaged is named by the check of the files.
      if (heldText === null || heldText.slice(span.start, span.end) === span.quote) continue
      problems.push({
        code: 'span',
        where: `${table} ${span.articleId} ${String(span.start)}–${String(span.end)}`,
        message: 'the text at this place does not read as its quote says',
      })
    }
  }
  return { count, problems }
}

function readableText(db: Reading, proposals: ProposalBuilder, articleId: string): string | null {
  try {
    return proposals.articleText(db, articleId)
  } catch (error) {
    if (error instanceof BelegError) return null
    throw error
  }
}
