import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fold as foldLatin } from '../extraction/names/fold.ts'
import type { TransliterationLexicon } from '../extraction/names/lexicon.ts'
import { compileTransliteration } from '../extraction/names/transliteration.ts'
import { colognePhonetic } from './cologne.ts'
import { allowedEdits } from './edit-distance.ts'
import { fold } from './fold.ts'

const spellings = z.array(z.string().min(1)).min(1)
/** `name-variants.json`: what brings spellings of one name together beyond rules of letters. */
export const nameVariantsSchema = z.object({
  schema: z.literal('beleg-name-variants/1'),
  comment: z.string(),
  leading: z.array(z.string().min(1)),
  letters: z.record(z.string().length(1), z.string()),
  given: z.record(z.string(), spellings),
  classes: z.record(z.string(), z.array(spellings)),
})
export type NameVariants = z.infer<typeof nameVariantsSchema>

/** Why a word stands for another: the same sounds in other letters, another reading of the same sign, another spelling. */
export type VariantKind = 'reading' | 'variant'

/** A name as keys see it. */
export interface KeyedName {
  /** Folded words, at most a dozen. */
  readonly words: readonly string[]
  /** One key for each word: spellings of one word share it. */
  readonly keys: readonly string[]
}

export interface NameKeys {
  /** Changes when the same name would get other keys. */
  readonly version: string
  readonly keyed: (name: string) => KeyedName
  /** The same for a name whose folded form is known already, as the registry keeps it. */
  readonly keyedAs: (name: string, folded: string) => KeyedName
  /** Key of a whole name, whatever the order of its words. */
  readonly whole: (name: KeyedName) => string
  /** Keys of words that are other readings or spellings of a word. */
  readonly variants: (word: string) => ReadonlyMap<string, VariantKind>
  /**
   * A Vietnamese reading of a Chinese name, as Pinyin would write it: „Trương Hựu Hiệp“ is Zhang Youxia. Empty where a
   * syllable has no such reading.
   */
  readonly pinyin: (name: KeyedName) => readonly KeyedName[]
  /** Whether a folded title is of an office that leads a state. */
  readonly leads: (title: string) => boolean
  /** Blocks in which a word key meets those that differ by few letters or sound alike. */
  readonly blocks: (key: string) => readonly string[]
}

/** Of a name of 10,000 letters the first few words are enough to find it again; the rest cannot cost memory. */
const mostWords = 12
const longestWord = 40
const longestDeletion = 16
/** Names are no longer than this; what comes after is left unread. */
const longestName = 600

/** Changed by hand where the code below gives other keys for the same data. */
const codeVersion = '2'

export function compileNameKeys(lexicon: TransliterationLexicon, variants: NameVariants): NameKeys {
  const transliteration = compileTransliteration(lexicon)
  const cyrillic = new RegExp(`[${Object.keys(variants.letters).join('')}]`, 'gu')
  const latin = (word: string): string =>
    word.replace(cyrillic, (letter) => variants.letters[letter] ?? letter).slice(0, longestWord)
  // Letters of scripts without a rule stand for themselves, so that such names are found as they are written.
  const keyOf = remembered(
    (word: string): string => transliteration.key(latin(word)) || word.slice(0, longestWord),
  )
  const keyedWords = (words: readonly string[]): KeyedName => ({ words, keys: words.map(keyOf) })
  const readings = readingTable(lexicon, variants)
  const leading = new Set(variants.leading.map(fold))
  const other = variantTable(lexicon, variants, keyOf)
  return {
    version: createHash('sha256').update(JSON.stringify([codeVersion, lexicon, { ...variants, leading: undefined }])).digest('hex').slice(0, 16),
    keyed: remembered((name: string) => keyedWords(wordsOf(name))),
    // Letters that NFKC would change are the only ones that make a difference, and none of them is ASCII.
    keyedAs: (name, folded) =>
      folded.length <= longestName && isAscii(folded) && name.length <= longestName
        ? keyedWords(firstWords(folded))
        : keyedWords(wordsOf(name)),
    whole: ({ keys }) => [...keys].sort().join(' '),
    variants: remembered((word: string) => {
      const found = new Map(other.get(fold(word)))
      found.delete(keyOf(word))
      return found
    }),
    pinyin: ({ words }) =>
      pinyinNames(readings, words).map((name) => ({ words: name, keys: name.map(keyOf) })),
    leads: (title) => leading.has(title),
    blocks,
  }
} // prettier-ignore

