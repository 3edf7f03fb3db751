/** A database file that is read where it lies, piece by piece. */
export interface DatabaseFile {
  readonly path: string
  /** Bytes; nobody changes the file while it is open. */
  readonly size: number
  /** Fills an array from a place in the file on; returns how many bytes there were. Throws what the disk says. */
  readonly read: (into: Uint8Array, from: number) => number
  readonly close: () => void
}

/** Bytes in memory, read as a file is, so that they need not be there twice. */
export const bytesAsFile = (bytes: Uint8Array): DatabaseFile => ({
  path: '',
  size: bytes.length,
  read: (into, from) => {
    const piece = bytes.subarray(from, from + into.length)
    into.set(piece)
    return piece.length
  },
  close: () => undefined,
})

const blockSize = 4096

/** An input/output error as sql.js 1.16.0 hands it on to SQLite, by the names its build gave the fields: EIO. */
class PieceFailure extends Error {
  override readonly name = 'ErrnoError'
  readonly Sa = 29
}

/**
 * What sql.js 1.16.0 takes for the bytes of a file: of an array its file system asks for no more than these. What is read
 * comes from the disk, where the system keeps what is asked for often; what is written stays in memory, block by block. The
 * file itself is never changed.
 */
export class FilePages {
  readonly #file: DatabaseFile
  readonly #written = new Map<number, Uint8Array>()
  #piece = new Uint8Array(blockSize)
  /** What the disk said when it could not be read. */
  failure: unknown = null

  constructor(file: DatabaseFile) {
    this.#file = file
  }

  /** Handed over as a new file's bytes. */
  asBytes(): Uint8Array {
    const bytes = {
      length: this.#file.size,
      slice: () => ({
        // An array that is too short is replaced by a longer one with all its bytes in it: this one never is.
        length: Number.MAX_SAFE_INTEGER,
        subarray: (from: number, to: number) => this.#read(from, to),
        set: (written: Uint8Array, at: number) => {
          this.#write(written, at)
        },
      }),
      subarray: () => {
        throw new Error('a file that is read by pieces is handed over as it is')
      },
    }
    // By its three fields it is what is asked for; TypeScript knows arrays by all of theirs.
    return bytes as unknown as Uint8Array
  }

  /** Good until the next call; sql.js copies it at once. */
  #read(from: number, to: number): Uint8Array {
    const first = Math.floor(from / blockSize)
    const last = Math.floor((to - 1) / blockSize)
    if (first === last) {
      const block = this.#written.get(first)
      if (block !== undefined) return block.subarray(from - first * blockSize, to - first * blockSize)
    }
    if (this.#piece.length < to - from) this.#piece = new Uint8Array(to - from)
    const piece = this.#piece.subarray(0, to - from)
    this.#fill(piece, from)
    for (let number = first; number <= last; number++) {
      const block = this.#written.get(number)
      if (block === undefined) continue
      const start = Math.max(from, number * blockSize)
      const end = Math.min(to, (number + 1) * blockSize)
      piece.set(block.subarray(start - number * blockSize, end - number * blockSize), start - from)
    }
    return piece
  }

  #write(written: Uint8Array, at: number): void {
    for (let done = 0; done < written.length;) {
      const number = Math.floor((at + done) / blockSize)
      const start = at + done - number * blockSize
      const length = Math.min(blockSize - start, written.length - done)
      let block = this.#written.get(number)
      if (block === undefined) {
        block = new Uint8Array(blockSize)
        if (length < blockSize) this.#fill(block, number * blockSize)
        this.#written.set(number, block)
      }
      block.set(written.subarray(done, done + length), start)
      done += length
    }
  }

  /** From the file; zeros behind its end. */
  #fill(piece: Uint8Array, from: number): void {
    let length = 0
    try {
      while (length < piece.length && from + length < this.#file.size) {
        const read = this.#file.read(piece.subarray(length), from + length)
        if (read === 0) throw new Error('the file has become shorter')
        length += read
      }
    } catch (error) {
      this.failure = error
      throw new PieceFailure('a piece of the database cannot be read')
    }
    piece.fill(0, length)
  }
}
