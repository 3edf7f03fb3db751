import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles, type FileSystemPort } from './files.ts'
import { snapshotDue } from './snapshots.ts'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  testClock,
  testSqlite,
} from './testing/workbench.ts'

const names = (root: string, folder: string): readonly string[] => readdirSync(join(root, folder)).sort()

describe('a snapshot', () => {
  it('is an ordinary SQLite database that says what it is and how far it reaches', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    expect(engine.snapshot()).toMatchObject({ kind: 'written', generation: 1 })
    const bytes = readFileSync(join(root, 'snapshots', '000001.sqlite'))
    expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3')
    expect(bytes.readUInt32BE(68).toString(16)).toBe('42656c67')
    const db = testSqlite.open(bytes)
    expect(
      db.get('SELECT generation, seq, length(sha256) AS h FROM d_snapshot', [], (row) => row.row()),
    ).toEqual({
      generation: 1,
      seq: 1,
      h: 64,
    })
    expect(db.count('SELECT count(*) FROM entity')).toBe(1)
    expect(
      db.count("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'capture%'"),
    ).toBe(0)
    db.close()
  })

  it('replaces older generations only from the second on, and never leaves fewer than two', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const seen: (readonly string[])[] = []
    for (let n = 1; n <= 4; n += 1) {
      engine.transact(meta(), addEntity(`e${n}`))
      expect(engine.snapshot().kind).toBe('written')
      seen.push(names(root, 'snapshots'))
      expect(engine.verify().problems).toEqual([])
    }
    expect(seen).toEqual([
      ['000000.sqlite', '000001.sqlite'],
      ['000001.sqlite', '000002.sqlite'],
      ['000002.sqlite', '000003.sqlite'],
      ['000003.sqlite', '000004.sqlite'],
    ])
    expect(names(root, 'journal')).toEqual(['000004.log', '000005.log'])
    abandon(engine)
    expect(Object.keys(entityLabels(openTest(root).engine))).toHaveLength(4)
  })

  it('keeps batches as long as a kept generation, a row or the history names them', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const proposals = [
      engine.folder.batches.put(Buffer.from('A')),
      engine.folder.batches.put(Buffer.from('B')),
    ]
    engine.transact(meta(), (db) => {
      const at = '2026-11-22T09:00:00.000Z'
      db.insert('text', {
        sha256: 't',
        utf16_length: 0,
        byte_length: 0,
        source_sha256: 't',
        encoding: 'utf-8',
        bom: 0,
        newline: 'lf',
        created_at: at,
      })
      db.insert('article', { id: 'a', text_sha256: 't', imported_at: at, triage: 'todo', ordinal: 1 })
      db.insert('extraction', {
        article_id: 'a',
        batch_sha256: proposals[0] ?? '',
        batch_index: 0,
        extractor: '1',
        lexicon: '1',
        codebook: '1',
        at,
      })
    })
    engine.transact(meta(), (db) => {
      db.update('extraction', { article_id: 'a' }, { batch_sha256: proposals[1] ?? '' })
      for (let n = 0; n < 2500; n += 1) addEntity(`e${n}`)(db)
    })
    engine.folder.batches.put(Buffer.from('named by nothing'))
    engine.close()
    const count = (): number =>
      readdirSync(join(root, 'batches'), { recursive: true }).filter((name) => String(name).endsWith('.bin'))
        .length
    expect(count()).toBe(4)
    for (let n = 0; n < 3; n += 1) {
      const next = openTest(root).engine
      next.transact(meta(), addEntity(`x${n}`))
      next.close()
    }
    // Both proposals stay, because an undo may need the older one; the large step is in every snapshot by now.
    expect(count()).toBe(2)
    const last = openTest(root).engine
    for (const sha of proposals) expect(existsSync(last.folder.batches.path(sha))).toBe(true)
    expect(last.read().count('SELECT count(*) FROM entity')).toBe(2503)
  })

  it('is written at quit where there is something to keep, and not otherwise', () => {
    const root = newProject()
    const first = openTest(root).engine
    first.transact(meta(), addEntity('e1'))
    expect(first.close()).toMatchObject({ kind: 'written', generation: 1 })
    const second = openTest(root).engine
    expect(second.close()).toEqual({ kind: 'not-needed' })
    expect(names(root, 'snapshots')).toEqual(['000000.sqlite', '000001.sqlite'])
    expect(names(root, 'journal')).toEqual(['000001.log', '000002.log'])
  })

  it('comes when the analyst pauses after ten minutes of work', () => {
    const clock = testClock()
    const { engine } = openTest(newProject(), { clock })
    expect(engine.maybeSnapshot(clock()).kind).toBe('not-needed')
    engine.transact(meta(), addEntity('e1'))
    clock.advance(599_000)
    expect(engine.maybeSnapshot(clock()).kind).toBe('not-needed')
    engine.transact(meta(), addEntity('e2'))
    clock.advance(1_500)
    expect(engine.maybeSnapshot(clock()).kind).toBe('not-needed')
    clock.advance(500)
    expect(engine.maybeSnapshot(clock()).kind).toBe('written')
    expect(engine.maybeSnapshot(clock()).kind).toBe('not-needed')
  })

  it.each([
    [{ journalBytes: 0, oldestFrameAge: null, idle: 9e9 }, false],
    [{ journalBytes: 8 * 2 ** 20, oldestFrameAge: 100, idle: 2_000 }, true],
    [{ journalBytes: 8 * 2 ** 20, oldestFrameAge: 100, idle: 1_999 }, false],
    [{ journalBytes: 8 * 2 ** 20 - 1, oldestFrameAge: 100, idle: 2_000 }, false],
    [{ journalBytes: 1, oldestFrameAge: 600_000, idle: 2_000 }, true],
    [{ journalBytes: 64 * 2 ** 20, oldestFrameAge: 1, idle: 0 }, true],
  ])('with %j is due: %s', (need, due) => {
    expect(snapshotDue(need)).toBe(due)
  })

  it('holds or not whether it is read as a whole or by pieces of any length', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    engine.snapshot()
    abandon(engine)
    const byPieces = (bytes: Uint8Array, length: number): FileSystemPort => ({
      ...realFiles,
      pieces: (path) => {
        const file = path.endsWith('000001.sqlite') ? bytes : readFileSync(path)
        const read = (into: Uint8Array, from: number): number => {
          const piece = file.subarray(from, from + Math.min(into.length, length))
          into.set(piece)
          return piece.length
        }
        return { path, size: file.length, read, close: () => undefined }
      },
    })
    const bytes = readFileSync(join(root, 'snapshots', '000001.sqlite'))
    // The hash stands in two places of the file; pieces end in the middle of both.
    for (const length of [61, 4096, 1_000_000]) {
      const { engine: read, opening } = openTest(root, { fs: byPieces(bytes, length), readOnly: true })
      expect(opening.badSnapshots).toEqual([])
      expect(entityLabels(read)).toEqual({ e1: 'e1' })
      abandon(read)
    }
    const damaged = Buffer.from(bytes)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    const { opening } = openTest(root, { fs: byPieces(damaged, 61), readOnly: true })
    expect(opening.badSnapshots).toEqual([{ generation: 1, reason: 'its hash does not match' }])
  })

  it('can be opened with the sqlite3 program where there is one', ({ skip }) => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1', 'Ada'))
    engine.snapshot()
    let answer: string
    try {
      answer = execFileSync(
        'sqlite3',
        [join(root, 'snapshots', '000001.sqlite'), 'SELECT label_de FROM entity'],
        { encoding: 'utf8' },
      )
    } catch {
      console.log('skipped: there is no sqlite3 program here')
      skip()
      return
    }
    expect(answer.trim()).toBe('Ada')
  })
})
