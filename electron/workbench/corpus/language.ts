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

/** Function words of German: several different ones outweigh foreign names and titles. */
const german = new Set(
  'und nicht ist eine einen einem einer hat haben wurde wurden für auch nach über werden wird dass zum zur sagte beim vom mit bei sich von im am der das dem'.split(' '),
) // prettier-ignore
/** How many different ones, and which share of all words, make a text German. */
const leastDifferent = 4
const leastShare = 0.12

function readsGerman(letters: string): boolean {
  const words = letters.toLowerCase().match(/\p{L}+/gu) ?? []
  const found = words.filter((word) => german.has(word))
  return new Set(found).size >= leastDifferent && found.length >= leastShare * words.length
}

/** The language of a text by its German function words, else by the frequency of its letter groups (ISO 639-1); null where it is too short, or none of those known. */
export function languageOf(text: string): string | null {
  const letters = text.slice(0, sample)
  if (letters.trim().length < shortest) return null
  if (readsGerman(letters)) return 'de'
  return codes[franc(letters, { only: Object.keys(codes), minLength: shortest })] ?? null
}
