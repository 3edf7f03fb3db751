import type { ValueLexicon } from './lexicon.ts'

/**
 * Value of a numeral as German texts write it: "1.000", "3,5", "1.250,5", "10 000". A dot or comma in front of
 * exactly three digits parts thousands, because translations mix both styles. NaN where it is no number.
 */
export function parseNumeral(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const plain = written.replace(/[\s\u00a0\u202f\u2009'’]/g, '')
  if (/^\d+$/.test(plain)) return Number(plain)
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(plain))
    return Number(plain.replaceAll('.', '').replace(',', '.'))
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return Number(plain.replaceAll(',', ''))
  if (/^\d+[.,]\d+$/.test(plain)) return Number(plain.replace(',', '.'))
  return Number.NaN
}

/** Value of a German number word ("zwölf", "fünfundzwanzig", "dreihundert"); NaN where it is none. */
export function parseNumberWord(lower: string, lexicon: ValueLexicon): number {
  const known = lexicon.numberWords.get(lower)
  if (known !== undefined) return known
  if (lower.length < 6 || lower.length > 60) return Number.NaN
  const thousand = lower.indexOf('tausend')
  if (thousand >= 0) return compose(lower, thousand, 7, 1000, lexicon)
  const hundred = lower.indexOf('hundert')
  if (hundred >= 0) return compose(lower, hundred, 7, 100, lexicon)
  const and = lower.indexOf('und')
  if (and <= 0) return Number.NaN
  const ones = lexicon.numberWords.get(lower.slice(0, and)) ?? Number.NaN
  const tens = lexicon.numberWords.get(lower.slice(and + 3)) ?? Number.NaN
  return ones >= 1 && ones <= 9 && tens >= 20 && tens <= 90 ? tens + ones : Number.NaN
}

function compose(lower: string, at: number, length: number, factor: number, lexicon: ValueLexicon): number {
  const head = lower.slice(0, at)
  const tail = lower.slice(at + length).replace(/^und(?=.)/, '')
  const times = head === '' ? 1 : parseNumberWord(head, lexicon)
  const rest = tail === '' ? 0 : parseNumberWord(tail, lexicon)
  return times * factor + rest
}

/** Where the ending of an adjective begins: e, or e and one of n, m, r, s; -1 where there is none. */
function ordinalEnding(lower: string): number {
  const last = lower.length - 1
  const before = lower.charCodeAt(last - 1) === 0x65 && 'nmrs'.includes(lower.charAt(last)) ? last - 1 : -1
  return before > 0 ? before : lower.charCodeAt(last) === 0x65 ? last : -1
}

/** Value of an inflected ordinal word ("fünften", "zwanzigster"); NaN where it is none. */
export function parseOrdinalWord(lower: string, lexicon: ValueLexicon): number {
  const cut = ordinalEnding(lower)
  if (cut < 1) return Number.NaN
  const stem = lower.slice(0, cut)
  const known = lexicon.ordinalStems.get(stem)
  if (known !== undefined) return known
  // "fünfundzwanzigsten": ones, "und", tens with their ordinal ending.
  const and = stem.indexOf('und')
  if (and <= 0) return Number.NaN
  const ones = lexicon.numberWords.get(stem.slice(0, and)) ?? Number.NaN
  const tens = lexicon.ordinalStems.get(stem.slice(and + 3)) ?? Number.NaN
  return ones <= 9 && tens >= 20 ? tens + ones : Number.NaN
}
