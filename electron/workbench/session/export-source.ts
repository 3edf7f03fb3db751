import type { ProjectStatus } from '../../../shared/contract/index.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ExportOptions } from '../../../shared/model/dataset.ts'
import { entityIdSchema, type EntityId } from '../../../shared/model/ids.ts'
import type { ArticleRow, DatasetView, EntityRef, EntityView, FactView } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import { codePoints } from '../../../shared/offsets.ts'
import { loadEventTables } from '../exchange/event-tables.ts'
import type { ExportSource } from '../exchange/export-source.ts'
import { resourcesFolder } from '../resources.ts'
import type { ProjectSession } from '../session.ts'

const pageSize = 1000
/** Entities asked for by their ids; the contract takes no more. */
const askedAtOnce = 500

/** A dataset of an open project as exports read it: page by page, nothing kept but the small tables. */
export async function exportSource(
  query: ProjectSession['query'],
  dataset: DatasetView,
  language: Language,
  options: ExportOptions,
): Promise<ExportSource> {
  const status: ProjectStatus | null = await query('project.status', {})
  const codebook: Codebook = await query('codebook.current', {})
  const facts = async function* (): AsyncGenerator<FactView, void, undefined> {
    for (let offset = 0; ; offset += pageSize) {
      const page = await query('datasets.rows', { datasetId: dataset.id, offset, limit: pageSize })
      yield* page.rows
      if (offset + page.rows.length >= page.total || page.rows.length === 0) return
    }
  }
  const named = await namesIn(facts())
  const articles = (): AsyncGenerator<ArticleRow, void, undefined> =>
    articlesOf(query, (row) => named.articles.has(row.id) || (options.allArticles && asksFor(dataset, row)))
  const content: ExportSource['content'] = async (articleId) => {
    const { text, metadata, zones, sentences, mentions, entities } = await query('articles.open', {
      articleId,
    })
    const inOrder = [...mentions].sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1))
    return { text, metadata, zones, sentences, mentions: inOrder, entities }
  }
  return {
    project: { id: status?.id ?? '', name: status?.name ?? '' },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook,
    language,
    options,
    facts,
    articles,
    entities: async function* () {
      for await (const { id, type, labelDe, labelEn, country } of entitiesOf(query, named.entities)) {
        yield { id, type, labelDe, labelEn, country } satisfies EntityRef
      }
    },
    registry: async function* () {
      const all = new Set(named.entities)
      for await (const { id } of articles()) {
        const { mentions } = await query('articles.open', { articleId: id })
        for (const { entityId } of mentions) if (entityId !== null) all.add(entityId)
      }
      for await (const { identifiers } of entitiesOf(query, all))
        for (const id of membersIn(identifiers)) all.add(id)
      yield* entitiesOf(query, all)
    },
    content,
    codePoints: async (articleId) => codePoints((await content(articleId)).text),
    eventTables: () => loadEventTables(resourcesFolder()),
    decisionsOf: async (factId) => [...(await query('facts.history', { factId }))].reverse(),
  }
}

/** Whom a group consists of. */
function membersIn(identifiers: EntityView['identifiers']): readonly EntityId[] {
  const members = identifiers.find(({ scheme }) => scheme === 'members')?.value.split('+') ?? []
  return members.map((id) => entityIdSchema.parse(id))
}

/** Whether the dataset's query asks for facts of the article, had it any. */
function asksFor({ query: { articleIds, publishers } }: DatasetView, row: ArticleRow): boolean {
  return (
    (articleIds === undefined || articleIds.includes(row.id)) &&
    (publishers === undefined || (row.publisher !== null && publishers.includes(row.publisher)))
  )
}

async function namesIn(
  facts: AsyncIterable<FactView>,
): Promise<{ readonly articles: ReadonlySet<string>; readonly entities: ReadonlySet<EntityId> }> {
  const articles = new Set<string>()
  const entities = new Set<EntityId>()
  for await (const fact of facts) {
    articles.add(fact.articleId)
    for (const attestation of fact.attestations) articles.add(attestation.articleId)
    for (const slot of fact.slots) if (slot.entityId !== null) entities.add(slot.entityId)
    if (fact.attribution?.speaker != null) entities.add(fact.attribution.speaker)
    for (const link of fact.attribution?.chain ?? []) entities.add(link)
  }
  return { articles, entities }
}

async function* articlesOf(
  query: ProjectSession['query'],
  wanted: (row: ArticleRow) => boolean,
): AsyncGenerator<ArticleRow, void, undefined> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await query('articles.list', { offset, limit: pageSize })
    for (const { snippet: _snippet, ...row } of page.rows) if (wanted(row)) yield row
    if (offset + page.rows.length >= page.total || page.rows.length === 0) return
  }
}

/** By id in code-unit order, some hundreds at a time. */
async function* entitiesOf(
  query: ProjectSession['query'],
  wanted: ReadonlySet<EntityId>,
): AsyncGenerator<EntityView, void, undefined> {
  const ids = [...wanted].sort()
  for (let at = 0; at < ids.length; at += askedAtOnce) {
    const asked = ids.slice(at, at + askedAtOnce)
    const { rows } = await query('entities.list', { ids: asked, offset: 0, limit: askedAtOnce })
    yield* [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
