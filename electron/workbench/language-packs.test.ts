import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadGermanPack } from './language-packs.ts'
import { resourcesFolder } from './resources.ts'

const folder = mkdtempSync(join(tmpdir(), 'beleg-lexicon-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the German lexicon on disk', () => {
  it('is read, checked and named by its bytes: one changed word gives another hash', () => {
    const shipped = loadGermanPack(resourcesFolder())
    expect(shipped.lexiconSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(loadGermanPack(resourcesFolder()).lexiconSha256).toBe(shipped.lexiconSha256)
    cpSync(join(resourcesFolder(), 'lexicon'), join(folder, 'lexicon'), { recursive: true })
    expect(loadGermanPack(folder).lexiconSha256).toBe(shipped.lexiconSha256)
    writeFileSync(
      join(folder, 'lexicon', 'de', 'modality.json'),
      JSON.stringify({ expected: ['wohl'], planned: [], proposed: [], desired: [], hypothetical: [] }),
    )
    expect(loadGermanPack(folder).lexiconSha256).not.toBe(shipped.lexiconSha256)
  })

  it('is refused where a file is not as its schema says', () => {
    writeFileSync(join(folder, 'lexicon', 'de', 'modality.json'), '{"expected": 3}')
    expect(() => loadGermanPack(folder)).toThrow(/expected/)
  })
})
