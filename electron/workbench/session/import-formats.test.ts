import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProject, openSession } from '../open-session.ts'
import type { ProjectSession } from '../session.ts'

const fixtures = fileURLToPath(new URL('../corpus/formats/fixtures', import.meta.url))

let root: string
let project: ProjectSession

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-formats-'))
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
  project = await openSession(join(root, 'project'), { author: 'Ada' })
})
afterEach(async () => {
  await project.close()
  rmSync(root, { recursive: true, force: true })
})

describe('a folder of many formats', () => {
  it('becomes articles, each once, with what the files say of them and their bytes as they came', async () => {
    const job = await project.importPaths([fixtures], { extract: false })
    // Each of the two workbooks has a row without a text, and nobody knows the password of the PDF.
    expect(job.report.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name)).toEqual([
      'mappe-calc.xlsx#3',
      'mappe-openpyxl.xlsx#3',
      'verschluesselt.pdf',
    ])
    const { rows, total } = await project.query('articles.list', { limit: 100 })
    // A row that stands in both workbooks is one article.
    expect(total).toBe(19)
    // The file that could not be read was counted among those there were to do.
    expect(job).toMatchObject({ state: 'done', done: 20, total: 21 })
    expect(rows.find(({ sourceName }) => sourceName === 'seite.html')).toMatchObject({
      title: 'Lindqvist verhandelt in Kronburg',
      publisher: 'Nordkurier',
      url: 'https://nordkurier.example/2024/05/06/lindqvist.html',
      published: '2024-05-06T18:30:00+02:00',
    })
    const kept = readdirSync(join(root, 'project', 'originals'), { recursive: true, encoding: 'utf8' })
    expect(new Set(kept.map((name) => /\.[a-z]+$/.exec(name)?.[0]).filter(Boolean))).toEqual(
      new Set(['.csv', '.docx', '.eml', '.html', '.mhtml', '.odt', '.pdf', '.xlsx']),
    )
    const again = await project.importPaths([fixtures], { extract: false })
    expect(again.report.every(({ outcome }) => outcome === 'already-there' || outcome === 'skipped')).toBe(
      true,
    )
    expect((await project.query('project.verify', {})).ok).toBe(true)
  })

  it('counts days of the week from the day the file says it was published', async () => {
    mkdirSync(join(root, 'in'))
    writeFileSync(
      join(root, 'in', 'seite.html'),
      '<html lang="de"><meta property="article:published_time" content="2024-05-08T09:00:00Z"><article><h1>Lindqvist reist nach Wien</h1><p>Außenministerin Mara Lindqvist hat am Montag in Wien den österreichischen Kanzler getroffen. Beide sprachen über den Handel zwischen den Ländern.</p></article></html>',
    )
    await project.importPaths([join(root, 'in')], { extract: true })
    const [row] = (await project.query('articles.list', {})).rows
    if (row === undefined) throw new Error('no article')
    const days = async (): Promise<readonly (string | undefined)[]> =>
      (await project.query('articles.open', { articleId: row.id })).mentions
        .filter(({ type }) => type === 'DATE')
        .map(({ norm }) => norm?.iso)
    expect(await days()).toEqual(['2024-05-06'])
    // Nothing has changed since, so nothing is extracted again; a corrected day of publication changes what Monday means.
    expect((await project.extract(undefined, {})).done).toBe(0)
    const payload = { articleId: row.id, field: 'publicationDate' as const, value: '2024-05-15' }
    await project.apply([{ id: 'corrected', type: 'article.setField', payload }])
    expect((await project.extract(undefined, {})).done).toBe(1)
    expect(await days()).toEqual(['2024-05-13'])
  })
})
