import { takeBack, waitingFor, homeOf, helperWaiting, mainAbove } from './clause-homes.ts'
import type { FactGrammar } from './compile.ts'
import { isSureFinite, finiteIn } from './finite.ts'
import { unknownFinite, openerOf, hasInfinitive } from './openers.ts'
import type { ClauseKind, Predication } from './predication.ts'
import { type Segment, cut } from './segments.ts'
import { readVerbs } from './verb-complex.ts'
import type { SentenceWords, Word } from './words.ts'

/** The predications of a sentence. Cuts at marks and before the second finite verb; an interrupted clause is put together again. */
export function readClauses(sentence: SentenceWords, lexicon: FactGrammar): Predication[] {
  const { words } = sentence
  const clauses: Predication[] = []
  let open: Predication | undefined
  for (const segment of cut(words)) {
    const finite = finiteIn(words, segment.from, segment.to)
    const opened = openerOf(words, segment, finite, lexicon)
    // "…, dem Minister A und dem Kanzler B zusammentreffen": a list that a helper waits for is no relative clause.
    const list =
      opened?.kind === 'relative' &&
      !isSureFinite(words, finite) &&
      words[segment.from + 1]?.capital === true &&
      helperWaiting(clauses, open, words, segment.speech) !== undefined
    const infinitive = finite < 0 && hasInfinitive(words, segment, lexicon)
    // "…, die seit Jahren geltenden Auflagen aufzuheben": an article, for a relative clause has a finite verb.
    const opener = list || (infinitive && opened?.kind === 'relative') ? undefined : opened
    const sameSpeech = open === undefined || open.speech === segment.speech
    const bare = opener === undefined && !infinitive
    if (bare && finite < 0) {
      const home =
        sameSpeech && segment.mark !== ':' && segment.mark !== ';'
          ? homeOf(clauses, open, words, segment, lexicon)
          : undefined
      if (home === undefined) open = make(clauses, 'fragment', segment, undefined, open)
      else {
        home.ranges.push({ from: segment.from, to: segment.to })
        if (home.kind !== 'main' || open === undefined || open.kind === 'main') open = home
      }
      continue
    }
    if (bare) {
      // A participle or infinitive that an earlier helper waits for: "haben …, wie geplant, vereinbart".
      const helped = isSureFinite(words, finite)
        ? undefined
        : helperWaiting(clauses, open, words, segment.speech, finite)
      const waiting = helped ?? waitingFor(clauses, open, segment.speech)
      if (waiting !== undefined && segment.mark !== ':' && segment.mark !== ';') {
        waiting.ranges.push({ from: segment.from, to: segment.to })
        if (waiting.kind === 'fragment') waiting.kind = 'main'
        if (helped === undefined) waiting.finite = finite
        open = waiting
        continue
      }
      const starts = finite <= firstContent(words, segment.from)
      const coordinated = segment.mark === '' || words[segment.from]?.listed.coordinator === true
      // After a comma, or with the verb early, "und" goes on with the main clause, not with what hangs on it.
      const early = finite <= segment.from + 2 && finite < segment.to - 1
      const beside = coordinated && (segment.mark !== '' || early) ? mainAbove(clauses, open, words) : open
      const follows = coordinated && beside !== undefined && beside.kind !== 'fragment'
      // "…, sollten sie nicht einlenken": the verb first makes a condition.
      const condition =
        starts && !coordinated && open !== undefined && segment.mark === ',' && isCondition(words, finite)
      const kind = condition ? 'subordinate' : follows ? beside.kind : 'main'
      const clause = make(
        clauses,
        kind,
        segment,
        condition ? 'falls' : follows ? beside.opener : undefined,
        beside,
        coordinated,
      )
      clause.finite = finite
      clause.verbFirst = starts && !coordinated && !condition
      open = clause
      continue
    }
    if (infinitive && opener === undefined) {
      const clause = make(clauses, 'infinitive', segment, undefined, open)
      takeBack(clause, open, words, lexicon)
      open = clause
      continue
    }
    const kind = opener?.kind ?? 'subordinate'
    const clause = make(clauses, kind, segment, opener?.word, open)
    clause.finite = finite >= 0 ? finite : unknownFinite(words, segment)
    open = clause
  }
  for (const clause of clauses) {
    readVerbs(words, clause, lexicon)
    // "traf A, besuchte B und …": verb first after a comma goes on with the subject, unless it reports (", sagte A").
    const parent = clause.parent < 0 ? undefined : clauses[clause.parent]
    const says = clause.verbs.some(
      (verb) =>
        lexicon.reportingVerbs.has(verb.lemma) &&
        !(
          parent?.speech === clause.speech &&
          lexicon.framesByVerb.has(verb.lemma) &&
          hasObject(words, clause)
        ),
    )
    if (
      clause.verbFirst &&
      clause.kind === 'main' &&
      parent?.kind === 'main' &&
      parent.finite >= 0 &&
      parent.speech === clause.speech &&
      !says
    ) {
      clause.coordinated = true
      clause.verbFirst = false
    }
  }
  return clauses
}

function make(
  clauses: Predication[],
  kind: ClauseKind,
  segment: Segment,
  opener: string | undefined,
  parent: Predication | undefined,
  coordinated = false,
): Predication {
  const clause: Predication = {
    id: clauses.length, kind, ranges: [{ from: segment.from, to: segment.to }], opener, parent: parent?.id ?? -1, coordinated,
    speech: segment.speech, verbFirst: false, finite: -1, verbs: [], prefix: -1, tense: 'pres', plural: undefined,
    passive: false, future: false, modal: undefined, auxiliary: undefined, modality: undefined, complement: undefined,
  } // prettier-ignore
  clauses.push(clause)
  return clause
}

function isCondition(words: readonly Word[], finite: number): boolean {
  return (
    words[finite]?.forms.some(
      (form) => form.kind === 'finite' && form.tense === 'k2' && form.role !== 'full',
    ) === true
  )
}

/** Whether an accusative shows that something else than the speaker follows the verb. */
function hasObject(words: readonly Word[], clause: Predication): boolean {
  const next = words[clause.finite + 1]
  if (next === undefined) return false
  return (
    ['den', 'einen', 'keinen', 'seinen', 'ihren'].includes(next.lower) ||
    words
      .slice(clause.finite + 1, clause.finite + 4)
      .some((word) => ['aber', 'andererseits', 'zugleich', 'jedoch'].includes(word.lower))
  )
}

function firstContent(words: readonly Word[], from: number): number {
  return words[from]?.listed.coordinator === true ? from + 1 : from
}
