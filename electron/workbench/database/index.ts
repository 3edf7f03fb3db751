export { databaseBytes } from './database-bytes.ts'
export { bytesAsFile, type DatabaseFile } from './file-pages.ts'
export { loadSqlite, quoted } from './sqlite.ts'
export type { Database, ReadableDatabase, SlowQuery, Sqlite, WritableDatabase } from './sqlite.ts'
export type { Param, SqlValue } from './values.ts'
export { RowReader } from './row-reader.ts'
export {
  applyRowChanges,
  inverse,
  isCells,
  isKey,
  type Cell,
  type Cells,
  type RowChange,
  type RowConflict,
} from './row-change.ts'
export { installCapture, takeCaptured } from './capture.ts'
export {
  foreignKeyProblem,
  structureProblem,
  migrateCopy,
  migrateInPlace,
  newDatabase,
  newestVersion,
  readMigrations,
  schemaVersion,
  applicationId,
  type Migration,
} from './migrations.ts'
export { decidedTables, shapesOf, tablesOf, type TableShape } from './schema.ts'
