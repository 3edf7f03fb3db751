import type { FactGrammar } from './compile.ts'
import { wordsOf, type Complement, type Predication } from './predication.ts'
import type { Phrase } from './phrase.ts'
import type { SentenceReading } from './roles.ts'

/** The completing clause of a predication: "dass …", "zu …", or a main clause in the subjunctive. */
export function complementClause(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
): Complement | undefined {
  if (clause.complement === undefined) clause.complement = findComplement(reading, clause, lexicon) ?? null
  return clause.complement ?? undefined
}

function findComplement(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
): Complement | undefined {
  const heads = reading.clauses.filter(
    (child) => child.id > clause.id && completes(reading, clause, child, lexicon),
  )
  const first = heads[0]
  if (first === undefined) return undefined
  const clauses = new Set<number>(heads.map((head) => head.id))
  for (const child of reading.clauses)
    if (
      child.parent >= 0 &&
      clauses.has(child.parent) &&
      (child.speech === first.speech || first.speech < 0) &&
      !startsAnew(reading, child) &&
      !(child.coordinated && !heads.includes(child) && child.kind === 'main')
    )
      clauses.add(child.id)
  const indices = [...clauses].flatMap((id) => wordsOf(reading.clauses[id] ?? clause)).sort((a, b) => a - b)
  let from = indices[0]
  const last = indices.at(-1)
  if (from === undefined || last === undefined) return undefined
  while (from < last && isOpener(reading.words[from]?.lower ?? '', first, lexicon)) from += 1
  const start = reading.words[from]?.start
  const end = reading.words[last]?.end
  if (start === undefined || end === undefined || end <= start) return undefined
  return {
    start,
    end,
    kind: first.kind === 'infinitive' ? 'infinitive' : 'clause',
    clauses: [...clauses].sort((a, b) => a - b),
  }
}

function isOpener(word: string, clause: Predication, lexicon: FactGrammar): boolean {
  return (
    lexicon.coordinators.has(word) ||
    word === 'sich' ||
    (clause.opener === word && ['dass', 'daß'].includes(word))
  )
}

/** Whether `child` completes `clause`. A continuation of a completing clause counts with it. */
function completes(
  reading: SentenceReading,
  clause: Predication,
  child: Predication,
  lexicon: FactGrammar,
): boolean {
  if (child.speech !== clause.speech && clause.speech >= 0) return false
  const parent = child.parent >= 0 ? reading.clauses[child.parent] : undefined
  if (parent === undefined) return false
  const direct = parent.id === clause.id
  const sibling =
    child.coordinated &&
    parent.id !== clause.id &&
    parent.id > clause.id &&
    completes(reading, clause, parent, lexicon)
  if (!direct && !sibling) return false
  if (sibling) return child.kind === parent.kind && (child.kind !== 'main' || isReported(child))
  if (child.kind === 'infinitive')
    return !lexicon.grammar.infinitiveOpeners.includes(reading.words[child.ranges[0]?.from ?? 0]?.lower ?? '')
  if (child.kind === 'subordinate')
    return child.opener !== undefined && lexicon.complementizers.has(child.opener) && child.opener !== 'wie'
  if (child.kind !== 'main' || child.coordinated || child.verbFirst) return false
  return isReported(child) || afterColon(reading, child) || saidPlainly(reading, clause, child, lexicon)
}

/** "A kündigte an, …; im Gegenzug zieht B …": what stands after a semicolon in the indicative is the narrator's. */
export function startsAnew(reading: SentenceReading, clause: Predication): boolean {
  return (
    clause.kind === 'main' &&
    clause.speech < 0 &&
    (clause.tense === 'pres' || clause.tense === 'past') &&
    reading.words[(clause.ranges[0]?.from ?? 0) - 1]?.text === ';'
  )
}

export function isReported(clause: Predication): boolean {
  return clause.tense === 'k1' || clause.tense === 'k2'
}

/** "kündigte an, bis 2030 sollen …": an indicative main clause right after the comma of a verb of saying. */
function saidPlainly(
  reading: SentenceReading,
  clause: Predication,
  child: Predication,
  lexicon: FactGrammar,
): boolean {
  const first = child.ranges[0]?.from ?? 0
  const says = clause.verbs.some((verb) => lexicon.reportingVerbs.has(verb.lemma))
  return (
    says &&
    !clause.verbFirst &&
    child.id === clause.id + 1 &&
    child.speech === clause.speech &&
    reading.words[first - 1]?.text === ',' &&
    (clause.ranges.at(-1)?.to ?? 0) === first - 1
  )
}

function afterColon(reading: SentenceReading, clause: Predication): boolean {
  return reading.words[(clause.ranges[0]?.from ?? 0) - 1]?.text === ':'
}

/** Words after the finite verb (before the verbs, in dependent clauses) without subject and separated prefix. */
export function complementText(
  reading: SentenceReading,
  clause: Predication,
  skip: readonly Phrase[],
): Complement | undefined {
  const verbAt = new Set(clause.verbs.map((verb) => verb.at))
  const pronoun = clause.kind === 'relative' ? (clause.ranges[0]?.from ?? -1) : -1
  const indices = wordsOf(clause).filter(
    (i) => i !== pronoun && i !== clause.finite && i !== clause.prefix && !verbAt.has(i),
  )
  const skipped = (i: number): boolean =>
    skip.some((phrase) => phrase.from - (phrase.prep === undefined ? 0 : 1) <= i && i < phrase.to)
  const runs: number[][] = []
  for (const i of indices) {
    const word = reading.words[i]
    if (word === undefined || skipped(i)) continue
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && joins(reading, last, i)) run.push(i)
    else runs.push([i])
  }
  let best: { from: number; to: number } | undefined
  for (const run of runs) {
    let from = 0
    while (from < run.length && (idle(reading, run[from] ?? -1) || isTime(reading, run[from] ?? -1)))
      from += 1
    let to = run.length
    while (to > from + 1 && idle(reading, run[to - 1] ?? -1)) to -= 1
    const first = run[from]
    const last = run[to - 1]
    if (first === undefined || last === undefined) continue
    if (clause.kind === 'main' && clause.finite >= 0 && last < clause.finite) continue
    if (best === undefined || last - first > best.to - best.from) best = { from: first, to: last }
  }
  const start = best === undefined ? undefined : reading.words[best.from]?.start
  const end = best === undefined ? undefined : reading.words[best.to]?.end
  if (start === undefined || end === undefined || end <= start) return undefined
  return { start, end, kind: 'text', clauses: [] }
}

/** Neighbours, or parted only by a mark inside an enumeration. */
function joins(reading: SentenceReading, last: number, next: number): boolean {
  for (let i = last + 1; i < next; i += 1) if (reading.words[i]?.punctuation !== true) return false
  return true
}

/** "am Montag" in front says when, and is no part of what is asked or announced. */
function isTime(reading: SentenceReading, i: number): boolean {
  const word = reading.words[i]
  const next = reading.words[i + 1]
  const dated = (one: typeof word): boolean =>
    one?.mentions.some((mention) => mention.type === 'DATE' && mention.start <= one.start) === true
  return dated(word) || (['am', 'im', 'seit', 'vom'].includes(word?.lower ?? '') && dated(next))
}

function idle(reading: SentenceReading, i: number): boolean {
  const word = reading.words[i]
  if (word === undefined || word.punctuation) return true
  return word.listed.adverb || word.listed.coordinator || word.lower === 'sich' || word.listed.subordinator
}
