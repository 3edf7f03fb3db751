import { fold } from './fold.ts'
import type { TransliterationLexicon } from './lexicon.ts'

/** Makes keys under which the spellings of one name meet. Compiled once per lexicon. */
export interface Transliteration {
  /** Key of one name word: "Beloussow", "Belousov" and "Beloussov" share one. */
  readonly key: (word: string) => string
  /** Pinyin family names that a Sino-Vietnamese family name reads as, folded; empty when it is none. */
  readonly pinyinOf: (vietnamese: string) => readonly string[]
}

export function compileTransliteration(lexicon: TransliterationLexicon): Transliteration {
  const rules = lexicon.cyrillic.rules.map(([from, to]) => [new RegExp(from, 'g'), to] as const)
  const readings = new Map<string, readonly string[]>()
  for (const [vietnamese, pinyin] of Object.entries(lexicon.sinoVietnamese)) {
    const folded = fold(vietnamese)
    const known = readings.get(folded) ?? []
    readings.set(folded, [...new Set([...known, ...pinyin.map(fold)])])
  }
  const keys = new Map<string, string>()
  return {
    key(word) {
      const known = keys.get(word)
      if (known !== undefined) return known
      const key = makeKey(word, rules)
      if (keys.size < 20_000) keys.set(word, key)
      return key
    },
    pinyinOf: (vietnamese) => readings.get(fold(vietnamese)) ?? [],
  }
}

const umlauts: Readonly<Record<string, string>> = { ae: 'a', oe: 'o', ue: 'u' }

/**
 * Spelling differences that carry no identity are levelled: diacritics, German umlaut spellings, the
 * renderings of sibilants and of `j`/`y`, double letters, and the ending -ow/-ov/-ev after a consonant.
 */
function makeKey(word: string, rules: readonly (readonly [RegExp, string])[]): string {
  let key = fold(word).replace(/[^a-z]/g, '')
  key = key.replace(/ae|oe|ue/g, (pair) => umlauts[pair] ?? pair)
  for (const [from, to] of rules) key = key.replace(from, to)
  key = key.replace(/(.)\1+/g, '$1')
  // "Selenskyj", "Selenski" and "Zelensky" end alike.
  key = key.replace(/i+$/, 'i')
  return key
}
