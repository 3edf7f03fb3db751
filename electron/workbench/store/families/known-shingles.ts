import { BelegError } from '../../../../shared/errors.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { comparedText, shinglesOf } from '../../corpus/families/shingles.ts'
import { maskedSpans } from '../queries/zones.ts'
import type { Reading } from '../rows.ts'

/** A frozen text by its hash. */
type TextOf = (sha256: string) => string

/** Shingles kept in memory while articles come in, four bytes each: those of some ten thousand articles of an agency. */
const keptShingles = 8_000_000

/** Parts of an article that are compared; crossheads and headlines are the desk's. */
const bodySections = "('lead', 'body', 'caption')"

/** A set with everything it was made of. */
interface Known {
  readonly textSha256: string
  /** Where its parts and what is masked in them begin and end. */
  readonly places: Int32Array
  readonly set: Uint32Array
}

/**
 * Shingles of articles, kept from step to step: one that comes in is compared with some that came before, whose texts would
 * else be read from the disk again for each. A set counts only while it would be made of the same text without the same
 * lines: a step that was rolled back leaves nothing wrong behind.
 */
export class KnownShingles {
  readonly #textOf: TextOf
  readonly #kept = new Map<string, Known>()
  #size = 0

  constructor(textOf: TextOf) {
    this.#textOf = textOf
  }

  /** The shingles of an article as it stands; null where its text is out of reach. */
  of(db: Reading, articleId: string, textSha256: string): Uint32Array | null {
    const body = db.all(
      `SELECT start, "end" FROM p_zone WHERE article_id = ? AND kind IS NULL AND section IN ${bodySections} ORDER BY start`,
      [articleId],
      (row): Span => ({ start: row.integer('start'), end: row.integer('end') }),
    )
    const masked = maskedSpans(db, articleId)
    const places = placesOf(body, masked)
    const known = this.#kept.get(articleId)
    if (known?.textSha256 === textSha256 && same(known.places, places)) return known.set
    try {
      const set = shinglesOf(comparedText(this.#textOf(textSha256), body, masked))
      this.#keep(articleId, { textSha256, places, set })
      return set
    } catch (error) {
      if (error instanceof BelegError) return null
      throw error
    }
  }

  /** Lets go of everything kept. */
  forget(): void {
    this.#kept.clear()
    this.#size = 0
  }

  #keep(articleId: string, known: Known): void {
    this.#drop(articleId)
    this.#kept.set(articleId, known)
    this.#size += known.set.length
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= keptShingles) break
      this.#drop(oldest)
    }
  }

  #drop(articleId: string): void {
    this.#size -= this.#kept.get(articleId)?.set.length ?? 0
    this.#kept.delete(articleId)
  }
}

/** The number of parts first, so that none of them is taken for a masked line. */
const placesOf = (body: readonly Span[], masked: readonly Span[]): Int32Array =>
  Int32Array.from([body.length, ...[...body, ...masked].flatMap(({ start, end }) => [start, end])])

const same = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((place, at) => place === b[at])
