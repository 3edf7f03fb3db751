import { describe, expect, it } from 'vitest'
import type { ReadableDatabase } from '../database/index.ts'
import type { Engine } from './engine.ts'
import { createProject } from './folder.ts'
import { startEngine, type OpenedEngine } from './open.ts'
import { seeded, SimulatedDisk, type Ending } from './testing/simulated-disk.ts'
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

/** Crash points to try, spread over the day for each ending. Each moment again and again, with other luck, by the variable. */
const crashPoints = Number(process.env['BELEG_CRASH_POINTS'] ?? 240)

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

const isClosing = (step: (typeof work)[number]): boolean => String(step).includes('close()')

/** The disk in the middle of the day, and how many steps had been answered; -1 before the project was made. */
interface Moment {
  readonly disk: SimulatedDisk
  readonly answered: number
}

/** Does the day's work once and keeps the disk before each operation and in the middle of each write. */
function liveThroughTheDay(): { readonly moments: readonly Moment[]; readonly states: readonly string[] } {
  const fs = new SimulatedDisk()
  const moments: Moment[] = []
  let answered = -1
  fs.observe = () => {
    moments.push({ disk: fs.clone(), answered })
  }
  create(fs)
  answered = 0
  const states: string[] = []
  let engine: Engine | null = null
  for (const step of work) {
    engine ??= open(fs).engine
    if (states.length === 0) states.push(shown(engine.read()))
    const closing = isClosing(step)
    // Closing changes nothing that is shown.
    if (closing) states.push(shown(engine.read()))
    const outcome = step(engine)
    if (!closing) states.push(shown(engine.read()))
    expect(outcome).not.toMatchObject({ kind: 'failed' })
    if (closing) engine = null
    answered += 1
  }
  return { moments, states }
}

function survive({ disk, answered }: Moment, ending: Ending, seed: number, states: readonly string[]): void {
  const random = seeded(seed)
  const fs = disk.clone()
  fs.restart(ending, random)

  // The power may go again while the project is being recovered.
  for (let again = random(3); again > 0; again -= 1) {
    fs.dieAt = fs.operations + random(40)
    try {
      if (fs.status(`${root}/project.json`) !== null) open(fs).engine.close()
    } catch (error) {
      if (!fs.dead) throw error
    }
    fs.restart(ending, random)
  }

  if (answered < 0 && fs.status(`${root}/project.json`) === null) create(fs)
  const { engine, opening } = open(fs)
  try {
    expect(opening.state).not.toBe('damaged-read-only')
    expect(opening.badSnapshots).toEqual([])
    expect(engine.readOnly).toBeNull()
    const done = Math.max(answered, 0)
    expect([states[done], states[done + 1]]).toContain(shown(engine.read()))
    for (const sha of engine.read().all('SELECT sha256 FROM text', [], (row) => row.text('sha256'))) {
      engine.folder.texts.get(sha)
    }
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
    if (random(4) === 0) expect(after.engine.verify().problems).toEqual([])
  } finally {
    after.engine.close()
  }
}

describe('an end without warning', () => {
  const { moments, states } = liveThroughTheDay()

  it.each([
    ['a power cut that loses what was not synced', 'lost'],
    ['a power cut just after everything was written', 'kept'],
    ['a power cut that loses any part of what was not synced', 'mixed'],
    ['the end of the program alone, and a power cut after the next step', 'killed'],
  ] as const)(
    '%s takes nothing that was shown as saved, at any operation',
    (_, ending) => {
      const points = Math.ceil(crashPoints / 4)
      for (let n = 0; n < points; n += 1) {
        // Spread over the day while points are few; every moment again and again, with other luck, when many.
        const at = points >= moments.length ? n % moments.length : Math.floor((n * moments.length) / points)
        const moment = moments[at]
        if (moment === undefined) throw new Error('no such moment')
        const seed = n * 7919 + 13
        try {
          survive(moment, ending, seed, states)
        } catch (error) {
          throw new Error(`operation ${at} of ${moments.length}, seed ${seed}, ${ending}`, { cause: error })
        }
      }
    },
    3_600_000,
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
