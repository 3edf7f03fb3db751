import type { MetadataField } from '../../../../shared/model/extraction.ts'
import type { BelegError } from '../../../../shared/errors.ts'
import type { ColumnMapping } from '../../../../shared/model/library.ts'
import type { TextEncoding } from '../decode.ts'

/** What a file says about its article outside the article's text: values by field, no place in the text. */
export type KnownFields = Readonly<Partial<Record<MetadataField, string>>>

/** One article found in a file, its text decoded and with lines ended by LF; nothing else was done to it. */
export interface SourceDocument {
  /** Which of the file's documents: the member's path, the number of the mail or row; empty where there is but one. */
  readonly part: string
  /** Pages of a paginated source are parted by U+000C. */
  readonly text: string
  /** How the bytes were decoded; `utf-8` where the format says so itself. */
  readonly encoding: string
  readonly fields: KnownFields
  /** The document's own bytes where they are not the whole file. */
  readonly bytes?: Uint8Array
}

/** A part of a file that could not be read, with the reason. The rest was read all the same. */
export interface UnreadPart {
  readonly part: string
  readonly error: BelegError
}

export interface FileContents {
  readonly documents: readonly SourceDocument[]
  readonly unread: readonly UnreadPart[]
  readonly head?: TableHead
}

/** What a person said about how files are to be read, and what the project remembers of tables. */
export interface HowToRead {
  readonly encoding?: TextEncoding | undefined
  /** Holds for every table. */
  readonly mapping?: ColumnMapping | undefined
  /** By `columnSignature`. */
  readonly remembered?: Readonly<Record<string, ColumnMapping>>
  /** Only the columns of the first table and a few of its rows are wanted. */
  readonly head?: boolean
}

/** The columns of a table, what they are taken for, and its first rows. */
export interface TableHead {
  readonly columns: readonly string[]
  readonly mapping: ColumnMapping
  /** Where the mapping comes from. */
  readonly from: 'told' | 'remembered' | 'guessed' | 'unknown'
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly total: number
}

/** Bytes of one file, as a reader of a format gets them. `path` is for messages only. */
export interface FileBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Removes fields without a value, so that an absent value never overrides a found one. */
export function knownFields(
  values: Readonly<Partial<Record<MetadataField, string | null | undefined>>>,
): KnownFields {
  const known: Partial<Record<MetadataField, string>> = {}
  for (const [field, value] of Object.entries(values)) {
    const trimmed = value?.replace(/\s+/gu, ' ').trim() ?? ''
    if (trimmed !== '') known[field as MetadataField] = trimmed.slice(0, 2000)
  }
  return known
}
