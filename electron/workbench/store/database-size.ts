import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import { databaseBytes, type ReadableDatabase } from '../database/index.ts'
import type { StoreLimits } from './protocol.ts'

/** SQLite's memory ends at 2 GB, and a snapshot needs the database a second time; imports end well before. */
export const programLimits: StoreLimits = { warnMb: 500, refuseMb: 1_500, copyMb: 200 }

/** How large the database of an open project is, and what follows from that. */
export class DatabaseSize {
  readonly #db: () => ReadableDatabase
  readonly #limits: StoreLimits

  constructor(db: () => ReadableDatabase, limits: StoreLimits) {
    this.#db = db
    this.#limits = limits
  }

  /** Megabytes (10^6 bytes), free pages included: what the memory holds and a snapshot writes. */
  get megabytes(): number {
    return databaseBytes(this.#db()) / 1e6
  }

  /** What to say of a project that nears its end; null below the limit. */
  warning(): BelegFailure | null {
    const size = this.megabytes
    if (size < this.#limits.warnMb) return null
    return toFailure(
      new BelegError('project.large', { size: Math.round(size), limit: this.#limits.refuseMb }),
    )
  }

  /** Whether one step on the command line should not copy it for a snapshot and a backup. */
  get isMuchToCopy(): boolean {
    return this.#limits.copyMb !== undefined && this.megabytes >= this.#limits.copyMb
  }

  /** Throws `project.tooLarge` where nothing more may be imported. */
  refuseMore(): void {
    const size = this.megabytes
    if (size < this.#limits.refuseMb) return
    throw new BelegError('project.tooLarge', { size: Math.round(size), limit: this.#limits.refuseMb })
  }
}
