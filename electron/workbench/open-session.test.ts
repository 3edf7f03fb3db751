import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorCodes, errorMessage, type ErrorCode } from '../../shared/errors.ts'
import { createProject, openSession } from './open-session.ts'
import type { ProjectSession } from './session.ts'

let root: string
let open: ProjectSession[]

const at = (...parts: string[]): string => join(root, ...parts)
async function session(folder = at('project')): Promise<ProjectSession> {
  const opened = await openSession(folder, { author: 'Ada' })
  open.push(opened)
  return opened
}
const refusal = async (work: Promise<unknown>): Promise<ErrorCode | null> => {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? (error.code as ErrorCode) : 'internal'
  }
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-session-'))
  open = []
  await createProject(at('project'), { name: 'Test', language: 'en' })
  mkdirSync(at('articles', 'sub'), { recursive: true })
  writeFileSync(at('articles', 'a.txt'), 'Die Ministerin reiste nach Kronburg.\n')
  writeFileSync(
    at('articles', 'sub', 'b.md'),
    '---\ntitle: Ein Titel\n---\nDer Botschafter sprach mit der Presse.\n',
  )
  writeFileSync(at('articles', 'c.txt'), Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0, 1, 2]))
})
afterEach(async () => {
  for (const each of open) await each.close().catch(() => undefined)
  rmSync(root, { recursive: true, force: true })
})

describe('importing a folder', () => {
  it('takes the articles, says what it skipped and why, and knows them the next time', async () => {
    const opened = await session()
    const first = await opened.importPaths([at('articles')], { extract: false })
    expect(
      first.report.map(({ name, outcome, error }) => [name, outcome, error?.code ?? null]).sort(),
    ).toEqual([
      ['a.txt', 'imported', null],
      ['c.txt', 'skipped', 'file.notText'],
      ['sub/b.md', 'imported', null],
    ])
    const again = await opened.importPaths([at('articles')], { extract: false })
    expect(again.report.filter(({ outcome }) => outcome === 'already-there')).toHaveLength(2)
    expect((await opened.query('articles.list', {})).total).toBe(2)
  })

  it('reads the head of a Markdown file as metadata and masks it', async () => {
    const opened = await session()
    await opened.importPaths([at('articles', 'sub', 'b.md')], { extract: false })
    const [row] = (await opened.query('articles.list', {})).rows
    if (row === undefined) throw new Error('no article')
    const article = await opened.query('articles.open', { articleId: row.id })
    expect(article.metadata.title).toMatchObject({ value: 'Ein Titel', span: { surface: 'Ein Titel' } })
    expect(article.zones[0]).toMatchObject({ start: 0, masked: true })
  })

  it('cleans articles also where nobody wants facts yet, and finds the facts when they are asked for', async () => {
    const opened = await session()
    const samples = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'articles')
    await opened.importPaths([samples], { extract: false })
    const { rows } = await opened.query('articles.list', {})
    expect(rows.filter(({ title, published }) => title !== '' && published !== null).length).toBeGreaterThan(
      5,
    )
    const views = await Promise.all(rows.map(({ id }) => opened.query('articles.open', { articleId: id })))
    expect(views.filter(({ zones }) => zones.some(({ masked }) => masked)).length).toBeGreaterThan(5)
    expect(views.every(({ facts, mentions }) => facts.length + mentions.length === 0)).toBe(true)
    expect(new Set(views.map(({ notices }) => notices[0]?.code))).toEqual(new Set(['zones-only']))

    expect((await opened.extract(undefined, {})).report).toHaveLength(rows.length)
    const after = await opened.query('facts.list', {})
    expect(after.total).toBeGreaterThan(10)
    expect((await opened.extract(undefined, {})).report).toEqual([])
  })

  it('leaves no article behind where it is cancelled', async () => {
    const opened = await session()
    const abort = new AbortController()
    const job = await opened.importPaths([at('articles')], {
      extract: false,
      signal: abort.signal,
      onJob: ({ stage }) => {
        if (stage === 'saving') abort.abort()
      },
    })
    expect(job.state).toBe('cancelled')
    expect((await opened.query('articles.list', {})).total).toBe(0)
    expect((await opened.query('project.verify', {})).problems).toEqual([])
  })

  it('says that a folder holds no article', async () => {
    const opened = await session()
    mkdirSync(at('empty'))
    const job = await opened.importPaths([at('empty')], { extract: false })
    expect(job.report.map(({ error }) => error?.code)).toEqual(['import.noArticles'])
  })

  it('never writes into the folder it reads', async () => {
    const before = readdirSync(at('articles'), { recursive: true }).sort()
    const opened = await session()
    await opened.importPaths([at('articles')], { extract: false })
    expect(readdirSync(at('articles'), { recursive: true }).sort()).toEqual(before)
  })
})

