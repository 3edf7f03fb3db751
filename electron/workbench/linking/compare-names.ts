import { allowedEdits, boundedDistance } from './edit-distance.ts'
import type { KeyedName, NameKeys } from './name-keys.ts'

/**
 * How a name in a text is like a name of the registry, best first:
 * same, other order, other spelling (transliteration), other reading (Sino-Vietnamese, Korean, Arabic), initials, a few
 * letters different; and the same for a part of the name.
 */
export type NameLikeness =
  | 'name'
  | 'order'
  | 'spelling'
  | 'reading'
  | 'initials'
  | 'edit'
  | 'part'
  | 'partSpelling'
  | 'partReading'
  | 'partEdit'

export interface NameMatch {
  readonly likeness: NameLikeness
  /** 0–1. */
  readonly weight: number
}

const weights: Readonly<Record<NameLikeness, number>> = {
  name: 0.92,
  order: 0.88,
  spelling: 0.86,
  reading: 0.76,
  initials: 0.72,
  edit: 0.68,
  part: 0.62,
  partSpelling: 0.58,
  partReading: 0.5,
  partEdit: 0.4,
}

/** How two words are alike; smaller is better, null where they are not. */
type WordLikeness = { readonly rank: 0 | 1 | 2 | 3 | 4; readonly edits: number }

/** Compares a name of a text with a name of the registry; null where they have nothing in common. */
export function compareNames(keys: NameKeys, wanted: KeyedName, known: KeyedName): NameMatch | null {
  const direct = compareWords(keys, wanted, known)
  if (direct !== null && direct.weight >= weights.reading) return direct
  const read =
    [...keys.pinyin(wanted)].some((name) => keys.whole(name) === keys.whole(known)) ||
    [...keys.pinyin(known)].some((name) => keys.whole(name) === keys.whole(wanted))
  return read ? { likeness: 'reading', weight: weights.reading } : direct
}

function compareWords(keys: NameKeys, wanted: KeyedName, known: KeyedName): NameMatch | null {
  if (wanted.words.length === 0 || known.words.length === 0) return null
  const free = known.words.map((word, index) => ({ word, key: known.keys[index] ?? '' }))
  const found: WordLikeness[] = []
  for (const [index, word] of wanted.words.entries()) {
    const own = { word, key: wanted.keys[index] ?? '' }
    const variants = keys.variants(word)
    let best: { readonly at: number; readonly like: WordLikeness } | null = null
    for (const [at, other] of free.entries()) {
      const like = wordLikeness(variants, own, other)
      if (like !== null && (best === null || like.rank < best.like.rank)) best = { at, like }
    }
    if (best === null) continue
    free.splice(best.at, 1)
    found.push(best.like)
  }
  const missing = wanted.words.length - found.length
  if (found.length === 0 || (missing > 0 && free.length > 0)) return null
  const worst = found.reduce((most, { rank }) => Math.max(most, rank), 0)
  const edits = found.reduce((sum, like) => sum + like.edits, 0)
  const whole = missing === 0 && free.length === 0
  const sameOrder = wanted.words.every((word, index) => word === known.words[index])
  const likeness = whole ? wholeLikeness(worst, sameOrder) : partLikeness(worst)
  // What stands for an initial alone says little without a whole word beside it.
  if (likeness === null || found.every(({ rank }) => rank === 3)) return null
  return { likeness, weight: weights[likeness] - 0.06 * Math.max(0, edits - 1) }
}

function wordLikeness(
  variants: ReadonlyMap<string, unknown>,
  wanted: { readonly word: string; readonly key: string },
  known: { readonly word: string; readonly key: string },
): WordLikeness | null {
  if (wanted.word === known.word) return { rank: 0, edits: 0 }
  if (wanted.key === known.key) return { rank: 1, edits: 0 }
  if (variants.has(known.key)) return { rank: 2, edits: 0 }
  if (wanted.word.length === 1 || known.word.length === 1) {
    return wanted.word.charAt(0) === known.word.charAt(0) ? { rank: 3, edits: 0 } : null
  }
  const most = Math.min(allowedEdits(wanted.key.length), allowedEdits(known.key.length))
  const edits = most === 0 ? 1 : boundedDistance(wanted.key, known.key, most)
  return edits > most ? null : { rank: 4, edits }
}

function wholeLikeness(worst: number, sameOrder: boolean): NameLikeness | null {
  switch (worst) {
    case 0:
      return sameOrder ? 'name' : 'order'
    case 1:
      return 'spelling'
    case 2:
      return 'reading'
    case 3:
      return 'initials'
    default:
      return 'edit'
  }
}

function partLikeness(worst: number): NameLikeness | null {
  switch (worst) {
    case 0:
      return 'part'
    case 1:
      return 'partSpelling'
    case 2:
      return 'partReading'
    case 3:
      return 'initials'
    default:
      return 'partEdit'
  }
}
