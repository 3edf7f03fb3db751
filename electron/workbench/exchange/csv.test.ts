import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { csvArticles } from './csv-articles.ts'
import { csvEntities } from './csv-entities.ts'
import { csvFacts } from './csv-facts.ts'
import { csvSlots } from './csv-slots.ts'
import { csvLine } from './csv.ts'
import { exampleCodebook, exampleEntities, exampleSource, exampleText, written } from './example-dataset.ts'
import type { ExportSource } from './export-source.ts'
import { tsvFacts, tsvLine } from './tsv-facts.ts'
import { rolesOf } from './tables/facts.ts'
import { joined } from './tables/table.ts'

type Table = readonly Readonly<Record<string, string>>[]

/** Read by a reader that is not ours. */
const read = (text: string): { rows: Table; fields: readonly string[] } => {
  const parsed = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
    newline: '\r\n',
  })
  expect(parsed.errors).toEqual([])
  return { rows: parsed.data, fields: parsed.meta.fields ?? [] }
}
const undefused = (cell: string | undefined): string => (cell ?? '').replace(/^'/, '')
const spans = (cell: string | undefined): string[] =>
  (cell ?? '').split(';').map((span) => {
    const [start, end] = span.split('-').map(Number)
    return exampleText.slice(start, end)
  })

describe('cells', () => {
  it('give back any text through another reader, one apostrophe removed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 }), (texts) => {
        const parsed = Papa.parse<string[]>(csvLine(texts), { newline: '\r\n', delimiter: ',' })
        expect(parsed.data[0]?.map(undefused)).toEqual(texts)
      }),
    )
  })

  it.each(['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])(
    'never let a spreadsheet take %j for a formula',
    (text) => {
      const cell = Papa.parse<string[]>(csvLine([text, 'x']), { newline: '\r\n', delimiter: ',' })
        .data[0]?.[0]
      expect(cell).toBe(`'${text}`)
    },
  )

  it('leave numbers numbers', () => {
    expect(csvLine([-5, 0.25, true, null, ''])).toBe('-5,0.25,true,,\r\n')
  })

  it('keep joined texts apart', () => {
    expect(joined(['a | b', 'c\\'])).toBe('a \\| b | c\\\\')
  })
})

describe('CSV, one row per fact and article', () => {
  it('has a row for each attestation with its own article and quotes', async () => {
    const { text, rows: count } = await written(csvFacts.write(exampleSource))
    const { rows } = read(text)
    expect(count).toBe(3)
    expect(rows.map((row) => [row['fact_id'], row['attestation_id'], row['article_id']])).toEqual([
      ['fact-1', 'att-1', 'art-1'],
      ['fact-1', 'att-2', 'art-2'],
      ['fact-2', '', 'art-2'],
    ])
    expect(spans(rows[0]?.['evidence_offsets'])).toEqual(['👋🏽 Außenministerin', 'traf am 3. März'])
    expect(rows[0]?.['evidence']).toBe('👋🏽 Außenministerin | traf am 3. März')
    expect(spans(rows[1]?.['evidence_offsets'])).toEqual([rows[1]?.['evidence']])
    expect(spans(rows[0]?.['trigger_offsets'])).toEqual(['traf'])
  })

  it('names people as they are written, and says where the text is silent', async () => {
    const { rows } = read((await written(csvFacts.write(exampleSource))).text)
    expect(rows[0]).toMatchObject({
      slot_participant: 'Đặng Thị Ngọc Ánh | Jo\u0308rn \\| Tamm',
      slot_place: '[not stated]',
      slot_other: 'cost=5.5 EUR',
      type_label: 'Treffen',
      speaker: 'Đặng Thị Ngọc Ánh',
      speaker_id: 'ent-1',
      time: '2024-03-03',
      time_basis: 'derived',
      plover_event: 'CONSULT',
      plover_quad: '1',
      cameo: '042',
      coder: 'Åsa Löf',
      decided_at: '2024-03-07T10:11:12.345Z',
      offset_unit: 'utf-16',
      text_sha256: 'a'.repeat(64),
      source_sha256: 'b'.repeat(64),
      codebook_version: '1.0.0',
      rule: 'meeting/meet',
    })
    expect(undefused(rows[0]?.['note'])).toBe('-1 oder\r\n"zwei"')
    expect(rows[0]?.['article_title']).toBe('\'=HYPERLINK("x")')
    expect(rows[0]?.['publisher']).toBe("'@Wiener Bote")
    expect(rows[0]?.['outlet']).toBe("'+Agentur")
  })

  it('uses the language of the source, and the other where a name has none', async () => {
    const english: ExportSource = { ...exampleSource, language: 'en' }
    const { rows } = read((await written(csvFacts.write(english))).text)
    expect(rows[0]?.['slot_participant']).toBe('Đặng Thị Ngọc Ánh | Joern Tamm')
    expect(rows[0]?.['type_label']).toBe('Meeting')
  })

  it('has a column for every role of the codebook, after the fixed ones', async () => {
    const { fields } = read((await written(csvFacts.write(exampleSource))).text)
    expect(fields.filter((name) => name.startsWith('slot_'))).toEqual([
      ...rolesOf(exampleCodebook).map((role) => `slot_${role}`),
      'slot_other',
    ])
    expect(fields.findIndex((name) => name.startsWith('slot_'))).toBe(fields.indexOf('flag') + 1)
    expect(new Set(fields).size).toBe(fields.length)
  })
})

