import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BelegError } from '../../shared/errors.ts'
import { limited } from './request-body.ts'

/** Bytes of one dropped file, and of all that lie there at once. */
export const fileLimit = 200_000_000
const totalLimit = 2_000_000_000

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name given by the page as segments that every system can hold inside one folder, or undefined.
 * Refused rather than repaired where it would leave the folder; odd characters become `_`, since only the eye reads them.
 */
export function uploadPath(name: string): readonly string[] | undefined {
  const segments = name.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.')
  if (segments.length === 0 || segments.length > 20 || segments.includes('..')) return undefined
  return segments.map((segment) => {
    const plain = segment.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').replace(/[. ]+$/, '_')
    const short = plain.length > 120 ? `${plain.slice(0, 80)}${plain.slice(-40)}` : plain
    return reserved.test(short) ? `_${short}` : short
  })
}

/** Files dropped into the page, kept in a temporary folder of this process until it ends. */
export class Uploads {
  readonly #folder = mkdtempSync(join(tmpdir(), 'beleg-upload-'))
  #count = 0
  #size = 0

  /** Streams a body into a file of its own folder; returns the path. Throws `input.invalid` or `input.tooLarge`. */
  async receive(request: IncomingMessage, name: string): Promise<string> {
    const segments = uploadPath(name)
    if (segments === undefined) throw new BelegError('input.invalid', { reason: 'file name' })
    const folder = join(this.#folder, String(this.#count++))
    const path = join(folder, ...segments)
    await mkdir(join(path, '..'), { recursive: true })
    let size = 0
    try {
      await pipeline(
        limited(request, Math.min(fileLimit, totalLimit - this.#size)),
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            size += chunk.length
            yield chunk
          }
        },
        createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      )
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    this.#size += size
    return path
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
