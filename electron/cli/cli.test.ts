import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Ajv2020 } from 'ajv/dist/2020.js'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandAnswerSchema } from '../../shared/commands/index.ts'
import {
  articleRowSchema,
  entityViewSchema,
  factViewSchema,
  historyRowSchema,
  mentionViewSchema,
} from '../../shared/model/views.ts'

/** The command line as a process of its own, on real projects in a temporary folder. */
const root = join(import.meta.dirname, '../..')
const samples = join(root, 'resources/samples/articles')
let folder = ''
let project = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-cli-'))
  project = join(folder, 'proben 🇻🇳.beleg')
  expect(await run('init', project, '--author', 'Åsa Löf')).toMatchObject({ code: 0 })
  expect(await run('import', project, samples)).toMatchObject({ code: 0 })
}, 120_000)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', join(root, 'electron/cli/index.ts'), ...args], {
    cwd: root,
    env: { ...process.env, LC_ALL: 'C' },
  })

/** The next line of output each time it is called; rejects where there is none any more. */
const linesFrom = (child: ChildProcessWithoutNullStreams): (() => Promise<string>) => {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const next = await answers.next()
    if (next.done === true) throw new Error('no further line')
    return z.string().parse(next.value)
  }
}

interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function run(...args: readonly string[]): Promise<Run> {
  return runWith('', ...args)
}

async function runWith(input: string, ...args: readonly string[]): Promise<Run> {
  const child = start(...args)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

const rowsOf = async <T>(schema: z.ZodType<T>, ...args: readonly string[]): Promise<T[]> => {
  const { code, out, err } = await run('query', project, ...args, '--json')
  expect(code, err).toBe(0)
  return z.array(schema).parse(JSON.parse(out))
}
const lines = (text: string): unknown[] => text.trimEnd().split('\n').map((line): unknown => JSON.parse(line)) // prettier-ignore
const failureSchema = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), message: z.string() }),
})
const create = (id: string, name = id): object => ({
  id,
  type: 'entity.create',
  payload: { type: 'ORG', labelDe: name },
})
const jsonLines = (commands: readonly unknown[]): string =>
  commands.map((one) => `${JSON.stringify(one)}\n`).join('')

describe('querying', () => {
  it('lists every article, fact, mention and entity in the published shape', async () => {
    const articles = await rowsOf(articleRowSchema, 'articles')
    expect(articles.map((row) => row.sourceName.slice(0, 2))).toEqual([
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
    ])
    const mentions = await rowsOf(mentionViewSchema, 'mentions')
    expect(mentions.length).toBeGreaterThan(100)
    for (const { articleId, start: from, end, surface } of mentions) {
      const name = articles.find((row) => row.id === articleId)?.sourceName ?? ''
      const text = await readFile(join(samples, name), 'utf8')
      expect(text.slice(from, end)).toBe(surface)
    }
    const facts = await rowsOf(factViewSchema, 'facts')
    expect(facts.length).toBe(articles.reduce((sum, row) => sum + row.facts, 0))
    expect((await rowsOf(entityViewSchema, 'entities')).length).toBeGreaterThan(20)
  })

  it('narrows by article, type and state and stops at a limit', async () => {
    const [article] = await rowsOf(articleRowSchema, 'articles', '--limit', '1')
    const inIt = await rowsOf(
      mentionViewSchema,
      'mentions',
      '--article',
      article?.sourceName ?? '',
      '--type',
      'PER,GPE',
    )
    expect(inIt.length).toBeGreaterThan(3)
    expect(inIt.every((one) => one.articleId === article?.id && ['PER', 'GPE'].includes(one.type))).toBe(true)
    expect((await rowsOf(factViewSchema, 'facts', '--state', 'rejected')).length).toBe(0)
    expect((await rowsOf(mentionViewSchema, 'mentions', '--limit', '7')).length).toBe(7)
  })

  it('prints a table for the eye where JSON is not asked for', async () => {
    const { out, err } = await run('query', project, 'articles')
    expect(out.split('\n').length).toBe(11)
    expect(out).toContain('Österreich und Vietnam')
    expect(err).toBe('8 rows\n')
  })

  it('prints the schema its own rows keep', async () => {
    const { out } = await run('query', '--schema', 'articles')
    const check = new Ajv2020({ strict: false, logger: false }).compile(
      z.record(z.string(), z.unknown()).parse(JSON.parse(out)),
    )
    for (const row of await rowsOf(articleRowSchema, 'articles'))
      expect(check(row), JSON.stringify(check.errors)).toBe(true)
  })

  it.each([
    [['query', 'nowhere.beleg', 'facts'], 3, 'project.notAProject'],
    [['query', 'PROJECT', 'factories'], 2, 'input.invalid'],
    [['query', 'PROJECT', 'facts', '--type', 'coup'], 2, 'fact.type'],
    [['query', 'PROJECT', 'entities', '--state', 'proposed'], 2, 'input.invalid'],
    [['query', 'PROJECT', 'facts', '--article', 'no-such'], 1, 'notFound'],
    [['query', 'PROJECT', 'facts', '--colour'], 2, 'input.invalid'],
    [['init', 'PROJECT'], 3, 'project.exists'],
    [['export', 'PROJECT', '--format', 'xlsx'], 2, 'export.format'],
    [['extract', 'a.txt'], 2, 'input.invalid'],
    [['apply', 'PROJECT', 'no-such.jsonl'], 1, 'file.notFound'],
  ])('says of %j with %d that it is %s', async (args, code, error) => {
    const ended = await run(...args.map((arg) => (arg === 'PROJECT' ? project : arg)), '--json')
    expect(ended.code, ended.err).toBe(code)
    expect(failureSchema.parse(JSON.parse(ended.out)).error.code).toBe(error)
    expect(ended.err.trim().length).toBeGreaterThan(10)
  })
})

