import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { BelegError } from '../../../shared/errors.ts'
import { sha256Schema, type Sha256 } from '../../../shared/model/ids.ts'
import { decodeAs, decodeText, type DecodedText, type LineEnds, type TextEncoding } from './decode.ts'
import { fileFailure } from './file-failure.ts'
import { endingOf, formatOf, isCollection, type ArticleFormat } from './file-formats.ts'
import { startFormatReader, type FormatReader } from './format-reader.ts'
import type { HowToRead, KnownFields, SourceDocument } from './formats/source-document.ts'
import { frontMatterOf, type FrontMatter } from './front-matter.ts'
import {
  listArticles,
  maximumBytes,
  stopIfAborted,
  tooLarge,
  type ArticleFile,
  type ReadOptions,
  type Skipped,
} from './list-articles.ts'
import { splitText, type Split } from './split-text.ts'

/** An article as it came: its bytes, and its text decoded once and from here on frozen. */
export interface ReadArticle {
  readonly kind: 'article'
  /** Absolute path; the name again for pasted text. An article among several of its file has `#` and its part behind it. */
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
  /** Ending under which the bytes are kept. */
  readonly ending: string
  readonly text: string
  /** Of the UTF-8 of `text`. Equal to `sourceSha256` exactly where the bytes are that UTF-8. */
  readonly textSha256: Sha256
  /** Of `bytes`. */
  readonly sourceSha256: Sha256
  readonly encoding: string
  readonly byteOrderMark: boolean
  readonly lineEnds: LineEnds
  readonly frontMatter: FrontMatter | null
  /** What the file says about the article outside its text. */
  readonly known: KnownFields
  /** How many further articles follow out of the same file: told with its first one. */
  readonly more: number
}

/**
 * Reads articles one at a time, in the order of `listArticles`; no more than one file is held. What cannot be read comes
 * as `Skipped` in its place. Rejects only with `job.cancelled`.
 */
