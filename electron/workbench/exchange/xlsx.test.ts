import { strFromU8, unzipSync } from 'fflate'
import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { exampleArticles, exampleFacts, exampleSource, exampleText, writtenBytes } from './example-dataset.ts'
import type { ExportSource } from './export-source.ts'
import { columnName, mostCharacters, xlsxCell, xmlText } from './xlsx-cells.ts'
import { workbookFiles, xlsx } from './xlsx.ts'
import { zipOf } from './zip.ts'

type Sheets = ReadonlyMap<string, readonly (readonly unknown[])[]>

/** Read by a reader that is not ours. */
async function sheetsOf(bytes: Uint8Array): Promise<Sheets> {
  const sheets = await readWorkbook(Buffer.from(bytes))
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]))
}
const rowsOf = (sheets: Sheets, name: string): readonly Readonly<Record<string, unknown>>[] => {
  const [header = [], ...rows] = sheets.get(name) ?? []
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [String(column), row[at] ?? null])))
}
const withFact = (changes: object): ExportSource => ({
  ...exampleSource,
  facts: () => exampleFacts.map((fact) => ({ ...fact, ...changes })),
})

describe('the workbook', () => {
  it('has a sheet for facts, slots, entities and articles, and one that explains them', async () => {
    const { bytes, rows } = await writtenBytes(xlsx.write(exampleSource))
    const sheets = await sheetsOf(bytes)
    expect([...sheets.keys()]).toEqual(['facts', 'slots', 'entities', 'articles', 'README'])
    expect(rowsOf(sheets, 'facts')).toHaveLength(3)
    expect(rowsOf(sheets, 'slots')).toHaveLength(4)
    expect(rowsOf(sheets, 'entities')).toHaveLength(2)
    expect(rowsOf(sheets, 'articles')).toHaveLength(2)
    expect(rows).toBeGreaterThan(11)
    const words = JSON.stringify(sheets.get('README'))
    for (const { de } of xlsx.losses) expect(words).toContain(JSON.stringify(de).slice(1, -1))
    expect(words).toContain('UTF-16')
    expect(words).toContain(exampleSource.codebook.version)
  })

  it('keeps texts texts, whatever they begin with, without an apostrophe, behind emoji and combining marks', async () => {
    const { bytes } = await writtenBytes(xlsx.write(exampleSource))
    const sheets = await sheetsOf(bytes)
    const [fact] = rowsOf(sheets, 'facts')
    expect(fact).toMatchObject({
      article_title: '=HYPERLINK("x")',
      publisher: '@Wiener Bote',
      outlet: '+Agentur',
      slot_participant: 'Đặng Thị Ngọc Ánh | Jo\u0308rn \\| Tamm',
      edited: false,
      plover_quad: 1,
    })
    for (const span of String(fact?.['evidence_offsets']).split(';')) {
      const [start, end] = span.split('-').map(Number)
      expect(fact?.['evidence']).toContain(exampleText.slice(start, end))
    }
    for (const file of Object.values(unzipSync(bytes))) expect(strFromU8(file)).not.toContain('<f>')
  })

  it('has real dates where a single day is meant, text where not', async () => {
    const { bytes } = await writtenBytes(xlsx.write(exampleSource))
    const [fact] = rowsOf(await sheetsOf(bytes), 'facts')
    expect(fact?.['time']).toEqual(new Date('2024-03-03T00:00:00Z'))
    for (const text of ['2024', '2024-03', '2024-02-31', '1850-01-01', '2024-03-01/2024-03-05']) {
      expect(xlsxCell('A1', text, 'day')).toContain('t="inlineStr"')
    }
  })

  it('names every cell that was too long, and cuts no character in two', async () => {
    const note = `${'x'.repeat(mostCharacters - 2)}👋🏽${'y'.repeat(100)}`
    const sheets = await sheetsOf((await writtenBytes(xlsx.write(withFact({ note })))).bytes)
    const [fact] = rowsOf(sheets, 'facts')
    expect(fact?.['note']).toBe(`${'x'.repeat(mostCharacters - 2)}…`)
    const named = (sheets.get('README') ?? []).filter(([what]) => what === 'Gekürzte Zelle')
    expect(named).toHaveLength(3)
    expect(String(named[0]?.[1])).toContain(`(note): ${String(note.length)}`)
  })

  it('goes on in a second sheet where the first is full, and loses no row', async () => {
    const { bytes } = await writtenBytes(zipOf(workbookFiles(exampleSource, 3)))
    const sheets = await sheetsOf(bytes)
    expect([...sheets.keys()]).toEqual([
      'facts', 'facts (2)', 'slots', 'slots (2)', 'entities', 'articles', 'README',
    ]) // prettier-ignore
    expect(rowsOf(sheets, 'facts (2)')[0]).toMatchObject({ fact_id: 'fact-2' })
    expect(rowsOf(sheets, 'slots')).toHaveLength(2)
    expect(rowsOf(sheets, 'slots (2)')).toHaveLength(2)
  })

  it('is whole for an empty dataset', async () => {
    const none: ExportSource = { ...exampleSource, facts: () => [], articles: () => [], registry: () => [], entities: () => [] }
    const sheets = await sheetsOf((await writtenBytes(xlsx.write(none))).bytes)
    expect(sheets.get('facts')).toHaveLength(1)
    expect(exampleArticles.length).toBeGreaterThan(0)
  }) // prettier-ignore

  it('escapes what XML cannot carry so that a spreadsheet shows it again', () => {
    expect(xmlText('a\u0001b\r\nc_x0041_<&>"')).toBe('a_x0001_b_x000D_\nc_x005F_x0041_&lt;&amp;&gt;&quot;')
    expect(xmlText('\ud83d 👋')).toBe('_xD83D_ 👋')
  })

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})