const mostRemembered = 40_000

/** Answers the same question once: names of a registry are compared again and again. */
function remembered<T>(answer: (question: string) => T): (question: string) => T {
  const known = new Map<string, T>()
  return (question) => {
    const found = known.get(question)
    if (found !== undefined) return found
    if (known.size >= mostRemembered) known.clear()
    const fresh = answer(question)
    known.set(question, fresh)
    return fresh
  }
}

/** Folded words of a name. A name of marks alone has none. */
function wordsOf(name: string): readonly string[] {
  return firstWords(fold(name.slice(0, longestName).normalize('NFKC')))
}

const firstWords = (folded: string): readonly string[] =>
  folded
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords)

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

type ReadingTable = ReadonlyMap<string, readonly string[]>

/** Folded Sino-Vietnamese syllables to the Pinyin they are read for. */
function readingTable({ sinoVietnamese }: TransliterationLexicon, { given }: NameVariants): ReadingTable {
  const table = new Map<string, string[]>()
  for (const [syllable, pinyin] of [...Object.entries(sinoVietnamese), ...Object.entries(given)]) {
    const known = table.get(fold(syllable)) ?? []
    table.set(fold(syllable), [...new Set([...known, ...pinyin.map((reading) => fold(foldLatin(reading)))])])
  }
  return table
}

const mostReadings = 8

/** Family name and the given name in one word, in each way the syllables can be read. */
function pinyinNames(readings: ReadingTable, words: readonly string[]): readonly (readonly string[])[] {
  if (words.length < 2 || words.length > 3) return []
  if (!words.every((word) => readings.has(word))) return []
  let joined: readonly (readonly string[])[] = [[]]
  for (const word of words) {
    const read = readings.get(word) ?? []
    joined = joined.flatMap((name) => read.map((reading) => [...name, reading])).slice(0, mostReadings)
  }
  return joined.map(([family = '', ...given]) => [family, given.join('')])
}

type VariantTable = ReadonlyMap<string, ReadonlyMap<string, VariantKind>>

function variantTable(
  lexicon: TransliterationLexicon,
  { given, classes }: NameVariants,
  keyOf: (word: string) => string,
): VariantTable {
  const table = new Map<string, Map<string, VariantKind>>()
  const link = (from: string, to: string, kind: VariantKind): void => {
    const known = table.get(from) ?? new Map<string, VariantKind>()
    known.set(keyOf(to), known.get(keyOf(to)) ?? kind)
    table.set(from, known)
  }
  for (const [vietnamese, pinyin] of [...Object.entries(lexicon.sinoVietnamese), ...Object.entries(given)]) {
    for (const reading of pinyin) {
      const [one, two] = [fold(vietnamese), fold(foldLatin(reading))]
      link(one, two, 'reading')
      link(two, one, 'reading')
    }
  }
  for (const group of Object.values(classes).flat()) {
    for (const one of group) for (const two of group) if (one !== two) link(fold(one), fold(two), 'variant')
  }
  return table
}

/**
 * A word and each word it becomes by leaving out one letter: two words with an edit distance of 1 always share a block,
 * most with 2 do, and those that sound alike in German share the last.
 */
function blocks(key: string): readonly string[] {
  if (allowedEdits(key.length) === 0) return []
  const found = new Set([`d${key}`])
  if (key.length <= longestDeletion) {
    for (let index = 0; index < key.length; index++) found.add(`d${key.slice(0, index)}${key.slice(index + 1)}`)
  }
  const sound = colognePhonetic(key)
  if (sound.length > 1) found.add(`c${sound}`)
  return [...found]
} // prettier-ignore
