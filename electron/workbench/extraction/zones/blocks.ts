import { characterClass, classAt, isUpperAt, unitAt } from '../segment/characters.ts'

/**
 * A block is what the classifier looks at: one line, or the lines of one paragraph where the file was wrapped
 * at a fixed width. Offsets are into the text, without the blanks around it.
 */
export interface Block {
  readonly start: number
  readonly end: number
  /** 1-based line of the text on which the block begins. */
  readonly line: number
  /** The block with its blanks collapsed; cut at `viewLimit` for very long ones. */
  readonly view: string
  readonly length: number
  readonly shape: Shape
  /** Whether an empty line stands in front of it. */
  readonly spaced: boolean
}

export interface Shape {
  /** Words, counted up to `viewLimit`. */
  readonly words: number
  readonly capitalised: number
  /** Words that begin in lower case and do not join names. */
  readonly plain: number
  /** Ends in . ! ? … or a closing mark behind one of them. */
  readonly terminal: boolean
  readonly terminalStop: boolean
  /** Only capital letters, digits and marks. */
  readonly shouting: boolean
  readonly quoted: boolean
}

export const viewLimit = 1600

/** The blocks of a text in order. */
export function blocksOf(text: string, connectors: ReadonlySet<string>): readonly Block[] {
  const lines = linesOf(text)
  const ranges = isHardWrapped(text, lines)
    ? paragraphsOf(lines)
    : lines.filter((line) => line.end > line.start)
  const longest = Math.max(0, ...Array.from(connectors, (connector) => connector.length))
  return ranges.map((range) => {
    const raw = text.slice(range.start, Math.min(range.end, range.start + viewLimit))
    const view = /\s\s|[^\S ]/.test(raw) ? raw.replace(/\s+/g, ' ') : raw
    const tail = text.slice(Math.max(range.start, range.end - 8), range.end)
    const { start, end, line, spaced } = range
    return {
      start,
      end,
      line,
      view,
      length: end - start,
      shape: shapeOf(view, tail, connectors, longest),
      spaced,
    }
  })
}

interface Line {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly spaced: boolean
}

/** All lines, trimmed; empty ones have `start === end`. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let at = 0
  let spaced = true
  for (let number = 1; at <= text.length; number += 1) {
    const newline = text.indexOf('\n', at)
    const stop = newline < 0 ? text.length : newline
    let start = at
    let end = stop
    while (start < end && isBlank(unitAt(text, start))) start += 1
    while (end > start && isBlank(unitAt(text, end - 1))) end -= 1
    lines.push({ start, end, line: number, spaced })
    spaced = end === start
    if (newline < 0) break
    at = newline + 1
  }
  return lines
}

function isBlank(unit: number): boolean {
  return (
    unit === 0x20 ||
    unit === 0x09 ||
    unit === 0xa0 ||
    unit === 0x0d ||
    unit === 0xfeff ||
    unit === 0x200b ||
    unit === 0x3000
  )
}

/** Fixed-width text: most lines are of one length, end in the middle of a sentence and go on in the next line. */
function isHardWrapped(text: string, lines: readonly Line[]): boolean {
  let inner = 0
  let wrapped = 0
  for (let index = 0; index + 1 < lines.length && index < 400; index += 1) {
    const line = lines[index]
    const next = lines[index + 1]
    if (line === undefined || next === undefined || line.end === line.start || next.end === next.start)
      continue
    inner += 1
    const length = line.end - line.start
    const ends = text.charAt(line.end - 1)
    const goesOn = /[\p{Ll}\d„"]/u.test(text.charAt(next.start)) || /[\p{Ll},]/u.test(ends)
    if (length >= 45 && length <= 110 && goesOn && !'.!?:“"'.includes(ends)) wrapped += 1
  }
  return inner >= 6 && wrapped / inner >= 0.6
}

function paragraphsOf(lines: readonly Line[]): readonly Line[] {
  const paragraphs: Line[] = []
  let open: Line | undefined
  for (const line of lines) {
    if (line.end === line.start) {
      if (open !== undefined) paragraphs.push(open)
      open = undefined
    } else open = open === undefined ? line : { ...open, end: line.end }
  }
  if (open !== undefined) paragraphs.push(open)
  return paragraphs
}

function shapeOf(view: string, tail: string, connectors: ReadonlySet<string>, longest: number): Shape {
  let words = 0
  let capitalised = 0
  let plain = 0
  let at = 0
  while (at < view.length) {
    const space = view.indexOf(' ', at)
    const end = space < 0 ? view.length : space
    let letter = at
    while (letter < end && classAt(view, letter) !== characterClass.letter) letter += 1
    if (letter < end) {
      words += 1
      if (isUpperAt(view, letter)) capitalised += 1
      else if (end - at > longest || !connectors.has(view.slice(at, end).toLowerCase())) plain += 1
    }
    at = end + 1
  }
  return {
    words,
    capitalised,
    plain,
    terminal: /[.!?…]["“”»«’‘')\]]{0,3}$/.test(tail),
    terminalStop: /\.["“”»«’‘')\]]{0,3}$/.test(tail) && !/\.\.$/.test(tail),
    shouting: view.length <= 400 && !/\p{Ll}/u.test(view) && /\p{Lu}/u.test(view),
    quoted: /^[„"“»«‚]/.test(view),
  }
}
