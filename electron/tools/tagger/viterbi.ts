import { featuresPerToken } from './features.ts'

/** Weights of a linear model over labels: emissions by bucket, and which label follows which. */
export interface TaggerWeights {
  readonly labels: readonly string[]
  /** `bucket * labels + label`. */
  readonly emissions: Float32Array | Int8Array
  /** `(previous + 1) * labels + label`; row 0 is the beginning of the sentence. */
  readonly transitions: Float32Array | Int8Array
}

/** Whether a label may follow another in IOB2; `previous` is -1 at the beginning. */
export function mayFollow(labels: readonly string[], previous: number, label: number): boolean {
  const name = labels[label] ?? 'O'
  if (!name.startsWith('I-')) return true
  const before = labels[previous]
  return before !== undefined && before.slice(2) === name.slice(2) && before !== 'O'
}

/**
 * The best sequence of labels for the features of a sentence (see `featuresOf`). In training every label that is
 * not in `gold` gets `margin` more, so that the right one must win by that much.
 */
export function decode(
  weights: TaggerWeights,
  features: Int32Array,
  training?: { readonly gold: Uint8Array; readonly margin: number },
): Uint8Array {
  const count = weights.labels.length
  const length = features.length / featuresPerToken
  const { emissions, transitions } = weights
  const allowed = new Uint8Array((count + 1) * count)
  for (let previous = -1; previous < count; previous += 1)
    for (let label = 0; label < count; label += 1)
      allowed[(previous + 1) * count + label] = mayFollow(weights.labels, previous, label) ? 1 : 0
  let scores = new Float64Array(count)
  let next = new Float64Array(count)
  const back = new Uint8Array(length * count)
  const emission = new Float64Array(count)
  for (let at = 0; at < length; at += 1) {
    emission.fill(0)
    for (let template = 0; template < featuresPerToken; template += 1) {
      const row = (features[at * featuresPerToken + template] ?? 0) * count
      for (let label = 0; label < count; label += 1)
        emission[label] = (emission[label] ?? 0) + (emissions[row + label] ?? 0)
    }
    if (training !== undefined)
      for (let label = 0; label < count; label += 1)
        if (label !== training.gold[at]) emission[label] = (emission[label] ?? 0) + training.margin
    for (let label = 0; label < count; label += 1) {
      let best = Number.NEGATIVE_INFINITY
      let from = 0
      if (at === 0) best = allowed[label] === 1 ? (transitions[label] ?? 0) : best
      else {
        for (let previous = 0; previous < count; previous += 1) {
          const step = (previous + 1) * count + label
          if (allowed[step] !== 1) continue
          const score = (scores[previous] ?? 0) + (transitions[step] ?? 0)
          if (score > best) {
            best = score
            from = previous
          }
        }
      }
      next[label] = best + (emission[label] ?? 0)
      back[at * count + label] = from
    }
    ;[scores, next] = [next, scores]
  }
  const path = new Uint8Array(length)
  let label = 0
  for (let candidate = 1; candidate < count; candidate += 1)
    if ((scores[candidate] ?? 0) > (scores[label] ?? 0)) label = candidate
  for (let at = length - 1; at >= 0; at -= 1) {
    path[at] = label
    label = back[at * count + label] ?? 0
  }
  return path
}
