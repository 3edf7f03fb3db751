import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import type { FactGrammar } from './compile.ts'
import type { SentenceReading } from './roles.ts'
import type { Word } from './words.ts'

/** "der Sprecher des Präsidenten": the second office owns the first and is not what the person holds. */
export function isOwnersOffice(words: readonly Word[], at: number, from: number): boolean {
  let i = at - 1
  while (i > from && words[i]?.capital === false && /(?:en|er|es)$/.test(words[i]?.lower ?? '') && i > at - 4)
    i -= 1
  return (
    i >= from &&
    ['des', 'der', 'dieses', 'ihres', 'seines', 'ihrer', 'seiner'].includes(words[i]?.lower ?? '')
  )
}

const isCountry = ({ type, form, surface }: ExtractedMention): boolean =>
  type === 'DEM' || (type === 'GPE' && form === 'name' && surface.endsWith('s'))

/** "der Kommandeur der Marine, Admiral X", "Vizepräsident und Außenminister X": two offices of one holder. */
function isRank(words: readonly Word[], at: number, from: number): boolean {
  // "der Vorsitzende der Union, Ugandas Präsident X": the country of the second office stands between.
  const country = words[at - 1]?.mentions.some(isCountry) === true
  const before = words[country ? at - 2 : at - 1]
  return (
    at > from &&
    words[at]?.mentions.some((mention) => mention.type === 'ROLE' && mention.start === words[at]?.start) ===
      true &&
    (before?.text === ',' || before?.lower === 'und')
  )
}

/** "…, Dr. X", "…, Frau X": between the comma and the name stand forms of address only. */
function leadsToAddress(words: readonly Word[], at: number, to: number, lexicon: FactGrammar): boolean {
  for (let i = at + 1; i < to; i += 1) {
    const word = words[i]
    if (word === undefined || (word.text !== '.' && !lexicon.grammar.addresses.includes(word.text)))
      return false
  }
  return at + 1 < to
}

/** Between office and name stand at most its genitives and one comma before the name. */
export function isTitleGap(
  words: readonly Word[],
  from: number,
  to: number,
  lexicon: FactGrammar,
  persons: readonly ExtractedMention[],
  role: ExtractedMention,
): boolean {
  if (to < from || to - from > 16) return false
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (word === undefined) return false
    if (word.mentions.some((mention) => persons.includes(mention))) return false
    const inner = word.mentions.find((mention) => mention.type === 'ROLE' && mention.start >= role.end)
    if (inner !== undefined) {
      const owner = words[to - 1]?.text === ',' && isOwnersOffice(words, i, from)
      if (!owner && !isRank(words, i, from)) return false
      while (i + 1 < to && (words[i + 1]?.start ?? inner.end) < inner.end) i += 1
      continue
    }
    if (word.punctuation) {
      if (
        word.text === ',' &&
        (i === to - 1 ||
          leadsToAddress(words, i, to, lexicon) ||
          isRank(words, i + 1, from) ||
          (words[i + 1]?.mentions.some(isCountry) === true && isRank(words, i + 2, from)))
      )
        continue
      if (word.text === '.' && lexicon.grammar.addresses.includes(words[i - 1]?.text ?? '')) continue
      return false
    }
    if (word.capital || word.number || word.mentions.length > 0) continue
    if (lexicon.grammar.addresses.includes(word.text)) continue
    const linking =
      word.listed.determiner !== undefined ||
      ['für', 'von', 'im', 'in', 'der', 'des', 'beim', 'bei', 'zu', 'vom', 'am'].includes(word.lower)
    const coordinator = ['und', 'sowie'].includes(word.lower) && i + 1 < to
    if (linking || coordinator) continue
    // "der gewählte Präsident" has an adjective, "der Präsident dankte dem Minister" a verb.
    const verb = word.forms.length > 0 && word.forms.every((form) => form.kind === 'finite')
    const helper = word.forms.some((form) => form.kind === 'finite' && form.role !== 'full')
    if (/(e|en|er|es)$/.test(word.lower) && !verb && !helper && i + 1 < to) continue
    return false
  }
  // "der Minister und Putin" names two people; a comma alone needs the office to be complete.
  return words[to - 1]?.lower !== 'und' && words[to - 1]?.lower !== 'sowie'
}

