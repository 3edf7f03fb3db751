import { isParticle } from '../names/order.ts'
import { wordKind } from './word-kinds.ts'
import { isCapitalised, type SentenceWork } from './work.ts'

export const eastAsian = new Set(['chinese', 'korean', 'vietnamese'])

export const longestName = 6

const nameAbbreviations = new Set(['St.', 'Jr.', 'Sr.', 'Hl.', 'Mc.', 'Wm.', 'Chr.', 'Fr.', 'Joh.'])

/** How sure the surroundings are that a name follows. */
export type Expectation = 'office' | 'apposition' | 'free'

/** A run of words that may be a name. */
export interface NameRun {
  readonly from: number
  readonly to: number
  readonly words: readonly string[]
}

/**
 * Reads a name from token `at`: capitalised words, initials and name particles, up to the first word that
 * is an office, an ordinary noun or something else the gazetteer knows.
 */
export function readName(work: SentenceWork, at: number, expectation: Expectation): NameRun | undefined {
  const { names, nouns } = work.pack
  if (expectation === 'free' && !isCapitalised(work.tokens[at])) return undefined
  // "In Lima", "An Chol-su": a preposition that opens a sentence, or a Korean family name before a given one.
  if (work.is(at, wordKind.opening) && !work.is(at + 1, wordKind.hyphen)) return undefined
  const words: string[] = []
  let to = at
  for (let next = at; next < work.tokens.length && words.length < longestName; next += 1) {
    const token = work.tokens[next]
    if (token === undefined) break
    if (words.length > 0 || expectation === 'office') {
      if (
        isParticle(token.text) &&
        token.kind === 'word' &&
        token.text === token.lower &&
        particleLeadsOn(work, next, words.length)
      ) {
        words.push(token.text)
        continue
      }
    }
    if (isInitial(token.text) && (words.length > 0 || isCapitalised(work.tokens[next + 1]))) {
      words.push(token.text)
      if (work.word(next + 1) === '.') next += 1
      to = next + 1
      continue
    }
    // "Johannes Paul II.", "Charles III."
    if (words.length > 0 && /^[IVX]+\.?$/.test(token.text)) {
      // The point belongs to the number, also where it ends the sentence.
      const point =
        !token.text.endsWith('.') && work.word(next + 1) === '.' && work.tokens[next + 1]?.start === token.end
      words.push(token.text)
      to = point ? next + 2 : next + 1
      break
    }
    if (!isCapitalised(token) || token.text.length < 2) break
    // "43 Mio. Euro", "Erlass Nr. 5": abbreviations other than initials and "St." are no names.
    if (token.kind === 'abbreviation' && !nameAbbreviations.has(token.text)) break
    const covering = work.at(next)
    if (covering !== undefined) {
      if (covering.type === 'PER') break
      const asName =
        work.is(next, wordKind.given | wordKind.family) &&
        covering.to - covering.from === 1 &&
        covering.type === 'GPE'
      const leads = words.length > 0 || isListedNext(work, next + 1)
      if (!asName || !leads) break
    }
    const titled = work.is(next, wordKind.office)
    if (titled && (words.length === 0 || !work.is(next, wordKind.family))) break
    if (work.is(next, wordKind.addressed)) break
    const listed = work.is(next, wordKind.given | wordKind.family)
    const functional = work.is(next, wordKind.functional) && !work.opens(next)
    if (!functional && work.is(next, wordKind.likely)) {
      // "Fischer", "Weber": a name after a given name or an office, an ordinary noun otherwise.
      const afterGiven =
        words.length > 0 &&
        names.given(words.at(-1) ?? '') !== undefined &&
        (!nouns.listed(token.text) || words.length === 1)
      const inName = listed && (words.length > 0 || expectation === 'office')
      // "Le Thi Thu Hang": syllables of Vietnamese given names are German nouns too.
      const syllable =
        words.length >= 2 &&
        token.text.length <= 5 &&
        !['Ende', 'Jahr', 'Tag', 'Tage', 'Kurs', 'Rede'].includes(token.text) &&
        names.family(words[0] ?? '').includes('vietnamese')
      const asGiven = names.given(token.text) !== undefined && isListedNext(work, next + 1)
      // "F. Weberling": nobody gives an ordinary noun an initial.
      const initialed =
        expectation === 'office' &&
        words.length > 0 &&
        words.every((word) => isInitial(word)) &&
        !nouns.listed(token.text)
      const taught = work.isTaughtName(token.text) && (words.length > 0 || expectation === 'office')
      if (!inName && !asGiven && !afterGiven && !syllable && !initialed && !taught) break
      if (inName && !afterGiven && words.length > 0 && names.family(token.text).length === 0) break
    } else if (
      !listed &&
      words.length > 0 &&
      endsLikeGenitive(words.at(-1) ?? '') &&
      expectation !== 'office' &&
      names.family((words.at(-1) ?? '').slice(0, -1)).length > 0 &&
      names.family(words.at(-1) ?? '').length === 0
    )
      break
    if (!listed && work.is(next, wordKind.hyphen) && !isNameCompound(work, token.text)) break
    words.push(token.text)
    to = next + 1
  }
  while (words.length > 0 && isParticle(words.at(-1) ?? '') && words.at(-1) === words.at(-1)?.toLowerCase())
    words.pop()
  return words.every((word) => isInitial(word)) || to <= at ? undefined : { from: at, to, words }
}

function endsLikeGenitive(word: string): boolean {
  return /[^s]s$/.test(word)
}

