import type { BoilerplateKind, SectionKind } from '../../../../shared/model/vocabulary.ts'
import type { Block } from './blocks.ts'
import type { ZoneLexicon } from './lexicon.ts'

/** What a block turned out to be. `open` blocks were matched by nothing yet. */
export type Verdict =
  | { readonly is: 'open' }
  | { readonly is: 'kept' }
  | {
      readonly is: 'boilerplate'
      readonly kind: BoilerplateKind
      readonly rule: string
      readonly header?: boolean
    }
  | { readonly is: 'section'; readonly kind: SectionKind }

/** Two to five capitalised words, initials allowed. */
export function isPersonName(view: string, lexicon: ZoneLexicon): boolean {
  const words = view.split(' ')
  if (words.length < 2 || words.length > 5) return false
  return words.every(
    (word, index) =>
      (/^\p{Lu}[\p{L}\p{M}’'.-]*$/u.test(word) && !/^\p{Lu}{3,}$/u.test(word)) ||
      (index > 0 && lexicon.connectors.has(word)),
  )
}

/** A line long enough, and ended like a sentence, to be part of the article. */
export function isParagraph(block: Block): boolean {
  const { shape, length } = block
  if (length > 220) return true
  if (shape.terminalStop && shape.words >= 8) return true
  if (shape.terminal && (shape.words >= 15 || (shape.quoted && shape.words >= 8))) return true
  return /[:,]$/.test(block.view) && shape.words >= 12
}
