import { unzipSync } from 'fflate'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { exampleSource, exampleText, writtenBytes } from './example-dataset.ts'
import type { ExportSource } from './export-source.ts'
import { exportChunks } from './formats.ts'
import { parquet, parquetFile } from './parquet.ts'
import { factsTable } from './tables/facts.ts'
import { tableOf } from './tables/table.ts'

/** Read by a reader that is not ours. */
async function read(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const file = new Uint8Array(bytes).buffer
  return parquetReadObjects({ file })
}
const whole = async (source: ExportSource): Promise<Readonly<Record<string, Uint8Array>>> =>
  unzipSync((await writtenBytes(exportChunks(parquet, source))).bytes)

describe('Parquet', () => {
  it('gives back the four tables with numbers as numbers and nothing as nothing', async () => {
    const files = await whole(exampleSource)
    expect(Object.keys(files)).toEqual([
      'facts.parquet',
      'slots.parquet',
      'entities.parquet',
      'articles.parquet',
    ])
    const facts = await read(files['facts.parquet'] ?? new Uint8Array())
    expect(facts).toHaveLength(3)
    expect(facts[0]).toMatchObject({
      fact_id: 'fact-1',
      article_title: '=HYPERLINK("x")',
      time: '2024-03-03',
      plover_quad: 1,
      duration_ms: 2100,
      flag: true,
      note: '-1 oder\r\n"zwei"',
      slot_participant: 'Đặng Thị Ngọc Ánh | Jo\u0308rn \\| Tamm',
    })
    expect(facts[2]).toMatchObject({ fact_id: 'fact-2', attestation_id: null, plover_quad: null, note: null })
    const slots = await read(files['slots.parquet'] ?? new Uint8Array())
    expect(slots).toHaveLength(4)
    expect(slots[3]).toMatchObject({ norm_amount: 5.5, norm_currency: 'EUR', start: null })
    const [slot] = slots
    expect(exampleText.slice(Number(slot?.['start']), Number(slot?.['end']))).toBe(slot?.['surface'])
    expect(await read(files['entities.parquet'] ?? new Uint8Array())).toHaveLength(2)
    expect(await read(files['articles.parquet'] ?? new Uint8Array())).toHaveLength(2)
  })

  it('says in the file what the offsets count and what it is of', async () => {
    const files = await whole(exampleSource)
    const bytes = files['facts.parquet'] ?? new Uint8Array()
    const { key_value_metadata: known = [] } = parquetMetadata(new Uint8Array(bytes).buffer)
    expect(known[0]?.key).toBe('beleg')
    expect(JSON.parse(known[0]?.value ?? '')).toMatchObject({
      offsets: expect.stringContaining('UTF-16') as string,
      codebook: { version: exampleSource.codebook.version },
    })
  })

  it('keeps every row across row groups', async () => {
    const numbers = Array.from({ length: 25 }, (_, at) => at)
    const table = tableOf<number>(
      [['n', (n) => n, 'integer'], ['words', (n) => (n % 3 === 0 ? null : `Wort ${String(n)} 👋🏽`)]],
      async function* () {
        yield* await Promise.resolve(numbers)
      },
    ) // prettier-ignore
    const { bytes, rows } = await writtenBytes(parquetFile(exampleSource, table, 10))
    expect(rows).toBe(25)
    expect(parquetMetadata(new Uint8Array(bytes).buffer).row_groups).toHaveLength(3)
    const found = await read(bytes)
    expect(found.map((row) => row['n'])).toEqual(numbers)
    expect(found[4]?.['words']).toBe('Wort 4 👋🏽')
    expect(found[3]?.['words']).toBeNull()
  })

  it('is whole for an empty dataset', async () => {
    const none: ExportSource = { ...exampleSource, facts: () => [] }
    const { bytes, rows } = await writtenBytes(parquetFile(none, factsTable(none)))
    expect(rows).toBe(0)
    expect(await read(bytes)).toEqual([])
  })
})
