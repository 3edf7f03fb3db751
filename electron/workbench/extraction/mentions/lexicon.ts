import { z } from 'zod'
import { nameLexiconSchema, transliterationLexiconSchema } from '../names/lexicon.ts'

/**
 * Schemas of the German mention lexicon (`resources/lexicon/de`). Forms may carry marks: `~` after an
 * adjective stem, `^` after a noun that takes a genitive (see `inflection.ts`).
 */
const form = z.string().min(1)
const forms = z.array(form)
const iso3 = z.string().regex(/^([A-Z]{3}|IGO)$/)
const wikidata = z
  .string()
  .regex(/^Q[1-9][0-9]*$/)
  .optional()

const countrySchema = z.strictObject({
  id: z.string().regex(/^iso:[A-Z]{3}$/),
  iso2: z.string().regex(/^[A-Z]{2}$/),
  iso3,
  de: form,
  en: form,
  article: z.enum(['der', 'die', 'das']).optional(),
  forms: forms.min(1),
  /** Stems of the relational adjective; `=` marks one that is not inflected ("=Schweizer"). */
  adjectives: forms.optional(),
  /** Nouns of origin; the feminine only where it is not the masculine with -in. `!` marks adjectival inflection. */
  demonyms: z.array(z.strictObject({ m: form, f: form.optional() })).optional(),
  capital: z.string().optional(),
  wikidata,
})

const placeSchema = z.strictObject({
  id: z.string().regex(/^place:[a-z0-9-]+$/),
  de: form,
  en: form,
  kind: z.enum(['city', 'province', 'territory']),
  country: iso3,
  capital: z.boolean().optional(),
  /** The name is also an ordinary German word and needs a preposition before it ("in Essen"). */
  ambiguous: z.boolean().optional(),
  forms: forms.min(1),
  adjectives: forms.optional(),
  /** Indeclinable adjectives and nouns in -er ("Moskauer"). */
  citizens: forms.optional(),
  wikidata,
})

const regionSchema = z.strictObject({
  id: z.string().regex(/^region:[a-z0-9-]+$/),
  de: form,
  en: form,
  forms: forms.optional(),
  adjectives: forms.optional(),
  nameOnly: z.boolean().optional(),
})

const organisationSchema = z.strictObject({
  id: z.string().regex(/^org:[a-z0-9-]+$/),
  subtype: z.string().min(1),
  de: form,
  en: form,
  country: iso3,
  forms: forms.min(1),
  wikidata,
  sector: z.string().optional(),
})

const officeHeadSchema = z.strictObject({
  /** Masculine (or neuter) nominative, lower case; adjectival nouns as "vorsitzende". */
  m: form,
  f: form.optional(),
  class: z.enum(['er', 's', 'es', 'en', 'n', 'adj', 'neut', 'in']),
  level: z.string(),
  sector: z.string().optional(),
  /** Whether the head also ends closed and hyphen compounds. */
  compounds: z.boolean(),
  plural: forms.optional(),
  extra: forms.optional(),
  /** The plural names people in general ("Vertreter"), so that it is no office. */
  pluralGeneric: z.boolean().optional(),
  /** Whether the bare noun counts without a name, country or organisation. */
  bare: z.boolean().optional(),
  /** The holder is someone else than the subject of the sentence ("sein Amtskollege"). */
  counterpart: z.boolean().optional(),
})
export type OfficeHead = z.infer<typeof officeHeadSchema>

const officesSchema = z.strictObject({
  heads: z.array(officeHeadSchema).min(1),
  ambiguousHeads: forms,
  notOffices: forms,
  modifiers: forms,
  /** What a minister minds, as it stands in the genitive: "der nationalen Verteidigung", "des Auswärtigen". */
  domains: forms,
  status: z.array(z.strictObject({ stem: form, status: z.enum(['former', 'current', 'designated']) })),
  statusPrefixes: forms,
  honorifics: forms,
  personNouns: forms,
  groupNouns: forms,
  groupPersonNouns: forms,
  /** Country that the first part of a closed compound gives ("Kremlchef"), where the text names none. */
  prefixCountries: z.record(z.string(), z.string().regex(/^[A-Z]{3}$/)),
})

const institutionSchema = z.strictObject({
  suffix: z.string(),
  forms,
  plural: forms.optional(),
  subtype: z.string(),
  sector: z.string(),
  /** Whether the bare noun in the singular is annotated. */
  bare: z.boolean(),
  /** Forms that are never annotated bare nor with an adjective alone. */
  except: forms.optional(),
})
export type Institution = z.infer<typeof institutionSchema>

