/**
 * What a UTF-16 code unit is for the tokenizer. One table lookup per unit keeps the segmenter linear and
 * fast; the classes come from Unicode properties, never from a locale.
 */
export const characterClass = { other: 0, space: 1, letter: 2, digit: 3 } as const
export type CharacterClass = (typeof characterClass)[keyof typeof characterClass]

const unknown = 255
const table = new Uint8Array(0x10000).fill(unknown)

/**
 * Engines keep one text in several forms (whole, cut out of another, joined of parts) and look the method up anew for every
 * one they meet; bound beforehand it is found once, and the unit is read in place.
 */
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the text as its receiver
const { charCodeAt } = String.prototype

/** The UTF-16 code unit at `index`; NaN outside the text. For what is asked of every letter of a text. */
export function unitAt(text: string, index: number): number {
  return charCodeAt.call(text, index)
}

/** The class of the unit at `index`; halves of a surrogate pair take the class of their code point. */
export function classAt(text: string, index: number): CharacterClass {
  const unit = unitAt(text, index)
  if (Number.isNaN(unit)) return characterClass.other
  if (unit >= 0xd800 && unit <= 0xdfff) return surrogateClass(text, index)
  const known = table[unit]
  if (known !== undefined && known !== unknown) return asClass(known)
  const found = classify(String.fromCharCode(unit))
  table[unit] = found
  return found
}

export function isUpperAt(text: string, index: number): boolean {
  const unit = unitAt(text, index)
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a
  if (classAt(text, index) !== characterClass.letter) return false
  const letter = text.charAt(index)
  return letter !== letter.toLowerCase()
}

export function isLowerAt(text: string, index: number): boolean {
  const unit = unitAt(text, index)
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a
  if (classAt(text, index) !== characterClass.letter) return false
  const letter = text.charAt(index)
  return letter === letter.toLowerCase() && (letter !== letter.toUpperCase() || letter === 'ß')
}

function surrogateClass(text: string, index: number): CharacterClass {
  const unit = unitAt(text, index)
  const start = unit >= 0xdc00 ? index - 1 : index
  const point = text.codePointAt(start)
  return point !== undefined && point > 0xffff && /\p{L}/u.test(String.fromCodePoint(point))
    ? characterClass.letter
    : characterClass.other
}

function classify(character: string): CharacterClass {
  // Zero-width characters and soft hyphens sit inside words that were pasted from a browser.
  if (/[\p{L}\p{M}²³°\u00ad\u200b-\u200d\u2060]/u.test(character)) return characterClass.letter
  if (/\p{Nd}/u.test(character)) return characterClass.digit
  if (/[\s\p{Z}\ufeff]/u.test(character)) return characterClass.space
  return characterClass.other
}

function asClass(value: number): CharacterClass {
  return value === 1 ? 1 : value === 2 ? 2 : value === 3 ? 3 : 0
}
