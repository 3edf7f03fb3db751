import { z } from 'zod'
import { entityTypeSchema } from '../../../../shared/model/vocabulary.ts'
import { nominative } from './inflection.ts'
import type { MentionLexicon } from './lexicon.ts'
import { gazetteerEntries } from './pack.ts'

/** `resources/gazetteer/gazetteer.json`: what the registry of a project may be seeded from. */
export const gazetteerSeedSchema = z.strictObject({
  /** The id that extraction writes into `gazetteer`: "iso:RUS", "place:moskau", "org:asean". */
  id: z.string().regex(/^[a-z]+:[A-Za-z0-9-]+$/),
  type: entityTypeSchema,
  subtype: z.string().optional(),
  names: z.strictObject({ de: z.string().min(1), en: z.string().min(1).optional() }),
  /** Other names in the nominative; inflected forms are the lexicon's business. */
  aliases: z.array(z.string().min(1)),
  iso2: z.string().optional(),
  iso3: z.string().optional(),
  wikidata: z.string().optional(),
  /** ISO 3166-1 alpha-3 of the country a place or body belongs to; "IGO" for international bodies. */
  country: z.string().optional(),
  capital: z.string().optional(),
})
export type GazetteerSeed = z.infer<typeof gazetteerSeedSchema>
export const gazetteerSchema = z.strictObject({
  schema: z.literal('beleg-gazetteer/1'),
  entries: z.array(gazetteerSeedSchema),
})

/** The gazetteer as the mention lexicon implies it, in the order of its files. */
export function gazetteerSeeds(lexicon: MentionLexicon): readonly GazetteerSeed[] {
  const countries = new Map(lexicon.countries.countries.map((country) => [country.id, country]))
  const seeds: GazetteerSeed[] = []
  for (const { entry, forms } of gazetteerEntries(lexicon)) {
    if (
      !entry.id.startsWith('iso:') &&
      !entry.id.startsWith('place:') &&
      !entry.id.startsWith('region:') &&
      !entry.id.startsWith('org:') &&
      !entry.id.startsWith('project:')
    )
      continue
    const country = countries.get(entry.id)
    const aliases = [...new Set(forms.map(nominative))].filter((alias) => alias !== entry.de)
    seeds.push({
      id: entry.id,
      type: entry.type,
      ...(entry.subtype === undefined ? {} : { subtype: entry.subtype }),
      names: { de: entry.de, ...(entry.en === undefined ? {} : { en: entry.en }) },
      aliases,
      ...(country === undefined ? {} : { iso2: country.iso2, iso3: country.iso3 }),
      ...(entry.wikidata === undefined ? {} : { wikidata: entry.wikidata }),
      ...(entry.country === undefined ? {} : { country: entry.country }),
      ...(country?.capital === undefined ? {} : { capital: country.capital }),
    })
  }
  return seeds
}
