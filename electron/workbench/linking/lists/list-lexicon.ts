import { z } from 'zod'
import { listColumnMeaningSchema, type ListColumnMeaning } from '../../../../shared/model/entity-list.ts'
import { entityTypeSchema, type EntityType } from '../../../../shared/model/vocabulary.ts'
import { fold } from '../fold.ts'

const words = z.array(z.string().min(1)).min(1)
/** `entity-lists.json`: what columns, words of types, classes and schemata mean. */
export const listWordsSchema = z.object({
  schema: z.literal('beleg-entity-lists/1'),
  comment: z.string(),
  columns: z.partialRecord(listColumnMeaningSchema, words),
  types: z.partialRecord(entityTypeSchema, words),
  wikidata: z.partialRecord(entityTypeSchema, z.array(z.string().regex(/^Q[1-9]\d*$/))),
  followTheMoney: z.partialRecord(entityTypeSchema, words),
})

/** As much of the shipped gazetteer as tells one country, and one known thing, from another. */
export const gazetteerForListsSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      subtype: z.string().optional(),
      names: z.object({ de: z.string(), en: z.string().optional() }),
      aliases: z.array(z.string()).optional(),
      iso2: z.string().optional(),
      iso3: z.string().optional(),
      wikidata: z.string().nullish(),
    }),
  ),
})

/** What readers of lists know beforehand. */
export interface ListLexicon {
  readonly columns: ReadonlyMap<string, ListColumnMeaning>
  readonly types: ReadonlyMap<string, EntityType>
  readonly classes: ReadonlyMap<string, EntityType>
  readonly schemata: ReadonlyMap<string, EntityType>
  /** ISO 3166-1 alpha-3 of a code, a name in German or English, or a Wikidata id. */
  readonly countryOf: (said: string) => string | null
  /** The shipped gazetteer's id of what has this identifier: the name under which articles will link it. */
  readonly gazetteerOf: (scheme: string, value: string) => string | null
}

/** A column's name as the lexicon has it: small letters, one underscore for what is no letter or number. */
export const columnKey = (name: string): string =>
  name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_|_$/g, '') // prettier-ignore

export function compileListLexicon(
  given: z.infer<typeof listWordsSchema>,
  { entries }: z.infer<typeof gazetteerForListsSchema>,
): ListLexicon {
  const countries = new Map<string, string>()
  const known = new Map<string, string>()
  for (const { id, iso2, iso3, wikidata, names, aliases = [], subtype } of entries) {
    if (wikidata != null) known.set(`wikidata ${wikidata}`, id)
    if (iso3 === undefined) continue
    known.set(`iso3166-1-alpha-3 ${iso3}`, id)
    if (iso2 !== undefined) known.set(`iso3166-1-alpha-2 ${iso2}`, id)
    if (subtype !== 'country') continue
    for (const said of [iso2, iso3, wikidata, names.de, names.en, ...aliases])
      if (said != null) countries.set(fold(said), iso3)
  }
  return {
    columns: reversed(given.columns, columnKey),
    types: reversed(given.types, fold),
    classes: reversed(given.wikidata, (id) => id),
    schemata: reversed(given.followTheMoney, (schema) => schema),
    countryOf: (said) => countries.get(fold(said)) ?? null,
    gazetteerOf: (scheme, value) => known.get(`${scheme} ${value}`) ?? null,
  }
}

/** Words to what they mean. */
function reversed<M extends string>(
  table: Partial<Record<M, readonly string[]>>,
  key: (word: string) => string,
): ReadonlyMap<string, M> {
  const found = new Map<string, M>()
  for (const meaning of Object.keys(table) as M[])
    for (const word of table[meaning] ?? []) found.set(key(word), meaning)
  return found
}
