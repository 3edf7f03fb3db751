import type { ExportOptions } from '../../../shared/model/dataset.ts'
import type { ArticleRow, DatasetView, EntityRef, FactView } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import { codePoints } from '../../../shared/offsets.ts'
import type { Desk } from '../curation/reading-desk.ts'
import { loadEventTables } from '../exchange/events/tables.ts'
import type { ArticleContent, ExportSource } from '../exchange/export-source.ts'
import { resourcesFolder } from '../resources.ts'
import {
  articleContent,
  articleRows,
  attestingArticles,
  entitiesMentioned,
  entityViews,
} from '../store/queries/dataset-contents.ts'
import { entityRefs } from '../store/queries/article-context.ts'
import { requireArticleRow } from '../store/queries/articles.ts'
import { datasetMembers } from '../store/queries/datasets.ts'
import { factViews } from '../store/queries/fact-views.ts'
import { decisionsOn, originOf } from '../store/queries/carried-decisions.ts'

/** What an export reads a project by, in a thread beside the store. */
export type ExportDesk = Pick<Desk, 'query' | 'db' | 'codebook' | 'textOf'> & {
  /** Called for every article that is read; throws where the export is to be given up. */
  readonly onArticle?: (facts: number) => void
}

/**
 * A dataset of an open project as exports read it: article after article, nothing kept but ids and the article at hand.
 * Which facts belong to it is asked once.
 */
export async function exportSource(
  desk: ExportDesk,
  dataset: DatasetView,
  language: Language,
  options: ExportOptions,
): Promise<ExportSource> {
  const status = await desk.query('project.status', {})
  const reading = new DatasetReading(desk, dataset, options)
  return {
    project: originOf(desk.db, dataset.id) ?? { id: status?.id ?? '', name: status?.name ?? '' },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook: desk.codebook,
    language,
    options,
    facts: () => reading.facts(),
    articles: () => reading.articles(),
    article: (articleId) => reading.article(articleId),
    entities: () => reading.entities(),
    entity: (id) => reading.entity(id),
    registry: () => reading.registry(),
    content: (articleId) => reading.content(articleId),
    codePoints: (articleId) => codePoints(reading.content(articleId).text),
    eventTables: () => loadEventTables(resourcesFolder()),
    decisionsOf: (factId) => decisionsOn(desk.db, factId),
  }
}

/** Rows kept by id: facts that follow each other name the same ones again and again. */
const rowsKept = 5000

class LastAsked<T> {
  readonly #known = new Map<string, T | undefined>()

  get(id: string, read: () => T | undefined): T | undefined {
    if (this.#known.has(id)) return this.#known.get(id)
    if (this.#known.size >= rowsKept) this.#known.clear()
    const found = read()
    this.#known.set(id, found)
    return found
  }
}

/** Reads a dataset by article; formats ask for the same article several times in a row. */
class DatasetReading {
  readonly #desk: ExportDesk
  readonly #dataset: DatasetView
  readonly #options: ExportOptions
  /** Ids of the facts of each article, in the order of exports. */
  readonly #members: ReadonlyMap<string, readonly string[]>
  /** Entities that facts name, of the articles that were read so far. */
  readonly #named = new Set<string>()
  readonly #searched = new Set<string>()
  readonly #rows = new LastAsked<ArticleRow>()
  readonly #refs = new LastAsked<EntityRef>()
  #articleIds: ReadonlySet<string> | null = null
  #facts: { readonly articleId: string; readonly facts: readonly FactView[] } | null = null
  #content: { readonly articleId: string; readonly content: ArticleContent } | null = null

  constructor(desk: ExportDesk, dataset: DatasetView, options: ExportOptions) {
    this.#desk = desk
    this.#dataset = dataset
    this.#options = options
    const members = new Map<string, string[]>()
    for (const { id, articleId } of datasetMembers(desk.db, dataset)) {
      const known = members.get(articleId)
      if (known === undefined) members.set(articleId, [id])
      else known.push(id)
    }
    this.#members = members
  }

  *facts(): Generator<FactView, void, undefined> {
    for (const articleId of this.#members.keys()) yield* this.#factsOf(articleId)
  }

  *articles(): Generator<ArticleRow, void, undefined> {
    const { allArticles } = this.#options
    const named = (this.#articleIds ??= new Set([
      ...this.#members.keys(),
      ...attestingArticles(this.#desk.db, [...this.#members.values()].flat()),
    ]))
    for (const row of articleRows(this.#desk.db, (id) => allArticles || named.has(id))) {
      if (named.has(row.id) || asksFor(this.#dataset, row)) yield row
    }
  }

  article(articleId: string): ArticleRow | undefined {
    return this.#rows.get(articleId, () => requireArticleRow(this.#desk.db, articleId))
  }

  entity(id: string): EntityRef | undefined {
    return this.#refs.get(id, () => entityRefs(this.#desk.db, [id])[0])
  }

  *entities(): Generator<EntityRef, void, undefined> {
    for (const { id, type, labelDe, labelEn, country } of entityViews(this.#desk.db, this.#entitiesNamed())) {
      yield { id, type, labelDe, labelEn, country }
    }
  }

  *registry(): ReturnType<typeof entityViews> {
    const { db } = this.#desk
    const all = new Set(this.#entitiesNamed())
    for (const { id } of this.articles()) {
      this.#desk.onArticle?.(0)
      for (const entityId of entitiesMentioned(db, id)) all.add(entityId)
    }
    for (const { identifiers } of entityViews(db, all)) {
      const group = identifiers.find(({ scheme }) => scheme === 'members')?.value ?? ''
      for (const member of group.split('+')) if (member !== '') all.add(member)
    }
    yield* entityViews(db, all)
  }

  content(articleId: string): ArticleContent {
    if (this.#content?.articleId === articleId) return this.#content.content
    this.#desk.onArticle?.(0)
    const { db, textOf } = this.#desk
    const content = articleContent(db, articleId, textOf(articleId), this.#factsOf(articleId))
    this.#content = { articleId, content }
    return content
  }

  #factsOf(articleId: string): readonly FactView[] {
    if (this.#facts?.articleId === articleId) return this.#facts.facts
    const { db, codebook, onArticle } = this.#desk
    const ids = this.#members.get(articleId) ?? []
    if (ids.length === 0) return []
    onArticle?.(ids.length)
    const views = new Map<string, FactView>(factViews(db, codebook, articleId).map((view) => [view.id, view]))
    const facts = ids.flatMap((id) => views.get(id) ?? [])
    this.#facts = { articleId, facts }
    this.#noteNames(articleId, facts)
    return facts
  }

  /** What a format has read by then need not be read again. */
  #entitiesNamed(): ReadonlySet<string> {
    for (const articleId of this.#members.keys()) if (!this.#searched.has(articleId)) this.#factsOf(articleId)
    return this.#named
  }

  #noteNames(articleId: string, facts: readonly FactView[]): void {
    if (this.#searched.has(articleId)) return
    this.#searched.add(articleId)
    for (const fact of facts) {
      for (const slot of fact.slots) if (slot.entityId !== null) this.#named.add(slot.entityId)
      if (fact.attribution?.speaker != null) this.#named.add(fact.attribution.speaker)
      for (const link of fact.attribution?.chain ?? []) this.#named.add(link)
    }
  }
}

/** Whether the dataset's query asks for facts of the article, had it any. */
function asksFor({ query: { articleIds, publishers } }: DatasetView, row: ArticleRow): boolean {
  return (
    (articleIds === undefined || articleIds.includes(row.id)) &&
    (publishers === undefined || (row.publisher !== null && publishers.includes(row.publisher)))
  )
}
