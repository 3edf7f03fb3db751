import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { annotationReportSchema } from '../../shared/model/annotations.ts'
import { run } from './cli-process.ts'

let root: string
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-annotations-'))
  mkdirSync(join(root, 'brat'))
  // The offsets count bytes, as a tool that does not know better writes them.
  writeFileSync(join(root, 'brat', 'a.txt'), 'Frau Đỗ traf Herrn Blum.\n')
  writeFileSync(join(root, 'brat', 'a.ann'), 'T1\tPERSON 5 10\tĐỗ\nT2\tPER 22 26\tBlum\nT3\tmeeting 11 15\ttraf\nE1\tmeeting:T3 participant:T1 participant2:T2\n')
  expect((await run('init', join(root, 'p'))).code).toBe(0)
}) // prettier-ignore
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const imported = (...more: readonly string[]): ReturnType<typeof run> =>
  run('import-annotations', join(root, 'p'), join(root, 'brat'), ...more)

describe('beleg import-annotations', () => {
  it('says what it would do, then does it, under the name that was given', async () => {
    writeFileSync(join(root, 'map.json'), '{"mentions":{"PERSON":"PER"}}')
    const mapped = ['--map', join(root, 'map.json'), '--coder', 'Boris'] as const
    const dry = await imported('--dry-run', ...mapped)
    expect([dry.code, dry.err]).toEqual([0, ''])
    expect(dry.out).toContain('Nothing was changed; this is what would be done.')
    expect((await run('query', join(root, 'p'), 'articles', '--json')).out).not.toContain('Frau')
    const done = await imported('--json', ...mapped)
    expect(done.code).toBe(0)
    const report = annotationReportSchema.parse(JSON.parse(done.out))
    expect(report.totals).toMatchObject({ new: 1, mentions: 2, facts: 1, repaired: 3, lost: 0 })
    expect(report.articles[0]?.places).toMatchObject({ declared: 'code-points', counted: 'bytes' })
    expect((await run('query', join(root, 'p'), 'facts', '--json')).out).toContain('Boris')
  })

  it('names what it does not know, in the language of the run, and ends with 1', async () => {
    const { code, out } = await imported('--lang', 'de')
    expect(code).toBe(1)
    expect(out).toContain('Die Positionen zählten Bytes; 3 berichtigt, 0 nicht.')
    expect(out).toContain('Unbekannte Typen von Nennungen (mit --map benennen): PERSON.')
  })

  it('refuses a mapping that is none, and files that are nothing', async () => {
    writeFileSync(join(root, 'map.json'), '{"mention":{}}')
    expect((await imported('--map', join(root, 'map.json'))).code).toBe(2)
    expect((await imported('--map', join(root, 'nowhere.json'))).code).toBe(1)
    mkdirSync(join(root, 'none'))
    const none = await run('import-annotations', join(root, 'p'), join(root, 'none'), '--json')
    expect([none.code, JSON.parse(none.out)]).toMatchObject([2, { ok: false, error: { code: 'annotations.unknown' } }]) // prettier-ignore
  })
})
