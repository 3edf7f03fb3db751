import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Whether a process of that id lives on this machine.
 * @param {number} pid
 */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Takes the lock where it is free or its owner has died.
 * @param {string} path
 * @returns {boolean}
 */
function take(path) {
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    let owner = Number.NaN
    try {
      owner = Number.parseInt(readFileSync(path, 'utf8'), 10)
    } catch {
      return false // released between the two calls: the next round takes it
    }
    // An empty file is one that is being written this moment.
    if (Number.isInteger(owner) && !alive(owner)) rmSync(path, { force: true })
    return false
  }
}

/**
 * Runs `work` while holding the lock file; waits for another holder, saying so once.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} work
 * @param {{ readonly waiting?: () => void, readonly seconds?: number }} [options] gives up after `seconds` (600)
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { waiting = () => {}, seconds = 600 } = {}) {
  const end = Date.now() + seconds * 1000
  let said = false
  while (!take(path)) {
    if (Date.now() > end) throw new Error(`still locked after ${String(seconds)} s: ${path}`)
    if (!said) waiting()
    said = true
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
