import type { Span } from '../../../../shared/model/span.ts'
import { complementClause, complementText } from './complement.ts'
import type { FillContext } from './fill.ts'
import { clauseKey, type Predication } from './predication.ts'
import { hull, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import { classify } from './said.ts'
import { clauseSpans, wholePhrase } from './spans.ts'
import { beyond, goesOn, reports, type Voice, type Voices } from './speech.ts'
import type { Speech } from './words.ts'

/**
 * What speakers say beyond the acts already found: a demand ("müssten"), an intention ("werden wir"),
 * a description ("sei eine Säule"), else a plain statement. Each verb of saying gives one at most.
 */
export function findStatements(
  context: FillContext,
  readings: readonly SentenceReading[],
  voices: Voices,
  speeches: readonly Speech[],
  taken: readonly Proposal[],
  countries: ReadonlyMap<string, ReadonlySet<string>>,
): Proposal[] {
  const busy = new Set(
    taken
      .filter((proposal) => proposal.states)
      .flatMap((proposal) =>
        [proposal.clause, ...(proposal.covers ?? [])].map((id) => clauseKey(proposal.sentence, id)),
      ),
  )
  const takenIn = new Map<number, Proposal[]>()
  for (const fact of taken) {
    const here = takenIn.get(fact.sentence)
    if (here === undefined) takenIn.set(fact.sentence, [fact])
    else here.push(fact)
  }
  const found: Proposal[] = []
  /** First statement of each quotation. */
  const quoted = new Map<number, Proposal>()
  for (const [at, reading] of readings.entries()) {
    const own = voices[at] ?? []
    const spokenHere = new Set<number>()
    for (const reporter of reading.clauses) {
      if (!reports(reporter, context.lexicon) || busy.has(clauseKey(at, reporter.id))) continue
      const subject = reading.subjects[reporter.id]
      if (subject === undefined || subject.actors.length === 0) continue
      // "Ich erwarte, dass …", quoted: the quotation itself is the statement.
      const word = subject.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
      if (reporter.speech >= 0 && subject.inferred === undefined && ['ich', 'wir', 'man'].includes(word))
        continue
      const voice: Voice = {
        speakers: subject.actors,
        outlet: undefined,
        reporter: { sentence: at, clause: reporter.id },
        outer: beyond(subject.actors, own[reporter.id]),
        inferred: subject.inferred,
      }
      const contents = reading.clauses.filter(
        (clause) =>
          own[clause.id]?.reporter?.clause === reporter.id &&
          own[clause.id]?.reporter?.sentence === at &&
          clause.speech === -1 &&
          (!clause.verbFirst || reporter.opener === 'wie'),
      )
      const trigger = verbSpan(reading, reporter)
      if (
        contents.some(
          (clause) =>
            (clause.kind !== 'relative' && busy.has(clauseKey(at, clause.id))) ||
            (reports(clause, context.lexicon) &&
              complementClause(reading, clause, context.lexicon) !== undefined),
        )
      ) {
        const inner = contents.find((clause) => reports(clause, context.lexicon))
        if (inner !== undefined && !contents.some((clause) => busy.has(clauseKey(at, clause.id)))) continue
        continue
      }
      const complement = complementClause(reading, reporter, context.lexicon)
      if (
        complement?.clauses.some(
          (id) => reading.clauses[id]?.kind !== 'relative' && busy.has(clauseKey(at, id)),
        ) === true
      )
        continue
      const first =
        contents.find((clause) => clause.kind === 'main') ??
        contents.find((clause) => clause.kind !== 'fragment') ??
        contents[0]
      if (complement !== undefined || first !== undefined) {
        const noun =
          complement?.kind === 'infinitive'
            ? complementText(
                reading,
                reporter,
                subject.phrase === undefined ? [] : wholePhrase(reading, subject.phrase),
              )
            : undefined
        const content =
          (complement === undefined
            ? undefined
            : hull([...(noun === undefined ? [] : [noun]), complement])) ??
          hull(contents.flatMap((clause) => clauseSpans(reading, clause)))
        if (content === undefined) continue
        const evidence = hull([...clauseSpans(reading, reporter), content])
        if (evidence === undefined) continue
        found.push(
          classify(context, countries, {
            reading,
            clause: first ?? reading.clauses[complement?.clauses[0] ?? -1],
            content,
            evidence: [evidence],
            voice,
            trigger,
            quote: undefined,
            rule: 'statement.reported',
          }),
        )
        continue
      }
      const quotes = reading.clauses.some(
        ({ speech }, id) => speech >= 0 && own[id]?.reporter?.clause === reporter.id,
      )
      if (quotes || nearSpeech(reading, reporter, speeches)) continue
      if (!reporter.verbs.some((verb) => context.lexicon.wordVerbs.has(verb.lemma))) continue
      const words = complementText(
        reading,
        reporter,
        subject.phrase === undefined ? [] : wholePhrase(reading, subject.phrase),
      )
      const own2 = hull(clauseSpans(reading, reporter))
      if (words === undefined || own2 === undefined || words.end - words.start < 12) continue
      // "bestätigte ein Telefongespräch zwischen A und B": the fact tells it.
      if (
        takenIn.get(at)?.some((fact) => isInside(fact.trigger, words) && fact.type !== 'position_held') ===
        true
      )
        continue
      found.push(
        classify(context, countries, {
          reading,
          clause: undefined,
          content: words,
          evidence: [own2],
          voice,
          trigger,
          quote: undefined,
          rule: 'statement.words',
        }),
      )
    }
    const told = bySource(reading, own, busy, at, context)
    if (told !== undefined)
      found.push(
        classify(context, countries, {
          reading,
          clause: told.clause,
          content: told.content,
          evidence: [told.content],
          voice: told.voice,
          trigger: undefined,
          quote: undefined,
          rule: 'statement.source',
        }),
      )
    for (const clause of reading.clauses) {
      const voice = own[clause.id]
      if (voice?.inferred !== goesOn || clause.kind !== 'main' || clause.parent >= 0 || clause.speech >= 0)
        continue
      if (busy.has(clauseKey(at, clause.id)) || reports(clause, context.lexicon)) continue
      const content = hull(clauseSpans(reading, clause))
      if (content === undefined) continue
      found.push(
        classify(context, countries, {
          reading,
          clause,
          content,
          evidence: [content],
          voice,
          trigger: undefined,
          quote: undefined,
          rule: 'statement.continued',
        }),
      )
    }
    for (const clause of reading.clauses) {
      const voice = own[clause.id]
      if (clause.speech < 0 || voice === undefined || spokenHere.has(clause.speech)) continue
      spokenHere.add(clause.speech)
      const statement = fromSpeech(
        context,
        countries,
        reading,
        at,
        clause.speech,
        voice,
        speeches,
        busy,
        readings,
      )
      if (statement === undefined) continue
      // A quotation that goes on over several sentences is one statement with several pieces of evidence.
      const begun = statement.type === 'statement' ? quoted.get(clause.speech) : undefined
      if (begun !== undefined)
        begun.evidence.push(
          ...statement.evidence.filter((span) => span.start > (begun.evidence.at(-1)?.end ?? 0)),
        )
      else {
        found.push(statement)
        if (statement.type === 'statement') quoted.set(clause.speech, statement)
      }
    }
  }
  return found
}

/** "Nach den Worten des Präsidenten steht …", "laut Orlow gibt es …": what a named source says, where it is no act of its own. */
function bySource(
  reading: SentenceReading,
  own: readonly (Voice | undefined)[],
  busy: ReadonlySet<number>,
  at: number,
  context: FillContext,
): { clause: Predication; voice: Voice; content: Span } | undefined {
  if (
    reading.clauses.some((clause) => busy.has(clauseKey(at, clause.id)) || reports(clause, context.lexicon))
  )
    return undefined
  const clause = reading.clauses.find((one) => one.kind === 'main' && one.parent < 0 && one.speech < 0)
  const voice = clause === undefined ? undefined : own[clause.id]
  if (clause === undefined || voice === undefined || voice.speakers.length === 0) return undefined
  if (voice.reporter !== undefined || voice.inferred !== undefined || clause.finite < 0) return undefined
  const content = hull(
    reading.clauses.filter((one) => one.speech < 0).flatMap((one) => clauseSpans(reading, one)),
  )
  return content === undefined ? undefined : { clause, voice, content }
}

function isInside(inner: Span | undefined, outer: Span): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end
}

