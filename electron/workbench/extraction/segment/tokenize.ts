import type { Span } from '../../../../shared/model/span.ts'
import type { Token, TokenKind } from '../document.ts'
import { characterClass, classAt, isLowerAt, isUpperAt, unitAt } from './characters.ts'
import { spelling } from './interned.ts'
import { noSegmentLexicon, type SegmentLexicon } from './lexicon.ts'
import { scanAddress } from './addresses.ts'

const { letter, digit, space } = characterClass

/** How far a look-ahead reads: longer words decide nothing, and pathological text must stay linear. */
const peekLimit = 48

/**
 * Tokens of `text` within `span`, in order, with offsets into `text`. Hyphen compounds, decimals, dotted
 * dates, ordinals and abbreviations are one token each; every other character that is no space is a token
 * of its own. Without a lexicon only structural rules hold, which suits names and queries.
 */
export function tokenize(
  text: string,
  span: Span,
  lexicon: SegmentLexicon = noSegmentLexicon,
): readonly Token[] {
  const tokens: Token[] = []
  const openQuotes: string[] = []
  const limit = Math.min(span.end, text.length)
  let position = span.start
  const push = (end: number, kind: TokenKind) => {
    const written = spelling(text.slice(position, end))
    tokens.push({ start: position, end, text: written.text, lower: written.lower, kind })
    position = end
  }
  while (position < limit) {
    const kind = classAt(text, position)
    if (kind === space) {
      position += 1
      continue
    }
    const address = scanAddress(text, position, limit)
    if (address > position) {
      push(address, 'url')
      continue
    }
    if (kind === letter || (kind === digit && !startsNumber(text, position, limit))) {
      const end = wordEnd(text, position, limit)
      const stop = abbreviationEnd(text, position, end, limit, lexicon, tokens.at(-1))
      if (stop > end) push(stop, 'abbreviation')
      else if (isRomanOrdinal(text, position, end, limit, lexicon)) push(end + 1, 'ordinal')
      else push(end, 'word')
      continue
    }
    if (kind === digit) {
      const end = numberEnd(text, position, limit)
      if (
        unitAt(text, end) === 0x2e &&
        end < limit &&
        isOrdinal(text, position, end, limit, lexicon, tokens.at(-1))
      ) {
        push(end + 1, 'ordinal')
      } else push(end, 'number')
      continue
    }
    if (suspendedHead(text, position, limit)) {
      push(wordEnd(text, position + 1, limit), 'word')
      continue
    }
    const quote = quoteKind(text, position, span.start, limit, openQuotes)
    if (quote !== null) push(position + 1, quote)
    else push(symbolEnd(text, position, limit), 'punctuation')
  }
  return tokens
}

/** End of the word that starts at `from`: letters and digits, joined by hyphens, apostrophes and gender marks. */
function wordEnd(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit) {
    const kind = classAt(text, at)
    if (kind === letter || kind === digit) {
      at += 1
      continue
    }
    const next = at + 1 < limit ? classAt(text, at + 1) : characterClass.other
    const unit = unitAt(text, at)
    if (isHyphen(unit)) {
      if (next === letter || next === digit) at += 2
      // A suspended compound keeps its hyphen: "Verteidigungs- und Sicherheitspolitik".
      else
        return at > from && next !== characterClass.other
          ? at + 1
          : at > from && text.charAt(at + 1) === ','
            ? at + 1
            : at
      continue
    }
    if (
      (unit === 0x27 || unit === 0x2019 || unit === 0x02bc || unit === 0x26) &&
      next === letter &&
      at > from
    ) {
      at += 2
      continue
    }
    if ((unit === 0x3a || unit === 0x2a || unit === 0x5f) && isGenderEnding(text, at + 1)) {
      at += 2
      continue
    }
    break
  }
  return at
}

/** "Minister:innen", "Bürger*innen". */
function isGenderEnding(text: string, at: number): boolean {
  return text.startsWith('in', at) && (text.startsWith('innen', at) || classAt(text, at + 2) !== letter)
}

/** "-projekte" in "Kooperationsabkommen und -projekte": the tail of a compound that leaves its head out. */
function suspendedHead(text: string, at: number, limit: number): boolean {
  return (
    isHyphen(unitAt(text, at)) &&
    at + 1 < limit &&
    isLowerAt(text, at + 1) &&
    (at === 0 || classAt(text, at - 1) === space || text.charAt(at - 1) === '/')
  )
}

function isHyphen(unit: number): boolean {
  return unit === 0x2d || unit === 0x2010 || unit === 0x2011
}

