import { parquetReadObjects } from 'hyparquet'
import { strFromU8, unzipSync } from 'fflate'
import { Parser, Store, DataFactory } from 'n3'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { annotatedFacts, annotatedSource, annotatedText } from './annotations/example-annotations.ts'
import { csvFacts } from './csv-facts.ts'
import { csvSlots } from './csv-slots.ts'
import { plover } from './events/plover.ts'
import { exampleFact, written, writtenBytes } from './example-dataset.ts'
import { exportChunks } from './formats.ts'
import { jsonl } from './jsonl.ts'
import { parquet } from './parquet.ts'
import { nquads } from './rdf/rdf.ts'
import { namespaces } from './rdf/terms.ts'
import { xlsx } from './xlsx.ts'

/** Facts that rest on overlapping places, and one of them on two places with words between them. */
const places = annotatedFacts.map(({ evidence }) => evidence)
const points = Array.from(annotatedText)

describe('places that overlap, and places of several parts, behind emoji, combining marks and a Vietnamese name', () => {
  it('are in the example', () => {
    expect(places.some(({ length }) => length > 1)).toBe(true)
    const [long, , short] = places.map(([first]) => first)
    expect(long !== undefined && short !== undefined && short.start > long.start && short.end < long.end).toBe(true)
    expect(annotatedText.slice(0, long?.start)).toMatch(/\p{Extended_Pictographic}.*\p{Mark}/su)
  })

  it('stay as they are in tables', async () => {
    const expected = places.map((spans) => spans.map(({ start, end }) => `${String(start)}-${String(end)}`).join(';'))
    const facts = Papa.parse<Record<string, string>>((await written(csvFacts.write(annotatedSource))).text, { header: true, skipEmptyLines: true, newline: '\r\n' }).data
    expect(facts.map((row) => row['evidence_offsets'])).toEqual(expected)
    const slots = Papa.parse<Record<string, string>>((await written(csvSlots.write(annotatedSource))).text, { header: true, skipEmptyLines: true, newline: '\r\n' }).data
    const placed = slots.filter(({ start }) => start !== '')
    expect(placed.length).toBeGreaterThan(5)
    for (const { start, end, surface } of placed) expect(annotatedText.slice(Number(start), Number(end))).toBe(surface)
    const files = unzipSync((await writtenBytes(exportChunks(parquet, annotatedSource))).bytes)
    const rows = await parquetReadObjects({ file: new Uint8Array(files['facts.parquet'] ?? []).buffer })
    expect(rows.map((row): unknown => row['evidence_offsets'])).toEqual(expected)
    const sheets = unzipSync((await writtenBytes(xlsx.write(annotatedSource))).bytes)
    const cells = Object.values(sheets).map((file) => strFromU8(file)).join('\n')
    for (const offsets of expected) expect(cells).toContain(`>${offsets}<`)
  })

  it('stay as they are in JSONL, every quote where it stands', async () => {
    const lines = (await written(jsonl.write(annotatedSource))).text.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly record: string; readonly evidence?: typeof places[number] })
    expect(lines.filter(({ record }) => record === 'fact').map(({ evidence }) => evidence)).toEqual(places)
  })

  it('are counted in code points where the format counts so', async () => {
    const coded = annotatedFacts.map((fact) => exampleFact({ ...fact, polarity: 'pos', modality: 'asserted', plover: { event: 'CONSULT', mode: null, context: [], quad: 1 } }))
    const { text } = await written(plover.write({ ...annotatedSource, facts: () => coded }))
    const records = text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as { readonly event_text: readonly string[]; readonly text_info: readonly { readonly start: number; readonly end: number }[] })
    expect(records.length).toBeGreaterThan(0)
    for (const { event_text: words, text_info: at } of records) expect(at.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(words)
    expect(records.some(({ text_info: at }) => at.length > 1)).toBe(true)
    const store = new Store(new Parser({ format: 'N-Quads' }).parse((await written(nquads.write(annotatedSource))).text))
    const one = (base: string, part: string, name: string): string => store.getObjects(DataFactory.namedNode(`${base}:${part}`), DataFactory.namedNode(namespaces.oa + name), null)[0]?.value ?? ''
    const bases = store.getSubjects(DataFactory.namedNode(`${namespaces.oa}hasSource`), null, null).map(({ value }) => value.slice(0, -':target'.length))
    expect(bases.length).toBeGreaterThan(4)
    for (const base of bases) expect(points.slice(Number(one(base, 'position', 'start')), Number(one(base, 'position', 'end'))).join('')).toBe(one(base, 'quote', 'exact'))
  })
}) // prettier-ignore
