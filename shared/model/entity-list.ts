import { z } from 'zod'
import { errorSchema } from '../errors.ts'
import { entityRefSchema } from './views.ts'
import { entityTypeSchema } from './vocabulary.ts'

/** What a list of entities can be: a table, Wikidata's entity documents, FollowTheMoney. */
export const entityListFormats = ['table', 'wikidata', 'followthemoney'] as const
export const entityListFormatSchema = z.enum(entityListFormats)
export type EntityListFormat = z.infer<typeof entityListFormatSchema>

/** Languages a column of names can be said to be in; codes after ISO 639-1. */
export const nameLanguages = ['de', 'en', 'fr', 'es', 'it', 'pt', 'pl', 'cs', 'ru', 'uk', 'kk', 'tr', 'ar', 'fa', 'he', 'hi', 'zh', 'ja', 'ko', 'vi', 'id'] as const // prettier-ignore

/** What a column of such a table can hold. `ownId` is the list's own name for the entity. */
export const listColumnMeanings = [
  'name',
  ...nameLanguages.map((language) => `name:${language}` as const),
  'aliases',
  'former',
  'abbreviation',
  'type',
  'wikidata',
  'iso2',
  'iso3',
  'ownId',
  'country',
  'office',
  'officeOf',
  'officeFrom',
  'officeTo',
  'note',
] as const
export const listColumnMeaningSchema = z.enum(listColumnMeanings)
export type ListColumnMeaning = z.infer<typeof listColumnMeaningSchema>

/** Column by name: what it holds. Columns that are not named are left out. */
export const listMappingSchema = z.record(z.string().max(500), listColumnMeaningSchema)
export type ListMapping = z.infer<typeof listMappingSchema>

/** What becomes of all entries that have nothing but a name in common with an entity that is there. */
export const sameNameChoices = ['leave', 'beside', 'same'] as const

/** How a list is to be read where it does not tell itself. */
export const listReadingSchema = z.strictObject({
  format: entityListFormatSchema.optional(),
  mapping: listMappingSchema.optional(),
  /** What stands between two names in one cell; found out where absent. */
  separator: z.string().min(1).max(5).optional(),
  /** The type of entries that do not tell it. */
  type: entityTypeSchema.optional(),
  /** Under which scheme the list's own ids are kept; the file's name where absent. */
  scheme: z.string().trim().min(1).max(100).optional(),
  /** Left for a decision (not taken in), taken in beside the one that is there, or for the only one that is called so. */
  sameName: z.enum(sameNameChoices).default('leave'),
  /** The first entry to be taken in, from 1: of a long list one part after the other. */
  from: z.number().int().positive().optional(),
})
export type ListReading = z.infer<typeof listReadingSchema>

/** What is remembered of tables with just these columns. */
export const rememberedListSchema = z.object({
  columns: z.array(z.string()),
  mapping: listMappingSchema,
  separator: z.string().optional(),
  type: entityTypeSchema.optional(),
  scheme: z.string().optional(),
})
export type RememberedList = z.infer<typeof rememberedListSchema>

/**
 * What becomes of an entry: made new; known by an identifier, and completed; there under the same name alone; two
 * identifiers that do not go together; not readable.
 */
export const listOutcomes = ['new', 'known', 'sameName', 'conflict', 'refused'] as const
export type ListOutcome = (typeof listOutcomes)[number]

/** Why an entry is not taken in, or what is odd about one that is. */
export const listRemarks = [
  'noName',
  'noLetters',
  'tooLong',
  'noType',
  'notReadable',
  'redirectLoop',
  'redirected',
  'notAnEntity',
  'twoEntities',
  'judgedDifferent',
  'typeDiffers',
  'identifierDiffers',
  'identifierTwice',
  'nameTwice',
  'oneLetter',
  'mixedScripts',
  'rightToLeft',
  'controls',
  'namesLeftOut',
  'valueLeftOut',
  'again',
  'byChoice',
] as const
export const listRemarkSchema = z.enum(listRemarks)
export type ListRemark = z.infer<typeof listRemarkSchema>

const count = z.number().int().nonnegative()

/** One entry of a list and what becomes of it. `row` counts records from 1, without the line of names. */
export const listEntrySchema = z.object({
  row: count,
  name: z.string(),
  type: entityTypeSchema.nullable(),
  outcome: z.enum(listOutcomes),
  remark: listRemarkSchema.nullable(),
  /** The value the remark is about. */
  detail: z.string().nullable(),
  /** Entities of the registry it meets, and entries of the list. */
  entities: z.array(entityRefSchema),
  rows: z.array(z.object({ row: count, name: z.string() })),
})
export type ListEntry = z.infer<typeof listEntrySchema>

