import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { byPresentNames } from '../codebook/former-names.ts'
import { compareOpinions } from '../curation/agreement/compare.ts'
import type { Opinion } from '../curation/agreement/opinion.ts'
import { opinionAt, opinionOfProject } from '../curation/agreement/read-opinion.ts'
import type { LongWork, OpenSession, ProjectSession } from '../session.ts'
import { everyRow } from './pages.ts'
import { readBeside, type OpenStore } from './read-beside.ts'

/**
 * Takes what a colleague's project or JSONL export decided into an open project as a second opinion: one step, that changes
 * no fact. Rejects with `opinion.nothing` where it has no article in common with the project, `opinion.self` where it is the
 * project, and as opening and reading do; then nothing has changed.
 */
export async function importOpinion(
  open: OpenStore,
  session: Pick<ProjectSession, 'folder' | 'query' | 'apply'>,
  openOther: OpenSession,
  path: string,
  { signal }: LongWork = {},
): Promise<{ readonly opinionId: string; readonly articles: number; readonly facts: number }> {
  if (path === session.folder) throw new BelegError('opinion.self', { path })
  const codebook = await session.query('codebook.current', {})
  const theirs = named(
    await opinionAt(path, (folder) => openOther(folder, { readOnly: true }), signal),
    codebook,
  )
  const own = await readBeside(open, signal, (query) => opinionOfProject(query, signal))
  const { figures } = compareOpinions(own, theirs)
  const articles = (await shared(session.query, theirs)).map(({ articleId, finished, facts }) => ({
    articleId,
    finished,
    facts: facts.filter(({ verdict }) => verdict !== 'undecided'),
  }))
  if (articles.length === 0) throw new BelegError('opinion.nothing', { path })
  const [answer] = await session.apply([
    {
      id: `opinion-${randomUUID()}`,
      type: 'opinion.add',
      payload: {
        name: theirs.name.slice(0, 2000),
        origin: basename(path).slice(0, 2000),
        agreement: figures,
        articles,
      },
    },
  ])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
  const opinionId = answer?.created?.['opinion']?.[0]
  if (opinionId === undefined) throw new BelegError('internal', { reason: 'the opinion has no id' })
  return {
    opinionId,
    articles: articles.length,
    facts: articles.reduce((sum, { facts }) => sum + facts.length, 0),
  }
}

/** Types and slots by the names the project has for them now: a colleague may have coded under an earlier version. */
const named = (opinion: Opinion, codebook: Codebook): Opinion => ({
  ...opinion,
  articles: new Map(
    [...opinion.articles].map(([sha, article]) => [
      sha,
      { ...article, facts: article.facts.map((fact) => byPresentNames(codebook, fact)) },
    ]),
  ),
})

type Kept = Opinion['articles'] extends ReadonlyMap<string, infer A> ? A : never

/** The project's articles that the opinion has, too, in the order of import. */
async function shared(
  query: ProjectSession['query'],
  theirs: Opinion,
): Promise<readonly (Kept & { readonly articleId: ArticleId })[]> {
  const found: (Kept & { readonly articleId: ArticleId })[] = []
  for await (const { id, textSha256 } of everyRow({ query }, 'articles.list', {})) {
    const article = theirs.articles.get(textSha256)
    if (article !== undefined) found.push({ ...article, articleId: id })
  }
  return found
}
