import { endGroup, leaveNothing, type GroupHost } from './take-back.ts'

/** Handed over at a time: a message that takes a few milliseconds to write. */
const lotSize = 4
/** Parts in one step: the store answers others between two steps, after a third of a second or so. */
const blockSize = 16
/** The same where nobody asks: every step has its waits for the disk, and leaves its own segment in the full text. */
const blockSizeAlone = 64

/** One step of a large command. */
export interface Block {
  readonly commandId: string
  /** Steps of one group are taken back together and stand in the history as one. */
  readonly groupId: string
  /** Whether more steps will come into the group; until the last one is done, undo passes it by. */
  readonly grows: boolean
  /** Parts that were staged for it. */
  readonly count: number
  /** Parts of all blocks up to this one. */
  readonly total: number
}

/** Where the blocks go. */
interface BlockHost<T> extends GroupHost {
  readonly stage: (commandId: string, lot: readonly T[]) => Promise<unknown>
  /** Makes the staged parts a step and gives its number. */
  readonly record: (block: Block) => Promise<number>
}

/**
 * A command of thousands of parts as a group of steps, in the order the parts were added: a step of all of them would keep the
 * store from everybody else for minutes, and lose them all where the power goes.
 */
export class InBlocks<T> {
  readonly #host: BlockHost<T>
  readonly #id: string
  readonly #size: number
  #lot: T[] = []
  #staged = 0
  #block = 1
  #total = 0
  #waiting = 0
  #lastSeq: number | null = null
  #chain: Promise<void> = Promise.resolve()

  /** `alone`: nobody asks the store for anything meanwhile. */
  constructor(id: string, host: BlockHost<T>, alone = false) {
    this.#id = id
    this.#host = host
    this.#size = alone ? blockSizeAlone : blockSize
  }

  /** Adds what is still being made; a rejection is met in `room` or `all`. */
  add(part: Promise<T>): void {
    const before = this.#chain
    this.#waiting += 1
    this.#chain = (async () => {
      await before
      const made = await part
      // Only when there is more, so that the last step knows that it is the last.
      if (this.#staged >= this.#size) await this.#record(true)
      this.#lot.push(made)
      this.#waiting -= 1
      if (this.#lot.length >= lotSize) await this.#flush()
    })()
    // Met later; until then nobody else is to complain of it.
    this.#chain.catch(() => undefined)
    part.catch(() => undefined)
  }

  /** Waits where more is made than the store takes: two blocks do not wait in memory. Rejects as `all`. */
  async room(): Promise<void> {
    if (this.#waiting >= 2 * this.#size) await this.#chain
  }

  /** Waits until every part but those of the last block is in its step, and those are with the store. */
  async staged(): Promise<void> {
    await this.#chain
    await this.#flush()
  }

  /** Makes the last parts a step; how many there were in all. Rejects with what a part, the store or the disk refused. */
  async all(): Promise<number> {
    await this.staged()
    if (this.#staged > 0) await this.#record(false)
    return this.#total
  }

  /**
   * Ends it before its end. `all`: takes back what is in; gives false where that is refused, because something was
   * decided about it meanwhile, and true where nothing is left of it. Never rejects.
   */
  async abandon(all: boolean): Promise<boolean> {
    await this.#chain.catch(() => undefined)
    const ids = new Set([this.#commandId(), this.#id])
    if (all) return leaveNothing(this.#host, ids, this.#lastSeq)
    await endGroup(this.#host, ids)
    return this.#lastSeq === null
  }

  #commandId(): string {
    return this.#block === 1 ? this.#id : `${this.#id}-${String(this.#block)}`
  }

  async #flush(): Promise<void> {
    const lot = this.#lot
    this.#lot = []
    if (lot.length === 0) return
    await this.#host.stage(this.#commandId(), lot)
    this.#staged += lot.length
  }

  async #record(grows: boolean): Promise<void> {
    const count = this.#staged
    this.#lastSeq = await this.#host.record({
      commandId: this.#commandId(),
      groupId: this.#id,
      grows,
      count,
      total: this.#total + count,
    })
    this.#total += count
    this.#staged = 0
    this.#block += 1
  }
}