/** What an import of a list would do, or did. Additions only from here on. */
export const listReportSchema = z.object({
  name: z.string(),
  format: entityListFormatSchema,
  /** Entries read, and the number of the first. */
  total: count,
  from: count,
  /** Where the list goes on: the number of the first entry that was not read; null where it ends. */
  next: count.nullable(),
  counts: z.record(z.enum(listOutcomes), count),
  /** What is added in all, to new entities and known ones. */
  adds: z.object({ names: count, identifiers: count, offices: count }),
  /** How often each remark was made, of entries taken in too. */
  remarks: z.partialRecord(listRemarkSchema, count),
  /** The first of each outcome, and of each remark on entries taken in. */
  entries: z.array(listEntrySchema),
  /** How many entries of one outcome, at most, are named above. */
  named: count,
  /** Of a table: its columns, what they are taken for and since when, and its first rows. */
  table: z
    .object({
      columns: z.array(z.string()),
      mapping: listMappingSchema,
      from: z.enum(['told', 'remembered', 'guessed']),
      rows: z.array(z.array(z.string())),
    })
    .nullable(),
  separator: z.string(),
  scheme: z.string(),
  type: entityTypeSchema.nullable(),
  /** Why it cannot be read so. */
  error: errorSchema.nullable(),
  /** Number of the step in the history; null where nothing was done. */
  seq: count.nullable(),
})
export type ListReport = z.infer<typeof listReportSchema>

/** Each remark in words, for every place that shows them. */
export const listRemarkWords: Readonly<Record<ListRemark, { readonly en: string; readonly de: string }>> = {
  noName: { en: 'No name', de: 'Ohne Namen' },
  noLetters: { en: 'A name without a letter or number', de: 'Name ohne Buchstaben und Ziffern' },
  tooLong: { en: 'A name longer than 2,000 letters', de: 'Name länger als 2000 Buchstaben' },
  noType: { en: 'Type not told or not known', de: 'Typ nicht genannt oder nicht bekannt' },
  notReadable: { en: 'Not readable', de: 'Nicht lesbar' },
  redirectLoop: { en: 'Ids that lead to one another in a circle', de: 'Kennungen, die im Kreis aufeinander verweisen' },
  redirected: { en: 'Only says that an id leads to another', de: 'Sagt nur, dass eine Kennung zu einer anderen führt' },
  notAnEntity: { en: 'Names nobody: a link between entities', de: 'Benennt niemanden: eine Verbindung zwischen Entitäten' },
  twoEntities: { en: 'Identifiers of two different entities', de: 'Kennungen zweier verschiedener Entitäten' },
  judgedDifferent: { en: 'Identifiers of two entities that were judged never the same', de: 'Kennungen zweier Entitäten, die als „nie dieselben“ beurteilt sind' },
  typeDiffers: { en: 'Same identifier, another type', de: 'Gleiche Kennung, anderer Typ' },
  identifierDiffers: { en: 'Same identifier, but another contradicts', de: 'Gleiche Kennung, aber eine andere widerspricht' },
  identifierTwice: { en: 'The same identifier twice in the list, with other names', de: 'Dieselbe Kennung zweimal in der Liste, mit anderen Namen' },
  nameTwice: { en: 'The same name twice in the list', de: 'Derselbe Name zweimal in der Liste' },
  oneLetter: { en: 'A name of one letter', de: 'Name aus einem Buchstaben' },
  mixedScripts: { en: 'Letters of two scripts in one word', de: 'Buchstaben zweier Schriften in einem Wort' },
  rightToLeft: { en: 'Written from right to left', de: 'Von rechts nach links geschrieben' },
  controls: { en: 'Invisible control characters taken out', de: 'Unsichtbare Steuerzeichen entfernt' },
  namesLeftOut: { en: 'More than 200 names: the rest left out', de: 'Mehr als 200 Namen: der Rest ausgelassen' },
  valueLeftOut: { en: 'A value that cannot be kept, left out', de: 'Wert, der nicht zu halten ist, ausgelassen' },
  again: { en: 'Told again: taken together', de: 'Noch einmal genannt: zusammengenommen' },
  byChoice: { en: 'Taken for the only one of the same name, as chosen', de: 'Für die einzige Entität gleichen Namens genommen, wie gewählt' },
} // prettier-ignore
