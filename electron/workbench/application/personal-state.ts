import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { realFiles, writeDurably } from '../project/index.ts'

const value = z.union([z.string(), z.number(), z.boolean()])
const stateSchema = z.object({
  preferences: z.record(z.string(), value).default({}),
  recent: z.array(z.object({ path: z.string(), openedAt: z.string() })).default([]),
})
type State = z.infer<typeof stateSchema>

const mostRecent = 12

/**
 * What this person set on this machine and opened lately: one small file beside no project. A file that cannot be read
 * or written costs the comfort, never the work.
 */
export class PersonalState {
  readonly #path: string
  #state: State

  constructor(folder: string) {
    this.#path = join(folder, 'state.json')
    this.#state = read(this.#path)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    } catch {
      // Preferences will not survive this session; nothing else depends on them.
    }
  }

  get preferences(): Readonly<Record<string, string | number | boolean>> {
    return this.#state.preferences
  }

  get recent(): State['recent'] {
    return this.#state.recent
  }

  /** Null takes a preference away. */
  set(changes: Readonly<Record<string, string | number | boolean | null>>): void {
    const preferences = { ...this.#state.preferences }
    for (const [name, given] of Object.entries(changes)) {
      if (given === null) Reflect.deleteProperty(preferences, name)
      else preferences[name] = given
    }
    this.#write({ ...this.#state, preferences })
  }

  opened(path: string, at: string): void {
    const others = this.#state.recent.filter((entry) => entry.path !== path)
    this.#write({ ...this.#state, recent: [{ path, openedAt: at }, ...others].slice(0, mostRecent) })
  }

  #write(state: State): void {
    this.#state = state
    try {
      writeDurably(realFiles, this.#path, new TextEncoder().encode(JSON.stringify(state, null, 2)))
    } catch {
      // As above.
    }
  }
}

function read(path: string): State {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { preferences: {}, recent: [] }
  }
}