describe('applying commands', () => {
  it('answers each line in its order, goes on after a bad one, and ends with 1', async () => {
    const input = `\ufeff${JSON.stringify(create('l1'))}\r\nno json\n\n{"id":"l2"}\n[]\n${JSON.stringify(create('l3'))}`
    const { code, out } = await runWith(input, 'apply', project, '-')
    const answers = lines(out) as { id: string | null; ok: boolean; error?: { code: string } }[]
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false, false, true])
    expect(answers.map(({ id }) => id)).toMatchObject({ 0: 'l1', 1: null, 4: 'l3' })
    expect(code).toBe(1)
  })

  it('answers an interactive caller at once, without waiting for the end of the input', async () => {
    const child = start('apply', project, '-')
    const nextLine = linesFrom(child)
    for (let at = 0; at < 3; at++) {
      child.stdin.write(jsonLines([create(`i${String(at)}`)])) // and no further line before the answer
      const answer = commandAnswerSchema.parse(JSON.parse(await nextLine()))
      expect(answer).toMatchObject({ id: `i${String(at)}`, ok: true })
    }
    child.stdin.end()
    expect((await once(child, 'close'))[0]).toBe(0)
  })

  it('ends at Ctrl+C with 130 and keeps what it answered', async () => {
    const child = start('apply', project, '-')
    const nextLine = linesFrom(child)
    child.stdin.write(jsonLines([create('interrupted')]))
    await nextLine()
    child.kill('SIGINT')
    expect((await once(child, 'close'))[0]).toBe(130)
    const history = await rowsOf(historyRowSchema, 'history', '--limit', '5')
    expect(history.map((row) => row.commandId)).toContain('interrupted')
  })

  it('loses no answered command when it is killed, and doubles none when the file is sent again', async () => {
    const file = join(folder, 'decisions.jsonl')
    const ids = Array.from({ length: 200 }, (_, at) => `kill-${String(at).padStart(3, '0')}`)
    await writeFile(file, jsonLines(ids.map((id) => create(id))))
    const answered = new Set<string>()
    // Three times, at three places, because a lucky moment proves nothing.
    for (const enough of [3, 40, 110]) {
      const child = start('apply', project, file)
      let seen = 0
      for await (const line of createInterface({ input: child.stdout })) {
        const answer = commandAnswerSchema.parse(JSON.parse(line))
        expect(answer.ok).toBe(true)
        answered.add(answer.id)
        if (++seen === enough) child.kill('SIGKILL')
      }
      expect(seen).toBeLessThan(200) // it was killed in the middle, or the test shows nothing
      const kept = new Set((await rowsOf(historyRowSchema, 'history')).map((row) => row.commandId))
      for (const id of answered) expect(kept.has(id), id).toBe(true)
    }
    expect((await run('apply', project, file)).code).toBe(0)
    const history = (await rowsOf(historyRowSchema, 'history')).filter((row) =>
      row.commandId.startsWith('kill-'),
    )
    expect(history.map((row) => row.commandId).sort()).toEqual(ids)
    const entities = (await rowsOf(entityViewSchema, 'entities')).filter((row) =>
      row.labelDe?.startsWith('kill-'),
    )
    expect(entities.map((row) => row.labelDe).sort()).toEqual(ids)
    expect((await run('verify', project)).code).toBe(0)
  }, 180_000)
})

