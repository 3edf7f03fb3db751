import type { Token } from '../document.ts'
import { isLowerAt } from './characters.ts'
import type { SegmentLexicon } from './lexicon.ts'

/** Longer stretches without a full stop are cut, so that no later stage meets a sentence without end. */
const longestSentence = 400
/** Parentheses longer than this, or never closed, do not hold a sentence together. */
const longestParenthesis = 80

/** Token ranges `[from, to)` of the sentences of a stretch, in order and without gaps. */
export function sentenceRanges(
  tokens: readonly Token[],
  lexicon: SegmentLexicon,
): readonly { readonly from: number; readonly to: number }[] {
  const ranges: { from: number; to: number }[] = []
  const sealed = sealedByParenthesis(tokens)
  let from = 0
  for (let index = 0; index < tokens.length; index += 1) {
    let to = -1
    if (sealed[index] !== 1) to = sentenceEnd(tokens, index, lexicon)
    if (to < 0 && index + 1 - from >= longestSentence) to = index + 1
    if (to < 0) continue
    ranges.push({ from, to })
    from = to
    index = to - 1
  }
  if (from < tokens.length) ranges.push({ from, to: tokens.length })
  return ranges
}

/** Index behind the last token of the sentence that ends at `index`, or -1. */
function sentenceEnd(tokens: readonly Token[], index: number, lexicon: SegmentLexicon): number {
  const token = tokens[index]
  if (token === undefined) return -1
  const abbreviated = token.kind === 'abbreviation'
  const strong =
    token.kind === 'punctuation' &&
    (token.text === '!' || token.text === '?' || token.text === '…' || token.text.startsWith('..'))
  const stop = token.kind === 'punctuation' && token.text === '.'
  if (!abbreviated && !strong && !stop) return -1
  let to = index + 1
  // Closing marks and further stops belong to the sentence they close: „Ist das alles?!“
  while (to < tokens.length && closesSentence(tokens[to])) to += 1
  const next = tokens[to]
  if (next === undefined) return to
  const closed = to > index + 1
  if (next.kind === 'punctuation' && next.text !== '-' && !'([{*#@'.includes(next.text.charAt(0))) {
    // A dash opens a sentence only behind a plain full stop ("... beendet. – Der Minister").
    return stop && !closed && (next.text === '–' || next.text === '—') ? to : -1
  }
  const lower = next.kind === 'word' && (isLowerAt(next.text, 0) || next.text.startsWith('-'))
  if (abbreviated) {
    if (lower || next.kind === 'abbreviation') return -1
    const bare = token.lower.slice(0, -1)
    if (closed) return next.kind === 'word' && lexicon.starters.has(next.lower) ? to : -1
    // "schrieb er auf X. Paris …": the platform, and no initial of a name.
    if (token.text === 'X.' && next.kind === 'word' && isPlatform(tokens[index - 1])) return to
    if (next.kind === 'quote-open') return lexicon.either.has(bare) ? to : -1
    if (next.kind !== 'word' || !lexicon.starters.has(next.lower)) return -1
    return lexicon.either.has(bare) || isLowerAt(token.text, 0) || token.text.length === 2 ? to : -1
  }
  if (!lower) return to
  if (strong || closed) return -1
  return endsLikeWord(tokens[index - 1]) ? to : -1
}

function isPlatform(before: Token | undefined): boolean {
  return before !== undefined && /^(?:auf|via|netzwerk|\p{L}*(?:plattform|dienst))$/u.test(before.lower)
}

function closesSentence(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'quote-close') return true
  return (
    token.kind === 'punctuation' &&
    (token.text === ')' ||
      token.text === ']' ||
      token.text === '!' ||
      token.text === '?' ||
      token.text === '.' ||
      token.text === '…')
  )
}

/**
 * Machine translation goes on in lower case behind a full stop ("… sehr. würdigte …"). The stop counts when
 * the word before it cannot be an unlisted abbreviation: four letters or more and a vowel near the end.
 */
function endsLikeWord(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return token?.kind === 'quote-close'
  return token.text.length >= 4 && /[aeiouyäöü]/.test(token.lower.slice(-3))
}

/** Marks the tokens inside short closed parentheses: a full stop there ends no sentence. */
function sealedByParenthesis(tokens: readonly Token[]): Uint8Array {
  const sealed = new Uint8Array(tokens.length)
  const open: number[] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'punctuation') return
    if (token.text === '(' || token.text === '[') {
      if (open.length < 4) open.push(index)
    } else if (token.text === ')' || token.text === ']') {
      const opener = open.pop()
      if (opener !== undefined && index - opener <= longestParenthesis) sealed.fill(1, opener, index)
    }
  })
  return sealed
}
