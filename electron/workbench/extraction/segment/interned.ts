/** A spelling and its lower case, as the one pair of strings that all tokens so spelt share. */
interface Spelling {
  readonly text: string
  readonly lower: string
}

/** Spellings kept; then the table begins anew, so that memory stays bounded. */
const most = 50_000
/** Longer ones are addresses and rubble that hardly come twice. */
const longest = 40

let spellings: Record<string, Spelling> = emptyTable()
let count = 0

/**
 * The spelling of a token. Every later stage asks tables for the words of a text some dozens of times: strings that are
 * one and the same are found there without being compared letter by letter, and hold no article in memory.
 */
export function spelling(text: string): Spelling {
  if (text.length > longest) return { text, lower: text.toLowerCase() }
  const known = spellings[text]
  if (known !== undefined) return known
  if (count >= most) {
    spellings = emptyTable()
    count = 0
  }
  const lower = text.toLowerCase()
  const made = { text, lower: lower === text ? text : spelling(lower).text }
  spellings[text] = made
  count += 1
  return made
}

/** Words are keys here, also "constructor": nothing is inherited. */
function emptyTable(): Record<string, Spelling> {
  return Object.create(null) as Record<string, Spelling>
}
