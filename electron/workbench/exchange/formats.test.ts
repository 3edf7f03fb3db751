import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { exampleSource, writtenBytes } from './example-dataset.ts'
import { exportChunks, exportWriters } from './formats.ts'

const writers = Object.values(exportWriters)
const digest = async (writer: (typeof writers)[number]): Promise<string> =>
  createHash('sha256')
    .update((await writtenBytes(exportChunks(writer, exampleSource))).bytes)
    .digest('hex')

/** The same in a process of its own, as a computer elsewhere would do it. */
async function digestsElsewhere(surroundings: Readonly<Record<string, string>>): Promise<unknown> {
  const url = (name: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href)
  const code = `
    import { createHash } from 'node:crypto'
    import { exampleSource, writtenBytes } from ${url('example-dataset.ts')}
    import { exportChunks, exportWriters } from ${url('formats.ts')}
    const found = {}
    for (const writer of Object.values(exportWriters)) {
      const { bytes } = await writtenBytes(exportChunks(writer, exampleSource))
      found[writer.format] = createHash('sha256').update(bytes).digest('hex')
    }
    process.stdout.write(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), found }))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', code],
    { env: { ...process.env, ...surroundings }, cwd: import.meta.dirname },
  )
  return JSON.parse(stdout)
}

describe('every format', () => {
  it('writes the same bytes for the same dataset, today and tomorrow', async () => {
    for (const writer of writers) expect(await digest(writer), writer.format).toBe(await digest(writer))
  })

  it('writes the same bytes in Vietnam, and on a Turkish system', async () => {
    const found = Object.fromEntries(
      await Promise.all(writers.map(async (writer) => [writer.format, await digest(writer)] as const)),
    )
    const elsewhere = await digestsElsewhere({
      TZ: 'Asia/Ho_Chi_Minh',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    })
    expect(elsewhere).toEqual({ zone: -480, found })
  })

  it('writes an empty dataset without a word of complaint', async () => {
    const none = {
      ...exampleSource,
      facts: () => [],
      entities: () => [],
      registry: () => [],
      articles: () => [],
    }
    for (const writer of writers) {
      const { bytes } = await writtenBytes(exportChunks(writer, none))
      // Files without a head are empty where there is nothing to say.
      expect(bytes.length > 0 || ['nquads', 'plover'].includes(writer.format), writer.format).toBe(true)
    }
  })
})