function nearSpeech(reading: SentenceReading, reporter: Predication, speeches: readonly Speech[]): boolean {
  const verb = reading.words[reporter.finite]
  if (verb === undefined) return false
  for (let at = firstReaching(speeches, reading.sentence.start); at < speeches.length; at += 1) {
    const speech = speeches[at]
    if (speech === undefined || speech.start >= reading.sentence.end) return false
    if (reporter.verbFirst || speech.start > verb.start) return true
  }
  return false
}

/** Index of the first speech that ends behind the offset; speeches stand in order and do not overlap. */
function firstReaching(speeches: readonly Speech[], offset: number): number {
  let low = 0
  let high = speeches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((speeches[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** One statement for the part of a quotation that stands in this sentence, unless it holds an act. */
function fromSpeech(
  context: FillContext,
  countries: ReadonlyMap<string, ReadonlySet<string>>,
  reading: SentenceReading,
  at: number,
  index: number,
  voice: Voice,
  speeches: readonly Speech[],
  busy: ReadonlySet<number>,
  readings: readonly SentenceReading[],
): Proposal | undefined {
  const clauses = reading.clauses.filter((clause) => clause.speech === index)
  if (clauses.some((clause) => busy.has(clauseKey(at, clause.id)))) return undefined
  // "Mehr nicht.": words without a verb state nothing on their own.
  if (clauses.every((clause) => clause.finite < 0)) return undefined
  const content = hull(clauses.flatMap((clause) => clauseSpans(reading, clause)))
  const speech = speeches[index]
  if (content === undefined || speech === undefined) return undefined
  const evidence: Span[] = [{ start: content.start, end: content.end }]
  const reporter = voice.reporter
  let trigger: Span | undefined
  if (reporter !== undefined) {
    const source = readings[reporter.sentence]
    const clause = source?.clauses[reporter.clause]
    if (source !== undefined && clause !== undefined) {
      trigger = verbSpan(source, clause)
      const said = hull(clauseSpans(source, clause))
      if (said !== undefined) {
        if (reporter.sentence === at) evidence[0] = hull([...evidence, said]) ?? content
        else evidence.push(said)
      }
    }
  }
  const clause =
    clauses.find((candidate) => candidate.kind === 'main' && candidate.finite >= 0 && !candidate.verbFirst) ??
    clauses.find((candidate) => candidate.kind !== 'fragment' && candidate.finite >= 0) ??
    clauses[0]
  return classify(context, countries, {
    reading,
    clause,
    content,
    evidence: evidence.sort((a, b) => a.start - b.start),
    voice,
    trigger,
    quote: speech,
    rule: 'statement.quoted',
  })
}

function verbSpan(reading: SentenceReading, clause: Predication): Span | undefined {
  const verb = clause.verbs[0]?.at ?? clause.finite
  const word = reading.words[verb]
  return word === undefined ? undefined : { start: word.start, end: word.end }
}
