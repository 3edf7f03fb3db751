import type { Bilingual, Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetQuery } from '../../../shared/model/dataset.ts'
import type { ArticleRow, EntityRef, FactView, HistoryRow } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { ExportFormat } from '../../../shared/contract/index.ts'

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
  /** The articles the facts rest on, in the order of import. */
  readonly articles: () => Rows<ArticleRow>
  /** Every entity that a slot or an attribution of the facts names, by id in code-unit order. */
  readonly entities: () => Rows<EntityRef>
  /** The facts of the dataset: by article in the order of import, then by the start of the evidence, then by id. */
  readonly facts: () => Rows<FactView>
  /** The steps that decided on a fact, oldest first. */
  readonly decisionsOf: (factId: FactView['id']) => readonly HistoryRow[] | Promise<readonly HistoryRow[]>
}

/** Pieces of a file in order; the value at the end is the number of rows written, headers not counted. */
export type ExportChunks = AsyncGenerator<string, number, undefined>

/** A format as a file: how to write it, what its rows and offsets are, and what it cannot carry. */
export interface ExportWriter {
  readonly format: ExportFormat
  readonly label: Bilingual
  readonly extension: string
  /** What one row stands for. */
  readonly row: 'attestation' | 'slot' | 'record'
  /** What offsets count. */
  readonly unit: 'utf-16'
  /** What is lost, one sentence each; empty where nothing is. */
  readonly losses: readonly Bilingual[]
  readonly write: (source: ExportSource) => ExportChunks
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
