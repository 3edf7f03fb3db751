import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  articleRowSchema,
  entityViewSchema,
  factViewSchema,
  mentionViewSchema,
  type FactView,
} from '../../shared/model/views.ts'
import { jsonLines, parseLines, rowsOf, run, runWith, samples } from './cli-process.ts'

/** A project of the samples, extracted, as a person would make it. */
let folder = ''
let project = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-cli-'))
  project = join(folder, 'samples.beleg')
  expect(await run('init', project, '--author', 'Åsa Löf')).toMatchObject({ code: 0 })
  expect(await run('import', project, samples)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const failureSchema = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), message: z.string() }),
})

describe('querying', () => {
  it('lists every article, fact, mention and entity in the published shape', async () => {
    const articles = await rowsOf(articleRowSchema, project, 'articles')
    expect(articles.map((row) => row.sourceName.slice(0, 2))).toEqual(['01', '02', '03', '04', '05', '06', '07', '08'])
    const mentions = await rowsOf(mentionViewSchema, project, 'mentions')
    expect(mentions.length).toBeGreaterThan(100)
    for (const { articleId, start, end, surface } of mentions) {
      const name = articles.find((row) => row.id === articleId)?.sourceName ?? ''
      expect((await readFile(join(samples, name), 'utf8')).slice(start, end)).toBe(surface)
    }
    const facts = await rowsOf(factViewSchema, project, 'facts')
    expect(facts.length).toBe(articles.reduce((sum, row) => sum + row.facts, 0))
    expect((await rowsOf(entityViewSchema, project, 'entities')).length).toBeGreaterThan(20)
  })

  it('is complete where one page is not enough', async () => {
    const before = (await rowsOf(entityViewSchema, project, 'entities')).length
    const steps = Array.from({ length: 1500 }, (_, at) => ({ type: 'entity.create', payload: { type: 'ORG', labelDe: `Bund ${String(at)}` } }))
    const batch = { id: 'many', type: 'batch', payload: { label: 'many', steps } }
    expect((await runWith(jsonLines([batch]), 'apply', project, '-')).code).toBe(0)
    const ids = (await rowsOf(entityViewSchema, project, 'entities')).map((row) => row.id)
    expect(new Set(ids).size).toBe(before + 1500)
    expect((await rowsOf(entityViewSchema, project, 'entities', '--limit', '1200')).map((row) => row.id)).toEqual(ids.slice(0, 1200))
  })

  it('narrows articles by the facets of the library, in the order asked for', async () => {
    const all = await rowsOf(articleRowSchema, project, 'articles', '--sort', 'newest')
    const dates = all.flatMap(({ published }) => (published === null ? [] : [published]))
    expect(dates).toEqual(dates.toSorted().reverse())
    const [first] = all
    const named = await rowsOf(articleRowSchema, project, 'articles', '--publisher', first?.publisher ?? '')
    expect(named.length).toBeGreaterThan(0)
    expect(named.length).toBeLessThan(all.length)
    expect(new Set(named.map(({ publisher }) => publisher))).toEqual(new Set([first?.publisher ?? null]))
    const [fact] = await rowsOf(factViewSchema, project, 'facts')
    const typed = await rowsOf(articleRowSchema, project, 'articles', '--fact-type', fact?.type ?? '')
    expect(typed.map(({ id }) => id)).toContain(fact?.articleId)
    const [person] = (await rowsOf(entityViewSchema, project, 'entities', '--type', 'PER')).filter(({ articles }) => articles > 0)
    const about = await rowsOf(articleRowSchema, project, 'articles', '--person', person?.labelDe ?? '')
    expect(about).toHaveLength(person?.articles ?? 0)
    expect(await rowsOf(articleRowSchema, project, 'articles', '--unseen', '--language', 'de')).toHaveLength(all.filter(({ lang }) => lang === 'de').length)
    expect(await run('query', project, 'articles', '--from', 'gestern')).toMatchObject({ code: 2 })
    expect(await run('query', project, 'articles', '--person', 'Niemand Nirgends')).toMatchObject({ code: 1 })
    expect(await run('query', project, 'facts', '--publisher', 'x')).toMatchObject({ code: 2 })
    expect((await run('query', project, 'articles', '--search', 'brücke OR')).err).toContain('needs a word behind it')
  })

  it('narrows by article, type and state and stops at a limit', async () => {
    const [article] = await rowsOf(articleRowSchema, project, 'articles', '--limit', '1')
    const inIt = await rowsOf(mentionViewSchema, project, 'mentions', '--article', article?.sourceName ?? '', '--type', 'PER,GPE')
    expect(inIt.length).toBeGreaterThan(3)
    expect(inIt.every((one) => one.articleId === article?.id && ['PER', 'GPE'].includes(one.type))).toBe(true)
    expect(await rowsOf(factViewSchema, project, 'facts', '--state', 'rejected')).toEqual([])
    expect((await rowsOf(mentionViewSchema, project, 'mentions', '--limit', '7')).length).toBe(7)
  })

  it('prints a table for the eye where JSON is not asked for', async () => {
    const { out, err } = await run('query', project, 'articles')
    expect(out.split('\n').length).toBe(11)
    expect(out).toContain('Österreich und Vietnam')
    expect(err).toBe('8 rows\n')
  })

  it('prints the schema its own rows keep', async () => {
    const { out } = await run('query', '--schema', 'facts')
    const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(out))
    const check = new Ajv2020({ strict: false, logger: false }).compile(schema)
    for (const row of await rowsOf(factViewSchema, project, 'facts')) expect(check(row), JSON.stringify(check.errors)).toBe(true)
    expect(check({ id: 'f1' })).toBe(false)
  })

  it.each([
    [['query', 'nowhere.beleg', 'facts'], 3, 'project.notAProject'],
    [['query', 'PROJECT', 'factories'], 2, 'input.invalid'],
    [['query', 'PROJECT', 'facts', '--type', 'coup'], 2, 'fact.type'],
    [['query', 'PROJECT', 'entities', '--state', 'proposed'], 2, 'input.invalid'],
    [['query', 'PROJECT', 'facts', '--article', 'no-such'], 1, 'notFound'],
    [['query', 'PROJECT', 'facts', '--colour'], 2, 'input.invalid'],
    [['init', 'PROJECT'], 3, 'project.exists'],
    [['export', 'PROJECT', '--format', 'sas'], 2, 'export.format'],
    [['export', 'PROJECT', '--format', 'jsonl', '--dataset', 'Nope'], 2, 'dataset.name'],
    [['extract', 'a.txt'], 2, 'input.invalid'],
    [['apply', 'PROJECT', 'no-such.jsonl'], 1, 'file.notFound'],
  ])('says of %j with %d that it is %s', async (args, code, error) => {
    const ended = await run(...args.map((arg) => (arg === 'PROJECT' ? project : arg)), '--json')
    expect(ended.code, ended.err).toBe(code)
    expect(failureSchema.parse(JSON.parse(ended.out)).error.code).toBe(error)
    expect(ended.err.trim().length).toBeGreaterThan(10)
  })

  it('says what an import skipped, and ends with 1', async () => {
    await writeFile(join(folder, 'leer.txt'), '')
    const ended = await run('import', project, join(folder, 'leer.txt'), join(samples, '01-hanoi-konsultation.txt'), '--json')
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.out)).toMatchObject({ ok: false, counts: { 'skipped': 1, 'already-there': 1 } })
    expect(ended.err).toContain('leer.txt')
  })
}) // prettier-ignore

