import type { MentionLexicon } from './lexicon.ts'

/** Tells ordinary German nouns from names by list, ending and last part of a compound. */
export interface NounGuess {
  /** The word itself is listed. */
  readonly listed: (word: string) => boolean
  /** Listed, ending like a noun, or a compound whose last part is listed. */
  readonly likely: (word: string) => boolean
  /** A function word: capitalised only at the head of a sentence, so that "Tran Thanh Man" is a name. */
  readonly functional: (word: string) => boolean
}

/** The word without what may be a case or plural ending, longest ending first: "massenprotesten". */
function uninflected(lower: string): readonly string[] {
  return ['en', 'es', 'n', 's', 'e']
    .filter((ending) => lower.endsWith(ending))
    .map((ending) => lower.slice(0, -ending.length))
}

const shortestTail = 5
const cacheLimit = 50_000

export function compileNouns(lexicon: MentionLexicon['nouns']): NounGuess {
  const words = new Set<string>([
    ...lexicon.own.split(' '),
    ...lexicon.germeval.split(' '),
    ...lexicon.functions.split(' '),
  ])
  const functions = new Set(lexicon.functions.split(' '))
  const tails = new Set<string>()
  for (const word of words) if (word.length >= shortestTail) tails.add(word.toLowerCase())
  const endings = lexicon.endings.split(' ')
  const cache = new Map<string, boolean>()
  const guess = (word: string): boolean => {
    if (words.has(word)) return true
    // Genitives and plurals of listed nouns: "Hafens", "Ausschusses".
    const stem = word.replace(/(?:es|en|s|n|e)$/, '')
    if (stem.length >= 4 && stem !== word && (words.has(stem) || words.has(word.replace(/(?:s|n)$/, ''))))
      return true
    const lower = word.toLowerCase()
    const last = lower.slice(lower.lastIndexOf('-') + 1)
    if (endings.some((ending) => last.length > ending.length + 2 && last.endsWith(ending))) return true
    if (last !== lower && (tails.has(last) || words.has(last.charAt(0).toUpperCase() + last.slice(1))))
      return true
    return [last, ...uninflected(last)].some((bare) => {
      for (let from = 3; from <= bare.length - shortestTail; from += 1)
        if (tails.has(bare.slice(from))) return true
      return false
    })
  }
  return {
    listed: (word) => words.has(word),
    functional: (word) => functions.has(word),
    likely(word) {
      const known = cache.get(word)
      if (known !== undefined) return known
      const likely = guess(word)
      if (cache.size < cacheLimit) cache.set(word, likely)
      return likely
    },
  }
}
