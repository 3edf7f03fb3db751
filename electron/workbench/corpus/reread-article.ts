import { BelegError } from '../../../shared/errors.ts'
import type { NamedEncoding } from '../../../shared/model/library.ts'
import { decodeAs } from './decode.ts'
import { formatOf, type ArticleFormat } from './file-formats.ts'
import { startFormatReader } from './format-reader.ts'
import { articleOf, sha256, type ReadArticle } from './read-articles.ts'

/**
 * The format of an article's own bytes where these leave open how they are to be read: plain text and web pages. Null for
 * the others, and for one of several texts of a file, which begins nowhere that could be found again.
 */
export function rereadableFormat(source: string): ArticleFormat | null {
  const own = source.split('#').at(-1) ?? source
  const format = formatOf(own) ?? (own === source && !/\.[^./\\]{1,8}$/u.test(own) ? 'text' : null)
  return format === 'text' || format === 'markdown' || format === 'html' ? format : null
}

/** An article's bytes read again, in another encoding. Throws `redecode.format`, `redecode.unreadable`, `file.empty`. */
export async function rereadArticle(
  original: { readonly bytes: Uint8Array; readonly source: string; readonly name: string },
  encoding: NamedEncoding,
): Promise<ReadArticle> {
  const { bytes, source, name } = original
  const format = rereadableFormat(source)
  if (format === null) throw new BelegError('redecode.format')
  const decoded = decodeAs(bytes, encoding)
  if (decoded === null) throw new BelegError('redecode.unreadable', { encoding })
  if (format !== 'html') return articleOf(source, name, format, bytes, encoding)
  const reader = startFormatReader()
  try {
    // A byte-order mark goes before whatever the page says of itself.
    const marked = Buffer.from(`\uFEFF${decoded.text}`, 'utf8')
    const { documents } = await reader.read({ format, path: source, bytes: marked })
    const [document] = documents
    if (document === undefined) throw new BelegError('file.empty', { path: source })
    return {
      kind: 'article',
      path: source,
      name,
      bytes,
      ending: '.html',
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
