import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exampleSource } from './example-dataset.ts'
import type { ExportChunks } from './export-source.ts'
import { exportChunks, exportFileName, exportWriter, exportWriters } from './formats.ts'
import { writeExport, type ExportDisk } from './write-export.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-export-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function* chunksOf(texts: readonly string[], closed?: () => void): ExportChunks {
  await Promise.resolve()
  try {
    yield* texts
    return texts.length
  } finally {
    closed?.()
  }
}

describe('writing an export', () => {
  it('gives size and checksum of the very file', async () => {
    for (const writer of Object.values(exportWriters)) {
      const path = join(folder, exportFileName('Ärger/„Wien“: 1', writer))
      const answer = await writeExport(path, exportChunks(writer, exampleSource))
      const content = await readFile(answer.path)
      expect(answer.path).toBe(path)
      expect(answer.bytes).toBe(content.length)
      expect(answer.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    }
    const names = await readdir(folder)
    expect(names).toHaveLength(Object.keys(exportWriters).length)
    expect(names).toEqual(
      expect.arrayContaining([
        'Ärger-„Wien“- 1.facts.csv',
        'Ärger-„Wien“- 1.facts.tsv',
        'Ärger-„Wien“- 1.jsonl',
        'Ärger-„Wien“- 1.xlsx',
        'Ärger-„Wien“- 1.parquet.zip',
      ]),
    )
  })

  it('writes files of many blocks whole', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${String(at)} 👋🏽 Ánh\n`)
    const answer = await writeExport(join(folder, 'a'), chunksOf(lines))
    expect(answer.rows).toBe(60_000)
    expect(await readFile(answer.path, 'utf8')).toBe(lines.join(''))
  })

  it('never overwrites, not even a link that leads nowhere', async () => {
    await writeFile(join(folder, 'there'), 'kept')
    await symlink('nowhere', join(folder, 'link'))
    for (const name of ['there', 'link']) {
      await expect(writeExport(join(folder, name), chunksOf(['x']))).rejects.toMatchObject({
        code: 'file.exists',
      })
    }
    expect(await readFile(join(folder, 'there'), 'utf8')).toBe('kept')
    expect(await readdir(folder)).toEqual(['link', 'there'])
  })

  it('does not overwrite a file that somebody made in the meantime', async () => {
    const path = join(folder, 'late')
    async function* slow(): ExportChunks {
      yield 'a'
      await writeFile(path, 'kept')
      yield 'b'
      return 2
    }
    await expect(writeExport(path, slow())).rejects.toMatchObject({ code: 'file.exists' })
    expect(await readFile(path, 'utf8')).toBe('kept')
    expect(await readdir(folder)).toEqual(['late'])
  })

  it('leaves nothing behind when it is cancelled, and closes what it read from', async () => {
    const stop = new AbortController()
    let closed = false
    async function* endless(): ExportChunks {
      try {
        for (let at = 0; ; at++) {
          if (at === 1000) stop.abort()
          yield await Promise.resolve('x'.repeat(1000))
        }
      } finally {
        closed = true
      }
    }
    const run = writeExport(join(folder, 'a'), endless(), { signal: stop.signal })
    await expect(run).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(await readdir(folder)).toEqual([])
    expect(closed).toBe(true)
  })

  it('leaves nothing behind when the source fails', async () => {
    async function* broken(): ExportChunks {
      yield await Promise.resolve('a')
      throw new Error('no more')
    }
    await expect(writeExport(join(folder, 'a'), broken())).rejects.toMatchObject({ code: 'internal' })
    expect(await readdir(folder)).toEqual([])
  })

  it('says that the disk is full, leaves nothing behind, and survives short writes', async () => {
    const failing = (limit: number): ExportDisk => ({
      create: async (path) => {
        const handle = await open(path, 'wx')
        let room = limit
        const write = async (
          buffer: Uint8Array,
          at: number,
          length: number,
        ): Promise<{ bytesWritten: number; buffer: Uint8Array }> => {
          if (room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          const step = Math.min(length, room, 7)
          room -= step
          return handle.write(buffer, at, step)
        }
        return { write: write as typeof handle.write, sync: () => handle.sync(), close: () => handle.close() }
      },
    })
    const run = writeExport(join(folder, 'a'), chunksOf(['x'.repeat(100)]), { disk: failing(50) })
    await expect(run).rejects.toMatchObject({ code: 'disk.full' })
    expect(await readdir(folder)).toEqual([])
    const whole = await writeExport(join(folder, 'b'), chunksOf(['x'.repeat(100)]), { disk: failing(1000) })
    expect(await readFile(whole.path, 'utf8')).toBe('x'.repeat(100))
  })

  it('says where it cannot write', async () => {
    const path = join(folder, 'absent', 'a')
    await expect(writeExport(path, chunksOf(['x']))).rejects.toMatchObject({ code: 'file.unwritable' })
  })
})

describe('the formats', () => {
  it('say what they lose in both languages', () => {
    for (const writer of Object.values(exportWriters)) {
      expect(exportWriter(writer.format)).toBe(writer)
      for (const loss of writer.losses) {
        expect(loss.en.length).toBeGreaterThan(10)
        expect(loss.de.length).toBeGreaterThan(10)
      }
    }
  })

  it('are named when somebody asks for another', () => {
    expect(() => exportWriter('xls')).toThrow(/csv-facts, csv-slots, .*jsonl/)
    expect(() => exportWriter('toString')).toThrow(/no export format/)
  })

  it.each([
    ['con', 'datasetcon.jsonl'],
    ['../../etc', 'etc.jsonl'],
    ['', 'dataset.jsonl'],
    ['a'.repeat(200), `${'a'.repeat(80)}.jsonl`],
  ])('make a safe file name of %j', (name, expected) => {
    expect(exportFileName(name, exportWriters.jsonl)).toBe(expected)
  })
})
