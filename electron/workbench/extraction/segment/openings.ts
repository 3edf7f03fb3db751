import type { Clause, Token } from '../document.ts'
import { isLowerAt } from './characters.ts'
import type { SegmentLexicon } from './lexicon.ts'

/** How a stretch of tokens opens a clause. */
export interface Opening {
  readonly kind: Clause['kind']
  readonly opener?: string
  /** "und dass …": goes beside the clause of the same kind instead of below it. */
  readonly coordinated: boolean
}

/**
 * The clause that the stretch `[from, to)` opens, or null where it goes on with or begins a main clause.
 * `waiting` tells that the clause before still waits for its infinitive, which a final "-en" then belongs to.
 */
export function openingOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  waiting: boolean,
  lexicon: SegmentLexicon,
): Opening | null {
  const words = lexicon.clauses
  const { index, coordinated } = skipModifiers(tokens, from, to, lexicon)
  const first = tokens[index]
  if (first === undefined) return null
  const infinitive = endsInInfinitive(tokens, from, to, lexicon)
  if (words.infinitiveOpeners.has(first.lower) && infinitive)
    return { kind: 'infinitive', opener: first.lower, coordinated }
  if (words.subordinators.has(first.lower)) return { kind: 'subordinate', opener: first.lower, coordinated }
  if (words.relativeAdverbs.has(first.lower)) return { kind: 'relative', opener: first.lower, coordinated }
  if (infinitive && from > 0) return { kind: 'infinitive', coordinated }
  const verbAtEnd = endsInVerb(tokens, from, to, lexicon)
  if (words.weakSubordinators.has(first.lower) && verbAtEnd && index + 1 < to) {
    return { kind: first.lower === 'wo' ? 'relative' : 'subordinate', opener: first.lower, coordinated }
  }
  const second = tokens[index + 1]
  const behindPreposition =
    words.prepositions.has(first.lower) && second !== undefined && words.relativePronouns.has(second.lower)
  const pronoun = behindPreposition ? second : first
  const mayBeRelative = from > 0 && isLowerAt(first.text, 0) && words.relativePronouns.has(pronoun.lower)
  if (mayBeRelative && verbAtEnd && !(waiting && endsInPlainInfinitive(tokens, from, to, lexicon))) {
    return { kind: 'relative', opener: pronoun.lower, coordinated }
  }
  if (
    from > 0 &&
    tokens[from - 1]?.text === ',' &&
    first.kind !== 'punctuation' &&
    reportsWithoutConjunction(tokens, from, to, lexicon)
  ) {
    return { kind: 'subordinate', coordinated: false }
  }
  return null
}

/** At most four words may stand before the opener: "und vor allem auch, weil". */
function skipModifiers(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): { readonly index: number; readonly coordinated: boolean } {
  const words = lexicon.clauses
  let index = from
  let coordinated = false
  for (let step = 0; step < 4 && index + 1 < to; step += 1) {
    const word = tokens[index]?.lower ?? ''
    const next = tokens[index + 1]?.lower ?? ''
    const opens =
      words.subordinators.has(next) || words.weakSubordinators.has(next) || words.relativePronouns.has(next) ||
      words.relativeAdverbs.has(next) || words.infinitiveOpeners.has(next) || words.modifiers.has(next) // prettier-ignore
    if (!words.modifiers.has(word) || !opens) break
    if (words.coordinators.has(word)) coordinated = true
    index += 1
  }
  return { index, coordinated }
}

/** The last word of a stretch, in front of its closing comma, mark or full stop; -1 where there is none. */
function lastWord(tokens: readonly Token[], from: number, to: number): number {
  let index = to - 1
  while (index >= from && (tokens[index]?.kind === 'punctuation' || tokens[index]?.kind === 'quote-close'))
    index -= 1
  return index >= from ? index : -1
}

/** German subordinate clauses end in their finite verb: a lower-case word with a verbal ending. */
export function endsInVerb(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  const word = tokens[lastWord(tokens, from, to)]
  if (word?.kind !== 'word' || !isLowerAt(word.text, 0)) return false
  return (
    isFinite(word.lower, lexicon) ||
    /[a-zäöüß]{2}(?:t|te|ten|tet|en|ern|eln)$|[a-zäöüß]{3}e$/.test(word.lower)
  )
}

function isFinite(lower: string, lexicon: SegmentLexicon): boolean {
  const { finiteForms, reportedForms, separablePrefixes } = lexicon.clauses
  if (finiteForms.has(lower) || reportedForms.has(lower)) return true
  // "zusammentraf", "teilnahm": a strong verb behind its prefix.
  for (let split = 2; split <= 12 && split < lower.length - 2; split += 1) {
    if (separablePrefixes.has(lower.slice(0, split)) && finiteForms.has(lower.slice(split))) return true
  }
  return false
}

/** "zu stärken", "aufrechtzuerhalten" at the end of the stretch. */
export function endsInInfinitive(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  const at = lastWord(tokens, from, to)
  const word = tokens[at]
  if (word?.kind !== 'word' || !isLowerAt(word.text, 0) || !word.lower.endsWith('n')) return false
  if (tokens[at - 1]?.lower === 'zu' && at - 1 >= from) return true
  for (let split = word.lower.indexOf('zu', 1); split > 0; split = word.lower.indexOf('zu', split + 1)) {
    if (word.lower.length - split >= 5 && lexicon.clauses.separablePrefixes.has(word.lower.slice(0, split)))
      return true
  }
  return false
}

function endsInPlainInfinitive(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  const word = tokens[lastWord(tokens, from, to)]
  return word !== undefined && word.lower.endsWith('n') && !lexicon.clauses.finiteForms.has(word.lower)
}

/** Whether a word of the stretch is, or by its past ending looks like, a finite verb. */
export function holdsFiniteVerb(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  for (let index = from; index < to; index += 1) {
    const word = tokens[index]
    if (word?.kind !== 'word' || !isLowerAt(word.text, 0)) continue
    if (lexicon.clauses.finiteForms.has(word.lower) || /[a-zäöüß]{2}te$/.test(word.lower)) return true
  }
  return false
}

const modals = new Set(
  'wird werden will wollen soll sollen kann können muss müssen dürfte dürften möchte möchten würde würden könnte könnten sollte sollten wollte wollten werde wolle solle könne müsse'.split(
    ' ',
  ),
)

/** Whether the clause holds a modal or "werden" and has not reached its infinitive yet. */
export function awaitsInfinitive(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  for (let index = from; index < to; index += 1) {
    if (modals.has(tokens[index]?.lower ?? '')) return !endsInVerb(tokens, index + 1, to, lexicon)
  }
  return false
}

/** "erklärte, Peking sei bereit": a verb of the subjunctive near the front and no conjunction. */
function reportsWithoutConjunction(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  const patience = Math.min(to, from + 14)
  for (let index = from + 1; index < patience; index += 1) {
    const word = tokens[index]
    if (word === undefined || word.kind === 'punctuation') return false
    const certain = word.lower !== 'haben' && word.lower !== 'werden'
    if (certain && lexicon.clauses.reportedForms.has(word.lower)) return true
    if (lexicon.clauses.finiteForms.has(word.lower)) return false
  }
  return false
}
