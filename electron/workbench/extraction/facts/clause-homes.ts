import type { FactGrammar } from './compile.ts'
import { isAttributiveParticiple } from './finite.ts'
import { type Predication, wordsOf } from './predication.ts'
import type { Segment } from './segments.ts'
import type { Word } from './words.ts'

function holdsVerb(words: readonly Word[], from: number, to: number): boolean {
  const last = words[to - 1]
  return (
    last?.capital === false &&
    last.forms.some((form) => form.kind !== 'finite') &&
    !last.forms.some((form) => form.kind === 'zu') &&
    words[to - 2]?.lower !== 'zu' &&
    to > from
  )
}

/** The first parts of a list belong to the infinitive at its end: "…, ihre Rolle, die Reform und den Handel zu fördern". */
export function takeBack(
  clause: Predication,
  before: Predication | undefined,
  words: readonly Word[],
  lexicon: FactGrammar,
): void {
  const first = words[clause.ranges[0]?.from ?? 0]?.lower ?? ''
  if (before === undefined || before.finite < 0 || lexicon.grammar.infinitiveOpeners.includes(first)) return
  // A bracket in the list goes with what it explains: "…, das Abkommen über Fischerei (AFI) zu kündigen".
  let at = before.ranges.length - 1
  let listFrom = before.ranges.length
  for (; at > 0; at -= 1) {
    const range = before.ranges[at]
    const mark = range === undefined ? '' : (words[range.from - 1]?.text ?? '')
    if (range === undefined || range.from <= before.finite || !['(', ')', ','].includes(mark)) break
    // "wurde dem Chef der Firma, X, vorgeworfen, … zu haben": the participle closes the clause before.
    if (holdsVerb(words, range.from, range.to)) break
    if (mark === ',') listFrom = at
  }
  clause.ranges.unshift(...before.ranges.splice(listFrom))
}

/** The clause that still lacks its verb: the one before an inserted clause, in the same speech. */
export function waitingFor(
  clauses: readonly Predication[],
  open: Predication | undefined,
  speech: number,
): Predication | undefined {
  let at: Predication | undefined = open
  while (at !== undefined) {
    if (at.finite < 0 && at.kind !== 'infinitive' && at.speech === speech) return at
    at = at.parent >= 0 ? clauses[at.parent] : undefined
  }
  return undefined
}

/** Where a stretch without verb belongs: a separated prefix with its verb, all else with the clause still going on. */
export function homeOf(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
  segment: Segment,
  lexicon: FactGrammar,
): Predication | undefined {
  let at = open
  const last = words[segment.to - 1]
  if (segment.to - segment.from <= 2 && last !== undefined && lexicon.prefixes.has(last.lower)) {
    for (
      let up: Predication | undefined = open;
      up !== undefined;
      up = up.parent >= 0 ? clauses[up.parent] : undefined
    ) {
      const finite = words[up.finite]
      if (finite?.forms.some((form) => lexicon.lemmas.has(`${last.lower}|${form.base}`)) === true) return up
    }
  }
  // A dependent clause is complete with its verb; what follows goes on with the clause above.
  while (
    at !== undefined &&
    (at.kind === 'relative' || at.kind === 'subordinate') &&
    at.finite >= 0 &&
    at.parent >= 0
  ) {
    at = clauses[at.parent]
  }
  return at
}

/** A clause above whose helper still lacks its participle or infinitive. */
export function helperWaiting(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
  speech: number,
  verb = -1,
): Predication | undefined {
  const completesAny = verb < 0 || words[verb]?.forms.some((form) => form.kind === 'participle') === true
  for (let at = open; at !== undefined; at = at.parent >= 0 ? clauses[at.parent] : undefined) {
    if (at.speech !== speech || at.finite < 0) continue
    const helpers =
      words[at.finite]?.forms.filter((form) => form.kind === 'finite' && form.role !== 'full') ?? []
    if (helpers.length === 0) continue
    // "X ist ein Freund, und wir unterstützen …": "sein" and "haben" wait for a participle.
    if (!completesAny && helpers.every((form) => form.lemma === 'sein' || form.lemma === 'haben'))
      return undefined
    const full = wordsOf(at).some(
      (i) =>
        i !== at.finite &&
        words[i]?.capital === false &&
        words[i].forms.some((form) => form.kind !== 'finite') &&
        !isAttributiveParticiple(words, i, undefined),
    )
    return full ? undefined : at
  }
  return undefined
}

/** The narrator's main clause above: neither dependent nor in the subjunctive of reported speech. */
export function mainAbove(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
): Predication | undefined {
  let at = open
  while (at !== undefined && at.parent >= 0) {
    const reported =
      words[at.finite]?.forms.every(
        (form) => form.kind !== 'finite' || form.tense === 'k1' || form.tense === 'k2',
      ) === true
    if (at.kind === 'main' && !reported) return at
    at = clauses[at.parent]
  }
  return at
}
