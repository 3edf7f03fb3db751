import { describe, expect, it } from 'vitest'
import type { ReadableDatabase } from '../database/index.ts'
import type { Engine } from './engine.ts'
import { createProject } from './folder.ts'
import { startEngine, type OpenedEngine } from './open.ts'
import { seeded, SimulatedDisk, type PowerCut } from './testing/simulated-disk.ts'
import {
  addEntity,
  meta,
  setLabel,
  testClock,
  testMigrations,
  testProject,
  testSqlite,
} from './testing/workbench.ts'

const root = '/project'

/** Crash points to try; more with the environment variable, fewer than all for the everyday run. */
const crashPoints = Number(process.env['BELEG_CRASH_POINTS'] ?? 600)

function create(fs: SimulatedDisk): void {
  createProject(fs, testSqlite, testMigrations, root, testProject)
}

const open = (fs: SimulatedDisk): OpenedEngine =>
  startEngine({ fs, sqlite: testSqlite, migrations: testMigrations, root, clock: testClock() })

/** What the analyst sees, and the history with what was undone. */
const shown = (db: ReadableDatabase): string =>
  JSON.stringify([
    db.all('SELECT id, label_de FROM entity ORDER BY id', [], (row) => row.row()),
    db.all('SELECT sha256 FROM text ORDER BY sha256', [], (row) => row.row()),
    db.all('SELECT seq, undo_of, undone_by FROM history ORDER BY seq', [], (row) => row.row()),
  ])

/** A day's work with everything the engine does to a disk; the same every time. */
const work: readonly ((engine: Engine) => unknown)[] = [
  (engine) => engine.transact(meta(), addEntity('a')),
  (engine) => engine.transact(meta(), setLabel('a', 'Ada')),
  (engine) => {
    const [sha256 = ''] = engine.folder.texts.putMany([{ bytes: Buffer.from('Ein Text.') }])
    const text = { sha256, utf16_length: 9, byte_length: 9, source_sha256: sha256, encoding: 'utf-8', bom: 0 }
    return engine.transact(meta(), (db) => {
      db.insert('text', { ...text, newline: 'lf', created_at: '' })
    })
  },
  (engine) => engine.undo(meta()),
  (engine) => engine.snapshot(),
  (engine) => engine.transact(meta({ payload: 'x'.repeat(300_000) }), addEntity('b')),
  (engine) => engine.undo(meta()),
  (engine) => engine.redo(meta()),
  (engine) => engine.snapshot(),
  (engine) => engine.transact(meta(), addEntity('c')),
  (engine) => engine.snapshot(),
  (engine) => engine.transact(meta(), addEntity('d')),
  (engine) => engine.close(),
  // The next session.
  (engine) => engine.transact(meta(), addEntity('e')),
  (engine) => engine.close(),
]

/** Does the day's work until the disk dies. Returns how many steps were answered; -1 before the project was made. */
function workUntilDeath(fs: SimulatedDisk, answered: (engine: Engine) => void = () => undefined): number {
  let done = -1
  let engine: Engine | null = null
  try {
    create(fs)
    done = 0
    for (const step of work) {
      engine ??= open(fs).engine
      const outcome = step(engine)
      if (fs.dead) break
      done += 1
      if (isClosing(step)) {
        engine = null
        continue
      }
      expect(outcome).not.toMatchObject({ kind: 'failed' })
      answered(engine)
    }
  } catch (error) {
    if (!fs.dead) throw error
  }
  engine?.close()
  return done
}

const isClosing = (step: (typeof work)[number]): boolean => String(step).includes('close()')

/** What is shown after each step of an undisturbed day, and how many operations it takes. */
function undisturbed(): { readonly states: readonly string[]; readonly operations: number } {
  const fs = new SimulatedDisk()
  const states = ['[[],[],[]]']
  workUntilDeath(fs, (engine) => {
    while (states.length < 1) states.push('')
    states.push(shown(engine.read()))
  })
  // Closing changes nothing that is shown.
  for (const [index, step] of work.entries()) {
    if (isClosing(step)) states.splice(index + 1, 0, states[index] ?? '')
  }
  return { states, operations: fs.operations }
}

function tryCrash(at: number, cut: PowerCut, seed: number, states: readonly string[]): void {
  const random = seeded(seed)
  const fs = new SimulatedDisk()
  fs.dieAt = at
  const done = workUntilDeath(fs)
  fs.restart(cut, random)

  // The power may go again while the project is being recovered.
  for (let again = random(3); again > 0; again -= 1) {
    fs.dieAt = fs.operations + random(40)
    try {
      if (fs.status(`${root}/project.json`) !== null) open(fs).engine.close()
    } catch (error) {
      if (!fs.dead) throw error
    }
    fs.restart(cut, random)
  }

  if (done < 0 && fs.status(`${root}/project.json`) === null) {
    create(fs)
  }
  const { engine, opening } = open(fs)
  try {
    expect(opening.state).not.toBe('damaged-read-only')
    expect(opening.badSnapshots).toEqual([])
    expect(engine.readOnly).toBeNull()
    const allowed = [states[Math.max(done, 0)], states[Math.max(done, 0) + 1]]
    expect(allowed).toContain(shown(engine.read()))
    engine.transact(meta(), addEntity('z'))
  } finally {
    // The program is killed; nothing more reaches the disk.
    fs.dieAt = fs.operations
    engine.close()
  }
  fs.restart('lost', random)

  const after = open(fs)
  try {
    expect(after.opening.state).toBe('ok')
    expect(after.engine.read().count("SELECT count(*) FROM entity WHERE id = 'z'")).toBe(1)
    expect(after.engine.verify().problems).toEqual([])
  } finally {
    after.engine.close()
  }
}

describe('a power cut', () => {
  const { states, operations } = undisturbed()

  it.each(['lost', 'kept', 'mixed'] as const)(
    'at any operation, with what was not synced %s, takes nothing that was shown as saved',
    (cut) => {
      const points = Math.ceil(crashPoints / 3)
      for (let n = 0; n < points; n += 1) {
        // Every operation once while points last, then again with other luck.
        const at = points >= operations ? n % (operations + 1) : Math.floor((n * operations) / points)
        try {
          tryCrash(at, cut, n * 7919 + 13, states)
        } catch (error) {
          throw new Error(`operation ${at} of ${operations}, seed ${n * 7919 + 13}, ${cut}`, { cause: error })
        }
      }
    },
    600_000,
  )

  it('is survived because of the syncs: a disk that only pretends to sync loses work', () => {
    const fs = new SimulatedDisk()
    create(fs)
    const { engine } = open(fs)
    fs.fdatasync = () => undefined
    engine.transact(meta(), addEntity('a'))
    fs.dieAt = fs.operations
    engine.close()
    fs.restart('lost', seeded(1))
    const after = open(fs).engine
    expect(after.revision).toBe(0)
    after.close()
  })
})