describe('CSV, one row per slot', () => {
  it('has a row for each filler, with its words where it has words', async () => {
    const { text, rows: count } = await written(csvSlots.write(exampleSource))
    const { rows } = read(text)
    expect(count).toBe(4)
    expect(rows.map((row) => row['filler'])).toEqual(['entity', 'entity', 'notStated', 'norm'])
    for (const row of rows) {
      if (row['start'] === '') expect(row['surface']).toBe('')
      else expect(exampleText.slice(Number(row['start']), Number(row['end']))).toBe(row['surface'])
    }
    expect(rows[1]).toMatchObject({
      entity_id: 'ent-2',
      entity_label_de: 'Jo\u0308rn | Tamm',
      entity_label_en: 'Joern Tamm',
    })
    expect(rows[0]?.['entity_country']).toBe(exampleEntities[0]?.country)
    expect(rows[2]).toMatchObject({ role: 'place', not_stated: 'true', inferred: 'false' })
    expect(rows[3]).toMatchObject({ role: 'cost', norm_amount: '5.5', norm_currency: 'EUR', rule: 'a-rule' })
  })
})

describe('TSV', () => {
  it('gives the same table as CSV to a reader that knows no quotes', async () => {
    const { text, rows: count } = await written(tsvFacts.write(exampleSource))
    const lines = text.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(count + 1)
    const back = (cell: string): string =>
      cell.replace(/\\([tnr\\])/g, (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? '\\')
    const [header = [], ...rows] = lines.map((line) => line.split('\t').map(back))
    const csv = read((await written(csvFacts.write(exampleSource))).text)
    expect(header).toEqual(csv.fields)
    expect(rows).toEqual(csv.rows.map((row) => csv.fields.map((field) => row[field])))
  })

  it('never begins a cell with a quotation mark, which some readers take for a quoted cell', () => {
    expect(tsvLine(['"a" b', '=1', 'a\tb\\', null, 2])).toBe('\'"a" b\t\'=1\ta\\tb\\\\\t\t2\n')
  })
})

describe('CSV of entities and articles', () => {
  it('has a row for each entity with both names', async () => {
    const { rows } = read((await written(csvEntities.write(exampleSource))).text)
    expect(rows.map((row) => [row['entity_id'], row['label_de'], row['label_en']])).toEqual(
      exampleEntities.map(({ id, labelDe, labelEn }) => [id, labelDe ?? '', labelEn ?? '']),
    )
  })

  it('has a row for each article, its title defused', async () => {
    const { rows } = read((await written(csvArticles.write(exampleSource))).text)
    expect(rows.map((row) => row['title'])).toEqual(['\'=HYPERLINK("x")', "''Zitat'"])
    expect(rows[0]).toMatchObject({ article_id: 'art-1', ordinal: '1', text_sha256: 'a'.repeat(64) })
  })
})

it('begins with a byte-order mark where it is asked for, and only there', async () => {
  const marked: ExportSource = { ...exampleSource, options: exportOptionsSchema.parse({ bom: true }) }
  for (const writer of [csvFacts, csvSlots, csvEntities, csvArticles, tsvFacts]) {
    const plain = (await written(writer.write(exampleSource))).text
    expect(plain.startsWith('\ufeff')).toBe(false)
    expect((await written(writer.write(marked))).text).toBe(`\ufeff${plain}`)
  }
})
