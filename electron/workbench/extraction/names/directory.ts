import { fold } from './fold.ts'
import type { NameLexicon } from './lexicon.ts'
import type { NameOrder } from './order.ts'

export interface GivenName {
  readonly male: boolean
  readonly female: boolean
  readonly cultures: readonly string[]
}

/** Look-up of listed names. Every look-up folds, so that "Tran" finds "Trần". */
export interface NameDirectory {
  readonly given: (word: string) => GivenName | undefined
  /** Cultures that know the word as a family name. */
  readonly family: (word: string) => readonly string[]
  readonly order: (culture: string) => NameOrder
}

const cacheLimit = 50_000

export function compileNames(lexicon: NameLexicon): NameDirectory {
  const given = new Map<string, { male: boolean; female: boolean; cultures: string[] }>()
  const family = new Map<string, string[]>()
  const orders = new Map<string, NameOrder>()
  for (const culture of lexicon.cultures) {
    orders.set(culture.culture, culture.order)
    for (const [names, male] of [
      [culture.male, true],
      [culture.female, false],
    ] as const) {
      for (const name of names.split(' ')) {
        if (name === '') continue
        const key = fold(name)
        const known = given.get(key) ?? { male: false, female: false, cultures: [] }
        if (male) known.male = true
        else known.female = true
        if (!known.cultures.includes(culture.culture)) known.cultures.push(culture.culture)
        given.set(key, known)
      }
    }
    for (const name of culture.family.split(' ')) {
      if (name === '') continue
      const cultures = family.get(fold(name)) ?? []
      if (!cultures.includes(culture.culture)) cultures.push(culture.culture)
      family.set(fold(name), cultures)
    }
  }
  const none: readonly string[] = []
  const givenCache = new Map<string, GivenName | null>()
  const familyCache = new Map<string, readonly string[]>()
  return {
    given(word) {
      const known = givenCache.get(word)
      if (known !== undefined) return known ?? undefined
      const found = given.get(fold(word))
      if (givenCache.size < cacheLimit) givenCache.set(word, found ?? null)
      return found
    },
    family(word) {
      const known = familyCache.get(word)
      if (known !== undefined) return known
      const found = family.get(fold(word)) ?? none
      if (familyCache.size < cacheLimit) familyCache.set(word, found)
      return found
    },
    order: (culture) => orders.get(culture) ?? 'given-first',
  }
}
