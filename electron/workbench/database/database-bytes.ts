import type { ReadableDatabase } from './sqlite.ts'

/** Bytes of a database, free pages included: what the memory holds and a snapshot writes. */
export const databaseBytes = (db: ReadableDatabase): number =>
  db.count('PRAGMA page_count') * db.count('PRAGMA page_size')
