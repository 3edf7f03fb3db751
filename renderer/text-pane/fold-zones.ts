import type { Span } from '../../shared/model/span.ts'

/** A masked or plain zone of the article. */
export interface TextZone extends Span {
  readonly kind: string
  readonly masked: boolean
}

/** Whole lines that hold nothing but masked zones, folded together. */
export interface FoldableRun extends Span {
  readonly kinds: readonly string[]
  readonly lines: number
}

/**
 * Runs of neighbouring masked lines in text order. A zone that shares its line with article text is only dimmed,
 * never folded, and blank lines between masked lines belong to the run; blank lines at its ends do not.
 */
export function foldableRuns(text: string, zones: readonly TextZone[]): readonly FoldableRun[] {
  const masked = zones
    .filter((zone) => zone.masked && zone.end > zone.start)
    .sort((a, b) => a.start - b.start)
  const runs: { start: number; end: number; kinds: string[]; lines: number }[] = []
  for (const zone of masked) {
    const start = text.lastIndexOf('\n', zone.start - 1) + 1
    const lineEnd = text.indexOf('\n', Math.max(zone.start, zone.end - 1))
    const end = lineEnd === -1 ? text.length : lineEnd
    const last = runs.at(-1)
    if (last !== undefined && zone.start < last.end) {
      // Two masked zones on one line: the line is already folded.
      if (!last.kinds.includes(zone.kind)) last.kinds.push(zone.kind)
      continue
    }
    if (!coversLines(text, masked, { start, end })) continue
    const lines = text.slice(start, end).split('\n').length
    if (last !== undefined && text.slice(last.end, start).trim() === '') {
      last.end = end
      last.lines += lines
      if (!last.kinds.includes(zone.kind)) last.kinds.push(zone.kind)
    } else runs.push({ start, end, kinds: [zone.kind], lines })
  }
  return runs
}

/** Whether nothing but white space lies outside the masked zones between the two offsets. */
function coversLines(text: string, masked: readonly TextZone[], lines: Span): boolean {
  let at = lines.start
  for (const zone of masked) {
    if (zone.end <= at) continue
    if (zone.start >= lines.end) break
    if (text.slice(at, Math.max(at, zone.start)).trim() !== '') return false
    at = Math.max(at, zone.end)
  }
  return at >= lines.end || text.slice(at, lines.end).trim() === ''
}

/** The whole line at an offset without its line break and outer white space; null on a blank line. */
export function lineAt(text: string, offset: number): Span | null {
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset)
  const to = next === -1 ? text.length : next
  const line = text.slice(from, to)
  const trimmed = line.trim()
  if (trimmed === '') return null
  const start = from + line.indexOf(trimmed)
  return { start, end: start + trimmed.length }
}
