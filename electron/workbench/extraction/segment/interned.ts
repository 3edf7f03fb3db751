/** A spelling and its lower case, as the one pair of strings that all tokens so spelt share. */
interface Spelling {
  readonly text: string
  readonly lower: string
}

/** Spellings kept; then the table begins anew, so that memory stays bounded. */
const most = 50_000
/** Longer ones are addresses and rubble that hardly come twice. */
const longest = 40

const spellings = new Map<string, Spelling>()

/**
 * The spelling of a token. Every later stage asks tables for the words of a text some dozens of times: strings that are
 * one and the same are found there without being compared letter by letter, and hold no article in memory.
 */
export function spelling(text: string): Spelling {
  if (text.length > longest) return { text, lower: text.toLowerCase() }
  const known = spellings.get(text)
  if (known !== undefined) return known
  if (spellings.size >= most) spellings.clear()
  const own = ownCopy(text)
  const lower = own.toLowerCase()
  const made = { text: own, lower: lower === own ? own : spelling(lower).text }
  spellings.set(own, made)
  return made
}

/** The same string, cut loose: a slice of a text would hold the whole text in memory as long as it is kept. */
export function ownCopy(text: string): string {
  // Engines keep the names of properties as strings of their own, one for each spelling.
  return Object.keys({ [text]: true })[0] ?? text
}
