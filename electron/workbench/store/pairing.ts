import { intersectionOverUnion, overlap } from '../../../shared/offsets.ts'
import type { Span } from '../../../shared/model/span.ts'

/** What pairing looks at: type, evidence, and the spans of the key slots. */
export interface Pairable {
  readonly id: string
  readonly type: string
  readonly evidence: readonly Span[]
  readonly keySpans: readonly Span[]
}

const minimalOverlap = 0.5

/**
 * Pairs facts of a new extraction with the known facts of the article: same type, evidence IoU ≥ 0.5, and where
 * both have key slots with spans, at least one pair of them overlaps. Best overlap first, each fact once; ties in
 * text order. Returns new id → known id.
 */
export function pairFacts(
  known: readonly Pairable[],
  fresh: readonly Pairable[],
): ReadonlyMap<string, string> {
  const pairs: { readonly known: Pairable; readonly fresh: Pairable; readonly score: number }[] = []
  for (const a of fresh) {
    for (const b of known) {
      if (a.type !== b.type) continue
      const score = intersectionOverUnion(a.evidence, b.evidence)
      if (score >= minimalOverlap && keysMeet(a.keySpans, b.keySpans))
        pairs.push({ known: b, fresh: a, score })
    }
  }
  pairs.sort(
    (x, y) => y.score - x.score || start(x.fresh) - start(y.fresh) || start(x.known) - start(y.known),
  )
  const paired = new Map<string, string>()
  const taken = new Set<string>()
  for (const pair of pairs) {
    if (paired.has(pair.fresh.id) || taken.has(pair.known.id)) continue
    paired.set(pair.fresh.id, pair.known.id)
    taken.add(pair.known.id)
  }
  return paired
}

function keysMeet(a: readonly Span[], b: readonly Span[]): boolean {
  if (a.length === 0 || b.length === 0) return true
  return a.some((x) => b.some((y) => overlap(x, y) > 0))
}

const start = (fact: Pairable): number => fact.evidence[0]?.start ?? 0