export async function* readArticles(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<ReadArticle | Skipped, void, undefined> {
  let reader: FormatReader | null = null
  try {
    for await (const found of listArticles(paths, options)) {
      if (found.kind === 'skipped') yield found
      else if (isPlain(found.format) && options.reading?.split !== undefined)
        yield* readPieces(found, options.reading.split, options)
      else if (isPlain(found.format)) yield await readPlain(found, options)
      else yield* readDocuments(found, (reader ??= startFormatReader()), options)
    }
  } finally {
    await reader?.close()
  }
}

const isPlain = (format: ArticleFormat): boolean => format === 'text' || format === 'markdown'

/** The one article of a listed file of any format that holds one. Refuses with `file.kind` what holds several. */
export async function readArticle(
  file: ArticleFile,
  options: ReadOptions = {},
): Promise<ReadArticle | Skipped> {
  const { path, name, format } = file
  if (isPlain(format)) return readPlain(file, options)
  if (isCollection(format)) return skipped(path, name, new BelegError('file.kind', { path }))
  const reader = startFormatReader()
  try {
    for await (const article of readDocuments(file, reader, options)) return article
    return skipped(path, name, new BelegError('file.empty', { path }))
  } finally {
    await reader.close()
  }
}

/** One listed file of plain text, read once from beginning to end. */
async function readPlain(file: ArticleFile, options: ReadOptions = {}): Promise<ReadArticle | Skipped> {
  const { path, name, format } = file
  try {
    const bytes = await readBytes(file, options.signal)
    return articleOf(path, name, format, bytes, options.reading?.encoding)
  } catch (error) {
    return skipped(path, name, error)
  }
}

/** The articles of one file of plain text that holds several, each with the whole file as its source. */
async function* readPieces(
  file: ArticleFile,
  split: Split,
  options: ReadOptions,
): AsyncGenerator<ReadArticle | Skipped, void, undefined> {
  const { path, name, format } = file
  try {
    const bytes = await readBytes(file, options.signal)
    const whole = articleOf(path, name, format, bytes, options.reading?.encoding)
    const pieces = splitText(whole.text, split)
    if (pieces.length === 0) throw new BelegError('file.empty', { path })
    for (const [at, text] of pieces.entries()) {
      const part = String(at + 1)
      yield {
        ...whole,
        path: withPart(path, part),
        name: withPart(name, part),
        text,
        textSha256: sha256(text),
        frontMatter: format === 'markdown' ? frontMatterOf(text) : null,
        more: at === 0 ? pieces.length - 1 : 0,
      }
    }
  } catch (error) {
    yield skipped(path, name, error)
  }
}

/** The articles of a file of any other format; those of its parts that cannot be read come as skipped. */
async function* readDocuments(
  file: ArticleFile,
  reader: FormatReader,
  options: ReadOptions,
): AsyncGenerator<ReadArticle | Skipped, void, undefined> {
  const { path, name, format } = file
  try {
    const bytes = await readBytes(file, options.signal)
    const fileSha256 = sha256(bytes)
    const { documents, unread } = await reader.read({ format, path, bytes, how: howToRead(options) })
    stopIfAborted(options.signal)
    for (const [at, document] of documents.entries()) {
      yield {
        ...documentOf(file, document, bytes),
        sourceSha256: document.bytes === undefined ? fileSha256 : sha256(document.bytes),
        more: at === 0 ? documents.length - 1 : 0,
      }
    }
    for (const { part, error } of unread)
      yield {
        kind: 'skipped',
        path: withPart(path, part),
        name: withPart(name, part),
        error: new BelegError(error.code, error.detail),
      }
    if (documents.length === 0 && unread.length === 0)
      yield skipped(path, name, new BelegError('file.empty', { path }))
  } catch (error) {
    yield skipped(path, name, error)
  }
}

/** What a reader of formats is told. */
export const howToRead = ({ reading, remembered }: ReadOptions): HowToRead => ({
  encoding: reading?.encoding,
  mapping: reading?.mapping,
  ...(remembered === undefined ? {} : { remembered }),
})

const withPart = (name: string, part: string): string => (part === '' ? name : `${name}#${part}`)

function documentOf(
  { path, name, format }: ArticleFile,
  document: SourceDocument,
  bytes: Uint8Array,
): Omit<ReadArticle, 'sourceSha256' | 'more'> {
  const own =
    formatOf(document.part.replace(/#[^#/]*$/, '')) ?? (document.bytes === undefined ? format : 'mail')
  return {
    kind: 'article',
    path: withPart(path, document.part),
    name: withPart(name, document.part),
    bytes: document.bytes ?? bytes,
    ending: endingOf(own),
    text: document.text,
    textSha256: sha256(document.text),
    encoding: document.encoding,
    byteOrderMark: false,
    lineEnds: 'lf',
    frontMatter: null,
    known: document.fields,
  }
}

/** Text that was pasted, as an article or several; its source is its own UTF-8. Throws `file.empty`, `file.notText` and the refusals of `splitText`. */
export function pastedArticles(name: string, text: string, split?: Split): readonly ReadArticle[] {
  if (split === undefined) return [articleOf(name, name, 'text', Buffer.from(text, 'utf8'))]
  return splitText(text.replace(/\r\n?/g, '\n'), split).map((piece, at) => {
    const own = withPart(name, String(at + 1))
    return articleOf(own, own, 'text', Buffer.from(piece, 'utf8'))
  })
}

export function articleOf(
  path: string,
  name: string,
  format: ArticleFormat,
  bytes: Uint8Array,
  encoding?: TextEncoding,
): ReadArticle {
  if (bytes.length === 0) throw new BelegError('file.empty', { path })
  const decoded: DecodedText | null = encoding === undefined ? decodeText(bytes) : decodeAs(bytes, encoding)
  if (decoded === null) throw new BelegError('file.notText', { path })
  if (!/\S/u.test(decoded.text)) throw new BelegError('file.empty', { path })
  return {
    kind: 'article',
    path,
    name,
    bytes,
    ending: endingOf(format),
    ...decoded,
    textSha256: sha256(decoded.text),
    sourceSha256: sha256(bytes),
    frontMatter: format === 'markdown' ? frontMatterOf(decoded.text) : null,
    known: {},
    more: 0,
  }
}

/** The failure as a skipped file; the wish to stop is passed on. */
function skipped(path: string, name: string, error: unknown): Skipped {
  if (error instanceof BelegError && error.code === 'job.cancelled') throw error
  return {
    kind: 'skipped',
    path,
    name,
    error: error instanceof BelegError ? error : fileFailure(path, error),
  }
}

/** All bytes of a listed file, in steps, so that a file that grew since it was listed is still refused and a long read can be stopped. */
export async function readBytes(
  { path, format }: ArticleFile,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const most = maximumBytes(format)
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > most) throw tooLarge(path, format, size)
    // One byte more than expected shows growth without another look.
    let buffer = Buffer.allocUnsafe(size + 1)
    let filled = 0
    for (;;) {
      stopIfAborted(signal)
      const { bytesRead } = await handle.read(buffer, filled, Math.min(buffer.length - filled, 4 << 20), null)
      if (bytesRead === 0) return buffer.subarray(0, filled)
      filled += bytesRead
      if (filled > most) throw tooLarge(path, format, filled)
      if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
    }
  } finally {
    await handle.close()
  }
}

/** SHA-256 in lower-case hexadecimal; of a string's UTF-8. */
export function sha256(content: string | Uint8Array): Sha256 {
  return sha256Schema.parse(createHash('sha256').update(content).digest('hex'))
}
