import { surelyFinite } from './finite.ts'
import type { Word } from './words.ts'

export interface Segment {
  readonly from: number
  readonly to: number
  /** Mark before it. */
  readonly mark: string
  readonly speech: number
}

const cutMarks = new Set([',', ';', ':', '–', '—', '-', '(', ')', '.', '!', '?', '…', '/', '[', ']'])

export function cut(words: readonly Word[]): readonly Segment[] {
  const segments: Segment[] = []
  let from = 0
  let mark = '^'
  const close = (to: number, next: string): void => {
    if (to > from) splitCoordinated(words, { from, to, mark, speech: words[from]?.speech ?? -1 }, segments)
    mark = next
  }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]
    if (word === undefined) continue
    const speechChanges = i > from && word.speech !== words[from]?.speech && !word.punctuation
    if (word.punctuation && cutMarks.has(word.text)) {
      close(i, word.text)
      from = i + 1
    } else if (speechChanges) {
      close(i, '„')
      from = i
    }
  }
  close(words.length, '')
  return segments
}

/** Two finite verbs between two marks are two clauses: "begrüßte die Gäste und erklärte …". */
function splitCoordinated(words: readonly Word[], segment: Segment, out: Segment[]): void {
  let { from, mark } = segment
  const verbs = surelyFinite(words, segment.from, segment.to)
  for (let k = 0; k + 1 < verbs.length; k += 1) {
    const first = verbs[k] ?? 0
    const second = verbs[k + 1] ?? 0
    let at = -1
    // After a verb at the end of its clause the conjunction follows at once; else the last one before the second verb counts.
    if (words[first + 1]?.listed.coordinator === true && first + 1 < second) at = first + 1
    else for (let i = first + 1; i < second; i += 1) if (words[i]?.listed.coordinator === true) at = i
    if (at <= from) continue
    out.push({ from, to: at, mark, speech: segment.speech })
    from = at
    mark = ''
  }
  const [only] = verbs
  // "…, dem Staat und dem Volk und sagte": what comes before the conjunction ends the clause before.
  if (
    verbs.length === 1 &&
    only !== undefined &&
    mark === ',' &&
    only - 1 > from &&
    words[only - 1]?.listed.coordinator === true
  ) {
    out.push({ from, to: only - 1, mark, speech: segment.speech })
    from = only - 1
    mark = ''
  }
  if (segment.to > from) out.push({ from, to: segment.to, mark, speech: segment.speech })
}
