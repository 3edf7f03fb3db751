import type { ForeignName, ReadProblemCode } from '../../../../shared/model/annotations.ts'
import type { CountedIn } from '../../../../shared/offsets.ts'
import type { Facet } from '../annotations/annotation-graph.ts'

/** A place as a file has it: in the file's unit, with the words it claims where the format keeps them. */
export interface RawSpan {
  readonly start: number
  readonly end: number
  readonly quote: string | null
  /** Words before and after, where the format keeps them. */
  readonly prefix?: string
  readonly suffix?: string
}

/** A mark of a foreign file. */
export interface RawMark {
  readonly id: string
  /** What it is called there. */
  readonly label: string
  /** Whether the format itself says that something happens there or that something is named; absent where it does not. */
  readonly kind?: 'fact' | 'mention'
  /** Further names a mapping may know it by, most exact first. */
  readonly names?: readonly string[]
  readonly spans: readonly RawSpan[]
  readonly facets: readonly Facet[]
}

/** A named arrow between two marks. */
export interface RawArrow {
  readonly from: string
  readonly role: string
  readonly to: string
}

/** Something a reader met and could not use, in a word and with where. */
export interface ReadProblem {
  readonly code: ReadProblemCode
  /** Name of the file or line, name of the type, or the words in question. */
  readonly where: string
  readonly count: number
}

/** An article of a foreign file, as it stands there. */
export interface RawArticle {
  readonly name: string
  /** As the file has it, line ends included; null where it has none. */
  readonly text: string | null
  /** Of the frozen text, where the file names it. */
  readonly textSha256: string | null
  /** What the format counts in. */
  readonly unit: CountedIn
  readonly marks: readonly RawMark[]
  readonly arrows: readonly RawArrow[]
  readonly problems: readonly ReadProblem[]
}

/** Problems with the same code and place, counted. */
export class Problems {
  readonly #found = new Map<string, ReadProblem>()

  add(code: ReadProblemCode, where: string, count = 1): void {
    const short = where.slice(0, 120)
    const key = `${code}\u0000${short}`
    const known = this.#found.get(key)
    // A hostile file must not make a list of a million entries.
    if (known === undefined && this.#found.size >= 1000) return
    this.#found.set(key, { code, where: short, count: (known?.count ?? 0) + count })
  }

  get all(): readonly ReadProblem[] {
    return [...this.#found.values()]
  }
}

/** Most names that are told of a file: a hostile one must not make a list of a million. */
const mostNames = 1000

/** Names of types, roles and relations, counted; the last meaning of a name stands. */
export class Names {
  readonly #found = new Map<string, ForeignName>()

  add({ kind, name, count, meaning }: ForeignName): void {
    const short = name.slice(0, 120)
    const key = `${kind}\u0000${short}`
    const known = this.#found.get(key)
    if (known === undefined && this.#found.size >= mostNames) return
    this.#found.set(key, { kind, name: short, count: (known?.count ?? 0) + count, meaning })
  }

  /** What nobody knows first, then by kind and name. */
  get all(): readonly ForeignName[] {
    const place = ({ kind, name, meaning }: ForeignName): string =>
      `${meaning === null ? '0' : '1'}${kind}\u0000${name}`
    return [...this.#found.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1))
  }
}
