import { z } from 'zod'
import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import {
  metadataFieldSchema,
  type ArticleMetadata,
  type MetadataValue,
} from '../../../../shared/model/extraction.ts'
import { articleIdSchema, type ArticleId } from '../../../../shared/model/ids.ts'
import type {
  ArticleRow,
  ArticleView,
  EntityRef,
  FactView,
  MentionView,
} from '../../../../shared/model/views.ts'
import { timeBasisSchema, triageStateSchema, type SectionKind } from '../../../../shared/model/vocabulary.ts'
import type { BriefFact } from '../../../../shared/model/article-columns.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { ArticleIndex } from '../article-index.ts'
import {
  allRows,
  exists,
  firstRow,
  gathered,
  number,
  numberOrNull,
  text,
  textOrNull,
  type Reading,
  type Row,
} from '../rows.ts'
import { articleContext, entityRefs, lazyContext } from './article-context.ts'
import { briefFacts } from './brief-facts.ts'
import { columnsOf } from './columns-of-article.ts'
import { factView, factViewsIn, someFactViews } from './fact-views.ts'
import { withBrokenRules } from './coding-rules.ts'
import { articleRemark, withRemarks } from './remarks.ts'
import { withHidden } from './hidden-kinds.ts'
import { withRecords } from './rule-records.ts'
import { triageNow } from './article-columns.ts'
import { foldFamilies } from './fold-families.ts'
import { inOrder, library, type Library } from './library.ts'
import { snippetsOf } from './snippets.ts'
import { zoneViews } from './zones.ts'

const columns = `article.*, ${triageNow} AS triage_now, text.utf16_length, text.source_sha256,
  coalesce(d.facts, 0) AS facts, coalesce(d.decided, 0) AS decided, coalesce(d.conflicts, 0) AS conflicts,
  coalesce(d.sentences, 0) AS sentences, coalesce(d.reviewed, 0) AS reviewed, fam.newest, fam.family,
  (SELECT count(*) FROM d_family WHERE family = fam.family AND newest = article_id) AS family_size,
  (SELECT count(*) FROM carry_rest WHERE carry_rest.article_id = article.id AND state = 'open') AS unsettled`
const joins =
  'article JOIN text ON text.sha256 = article.text_sha256 LEFT JOIN d_article AS d ON d.article_id = article.id LEFT JOIN d_family AS fam ON fam.article_id = article.id'

/** Articles of the queue, filtered, in the order asked for, with counts for the state and the publisher. */
export function listArticles(
  db: Reading,
  index: ArticleIndex,
  request: ChannelRequest<'articles.list'>,
  revision: number,
): ChannelOutput<'articles.list'> {
  const { offset, limit, ...filter } = request
  const found = library(db, index, filter, revision)
  const kin = index.kin(db, revision)
  const passing = inOrder(db, index, found, filter)
  const ordered = foldFamilies(kin, passing, filter)
  const page = ordered.slice(offset, offset + limit)
  const byId = new Map(
    allRows(db, `SELECT ${columns} FROM ${joins} WHERE article.id IN ${inList}`, [
      idList(page.map(({ id }) => id)),
    ]).map((row) => [text(row, 'id'), row]),
  )
  const docids = page.map(({ docid }) => docid)
  const snippets = found.search === null ? null : snippetsOf(db, docids, found.search.wanted)
  const rows = page.flatMap(({ id, docid }) => {
    const row = byId.get(id)
    return row === undefined ? [] : [{ ...articleRow(row), snippet: snippets?.get(docid) ?? null }]
  })
  const hints = found.search?.hints ?? []
  return {
    total: ordered.length,
    articles: passing.reduce((sum, { ordinal }) => sum + (kin.old[ordinal] === 1 ? 0 : 1), 0),
    rows,
    facets: countsOfQueue(found),
    ...(hints.length === 0 ? {} : { hints: [...hints] }),
    revision,
  }
}

