import { characterClass, classAt, isLowerAt, isUpperAt, unitAt } from '../segment/characters.ts'
import type { Block } from './blocks.ts'
import type { ZoneLexicon } from './lexicon.ts'

const longestCaption = 340
/** Share of the names and numbers of a caption that the article said before. */
const repeated = 0.85

/** What the article has said so far: capitalised words and numbers, in lower case. */
export class NamesSeen {
  private readonly words = new Set<string>()
  private readonly stems = new Set<string>()
  /** Said, not yet read: few articles have a line that is compared with what was said. */
  private readonly unread: string[] = []

  add(view: string): void {
    this.unread.push(view)
  }

  /** How much of the block was said before, 0 to 1, and how many names and numbers it holds. */
  share(view: string): { readonly share: number; readonly names: number } {
    const names = namesOf(view)
    if (names.length === 0) return { share: 0, names: 0 }
    for (const said of this.unread.splice(0)) {
      for (const word of namesOf(said)) {
        this.words.add(word)
        this.stems.add(stem(word))
      }
    }
    const known = names.filter((word) => this.words.has(word) || this.stems.has(stem(word))).length
    return { share: known / names.length, names: names.length }
  }
}

/**
 * Whether a line inside the article is the caption of a picture, by its shape: it says again in one sentence
 * who did what when, or describes in the present tense what is to be seen, or carries a caption's cue.
 */
export function isCaption(block: Block, seen: NamesSeen, lexicon: ZoneLexicon): string | null {
  const { view, length, shape } = block
  if (length > longestCaption || shape.words < 5 || shape.quoted) return null
  const sentences = sentencesIn(view)
  if (sentences > 2) return null
  const lower = view.toLowerCase()
  if (lexicon.captionCues.some((cue) => lower.includes(cue))) return 'caption-cue'
  if (sentences > 1 || /[„“"»«:]/.test(view)) return null
  const dated =
    /\b\d{1,2}\. (?:\d{1,2}\.|\p{Lu}\p{Ll}+)|\bam (?:Mon|Diens|Mitt|Donners|Frei|Sams|Sonn)\w+/u.test(view)
  if (!dated && shape.terminal) return null
  const people = countPairs(view)
  if (people === 0) return null
  const { share, names } = seen.share(view)
  if (dated && share >= repeated && names >= 6 && people >= 2 && shape.terminalStop) return 'caption-repeats'
  const present = view
    .split(' ')
    .slice(1)
    .some((word) => lexicon.presentVerbs.has(word))
  if (!shape.terminal && present && shape.words >= 6 && people >= 1 && names >= 3) return 'caption-present'
  if (
    present &&
    dated &&
    share >= 0.6 &&
    people >= 2 &&
    /\b(?:nimmt|nehmen|begrüßt|begrüßen|empfängt|trifft|schüttelt|schütteln|reicht|reichen|posiert|posieren)\b/.test(
      view,
    )
  ) {
    return 'caption-present'
  }
  return null
}

/** Number of sentences as far as full stops before capitals tell; for short lines. */
export function sentencesIn(view: string): number {
  let count = 1
  // The last character opens no sentence.
  for (
    let space = view.indexOf(' ', 3);
    space >= 0 && space + 2 < view.length;
    space = view.indexOf(' ', space + 1)
  ) {
    const at = space - 1
    const unit = unitAt(view, at)
    const stops = unit === 0x2e || unit === 0x21 || unit === 0x3f || unit === 0x2026
    if (stops && isLowerAt(view, at - 1) && isLowerAt(view, at - 2) && isUpperAt(view, at + 2)) count += 1
  }
  return count
}

/** Neighbouring capitalised words: names of people, or title and name. */
function countPairs(view: string): number {
  return view.match(/\p{Lu}[\p{L}\p{M}’'-]+ \p{Lu}[\p{L}\p{M}’'-]+/gu)?.length ?? 0
}

function namesOf(view: string): readonly string[] {
  const names: string[] = []
  let at = 0
  while (at < view.length) {
    const kind = classAt(view, at)
    if (kind !== characterClass.letter && kind !== characterClass.digit) {
      at += 1
      continue
    }
    const from = at
    while (at < view.length && (isWordPart(view, at) || unitAt(view, at) === 0x2d)) at += 1
    // The first word is capitalised in any case.
    if (at - from >= 2 && from > 0 && (kind === characterClass.digit || isUpperAt(view, from)))
      names.push(view.slice(from, at).toLowerCase())
  }
  return names
}

function isWordPart(view: string, at: number): boolean {
  const kind = classAt(view, at)
  return kind === characterClass.letter || kind === characterClass.digit
}

/** Cuts the endings of the German genitive and plural. */
function stem(word: string): string {
  return word.length > 5 ? word.replace(/(?:es|en|s|n)$/, '') : word
}
