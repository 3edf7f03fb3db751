import { z } from 'zod'
import { compileFactLexicon, type FactGrammar } from './facts/compile.ts'
import { factLexiconSchema } from './facts/lexicon.ts'
import { mentionLexiconFiles, parseMentionLexicon, type MentionLexicon } from './mentions/index.ts'
import { characterClass, classAt, unitAt } from './segment/characters.ts'
import { compilePrepareLexicon, prepareLexiconSchema, type PrepareLexicon } from './prepare.ts'

/** Everything one language brings to extraction, compiled once per run from checked lexicon values. */
export interface LanguagePack {
  /** ISO 639-1. */
  readonly language: string
  /** Names the lexicon values in cache keys: hexadecimal SHA-256 of the files they were read from. */
  readonly lexiconSha256: string
  readonly prepare: PrepareLexicon
  readonly mentions: MentionLexicon
  readonly facts: FactGrammar
  /** Short frequent words by which a text of the language is known, lower case. */
  readonly functionWords: ReadonlySet<string>
}

/** Lexicon files by name, without `.json`; values as read, not yet checked. */
type LexiconFiles = Readonly<Record<string, unknown>>

/** Names of all lexicon files a German pack needs. */
export const germanLexiconFiles: readonly string[] = [
  ...new Set([
    ...Object.keys(prepareLexiconSchema.shape),
    ...mentionLexiconFiles,
    ...Object.keys(factLexiconSchema.shape),
  ]),
].sort()

/** Forms of helping verbs that English has as words of its own. */
const englishToo: readonly string[] = ['hat', 'war', 'will', 'mag']

/**
 * The German pack. Throws a ZodError that names the file and the place where a lexicon is not as its schema says.
 */
export function createGermanPack(files: LexiconFiles, lexiconSha256: string): LanguagePack {
  const pick = (names: readonly string[]): unknown =>
    Object.fromEntries(names.map((name) => [name, files[name]]))
  const facts = factLexiconSchema.parse(pick(Object.keys(factLexiconSchema.shape)))
  const { determiners, prepositions, pronouns, contractions, auxiliaries, modals } = facts.grammar
  const helpers = [...Object.values(auxiliaries), ...Object.values(modals)].flatMap((forms) =>
    Object.values(forms).flatMap((form) => form ?? []),
  )
  return {
    language: 'de',
    lexiconSha256: z.string().parse(lexiconSha256),
    prepare: compilePrepareLexicon(prepareLexiconSchema.parse(pick(Object.keys(prepareLexiconSchema.shape)))),
    mentions: parseMentionLexicon((name) => files[name]),
    facts: compileFactLexicon(facts),
    functionWords: new Set([
      ...[determiners, prepositions, pronouns, contractions].flatMap((words) => Object.keys(words)),
      ...facts.grammar.subordinators,
      ...facts.grammar.coordinators,
      ...facts.grammar.negations,
      ...facts.grammar.adverbs,
      ...helpers.filter((word) => !englishToo.includes(word)),
    ]),
  }
}

/** Words read before a language is judged; a headline alone is too little to judge. */
const enoughWords = 20
/** Running German text has over a third of such words; lists of names and tables have fewer than a tenth. */
const leastShare = 0.15
/** A short text full of names has fewer; different words that no neighbouring language writes like this make up for it. */
const shortText = 150
const leastShareOfShort = 0.07
const leastTelling = 2
const shared = new Set([
  'die',
  'der',
  'den',
  'das',
  'dem',
  'des',
  'man',
  'was',
  'war',
  'under',
  'van',
  'over',
  'sin',
])
/** Words of two letters that hardly any other language has. */
const brief = new Set(['zu', 'im', 'am'])
/** Letters beyond which no function word goes ("dementsprechend" has 15). */
const longestFunctionWord = 24
/** Words that are looked at: more change nothing. */
const sample = 4000

/** By `shapeOf`, which lengths and first letters function words have. */
const shapesByWords = new WeakMap<ReadonlySet<string>, Uint8Array>()

/** A number for a length and a first letter, the same for small and capital ones. */
function shapeOf(length: number, first: number): number {
  return length * 32 + (first & 31)
}

function shapesOf(words: ReadonlySet<string>): Uint8Array {
  const known = shapesByWords.get(words)
  if (known !== undefined) return known
  const shapes = new Uint8Array((longestFunctionWord + 1) * 32)
  for (const word of [...words, ...brief])
    if (word.length <= longestFunctionWord) shapes[shapeOf(word.length, word.charCodeAt(0))] = 1
  shapesByWords.set(words, shapes)
  return shapes
}

/** Whether the text reads like the language of the pack. Too short a text is given the benefit of the doubt. */
export function speaksLanguage(text: string, pack: LanguagePack): boolean {
  const { functionWords } = pack
  const shapes = shapesOf(functionWords)
  const read = text.slice(0, sample * 8)
  let words = 0
  let known = 0
  let short = 0
  const telling = new Set<string>()
  for (let at = 0; at < read.length && words < sample; at += 1) {
    if (classAt(read, at) !== characterClass.letter) continue
    const from = at
    while (at < read.length && classAt(read, at) === characterClass.letter) at += 1
    words += 1
    // A word that is German and something else ("die", "in", "an") must not carry the day alone.
    if (at - from < 2 || at - from > longestFunctionWord) continue
    const first = unitAt(read, from)
    // Most words are told by their length and first letter.
    if (first < 0x100 && shapes[shapeOf(at - from, first)] === 0) continue
    const word = read.slice(from, at).toLowerCase()
    if (at - from === 2) {
      if (!brief.has(word)) continue
      short += 1
      telling.add(word)
      continue
    }
    if (word === 'die' || !functionWords.has(word)) continue
    known += 1
    if (telling.size < leastTelling && !shared.has(word)) telling.add(word)
  }
  if (words < enoughWords || known / words >= leastShare) return true
  return words < shortText && telling.size >= leastTelling && (known + short) / words >= leastShareOfShort
}
