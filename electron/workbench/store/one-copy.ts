import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { BelegError } from '../../../shared/errors.ts'
import type { Database, DatabaseFile, Sqlite } from '../database/index.ts'
import type { FileSystemPort } from '../project/index.ts'

/** Pages that SQLite keeps: the system keeps what is read of the file. Kibibytes, as SQLite has it. */
const smallCache = 'PRAGMA cache_size = -8192'

/** Disk and SQLite for looking at a project without having its database in memory. */
export interface OneCopy {
  readonly fs: FileSystemPort
  readonly sqlite: Sqlite
  /** From now on the database is copied no more: who asks for its bytes is refused. */
  readonly copyNoMore: () => void
}

/**
 * A snapshot is read where it lies, page by page, and what changes stays in memory; and once `copyNoMore` was called no
 * snapshot is written. Nothing is lost by that: the journal holds every step, and the next who opens the project writes one.
 */
export function oneCopy(fs: FileSystemPort, sqlite: Sqlite): OneCopy {
  let copies = true
  return {
    fs: readByPieces(fs),
    sqlite: {
      open(source, onSlow) {
        const db = sqlite.open(source, onSlow)
        db.script(smallCache)
        return refusing(db, () => !copies)
      },
    },
    copyNoMore: () => {
      copies = false
    },
  }
}

/** The disk with snapshots that are read where they lie. */
export const readByPieces = (fs: FileSystemPort): FileSystemPort => ({ ...fs, pieces: databaseFile })

function refusing(db: Database, refuses: () => boolean): Database {
  const bytes = db.bytes.bind(db)
  db.bytes = () => {
    if (refuses()) throw new BelegError('internal', { reason: 'no copy is made of a large database here' })
    return bytes()
  }
  return db
}

/** A file to be read by pieces. It may lose its name meanwhile: what is open stays. Throws what the disk says. */
function databaseFile(path: string): DatabaseFile {
  const handle = openSync(path, 'r')
  let closed = false
  return {
    path,
    size: fstatSync(handle).size,
    read: (into, from) => readSync(handle, into, 0, into.length, from),
    close: () => {
      if (!closed) closeSync(handle)
      closed = true
    },
  }
}
