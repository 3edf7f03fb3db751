/** Enough of a DOM node for reading text out of it; linkedom's nodes and a browser's both fit. */
export interface ReadableNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly firstChild: ReadableNode | null
  readonly nextSibling: ReadableNode | null
  readonly parentNode: ReadableNode | null
  readonly getAttribute?: (name: string) => string | null
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Elements whose text is no text of the page. */
const silent = words(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME OBJECT EMBED CANVAS AUDIO VIDEO HEAD TITLE SELECT OPTION DATALIST TEXTAREA INPUT BUTTON PROGRESS METER DIALOG',
)
/** Elements that stand as paragraphs of their own. */
const blocks = words(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL CAPTION',
)
/** Elements that begin a new line, not a new paragraph. */
const lines = words('LI TR DT DD')
const cells = words('TD TH')

const hidden = (node: ReadableNode): boolean => {
  const attribute = (name: string): string | null => node.getAttribute?.(name) ?? null
  return (
    attribute('hidden') !== null ||
    attribute('aria-hidden') === 'true' ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute('style') ?? '')
  )
}

/**
 * The text of a tree as a reader sees it: paragraphs parted by an empty line, items of lists and rows of tables by a
 * line break, blanks folded. `skip` names elements to pass over whole. Walks without recursion, so that depth costs nothing.
 */
export function blockText(root: ReadableNode, skip: (node: ReadableNode) => boolean = () => false): string {
  const out = new TextLines()
  let node: ReadableNode | null = root
  while (node !== null) {
    const enters: boolean = visit(node, out, skip)
    if (enters && node.firstChild !== null) {
      node = node.firstChild
      continue
    }
    let leaving: ReadableNode | null = node
    if (enters) leave(leaving, out)
    while (leaving !== root && leaving !== null && leaving.nextSibling === null) {
      leaving = leaving.parentNode
      if (leaving !== null) leave(leaving, out)
    }
    node = leaving === root || leaving === null ? null : leaving.nextSibling
  }
  return out.text()
}

/** Whether the children of the node are to be read. */
function visit(node: ReadableNode, out: TextLines, skip: (node: ReadableNode) => boolean): boolean {
  if (node.nodeType === 3) {
    out.add(node.nodeValue ?? '')
    return false
  }
  if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return false
  const name = node.nodeName.toUpperCase()
  if (silent.has(name) || (node.nodeType === 1 && (hidden(node) || skip(node)))) return false
  if (name === 'BR') out.line()
  else if (lines.has(name)) out.line()
  else if (cells.has(name)) out.cell()
  else if (blocks.has(name) && !fillsCell(node)) out.paragraph()
  return true
}

function leave(node: ReadableNode, out: TextLines): void {
  const name = node.nodeName.toUpperCase()
  if (lines.has(name)) out.line()
  else if (blocks.has(name) && !fillsCell(node)) out.paragraph()
}

/** Word processors write every cell of a table as a paragraph: one that is all of its cell stands in the row. */
function fillsCell(node: ReadableNode): boolean {
  const cell = node.parentNode
  if (cell === null || !cells.has(cell.nodeName.toUpperCase())) return false
  for (let one = cell.firstChild; one !== null; one = one.nextSibling) {
    if (one !== node && (one.nodeType === 1 || /\S/u.test(one.nodeValue ?? ''))) return false
  }
  return true
}

/** Gathers text line by line; breaks asked for several times in a row are one break. */
class TextLines {
  readonly #parts: string[] = []
  #pending: '' | ' ' | '\n' | '\n\n' | ' | ' = ''
  #empty = true

  add(raw: string): void {
    const folded = raw.replace(/[\s\u00a0\u00ad]+/gu, (blank) => (blank === '\u00ad' ? '' : ' '))
    const body = folded.trim()
    if (folded.startsWith(' ') || body === '') this.#want(' ')
    if (body === '') return
    if (!this.#empty) this.#parts.push(this.#pending)
    this.#parts.push(body)
    this.#empty = false
    this.#pending = folded.endsWith(' ') ? ' ' : ''
  }

  line(): void {
    this.#want('\n')
  }

  paragraph(): void {
    this.#want('\n\n')
  }

  cell(): void {
    this.#want(' | ')
  }

  #want(wanted: ' ' | '\n' | '\n\n' | ' | '): void {
    const order = ['', ' ', ' | ', '\n', '\n\n'] as const
    if (order.indexOf(wanted) > order.indexOf(this.#pending)) this.#pending = wanted
  }

  text(): string {
    return this.#parts.join('')
  }
}
