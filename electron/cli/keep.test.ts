import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { entityViewSchema } from '../../shared/model/views.ts'
import { create, jsonLines, parseLines, rowsOf, run, runWith } from './cli-process.ts'

let folder = ''
let project = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-keep-'))
  project = join(folder, 'proben.beleg')
  expect(await run('init', project)).toMatchObject({ code: 0 })
  expect(await runWith(jsonLines([create('a'), create('b')]), 'apply', project, '-', '--author', 'Ada')).toMatchObject({ code: 0 }) // prettier-ignore
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const labels = async (of: string): Promise<readonly (string | null)[]> =>
  (await rowsOf(entityViewSchema, of, 'entities')).map(({ labelDe }) => labelDe).sort()

const stepSchema = z.object({ seq: z.number(), id: z.string(), type: z.string(), coder: z.string().nullable(), changes: z.array(z.object({ table: z.string(), after: z.record(z.string(), z.unknown()).nullable() })) }) // prettier-ignore

describe('keeping a project', () => {
  it('was backed up when it was closed, once a day, and the backup gives the project again', async () => {
    const first = (await run('backup', project, '--list')).out.trim()
    expect(first).toMatch(/backups.\d{4}-\d\d-\d\d-\d{8}\.zip$/)
    expect(await runWith(jsonLines([create('c')]), 'apply', project, '-')).toMatchObject({ code: 0 })
    expect((await run('backup', project, '--list')).out.trim()).toBe(first)
    const again = join(folder, 'again.beleg')
    expect(await run('restore', first, again)).toMatchObject({ code: 0, out: `${again}\n` })
    expect(await labels(again)).toEqual(['a', 'b'])
    expect(await run('verify', again)).toMatchObject({ code: 0 })
    const second = (await run('backup', project)).out.trim()
    expect(second > first).toBe(true)
    expect(await run('restore', second, again)).toMatchObject({ code: 3 })
  })

  it('is copied as it is, with its history', async () => {
    const copy = join(folder, 'copy.beleg')
    expect(await run('copy', project, copy)).toMatchObject({ code: 0 })
    expect(await labels(copy)).toEqual(await labels(project))
    expect((await run('journal', copy)).out).toBe((await run('journal', project)).out)
  })

  it('loses an entity for good only where its name is typed', async () => {
    const copy = join(folder, 'less.beleg')
    expect(await run('copy', project, copy)).toMatchObject({ code: 0 })
    const [b] = (await rowsOf(entityViewSchema, copy, 'entities')).filter(({ labelDe }) => labelDe === 'b')
    const id = b?.id ?? ''
    expect(await run('purge', copy, id)).toMatchObject({
      code: 0,
      err: expect.stringContaining('proben') as string,
    })
    expect(await run('purge', copy, id, '--confirm', 'b')).toMatchObject({ code: 1 })
    expect(await labels(copy)).toContain('b')
    expect(await run('purge', copy, id, '--confirm', 'proben')).toMatchObject({ code: 0 })
    expect(await labels(copy)).not.toContain('b')
    expect(await run('verify', copy)).toMatchObject({ code: 0 })
  })

  it('gives its journal as JSON lines, with author and rows', async () => {
    const steps = parseLines(stepSchema, (await run('journal', project)).out)
    expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_, index) => index + 1))
    expect(steps.find(({ id }) => id === 'b')).toMatchObject({
      type: 'entity.create',
      coder: 'Ada',
      changes: [{ table: 'entity', after: { label_de: 'b' } }, { table: 'alias' }],
    })
    const file = join(folder, 'steps.jsonl')
    expect(await run('journal', project, '--out', file)).toMatchObject({ code: 0 })
    expect(parseLines(stepSchema, await readFile(file, 'utf8'))).toEqual(steps)
    expect((await run('journal', project, '--out', file)).code).toBe(1)
  })
})
