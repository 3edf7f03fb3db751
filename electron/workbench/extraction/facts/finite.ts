import type { FactGrammar } from './compile.ts'
import { endsLikeAdjective } from './endings.ts'
import type { Word } from './words.ts'

export function isSureFinite(words: readonly Word[], at: number): boolean {
  const forms = words[at]?.forms ?? []
  return (
    forms.some((form) => form.kind === 'finite' && form.role !== 'full') ||
    forms.every((form) => form.kind === 'finite')
  )
}

/** Indices of the words that can only be finite verbs where they stand. */
export function surelyFinite(words: readonly Word[], from: number, to: number): readonly number[] {
  const found: number[] = []
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (
      word === undefined ||
      word.forms.length === 0 ||
      (word.capital && i > 0 && words[i - 1]?.text !== ':')
    )
      continue
    if (word.capital && word.mentions.length > 0) continue
    const helper = word.forms.some((form) => form.kind === 'finite' && form.role !== 'full')
    const closes = words[from]?.listed.subordinator === true && closesClause(words, from, i)
    if (
      helper
        ? isHelperInfinitive(words, from, to, i)
        : !closes && !word.forms.every((form) => form.kind === 'finite')
    )
      continue
    if (!isAttributive(words, i, to)) found.push(i)
  }
  return found
}

/** "dass A und B den Tag feiern und im Juni …": an ambiguous form before "und" and more words closes its clause. */
function closesClause(words: readonly Word[], from: number, at: number): boolean {
  const forms = words[at]?.forms ?? []
  if (!forms.some((form) => form.kind === 'finite') || words[at + 1]?.listed.coordinator !== true)
    return false
  if (words[at - 1]?.lower === 'zu' || hasHelperAround(words, from, at, -1)) return false
  const next = words[at + 2]
  return next !== undefined && !next.punctuation && next.forms.length === 0
}

/** "geführt werden müsse": a helper that another helper governs is an infinitive. */
function isHelperInfinitive(words: readonly Word[], from: number, to: number, at: number): boolean {
  const word = words[at]
  if (word?.forms.some((form) => form.kind === 'infinitive') !== true || at === from) return false
  if (words[at - 1]?.lower === 'zu') return true
  const after = (words[at - 1]?.forms ?? []).some(
    (form) => form.kind === 'participle' || form.kind === 'infinitive',
  )
  return after && hasHelperAround(words, from, to, at)
}

/** Index of the finite verb among the words, -1 without one. Auxiliaries and modals outrank ambiguous forms. */
export function finiteIn(words: readonly Word[], from: number, to: number): number {
  let ambiguous = -1
  let full = -1
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (word === undefined || word.forms.length === 0) continue
    if (
      word.capital &&
      !(i === 0 || words[i - 1]?.text === ':' || (words[i - 1]?.speech ?? -1) !== word.speech)
    )
      continue
    if (word.capital && word.mentions.length > 0) continue
    const finite = word.forms.filter((form) => form.kind === 'finite')
    if (finite.length === 0 || isAttributive(words, i, to)) continue
    const helper = finite.some((form) => form.role !== 'full')
    if (helper) {
      if (!isHelperInfinitive(words, from, to, i)) return i
      continue
    }
    const certain = word.forms.every((form) => form.kind === 'finite')
    if (certain) {
      if (full < 0) full = i
    } else if (ambiguous < 0) ambiguous = i
  }
  if (full >= 0) return full
  if (ambiguous < 0) return -1
  if (words[ambiguous - 1]?.lower === 'zu') return -1
  // "…, die Küstenwachen zusammenarbeiten zu lassen": an infinitive before another.
  if (
    words[ambiguous + 1]?.lower === 'zu' &&
    words[ambiguous + 2]?.forms.some((form) => form.kind === 'infinitive') === true
  )
    return -1
  return ambiguous
}

function hasHelperAround(words: readonly Word[], from: number, to: number, except: number): boolean {
  for (let i = from; i < to; i += 1)
    if (
      i !== except &&
      words[i]?.forms.some((form) => form.kind === 'finite' && form.role !== 'full') === true
    )
      return true
  return false
}

/** "das unterzeichnete Abkommen": a form in -te between article and noun is an adjective. */
function isAttributive(words: readonly Word[], at: number, to: number): boolean {
  const word = words[at]
  const next = at + 1 < to ? words[at + 1] : undefined
  const before = words[at - 1]
  if (
    word === undefined ||
    next === undefined ||
    before === undefined ||
    word.forms.some((form) => form.role !== 'full')
  )
    return false
  if (
    !next.capital &&
    !(endsLikeAdjective(next.lower) && words[at + 2]?.capital === true && next.forms.length === 0)
  )
    return false
  const determiner = before.listed.determiner !== undefined || before.listed.contraction !== undefined
  const adjective =
    !before.capital &&
    endsLikeAdjective(before.lower) &&
    before.forms.length === 0 &&
    !before.listed.adverb &&
    before.listed.pronoun === undefined &&
    before.listed.preposition === undefined
  return determiner || (adjective && words[at - 2]?.listed.determiner !== undefined)
}

export function isAttributiveParticiple(
  words: readonly Word[],
  at: number,
  lexicon: FactGrammar | undefined,
): boolean {
  const word = words[at]
  return (
    word !== undefined &&
    /(ene|ten|te|enen|ener|enes|enem)$/.test(word.lower) &&
    words[at + 1]?.capital === true &&
    (lexicon === undefined || words[at - 1]?.listed.determiner !== undefined)
  )
}
