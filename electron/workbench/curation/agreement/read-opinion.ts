import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { BelegError } from '../../../../shared/errors.ts'
import type { OpinionArticle, OpinionSlot } from '../../../../shared/model/opinion.ts'
import type { ArticleRow, EntityRef, FactView } from '../../../../shared/model/views.ts'
import { fileFailure } from '../../corpus/file-failure.ts'
import { exportRecordSchema } from '../../exchange/export-record.ts'
import { LineCutter } from '../../exchange/own/lines.ts'
import type { ProjectSession } from '../../session.ts'
import { everyRow } from '../../session/pages.ts'
import { exportInFolder, exportInZip, isReleaseFolder, type ReleaseExport } from './release-export.ts'
import { identified, opinionFact, type Identify, type Opinion } from './opinion.ts'

const finished = ({ triage }: Pick<ArticleRow, 'triage'>): boolean =>
  triage === 'finished' || triage === 'no_facts'

/**
 * The opinion that lies at an absolute path: of a project folder, which `open` opens for looking at it, of a release as a
 * folder or zip, or of a JSONL export. Rejects as opening and reading do, and with `opinion.noRows`.
 */
export async function opinionAt(
  path: string,
  open: (folder: string) => Promise<Pick<ProjectSession, 'query' | 'close'>>,
  signal: AbortSignal | undefined,
): Promise<Opinion> {
  const found = await stat(path).catch((error: unknown) => {
    throw fileFailure(path, error)
  })
  if (found.isDirectory() && isReleaseFolder(path))
    return opinionOfRelease(await exportInFolder(path), signal)
  if (/\.zip$/i.test(path)) return opinionOfRelease(await exportInZip(path, signal), signal)
  if (!found.isDirectory()) return opinionOfExport(path, signal)
  const other = await open(path)
  try {
    return await opinionOfProject(other.query, signal)
  } finally {
    await other.close()
  }
}

async function opinionOfRelease({ path, done }: ReleaseExport, signal: AbortSignal | undefined): Promise<Opinion> {
  try {
    return await opinionOfExport(path, signal)
  } finally {
    await done()
  }
} // prettier-ignore

/** What a project's coders think of its articles. Rejects with `job.cancelled` where the signal says so. */
export async function opinionOfProject(
  query: ProjectSession['query'],
  signal?: AbortSignal,
): Promise<Opinion> {
  const status = await query('project.status', {})
  const coders = (await query('history.coders', {})).map(({ name }) => name)
  const identify = await identities(query)
  const articles = new Map<string, OpinionArticle>()
  for await (const row of everyRow({ query }, 'articles.list', {})) {
    if (signal?.aborted === true) throw new BelegError('job.cancelled')
    const { facts } = await query('articles.open', { articleId: row.id })
    articles.set(row.textSha256, articleOf(row, facts, identify))
  }
  const project = status?.name ?? ''
  return { name: coders.length === 0 ? project : `${coders.join(', ')} (${project})`, articles }
}

async function identities(query: ProjectSession['query']): Promise<Identify> {
  const of = new Map<string, OpinionSlot['entity']>()
  for await (const entity of everyRow({ query }, 'entities.list', {})) of.set(entity.id, identified(entity))
  return (entityId) => of.get(entityId) ?? null
}

function articleOf(row: ArticleRow, facts: readonly FactView[], identify: Identify): OpinionArticle {
  return {
    title: row.title,
    finished: finished(row),
    facts: facts.map((fact) => opinionFact(fact, identify)),
  }
}

/**
 * What a JSONL export says. Only decided facts may stand in it: rejected proposals are then no opinion, unless their article
 * is finished. Rejects with `file.damaged`,
 * `own.longLine` and `own.encoding`, which name the line, and `file.unreadable`.
 */
async function opinionOfExport(path: string, signal?: AbortSignal): Promise<Opinion> {
  const rows = new Map<string, ArticleRow>()
  const facts = new Map<string, FactView[]>()
  const entities = new Map<string, EntityRef>()
  const coders = new Set<string>()
  let name = ''
  let number = 0
  for await (const line of linesOf(path)) {
    if (signal?.aborted === true) throw new BelegError('job.cancelled')
    number++
    const record = exportRecordSchema.safeParse(parsed(line))
    if (!record.success || (number === 1) !== (record.data.record === 'header')) {
      throw new BelegError('file.damaged', { path, kind: `beleg-export/1, line ${String(number)}` })
    }
    switch (record.data.record) {
      case 'header':
        name = `${record.data.project.name}, ${record.data.dataset.name}`
        break
      case 'article':
        rows.set(record.data.id, record.data)
        break
      case 'entity':
        entities.set(record.data.id, record.data)
        break
      case 'fact':
        appended(facts, record.data)
        if (record.data.coder !== null) coders.add(record.data.coder)
        break
      default:
        break
    }
  }
  if (number === 0) throw new BelegError('file.damaged', { path, kind: 'beleg-export/1' })
  const identify: Identify = (id) => {
    const entity = entities.get(id)
    return entity === undefined ? null : identified(entity)
  }
  return {
    name: coders.size === 0 ? name : `${[...coders].sort().join(', ')} (${name})`,
    articles: new Map(
      [...rows.values()].map((row) => [row.textSha256, articleOf(row, facts.get(row.id) ?? [], identify)]),
    ),
  }
}

function appended(facts: Map<string, FactView[]>, fact: FactView): void {
  const known = facts.get(fact.articleId)
  if (known === undefined) facts.set(fact.articleId, [fact])
  else known.push(fact)
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  const cutter = new LineCutter(path)
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      for (const { text } of cutter.push(chunk)) yield text
    }
    for (const { text } of cutter.end()) yield text
  } catch (error) {
    throw error instanceof BelegError ? error : fileFailure(path, error)
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
