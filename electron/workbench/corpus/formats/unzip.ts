import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { BelegError } from '../../../../shared/errors.ts'
import type { FileBytes, UnreadPart } from './source-document.ts'

export interface Member {
  /** Path inside the archive, parted by `/`. Never used as a place on disk. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface UnzipLimits {
  /** Bytes one member may have unpacked. What it declares is checked against what comes. */
  readonly most: number
  readonly wanted: (name: string) => boolean
}

/** Members an archive may list. */
const mostMembers = 50_000

/**
 * The wanted members of a zip archive in its own order. A member that is encrypted, larger than allowed, damaged or
 * named as if it lay outside the archive comes as an unread part; the others follow. Throws `file.damaged` where there
 * is no directory to read, `archive.tooMany` where it is too long.
 */
export async function* unzip(
  { path, bytes }: FileBytes,
  limits: UnzipLimits,
): AsyncGenerator<Member | UnreadPart> {
  const zip = await open(path, bytes)
  if (zip.entryCount > mostMembers)
    throw new BelegError('archive.tooMany', { path, count: zip.entryCount, limit: mostMembers })
  for (;;) {
    const entry = await next(path, zip)
    if (entry === null) return
    const name = nameOf(entry)
    if (name.endsWith('/')) continue
    if (isUnsafe(name)) {
      yield { part: name, error: new BelegError('archive.unsafe', { path: `${path}/${name}` }) }
      continue
    }
    if (!limits.wanted(name)) continue
    try {
      yield { name, bytes: await unpack(`${path}/${name}`, zip, entry, limits.most) }
    } catch (error) {
      yield {
        part: name,
        error:
          error instanceof BelegError
            ? error
            : new BelegError('file.damaged', { path: `${path}/${name}`, kind: 'ZIP' }),
      }
    }
  }
}

function open(path: string, bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    fromBuffer(
      buffer,
      { lazyEntries: true, validateEntrySizes: true, decodeStrings: false },
      (error, zip) => {
        if (error === null) resolve(zip)
        else reject(new BelegError('file.damaged', { path, kind: 'ZIP' }))
      },
    )
  })
}

/** Names are UTF-8, or Latin-1 where they are not valid as that. yauzl is asked for the bytes, so that a bad name ends nothing. */
function nameOf(entry: Entry): string {
  const bytes: unknown = entry.fileName
  if (!Buffer.isBuffer(bytes)) return entry.fileName
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').replaceAll('\\', '/')
}

/** A name that would lead out of the folder it were unpacked to. */
const isUnsafe = (name: string): boolean => /^(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)|\0/.test(name)

function next(path: string, zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      zip.removeListener('entry', onEntry)
      zip.removeListener('end', onEnd)
      zip.removeListener('error', onError)
      act()
    }
    const onEntry = (entry: Entry): void => finish(() => resolve(entry))
    const onEnd = (): void => finish(() => resolve(null))
    const onError = (): void => {
      finish(() => reject(new BelegError('file.damaged', { path, kind: 'ZIP' })))
    }
    zip.on('entry', onEntry)
    zip.on('end', onEnd)
    zip.on('error', onError)
    zip.readEntry()
  })
}

function unpack(full: string, zip: ZipFile, entry: Entry, most: number): Promise<Uint8Array> {
  if (entry.isEncrypted()) return Promise.reject(new BelegError('file.encrypted', { path: full }))
  if (entry.uncompressedSize > most) return Promise.reject(new BelegError('archive.tooLarge', { path: full, limit: Math.floor(most / (1024 * 1024)) })) // prettier-ignore
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error)
        return
      }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', reject)
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks)
        // The library does not ask; a bit that fell over inside stored bytes shows nowhere else.
        if (crc32(bytes) === entry.crc32) resolve(bytes)
        else reject(new BelegError('file.damaged', { path: full, kind: 'ZIP' }))
      })
    })
  })
}
