import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { BelegError } from '../../../../shared/errors.ts'
import type { FileBytes, UnreadPart } from './source-document.ts'
import type { Member, UnzipLimits } from './unzip.ts'

/**
 * The wanted members of a tar archive, gzipped or not. Links, devices and whatever else is no file are passed over. A member that is too
 * large comes as an unread part; an archive that unpacks to more than `total` bytes is refused where that shows.
 */
export async function* untar(
  { path, bytes }: FileBytes,
  limits: UnzipLimits & { readonly total: number },
): AsyncGenerator<Member | UnreadPart> {
  const tar = extract()
  const source = Readable.from(slices(bytes))
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  const unpacked = zipped ? source.pipe(createGunzip()) : source
  let total = 0
  unpacked.on('data', (chunk: Buffer) => {
    total += chunk.length
    if (total > limits.total) {
      tar.destroy(
        new BelegError('archive.tooLarge', { path, limit: Math.floor(limits.total / (1024 * 1024)) }),
      )
      source.destroy()
    }
  })
  unpacked.on('error', (error) => tar.destroy(error))
  unpacked.pipe(tar)
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      const chunks: Buffer[] = []
      const taken = type === 'file' && limits.wanted(name)
      const fits = size <= limits.most
      for await (const chunk of entry as AsyncIterable<Buffer>) if (taken && fits) chunks.push(chunk)
      if (!taken) continue
      if (fits) yield { name, bytes: Buffer.concat(chunks) }
      else yield { part: name, error: new BelegError('archive.tooLarge', { path: `${path}/${name}`, limit: Math.floor(limits.most / (1024 * 1024)) }) } // prettier-ignore
    }
  } catch (error) {
    throw error instanceof BelegError ? error : new BelegError('file.damaged', { path, kind: 'TAR' })
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
