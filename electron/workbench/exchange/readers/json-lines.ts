import { BelegError } from '../../../../shared/errors.ts'

/** JSON of a whole file. Throws `file.damaged` with the kind. */
export function parsedJson(path: string, kind: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BelegError('file.damaged', { path, kind })
  }
}

/** One JSON value per line; undefined where a line holds none. Blank lines are passed over. */
export function* jsonLines(text: string): Generator<{ readonly line: number; readonly value: unknown }> {
  let line = 0
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const words = text.slice(start, end).trim()
    line++
    start = end + 1
    if (words === '') continue
    let value: unknown
    try {
      value = JSON.parse(words)
    } catch {
      value = undefined
    }
    yield { line, value }
  }
}
