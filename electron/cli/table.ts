/** A table for the eye: columns aligned, one line per row, long cells cut. Widths count code points, so wide characters may shift a column. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], widest = 60): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cut(cell.replace(/\s+/g, ' '), widest)))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => size(row[column] ?? ''))))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - size(cell))))
      .join('  ')
      .trimEnd()
  const [first = [], ...rest] = cells
  return `${[line(first), line(widths.map((width) => '─'.repeat(width))), ...rest.map(line)].join('\n')}\n`
}

const points = (text: string): readonly string[] => Array.from(text)
const size = (text: string): number => points(text).length

function cut(text: string, widest: number): string {
  return size(text) <= widest
    ? text
    : `${points(text)
        .slice(0, widest - 1)
        .join('')}…`
}
