import { z } from 'zod'
import type { ListLexicon } from './list-lexicon.ts'
import { dayOf, type ListedName, type ListedOffice, type RawEntry } from './listed-entity.ts'

const said = z.object({ language: z.string(), value: z.string() })
const snak = z.object({
  snaktype: z.string().optional(),
  datavalue: z.object({ value: z.unknown() }).optional(),
})
const statement = z.object({
  rank: z.string().optional(),
  mainsnak: snak,
  qualifiers: z.record(z.string(), z.array(snak)).optional(),
})
/** An entity document as the dump and Special:EntityData give it. An empty map is written as an empty list there. */
const orNone = <T extends z.ZodType>(schema: T): z.ZodType<Record<string, z.output<T>>> =>
  z.union([z.record(z.string(), schema), z.array(z.never()).transform(() => ({}))])
const documentSchema = z.object({
  id: z.string().regex(/^Q[1-9]\d*$/),
  labels: orNone(said).optional(),
  aliases: orNone(z.array(said)).optional(),
  descriptions: orNone(said).optional(),
  claims: orNone(z.array(statement)).optional(),
  redirects: z.object({ from: z.string(), to: z.string() }).optional(),
})
const redirectSchema = z.object({
  id: z.string().regex(/^Q[1-9]\d*$/),
  redirect: z.string().regex(/^Q[1-9]\d*$/),
})
type WikidataDocument = z.output<typeof documentSchema>

/** Whether a record looks like an entity document of Wikidata, or says where one has gone. */
export const isWikidata = (value: unknown): boolean =>
  redirectSchema.safeParse(value).success ||
  (documentSchema.safeParse(value).success &&
    typeof value === 'object' &&
    value !== null &&
    ('claims' in value || 'labels' in value))

/** What a first reading of a list gathers: how its items are called, and which lead to another. */
export class WikidataNames {
  readonly #labels = new Map<string, string>()
  readonly #redirects = new Map<string, string>()

  take(value: unknown): void {
    const moved = redirectSchema.safeParse(value)
    if (moved.success) {
      this.#redirects.set(moved.data.id, moved.data.redirect)
      return
    }
    const parsed = documentSchema.safeParse(value)
    if (!parsed.success) return
    const { id, labels, redirects } = parsed.data
    const label = labels?.['de']?.value ?? labels?.['en']?.value
    if (label !== undefined) this.#labels.set(id, label.slice(0, 200))
    if (redirects !== undefined) this.#redirects.set(redirects.from, redirects.to)
  }

  labelOf(id: string): string | undefined {
    return this.#labels.get(id)
  }

  /** Where an id leads in the end; null where it goes round in a circle. */
  #end(from: string): string | null {
    const seen = new Set<string>()
    let at = from
    for (;;) {
      if (seen.has(at)) return null
      seen.add(at)
      const next = this.#redirects.get(at)
      if (next === undefined) return at
      at = next
    }
  }

  loops(id: string): boolean {
    return this.#end(id) === null
  }
}

/** Labels in these languages are taken; the others, some three hundred, mostly repeat them. */
const languages = new Set(['de', 'en', 'fr', 'es', 'it', 'pt', 'pl', 'cs', 'ru', 'uk', 'kk', 'tr', 'ar', 'fa', 'he', 'hi', 'zh', 'zh-hans', 'ja', 'ko', 'vi', 'id']) // prettier-ignore

