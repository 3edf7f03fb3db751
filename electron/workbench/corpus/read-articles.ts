import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { BelegError } from '../../../shared/errors.ts'
import { sha256Schema, type Sha256 } from '../../../shared/model/ids.ts'
import { decodeText, type DecodedText, type LineEnds, type TextEncoding } from './decode.ts'
import { fileFailure } from './file-failure.ts'
import { frontMatterOf, type FrontMatter } from './front-matter.ts'
import {
  listArticles,
  maximumArticleBytes,
  stopIfAborted,
  tooLarge,
  type ArticleFile,
  type ArticleFormat,
  type ReadOptions,
  type Skipped,
} from './list-articles.ts'

/** An article as it came: its bytes, and its text decoded once and from here on frozen. */
export interface ReadArticle {
  readonly kind: 'article'
  /** Absolute path; the name again for pasted text. */
  readonly path: string
  readonly name: string
  readonly format: ArticleFormat
  readonly bytes: Uint8Array
  readonly text: string
  /** Of the UTF-8 of `text`. Equal to `sourceSha256` exactly where the bytes are that UTF-8. */
  readonly textSha256: Sha256
  /** Of `bytes`. */
  readonly sourceSha256: Sha256
  readonly encoding: TextEncoding
  readonly byteOrderMark: boolean
  readonly lineEnds: LineEnds
  readonly frontMatter: FrontMatter | null
}

/**
 * Reads articles one at a time, in the order of `listArticles`; no more than one is held. What cannot be read comes as
 * `Skipped` in its place. Rejects only with `job.cancelled`.
 */
export async function* readArticles(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<ReadArticle | Skipped, void, undefined> {
  for await (const found of listArticles(paths, options)) {
    yield found.kind === 'file' ? await readArticle(found, options) : found
  }
}

/** One listed file, read once from beginning to end. */
export async function readArticle(
  file: ArticleFile,
  options: ReadOptions = {},
): Promise<ReadArticle | Skipped> {
  const { path, name, format } = file
  try {
    return articleOf(path, name, format, await readBytes(path, options.signal))
  } catch (error) {
    if (error instanceof BelegError && error.code === 'job.cancelled') throw error
    return {
      kind: 'skipped',
      path,
      name,
      error: error instanceof BelegError ? error : fileFailure(path, error),
    }
  }
}

/** Text that was pasted, as an article; its source is its own UTF-8. Throws `file.empty` and `file.notText`. */
export function pastedArticle(name: string, text: string): ReadArticle {
  return articleOf(name, name, 'text', Buffer.from(text, 'utf8'))
}

function articleOf(path: string, name: string, format: ArticleFormat, bytes: Uint8Array): ReadArticle {
  if (bytes.length === 0) throw new BelegError('file.empty', { path })
  const decoded: DecodedText | null = decodeText(bytes)
  if (decoded === null) throw new BelegError('file.notText', { path })
  if (!/\S/u.test(decoded.text)) throw new BelegError('file.empty', { path })
  return {
    kind: 'article',
    path,
    name,
    format,
    bytes,
    ...decoded,
    textSha256: sha256(decoded.text),
    sourceSha256: sha256(bytes),
    frontMatter: format === 'markdown' ? frontMatterOf(decoded.text) : null,
  }
}

/** All bytes, in steps, so that a file that grew since it was listed is still refused and a long read can be stopped. */
async function readBytes(path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > maximumArticleBytes) throw tooLarge(path, size)
    // One byte more than expected shows growth without another look.
    let buffer = Buffer.allocUnsafe(size + 1)
    let filled = 0
    for (;;) {
      stopIfAborted(signal)
      const { bytesRead } = await handle.read(buffer, filled, Math.min(buffer.length - filled, 4 << 20), null)
      if (bytesRead === 0) return buffer.subarray(0, filled)
      filled += bytesRead
      if (filled > maximumArticleBytes) throw tooLarge(path, filled)
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