function isListedNext(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (!isCapitalised(token) || token === undefined) return false
  if (
    work.pack.names.family(token.text).length > 0 ||
    work.pack.names.family(token.text.replace(/s$/, '')).length > 0
  )
    return true
  return (
    !work.pack.nouns.likely(token.text) &&
    work.at(at) === undefined &&
    work.pack.offices.find(token.text) === undefined
  )
}

/** "Lee Jae-myung", "Kassym-Jomart", "Göring-Eckardt": parts that are names or at least no nouns. */
function isNameCompound(work: SentenceWork, text: string): boolean {
  const parts = text.split('-')
  const last = parts.at(-1) ?? ''
  if (parts.length > 3 || work.pack.nouns.likely(last) || work.pack.offices.find(text) !== undefined)
    return false
  if (
    parts.some((part) => work.pack.names.given(part) !== undefined || work.pack.names.family(part).length > 0)
  )
    return true
  return /^\p{Lu}\p{Ll}+-\p{Ll}+$/u.test(text) || /^(?:al|el|as|an|ar|at|asch|ash)-/i.test(text)
}

function particleLeadsOn(work: SentenceWork, at: number, words: number): boolean {
  const lower = work.lower(at)
  // "Präsident der Ukraine": an article is a particle only between other particles or after "von", "van".
  if (['der', 'den', 'die', 'das', 'des'].includes(lower)) {
    const before = work.lower(at - 1)
    return (before === 'von' || before === 'van') && isFamilyAfter(work, at + 1)
  }
  if (['zu', 'zur', 'zum', 'vom', 'e', 'y', 'du'].includes(lower) && words === 0) return false
  // "hat Oleh Romaniuk zum Leiter ernannt": German particles stand behind one given name at most, before a name.
  if (['zu', 'zur', 'zum', 'vom', 'von'].includes(lower)) {
    const family = work.tokens[at + 1]
    const article = family !== undefined && ['der', 'den', 'dem'].includes(family.lower)
    const full =
      words > 1 && isListed(work, work.word(at - 1)) && work.pack.names.given(work.word(at - 1)) === undefined
    // "Bettina Kranz von der Kanzlei": behind a whole name an article begins where the person is from.
    const whole = article && words > 1 && work.pack.names.given(work.word(at - 1)) === undefined
    if (whole || full || (family !== undefined && work.pack.offices.find(family.text) !== undefined))
      return false
    if (lower !== 'von' && !article && (words > 2 || work.pack.nouns.likely(family?.text ?? ''))) return false
    if (
      family !== undefined &&
      isCapitalised(family) &&
      work.pack.names.given(family.text) !== undefined &&
      work.pack.names.family(family.text).length === 0
    )
      return false
  }
  const next = work.tokens[at + 1]
  if (next === undefined) return false
  if (isParticle(next.text) && next.text === next.lower)
    return (lower === 'von' || lower === 'van' || lower === 'de') && isFamilyAfter(work, at + 2)
  if (!isCapitalised(next)) return false
  const item = work.at(at + 1)
  if (lower === 'von') return item === undefined && !work.pack.nouns.likely(next.text)
  return item === undefined || item.type === 'PER'
}

/** "von der Leyen" goes on with a name, "von der Kanzlei", "von der Velora GmbH", "von der Universität Y" with a body. */
function isFamilyAfter(work: SentenceWork, at: number): boolean {
  const { names, nouns, words } = work.pack
  if (!isCapitalised(work.tokens[at])) return false
  if (names.family(work.word(at)).length > 0) return true
  const item = work.at(at)
  return (
    !nouns.likely(work.word(at)) &&
    !words.companySuffixes.has(work.word(at + 1)) &&
    (item === undefined || item.type === 'PER')
  )
}

function isInitial(text: string): boolean {
  return text.length <= 2 && /^\p{Lu}\.?$/u.test(text)
}

export function isListed(work: SentenceWork, word: string): boolean {
  const bare = word.replace(/(?:s|’)$/, '')
  return [word, bare].some(
    (form) => work.pack.names.given(form) !== undefined || work.pack.names.family(form).length > 0,
  )
}

export function genderOf(work: SentenceWork, words: readonly string[]): 'm' | 'f' | undefined {
  if (words.length < 2) return undefined
  const given = work.pack.names.given(words[0] ?? '')
  if (given === undefined || given.male === given.female) return undefined
  return given.male ? 'm' : 'f'
}

/** Probability that a run found without an announcing word is a person. */
export function acceptable(work: SentenceWork, run: NameRun): number {
  const { names, nouns } = work.pack
  const first = run.words[0] ?? ''
  const last = run.words.at(-1) ?? ''
  const stem = last.replace(/(?:s|’)$/, '')
  const given = names.given(first)
  const family = [...names.family(last), ...names.family(stem)]
  const firstFamily = names.family(first)
  if (run.words.length === 1) {
    if (work.isTaughtName(first) && !nouns.likely(first) && !nouns.likely(stem)) return 0.75
    if (first.length < 4 || nouns.likely(first) || nouns.likely(stem)) return 0
    if (family.length === 0 || family.every((culture) => eastAsian.has(culture))) return 0
    // A word that is also a given name alone is left to what the article says elsewhere.
    return given === undefined ? 0.75 : 0.55
  }
  if (given !== undefined && family.length > 0) return 0.97
  if (firstFamily.some((culture) => eastAsian.has(culture)) && run.words.length <= 4 && !nouns.listed(last))
    return 0.9
  if (given !== undefined) return 0.88
  if (family.length > 0) return 0.8
  if (work.opens(run.from)) return 0.3
  return 0.55
}
