import { BelegError } from '../../../shared/errors.ts'
import { decodeFrame } from '../../workbench/project/journal-frame.ts'
import { seeded, type SimulatedDisk } from '../../workbench/project/testing/simulated-disk.ts'
import {
  decidedState,
  openOn,
  project,
  proposedState,
  root,
  type Desk,
  type Ground,
} from '../../workbench/store/testing/store-on-disk.ts'
import { liveThroughTheDay, type LivedDay } from './lived-day.ts'

export const damageKinds = [
  'bit', 'truncation', 'zeros', 'swap', 'foreign', 'older-copy', 'removal', 'garbage', 'trailing-frames',
] as const // prettier-ignore
export type DamageKind = (typeof damageKinds)[number]

/** A project as it lies on a disk some way into the day. */
export interface Patient {
  readonly day: LivedDay
  readonly step: number
  readonly disk: SimulatedDisk
  readonly files: readonly string[]
  /** The same files of another project that had the same day. */
  readonly foreign: SimulatedDisk
  /** The same project earlier. */
  readonly earlier: SimulatedDisk
}

const folders = ['journal', 'snapshots', 'batches', 'texts'] as const

function filesIn(fs: SimulatedDisk, folder: string): readonly string[] {
  return fs.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`
    const found = fs.status(path)
    if (found?.kind === 'folder') return filesIn(fs, path)
    return found !== null && found.size > 0 ? [path] : []
  })
}

/** A project at several times of a day, once with a large bulk decision in a file of its own. */
export function makePatients(ground: Ground, edits: number): readonly Patient[] {
  return [false, true].flatMap((heavy) => {
    const options = { edits, heavy, moments: false }
    const day = liveThroughTheDay(ground, options)
    const foreign = liveThroughTheDay(ground, {
      ...options,
      projectId: '9d1f7a52-5c0e-4d0b-9f3c-1c2b3a495867',
    })
    const shares = heavy ? [0.6] : [0.2, 0.45, 0.7, 0.9, 1]
    return shares.map((share) => patientAt(day, foreign, Math.floor(day.steps.length * share)))
  })
}

function patientAt(day: LivedDay, foreign: LivedDay, step: number): Patient {
  const at = (lived: LivedDay, index: number): SimulatedDisk => {
    const disk = lived.mornings[index]
    if (disk === undefined) throw new Error('no such step')
    const fs = disk.clone()
    fs.restart('killed', seeded(1))
    return fs
  }
  const disk = at(day, step)
  const files = folders.flatMap((folder) => filesIn(disk, `${root}/${folder}`))
  return { day, step, disk, files, foreign: at(foreign, step), earlier: at(day, Math.floor(step * 0.7)) }
}

interface Injury {
  readonly what: string
  /** Nothing in the folder can show it: whole frames at the end are missing. */
  readonly undetectable: boolean
  /** Nothing is missed: a snapshot less, where an older one and the journal give the same. */
  readonly harmless?: boolean
  /** The bytes are what they were. */
  readonly none: boolean
}

function replace(fs: SimulatedDisk, path: string, bytes: Uint8Array): void {
  if (fs.status(path) !== null) fs.unlink(path)
  const handle = fs.open(path, 'create')
  if (bytes.length > 0) fs.write(handle, bytes, 0, bytes.length, 0)
  fs.close(handle)
}

const isJournal = (path: string): boolean => path.startsWith(`${root}/journal/`)

/** Ends of the frames of a segment, from 0. */
function boundaries(bytes: Uint8Array): readonly number[] {
  const ends = [0]
  for (let at = 0; ;) {
    const frame = decodeFrame(bytes, at, project.id)
    if (frame === null) return ends
    at = frame.end
    ends.push(at)
  }
}

function injure(
  patient: Patient,
  fs: SimulatedDisk,
  kind: DamageKind,
  random: (limit: number) => number,
): Injury {
  const { files } = patient
  const journals = files.filter(isJournal)
  const last = journals.at(-1) ?? ''
  const some = (from: readonly string[]): string => from[random(Math.max(from.length, 1))] ?? ''
  // Texts are many and alike; journals and snapshots are what a project stands on.
  const path = random(3) === 0 ? some(files) : some(files.filter((file) => !file.includes('/texts/')))
  const bytes = fs.readFile(path)
  const isLast = path === last
  const done = (what: string, after: Uint8Array, undetectable = false): Injury => {
    replace(fs, path, after)
    return { what: `${what} in ${path}`, undetectable, none: Buffer.compare(bytes, after) === 0 }
  }
  switch (kind) {
    case 'bit': {
      const at = random(bytes.length)
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8))
      return done(`bit at ${String(at)}`, changed)
    }
    case 'truncation': {
      const length = random(bytes.length)
      const cut = bytes.slice(0, length)
      return done(`cut to ${String(length)}`, cut, isLast && boundaries(bytes).includes(length))
    }
    case 'zeros': {
      const at = random(bytes.length)
      return done(`zeros from ${String(at)}`, bytes.slice().fill(0, at, at + 1 + random(4096)))
    }
    case 'swap': {
      const folder = path.split('/')[2] ?? ''
      const other = some(files.filter((file) => file !== path && file.split('/')[2] === folder))
      if (other === '') return { what: 'nothing to swap with', undetectable: false, none: true }
      const others = fs.readFile(other)
      replace(fs, other, bytes)
      return done(`swapped with ${other}`, others)
    }
    case 'foreign': {
      const theirs = patient.foreign.status(path)
      const after = theirs?.kind === 'file' ? patient.foreign.readFile(path) : bytes
      return done('of another project', after)
    }
    case 'older-copy': {
      const older = patient.earlier.status(path)
      const after = older?.kind === 'file' ? patient.earlier.readFile(path) : bytes
      return done('an older copy', after, isLast)
    }
    case 'removal': {
      fs.unlink(path)
      return {
        what: `removed ${path}`,
        undetectable: isLast && isNewest(patient, path),
        harmless: path.includes('/snapshots/'),
        none: false,
      }
    }
    case 'garbage': {
      const rest = Uint8Array.from({ length: 1 + random(300) }, () => random(256))
      return done('bytes behind the end', Buffer.concat([bytes, rest]))
    }
    case 'trailing-frames': {
      if (last === '') return { what: 'no frames', undetectable: false, none: true }
      const whole = fs.readFile(last)
      const ends = boundaries(whole)
      const at = ends[random(Math.max(ends.length - 1, 1))] ?? 0
      replace(fs, last, whole.slice(0, at))
      return { what: `frames from ${String(at)} cut off ${last}`, undetectable: true, none: false }
    }
  }
}

/** No later segment lies there, not even an empty one. */
const isNewest = ({ disk }: Patient, path: string): boolean =>
  disk.list(`${root}/journal`).at(-1) === path.split('/').at(-1)

export interface DamageOutcome {
  readonly kind: 'no-damage' | 'refused' | 'recovered' | 'read-only' | 'found-by-verify' | 'undetectable'
  readonly where: string
  readonly problem: string | null
}

/**
 * Damages one file and opens the project: it must show what was acknowledged, or an acknowledged earlier state and
 * say so, or refuse; and what opening did not need to look at, `verify` must find.
 */
export function damage(patient: Patient, kind: DamageKind, seed: number): DamageOutcome {
  const random = seeded(seed)
  const fs = patient.disk.clone()
  const injury = injure(patient, fs, kind, random)
  const where = `${kind}: ${injury.what}`
  if (injury.none) return { kind: 'no-damage', where, problem: null }
  fs.restart('killed', random)
  let desk: Desk
  try {
    desk = openOn(fs, patient.day.groundAt(patient.step), random(4) === 0)
  } catch (error) {
    const ours = error instanceof BelegError && error.code !== 'internal'
    const problem = ours ? null : `a raw error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    return { kind: 'refused', where, problem }
  }
  try {
    return { where, ...judge(patient, desk, injury) }
  } finally {
    // What a last snapshot would say is of no use to anybody.
    fs.dieAt = fs.operations
    desk.engine.close()
  }
} // prettier-ignore

