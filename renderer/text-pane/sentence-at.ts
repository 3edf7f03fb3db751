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

/** Sentences a fact rests on, kept for as long as both are the same objects: a decision changes one fact of thousands. */
const known = new WeakMap<readonly Span[], WeakMap<object, readonly number[]>>()

function sentencesOf(
  sentences: readonly Span[],
  fact: { readonly evidence: readonly Span[] },
): readonly number[] {
  let ofThese = known.get(sentences)
  if (ofThese === undefined) known.set(sentences, (ofThese = new WeakMap()))
  let found = ofThese.get(fact)
  if (found === undefined) {
    found = [...new Set(fact.evidence.flatMap((span) => sentencesTouched(sentences, span)))]
    ofThese.set(fact, found)
  }
  return found
}

/** For each sentence the positions (in `facts`) of the facts whose evidence rests on it. Discontinuous evidence counts in each. */
export function factsOnSentences(
  sentences: readonly Span[],
  facts: readonly { readonly evidence: readonly Span[] }[],
): readonly (readonly number[])[] {
  const carried: number[][] = sentences.map(() => [])
  facts.forEach((fact, position) => {
    for (const index of sentencesOf(sentences, fact)) carried[index]?.push(position)
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
