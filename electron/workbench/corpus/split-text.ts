import type { Reading } from '../../../shared/model/library.ts'
import { BelegError } from '../../../shared/errors.ts'

export type Split = NonNullable<Reading['split']>

/** Lines longer than this are no separators. */
const longestLine = 300
/** Texts cut out of one file. */
const mostPieces = 20_000

/**
 * Cuts a text at every line that separates, and gives what lies between without blank lines around it; pieces without a
 * word are left out. A separator that opens a text (`keep`) stays with it. Throws `split.pattern` where the pattern is none
 * that may be used, `split.none` where no line separates.
 */
export function splitText(text: string, split: Split): readonly string[] {
  const separates = separatorOf(split)
  const pieces: string[] = []
  let piece: string[] = []
  let cuts = 0
  const close = (): void => {
    const joined = piece.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    if (/\p{L}/u.test(joined)) pieces.push(joined)
    piece = []
  }
  for (const line of text.split('\n')) {
    if (!separates(line)) {
      piece.push(line)
      continue
    }
    close()
    cuts += 1
    if (split.keep === true) piece.push(line)
    if (cuts > mostPieces) throw new BelegError('split.tooMany', { limit: mostPieces })
  }
  close()
  if (cuts === 0) throw new BelegError('split.none', { separator: split.text })
  return pieces
}

function separatorOf({ by, text }: Split): (line: string) => boolean {
  if (by === 'line') {
    const wanted = text.trim()
    return (line) => line.trim() === wanted
  }
  const pattern = safePattern(text)
  return (line) => line.length <= longestLine && pattern.test(line)
}

/** What may be repeated: a character, an escape, a class of characters. */
const atom = String.raw`(?:\\[dDwWsSbB.^$*+?()[\]{}|\\/\-]|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\](){}*+?|])`
const repeat = String.raw`(?:[*+?]\??|\{\d{1,3}(?:,\d{0,3})?\}\??)`
const allowed = new RegExp(`^(?:${atom}${repeat}?|\\((?:\\?:)?(?:${atom}${repeat}?|\\|)*\\)\\??|\\|)*$`, 'u')
/** Repetitions without an end; more of them could try very many ways of fitting one line. */
const mostOpen = 2

/**
 * A regular expression of the part that cannot take long: characters, classes, escapes, alternatives, and repetition of a
 * single character or class; groups may be optional but not repeated. Throws `split.pattern`.
 */
export function safePattern(text: string): RegExp {
  const open = text.replace(/\\./g, 'x').match(/[*+]|\{\d+,\}/g)?.length ?? 0
  if (!allowed.test(text) || open > mostOpen) throw new BelegError('split.pattern', { pattern: text })
  try {
    return new RegExp(text, 'u')
  } catch {
    throw new BelegError('split.pattern', { pattern: text })
  }
}