function judge({ day, step }: Patient, desk: Desk, injury: Injury): Omit<DamageOutcome, 'where'> {
  const { engine, opening, store } = desk
  const decided = decidedState(engine.read())
  const proposed = proposedState(engine.read())
  const prefixes = day.states.slice(0, step + 1)
  const known = prefixes.findLast((state) => state.startsWith(decided))
  const said = opening.message !== null || opening.state !== 'ok' || opening.badSnapshots.length > 0
  const kind = opening.state === 'damaged-read-only' ? 'read-only' : 'recovered'
  if (known === undefined) return { kind, problem: 'a state is shown that never was' }
  if (!known.endsWith(proposed) && opening.unbuilt.length === 0) {
    return { kind, problem: 'proposals are shown that never were' }
  }
  if (said || opening.unbuilt.length > 0) return { kind, problem: null }
  if (prefixes.at(-1)?.startsWith(decided) !== true) {
    return { kind: 'undetectable', problem: injury.undetectable ? null : 'an earlier state is shown without a word' }
  }
  if (injury.undetectable) return { kind: 'undetectable', problem: null }
  if (injury.harmless === true) return { kind: 'recovered', problem: null }
  const problem = store.verify().ok ? 'neither opening nor verify noticed' : null
  return { kind: 'found-by-verify', problem }
} // prettier-ignore
