import type { Token } from '../document.ts'
import type { ValueLexicon } from './lexicon.ts'
import { parseNumberWord, parseOrdinalWord } from './numbers.ts'

/** What the grammar asks about a word, answered once per spelling. */
export interface WordFacts {
  /** Whether any expression can begin with the word. */
  readonly begins: boolean
  /** Whether an amount, a frequency or an ordinal can begin with the word; prepositions, for one, only begin times. */
  readonly counts: boolean
  /** Whether the word begins an expression only in front of "vergangenen", "kommende" and the like. */
  readonly article: boolean
  readonly direction: -1 | 0 | 1 | null
  readonly number: number
}

/** Spellings kept; beyond that the memory starts anew, so that a corpus without end stays within bounds. */
const mostSpellings = 60_000

const memories = new WeakMap<ValueLexicon, WordMemory>()

/** The memory of a lexicon, shared by all articles that are read with it. */
export function wordMemory(lexicon: ValueLexicon): WordMemory {
  const known = memories.get(lexicon)
  if (known !== undefined) return known
  const memory = new WordMemory(lexicon)
  memories.set(lexicon, memory)
  return memory
}

/** Answers by spelling. The answers depend on the lexicon alone, so remembering them changes no result. */
export class WordMemory {
  private readonly known = new Map<string, WordFacts>()
  private readonly lexicon: ValueLexicon
  private readonly opening: ReadonlySet<string>

  constructor(lexicon: ValueLexicon) {
    this.lexicon = lexicon
    this.opening = openingWords(lexicon)
  }

  of(token: Token): WordFacts {
    const found = this.known.get(token.text)
    if (found !== undefined) return found
    if (this.known.size >= mostSpellings) this.known.clear()
    const facts = this.examine(token)
    this.known.set(token.text, facts)
    return facts
  }

  private examine(token: Token): WordFacts {
    const { lexicon } = this
    const { text, lower } = token
    const direction = directionOf(lower, lexicon)
    const number = parseNumberWord(lower, lexicon)
    const stem = lower.replace(/e[nmrs]?$/, '')
    const begins =
      direction !== null || !Number.isNaN(number) || !Number.isNaN(parseOrdinalWord(lower, lexicon)) || this.opening.has(lower) ||
      lexicon.months.has(text) || lexicon.weekdays.has(text) || lexicon.edges.has(text) || lexicon.seasons.has(text) ||
      lexicon.yearEdges.has(text) || lexicon.monthEdges.has(text) || lexicon.feasts.has(text) || lexicon.compoundRelative.has(text) ||
      lexicon.frequencies.has(stem) || lexicon.longAdjectives.has(stem) || lexicon.currencies.has(text) || lexicon.dayParts.has(lower) ||
      lexicon.durationAdjectives.some(([ending]) => stem.endsWith(ending)) ||
      /^\d|mal$|erjahren?$|^(?:mon|diens|mitt|donners|frei|sams|sonn)|^(?:spät|früh|vor)/.test(lower) // prettier-ignore
    const counts =
      !Number.isNaN(number) || !Number.isNaN(parseOrdinalWord(lower, lexicon)) || lexicon.comparatorOpeners.has(lower) ||
      lexicon.frequencies.has(stem) || lexicon.frequencies.has(lower) || lexicon.longAdjectives.has(stem) || lexicon.currencies.has(text) ||
      lexicon.durationAdjectives.some(([ending]) => stem.endsWith(ending)) || /mal$|^(?:pro|je|alle|us-?|jede[nsrm]?)$/.test(lower) // prettier-ignore
    return { begins, counts, article: /^(?:der|die|das|den|dem|des)$/.test(lower), direction, number }
  }
}

function directionOf(lower: string, lexicon: ValueLexicon): -1 | 0 | 1 | null {
  const { previous, next, current } = lexicon.calendar
  if (isInflected(lower, previous)) return -1
  if (isInflected(lower, next)) return 1
  return isInflected(lower, current) ? 0 : null
}

function isInflected(lower: string, stems: readonly string[]): boolean {
  return stems.some(
    (stem) => lower.startsWith(stem) && lower !== stem && /^e[nmrs]?$/.test(lower.slice(stem.length)),
  )
}

/** First words of phrases and function words that open an expression. */
function openingWords(lexicon: ValueLexicon): ReadonlySet<string> {
  const { sets } = lexicon
  const firstWords = [...lexicon.vaguePhrases.keys(), ...lexicon.comparators.keys()].map(
    (phrase) => phrase.split(' ')[0] ?? '',
  )
  return new Set([
    ...firstWords, ...lexicon.vague.keys(), ...lexicon.days.keys(), ...lexicon.dayAdjectives.keys(), ...sets.vagueAmounts,
    ...sets.agoWords, ...sets.sinceWords, ...sets.aheadWords, ...lexicon.numberWords.keys(),
    'in', 'im', 'am', 'zum', 'gegen', 'während', 'der', 'die', 'das', 'den', 'dem', 'des', 'pro', 'je', 'alle', 'jede', 'jeder', 'jedes',
    'jeden', 'jedem', 'demselben', 'selben', 'gleichen', 'folgenden', 'darauffolgenden', 'nur', 'erst', 'bereits', 'kurz', 'tags', 'genau', 'gerade', 'schon', 'us', 'us-',
  ]) // prettier-ignore
}
