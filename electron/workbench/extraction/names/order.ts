/** Which word of a name is the family name. */
export type NameOrder = 'given-first' | 'family-first'

export interface NameParts {
  readonly family: string
  /** Everything else, in the order of the text. */
  readonly given: readonly string[]
  /** Word by which the person is addressed alone: family name, for Vietnamese the last given name. */
  readonly address: string
}

const particles = new Set([
  'von', 'van', 'der', 'den', 'de', 'del', 'della', 'di', 'da', 'do', 'dos', 'du', 'la', 'le', 'zu', 'zur', 'zum', 'bin', 'ibn', 'ben', 'al', 'el',
  'ter', 'ten', 'af', 'av', 'e', 'y', 'vom', 'st.',
]) // prettier-ignore

/** Whether the word joins names without being one: "von", "de", "bin". */
export function isParticle(word: string): boolean {
  return particles.has(word.toLowerCase())
}

/**
 * Splits a full name by the order of its culture. The family name keeps its particles
 * ("von der Leyen", "bin Salman"); a hyphen belongs to the word. A single word is the family name.
 */
export function splitName(words: readonly string[], order: NameOrder, culture: string): NameParts {
  const [first] = words
  if (first === undefined) return { family: '', given: [], address: '' }
  if (words.length === 1) return { family: first, given: [], address: first }
  if (order === 'family-first') {
    const given = words.slice(1)
    // Vietnamese are addressed by the last word of their given name.
    const address = culture === 'vietnamese' ? (given.at(-1) ?? first) : first
    return { family: first, given, address }
  }
  let start = words.length - 1
  while (start > 1 && isParticle(words[start - 1] ?? '')) start -= 1
  const family = words.slice(start).join(' ')
  return { family, given: words.slice(0, start), address: family }
}
