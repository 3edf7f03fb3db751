import { z } from 'zod'

/** `publishers.json`: news agencies, and publishers by domain. */
export const publisherLexiconSchema = z.object({
  agencies: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      country: z.string().length(3),
      aliases: z.array(z.string()).min(1),
    }),
  ),
  /** Picture agencies and pools: they credit photographs and report nothing. */
  photoAgencies: z.array(z.string()),
  /** Names of the months, lower case, in German and in the languages of foreign portals: January first. */
  pageMonths: z.array(z.array(z.string()).min(1)).length(12),
  publishers: z.array(
    z.object({
      name: z.string(),
      domain: z.string(),
      country: z.string().length(3),
      language: z.string(),
      /** Offset of local time from UTC where it is the same all year, for times inside addresses. */
      zone: z
        .string()
        .regex(/^[+-]\d{2}:\d{2}$/)
        .optional(),
    }),
  ),
})
export type PublisherLexicon = z.infer<typeof publisherLexiconSchema>

export type Publisher = PublisherLexicon['publishers'][number]

/** The publisher of a host, by its domain or a parent domain ("www.example.vn" under "example.vn"). */
export function publisherOf(host: string, lexicon: PublisherLexicon): Publisher | undefined {
  const name = host.toLowerCase()
  return lexicon.publishers.find(
    (publisher) => name === publisher.domain || name.endsWith(`.${publisher.domain}`),
  )
}