/** "die Präsidenten A und B", "…, A bzw. B": names joined to the first one share the office, if it is plural. */
export function jointHolders(
  reading: SentenceReading,
  first: ExtractedMention,
  persons: readonly ExtractedMention[],
  role: ExtractedMention,
  lexicon: FactGrammar,
): readonly ExtractedMention[] {
  const { words } = reading
  const start = words.findIndex((word) => word.start <= role.start && role.start < word.end)
  let lead = start
  while (
    lead > 0 &&
    words[lead - 1]?.punctuation === false &&
    !(words[lead - 1]?.lower ?? '' in lexicon.grammar.prepositions) &&
    !['der', 'die', 'den', 'dem', 'beiden'].includes(words[lead - 1]?.lower ?? '') &&
    start - lead < 4
  )
    lead -= 1
  const determiner = words[lead - 1]?.lower ?? ''
  const plural =
    ['die', 'den', 'beiden', 'der'].includes(determiner) &&
    /(en|er|ern|eln|innen|s|chefs|minister)$/.test(role.surface) &&
    isPluralFor(determiner, role.surface)
  if (!plural) return []
  const joint: ExtractedMention[] = []
  let end = first.end
  for (const person of persons) {
    if (person.start <= end) continue
    const gap = words.filter((word) => word.start >= end && word.end <= person.start)
    // "A (Ungarn) und B (Polen)": what stands in brackets parts no list.
    const close = gap[0]?.text === '(' ? gap.findIndex((word) => word.text === ')') : -1
    const bare = close < 0 ? gap : gap.slice(close + 1)
    if (
      !bare.every((word) => word.text === ',' || word.text === '.' || word.listed.listCoordinator) ||
      bare.length === 0 ||
      bare.length > 2
    )
      break
    joint.push(person)
    end = person.end
  }
  return joint
}

function isPluralFor(determiner: string, role: string): boolean {
  if (determiner === 'die' || determiner === 'beiden') return true
  // "den Präsidenten Putin und Xi" may be one or two; "den Außenministern" is plural.
  return determiner === 'den' && /(ern|eln|innen)$/.test(role)
}

/** "X, [der] [ehemalige] [russische] Präsident" and "X ist Präsident". */
export function isApposition(words: readonly Word[], from: number, to: number): boolean {
  const first = words[from]
  if (first === undefined || to <= from || to - from > 8) return false
  const copula = first.forms.some((form) => form.lemma === 'sein' && form.kind === 'finite')
  if (first.text !== ',' && first.text !== '(' && first.text !== '–' && !copula) return false
  for (let i = from + 1; i < to; i += 1) {
    const word = words[i]
    if (word === undefined || word.punctuation) return false
    if (word.listed.determiner !== undefined) continue
    if (
      word.mentions.some(
        (mention) => mention.type === 'DEM' || mention.type === 'DATE' || mention.type === 'DURATION',
      )
    )
      continue
    if (
      word.lower === 'seit' ||
      word.lower === 'bis' ||
      word.lower === 'bisher' ||
      [
        'zugleich',
        'derzeit',
        'zurzeit',
        'aktuell',
        'gegenwärtig',
        'zuletzt',
        'damals',
        'einst',
        'früher',
      ].includes(word.lower) ||
      word.number
    )
      continue
    const closed = word.listed.subordinator || word.listed.adverb || word.listed.pronoun !== undefined
    if (!word.capital && !closed && /(e|er|en)$/.test(word.lower) && word.forms.length === 0) continue
    return false
  }
  return true
}

export function appositionEnd(words: readonly Word[], from: number): number {
  let i = from
  while (i < words.length) {
    const word = words[i]
    if (
      word === undefined ||
      word.punctuation ||
      (word.forms.length > 0 && !word.capital) ||
      word.listed.coordinator
    )
      break
    i += 1
  }
  return words[i - 1]?.end ?? 0
}

/** "X, Sprecherin des Verbands Freier Spediteure": the genitive after an office that follows its holder belongs to it. */
export function ownedEnd(words: readonly Word[], roleEnd: number): number {
  let at = words.findIndex((word) => word.start >= roleEnd)
  if (at < 0 || !['des', 'der', 'von', 'vom'].includes(words[at]?.lower ?? '')) return roleEnd
  at += 1
  while (
    words[at] !== undefined &&
    words[at]?.capital === false &&
    /(?:e|en|er|es)$/.test(words[at]?.lower ?? '') &&
    words[at]?.forms.length === 0
  )
    at += 1
  let end = roleEnd
  for (let word = words[at]; word?.capital === true && !word.punctuation; word = words[(at += 1)])
    end = word.end
  return end
}
