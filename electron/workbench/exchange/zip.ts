// Node's build of fflate makes its own `require`, which collides with the bundle's: the browser build needs none.
import { Zip, ZipDeflate } from 'fflate/browser'
import { BelegError } from '../../../shared/errors.ts'
import type { ExportChunks, ExportFile } from './export-source.ts'

/** Zip without its 64-bit extension ends here. */
const largest = 0xffff_ffff

/**
 * Several files as one zip archive that has the same bytes whenever and wherever it is made: fixed time and modes, the
 * given order, deflate by a library of pinned version. Throws `export.tooLarge` at 4 GiB.
 */
export async function* zipOf(files: AsyncIterable<ExportFile> | Iterable<ExportFile>): ExportChunks {
  let ready: Uint8Array[] = []
  let failure: Error | null = null
  let size = 0
  const zip = new Zip((error, chunk) => {
    failure ??= error
    ready.push(chunk)
  })
  const taken = (): readonly Uint8Array[] => {
    if (failure !== null) throw failure
    const chunks = ready
    ready = []
    for (const chunk of chunks) size += chunk.length
    if (size > largest) throw new BelegError('export.tooLarge')
    return chunks
  }
  let rows = 0
  const encoder = new TextEncoder()
  for await (const file of files) {
    const entry = new ZipDeflate(file.path, { level: 6 })
    // Read by the library in local time, which is what the archive holds: the same bytes in every time zone.
    entry.mtime = new Date(1980, 0, 1)
    entry.os = 3
    entry.attrs = 0o100644 << 16
    zip.add(entry)
    const chunks = file.write()
    for (;;) {
      const next = await chunks.next()
      if (next.done === true) {
        rows += next.value
        break
      }
      entry.push(typeof next.value === 'string' ? encoder.encode(next.value) : next.value)
      yield* taken()
    }
    entry.push(new Uint8Array(0), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
  return rows
}
