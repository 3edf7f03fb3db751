import { BelegError } from '../../../../shared/errors.ts'
import type { EncodingsView } from '../../../../shared/model/family.ts'
import { namedEncodings } from '../../../../shared/model/library.ts'
import { decodeAs } from '../../corpus/decode.ts'
import { endingOf } from '../../corpus/file-formats.ts'
import { rereadableFormat } from '../../corpus/reread-article.ts'
import type { ProjectFolder } from '../../project/index.ts'
import type { ArticleOriginal } from '../protocol.ts'
import type { Reading } from '../rows.ts'

const shownLines = 6
const shownLetters = 600

interface Kept {
  readonly source: string
  readonly name: string
  readonly textSha256: string
  readonly sourceSha256: string
  readonly encoding: string
}

function keptOf(db: Reading, articleId: string): Kept {
  const kept = db.get(
    `SELECT article.source, article.source_name, text.sha256, text.source_sha256, text.encoding
     FROM article JOIN text ON text.sha256 = article.text_sha256 WHERE article.id = ?`,
    [articleId],
    (row) => ({
      source: row.textOrNull('source') ?? articleId,
      name: row.textOrNull('source_name') ?? articleId,
      textSha256: row.text('sha256'),
      sourceSha256: row.text('source_sha256'),
      encoding: row.text('encoding'),
    }),
  )
  if (kept === undefined) throw new BelegError('notFound', { kind: 'article', id: articleId })
  return kept
}

/** Whether the bytes of an article leave open how they are to be read. */
export const isRedecodable = (db: Reading, articleId: string): boolean =>
  rereadableFormat(keptOf(db, articleId).source) !== null

/** The bytes an article was read from. Throws `notFound`, `redecode.format`, `file.notFound`. */
export function originalOf(db: Reading, folder: ProjectFolder, articleId: string): ArticleOriginal {
  const kept = keptOf(db, articleId)
  const format = rereadableFormat(kept.source)
  if (format === null) throw new BelegError('redecode.format')
  // Bytes that are the text's own UTF-8 are not kept a second time.
  const bytes =
    kept.sourceSha256 === kept.textSha256
      ? folder.texts.get(kept.textSha256)
      : folder.originals.get(kept.sourceSha256, endingOf(format))
  return { bytes, source: kept.source, name: kept.name }
}

/** The first lines of an article's bytes in every encoding they can be in. Errors as `originalOf`. */
export function encodingsView(db: Reading, folder: ProjectFolder, articleId: string): EncodingsView {
  const { encoding: current } = keptOf(db, articleId)
  const { bytes } = originalOf(db, folder, articleId)
  const now = namedEncodings.find((encoding) => encoding === current)
  const text = now === undefined ? null : (decodeAs(bytes, now)?.text ?? null)
  const options = namedEncodings.flatMap((encoding) => {
    const decoded = decodeAs(bytes, encoding)
    return decoded === null
      ? []
      : [{ encoding, lines: firstLines(decoded.text), same: decoded.text === text }]
  })
  return { current, options }
}

const firstLines = (text: string): string =>
  text
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/giu, ' ')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, shownLines)
    .join('\n')
    .slice(0, shownLetters)