/** False for words that begin with digits: "24-jährige", "1990er", "5G". */
function startsNumber(text: string, from: number, limit: number): boolean {
  let at = from
  while (at < limit && classAt(text, at) === digit) at += 1
  if (at >= limit) return true
  if (classAt(text, at) === letter) return text.charAt(at) === '°'
  return !(isHyphen(unitAt(text, at)) && at + 1 < limit && classAt(text, at + 1) === letter)
}

/** End of a number: "1.000", "3,5", "20.06.2024", "15:30", and thousands set apart by a narrow space. */
function numberEnd(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit) {
    const kind = classAt(text, at)
    if (kind === digit) {
      at += 1
      continue
    }
    const unit = unitAt(text, at)
    const joins = unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x2f
    if (joins && at + 1 < limit && classAt(text, at + 1) === digit) {
      // "2024/25" and lists such as "3,5" stay one token; the value grammar takes them apart.
      at += 2
      continue
    }
    // A plain blank parts thousands too where one to three digits stand in front: "10 000".
    const blank =
      unit === 0xa0 || unit === 0x202f || unit === 0x2009 || unit === 0x20 || unit === 0x27 || unit === 0x2019
    if (blank && isThousandGroup(text, at + 1, limit) && groupsSoFar(text, from, at)) {
      at += 4
      continue
    }
    break
  }
  return at
}

