import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportFormats } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { ExportDisk } from '../exchange/write-export.ts'
import { TableReader } from './table-schema.ts'
import { exampleRelease } from './testing/example-release.ts'
import { writeRelease } from './write-release.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beleg-write-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})
const tell = (): void => undefined

/** A disk that takes so many writes and is full then. */
const fullAfter = (writes: number, left = writes): ExportDisk => ({
  create: async (path) => {
    const handle = await open(path, 'wx')
    return {
      write: (...args: Parameters<typeof handle.write>) => {
        left -= 1
        if (left >= 0) return handle.write(...args)
        return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    } as Awaited<ReturnType<ExportDisk['create']>>
  },
})

describe('writing a release', () => {
  it.each(['folder', 'zip'] as const)('leaves nothing where the disk is full at any point of a %s', async (as) => {
    const release = await exampleRelease(['csv-facts', 'jsonl'])
    let refused = 0
    for (let writes = 0; ; writes++) {
      const written = await writeRelease(release, { path: join(root, 'voll'), as, tell, disk: fullAfter(writes) }).catch((error: unknown) => error)
      if (!(written instanceof BelegError)) break
      expect(written.code).toBe('disk.full')
      expect(readdirSync(root)).toEqual([])
      refused++
    }
    expect(refused).toBeGreaterThanOrEqual(as === 'folder' ? 8 : 1)
    expect(readdirSync(root)).toEqual(['voll'])
  }) // prettier-ignore

  it('holds every format there is, each file with its checksum, the same in a zip as in a folder', async () => {
    const release = await exampleRelease([...exportFormats], { texts: 'full' })
    await writeRelease(release, { path: join(root, 'ordner'), as: 'folder', tell })
    await writeRelease(release, { path: join(root, 'alles.zip'), as: 'zip', tell })
    const zipped = unzipSync(readFileSync(join(root, 'alles.zip')))
    const sums = new Map(
      readFileSync(join(root, 'ordner', 'SHA256SUMS'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => [line.slice(66), line.slice(0, 64)]),
    )
    expect(Object.keys(zipped).sort()).toEqual([...sums.keys(), 'SHA256SUMS'].sort())
    for (const [path, sha256] of sums) {
      const bytes = readFileSync(join(root, 'ordner', path))
      expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256])
      expect(bytes.equals(zipped[path] ?? new Uint8Array()), path).toBe(true)
    }
    const about = JSON.parse(readFileSync(join(root, 'ordner', 'datapackage.json'), 'utf8')) as { readonly name: string; readonly resources: readonly { readonly name: string; readonly path: string }[] } // prettier-ignore
    expect(about.name).toBe('treffen-amter-1')
    expect(new Set(about.resources.map(({ name }) => name)).size).toBe(about.resources.length)
    for (const { name } of about.resources) expect(name).toMatch(/^[a-z0-9][a-z0-9._-]*$/)
    const readme = readFileSync(join(root, 'ordner', 'README.md'), 'utf8')
    expect(readme).toContain('3 Sätze dieser Artikel, die niemand auf Übersehenes durchgesehen hat')
  })
})

describe('columns of a table', () => {
  it('get the narrowest type every cell has, over quotes, line breaks and pieces', () => {
    const table = new TableReader(',')
    const text = '\ufeffn,x,day,when,yes,"a ""b""",zip\r\n1,1.5,2024-03-05,2024-03-05T01:02:03Z,true,"1\r\n2",01\r\n-2,3,2024-12-31,2024-03-05T01:02:03+01:00,false,,\r\n' // prettier-ignore
    for (let at = 0; at < text.length; at += 3) table.take(text.slice(at, at + 3))
    expect(table.fields()).toEqual([
      { name: 'n', type: 'integer' },
      { name: 'x', type: 'number' },
      { name: 'day', type: 'date' },
      { name: 'when', type: 'datetime' },
      { name: 'yes', type: 'boolean' },
      { name: 'a "b"', type: 'string' },
      { name: 'zip', type: 'string' },
    ])
  })
})