/** Articles the search leaves by state, and by the publishers of most of them. */
function countsOfQueue({ searched }: Library): ChannelOutput<'articles.list'>['facets'] {
  const triage = new Map<string, { value: string; count: number }>()
  const publishers = new Map<string, { value: string; count: number }>()
  for (const article of searched) {
    count(triage, article.triage)
    if (article.publisher !== '') count(publishers, article.publisher)
  }
  const publisher = [...publishers.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return {
    triage: Object.fromEntries([...triage.values()].map((one) => [one.value, one.count])),
    publisher: publisher.slice(0, 100),
  }
}

function count(counts: Map<string, { value: string; count: number }>, value: string): void {
  const known = counts.get(value)
  if (known === undefined) counts.set(value, { value, count: 1 })
  else known.count += 1
}

export function articleRow(row: Row): ArticleRow {
  return {
    id: articleIdSchema.parse(text(row, 'id')),
    ordinal: number(row, 'ordinal'),
    title: textOrNull(row, 'title') ?? textOrNull(row, 'source_name') ?? text(row, 'id'),
    sourceName: textOrNull(row, 'source_name') ?? '',
    publisher: textOrNull(row, 'publisher'),
    agency: textOrNull(row, 'agency'),
    url: textOrNull(row, 'url'),
    published: textOrNull(row, 'published'),
    publishedBasis: textOrNull(row, 'published_basis'),
    lang: textOrNull(row, 'lang'),
    triage: triageStateSchema.parse(text(row, 'triage_now')),
    triageReason: textOrNull(row, 'triage_reason'),
    textSha256: text(row, 'text_sha256'),
    sourceSha256: text(row, 'source_sha256'),
    utf16Length: number(row, 'utf16_length'),
    version: number(row, 'version'),
    ...kinOf(row),
    importedAt: text(row, 'imported_at'),
    facts: number(row, 'facts'),
    decided: number(row, 'decided'),
    conflicts: number(row, 'conflicts'),
    sentences: number(row, 'sentences'),
    reviewed: number(row, 'reviewed'),
  }
}

/** The family and the newest version of an article, and what that could not take over. */
function kinOf(row: Row): Pick<ArticleRow, 'newest' | 'unsettled' | 'family'> {
  const newest = textOrNull(row, 'newest')
  const family = textOrNull(row, 'family')
  const [size, unsettled] = [number(row, 'family_size'), number(row, 'unsettled')]
  return {
    ...(newest === null || newest === text(row, 'id') ? {} : { newest: articleIdSchema.parse(newest) }),
    ...(unsettled === 0 ? {} : { unsettled }),
    ...(family === null || size < 2 ? {} : { family: { id: family, size } }),
  }
}

/** The list entry of one article. Throws `notFound`. */
export function requireArticleRow(db: Reading, articleId: string): ArticleRow {
  const row = firstRow(db, `SELECT ${columns} FROM ${joins} WHERE article.id = ?`, [articleId])
  if (row === undefined) throw new BelegError('notFound', { kind: 'article', id: articleId })
  return articleRow(row)
}

/** From so many facts on an article comes in columns, where that is asked for. */
const longFrom = 300
/** Whole facts that come with the columns: some before the first open one, more after it. */
const wholeBefore = 10
const wholeAfter = 50

/** Everything the Review screen needs for one article; of a long one, on request, what its first view needs. */
export function openArticle(
  db: Reading,
  codebook: Codebook,
  { articleId, inColumns }: ChannelRequest<'articles.open'>,
  articleText: string,
  notices: ArticleView['notices'],
  revision: number,
): ChannelOutput<'articles.open'> {
  const row = requireArticleRow(db, articleId)
  const context = articleContext(db, articleId)
  const finished = (views: readonly FactView[]): readonly FactView[] =>
    withHidden(db, withBrokenRules(codebook, withRecords(db, views)))
  const sentences = sentencesOf(db, articleId)
  const mentions = [...withRemarks(db, articleId, context.mentions)]
  const brief =
    inColumns === true && row.facts > longFrom ? withHidden(db, briefFacts(db, codebook, context)) : null
  const facts = finished(
    brief === null
      ? factViewsIn(db, codebook, context)
      : someFactViews(db, codebook, context, firstToSee(brief)),
  )
  const remark = articleRemark(db, articleId)
  const neighbour = (sql: string): ArticleId | null => {
    const id = db.get(sql, [row.ordinal], (found) => found.text('id'))
    return id === undefined ? null : articleIdSchema.parse(id)
  }
  return {
    row,
    text: articleText,
    metadata: metadataOf(db, articleId),
    zones: [...zoneViews(db, articleId, articleText)],
    ...(brief === null
      ? { sentences, mentions }
      : { sentences: [], mentions: [], columns: columnsOf(mentions, sentences, brief) }),
    facts: [...facts],
    entities: [...entitiesOf(db, context.mentions, facts)],
    notices,
    ...(remark === undefined ? {} : { remark }),
    previous: neighbour('SELECT id FROM article WHERE ordinal < ? ORDER BY ordinal DESC LIMIT 1'),
    next: neighbour('SELECT id FROM article WHERE ordinal > ? ORDER BY ordinal LIMIT 1'),
    revision,
  }
}

/** Ids of the facts around the first one that is open. */
function firstToSee(facts: readonly BriefFact[]): readonly string[] {
  const listed = facts.filter(({ state, hidden }) => state !== 'withdrawn' && hidden === undefined)
  const open = Math.max(
    0,
    listed.findIndex(({ state }) => state === 'proposed'),
  )
  return listed.slice(Math.max(0, open - wholeBefore), open + wholeAfter).map(({ id }) => id)
}

/** More facts than these are read with one question for each table. */
const fewFacts = 8

/** Some facts of an article as they stand, without the article. Throws `notFound` where there is no such article. */
export function refreshArticle(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'articles.refresh'>,
  revision: number,
): ChannelOutput<'articles.refresh'> {
  const row = requireArticleRow(db, request.articleId)
  const views =
    request.factIds.length > fewFacts
      ? someFactViews(db, codebook, lazyContext(db, request.articleId), request.factIds)
      : viewsOneByOne(db, codebook, request)
  const facts = [...withHidden(db, withBrokenRules(codebook, withRecords(db, views)))]
  const found = new Set<string>(facts.map(({ id }) => id))
  return {
    row,
    facts,
    gone: request.factIds.filter((id) => !found.has(id)),
    entities: [...entitiesOf(db, [], facts)],
    revision,
  }
}

function viewsOneByOne(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'articles.refresh'>,
): readonly FactView[] {
  return request.factIds.flatMap((id) => {
    const attests = exists(db, 'SELECT 1 FROM attestation WHERE fact_id = ? AND article_id = ?', [
      id,
      request.articleId,
    ])
    const view = factView(db, codebook, id, attests ? request.articleId : undefined)
    return view?.articleId === request.articleId ? [view] : []
  })
}

export function sentencesOf(db: Reading, articleId: string): ArticleView['sentences'] {
  const reviewed = new Set(
    db.all(
      'SELECT start, "end" FROM sentence_review WHERE article_id = ? AND complete = 1',
      [articleId],
      (row) => [row.integer('start'), row.integer('end')].join('-'),
    ),
  )
  const blind = new Map(
    db.all(
      "SELECT subject_id, reason FROM decision WHERE article_id = ? AND subject_kind = 'sentence' AND verdict = 'blind'",
      [articleId],
      (row) => [row.text('subject_id'), JSON.parse(row.text('reason')) as string[]],
    ),
  )
  return gathered<readonly [number, number, SectionKind]>(
    db,
    'start, "end", section',
    '(SELECT start, "end", section FROM p_sentence WHERE article_id = ? ORDER BY ordinal)',
    [articleId],
  ).map(([start, end, section]) => {
    const place = `${String(start)}-${String(end)}`
    const seen = blind.get(place)
    return {
      start,
      end,
      section,
      reviewed: reviewed.has(place),
      ...(seen === undefined ? {} : { blind: seen }),
    }
  })
}

const basisSchema = timeBasisSchema.or(z.literal('inferred'))

/** What is known about the article: as extraction read it, overridden by what a coder set. */
export function metadataOf(db: Reading, articleId: string): ArticleMetadata {
  const decided = allRows(db, 'SELECT * FROM article_field WHERE article_id = ?', [articleId])
  const overridden = new Set(decided.map((row) => text(row, 'field')))
  const metadata: ArticleMetadata = {}
  for (const row of allRows(db, 'SELECT * FROM p_field WHERE article_id = ?', [articleId])) {
    if (!overridden.has(text(row, 'field'))) put(metadata, row, textOrNull(row, 'rule'))
  }
  for (const row of decided) put(metadata, row, 'coder')
  return metadata
}

function put(metadata: ArticleMetadata, row: Row, rule: string | null): void {
  const field = metadataFieldSchema.safeParse(row['field'])
  const value = textOrNull(row, 'value')
  if (!field.success || value === null) return
  const start = numberOrNull(row, 'start')
  const end = numberOrNull(row, 'end')
  const surface = textOrNull(row, 'quote')
  const basis = basisSchema.safeParse(row['basis'])
  const entry: MetadataValue = {
    value: value === 'true' ? true : value === 'false' ? false : value,
    basis: basis.success ? basis.data : 'stated',
    ...(start === null || end === null || surface === null ? {} : { span: { start, end, surface } }),
    ...(rule === null ? {} : { rule }),
  }
  metadata[field.data] = entry
}

/** Every entity that mentions, slots and attributions name. */
export function entitiesOf(
  db: Reading,
  mentions: readonly MentionView[],
  facts: readonly FactView[],
): readonly EntityRef[] {
  const ids = new Set<string>()
  const add = (id: string | null | undefined): void => {
    if (id != null) ids.add(id)
  }
  for (const mention of mentions) add(mention.entityId)
  for (const fact of facts) {
    for (const slot of fact.slots) add(slot.entityId)
    add(fact.attribution?.speaker)
    for (const link of fact.attribution?.chain ?? []) add(link)
  }
  return entityRefs(db, ids)
}
