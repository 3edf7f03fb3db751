import { z } from 'zod'
import { metadataFields } from './extraction.ts'
import { entityIdSchema } from './ids.ts'
import { triageStateSchema } from './vocabulary.ts'

/** Day, month or year. */
const reducedDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
const facetValues = z.array(z.string().max(2000)).max(1000)

/** Orders of the library: `added` is that of import; `relevance` counts words (BM25) and needs a search. */
export const librarySorts = ['added', 'relevance', 'newest', 'oldest', 'title', 'publisher'] as const

/** Several values of a field are alternatives; the fields hold together. Absent fields do not narrow. */
export const libraryFilterSchema = z.strictObject({
  search: z.string().max(500).optional(),
  triage: z.array(triageStateSchema).optional(),
  /** Here and in `agency` and `lang`, the empty string asks for articles of which it is not known. */
  publisher: z.array(z.string()).optional(),
  agency: facetValues.optional(),
  lang: facetValues.optional(),
  /** Entities the article names; who was merged into one counts as that one. */
  person: z.array(entityIdSchema).max(1000).optional(),
  /** ISO 3166-1 alpha-3 of places the article names. */
  country: facetValues.optional(),
  factType: facetValues.optional(),
  /** Day, month or year of publication, both ends included. Articles without a date lie outside. */
  from: reducedDay.optional(),
  to: reducedDay.optional(),
  /** With facts that contradict one another. */
  conflicts: z.literal(true).optional(),
  /** Nothing of it was decided, reviewed or sorted. */
  unseen: z.literal(true).optional(),
  /** In a family of near-duplicates. */
  families: z.literal(true).optional(),
  /** Families, and versions of one article, are one row: the first that is not an old version. */
  fold: z.literal(true).optional(),
  /** Families shown in full all the same. */
  unfolded: z.array(z.string().max(64)).max(1000).optional(),
  /** `relevance` where there is a search and nothing else is asked for, else `added`. */
  sort: z.enum(librarySorts).optional(),
})
export type LibraryFilter = z.infer<typeof libraryFilterSchema>

/** What a column of a table can hold: the text of the article, what tells it from the others, or a field of its metadata. */
export const columnMeanings = ['text', 'id', ...metadataFields] as const
export const columnMeaningSchema = z.enum(columnMeanings)
export type ColumnMeaning = z.infer<typeof columnMeaningSchema>

/** Column by name: what it holds. Columns that are not named are left out. */
export const columnMappingSchema = z.record(z.string().max(500), columnMeaningSchema)
export type ColumnMapping = z.infer<typeof columnMappingSchema>

/** Encodings a person may say a text is in; others are found by themselves. */
export const namedEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'koi8-r', 'windows-1251', 'gb18030'] as const // prettier-ignore
export type NamedEncoding = (typeof namedEncodings)[number]

/** How files are to be read where they do not tell themselves. */
export const readingSchema = z.strictObject({
  encoding: z.enum(namedEncodings).optional(),
  /** Where one text ends and the next begins: at each line that is this one, or fits this pattern. */
  split: z
    .strictObject({
      by: z.enum(['line', 'pattern']),
      text: z.string().min(1).max(200),
      /** Whether the line itself belongs to the text it opens. */
      keep: z.boolean().optional(),
    })
    .optional(),
  /** For every table, whatever is remembered. */
  mapping: columnMappingSchema.optional(),
})
export type Reading = z.infer<typeof readingSchema>

/** Names a table by its columns, so that a mapping is found again for the next export of the same tool. */
export const columnSignature = (columns: readonly string[]): string => JSON.stringify(columns)
