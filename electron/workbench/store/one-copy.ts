import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { BelegError } from '../../../shared/errors.ts'
import type { Database, Sqlite } from '../database/index.ts'
import type { FileSystemPort } from '../project/index.ts'

/** What a database may grow by before it is moved to a larger place. */
const roomToGrow = 64 * 1024 * 1024

/** The file is in memory already: pages that SQLite keeps beside it are copies. Kibibytes, as SQLite has it. */
const smallCache = 'PRAGMA cache_size = -8192'

/** Disk and SQLite for a project that must not be in memory twice, whatever is done to it. */
export interface OneCopy {
  readonly fs: FileSystemPort
  readonly sqlite: Sqlite
  /** From now on the database is copied no more: who asks for its bytes is refused. */
  readonly copyNoMore: () => void
}

/**
 * A snapshot is read into a place with room behind it, so that it can grow there; and once `copyNoMore` was called no
 * snapshot is written. Nothing is lost by that: the journal holds every step, and the next who opens the project writes one.
 */
export function oneCopy(fs: FileSystemPort, sqlite: Sqlite): OneCopy {
  const rooms = new WeakMap<Uint8Array, Uint8Array>()
  let copies = true
  return {
    fs: {
      ...fs,
      readFile(path) {
        if (!path.endsWith('.sqlite')) return fs.readFile(path)
        const { bytes, room } = readWithRoom(path)
        rooms.set(bytes, room)
        return bytes
      },
    },
    sqlite: {
      open(bytes, onSlow) {
        const db = sqlite.open(bytes, onSlow, bytes === undefined ? undefined : rooms.get(bytes))
        db.script(smallCache)
        return refusing(db, () => !copies)
      },
    },
    copyNoMore: () => {
      copies = false
    },
  }
}

function refusing(db: Database, refuses: () => boolean): Database {
  const bytes = db.bytes.bind(db)
  db.bytes = () => {
    if (refuses()) throw new BelegError('internal', { reason: 'no copy is made of a large database here' })
    return bytes()
  }
  return db
}

/** A Buffer on the file's bytes, and the larger array they begin. Throws what the disk says. */
function readWithRoom(path: string): { readonly bytes: Uint8Array; readonly room: Uint8Array } {
  const handle = openSync(path, 'r')
  try {
    const { size } = fstatSync(handle)
    const room = new Uint8Array(size + roomToGrow)
    let length = 0
    for (;;) {
      const read = readSync(handle, room, length, size - length, length)
      if (read === 0) break
      length += read
    }
    return { bytes: Buffer.from(room.buffer, 0, length), room }
  } finally {
    closeSync(handle)
  }
}
