import { z } from 'zod'
import type { AliasKind } from '../../../../shared/model/vocabulary.ts'
import type { ListLexicon } from './list-lexicon.ts'
import type { ListedName, RawEntry } from './listed-entity.ts'

/** One entity of FollowTheMoney: every property is a list of words. */
const entitySchema = z.object({
  id: z.string().min(1),
  schema: z.string().min(1),
  properties: z.record(
    z.string(),
    z.array(z.union([z.string(), z.number(), z.record(z.string(), z.unknown())])),
  ),
})

/** Properties that are names, and what kind of name each is. Source: the model of FollowTheMoney. */
const nameProperties: readonly (readonly [property: string, kind: AliasKind, main: boolean])[] = [
  ['name', 'spelling', true],
  ['alias', 'spelling', false],
  ['weakAlias', 'short', false],
  ['previousName', 'former', false],
  ['abbreviation', 'abbreviation', false],
]

const countryProperties = ['country', 'nationality', 'citizenship', 'jurisdiction', 'mainCountry'] as const

/** Whether a record is an entity of FollowTheMoney. */
export const isFollowTheMoney = (value: unknown): boolean => entitySchema.safeParse(value).success

/**
 * An entry of a record; null where it is no entity of FollowTheMoney. A record that links entities (a directorship, a
 * sanction) is broken and says so: it names nobody.
 */
export function entryOfFollowTheMoney(lexicon: ListLexicon, row: number, value: unknown, scheme: string): RawEntry | null {
  const parsed = entitySchema.safeParse(value)
  if (!parsed.success) return null
  const { id, schema, properties } = parsed.data
  const said = (property: string): readonly string[] =>
    (properties[property] ?? []).flatMap((one) => (typeof one === 'object' ? [] : [String(one)]))
  const names: ListedName[] = nameProperties.flatMap(([property, kind, main]) =>
    said(property).map((text, index) => ({ text, lang: null, kind, main: main && index === 0 })),
  )
  const type = lexicon.schemata.get(schema) ?? null
  return {
    row,
    type,
    typeSaid: schema,
    names,
    identifiers: [
      { scheme, value: id },
      ...said('wikidataId').filter((one) => /^Q[1-9]\d*$/.test(one)).map((one) => ({ scheme: 'wikidata', value: one })),
    ].filter(({ value: one }, index, all) => all.findIndex((other) => other.value === one) === index || index === 0),
    country: countryProperties.flatMap(said).find((one) => lexicon.countryOf(one) !== null) ?? null,
    offices: said('position').map((title) => ({ title, of: null, from: null, to: null })),
    note: said('notes')[0] ?? null,
    ...(type === null && names.length === 0 ? { broken: { remark: 'notAnEntity' as const, detail: schema } } : {}),
  }
} // prettier-ignore
