import type { ArticleFormat } from '../file-formats.ts'
import { readHtml } from './html.ts'
import { readMail, readMailbox, readMhtml } from './mail.ts'
import { readDocx, readOdt } from './office.ts'
import { readPdf } from './pdf.ts'
import type { FileBytes, FileContents, HowToRead, SourceDocument } from './source-document.ts'
import { readJson, readSeparated } from './table.ts'
import { readXlsx } from './xlsx.ts'
import { decodePlain } from './plain.ts'

/** Formats whose file holds one or more articles itself; archives hold such files. */
export type DocumentFormat = Exclude<ArticleFormat, 'zip' | 'tar'>

/**
 * What a file of the format holds. Throws `file.notText`, `file.damaged`, `file.encrypted` and the other refusals of
 * `file.*` and `table.*` where nothing of it can be read; parts that cannot be read are named beside the others.
 */
export async function readFileOf(
  format: DocumentFormat,
  file: FileBytes,
  how: HowToRead,
): Promise<FileContents> {
  switch (format) {
    case 'text':
    case 'markdown':
      return one(decodePlain(file, how))
    case 'html':
      return one({ part: '', ...readHtml(file) })
    case 'mhtml':
      return one(await readMhtml(file))
    case 'mail':
      return one(await readMail(file))
    case 'mailbox':
      return readMailbox(file)
    case 'pdf':
      return one(await readPdf(file))
    case 'docx':
      return one(await readDocx(file))
    case 'odt':
      return one(await readOdt(file))
    case 'table':
      return readSeparated(file, how)
    case 'json':
      return readJson(file, how)
    case 'xlsx':
      return readXlsx(file, how)
  }
}

const one = (document: SourceDocument): FileContents => ({ documents: [document], unread: [] })
