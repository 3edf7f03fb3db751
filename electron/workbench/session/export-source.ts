import type { ProjectStatus } from '../../../shared/contract/index.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ArticleRow, DatasetView, EntityRef, FactView } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { ExportSource } from '../exchange/export-source.ts'
import type { ProjectSession } from '../session.ts'

const pageSize = 1000

/** A dataset of an open project as exports read it: page by page, nothing kept but the small tables. */
export async function exportSource(
  query: ProjectSession['query'],
  dataset: DatasetView,
  language: Language,
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
  return {
    project: { id: status?.id ?? '', name: status?.name ?? '' },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook,
    language,
    facts,
    articles: () => articlesOf(query, named.articles),
    entities: () => entitiesOf(query, named.entities),
    decisionsOf: async (factId) => [...(await query('facts.history', { factId }))].reverse(),
  }
}

async function namesIn(
  facts: AsyncIterable<FactView>,
): Promise<{ readonly articles: ReadonlySet<string>; readonly entities: ReadonlySet<string> }> {
  const articles = new Set<string>()
  const entities = new Set<string>()
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
  wanted: ReadonlySet<string>,
): AsyncGenerator<ArticleRow, void, undefined> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await query('articles.list', { offset, limit: pageSize })
    for (const { snippet: _snippet, ...row } of page.rows) if (wanted.has(row.id)) yield row
    if (offset + page.rows.length >= page.total || page.rows.length === 0) return
  }
}

async function* entitiesOf(
  query: ProjectSession['query'],
  wanted: ReadonlySet<string>,
): AsyncGenerator<EntityRef, void, undefined> {
  const found: EntityRef[] = []
  for (let offset = 0; ; offset += pageSize) {
    const page = await query('entities.list', { offset, limit: pageSize })
    for (const { id, type, labelDe, labelEn, country } of page.rows) {
      if (wanted.has(id)) found.push({ id, type, labelDe, labelEn, country })
    }
    if (offset + page.rows.length >= page.total || page.rows.length === 0) break
  }
  yield* found.sort((a, b) => (a.id < b.id ? -1 : 1))
}
