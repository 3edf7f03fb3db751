import type { FactGrammar } from './compile.ts'
import { startsAnew } from './complement.ts'
import { completes as isContent } from './content.ts'
import type { Predication } from './predication.ts'
import type { Actor, Phrase } from './phrase.ts'
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

/** Rule that carries a speaker over into a sentence in the subjunctive. */
export const goesOn = 'reported speech goes on'

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
        const quoted =
          clause.speech >= 0 &&
          own[clause.id] !== undefined &&
          own[clause.id]?.reporter?.clause !== reporter.id
        if (clause.id !== reporter.id && !quoted && isContent(reading, reporter, clause, lexicon))
          own[clause.id] = { ...voice, outer: beyond(voice.speakers, own[clause.id] ?? own[reporter.id]) }
      }
      if (subject.actors.length > 0) {
        last = subject
        if (pointsBack(reading, reporter) || tellsWhere(reading, reporter))
          lend(voices[at - 1], readings[at - 1], { ...voice, reporter: undefined })
      }
    }
    for (const clause of reading.clauses) {
      const source = sourceIn(reading, clause, lexicon)
      const known = own[clause.id]
      if (source !== undefined) own[clause.id] = withSource(known, source, lexicon)
      else if (
        known === undefined &&
        clause.parent >= 0 &&
        !startsAnew(reading, clause) &&
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
          inferred: goesOn,
        }
      }
    }
  }
  return voices
}

/** A voice is told by another one, not by itself. */
export function beyond(speakers: readonly Actor[], outer: Voice | undefined): Voice | undefined {
  const same = outer?.speakers.some((actor) => speakers.some((own) => own.entity === actor.entity))
  return same === true ? outer?.outer : outer
}

/** "Das teilte der Sprecher mit.": what is said stands in the sentence before. */
function pointsBack(reading: SentenceReading, reporter: Predication): boolean {
  const first = reporter.ranges[0]?.from ?? 0
  return first === 0 && ['das', 'dies'].includes(reading.words[0]?.lower ?? '') && reporter.finite === 1
}

/** "Das gehe aus Dokumenten hervor, sagte A": he vouches for what stands in the sentence before. */
function tellsWhere(reading: SentenceReading, reporter: Predication): boolean {
  const [clause] = reading.clauses
  return (
    clause !== undefined &&
    clause.id < reporter.id &&
    reporter.verbFirst &&
    pointsBack(reading, clause) &&
    clause.tense === 'k1' &&
    clause.verbs.some((verb) => verb.lemma === 'hervor|gehen')
  )
}

function lend(
  voices: (Voice | undefined)[] | undefined,
  reading: SentenceReading | undefined,
  voice: Voice,
): void {
  if (voices === undefined || reading === undefined) return
  for (const clause of reading.clauses)
    if (!reading.clauses.some((other) => other.verbFirst)) voices[clause.id] ??= voice
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
function isMedia(actor: Actor, lexicon: FactGrammar): boolean {
  const name = actor.mention.surface.toLowerCase()
  return lexicon.reporting.media.some((ending) => name === ending || name.endsWith(ending))
}

/** "laut TASS", "nach Angaben des Ministeriums", "…, so Baerbock". */
function sourceIn(reading: SentenceReading, clause: Predication, lexicon: FactGrammar): Actor | undefined {
  const phrases = reading.phrasesOf[clause.id] ?? []
  for (const phrase of phrases) {
    const before = phrase.from === 0 ? undefined : reading.words[phrase.from - 1]
    const named = phrase.actor ?? genitiveActor(reading, phrase)
    if (phrase.prep === 'laut' && named !== undefined) return named
    if (reading.words[phrase.to]?.lower === 'zufolge' && phrase.actor !== undefined) return phrase.actor
    // "haben nach eigenen Angaben": the subject itself.
    if (
      (phrase.prep === 'nach' || reading.words[phrase.to]?.lower === 'zufolge') &&
      /^eigene[nr]$/.test(reading.words[phrase.from]?.lower ?? '') &&
      lexicon.reporting.sourceNouns.some((noun) => reading.words[phrase.head]?.lower === noun)
    )
      return reading.subjects[clause.id]?.actors[0]
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
  const first = sentenceAt(readings, speech.start)
  const last = sentenceAt(readings, speech.end - 1)
  const said = (
    at: number,
    fits: (start: number, end: number) => boolean,
    near: number,
  ): Voice | undefined => {
    let best: Voice | undefined
    let distance = Infinity
    const reading = readings[at]
    for (const clause of reading?.clauses ?? []) {
      const verb = reading?.words[clause.finite]
      const subject = reading?.subjects[clause.id]
      if (verb === undefined || subject === undefined || verb.speech !== -1 || !reports(clause, lexicon))
        continue
      if (!fits(verb.start, verb.end) || Math.abs(verb.start - near) >= distance) continue
      distance = Math.abs(verb.start - near)
      best = voiceOf(subject, at, clause.id)
    }
    return best
  }
  const after = said(last, (start) => start >= speech.end, speech.end) ?? soSays(readings[last], last, speech)
  const before = said(first, (_, end) => end <= speech.start, speech.start)
  const found = after ?? before
  if (found !== undefined && found.speakers.length > 0) return found
  const next = readings[last + 1]
  const next1 = next?.clauses.find(
    (clause) => clause.parent < 0 && reports(clause, lexicon) && pointsBack(next, clause),
  )
  const speaker = next1 === undefined ? undefined : next?.subjects[next1.id]
  if (next1 !== undefined && speaker !== undefined && speaker.actors.length > 0)
    return voiceOf(speaker, last + 1, next1.id)
  for (let at = first - 1; at >= Math.max(0, first - 4); at -= 1) {
    const previous = said(at, () => true, speech.start)
    if (previous !== undefined && previous.speakers.length > 0)
      return { ...previous, reporter: found?.reporter, inferred: 'speaker of the sentence before' }
  }
  return found
}

/** "„…“, so der Minister": no verb, but a speaker. */
function soSays(reading: SentenceReading | undefined, at: number, speech: Speech): Voice | undefined {
  const clause = reading?.clauses.find(
    (one) =>
      one.kind === 'fragment' &&
      one.speech < 0 &&
      reading.words[one.ranges[0]?.from ?? -1]?.lower === 'so' &&
      (reading.words[one.ranges[0]?.from ?? -1]?.start ?? -1) >= speech.end,
  )
  const subject = clause === undefined ? undefined : reading?.subjects[clause.id]
  return clause === undefined || subject === undefined || subject.actors.length === 0
    ? undefined
    : voiceOf(subject, at, clause.id)
}

/** Index of the sentence that holds the offset, or of the last one before it. */
function sentenceAt(readings: readonly SentenceReading[], offset: number): number {
  let low = 0
  let high = readings.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((readings[middle]?.sentence.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
