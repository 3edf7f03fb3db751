import { goesOn, joinLines, type Paragraph } from './page-layout.ts'

/** Figures and numbers do not make two running heads different. */
const shape = (line: string): string => line.replace(/\d+/g, '#').replace(/\s+/gu, ' ').trim()

/**
 * Pages to one text, parted by U+000C. A paragraph at the head or foot of at least three pages and half of them is a
 * running head; so is a page number. A sentence that goes on over the page goes on in the text.
 */
export function joinPages(pages: readonly (readonly Paragraph[])[]): string {
  const running = runningHeads(pages)
  const bodies = pages.map((page) =>
    page.filter((paragraph, at) => !(atEdge(page, at) && isRunning(paragraph.text, running))),
  )
  let text = ''
  let before: Paragraph | undefined
  for (const body of bodies) {
    const [first] = body
    const joined = body.map((paragraph) => paragraph.text).join('\n\n')
    if (text === '' || first === undefined) text += joined
    else if (before !== undefined && goesOn(before, first)) text = overThePage(text, joined)
    else text = `${text}\n\f\n${joined}`
    before = body.at(-1) ?? before
  }
  return text.trim()
}

const atEdge = (page: readonly unknown[], at: number): boolean => at < 2 || at >= page.length - 2
const isRunning = (paragraph: string, running: ReadonlySet<string>): boolean =>
  running.has(shape(paragraph)) ||
  /^(?:Seite|Page|S\.)?\s*[-–]?\s*\d{1,4}\s*(?:[-–]|(?:von|of|\/)\s*\d{1,4})?$/iu.test(paragraph.trim())

function runningHeads(pages: readonly (readonly Paragraph[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    const edges = new Set(page.filter((_, at) => atEdge(page, at)).map(({ text }) => shape(text)))
    for (const edge of edges) counts.set(edge, (counts.get(edge) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count >= 3 && count * 2 >= pages.length).map(([line]) => line),
  )
}

/** The mark of the page stands in place of the blank, or before the word that was parted over the page. */
function overThePage(before: string, after: string): string {
  const joined = joinLines(before, after)
  if (joined.length === before.length + after.length + 1) return `${before}\f${after}`
  const cut = before.lastIndexOf(' ')
  return `${before.slice(0, cut)}\f${joined.slice(cut + 1)}`
}
