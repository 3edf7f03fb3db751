import PostalMime from 'postal-mime'
import { BelegError } from '../../../../shared/errors.ts'
import { articleOfPage, textOfMarkup } from './html.ts'
import { knownFields, type FileBytes, type FileContents, type SourceDocument } from './source-document.ts'

/** Parts inside parts beyond this depth are a bomb, not a mail. */
const deepest = 20
const headerBytes = 1024 * 1024

/** One mail (`message/rfc822`): its body, with the subject as headline. Attachments are not read. */
export async function readMail({ path, bytes }: FileBytes, part = ''): Promise<SourceDocument> {
  const mail = await parsed(path, bytes)
  const body =
    mail.html !== undefined && mail.html.trim() !== ''
      ? textOfMarkup(path, mail.html)
      : plain(mail.text ?? '')
  const title = mail.subject?.trim() ?? ''
  return {
    part,
    text: title === '' || body.startsWith(title) ? body : `${title}\n\n${body}`,
    encoding: 'mime',
    fields: knownFields({
      title,
      author: mail.from?.name === '' ? mail.from.address : mail.from?.name,
      publicationDate: mail.date?.slice(0, 10),
    }),
    ...(part === '' ? {} : { bytes }),
  }
}

/** A page saved with everything it shows (`multipart/related`, RFC 2557): the first page in it is the article. */
export async function readMhtml({ path, bytes }: FileBytes): Promise<SourceDocument> {
  const mail = await parsed(path, bytes)
  if (mail.html === undefined || mail.html.trim() === '')
    throw new BelegError('file.damaged', { path, kind: 'MHTML' })
  const { text, fields } = articleOfPage(path, mail.html)
  const address =
    header(mail.headers, 'snapshot-content-location') ?? header(mail.headers, 'content-location')
  return {
    part: '',
    text,
    encoding: 'mime',
    fields: knownFields({
      ...fields,
      sourceUrl: fields.sourceUrl ?? (/^https?:/i.test(address ?? '') ? address : null),
    }),
  }
}

/**
 * A mailbox (RFC 4155; the "From " lines of mboxrd and mboxo): each mail a document. A mail that cannot be read is
 * named among the unread parts.
 */
export async function readMailbox({ path, bytes }: FileBytes): Promise<FileContents> {
  const documents: SourceDocument[] = []
  const unread: FileContents['unread'][number][] = []
  let number = 0
  for (const mail of mailsOf(bytes)) {
    number += 1
    const part = String(number)
    try {
      documents.push(await readMail({ path, bytes: mail }, part))
    } catch (error) {
      unread.push({
        part,
        error: error instanceof BelegError ? error : new BelegError('file.damaged', { path, kind: 'mbox' }),
      })
    }
  }
  if (number === 0) throw new BelegError('file.damaged', { path, kind: 'mbox' })
  return { documents, unread }
}

/** Latin-1 keeps every byte one character, so that positions in it are positions in the bytes. */
function* mailsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const starts = [...text.matchAll(/(?<=^|\r?\n\r?\n)From \S[^\n]{0,200}\r?\n/g)]
  for (const [at, start] of starts.entries()) {
    const mail = text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length)
    yield Buffer.from(mail.replace(/^>(>*From )/gm, '$1').replace(/(?:\r?\n)+$/, '\n'), 'latin1')
  }
}

async function parsed(path: string, bytes: Uint8Array): ReturnType<typeof PostalMime.parse> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: deepest, maxHeadersSize: headerBytes })
  } catch {
    throw new BelegError('file.damaged', { path, kind: 'MIME' })
  }
}

const header = (
  headers: readonly { readonly key: string; readonly value: string }[],
  key: string,
): string | undefined => headers.find((one) => one.key === key)?.value

/** Text as it was written, its soft line breaks (RFC 3676) joined by the parser already. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim()
