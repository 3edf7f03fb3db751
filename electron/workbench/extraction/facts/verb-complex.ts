import type { FactGrammar } from './compile.ts'
import { endsLikeAdjective } from './endings.ts'
import { isAttributiveParticiple } from './finite.ts'
import { type Predication, wordsOf } from './predication.ts'
import type { VerbForm } from './verb-forms.ts'
import type { Word } from './words.ts'

export function readVerbs(words: readonly Word[], clause: Predication, lexicon: FactGrammar): void {
  const indices = wordsOf(clause)
  const finite = clause.finite >= 0 ? words[clause.finite] : undefined
  const verbs: { at: number; lemma: string; kind: VerbForm['kind'] }[] = []
  const readings = finite?.forms.filter((form) => form.kind === 'finite') ?? []
  const helper = readings.find((form) => form.role !== 'full')
  const first = readings[0]
  if (first !== undefined) {
    clause.tense = (helper ?? first).tense
    // "habe" and "werde" are reported speech unless "ich" says so.
    if (clause.tense === 'k1' && indices.some((i) => words[i]?.lower === 'ich')) clause.tense = 'pres'
    clause.plural = readings.every((form) => form.plural)
      ? true
      : readings.every((form) => !form.plural)
        ? false
        : undefined
  }
  if (helper?.role === 'modal') clause.modal = helper.lemma
  if (helper?.role === 'aux') clause.auxiliary = helper.lemma
  let worden = false
  let participle = false
  let bareInfinitive = false
  for (const i of indices) {
    const word = words[i]
    if (word === undefined || i === clause.finite || (word.capital && i > 0) || word.forms.length === 0)
      continue
    for (const form of word.forms) {
      if (form.kind === 'finite') continue
      if (form.role !== 'full') {
        if (word.lower === 'worden') worden = true
        if (form.lemma === 'werden' && form.kind === 'infinitive') worden = true
        if (form.role === 'modal' && clause.modal === undefined && helper !== undefined)
          clause.modal = form.lemma
        continue
      }
      if (isAttributiveParticiple(words, i, lexicon)) continue
      const causative = first?.lemma === 'lassen' && i > clause.finite
      if (form.kind === 'infinitive' && clause.kind !== 'infinitive' && helper === undefined && !causative)
        continue
      if (
        form.kind === 'participle' &&
        helper === undefined &&
        clause.kind !== 'infinitive' &&
        clause.kind !== 'fragment'
      )
        continue
      const either =
        helper?.lemma === 'werden' &&
        helper.tense !== 'past' &&
        form.kind === 'participle' &&
        word.forms.some((other) => other.kind === 'infinitive' && other.lemma === form.lemma)
      if (form.kind === 'participle' && !either) participle = true
      if (form.kind === 'infinitive') bareInfinitive = true
      if (!verbs.some((known) => known.at === i && known.lemma === form.lemma))
        verbs.push({ at: i, lemma: form.lemma, kind: form.kind })
    }
  }
  if (helper === undefined || (verbs.length === 0 && helper.role === 'aux')) {
    const base = helper ?? first
    if (base !== undefined && clause.finite >= 0) {
      const prefix = separatedPrefix(words, indices, clause.finite, readings, lexicon)
      if (prefix !== undefined) {
        clause.prefix = prefix.at
        for (const lemma of prefix.lemmas) verbs.unshift({ at: clause.finite, lemma, kind: 'finite' })
      } else {
        const lemmas = [...new Set(readings.map((form) => form.lemma))]
        for (const lemma of lemmas) verbs.push({ at: clause.finite, lemma, kind: 'finite' })
      }
    }
  }
  clause.verbs = verbs
  clause.future = helper?.lemma === 'werden' && helper.tense !== 'past' && !participle && bareInfinitive
  clause.passive = participle && (helper?.lemma === 'werden' || worden)
  if (helper?.lemma === 'werden' && helper.tense !== 'past' && participle && worden) clause.future = true
}

function opensPhrase(next: Word): boolean {
  const { determiner, pronoun } = next.listed
  if (next.capital || next.number || determiner !== undefined || pronoun !== undefined) return true
  return endsLikeAdjective(next.lower) && next.forms.length === 0 && !next.listed.adverb
}

function separatedPrefix(
  words: readonly Word[],
  indices: readonly number[],
  finite: number,
  readings: readonly VerbForm[],
  lexicon: FactGrammar,
): { at: number; lemmas: readonly string[] } | undefined {
  for (let k = indices.length - 1; k >= 0; k -= 1) {
    const at = indices[k]
    if (at === undefined || at <= finite) break
    const word = words[at]
    if (word === undefined || word.capital || !lexicon.prefixes.has(word.lower)) continue
    const next = words[at + 1]
    const closes =
      next === undefined ||
      next.punctuation ||
      next.listed.coordinator ||
      indices[k + 1] === undefined ||
      indices[k + 1] !== at + 1
    // "stellte … ein Ultimatum", "kam es zu Protesten": before a noun phrase it is an article or a preposition.
    if (!closes && opensPhrase(next)) continue
    const lemmas = [
      ...new Set(
        readings.filter((form) => form.role === 'full' || true).map((form) => `${word.lower}|${form.base}`),
      ),
    ].filter((lemma) => lexicon.lemmas.has(lemma))
    if (lemmas.length > 0) return { at, lemmas }
  }
  return earlyPrefix(words, indices, finite, readings, lexicon)
}

/** Prefixes that are no prepositions, and those that govern a dative only. */
const clearPrefix =
  /^(?:zurück|fest|dar|hervor|heraus|herunter|wieder|weiter|zusammen|bereit|fort|nieder|frei)$/
const dativePrefix = /^(?:ab|aus|bei|mit|nach|zu|ein)$/

/** "lehnt kategorisch ab jede Einmischung": a translated text puts the object behind the prefix. */
function earlyPrefix(
  words: readonly Word[],
  indices: readonly number[],
  finite: number,
  readings: readonly VerbForm[],
  lexicon: FactGrammar,
): { at: number; lemmas: readonly string[] } | undefined {
  for (const at of indices) {
    const word = words[at]
    const next = words[at + 1]
    if (at <= finite || at > finite + 4 || word === undefined || next === undefined) continue
    if (word.capital && at > finite + 2) return undefined
    const cases = next.listed.determiner
    const apart =
      clearPrefix.test(word.lower) ||
      (dativePrefix.test(word.lower) && cases !== undefined && cases !== '' && !cases.includes('d'))
    if (!apart) continue
    const lemmas = [...new Set(readings.map((form) => `${word.lower}|${form.base}`))].filter((lemma) =>
      lexicon.lemmas.has(lemma),
    )
    if (lemmas.length > 0) return { at, lemmas }
  }
  return undefined
}