const institutionsSchema = z.strictObject({
  state: z.array(institutionSchema),
  generic: forms,
  /** Last parts of closed compounds that are general nouns for bodies: "Fortschritts|partei". */
  genericTails: forms,
  /** General nouns that make a name with "für": "Rat für nationale Sicherheit". */
  forComplement: forms,
  /** Last parts of compounds that announce a name ("Öl|konzern Xyz"), with the subtype of body. */
  announcers: z.record(z.string(), z.string()),
  /** After a name and a hyphen: what the named body is ("Morena-Partei"). */
  compoundKinds: forms,
  /** After a name and a hyphen: an organ of what is named ("Ecowas-Kommission"). */
  compoundOrgans: forms,
  triggers: z.record(z.string(), forms),
  companySuffixes: forms,
})

const levelsSchema = z.strictObject({
  adjectives: forms,
  sufficient: forms,
  nouns: forms,
  standalone: forms,
  english: z.record(z.string(), z.string()),
})

const eventsSchema = z.strictObject({
  heads: forms,
  /** Heads that count with "strategisch" and the like before them. */
  withAdjective: z.array(z.strictObject({ stem: form, heads: forms })),
  named: forms,
})

const documentsSchema = z.strictObject({ heads: forms, compounds: forms, extensions: forms, named: forms })

const projectsSchema = z.strictObject({
  named: z.array(z.strictObject({ id: z.string().regex(/^project:[a-z0-9-]+$/), de: form, forms })),
  works: forms,
})

const policiesSchema = z.strictObject({ heads: forms, compounds: forms, named: forms })

const nounsSchema = z.strictObject({
  sources: forms,
  own: z.string(),
  /** Function words as they stand at the head of a sentence. */
  functions: z.string(),
  germeval: z.string(),
  endings: z.string(),
})

const wordsSchema = z.strictObject({
  /** Finite forms of verbs of saying, lower case. */
  saying: forms,
  /** Nouns before which a place name stands; `true` where the noun belongs to the mention ("Provinz Binh Thuan"). */
  placeNouns: z.record(z.string(), z.boolean()),
  prepositionsOfPlace: forms,
  /** Abbreviations in capitals that name no organisation. */
  notAcronyms: forms,
})

/** `anaphors.json`: nouns that stand for something named before; lower case, nominative. */
const anaphorsSchema = z.strictObject({
  /** Nouns for a country ("Land", "Sultanat"). */
  countries: forms,
  /** Those that mean another country than the one that acts. */
  neighbours: forms,
  /** Those that follow a possessive ("sein Land"). */
  ownCountries: forms,
  /** Stem of an adjective of region → countries it may be said of. */
  regions: z.record(z.string(), z.array(iso3)),
  /** Noun for a country → countries it may be said of. */
  compounds: z.record(z.string(), z.array(iso3)),
  /** Kind of body → nouns that stand for one. */
  bodies: z.record(z.string(), forms),
  government: form,
  /** Nouns for a person, by gender. */
  persons: z.strictObject({ m: forms, f: forms }),
  /** Those that mean somebody else than the one who acts ("den Gast"). */
  partners: forms,
  /** "die drei Länder". */
  counts: z.record(z.string(), z.number().int()),
  /** Last words of names of bodies that "sie" may stand for. */
  feminine: forms,
})
export type AnaphorLexicon = z.infer<typeof anaphorsSchema>

export const mentionLexiconSchemas = {
  countries: z.strictObject({ countries: z.array(countrySchema).min(1) }),
  places: z.strictObject({ places: z.array(placeSchema).min(1) }),
  regions: z.strictObject({ regions: z.array(regionSchema).min(1) }),
  organisations: z.strictObject({ organisations: z.array(organisationSchema).min(1) }),
  institutions: institutionsSchema,
  offices: officesSchema,
  levels: levelsSchema,
  events: eventsSchema,
  documents: documentsSchema,
  projects: projectsSchema,
  policies: policiesSchema,
  names: nameLexiconSchema,
  nouns: nounsSchema,
  words: wordsSchema,
  transliteration: transliterationLexiconSchema,
  anaphors: anaphorsSchema,
} as const

/** Names of the files under `resources/lexicon/de` that make up the mention lexicon. */
export const mentionLexiconFiles = [
  'countries', 'places', 'regions', 'organisations', 'institutions', 'offices', 'levels', 'events', 'documents',
  'projects', 'policies', 'names', 'nouns', 'words', 'transliteration', 'anaphors',
] as const // prettier-ignore
export type MentionLexiconFile = (typeof mentionLexiconFiles)[number]

const mentionLexiconSchema = z.object(mentionLexiconSchemas)
export type MentionLexicon = z.infer<typeof mentionLexiconSchema>

/**
 * Checks the parsed JSON files and joins them. `read` gives the parsed content of a file by its name
 * without ending. Throws a ZodError that names file and path of what is wrong.
 */
export function parseMentionLexicon(read: (file: MentionLexiconFile) => unknown): MentionLexicon {
  const files: Partial<Record<MentionLexiconFile, unknown>> = {}
  for (const file of mentionLexiconFiles) files[file] = read(file)
  return mentionLexiconSchema.parse(files)
}
