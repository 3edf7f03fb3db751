import type { FactGrammar } from './compile.ts'
import { completes as isContent } from './content.ts'
import { isReported } from './complement.ts'
import type { Predication } from './clauses.ts'
import type { Actor, Phrase } from './phrases.ts'
import type { SentenceReading, Subject } from './roles.ts'
import type { Speech } from './words.ts'

/** Who vouches for a clause. */
export interface Voice {
  readonly speakers: readonly Actor[]
  readonly outlet: Actor | undefined
  /** The clause that reports, where there is one. */
  readonly reporter: { readonly sentence: number; readonly clause: number } | undefined
  /** The voice that reports the reporter. */
  readonly outer: Voice | undefined
  readonly inferred: string | undefined
}

export type Voices = readonly (readonly (Voice | undefined)[])[]

/** For each clause of each sentence the voice that vouches for it; undefined where the narrator does. */
export function findVoices(
  readings: readonly SentenceReading[],
  speeches: readonly Speech[],
  lexicon: FactGrammar,
): Voices {
  const voices: (Voice | undefined)[][] = readings.map((reading) => reading.clauses.map(() => undefined))
  const spoken = speeches.map((speech) => speakerOf(speech, readings, lexicon))
  let last: Subject | undefined
  for (const [at, reading] of readings.entries()) {
    const own = voices[at] ?? []
    for (const clause of reading.clauses) {
      const voice = clause.speech >= 0 ? spoken[clause.speech] : undefined
      if (voice !== undefined) own[clause.id] = voice
    }
    for (const reporter of reading.clauses) {
      if (!reports(reporter, lexicon)) continue
      const subject = reading.subjects[reporter.id]
      if (subject === undefined) continue
      const voice = voiceOf(subject, at, reporter.id)
      for (const clause of reading.clauses) {
        if (clause.id !== reporter.id && isContent(reading, reporter, clause, lexicon))
          own[clause.id] = { ...voice, outer: own[clause.id] ?? own[reporter.id] }
      }
      if (subject.actors.length > 0) last = subject
    }
    for (const clause of reading.clauses) {
      const source = sourceIn(reading, clause, lexicon)
      const known = own[clause.id]
      if (source !== undefined) own[clause.id] = withSource(known, source, lexicon)
      else if (
        known === undefined &&
        clause.parent >= 0 &&
        !reports(reading.clauses[clause.parent] ?? clause, lexicon)
      )
        own[clause.id] = own[clause.parent]
      else if (
        known === undefined &&
        clause.kind === 'main' &&
        clause.parent < 0 &&
        clause.tense === 'k1' &&
        last !== undefined
      ) {
        own[clause.id] = {
          ...voiceOf(last, -1, -1),
          reporter: undefined,
          inferred: 'reported speech goes on',
        }
      }
    }
  }
  return voices
}

export function reports(clause: Predication, lexicon: FactGrammar): boolean {
  return (
    clause.verbs.some((verb) => lexicon.reportingVerbs.has(verb.lemma)) &&
    !(clause.passive && clause.kind === 'relative')
  )
}

function voiceOf(subject: Subject, sentence: number, clause: number): Voice {
  return {
    speakers: subject.actors,
    outlet: undefined,
    reporter: { sentence, clause },
    outer: undefined,
    inferred: subject.inferred,
  }
}

function withSource(known: Voice | undefined, source: Actor, lexicon: FactGrammar): Voice {
  const media = isMedia(source, lexicon)
  if (known !== undefined)
    return media || known.speakers.length > 0
      ? { ...known, outlet: source }
      : { ...known, speakers: [source] }
  return {
    speakers: media ? [] : [source],
    outlet: media ? source : undefined,
    reporter: undefined,
    outer: undefined,
    inferred: undefined,
  }
}

