import { namedParts } from './gazetteer.ts'
import { isAdjectiveLike, isArticle, originAt } from './phrases.ts'
import { isCapitalised, type Item, type LabelTarget, type SentenceWork } from './work.ts'

export function label(
  work: SentenceWork,
  item: {
    readonly from: number
    readonly to: number
    readonly type: LabelTarget['type']
    readonly form: Item['form']
    readonly rule: string
    readonly prior: number
    readonly canonical: string
    readonly key?: string
    readonly english?: string | undefined
    readonly subtype?: string
  },
): boolean {
  const key = item.key ?? `${item.type}:${item.canonical.toLowerCase()}`
  return work.add({
    from: item.from,
    to: item.to,
    type: item.type,
    form: item.form,
    target: {
      kind: 'label',
      label: {
        type: item.type,
        key,
        canonical: item.canonical,
        english: item.english,
        subtype: item.subtype,
      },
    },
    rule: item.rule,
    prior: item.prior,
  })
}

/** Nominative of a noun phrase from the text: adjectives in -e(r), the noun as it stands without genitive -s. */
export function dictionaryForm(words: readonly string[], ending: string): string {
  return words
    .map((word, index) =>
      index < words.length - 1 && isAdjectiveLike(word.toLowerCase())
        ? word.replace(/(?:en|er|es|em|e)$/, ending)
        : word,
    )
    .join(' ')
}

/** "russisch-vietnamesische": a hyphen compound of adjectives of origin. */
function isOriginCompound(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (token === undefined || !token.text.includes('-') || isCapitalised(token)) return false
  const parts = namedParts(work, token)
  return parts.length > 1 && parts.every((part) => part.demonym)
}

/** Token range of the adjectives of origin and capitalised adjectives before a head. */
export function withAttributes(work: SentenceWork, head: number): number {
  let from = head
  while (from > 0) {
    const before = from - 1
    if (originAt(work, before) !== undefined || isOriginCompound(work, before)) from = before
    else if (
      isCapitalised(work.tokens[before]) &&
      !work.opens(before) &&
      work.at(before) === undefined &&
      /(?:e|en|er|es|em)$/.test(work.word(before)) &&
      !work.pack.nouns.listed(work.word(before))
    )
      from = before
    else break
  }
  return from
}

/** End of "zwischen A und B" or "mit B" or a place after an event. */
export function relationEnd(work: SentenceWork, at: number, withPartner = false): number {
  const led = work.lower(at)
  if (led !== 'zwischen' && !(led === 'mit' && withPartner)) return at
  let next = at + 1
  let end = at
  while (next < Math.min(work.tokens.length, at + 9)) {
    const item = work.at(next)
    if (item !== undefined && ['GPE', 'ORG', 'LOC'].includes(item.type)) {
      next = item.to
      end = next
    } else if (work.lower(next) === 'und' || isArticle(work.lower(next)) || work.lower(next) === ',')
      next += 1
    else break
  }
  return end
}

export function nominativeNoun(noun: string): string {
  // The last letter tells most words: a genitive in -s, or "-tagen".
  const last = noun.charCodeAt(noun.length - 1) | 0x20
  if (last === 0x6e) return noun.replace(/kulturtagen$/i, 'kulturtage')
  if (last !== 0x73) return noun
  return noun.replace(
    /(gipfel|treffen|forum|dialog|format|manöver|mechanismus|krieg|konflikt|prozess|abkommen|vertrag|plan|pakt|memorandum|protokoll|gesetz)(?:e?s)$/i,
    '$1',
  )
}
