import type { ExtractedMention } from '../../../../shared/model/extraction.ts'

/** Someone a role can name: the entity and the words that name it. */
export interface Actor {
  readonly entity: string
  readonly mention: ExtractedMention
}

/** A noun phrase or pronoun: words `[from, to)` of its sentence. */
export interface Phrase {
  readonly id: number
  readonly from: number
  to: number
  /** The preposition that governs it, contractions undone. */
  readonly prep: string | undefined
  /** Cases its form allows: n, g, d, a; p where it is plural. */
  readonly cases: string
  /** Index of the head noun. */
  readonly head: number
  readonly determiner: string | undefined
  /** Whose it is, where a possessive says so ("seine Gespräche", "Putins Besuch"). */
  readonly owner: Actor | undefined
  actor: Actor | undefined
  /** Phrase this one is a genitive of. */
  genitiveOf: number
  /** Earlier phrase of the same enumeration. */
  coordinatedWith: number
  /** Phrase this one explains ("Putin, Präsident Russlands,"). */
  appositionOf: number
  /** Phrase whose actor this one took over ("Unterhändler aus Sudan und Südsudan"), -1 for none. */
  lentBy: number
  readonly pronoun: boolean
  /** A date or other value without a noun. */
  readonly value: boolean
}

/** All phrases of the enumeration that begins with this one. */
export function enumeration(phrases: readonly Phrase[], first: Phrase): readonly Phrase[] {
  const found: Phrase[] = [first]
  for (let at = first.id + 1; at < phrases.length; at += 1) {
    const phrase = phrases[at]
    if (
      phrase !== undefined &&
      phrase.coordinatedWith >= 0 &&
      found.some((member) => member.id === phrase.coordinatedWith)
    )
      found.push(phrase)
  }
  return found
}

export function toActor(mention: ExtractedMention): Actor {
  return { entity: mention.entity ?? '', mention }
}
