import type { ReadableDatabase } from '../database/index.ts'
import { readProjectFile } from './folder.ts'
import type { JournalPosition } from './journal.ts'
import { recover, type Recovered, type RecoverySources } from './recovery.ts'

/**
 * What lies where an open project's folder was. `same`: the state in memory, step by step; it may be gone on from,
 * and `found` is the caller's to close. `ahead`: that state and steps after it. `other`: a state that lacks steps of
 * ours or has others in their place.
 */
export type Return =
  | { readonly kind: 'away' }
  | { readonly kind: 'same'; readonly found: Recovered }
  | { readonly kind: 'ahead'; readonly seq: number }
  | { readonly kind: 'other'; readonly seq: number }

/** Reads the folder as opening would; nothing is written. Takes as long as opening. */
export function whatReturned(
  sources: RecoverySources,
  db: ReadableDatabase,
  position: JournalPosition,
): Return {
  let found: Recovered
  try {
    if (readProjectFile(sources.fs, sources.folder.root).id !== sources.projectId) {
      return { kind: 'other', seq: 0 }
    }
    found = recover(sources)
  } catch {
    // Half a folder, or a disk that cannot be read yet: the next look decides.
    return { kind: 'away' }
  }
  const { seq, crc } = found.position
  if (found.damage === null && seq === position.seq && crc === position.crc) return { kind: 'same', found }
  const holdsOurs =
    found.damage === null &&
    seq > position.seq &&
    lastCommand(found.db, position) === lastCommand(db, position)
  found.db.close()
  return { kind: holdsOurs ? 'ahead' : 'other', seq }
}

/** The id of the command at a position of the history; commands have an id of their own, so that equal is the same. */
const lastCommand = (db: ReadableDatabase, { seq }: JournalPosition): string | undefined =>
  db.get('SELECT command_id FROM history WHERE seq = ?', [seq], (row) => row.text('command_id'))
