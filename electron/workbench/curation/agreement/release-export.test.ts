import { strToU8, zipSync, type Zippable } from 'fflate'
import type * as Fs from 'node:fs'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { zipOf } from '../../exchange/zip.ts'
import { exportInZip } from './release-export.ts'

const disk = vi.hoisted(() => ({
  refuses: null as { readonly at: 'open' | 'write'; readonly code: string } | null,
}))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const refuse = (at: 'open' | 'write'): void => {
    if (disk.refuses?.at === at) throw Object.assign(new Error('refused'), { code: disk.refuses.code })
  }
  return {
    ...fs,
    openSync: (...args: Parameters<typeof fs.openSync>) => {
      if (args[1] !== 'r') refuse('open')
      return fs.openSync(...args)
    },
    writeFileSync: (...args: Parameters<typeof fs.writeFileSync>) => {
      if (typeof args[0] === 'number') refuse('write')
      fs.writeFileSync(...args)
    },
  }
})

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beleg-unpack-'))
  // What is unpacked comes here, too.
  vi.stubEnv('TMPDIR', root)
})
afterEach(() => {
  vi.unstubAllEnvs()
  disk.refuses = null
  rmSync(root, { recursive: true, force: true })
})

const words = Array.from({ length: 20_000 }, (_, at) => (at * 7919).toString(36)).join(' ')
const rows = `{"record":"header","schema":"beleg-export/1"}\n"${words}"\n`
const unpackedFolders = (): readonly string[] =>
  readdirSync(root).filter((name) => name.startsWith('beleg-release-'))
const keep = (bytes: Uint8Array | string): string => {
  const path = join(root, 'release.zip')
  writeFileSync(path, bytes)
  return path
}
const zipped = (files: Zippable): Buffer => Buffer.from(zipSync(files))
/** As releases are written: sizes come after what they are of. */
const asWritten = async (): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  const write = async function* (): AsyncGenerator<string, number> {
    yield await Promise.resolve(rows)
    return 1
  }
  for await (const piece of zipOf([{ path: 'data/a.jsonl', write }]))
    pieces.push(typeof piece === 'string' ? strToU8(piece) : piece)
  return Buffer.concat(pieces)
}
/** The code of the refusal; nothing may be left of what was unpacked. */
const refusal = async (bytes: Uint8Array | string): Promise<unknown> => {
  const error: unknown = await exportInZip(keep(bytes)).catch((refused: unknown) => refused)
  expect(unpackedFolders()).toEqual([])
  return error
}
const damaged = expect.objectContaining({
  code: 'file.damaged',
  detail: expect.objectContaining({ kind: 'ZIP' }) as unknown,
}) as unknown

describe('the export in the zip of a release', () => {
  it('is unpacked whole, and gone when it is done with', async () => {
    const other = { 'data/none.jsonl': strToU8('{}\n'), 'empty.txt': new Uint8Array(0) }
    for (const bytes of [await asWritten(), zipped({ ...other, 'data/a.jsonl': strToU8(rows) })]) {
      const found = await exportInZip(keep(bytes))
      expect(readFileSync(found.path, 'utf8')).toBe(rows)
      await found.done()
      expect(unpackedFolders()).toEqual([])
    }
  })

  it('is not read from a zip that was cut off, wherever that was', async () => {
    const first = { 'articles.csv': strToU8(words), 'data/a.jsonl': strToU8(rows) }
    for (const whole of [await asWritten(), zipped(first)])
      for (const part of [0.1, 0.3, 0.6, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * part))
        expect(await refusal(cut)).toEqual(damaged)
        // Something that looks like an end, as in a zip within the zip, mends nothing.
        if (part > 0.5)
          expect(await refusal(Buffer.concat([cut, Buffer.from('PK\x05\x06')]))).toEqual(damaged)
      }
  })

  it('is not read from a zip whose bytes are others, or packed in an unknown way', async () => {
    for (const whole of [await asWritten(), zipped({ 'data/a.jsonl': strToU8(rows) })]) {
      const start = 30 + 'data/a.jsonl'.length
      expect(await refusal(Buffer.from(whole).fill(0xff, start, start + 2000))).toEqual(damaged)
      expect(await refusal(Buffer.from(whole).fill(0xff, start + 9000, start + 11_000))).toEqual(damaged)
      const unknown = Buffer.from(whole)
      unknown.writeUInt16LE(14, 8)
      expect(await refusal(unknown)).toEqual(damaged)
    }
  })

  it('is not read where one letter is another, though everything else of the zip holds', async () => {
    const stored = Buffer.from(zipSync({ 'data/a.jsonl': strToU8(rows) }, { level: 0 }))
    const { done } = await exportInZip(keep(stored))
    await done()
    stored.write('X', stored.indexOf(words.slice(-40)))
    expect(await refusal(stored)).toEqual(damaged)
  })

  it('is not looked for in what is no zip, nor in one of very many', async () => {
    for (const bytes of ['Das ist ein Brief.\n', '', 'PK', `PK\x03\x04${words}`])
      expect(await refusal(bytes)).toEqual(damaged)
    const many = Array.from({ length: 17 }, (_, at) => [`data/${String(at)}.jsonl`, strToU8('{}')] as const)
    expect(await refusal(zipped(Object.fromEntries(many)))).toMatchObject({ code: 'archive.tooMany' })
    expect(await refusal(zipped({ 'a.csv': strToU8('a') }))).toMatchObject({ code: 'opinion.noRows' })
  })

  it('says what the disk refused, and leaves no file open', async () => {
    const descriptors = (): number => readdirSync('/proc/self/fd').length
    const before = process.platform === 'linux' ? descriptors() : 0
    const bytes = zipped({ 'data/a.jsonl': strToU8(rows), 'data/b.jsonl': strToU8(rows) })
    for (const [at, code, told] of [
      ['write', 'ENOSPC', 'disk.full'],
      ['write', 'EIO', 'file.unwritable'],
      ['open', 'EMFILE', 'file.unwritable'],
    ] as const) {
      disk.refuses = { at, code }
      expect(await refusal(bytes)).toMatchObject({ code: told })
    }
    if (process.platform === 'linux') await expect.poll(descriptors).toBeLessThanOrEqual(before)
  })
})