describe('opening', () => {
  it('is refused for a folder that is no project', async () => {
    expect(await refusal(openSession(at('articles'), {}))).toBe('project.notAProject')
  })

  it('is refused while the project is open elsewhere', async () => {
    await session()
    expect(await refusal(openSession(at('project'), {}))).toBe('project.locked')
  })

  it('lets a project be looked at while it is open elsewhere, and refuses to change it', async () => {
    const writing = await session()
    await writing.importPaths([at('articles')], { extract: false })
    const looking = await openSession(at('project'), { readOnly: true })
    open.push(looking)
    expect((await looking.query('articles.list', {})).total).toBe(2)
    const [answer] = await looking.apply([{ id: 'x', type: 'project.rename', payload: { name: 'Anders' } }])
    expect(answer?.error?.code).toBe('project.readOnly')
    const [saved] = await writing.apply([{ id: 'x', type: 'project.rename', payload: { name: 'Anders' } }])
    expect(saved?.ok).toBe(true)
  })

  it('is refused for a project of a newer version, and changes nothing', async () => {
    const path = at('project', 'project.json')
    const newer = readFileSync(path, 'utf8').replace('"format": 1', '"format": 99')
    writeFileSync(path, newer)
    expect(await refusal(openSession(at('project'), {}))).toBe('project.newer')
    expect(readFileSync(path, 'utf8')).toBe(newer)
  })

  it('goes back to the older snapshot where the newest is damaged, and says so', async () => {
    const first = await session()
    await first.importPaths([at('articles')], { extract: false })
    await first.close()
    const snapshots = readdirSync(at('project', 'snapshots')).sort()
    const newest = at('project', 'snapshots', snapshots.at(-1) ?? '')
    const bytes = readFileSync(newest)
    bytes.fill(0, 200, 900)
    writeFileSync(newest, bytes)
    const again = await session()
    expect((await again.query('articles.list', {})).total).toBe(2)
    expect((await again.query('project.status', {}))?.opening?.code).toBe('project.olderSnapshot')
  })
})

describe('exporting', () => {
  it('writes exactly what was accepted, and never over a file that is there', async () => {
    const opened = await session()
    await opened.importPaths([at('articles', 'a.txt')], { extract: false })
    const [row] = (await opened.query('articles.list', {})).rows
    if (row === undefined) throw new Error('no article')
    const answers = await opened.apply([
      {
        id: 'add',
        type: 'fact.add',
        payload: {
          articleId: row.id,
          type: 'visit',
          evidence: [{ start: 0, end: 36 }],
          slots: [
            { role: 'visitor', value: { kind: 'text', start: 4, end: 14 } },
            { role: 'destination', value: { kind: 'text', start: 27, end: 35 } },
          ],
        },
      },
      { id: 'set', type: 'dataset.create', payload: { name: 'Besuche' } },
    ])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    const request = { dataset: 'Besuche', format: 'csv-facts', path: at('out.csv') } as const
    expect(await opened.exportDataset(request, {})).toMatchObject({ rows: 1 })
    expect(readFileSync(at('out.csv'), 'utf8')).toContain('Die Ministerin reiste nach Kronburg.')
    expect(await refusal(opened.exportDataset(request, {}))).toBe('file.exists')
    expect(await refusal(opened.exportDataset({ ...request, dataset: 'Keiner' }, {}))).toBe('dataset.name')
  })
})

describe('errors', () => {
  it.each([...errorCodes])('%s has a sentence in both languages', (code) => {
    const sentences = (['en', 'de'] as const).map((language) => errorMessage({ code }, language))
    expect(new Set(sentences).size).toBe(2)
  })
})
