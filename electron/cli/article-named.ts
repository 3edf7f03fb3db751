import { BelegError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model/ids.ts'
import type { ProjectSession } from '../workbench/session.ts'
import { everyRow } from './pages.ts'

/** The article of that id, number in the order of import, or source name. Throws `notFound`. */
export async function articleNamed(session: ProjectSession, asked: string): Promise<ArticleId> {
  let other: ArticleId | undefined
  for await (const row of everyRow(session, 'articles.list', {})) {
    if (row.id === asked) return row.id
    // Of several versions the newest is meant.
    if (String(row.ordinal) === asked || (row.sourceName === asked && row.newest === undefined))
      other ??= row.id
  }
  if (other === undefined) throw new BelegError('notFound', { kind: 'article', id: asked })
  return other
}
