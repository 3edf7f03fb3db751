import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ExportChunks, ExportFile } from './export-source.ts'
import { zipOf } from './zip.ts'

const file = (path: string, pieces: readonly string[]): ExportFile => ({
  path,
  write: async function* (): ExportChunks {
    await Promise.resolve()
    yield* pieces
    return pieces.length
  },
})

async function bytesOf(files: readonly ExportFile[]): Promise<{ bytes: Buffer; rows: number }> {
  const chunks = zipOf(files)
  const pieces: Uint8Array[] = []
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) return { bytes: Buffer.concat(pieces), rows: next.value }
    pieces.push(Buffer.from(next.value))
  }
}

describe('a zip of several files', () => {
  const files = [
    file('a.txt', ['Trần ', 'Ánh 👋🏽']),
    file('ordner/b.txt', []),
    file('c.txt', ['x'.repeat(200_000)]),
  ]

  it('gives every file back whole, empty ones too, and counts their rows', async () => {
    const { bytes, rows } = await bytesOf(files)
    const found = unzipSync(bytes)
    expect(Object.keys(found)).toEqual(['a.txt', 'ordner/b.txt', 'c.txt'])
    expect(Object.values(found).map((one) => strFromU8(one))).toEqual([
      'Trần Ánh 👋🏽',
      '',
      'x'.repeat(200_000),
    ])
    expect(rows).toBe(3)
  })

  it('has the same bytes in every time zone', async () => {
    const zone = process.env['TZ']
    try {
      const made: string[] = []
      for (const name of ['UTC', 'Asia/Ho_Chi_Minh', 'America/St_Johns']) {
        process.env['TZ'] = name
        made.push((await bytesOf(files)).bytes.toString('base64'))
      }
      expect(new Set(made).size).toBe(1)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})