/** An agency or paper reports; it is not the one who says so. */
export function isMedia(actor: Actor, lexicon: FactGrammar): boolean {
  const name = actor.mention.surface.toLowerCase()
  return lexicon.reporting.media.some((ending) => name === ending || name.endsWith(ending))
}

/** "laut TASS", "nach Angaben des Ministeriums", "…, so Baerbock". */
export function sourceIn(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
): Actor | undefined {
  const phrases = reading.phrasesOf[clause.id] ?? []
  for (const phrase of phrases) {
    const before = reading.words[phrase.from - 1]
    const named = phrase.actor ?? genitiveActor(reading, phrase)
    if (phrase.prep === 'laut' && named !== undefined) return named
    if (reading.words[phrase.to]?.lower === 'zufolge' && phrase.actor !== undefined) return phrase.actor
    if (
      phrase.prep === 'nach' &&
      named !== undefined &&
      lexicon.reporting.sourceNouns.some((noun) => reading.words[phrase.head]?.lower === noun)
    )
      return named
    if (
      before?.lower === 'so' &&
      reading.words[phrase.from - 2]?.text === ',' &&
      phrase.actor !== undefined &&
      closes(reading, phrase)
    )
      return phrase.actor
  }
  return undefined
}

function closes(reading: SentenceReading, phrase: Phrase): boolean {
  let last = phrase
  for (const other of reading.phrases)
    if (other.genitiveOf === last.id || other.appositionOf === last.id) last = other
  const next = reading.words[last.to]
  return next === undefined || next.punctuation
}

function genitiveActor(reading: SentenceReading, phrase: Phrase): Actor | undefined {
  const next = reading.phrases[phrase.id + 1]
  if (next === undefined) return undefined
  const tied = next.genitiveOf === phrase.id || (next.prep === 'von' && next.from === phrase.to + 1)
  return tied ? next.actor : undefined
}

/** Speaker of direct speech: the verb of saying after it, before it, else whoever spoke last. */
function speakerOf(
  speech: Speech,
  readings: readonly SentenceReading[],
  lexicon: FactGrammar,
): Voice | undefined {
  let before: Voice | undefined
  let nearest = Infinity
  let after: Voice | undefined
  let previous: Voice | undefined
  for (const [at, reading] of readings.entries()) {
    const { sentence } = reading
    const holdsStart = sentence.start <= speech.start && speech.start < sentence.end
    const holdsEnd = sentence.start < speech.end && speech.end <= sentence.end
    if (sentence.start > speech.end) {
      if (after === undefined && before === undefined) {
        // The sentence after may open with the verb: "„…“ Das sagte Wang."
        const next = reading.clauses.find(
          (clause) => clause.parent < 0 && reports(clause, lexicon) && reading.words[0]?.lower === 'das',
        )
        const subject = next === undefined ? undefined : reading.subjects[next.id]
        if (next !== undefined && subject !== undefined && subject.actors.length > 0)
          return voiceOf(subject, at, next.id)
      }
      break
    }
    for (const clause of reading.clauses) {
      if (!reports(clause, lexicon) || clause.finite < 0 || reading.words[clause.finite]?.speech !== -1)
        continue
      const subject = reading.subjects[clause.id]
      const verb = reading.words[clause.finite]
      if (subject === undefined || verb === undefined) continue
      const voice = voiceOf(subject, at, clause.id)
      if (holdsEnd && verb.start >= speech.end && after === undefined) after = voice
      if (holdsStart && verb.end <= speech.start && speech.start - verb.end < nearest) {
        nearest = speech.start - verb.end
        before = voice
      }
      if (sentence.end <= speech.start && subject.actors.length > 0) previous = voice
    }
  }
  const found = after ?? before
  if (found !== undefined && found.speakers.length > 0) return found
  if (previous === undefined) return found
  return { ...previous, reporter: found?.reporter, inferred: 'speaker of the sentence before' }
}

/** Whether the voice rests on the subjunctive alone. */
export function isReportedMood(clause: Predication): boolean {
  return isReported(clause)
}
