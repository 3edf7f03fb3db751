import { franc } from 'franc-min'

/** ISO 639-3, as the detector names languages, to ISO 639-1; those of the world's large news markets. */
const codes: Readonly<Record<string, string>> = {
  deu: 'de', eng: 'en', fra: 'fr', spa: 'es', por: 'pt', ita: 'it', nld: 'nl', rus: 'ru', ukr: 'uk', vie: 'vi', cmn: 'zh',
  jpn: 'ja', kor: 'ko', arb: 'ar', tur: 'tr', pol: 'pl', hun: 'hu', ron: 'ro', swe: 'sv', ind: 'id', tha: 'th', hin: 'hi', pes: 'fa',
} // prettier-ignore

/** Characters looked at: more of a text says no more. */
const sample = 1500
/** Shorter texts are guesses. */
const shortest = 60

/** The language of a text by the frequency of its letter groups (ISO 639-1); null where it is too short, or none of those known. */
export function languageOf(text: string): string | null {
  const letters = text.slice(0, sample)
  if (letters.trim().length < shortest) return null
  return codes[franc(letters, { only: Object.keys(codes), minLength: shortest })] ?? null
}
