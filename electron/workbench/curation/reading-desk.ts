import type { Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetView, FactView } from '../../../shared/model/views.ts'
import type { ReadableDatabase } from '../database/index.ts'
import type { ProjectSession } from '../session.ts'
import { datasetMembers } from '../store/queries/datasets.ts'
import { factViews } from '../store/queries/fact-views.ts'

/** A project as long work reads it, in a thread beside the store. */
export interface Desk {
  readonly query: ProjectSession['query']
  readonly db: ReadableDatabase
  readonly codebook: Codebook
  /** The frozen text of an article. Throws where it cannot be read. */
  readonly textOf: (articleId: string) => string
  /** Says how far the work is. Throws `job.cancelled` where it is to be given up. */
  readonly tell: (done: number, total: number) => void
}

/** Every fact of a dataset, article by article; tells how far it is. */
export function* everyFact(
  { db, codebook, tell }: Desk,
  dataset: DatasetView,
): Generator<FactView, void, undefined> {
  const members = datasetMembers(db, dataset)
  let articleId = ''
  let views: ReadonlyMap<string, FactView> = new Map()
  for (const [done, member] of members.entries()) {
    if (member.articleId !== articleId) {
      tell(done, members.length)
      articleId = member.articleId
      views = new Map(factViews(db, codebook, articleId).map((view) => [view.id, view]))
    }
    const fact = views.get(member.id)
    if (fact !== undefined) yield fact
  }
}
