import type * as pdfjsTypes from 'pdfjs-dist/legacy/build/pdf.mjs'
import { BelegError } from '../../../../shared/errors.ts'
import { knownFields, type FileBytes, type SourceDocument } from './source-document.ts'
import { pageText, type PageWord, type Paragraph } from './page-layout.ts'
import { joinPages } from './page-flow.ts'

/** A press review has some hundred pages; more is a book, which is not read as an article. */
const mostPages = 3000

type Pdfjs = Pick<typeof pdfjsTypes, 'getDocument' | 'VerbosityLevel'>

/** pdf.js and the part of it that would be its worker: it runs here, in a thread that is ours already. */
async function pdfjs(): Promise<Pdfjs> {
  const [library, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
  ])
  Object.assign(globalThis, { pdfjsWorker: worker })
  return library
}

/**
 * The text of a PDF: columns in reading order, words parted at line ends joined, running heads and page numbers left
 * out, pages parted by U+000C. Throws `file.encrypted`, `file.damaged`, `file.noText` (a scan) and `file.tooLong`.
 */
export function readPdf(file: FileBytes): Promise<SourceDocument> {
  return lettingGo(() => readPages(file))
}

/**
 * pdf.js lets go of some of its promises. What they reject with is about a damaged file, and is told by those that are
 * awaited; it must not end the thread, in which nothing else goes on.
 */
async function lettingGo<T>(run: () => Promise<T>): Promise<T> {
  const heard = (): void => undefined
  process.on('unhandledRejection', heard)
  try {
    return await run()
  } finally {
    // They are told when the tasks at hand are done.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', heard)
  }
}

async function readPages({ path, bytes }: FileBytes): Promise<SourceDocument> {
  const { getDocument, VerbosityLevel } = await pdfjs()
  const task = getDocument({
    // pdf.js takes the buffer for itself; the bytes are still needed as the original.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
  })
  try {
    const document = await task.promise
    if (document.numPages > mostPages)
      throw new BelegError('file.tooLong', { path, pages: document.numPages, limit: mostPages })
    const pages: (readonly Paragraph[])[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const words = items.flatMap((item): PageWord[] => ('str' in item ? [wordOf(item)] : []))
      const [, , width = 0] = page.view
      pages.push(pageText(words, width))
      page.cleanup()
    }
    const text = joinPages(pages)
    if (!/\S/u.test(text)) throw new BelegError('file.noText', { path })
    const info = new Map<string, unknown>(Object.entries((await document.getMetadata()).info))
    const value = (name: string): string | null => {
      const stated = info.get(name)
      return typeof stated === 'string' ? stated : null
    }
    return {
      part: '',
      text,
      encoding: 'pdf',
      fields: knownFields({
        title: titled(value('Title')),
        author: value('Author'),
        publicationDate: dateOf(value('CreationDate')),
      }),
    }
  } catch (error) {
    if (error instanceof BelegError) throw error
    if (error instanceof Error && error.name === 'PasswordException')
      throw new BelegError('file.encrypted', { path })
    throw new BelegError('file.damaged', { path, kind: 'PDF' })
  } finally {
    await task.destroy()
  }
}

interface TextItem {
  readonly str: string
  readonly transform: readonly unknown[]
  readonly width: number
  readonly height: number
}

function wordOf(item: TextItem): PageWord {
  const at = (index: number): number => Number(item.transform[index] ?? 0)
  const size = Math.hypot(at(2), at(3)) || item.height
  return { text: item.str, x: at(4), y: at(5), width: item.width, size }
}

/** Programs write the name of the file into the title. */
const titled = (title: string | null): string | null =>
  title === null ||
  /\.(?:docx?|odt|indd|pdf|qxd|rtf|txt)$/i.test(title) ||
  /^(?:Microsoft Word|untitled|unbenannt)/i.test(title)
    ? null
    : title

/** `D:20240506121500+02'00'` (ISO 32000-1, 7.9.4) to a date. */
function dateOf(stated: string | null): string | null {
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(stated ?? '') ?? []
  return year === undefined || month === undefined || day === undefined ? null : `${year}-${month}-${day}`
}
