import { BelegError } from '../../../../shared/errors.ts'
import type { ExportRecordOf } from '../../exchange/export-record.ts'
import { ownRecords, type CheckedFile } from '../../exchange/own/read-file.ts'
import type { ProjectFolder } from '../../project/index.ts'
import { firstRow, text, type Reading } from '../rows.ts'

/** A checked file beside the project it is to be read into. */
export interface PreparedFile extends CheckedFile {
  /** The project's article for an id of the file, where it has the article: by id, else by its text and name. */
  readonly known: ReadonlyMap<string, string>
}

/**
 * Finds which articles the project has, and refuses what cannot be read into it: `own.article`, `own.texts`, and
 * `own.quote` where a file without texts quotes what does not stand in the project's.
 */
export function prepareOwn(
  file: CheckedFile,
  db: Reading,
  textOf: (articleId: string) => string,
): PreparedFile {
  const known = new Map<string, string>()
  const taken = new Set<string>()
  let article: string | null = null
  for (const { record, line } of ownRecords(file)) {
    if (record.record === 'article') {
      const id = articleOf(db, record)
      if (id === 'another') throw new BelegError('own.article', { path: file.path, line })
      // Articles of one text in the file are several publications of it.
      if (id !== null && !taken.has(id)) known.set(record.id, id)
      if (id !== null) taken.add(id)
    }
    if (record.record === 'content') {
      const id = known.get(record.articleId)
      if (id === undefined && record.text === null)
        throw new BelegError('own.texts', { path: file.path, line })
      article = record.text === null && id !== undefined ? textOf(id) : null
    }
    if (record.record !== 'fact' || article === null) continue
    for (const { start, end, surface } of record.evidence) {
      if (end > article.length || (surface !== '' && article.slice(start, end) !== surface))
        throw new BelegError('own.quote', { path: file.path, line, start, end })
    }
  }
  return { ...file, known }
}

function articleOf(db: Reading, row: ExportRecordOf<'article'>): string | null {
  const byId = firstRow(db, 'SELECT text_sha256 FROM article WHERE id = ?', [row.id])
  if (byId !== undefined) return text(byId, 'text_sha256') === row.textSha256 ? row.id : 'another'
  const byText = firstRow(
    db,
    'SELECT id FROM article WHERE text_sha256 = ? ORDER BY (source_name = ?) DESC, ordinal LIMIT 1',
    [row.textSha256, row.sourceName],
  )
  return byText === undefined ? null : text(byText, 'id')
}

/** Texts written to the disk at once. */
const textsAtOnce = 64

/** Makes the texts of new articles durable, before a step names them. */
export function putOwnTexts(file: PreparedFile, { texts }: Pick<ProjectFolder, 'texts'>): void {
  let waiting: { readonly bytes: Uint8Array }[] = []
  for (const { record } of ownRecords(file)) {
    if (record.record !== 'content' || record.text === null || file.known.has(record.articleId)) continue
    waiting.push({ bytes: Buffer.from(record.text, 'utf8') })
    if (waiting.length < textsAtOnce) continue
    texts.putMany(waiting)
    waiting = []
  }
  texts.putMany(waiting)
}
