import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import { wholeFile, wholeFolder } from './whole-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beleg-whole-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const stopped = (): never => {
  throw new BelegError('job.cancelled')
}

describe('work that ends half-way', () => {
  it('leaves no new folder, and touches none that was there', async () => {
    const fresh = join(root, 'Kopie.beleg')
    const write = async (folder: string): Promise<void> => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'half'), '')
      await Promise.reject(new BelegError('job.cancelled'))
    }
    await expect(wholeFolder(fresh, () => write(fresh))).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(existsSync(fresh)).toBe(false)
    mkdirSync(fresh)
    await expect(wholeFolder(fresh, () => write(fresh))).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(readdirSync(fresh)).toEqual(['half'])
  })

  it('leaves no half-written backup beside the whole ones', async () => {
    writeFileSync(join(root, '2026-01-01-00000001.zip'), 'whole')
    writeFileSync(join(root, '2026-01-02-00000002.zip.tmp'), 'half')
    await expect(wholeFile(root, () => Promise.resolve().then(stopped))).rejects.toMatchObject({ code: 'job.cancelled' }) // prettier-ignore
    expect(readdirSync(root)).toEqual(['2026-01-01-00000001.zip'])
    await expect(wholeFile(join(root, 'none'), () => Promise.resolve().then(stopped))).rejects.toMatchObject({ code: 'job.cancelled' }) // prettier-ignore
  })
})