/** An entry of a record; null where it is no document. One that only says that an item leads to another is broken, and says why. */
export function entryOfWikidata(lexicon: ListLexicon, names: WikidataNames, row: number, value: unknown): RawEntry | null {
  const moved = redirectSchema.safeParse(value)
  const parsed = documentSchema.safeParse(value)
  if (!parsed.success && !moved.success) return null
  const document: WikidataDocument = parsed.success ? parsed.data : { id: moved.success ? moved.data.id : '' }
  const { id, labels = {}, aliases = {}, claims = {} } = document
  const classes = itemsOf(claims, 'P31')
  const type = classes.map((one) => lexicon.classes.get(one)).find((found) => found !== undefined) ?? null
  return {
    row,
    type,
    typeSaid: classes.map((one) => names.labelOf(one) ?? one).join(', ') || null,
    names: namesOf(labels, aliases),
    identifiers: [
      { scheme: 'wikidata', value: id },
      ...wordsOf(claims, 'P297').map((one) => ({ scheme: 'iso3166-1-alpha-2', value: one })),
      ...wordsOf(claims, 'P298').map((one) => ({ scheme: 'iso3166-1-alpha-3', value: one })),
    ],
    country: wordsOf(claims, 'P298')[0] ?? [...itemsOf(claims, 'P27'), ...itemsOf(claims, 'P17')].find((one) => lexicon.countryOf(one) !== null) ?? null,
    offices: officesOf(claims, names),
    note: null,
    ...(moved.success || names.loops(id) ? { broken: names.loops(id) ? { remark: 'redirectLoop' as const, detail: id } : { remark: 'redirected' as const, detail: `${id} → ${moved.data?.redirect ?? ''}` } } : {}),
  }
} // prettier-ignore

function namesOf(labels: NonNullable<WikidataDocument['labels']>, aliases: NonNullable<WikidataDocument['aliases']>): readonly ListedName[] {
  const lang = (language: string): string => language.replace(/-.*$/, '')
  const main = Object.values(labels)
    .filter(({ language }) => languages.has(language))
    .map(({ language, value }): ListedName => ({ text: value, lang: lang(language), kind: 'spelling', main: true }))
  // An item without a label in these languages is called what any other calls it.
  const [any] = Object.values(labels)
  if (main.length === 0 && any !== undefined) main.push({ text: any.value, lang: lang(any.language), kind: 'spelling', main: true })
  const others = Object.values(aliases).flatMap((list) =>
    list.filter(({ language }) => languages.has(language)).map(({ language, value }): ListedName => ({
      text: value,
      lang: lang(language),
      kind: /^[\p{Lu}\p{N}&.-]{2,8}$/u.test(value) ? 'abbreviation' : 'spelling',
      main: false,
    })),
  )
  return [...main, ...others]
} // prettier-ignore

type Claims = NonNullable<WikidataDocument['claims']>

const standing = (claims: Claims, property: string): Claims[string] =>
  (claims[property] ?? []).filter(({ rank }) => rank !== 'deprecated')

const itemSchema = z.object({ id: z.string() })
const timeSchema = z.object({ time: z.string(), precision: z.number().optional() })

const itemOf = (one: z.output<typeof snak> | undefined): string | null => {
  const parsed = itemSchema.safeParse(one?.datavalue?.value)
  return parsed.success ? parsed.data.id : null
}

const itemsOf = (claims: Claims, property: string): readonly string[] =>
  standing(claims, property).flatMap(({ mainsnak }) => itemOf(mainsnak) ?? [])

const wordsOf = (claims: Claims, property: string): readonly string[] =>
  standing(claims, property).flatMap(({ mainsnak: { datavalue } }) =>
    typeof datavalue?.value === 'string' ? [datavalue.value] : [],
  )

/** Positions held (P39) with their beginning (P580) and end (P582), and what they are of (P642, P1001). */
function officesOf(claims: Claims, names: WikidataNames): readonly ListedOffice[] {
  return standing(claims, 'P39').flatMap(({ mainsnak, qualifiers = {} }) => {
    const office = itemOf(mainsnak)
    if (office === null) return []
    const day = (property: string): string | null => {
      const parsed = timeSchema.safeParse(qualifiers[property]?.[0]?.datavalue?.value)
      if (!parsed.success) return null
      // Precision 11 is a day, 10 a month, 9 a year; beyond that it is no time an office can begin.
      const { time, precision = 11 } = parsed.data
      return precision < 9 ? null : dayOf(precision === 9 ? time.slice(0, 5) : precision === 10 ? time.slice(0, 8) : time)
    }
    return [{
      title: names.labelOf(office) ?? office,
      of: itemOf((qualifiers['P642'] ?? qualifiers['P1001'])?.[0]),
      from: day('P580'),
      to: day('P582'),
    }]
  })
} // prettier-ignore
