import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { factViewSchema } from '../../shared/model/views.ts'
import { rowsOf, run, runWith, samples } from './cli-process.ts'

const reportSchema = z.object({
  articles: z.object({ both: z.number(), onlyFirst: z.number(), onlySecond: z.number() }),
  facts: z.object({ units: z.number(), percent: z.number().nullable(), kappa: z.number().nullable() }),
  types: z.array(
    z.object({ type: z.string(), both: z.number(), onlyFirst: z.number(), onlySecond: z.number() }),
  ),
  differences: z.array(z.object({ kind: z.string(), first: z.object({ id: z.string() }).nullable() })),
})

let folder = ''
let mine = ''
let theirs = ''
/** Facts that both decided on: the first rejected by the colleague only. */
let decided: readonly string[] = []

const decide = async (project: string, type: string, factIds: readonly string[]): Promise<void> => {
  const lines = factIds.map((factId) =>
    JSON.stringify({ id: `${type}-${factId}`, type, payload: { factId } }),
  )
  expect(await runWith(`${lines.join('\n')}\n`, 'apply', project, '-')).toMatchObject({ code: 0 })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-agreement-'))
  mine = join(folder, 'mine.beleg')
  theirs = join(folder, 'theirs.beleg')
  await run('init', mine, '--author', 'Åsa Löf')
  expect(await run('import', mine, join(samples, '01-hanoi-konsultation.txt'))).toMatchObject({
    code: 0,
  })
  await cp(mine, theirs, { recursive: true })
  const facts = await rowsOf(factViewSchema, mine, 'facts')
  decided = facts
    .filter(({ missing }) => missing.length === 0)
    .slice(0, 4)
    .map(({ id }) => id)
  expect(decided).toHaveLength(4)
  await decide(mine, 'fact.accept', decided)
  await decide(theirs, 'fact.reject', decided.slice(0, 1))
  await decide(theirs, 'fact.accept', decided.slice(1))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('agreement of two coders', () => {
  it('is counted over what both decided, and names the fact they part over', async () => {
    const { code, out } = await run('agreement', mine, theirs, '--json')
    expect(code).toBe(0)
    const report = reportSchema.parse(JSON.parse(out))
    expect(report.articles).toEqual({ both: 1, onlyFirst: 0, onlySecond: 0 })
    expect(report.facts).toMatchObject({ units: 4, percent: 0.75 })
    expect(report.differences.map(({ kind, first }) => [kind, first?.id])).toEqual([
      ['onlyFirst', decided[0]],
    ])
  })

  it('is the same with an export of the colleague’s, where only what holds can be known', async () => {
    const file = join(folder, 'theirs.jsonl')
    expect(await run('export', theirs, '--format', 'jsonl', '--out', file)).toMatchObject({ code: 0 })
    const report = reportSchema.parse(JSON.parse((await run('agreement', mine, file, '--json')).out))
    expect(report.facts).toMatchObject({ units: 3, percent: 1 })
  })

  it('is the same with a release of the colleague’s, as a folder and as a zip; without JSONL it says what to ask for', async () => {
    for (const out of ['release', 'release.zip', 'without']) {
      const formats = out === 'without' ? 'csv-facts' : 'csv-facts,jsonl'
      expect(await run('release', theirs, '--formats', formats, '--despite', '--out', join(folder, out))).toMatchObject({ code: 0 })
    }
    for (const out of ['release', 'release.zip']) {
      const report = reportSchema.parse(JSON.parse((await run('agreement', mine, join(folder, out), '--json')).out))
      expect(report.facts).toMatchObject({ units: 3, percent: 1 })
    }
    const refused = await run('agreement', mine, join(folder, 'without'))
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('format “jsonl”')
    const broken = join(folder, 'broken.zip')
    await writeFile(broken, (await readFile(join(folder, 'release.zip'))).subarray(0, 400))
    expect((await run('agreement', mine, broken)).code).toBe(1)
    expect((await run('agreement', mine, join(folder, 'release.zip'), '--take-in')).code).toBe(0)
  }) // prettier-ignore

  it('is told in words, in both languages', async () => {
    const { out } = await run('agreement', mine, theirs, '--differences', '--lang', 'de')
    expect(out).toContain('1 gemeinsame Artikel')
    expect(out).toContain('nur die erste Seite')
  })

  it('refuses a damaged export by its line, and what is not there', async () => {
    const file = join(folder, 'theirs.jsonl')
    const whole = await readFile(file, 'utf8')
    const cut = join(folder, 'cut.jsonl')
    await writeFile(cut, whole)
    await truncate(cut, Buffer.byteLength(whole) - 20)
    const lines = whole.trimEnd().split('\n').length
    const refused = await run('agreement', mine, cut)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain(`line ${String(lines)}`)
    expect((await run('agreement', mine, join(folder, 'nowhere'))).code).toBe(1)
  })
})