describe('exporting', () => {
  it('writes what was accepted, in every format, and never over a file', async () => {
    const facts = (await rowsOf(factViewSchema, 'facts', '--state', 'proposed'))
      .filter((fact) => fact.missing.length === 0)
      .slice(0, 5)
    expect(facts.length).toBe(5)
    const accept = facts.map(({ id }) => ({ id: `x-${id}`, type: 'fact.accept', payload: { factId: id } }))
    const applied = await runWith(jsonLines(accept), 'apply', project, '-')
    expect(applied.code, applied.out).toBe(0)
    for (const format of ['csv-facts', 'csv-slots', 'jsonl']) {
      const path = join(folder, `out.${format}`)
      const ended = await run('export', project, '--format', format, '--out', path, '--json')
      expect(ended.code, ended.err).toBe(0)
      const answer = z
        .object({ rows: z.number(), bytes: z.number(), sha256: z.string() })
        .parse(JSON.parse(ended.out))
      expect((await readFile(path)).length).toBe(answer.bytes)
      expect((await run('export', project, '--format', format, '--out', path)).code).toBe(1)
    }
    const table = Papa.parse<Record<string, string>>(await readFile(join(folder, 'out.csv-facts'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(table.data.map((row) => row['fact_id']).sort()).toEqual(
      facts.map((fact) => fact.id as string).sort(),
    )
    const records = lines(await readFile(join(folder, 'out.jsonl'), 'utf8')) as { record: string }[]
    expect(records.filter(({ record }) => record === 'fact').length).toBe(5)
    expect(records.filter(({ record }) => record === 'decision').length).toBe(5)
  })
})

describe('extracting files', () => {
  it('writes one valid file per article, the same bytes every time', async () => {
    const [first, second] = [join(folder, 'e1'), join(folder, 'e2')]
    for (const out of [first, second]) expect((await run('extract', samples, '--out', out)).code).toBe(0)
    const { out } = await run('commands', '--schema')
    expect(JSON.parse(out)).toHaveProperty('$id', 'urn:beleg:schema:command')
    const names = await readdir(first)
    expect(names.length).toBe(8)
    for (const name of names) {
      expect(await readFile(join(first, name), 'utf8')).toBe(await readFile(join(second, name), 'utf8'))
    }
  })

  it('refuses two inputs with one stem', async () => {
    await writeFile(join(folder, '07-helsinki-1975.txt'), 'Noch ein Text')
    const ended = await run(
      'extract',
      samples,
      join(folder, '07-helsinki-1975.txt'),
      '--out',
      join(folder, 'e3'),
      '--json',
    )
    expect(ended.code).toBe(2)
    expect(failureSchema.parse(JSON.parse(ended.out)).error.code).toBe('extract.sameStem')
    expect(await readdir(folder)).not.toContain('e3')
  })
})

describe('the help', () => {
  it('explains every verb with examples, in both languages', async () => {
    for (const [language, word] of [
      ['en', 'Examples:'],
      ['de', 'Beispiele:'],
    ] as const) {
      const { out, code } = await run('--help', '--lang', language)
      expect(code).toBe(0)
      const names = [...out.matchAll(/^ {2}([a-z]+) [[<]/gm)].map((match) => match[1] ?? '')
      expect(names).toEqual(
        expect.arrayContaining([
          'init',
          'import',
          'extract',
          'query',
          'apply',
          'export',
          'verify',
          'commands',
        ]),
      )
      expect(out).toMatch(/^ {2}130 /m)
      for (const name of names) expect((await run(name, '--help', '--lang', language)).out).toContain(word)
    }
  }, 120_000)
})
