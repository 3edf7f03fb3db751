import { BelegError } from '../../../shared/errors.ts'
import {
  namedEncodings,
  type ColumnMapping,
  type ColumnMeaning,
  type NamedEncoding,
} from '../../../shared/model/library.ts'
import { decodeAs } from './decode.ts'
import { endingOf, formatOf, type ArticleFormat } from './file-formats.ts'
import { startFormatReader, type FormatReader } from './format-reader.ts'
import { frontMatterOf } from './front-matter.ts'
import { articleOf, sha256, type ReadArticle } from './read-articles.ts'

/** An article as it is kept: the bytes of its file, where in them it stands, and how they were read. */
export interface KeptArticle {
  readonly bytes: Uint8Array
  readonly source: string
  readonly name: string
  readonly encoding: string
  readonly text: string
}

/** Of which format a file is, and which of its articles is meant; empty where it is the only one. */
interface Place {
  readonly format: ArticleFormat
  readonly part: string
}

/**
 * Where an article stands whose bytes leave open how they are to be read: plain text, one of several texts of a file, a web
 * page, or a row of a table. Null for the others, which say it themselves.
 */
export function rereadablePlace(source: string): Place | null {
  const segments = source.split('#')
  const at = segments.findLastIndex((segment) => formatOf(segment) !== null)
  const format = formatOf(segments[at] ?? '')
  // What was pasted has no ending.
  if (format === null) return segments.length === 1 && !/\.[^./\\]{1,8}$/u.test(source) ? { format: 'text', part: '' } : null
  const part = segments.slice(at + 1).join('#')
  switch (format) {
    case 'text':
    case 'markdown':
      return { format, part }
    case 'html':
      return part === '' ? { format, part } : null
    case 'table':
    case 'json':
      return part === '' ? null : { format, part }
    default:
      return null
  }
} // prettier-ignore

/**
 * An article's bytes read again, in another encoding. `remembered` tells what columns of tables hold. Throws
 * `redecode.format`, `redecode.unreadable`, `file.empty`, `table.noText`.
 */
export async function rereadArticle(
  kept: KeptArticle,
  encoding: NamedEncoding,
  remembered: Readonly<Record<string, ColumnMapping>>,
): Promise<ReadArticle> {
  const { bytes, source, name } = kept
  const place = rereadablePlace(source)
  if (place === null) throw new BelegError('redecode.format')
  const decoded = decodeAs(bytes, encoding)
  if (decoded === null) throw new BelegError('redecode.unreadable', { encoding })
  const { format, part } = place
  if (format === 'text' || format === 'markdown') {
    const whole = articleOf(source, name, format, bytes, encoding)
    if (part === '') return whole
    const text = pieceAgain(kept, decoded.text)
    if (text === null) throw new BelegError('redecode.unreadable', { encoding })
    return { ...whole, text, textSha256: sha256(text), frontMatter: format === 'markdown' ? frontMatterOf(text) : null } // prettier-ignore
  }
  const reader = startFormatReader()
  try {
    const document =
      format === 'html'
        ? // A byte-order mark goes before whatever the page says of itself.
          (await reader.read({ format, path: source, bytes: Buffer.from(`\uFEFF${decoded.text}`, 'utf8') })).documents[0]
        : await rowAgain(reader, kept, place, encoding, remembered) // prettier-ignore
    if (document === undefined) throw new BelegError('file.empty', { path: source })
    return {
      kind: 'article',
      path: source,
      name,
      bytes,
      ending: endingOf(format),
      text: document.text,
      textSha256: sha256(document.text),
      sourceSha256: sha256(bytes),
      encoding,
      byteOrderMark: decoded.byteOrderMark,
      lineEnds: decoded.lineEnds,
      frontMatter: null,
      known: document.fields,
      more: 0,
    }
  } finally {
    await reader.close()
  }
}

/**
 * One of several texts of a file, in the same lines of the file as it reads now: encodings differ in letters, not in how
 * lines end. Null where the lines are not there.
 */
export function pieceAgain({ bytes, encoding, text }: Pick<KeptArticle, 'bytes' | 'encoding' | 'text'>, now: string): string | null {
  const known = namedEncodings.find((one) => one === encoding)
  const before = known === undefined ? null : decodeAs(bytes, known)
  const at = before?.text.indexOf(text) ?? -1
  if (before === null || at < 0) return null
  const from = lineBreaks(before.text.slice(0, at))
  const lines = now.split('\n').slice(from, from + lineBreaks(text) + 1)
  const piece = lines.join('\n').replace(/\s+$/, '')
  return lines.length === lineBreaks(text) + 1 && /\S/u.test(piece) ? piece : null
} // prettier-ignore

const lineBreaks = (text: string): number => text.split('\n').length - 1

/** The same row of a table. Names of columns are spelt otherwise now: each holds what the one in its place held. */
async function rowAgain(
  reader: FormatReader,
  { bytes, source, encoding: before }: KeptArticle,
  { format, part }: Place,
  encoding: NamedEncoding,
  remembered: Readonly<Record<string, ColumnMapping>>,
) {
  const headIn = async (as: NamedEncoding | undefined) =>
    (await reader.read({ format, path: source, bytes, how: { encoding: as, remembered, head: true } })).head
  const [old, now] = [await headIn(namedEncodings.find((one) => one === before)), await headIn(encoding)]
  const mapping: Record<string, ColumnMeaning> = {}
  for (const [at, column] of (old?.columns ?? []).entries()) {
    const [meaning, name] = [old?.mapping[column], now?.columns[at]]
    if (meaning !== undefined && name !== undefined) mapping[name] = meaning
  }
  const { documents } = await reader.read({ format, path: source, bytes, how: { encoding, mapping } })
  return documents.find((one) => one.part === part)
}
