import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'

/**
 * Loaded into the program by a test (`NODE_OPTIONS=--import`): trouble from outside, as long as a file of its name lies in
 * the folder `BELEG_TROUBLE` names. The program knows nothing of it.
 *
 * `die`      the store's thread ends without a word, once
 * `full`     the disk takes no more bytes
 * `no-sync`  the disk fails to sync
 * `full-beside`  the disk takes no more bytes from the threads beside the store, which write backups and copies
 * `forbidden`    no folder may be made whose path ends in `.beleg`
 */
const folder = process.env['BELEG_TROUBLE'] ?? ''
/** @param {string} name */
const there = (name) => folder !== '' && fs.existsSync(join(folder, name))

/**
 * @param {string} code
 * @param {string} what
 */
function refuse(code, what) {
  throw Object.assign(new Error(`${code}: ${what}`), { code })
}

/** @type {unknown} */
const start = workerData
const isStore =
  !isMainThread &&
  typeof start === 'object' &&
  start !== null &&
  'takeOver' in start &&
  'readOnly' in start &&
  start.readOnly === false

if (!isMainThread && !isStore) {
  const { mkdirSync, writeSync } = fs
  fs.writeSync = /** @type {typeof fs.writeSync} */ (
    (/** @type {Parameters<typeof fs.writeSync>} */ ...all) =>
      there('full-beside') ? refuse('ENOSPC', 'write') : writeSync(...all)
  )
  fs.mkdirSync = /** @type {typeof fs.mkdirSync} */ (
    (/** @type {Parameters<typeof fs.mkdirSync>} */ ...all) =>
      String(all[0]).endsWith('.beleg') && there('forbidden') ? refuse('EACCES', 'mkdir') : mkdirSync(...all)
  )
  syncBuiltinESMExports()
}

if (isStore) {
  const { writeSync, fsyncSync, fdatasyncSync } = fs
  fs.writeSync = /** @type {typeof fs.writeSync} */ (
    (/** @type {Parameters<typeof fs.writeSync>} */ ...all) =>
      there('full') ? refuse('ENOSPC', 'write') : writeSync(...all)
  )
  fs.fsyncSync = (fd) => (there('no-sync') ? refuse('EIO', 'fsync') : fsyncSync(fd))
  fs.fdatasyncSync = (fd) => (there('no-sync') ? refuse('EIO', 'fdatasync') : fdatasyncSync(fd))
  syncBuiltinESMExports()
  setInterval(() => {
    if (!there('die')) return
    fs.rmSync(join(folder, 'die'))
    process.exit(1)
  }, 50).unref()
}
