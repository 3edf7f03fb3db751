import { isAdjectiveLike, originAt } from '../mentions/phrases.ts'
import { countedCountries, wordKind } from '../mentions/word-kinds.ts'
import { countryOf, entryOf, isCapitalised, type Anaphor, type SentenceWork } from '../mentions/work.ts'

const articles = new Set([
  'der',
  'die',
  'das',
  'dem',
  'den',
  'des',
  'dieser',
  'diese',
  'dieses',
  'diesem',
  'diesen',
])
const contractions = new Set(['im', 'vom', 'zum', 'zur', 'beim', 'ins', 'am'])
const possessive = (lower: string): boolean =>
  (lower.startsWith('sein') || lower.startsWith('ihr')) && possessives.test(lower)
const possessives = /^(?:sein|ihr)(?:e|en|er|es|em)?$/
const genitives = new Set(['der', 'des', 'von', 'vom', 'für', 'mit', 'namens', 'um'])
const relatives = new Set(['der', 'die', 'das', 'dem', 'den', 'dessen', 'deren', 'in', 'wo', 'dass'])
const yearsOld = /^\d{2}-jährige[rn]?$/
const isYearsOld = (lower: string): boolean => lower.charCodeAt(0) < 0x40 && yearsOld.test(lower)

/**
 * Nouns with an article that may stand for something named before: countries, bodies, governments, persons without an
 * office, and lists of countries. Whether they do, and for what, is found out when the article is known.
 */
export function findAnaphors(work: SentenceWork): void {
  for (let head = 1; head < work.tokens.length; head += 1) {
    const years = isYearsOld(work.lower(head))
    if (!work.is(head, wordKind.anaphor) && !years && work.at(head)?.type !== 'DEM') continue
    if (!years && !isCapitalised(work.tokens[head])) continue
    const phrase = phraseBefore(work, head)
    if (phrase === undefined) continue
    const anaphor = anaphorOf(work, head, phrase)
    if (anaphor === undefined) continue
    const item = anaphor.of === 'person' || anaphor.of === 'partner' ? 'PER' : bodyOrCountry(anaphor)
    work.add({
      from:
        anaphor.of === 'list' || possessives.test(work.lower(phrase.article))
          ? phrase.article
          : phrase.article + 1,
      to: head + 1,
      type: item,
      form: 'nominal',
      target: { kind: 'anaphor', anaphor },
      rule: `mention.anaphor.${anaphor.of}`,
      prior: 0.7,
    })
  }
}

function bodyOrCountry(anaphor: Anaphor): 'ORG' | 'GPE' | 'GROUP' {
  if (anaphor.of === 'list') return 'GROUP'
  return anaphor.of === 'body' || anaphor.of === 'government' ? 'ORG' : 'GPE'
}

interface PhraseBefore {
  readonly article: number
  readonly adjectives: readonly number[]
}

/** The article of the phrase and the adjectives after it; none where the phrase names somebody or goes on. */
function phraseBefore(work: SentenceWork, head: number): PhraseBefore | undefined {
  const adjectives: number[] = []
  let at = head - 1
  while (at >= 0 && (isAdjectiveLike(work.word(at)) || work.pack.words.anaphorCounts.has(work.lower(at)))) {
    adjectives.push(at)
    at -= 1
  }
  const lower = work.lower(at)
  if (!articles.has(lower) && !contractions.has(lower) && !possessive(lower)) return undefined
  const next = work.lower(head + 1)
  if (genitives.has(next) || (work.at(head) !== undefined && originAt(work, head) === undefined))
    return undefined
  if (next === ',' && relatives.has(work.lower(head + 2))) return undefined
  const after = work.at(head + 1)
  // "die Miliz RSF", "das Land Brandenburg": the noun announces a name.
  if (
    after !== undefined &&
    after.type !== 'DATE' &&
    work.tokens[head + 1]?.kind === 'word' &&
    isCapitalised(work.tokens[head + 1])
  )
    return undefined
  return { article: at, adjectives }
}