describe('exporting', () => {
  it('writes what was accepted, in every format, and never over a file', async () => {
    const proposed = await rowsOf(factViewSchema, project, 'facts', '--state', 'proposed')
    const facts: readonly FactView[] = proposed.filter((fact) => fact.missing.length === 0).slice(0, 5)
    expect(facts.length).toBe(5)
    const accept = facts.map(({ id }) => ({ id: `x-${id}`, type: 'fact.accept', payload: { factId: id } }))
    const applied = await runWith(jsonLines(accept), 'apply', project, '-')
    expect(applied.code, applied.out).toBe(0)
    for (const format of ['csv-facts', 'csv-slots', 'jsonl']) {
      const path = join(folder, `out.${format}`)
      const ended = await run('export', project, '--format', format, '--out', path, '--json')
      expect(ended.code, ended.err).toBe(0)
      const answer = z.object({ bytes: z.number(), sha256: z.string() }).parse(JSON.parse(ended.out))
      expect((await readFile(path)).length).toBe(answer.bytes)
      expect((await run('export', project, '--format', format, '--out', path)).code).toBe(1)
    }
    const csv = await readFile(join(folder, 'out.csv-facts'), 'utf8')
    const table = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true })
    expect(table.data.map((row) => row['fact_id']).sort()).toEqual(facts.map(({ id }): string => id).sort())
    const records = parseLines(
      z.object({ record: z.string() }),
      await readFile(join(folder, 'out.jsonl'), 'utf8'),
    )
    expect(records.filter(({ record }) => record === 'fact').length).toBe(5)
    expect(records.filter(({ record }) => record === 'decision').length).toBeGreaterThanOrEqual(5)
  })
})

describe('extracting files', () => {
  it('writes one valid file per article, the same bytes every time', async () => {
    const [first, second] = [join(folder, 'e1'), join(folder, 'e2')]
    for (const out of [first, second]) expect((await run('extract', samples, '--out', out)).code).toBe(0)
    const names = await readdir(first)
    expect(names.length).toBe(8)
    for (const name of names) {
      expect(await readFile(join(first, name), 'utf8')).toBe(await readFile(join(second, name), 'utf8'))
    }
  })

  it('refuses two inputs with one stem', async () => {
    const twin = join(folder, '07-helsinki-1975.txt')
    await writeFile(twin, 'Noch ein Text')
    const ended = await run('extract', samples, twin, '--out', join(folder, 'e3'), '--json')
    expect(ended.code).toBe(2)
    expect(failureSchema.parse(JSON.parse(ended.out)).error.code).toBe('extract.sameStem')
    expect(await readdir(folder)).not.toContain('e3')
  })

  it('leaves decisions of a project where they are', async () => {
    const decided = await rowsOf(factViewSchema, project, 'facts', '--state', 'accepted')
    expect((await run('extract', '--project', project)).code).toBe(0)
    expect(await rowsOf(factViewSchema, project, 'facts', '--state', 'accepted')).toEqual(decided)
  })
})
