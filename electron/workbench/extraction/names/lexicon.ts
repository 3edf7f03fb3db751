import { z } from 'zod'

/** `names.json`: given and family names by culture, separated by blanks. */
export const nameLexiconSchema = z.object({
  cultures: z.array(
    z.object({
      culture: z.string().min(1),
      /** Which name comes first in running German text. */
      order: z.enum(['given-first', 'family-first']),
      male: z.string(),
      female: z.string(),
      family: z.string(),
    }),
  ),
})
export type NameLexicon = z.infer<typeof nameLexiconSchema>

/** `transliteration.json`: how spellings of one name meet. */
export const transliterationLexiconSchema = z.object({
  cyrillic: z.object({ comment: z.string(), rules: z.array(z.tuple([z.string().min(1), z.string()])) }),
  /** Sino-Vietnamese reading of a Chinese family name, with diacritics, to its pinyin forms. */
  sinoVietnamese: z.record(z.string(), z.array(z.string().min(1)).min(1)),
})
export type TransliterationLexicon = z.infer<typeof transliterationLexiconSchema>