function anaphorOf(work: SentenceWork, head: number, phrase: PhraseBefore): Anaphor | undefined {
  const { anaphors } = work.pack.lexicon
  const article = work.lower(phrase.article)
  const owned = possessives.test(article)
  const lower = work.lower(head)
  const noun = lower.replace(/(?<=[a-zäöüß]{3})(?:es|s)$/, '')
  const forms = [lower, noun, lower.replace(/e$/, '')]
  const among = regionsOf(work, phrase)
  const listed = (nouns: readonly string[]): string | undefined => forms.find((form) => nouns.includes(form))
  const counted = phrase.adjectives
    .map((at) => anaphors.counts[work.lower(at)])
    .find((count) => count !== undefined)
  if (counted !== undefined)
    return countedCountries.includes(lower) && !owned
      ? { of: 'list', noun: lower, count: counted }
      : undefined
  if (owned) {
    const own = listed(anaphors.ownCountries)
    if (own !== undefined)
      return { of: 'own-country', noun: own, gender: article.startsWith('ihr') ? 'f' : 'm' }
    if (lower === anaphors.government)
      return { of: 'government', noun: lower, gender: article.startsWith('ihr') ? 'f' : 'm' }
    return undefined
  }
  if (phrase.adjectives.some((at) => nationOf(work, at))) return undefined
  const country = listed(anaphors.countries) ?? listed(anaphors.neighbours)
  if (country !== undefined) {
    const compound = anaphors.compounds[country]
    if (contractions.has(article) && among === undefined && compound === undefined) return undefined
    if (anaphors.neighbours.includes(country) && lower !== 'nachbarn')
      return { of: 'neighbour', noun: country, among }
    if (lower === 'nachbarn')
      return article === 'den' || article === 'die' ? undefined : { of: 'neighbour', noun: country, among }
    return { of: 'country', noun: country, among: among ?? compound }
  }
  if (among !== undefined) return undefined
  // "die Regierung in Manila": whose it is stands behind it.
  if (['in', 'im', 'aus'].includes(work.lower(head + 1))) return undefined
  if (lower === anaphors.government)
    return phrase.adjectives.length > 0 ? undefined : { of: 'government', noun: lower }
  const kind = Object.entries(anaphors.bodies).find(([, nouns]) => listed(nouns) !== undefined)
  if (kind !== undefined) return { of: 'body', noun: listed(kind[1]) ?? lower }
  return personOf(work, head, article, lower)
}

/** "der Gambier", "die Politikerin", "dem 49-Jährigen". */
function personOf(work: SentenceWork, head: number, article: string, lower: string): Anaphor | undefined {
  const { persons, partners } = work.pack.lexicon.anaphors
  const before = work.at(head)
  const one = article === 'der' || article === 'dem' || article === 'den' || article === 'die'
  if (!one) return undefined
  const plural = /(?:en|n)$/.test(lower) && article === 'die' && !persons.f.includes(lower)
  if (plural) return undefined
  if (yearsOld.test(lower))
    return {
      of: 'person',
      noun: lower,
      gender: article === 'die' ? 'f' : article === 'der' && lower.endsWith('n') ? 'f' : 'm',
    }
  const feminine = persons.f.includes(lower)
  const masculine = [lower, lower.replace(/(?:en|n)$/, '')].find((form) => persons.m.includes(form))
  if (feminine || (masculine !== undefined && article !== 'die')) {
    const noun = feminine ? lower : (masculine ?? lower)
    if (article === 'der' && !feminine && lower !== masculine) return undefined
    return { of: partners.includes(noun) ? 'partner' : 'person', noun, gender: feminine ? 'f' : 'm' }
  }
  const country = countryOf(entryOf(before))
  // "Der Gambier begründete …": at the head of a clause, with its verb after it.
  if (
    before?.type === 'DEM' &&
    country !== undefined &&
    work.opens(head - 1) &&
    (article === 'der' || article === 'die')
  ) {
    const verb = work.tokens[head + 1]
    if (
      verb === undefined ||
      isCapitalised(verb) ||
      !/(?:te|t|[^e]n?)$/.test(verb.lower) ||
      /(?:en)$/.test(verb.lower)
    )
      return undefined
    const woman = lower.endsWith('in')
    if (woman !== (article === 'die')) return undefined
    return { of: 'person', noun: lower, gender: woman ? 'f' : 'm', among: [country] }
  }
  return undefined
}

/** Whether the adjective is of a country or city, so that the phrase says itself who is meant. */
function nationOf(work: SentenceWork, at: number): boolean {
  const origin = originAt(work, at)
  return origin !== undefined && countryOf(entryOf(origin)) !== undefined && !isRegion(work, at)
}

function isRegion(work: SentenceWork, at: number): boolean {
  return regionAt(work, at) !== undefined
}

function regionAt(work: SentenceWork, at: number): readonly string[] | undefined {
  return work.pack.lexicon.anaphors.regions[work.lower(at).replace(/(?:e|en|er|es|em)$/, '')]
}

function regionsOf(work: SentenceWork, phrase: PhraseBefore): readonly string[] | undefined {
  for (const at of phrase.adjectives) {
    const countries = regionAt(work, at)
    if (countries !== undefined) return countries
  }
  return undefined
}
