import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listReportSchema } from '../../shared/model/entity-list.ts'
import { run } from './cli-process.ts'

let root: string
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-lists-'))
  writeFileSync(join(root, 'people.csv'), 'Wer;Sonst noch\nMara Lind;M. Lind\nIda Vost;\n')
  expect((await run('init', join(root, 'p'))).code).toBe(0)
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const taken = (...more: readonly string[]): ReturnType<typeof run> =>
  run('import-entities', join(root, 'p'), join(root, 'people.csv'), ...more)
const registry = async (): Promise<string> => (await run('query', join(root, 'p'), 'entities', '--json')).out

describe('beleg import-entities', () => {
  it('says what it would do, then does it as it was told, and knows the columns the next time', async () => {
    const told = ['--map', 'name=Wer', '--map', 'aliases=Sonst noch', '--type', 'PER'] as const
    const dry = await taken('--dry-run', ...told)
    expect([dry.code, dry.err]).toEqual([0, ''])
    expect(dry.out).toContain('Nothing was changed')
    expect(await registry()).not.toContain('Mara Lind')
    const done = await taken('--json', ...told)
    expect(done.code).toBe(0)
    const report = listReportSchema.parse(JSON.parse(done.out))
    expect([report.counts.new, report.adds.names, report.seq]).toEqual([2, 3, 1])
    expect(await registry()).toContain('M. Lind')
    const again = await taken('--lang', 'de')
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('an einer Kennung erkannt: 2')])
  })

  it('ends with 1 and both sides where something is refused, with 2 where the line or the file is wrong', async () => {
    const refused = await taken('--dry-run', '--map', 'name=Wer')
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringContaining('Type not told or not known (2): 1 Mara Lind; 2 Ida Vost'),
    ])
    expect((await taken('--map', 'name')).code).toBe(2)
    expect((await taken('--map', 'nom=Wer')).code).toBe(2)
    writeFileSync(join(root, 'people.csv'), '{"a":1}')
    const none = await taken('--json')
    expect([none.code, JSON.parse(none.out)]).toMatchObject([2, { ok: false, error: { code: 'entityList.unknown' } }]) // prettier-ignore
  })
})
