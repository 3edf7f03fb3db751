import { BelegError, toFailure, type BelegFailure } from '../../../../shared/errors.ts'
import type { ArticleFormat } from '../file-formats.ts'
import { readArchive } from './archive.ts'
import { readFileOf } from './read-file.ts'
import type { HowToRead, SourceDocument, TableHead } from './source-document.ts'

/** One file as a thread gets it. */
export interface FormatAsk {
  readonly format: ArticleFormat
  readonly path: string
  readonly bytes: Uint8Array
  readonly how?: HowToRead
}

export interface FormatAnswer {
  readonly documents: readonly SourceDocument[]
  readonly unread: readonly { readonly part: string; readonly error: BelegFailure }[]
  readonly head?: TableHead
}

/** Reads a file of any format; texts come well-formed, with lines ended by LF and without control characters. */
export async function readFormat({ format, path, bytes, how = {} }: FormatAsk): Promise<FormatAnswer> {
  const { documents, unread, head } =
    format === 'zip' || format === 'tar'
      ? await readArchive(format, { path, bytes }, how)
      : await readFileOf(format, { path, bytes }, how)
  const filled = documents.map((document) => ({ ...document, text: settled(document.text) }))
  const empty = filled.filter(({ text }) => !/\S/u.test(text))
  return {
    documents: filled.filter(({ text }) => /\S/u.test(text)),
    ...(head === undefined ? {} : { head }),
    unread: [
      ...unread.map(({ part, error }) => ({ part, error: toFailure(error) })),
      ...empty.map(({ part }) => ({ part, error: toFailure(new BelegError('file.empty', { path: part === '' ? path : `${path}#${part}` })) })), // prettier-ignore
    ],
  }
}

/** A lone surrogate becomes U+FFFD; control characters that no writer puts into prose go. */
const settled = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g, '')
