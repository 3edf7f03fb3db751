import mammoth from 'mammoth'
import { SaxesParser } from 'saxes'
import { BelegError } from '../../../../shared/errors.ts'
import type { MetadataField } from '../../../../shared/model/extraction.ts'
import { textOfMarkup } from './html.ts'
import { knownFields, type FileBytes, type KnownFields, type SourceDocument } from './source-document.ts'
import { unzip } from './unzip.ts'

/** XML of an office document larger than this is a bomb. */
const mostXml = 100 * 1024 * 1024

/** A Word document (ECMA-376): headings, paragraphs, lists, tables and notes as text. */
export async function readDocx({ path, bytes }: FileBytes): Promise<SourceDocument> {
  const parts = await xmlParts(path, bytes, ['docProps/core.xml', 'word/document.xml'])
  if (!parts.has('word/document.xml')) throw new BelegError('file.damaged', { path, kind: 'DOCX' })
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: noImage })
    return {
      part: '',
      text: textOfMarkup(path, value.replaceAll(noteMarks, '')),
      encoding: 'utf-8',
      fields: propertiesOf(parts.get('docProps/core.xml') ?? '', {
        'dc:title': 'title',
        'dc:creator': 'author',
        'dcterms:created': 'publicationDate',
      }),
    }
  } catch {
    throw new BelegError('file.damaged', { path, kind: 'DOCX' })
  }
}

/** Numbers of notes, and the arrows back: mammoth puts the notes themselves behind the text. */
const noteMarks =
  /<sup><a href="#(?:foot|end)note-\d+"[^>]*>\[\d+\]<\/a><\/sup>|<a href="#(?:foot|end)note-ref-\d+">↑<\/a>/g

const noImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))

/** An OpenDocument text (ISO/IEC 26300): paragraphs and headings; comments and deleted passages are no text. */
export async function readOdt({ path, bytes }: FileBytes): Promise<SourceDocument> {
  const parts = await xmlParts(path, bytes, ['content.xml', 'meta.xml'])
  const content = parts.get('content.xml')
  if (content === undefined) throw new BelegError('file.damaged', { path, kind: 'ODT' })
  return {
    part: '',
    text: odtText(path, content),
    encoding: 'utf-8',
    fields: propertiesOf(parts.get('meta.xml') ?? '', {
      'dc:title': 'title',
      'meta:initial-creator': 'author',
      'meta:creation-date': 'publicationDate',
    }),
  }
}

const silent: ReadonlySet<string> = new Set(['office:annotation', 'text:tracked-changes', 'text:note-citation', 'office:forms', 'svg:title', 'svg:desc', 'text:index-title-template']) // prettier-ignore
const paragraph: ReadonlySet<string> = new Set(['text:p', 'text:h'])

/** Paragraphs as a reader sees them: those inside others (notes) behind the text, rows of tables on lines of their own. */
function odtText(path: string, xml: string): string {
  const out = new OdtText()
  let silence = 0
  let depth = 0
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > 500) throw new BelegError('file.damaged', { path, kind: 'ODT' })
    if (silent.has(name)) silence += 1
    if (silence > 0) return
    if (paragraph.has(name)) out.open()
    else if (name === 'text:note') out.notes += 1
    else if (name === 'table:table') out.tables += 1
    else if (name === 'text:s') out.add(' '.repeat(Math.min(100, Number(attributes['text:c'] ?? 1) || 1)))
    else if (name === 'text:tab') out.add(' ')
    else if (name === 'text:line-break') out.add('\n')
  })
  parser.on('text', (text) => {
    if (silence === 0) out.add(text.replace(/\s+/gu, ' '))
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    if (silence === 0) {
      if (paragraph.has(name)) out.close()
      else if (name === 'text:note') out.notes -= 1
      else if (name === 'table:table-cell') out.cell()
      else if (name === 'table:table-row') out.row()
      else if (name === 'table:table') out.table()
    }
    if (silent.has(name)) silence -= 1
  })
  parse(path, parser, xml, 'ODT')
  return out.text()
}

class OdtText {
  notes = 0
  tables = 0
  readonly #done: string[] = []
  readonly #behind: string[] = []
  /** Paragraphs that are open, one inside another. */
  readonly #open: string[] = []
  #cell: string[] = []
  #row: string[][] = []
  #rows: string[] = []

  open(): void {
    this.#open.push('')
  }

  add(text: string): void {
    const last = this.#open.length - 1
    if (last >= 0) this.#open[last] = `${this.#open[last] ?? ''}${text}`
  }

  close(): void {
    const text = (this.#open.pop() ?? '').replace(/[ \t]+/g, ' ').trim()
    if (text === '') return
    if (this.notes > 0) this.#behind.push(text)
    else if (this.tables > 0) this.#cell.push(text)
    else this.#done.push(text)
  }

  /** Cells of a table within a table are text of the cell it stands in. */
  cell(): void {
    if (this.tables > 1) return
    if (this.#cell.length > 0) this.#row.push(this.#cell)
    this.#cell = []
  }

  row(): void {
    if (this.tables > 1) return
    const [only, ...others] = this.#row
    // A table of one column is a frame around paragraphs.
    if (only !== undefined) this.#rows.push(others.length === 0 ? only.join('\n\n') : this.#row.map((cell) => cell.join(' ')).join(' | ')) // prettier-ignore
    this.#row = []
  }

  table(): void {
    this.tables -= 1
    if (this.tables > 0) return
    if (this.#rows.length > 0) this.#done.push(this.#rows.join('\n'))
    this.#rows = []
  }

  text(): string {
    return [...this.#done, ...this.#behind].join('\n\n')
  }
}

/** Texts of elements by name, as metadata. */
function propertiesOf(xml: string, wanted: Readonly<Record<string, MetadataField>>): KnownFields {
  const found: Partial<Record<MetadataField, string>> = {}
  let open: MetadataField | null = null
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    open = wanted[name] ?? null
  })
  parser.on('text', (text) => {
    if (open !== null) found[open] ??= text
  })
  parser.on('closetag', () => {
    open = null
  })
  try {
    if (xml !== '') parse('', parser, xml, '')
  } catch {
    return {} // what the document says of itself is a bonus
  }
  const date = found.publicationDate
  return knownFields({ ...found, publicationDate: date?.slice(0, 10) })
}

function parse(path: string, parser: SaxesParser, xml: string, kind: string): void {
  // saxes expands no entity of its own making, so that "billion laughs" stay what they are: an error.
  parser.on('error', () => {
    throw new BelegError('file.damaged', { path, kind })
  })
  parser.write(xml).close()
}

async function xmlParts(
  path: string,
  bytes: Uint8Array,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>()
  let total = 0
  for await (const member of unzip(
    { path, bytes },
    { most: mostXml, wanted: (name) => wanted.includes(name) },
  )) {
    if ('error' in member) throw member.error
    total += member.bytes.length
    if (total > mostXml) throw new BelegError('archive.tooLarge', { path, limit: mostXml / (1024 * 1024) })
    parts.set(member.name, new TextDecoder('utf-8').decode(member.bytes))
  }
  return parts
}
