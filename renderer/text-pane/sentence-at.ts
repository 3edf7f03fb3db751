import { overlap } from '../../shared/offsets.ts'
import type { Span } from '../../shared/model/span.ts'

/**
 * Index of the sentence that holds the offset, else of the nearest one before it, else 0; -1 where there are none.
 * Sentences are expected in text order and not to overlap.
 */
export function sentenceIndexAt(sentences: readonly Span[], offset: number): number {
  let low = 0
  let high = sentences.length - 1
  let found = sentences.length > 0 ? 0 : -1
  while (low <= high) {
    const middle = (low + high) >> 1
    const sentence = sentences[middle]
    if (sentence !== undefined && sentence.start <= offset) {
      found = middle
      low = middle + 1
    } else high = middle - 1
  }
  return found
}

/** The sentence at the offset itself; undefined between sentences and in masked parts. */
export function sentenceAt<S extends Span>(sentences: readonly S[], offset: number): S | undefined {
  const sentence = sentences[sentenceIndexAt(sentences, offset)]
  return sentence !== undefined && sentence.start <= offset && offset <= sentence.end ? sentence : undefined
}

/** Indices of the sentences a span touches, in order; a span over several sentences touches each. */
export function sentencesTouched(sentences: readonly Span[], span: Span): readonly number[] {
  const touched: number[] = []
  let index = sentenceIndexAt(sentences, span.start)
  for (; index >= 0 && index < sentences.length; index += 1) {
    const sentence = sentences[index]
    if (sentence === undefined || sentence.start >= span.end) break
    if (overlap(sentence, span) > 0) touched.push(index)
  }
  return touched
}

/** Whether a span touches a sentence at all. */
export function touchesAny(sentences: readonly Span[], span: Span): boolean {
  for (let index = sentenceIndexAt(sentences, span.start); index >= 0; index += 1) {
    const sentence = sentences[index]
    if (sentence === undefined || sentence.start >= span.end) return false
    if (overlap(sentence, span) > 0) return true
  }
  return false
}

interface Resting {
  readonly evidence: readonly Span[]
}

/**
 * Sentences that each fact of the latest lists rests on: a decision changes one fact of thousands. Two lists at most are
 * kept, whole, so that nothing of an article outlives it for long and nothing grows with what was decided.
 */
let latest: readonly {
  readonly sentences: readonly Span[]
  readonly touched: ReadonlyMap<Resting, readonly number[]>
}[] = []

function sentencesOf(
  sentences: readonly Span[],
  facts: readonly Resting[],
): ReadonlyMap<Resting, readonly number[]> {
  const before = latest.find((one) => one.sentences === sentences)?.touched
  const touched = new Map<Resting, readonly number[]>()
  for (const fact of facts)
    touched.set(
      fact,
      before?.get(fact) ?? [...new Set(fact.evidence.flatMap((span) => sentencesTouched(sentences, span)))],
    )
  latest = [{ sentences, touched }, ...latest.filter((one) => one.sentences !== sentences).slice(0, 1)]
  return touched
}

/** For each sentence the positions (in `facts`) of the facts whose evidence rests on it. Discontinuous evidence counts in each. */
export function factsOnSentences(
  sentences: readonly Span[],
  facts: readonly Resting[],
): readonly (readonly number[])[] {
  const carried: number[][] = sentences.map(() => [])
  const touched = sentencesOf(sentences, facts)
  facts.forEach((fact, position) => {
    for (const index of touched.get(fact) ?? []) carried[index]?.push(position)
  })
  return carried
}

/** The whole sentences a selection touches, as one span; the selection itself where no sentence is touched. */
export function widenToSentences(sentences: readonly Span[], selection: Span): Span {
  const touched = sentencesTouched(sentences, selection)
  const first = sentences[touched[0] ?? -1]
  const last = sentences[touched.at(-1) ?? -1]
  return first === undefined || last === undefined ? selection : { start: first.start, end: last.end }
}
