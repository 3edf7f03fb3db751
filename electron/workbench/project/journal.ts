import { dirname, join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import {
  closeQuietly,
  diskError,
  fileErrorCode,
  removeQuietly,
  syncFile,
  syncFolder,
  writeAll,
  type FileHandle,
  type FileSystemPort,
} from './files.ts'
import { decodeFrame, encodeFrame, findFrame, type Frame } from './journal-frame.ts'

/** Where the journal stands: the next frame continues this. */
export interface JournalPosition {
  /** Number of the last frame; 0 before the first. */
  readonly seq: number
  /** CRC of the last frame; 0 before the first. */
  readonly crc: number
}

/** How a segment ends. `torn`: one write that did not finish. `damaged`: something that was whole no longer is. */
export type SegmentEnd =
  | { readonly kind: 'clean' }
  | { readonly kind: 'torn'; readonly start: number }
  | { readonly kind: 'damaged'; readonly start: number; readonly reason: DamageReason }

/** `bad-frame`: an intact frame follows a broken one. `gap`: the frame does not continue the one before. */
export type DamageReason = 'bad-frame' | 'gap' | 'foreign-generation'

export interface SegmentReading {
  readonly frames: readonly Frame[]
  readonly end: SegmentEnd
}

const segmentName = /^(\d{6,})\.log$/

export function segmentPath(journalFolder: string, generation: number): string {
  return join(journalFolder, `${String(generation).padStart(6, '0')}.log`)
}

/** Generations of the segments that are there, ascending. */
export function listSegments(fs: FileSystemPort, journalFolder: string): readonly number[] {
  return fs
    .list(journalFolder)
    .flatMap((name) => segmentName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** Reads the frames of a segment that continue `from`, and says how it ends. */
export function readSegment(
  segment: Uint8Array,
  projectId: string,
  generation: number,
  from: JournalPosition,
): SegmentReading {
  const frames: Frame[] = []
  let position = from
  let start = 0
  while (start < segment.length) {
    const frame = decodeFrame(segment, start, projectId)
    if (frame === null) {
      const intact = findFrame(segment, start + 1, projectId)
      const end: SegmentEnd =
        intact === null ? { kind: 'torn', start } : { kind: 'damaged', start, reason: 'bad-frame' }
      return { frames, end }
    }
    if (frame.generation !== generation) {
      return { frames, end: { kind: 'damaged', start, reason: 'foreign-generation' } }
    }
    if (frame.seq !== position.seq + 1 || frame.previousCrc !== position.crc) {
      return { frames, end: { kind: 'damaged', start, reason: 'gap' } }
    }
    frames.push(frame)
    position = { seq: frame.seq, crc: frame.crc }
    start = frame.end
  }
  return { frames, end: { kind: 'clean' } }
}

/**
 * `ready`: takes the next frame. `stalled`: a write failed and was taken back whole; may be tried again.
 * `poisoned`: a sync failed, or a failed write could not be taken back; the file is never touched again.
 */
export type WriterState = 'ready' | 'stalled' | 'poisoned' | 'closed'

/**
 * Appends frames to one segment. A frame is written and synced before the next may be: `append` returns only
 * what is durable.
 */
export class JournalWriter {
  readonly generation: number
  readonly #fs: FileSystemPort
  readonly #projectId: string
  readonly #path: string
  readonly #handle: FileHandle
  #end: number
  #position: JournalPosition
  #state: WriterState = 'ready'

  private constructor(
    fs: FileSystemPort,
    projectId: string,
    generation: number,
    path: string,
    handle: FileHandle,
    position: JournalPosition,
  ) {
    this.#fs = fs
    this.#projectId = projectId
    this.#path = path
    this.generation = generation
    this.#handle = handle
    this.#end = 0
    this.#position = position
  }

  /**
   * Begins a segment after `position`. An empty file of that name is what an interrupted attempt left and is
   * used; one that holds anything is refused.
   */
  static begin(
    fs: FileSystemPort,
    journalFolder: string,
    projectId: string,
    generation: number,
    position: JournalPosition,
  ): JournalWriter {
    const path = segmentPath(journalFolder, generation)
    const handle = openEmpty(fs, path)
    try {
      syncFile(fs, handle)
      syncFolder(fs, dirname(path))
    } catch (error) {
      closeQuietly(fs, handle)
      // Not synced is not begun: another attempt makes another file.
      removeQuietly(fs, path)
      throw error
    }
    return new JournalWriter(fs, projectId, generation, path, handle, position)
  }

  get position(): JournalPosition {
    return this.#position
  }

  get state(): WriterState {
    return this.#state
  }

  /** Whether the file is still where it was begun: a folder that was renamed, and a stick that was pulled, are not. */
  get inPlace(): boolean {
    return this.#state === 'closed' || (this.#fs.sameFile?.(this.#handle, this.#path) ?? true)
  }

  /** Bytes of the segment so far. */
  get length(): number {
    return this.#end
  }

  /**
   * Writes and syncs one frame and returns its seq. Throws `disk.full` or `disk.failed`; the segment then ends
   * with the frame before, and `state` says whether it may be tried again.
   */
  append(payload: Uint8Array): number {
    if (this.#state !== 'ready') throw new BelegError('disk.failed', { reason: `journal ${this.#state}` })
    const seq = this.#position.seq + 1
    const { bytes, crc } = encodeFrame(
      { projectId: this.#projectId, generation: this.generation, seq, previousCrc: this.#position.crc },
      payload,
    )
    try {
      writeAll(this.#fs, this.#handle, bytes, this.#end)
    } catch (error) {
      this.#state = this.#takeBack() ? 'stalled' : 'poisoned'
      throw diskError(error)
    }
    try {
      syncFile(this.#fs, this.#handle, 'fdatasync')
    } catch (error) {
      // The kernel may believe these bytes clean though they never reached the disk: they must not be read as
      // a good frame later. Nothing is synced any more; asking again would prove nothing.
      this.#state = 'poisoned'
      this.#cut()
      throw diskError(error)
    }
    this.#end += bytes.length
    this.#position = { seq, crc }
    return seq
  }

  /** After `stalled`: lets frames in again where the file still ends where it should. */
  resume(): boolean {
    if (this.#state === 'stalled' && this.#takeBack()) this.#state = 'ready'
    return this.#state === 'ready'
  }

  close(): void {
    if (this.#state !== 'closed') closeQuietly(this.#fs, this.#handle)
    this.#state = 'closed'
  }

  /** Cuts the file after the last good frame and syncs it. */
  #takeBack(): boolean {
    try {
      this.#fs.truncate(this.#handle, this.#end)
      syncFile(this.#fs, this.#handle)
      return true
    } catch {
      return false
    }
  }

  #cut(): void {
    try {
      this.#fs.truncate(this.#handle, this.#end)
    } catch {
      // Recovery sees a torn or an unacknowledged frame; both are told.
    }
  }
}

function openEmpty(fs: FileSystemPort, path: string): FileHandle {
  try {
    return fs.open(path, 'create')
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error
  }
  const handle = fs.open(path, 'modify')
  if (fs.size(handle) === 0) return handle
  closeQuietly(fs, handle)
  throw new BelegError('internal', { reason: `“${path}” already holds frames` })
}
