import type { ReportingLexicon } from './lexicon.ts'

/** How words sound, one bit for each list. */
export const tone = { optimism: 1, pessimism: 2, praise: 4, blame: 8, accord: 16 } as const

export type Tones = ReadonlyMap<string, number>

/** The lists of words that tell how something sounds, by word. */
export function compileTones(reporting: ReportingLexicon): Tones {
  const tones = new Map<string, number>()
  for (const list of ['optimism', 'pessimism', 'praise', 'blame', 'accord'] as const)
    for (const word of reporting[list]) tones.set(word, (tones.get(word) ?? 0) | tone[list])
  return tones
}

/** How the words sound together, as bits of `tone`. */
export function tonesIn(words: string, tones: Tones): number {
  const lower = words.toLowerCase()
  let found = 0
  for (let at = 0; at < lower.length; at += 1) {
    const from = at
    while (at < lower.length && isGermanLetter(lower.charCodeAt(at))) at += 1
    if (at > from) found |= tones.get(lower.slice(from, at)) ?? 0
  }
  return found
}

/** a to z, ä, ö, ü, ß. */
export function isGermanLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || unit === 0xe4 || unit === 0xf6 || unit === 0xfc || unit === 0xdf
}
