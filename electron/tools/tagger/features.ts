import type { Token } from '../../workbench/extraction/document.ts'
import type { MentionPack } from '../../workbench/extraction/mentions/pack.ts'
import { compileNouns, type NounGuess } from '../../workbench/extraction/mentions/nouns.ts'
import { isAcronym } from '../../workbench/extraction/mentions/work.ts'

/** Buckets that features are hashed into: with 20 labels of 8 bits each the weights stay below four megabytes. */
export const buckets = 3 << 16
/** Features of one token. */
export const featuresPerToken = 40

/** FNV-1a over the number of the template and the letters. */
function hash(template: number, text: string): number {
  let value = 0x811c9dc5 ^ template
  value = Math.imul(value, 0x01000193)
  for (let at = 0; at < text.length; at += 1) {
    value ^= text.charCodeAt(at)
    value = Math.imul(value, 0x01000193)
  }
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return ((value ^ (value >>> 13)) >>> 0) % buckets
}

/** "Aa", "aa-Aa", "A.", "00": letters by case, digits, runs shortened. */
function shapeOf(text: string): string {
  let shape = ''
  let last = ''
  for (const letter of text) {
    const kind = /\p{Lu}/u.test(letter)
      ? 'A'
      : /\p{Ll}/u.test(letter)
        ? 'a'
        : /\d/.test(letter)
          ? '0'
          : letter
    if (kind === last && shape.length > 1 && shape.at(-2) === kind) continue
    shape += kind
    last = kind
  }
  return shape.slice(0, 10)
}

interface WordFacts {
  readonly lower: string
  readonly shape: string
  /** What the lexicons know of the word, one letter each. */
  readonly known: string
}

const cacheLimit = 50_000

interface Memory {
  readonly words: Map<string, WordFacts>
  /** Without the nouns that were taken from training sentences: in these they would tell the answer. */
  readonly nouns: NounGuess
}
const memories = new WeakMap<MentionPack, Memory>()

function memoryOf(pack: MentionPack): Memory {
  const known = memories.get(pack)
  if (known !== undefined) return known
  const memory = {
    words: new Map<string, WordFacts>(),
    nouns: compileNouns({ ...pack.lexicon.nouns, germeval: '' }),
  }
  memories.set(pack, memory)
  return memory
}

function factsOf(pack: MentionPack, token: Token): WordFacts {
  const { words: cache, nouns } = memoryOf(pack)
  const kept = cache.get(token.text)
  if (kept !== undefined) return kept
  const { text, lower } = token
  const upper = /^\p{Lu}/u.test(text)
  const bare = text.replace(/s$/, '')
  const known =
    (pack.names.given(text) === undefined ? '' : 'g') +
    (pack.names.family(text).length > 0
      ? 'f'
      : bare !== text && pack.names.family(bare).length > 0
        ? 's'
        : '') +
    (upper && nouns.likely(text) ? 'n' : '') +
    (upper && pack.offices.find(text) !== undefined ? 'o' : '') +
    (upper && pack.institutions.find(text) !== undefined ? 'i' : '') +
    (upper && pack.institutions.generic(lower) ? 'b' : '') +
    (pack.adjectives.has(lower) || pack.citizens.has(text) ? 'a' : '') +
    (pack.demonyms.has(text) ? 'd' : '') +
    (pack.words.companySuffixes.has(text) ? 'c' : '') +
    (pack.words.saying.has(lower) ? 'v' : '') +
    (pack.words.placeNouns.has(text) ? 'p' : '') +
    (pack.words.orgTriggers.has(text) ? 't' : '') +
    (pack.words.honorifics.has(text) || pack.words.personNouns.has(text) ? 'h' : '') +
    (isAcronym(text) ? 'y' : '')
  const facts = { lower, shape: shapeOf(text), known }
  if (cache.size < cacheLimit) cache.set(text, facts)
  return facts
}

/** For each token what the gazetteer lists there: the type with B or I, "-" for nothing. */
function listedAt(pack: MentionPack, tokens: readonly Token[]): readonly string[] {
  const marks = new Array<string>(tokens.length).fill('-')
  for (let at = 0; at < tokens.length; at += 1) {
    const hit = pack.phrases.longest(tokens, at, tokens.length)
    if (hit === undefined) {
      const text = tokens[at]?.text ?? ''
      const cut = text.indexOf('-')
      const part = cut > 1 ? pack.phrases.word(text.slice(0, cut)) : undefined
      if (part !== undefined) marks[at] = `P${part.type}`
      continue
    }
    for (let inside = at; inside < hit.to; inside += 1)
      marks[inside] = `${inside === at ? 'B' : 'I'}${hit.value.type}`
    at = hit.to - 1
  }
  return marks
}

const edge: WordFacts = { lower: '<>', shape: '<>', known: '' }

/**
 * Features of all tokens of a sentence, `featuresPerToken` bucket numbers for each; unused places repeat the
 * bias. What the lexicons list is a feature like any other: the tagger learns how far to trust it.
 */
export function featuresOf(pack: MentionPack, tokens: readonly Token[]): Int32Array {
  const facts = tokens.map((token) => factsOf(pack, token))
  const listed = listedAt(pack, tokens)
  const out = new Int32Array(tokens.length * featuresPerToken)
  const at = (index: number): WordFacts => facts[index] ?? edge
  const mark = (index: number): string => listed[index] ?? '<>'
  for (let index = 0; index < tokens.length; index += 1) {
    const [two, one, here, next, after] = [
      at(index - 2),
      at(index - 1),
      at(index),
      at(index + 1),
      at(index + 2),
    ]
    const { lower } = here
    const length = lower.length
    const features = [
      '',
      lower,
      here.shape,
      one.lower,
      next.lower,
      two.lower,
      after.lower,
      lower.slice(0, 2),
      lower.slice(0, 3),
      lower.slice(0, 4),
      lower.slice(Math.max(0, length - 2)),
      lower.slice(Math.max(0, length - 3)),
      lower.slice(Math.max(0, length - 4)),
      lower.slice(Math.max(0, length - 5)),
      `${one.lower} ${here.shape}`,
      `${here.shape} ${next.lower}`,
      `${one.shape} ${here.shape} ${next.shape}`,
      `${two.lower} ${one.lower}`,
      `${next.lower} ${after.lower}`,
      here.known,
      one.known,
      next.known,
      `${one.known}|${here.known}`,
      `${here.known}|${next.known}`,
      `${one.known}|${here.known}|${next.known}`,
      mark(index),
      mark(index - 1),
      mark(index + 1),
      `${mark(index)}${here.known}`,
      `${mark(index)}|${one.lower}`,
      `${mark(index)}|${mark(index + 1)}`,
      `${here.known}|${one.lower}`,
      `${here.known}|${next.lower}`,
      `${here.shape}|${here.known}${index === 0 ? '^' : ''}`,
      `${here.shape}|${lower.slice(Math.max(0, length - 3))}`,
      lower.includes('-') ? lower.slice(lower.lastIndexOf('-')) : '~',
      lower.includes('-') ? lower.slice(0, lower.indexOf('-')) : '~',
      `${next.shape} ${after.shape}`,
      `${two.known}|${one.known}`,
      `${one.lower}|${next.lower}`,
    ]
    features.forEach((feature, template) => {
      out[index * featuresPerToken + template] = hash(template, feature)
    })
  }
  return out
}
