import { fold } from '../names/fold.ts'
import { splitName } from '../names/order.ts'
import { eastAsian } from './name-runs.ts'
import type { SentenceWork } from './work.ts'

/** Cultures whose names follow an order of their own, by the country of the office. */
const homes: ReadonlyMap<string, string> = new Map([
  ['VNM', 'vietnamese'],
  ['CHN', 'chinese'],
  ['TWN', 'chinese'],
  ['KOR', 'korean'],
  ['PRK', 'korean'],
  ['SGP', 'chinese'],
])

/** Culture a name most likely comes from, by its words and the country of the office. */
export function cultureOf(
  work: Pick<SentenceWork, 'pack'>,
  words: readonly string[],
  country: string | undefined,
): string | undefined {
  const { names } = work.pack
  const byCountry = country === undefined ? undefined : homes.get(country)
  const first = words[0] ?? ''
  const cultures = names.family(first)
  if (byCountry !== undefined && cultures.includes(byCountry)) return byCountry
  if (words.length > 1) {
    if (country !== undefined && byCountry === undefined) return names.given(first)?.cultures[0] ?? 'other'
    const asian = cultures.filter((culture) => eastAsian.has(culture))
    const given = names.given(first)
    if (asian.length > 0 && given === undefined) {
      if (words.length >= 3 && asian.includes('vietnamese'))
        return fold(words[1] ?? '').length <= 5 ? 'vietnamese' : asian[0]
      if (words.length === 3 && asian.includes('korean')) return 'korean'
      return asian[0]
    }
    return given?.cultures[0]
  }
  return cultures.length === 1 ? cultures[0] : undefined
}

/** Family name and form of address of a full name. */
export function partsOf(
  work: Pick<SentenceWork, 'pack'>,
  words: readonly string[],
  country: string | undefined,
): ReturnType<typeof splitName> & { readonly culture: string | undefined } {
  const culture = cultureOf(work, words, country)
  const order = culture === undefined ? 'given-first' : work.pack.names.order(culture)
  const { family, given, address } = splitName(words, order, culture ?? '')
  return { family, given, address, culture }
}