/** Whether what was read so far is one to three digits, or such groups parted by blanks. */
function groupsSoFar(text: string, from: number, at: number): boolean {
  return at - from <= 11 && /^[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009'’]\d{3})*$/.test(text.slice(from, at))
}

function isThousandGroup(text: string, at: number, limit: number): boolean {
  return (
    at + 3 <= limit &&
    classAt(text, at) === digit &&
    classAt(text, at + 1) === digit &&
    classAt(text, at + 2) === digit &&
    (at + 3 === limit || classAt(text, at + 3) !== digit)
  )
}

/** Whether the stop at `end` belongs to the number: "4. März", "am 15. und 16. Mai", "75. Jahrestag", "20.06.". */
function isOrdinal(
  text: string,
  from: number,
  end: number,
  limit: number,
  lexicon: SegmentLexicon,
  before: Token | undefined,
): boolean {
  const written = text.slice(from, end)
  if (/^\d{1,2}\.\d{1,2}$/.test(written)) return isDayAndMonth(written) && !endsLine(text, end + 1, limit)
  if (!/^\d{1,3}$/.test(written) || (written.startsWith('0') && written.length !== 2)) return false
  const next = peekWord(text, end + 1, limit)
  if (next.at === null) {
    // "vom 3. – 5. März", "der 4./5. Mai"
    return /^\s{0,3}[–—-]\s{0,3}\d{1,2}\.|^\/\d{1,2}\./.test(text.slice(end + 1, Math.min(limit, end + 12)))
  }
  if (next.at === end + 1) return false
  const lower = next.word.toLowerCase()
  if (classAt(text, next.at) === digit) return before !== undefined && lexicon.ordinalLeads.has(before.lower)
  if (isLowerAt(text, next.at)) return true
  if (lexicon.ordinalNouns.has(lower)) return true
  if (lexicon.ordinalNounEndings.some((ending) => lower.endsWith(ending))) return true
  // "1. Der Plan": the number of a list at the beginning of the stretch.
  if (before === undefined) return true
  if (lexicon.starters.has(lower)) return false
  // "den späteren 1. Vorsitzenden": an adjective in front asks for a noun, so the number cannot end here.
  const adjective =
    before.kind === 'word' &&
    before.text.length >= 5 &&
    isLowerAt(before.text, 0) &&
    /(?:en|er|em|es)$/.test(before.lower)
  return lexicon.ordinalLeads.has(before.lower) || (adjective && !lexicon.either.has(before.lower))
}

function isDayAndMonth(written: string): boolean {
  const [day, month] = written.split('.')
  return Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12 && month !== '0'
}

function endsLine(text: string, at: number, limit: number): boolean {
  return at >= limit || unitAt(text, at) === 0x0a
}

/** "Johannes Paul II.", "Karl III.": a Roman numeral with a stop that is not followed by a new sentence. */
function isRomanOrdinal(
  text: string,
  from: number,
  end: number,
  limit: number,
  lexicon: SegmentLexicon,
): boolean {
  if (unitAt(text, end) !== 0x2e || end - from > 5 || end >= limit) return false
  const written = text.slice(from, end)
  if (!/^(?:X{0,3})(?:IX|IV|V?I{0,3})$/.test(written) || written === '') return false
  const next = peekWord(text, end + 1, limit)
  return next.at !== null && next.at > end + 1 && !lexicon.starters.has(next.word.toLowerCase())
}

/**
 * End of an abbreviation with its stop, or -1. Letters with stops between them ("z.B.", "U.S.") and single
 * letters ("u. a.", "George W. Bush") need no list.
 */
function abbreviationEnd(
  text: string,
  from: number,
  end: number,
  limit: number,
  lexicon: SegmentLexicon,
  before: Token | undefined,
): number {
  if (end >= limit || unitAt(text, end) !== 0x2e) return -1
  if (end - from === 1) {
    let at = end + 1
    while (at + 1 < limit && classAt(text, at) === letter && unitAt(text, at + 1) === 0x2e) at += 2
    if (at > end + 1) return at
    // "Plan B. Danach" ends a sentence; "u. a.", "George W. Bush" and "vor W. Müller" do not.
    if (isLowerAt(text, from) || before === undefined || before.kind === 'abbreviation') return at
    return lexicon.starters.has(peekWord(text, at, limit).word.toLowerCase()) ? -1 : at
  }
  const lower = text.slice(from, Math.min(end, from + peekLimit)).toLowerCase()
  if (lexicon.inner.has(lower) || lexicon.either.has(lower)) return end + 1
  if (lexicon.beforeNumber.has(lower)) {
    const next = peekWord(text, end + 1, limit)
    if (next.at !== null && classAt(text, next.at) === digit) return end + 1
  }
  return -1
}

/** The next word or number behind blanks; `at` is null where something else follows. */
export function peekWord(
  text: string,
  from: number,
  limit: number,
): { readonly at: number | null; readonly word: string } {
  let at = from
  const patience = Math.min(limit, from + peekLimit)
  while (at < patience && classAt(text, at) === space && unitAt(text, at) !== 0x0a) at += 1
  if (at >= patience) return { at: null, word: '' }
  const kind = classAt(text, at)
  if (kind !== letter && kind !== digit) return { at: null, word: '' }
  let end = at
  while (
    end < limit &&
    end - at < peekLimit &&
    (classAt(text, end) === letter || classAt(text, end) === digit || isHyphen(unitAt(text, end)))
  )
    end += 1
  return { at, word: text.slice(at, end) }
}

const closerOf: Readonly<Record<string, string>> = {
  '„': '“',
  '‚': '‘',
  '»': '«',
  '›': '‹',
  '«': '»',
  '‹': '›',
  '“': '”',
  '‘': '’',
  '"': '"',
  "'": "'",
  '”': '”',
}

/** Opening or closing, by what is open and by the blanks around it; null where the mark is no quotation mark. */
function quoteKind(
  text: string,
  at: number,
  start: number,
  limit: number,
  open: string[],
): 'quote-open' | 'quote-close' | null {
  const mark = text.charAt(at)
  if (closerOf[mark] === undefined && mark !== '’') return null
  const freeBefore =
    at === start || classAt(text, at - 1) === space || '([{–—-/„‚»«"“'.includes(text.charAt(at - 1))
  const freeBehind = at + 1 >= limit || classAt(text, at + 1) === space
  if (mark === '„' || (mark === '‚' && !freeBehind)) return opened(mark, open)
  const depth = open.findLastIndex((opener) => closes(opener, mark))
  if (depth >= 0 && (!freeBefore || freeBehind || mark === '“' || mark === '”' || isUpperAt(text, at - 1))) {
    open.length = depth
    return 'quote-close'
  }
  if (mark === '’' || ((mark === "'" || mark === '‘') && !freeBefore)) return null
  if (freeBefore && !freeBehind) return opened(mark, open)
  // German closers turn up alone where the opener stood in an earlier paragraph.
  return mark === "'" || mark === '‘' ? null : 'quote-close'
}

function opened(mark: string, open: string[]): 'quote-open' {
  if (open.length < 8) open.push(mark)
  return 'quote-open'
}

function closes(opener: string, mark: string): boolean {
  if (closerOf[opener] === mark) return true
  // Machine translation mixes styles: „…” and „…" close as well.
  if (opener === '„') return mark === '”' || mark === '"'
  if (opener === '‚') return mark === '’' || mark === "'"
  return opener === '“' && mark === '“'
}

/** Runs of dots are one token, and a surrogate pair is never cut. */
function symbolEnd(text: string, at: number, limit: number): number {
  const unit = unitAt(text, at)
  if (unit >= 0xd800 && unit <= 0xdbff) return Math.min(limit, at + 2)
  if (unit !== 0x2e) return at + 1
  let end = at + 1
  while (end < limit && unitAt(text, end) === 0x2e) end += 1
  return end
}
