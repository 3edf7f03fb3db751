import { BelegError } from '../../../../shared/errors.ts'
import type { EncodingsView } from '../../../../shared/model/family.ts'
import { namedEncodings, type NamedEncoding } from '../../../../shared/model/library.ts'
import { decodeAs } from '../../corpus/decode.ts'
import { endingOf } from '../../corpus/file-formats.ts'
import { pieceAgain, rereadablePlace, type KeptArticle } from '../../corpus/reread-article.ts'
import type { ProjectFolder } from '../../project/index.ts'
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
  rereadablePlace(keptOf(db, articleId).source) !== null

/** An article with the bytes it was read from. Throws `notFound`, `redecode.format`, `file.notFound`. */
export function originalOf(db: Reading, folder: ProjectFolder, articleId: string): KeptArticle {
  const { source, name, encoding, sourceSha256, textSha256 } = keptOf(db, articleId)
  const place = rereadablePlace(source)
  if (place === null) throw new BelegError('redecode.format')
  const text = folder.texts.get(textSha256)
  // Bytes that are the text's own UTF-8 are not kept a second time.
  const bytes =
    sourceSha256 === textSha256 ? text : folder.originals.get(sourceSha256, endingOf(place.format))
  return { bytes, source, name, encoding, text: Buffer.from(text).toString('utf8') }
}

/** The first lines of an article in every encoding its bytes can be in; of a table, those of the table. Errors as `originalOf`. */
export function encodingsView(db: Reading, folder: ProjectFolder, articleId: string): EncodingsView {
  const original = originalOf(db, folder, articleId)
  const { bytes, source, encoding: current } = original
  const place = rereadablePlace(source)
  const isPiece = place?.part !== '' && (place?.format === 'text' || place?.format === 'markdown')
  const readAs = (encoding: NamedEncoding): string | null => {
    const whole = decodeAs(bytes, encoding)?.text ?? null
    return whole === null || !isPiece ? whole : pieceAgain(original, whole)
  }
  const now = namedEncodings.find((encoding) => encoding === current)
  const text = now === undefined ? null : readAs(now)
  const options = namedEncodings.flatMap((encoding) => {
    const read = readAs(encoding)
    return read === null ? [] : [{ encoding, lines: firstLines(read), same: read === text }]
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
