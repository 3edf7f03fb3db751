import type { Bilingual, Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetQuery, ExportOptions, WriterOption } from '../../../shared/model/dataset.ts'
import type {
  ArticleRow,
  ArticleView,
  EntityRef,
  EntityView,
  FactView,
  HistoryRow,
} from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { EventTables } from './events/tables.ts'
import type { ExportFormat } from '../../../shared/contract/index.ts'

/** What stands in an article besides its facts. */
export type ArticleContent = Pick<
  ArticleView,
  'text' | 'metadata' | 'zones' | 'sentences' | 'mentions' | 'entities' | 'remark'
>

/** Rows as they come: from memory or read page by page. */
export type Rows<T> = Iterable<T> | AsyncIterable<T>

/**
 * One state of a dataset, ready to be written. Each function starts from the beginning when called again and gives the
 * same rows in the same order, so that a file written twice has the same bytes.
 */
export interface ExportSource {
  readonly project: { readonly id: string; readonly name: string }
  readonly dataset: { readonly id: string; readonly name: string; readonly query: DatasetQuery }
  readonly codebook: Codebook
  /** Language of labels and of the names of entities, where a format has room for one only. */
  readonly language: Language
  /** What the person wants in the file; each writer says which of it concerns it. */
  readonly options: ExportOptions
  /** The articles the facts rest on, in the order of import; with `options.allArticles` those of the query without a fact, too. */
  readonly articles: () => Rows<ArticleRow>
  /** One of them; undefined where the facts rest on no such article. */
  readonly article: (articleId: ArticleRow['id']) => ArticleRow | undefined
  /** Every entity that a slot or an attribution of the facts names, by id in code-unit order. */
  readonly entities: () => Rows<EntityRef>
  /** One of them. Rows of facts ask for each as they come, so that no format need gather all before its first row. */
  readonly entity: (id: EntityRef['id']) => EntityRef | undefined
  /** Those and every entity that a mention of the articles names, each with all that is known of it, by id. */
  readonly registry: () => Rows<EntityView>
  /** Text, zones, sentences and mentions of one of the articles; mentions by their start, then the longer first. */
  readonly content: (articleId: ArticleRow['id']) => ArticleContent | Promise<ArticleContent>
  /** Code points instead of UTF-16 for offsets into an article, whether its text may be shown or not. */
  readonly codePoints: (
    articleId: ArticleRow['id'],
  ) => ((utf16: number) => number) | Promise<(utf16: number) => number>
  readonly eventTables: () => EventTables
  /** The facts of the dataset: by article in the order of import, then by the start of the evidence, then by id. */
  readonly facts: () => Rows<FactView>
  /** The steps that decided on a fact, oldest first. */
  readonly decisionsOf: (factId: FactView['id']) => readonly HistoryRow[] | Promise<readonly HistoryRow[]>
}

/** Pieces of a file in order, text as UTF-8; the value at the end is the number of rows written, headers not counted. */
export type ExportChunks = AsyncGenerator<string | Uint8Array, number, undefined>

/** One of the files of an export. */
export interface ExportFile {
  /** Relative, with `/` between names, safe on every system. */
  readonly path: string
  /** Called once, before the next file is asked for. */
  readonly write: () => ExportChunks
}

/** What offsets count; `none` where a format has no offsets. */
export type OffsetUnit = 'utf-16' | 'code-points' | 'tokens' | 'none'

interface Declared {
  readonly format: ExportFormat
  readonly label: Bilingual
  /** What one takes it for, in a sentence. */
  readonly use: Bilingual
  /** Of the file; `zip` where there are several. */
  readonly extension: string
  /** What one row stands for. */
  readonly row: 'fact' | 'attestation' | 'slot' | 'entity' | 'article' | 'mention' | 'record'
  readonly unit: OffsetUnit
  /** Whether the format is nothing without the articles' texts. */
  readonly needsTexts: boolean
  /** Options of its own, which the person is asked for where the format is chosen. */
  readonly options?: readonly WriterOption[]
  /** What is lost, one sentence each; empty where nothing is. */
  readonly losses: readonly Bilingual[]
}

/** A format that is one file: how to write it, what its rows and offsets are, and what it cannot carry. */
export interface FileWriter extends Declared {
  readonly write: (source: ExportSource) => ExportChunks
}

/** A format that is several files: a zip by itself, a folder in a release. */
export interface FolderWriter extends Declared {
  readonly extension: 'zip'
  readonly files: (source: ExportSource) => AsyncIterable<ExportFile>
}

export type ExportWriter = FileWriter | FolderWriter

/** The facts of each article together, every article once, in the order of import; facts by the start of their evidence. */
export async function* factsByArticle(
  source: ExportSource,
): AsyncGenerator<{ readonly article: ArticleRow; readonly facts: readonly FactView[] }, void, undefined> {
  const facts = eachOf(source.facts())
  let waiting = await facts.next()
  for await (const article of source.articles()) {
    const own: FactView[] = []
    for (; waiting.done !== true && waiting.value.articleId === article.id; waiting = await facts.next()) {
      own.push(waiting.value)
    }
    yield { article, facts: own }
  }
}

async function* eachOf<T>(rows: Rows<T>): AsyncGenerator<T, void, undefined> {
  yield* rows
}

/** The entity's name in the language, in the other where it has none there, its id where it has none at all. */
export function entityLabel(entity: EntityRef, language: Language): string {
  const [first, second] =
    language === 'de' ? [entity.labelDe, entity.labelEn] : [entity.labelEn, entity.labelDe]
  return first ?? second ?? entity.id
}

/** Rows by their id. */
export async function byId<T extends { readonly id: string }>(
  rows: Rows<T>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>()
  for await (const row of rows) found.set(row.id, row)
  return found
}
