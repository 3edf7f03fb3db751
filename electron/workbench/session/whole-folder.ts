import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isTemporary } from '../project/index.ts'

/** Writes a new folder wholly or not at all: where the work fails or is cancelled, what it had made is removed again. */
export async function wholeFolder<T>(folder: string, write: () => Promise<T>): Promise<T> {
  const there = existsSync(folder)
  try {
    return await write()
  } catch (error) {
    if (!there) removeQuietly(folder)
    throw error
  }
}

/** The same for a file in a folder that is there: what was being written under a temporary name goes. */
export async function wholeFile<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (existsSync(folder))
      for (const name of readdirSync(folder).filter(isTemporary)) removeQuietly(join(folder, name))
    throw error
  }
}

/** The reason the writing failed is the one to say. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // A disk that is gone has nothing to remove.
  }
}
