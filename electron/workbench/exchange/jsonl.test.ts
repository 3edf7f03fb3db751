import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  exampleArticles,
  exampleCodebook,
  exampleEntities,
  exampleFacts,
  exampleSource,
  exampleText,
  written,
} from './example-dataset.ts'
import { exportRecordSchema } from './export-record.ts'
import { jsonl } from './jsonl.ts'
import { canonicalJson } from './jsonl-line.ts'

/** Checked by a validator that is not ours, against the schema that is published. */
const validator = new Ajv2020({ strict: false }).compile(
  z.toJSONSchema(exportRecordSchema, { target: 'draft-2020-12', unrepresentable: 'any' }),
)

describe('JSONL', () => {
  it('gives back every fact, article and entity whole', async () => {
    const { text, rows } = await written(jsonl.write(exampleSource))
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    for (const line of lines) expect(validator(line), JSON.stringify(validator.errors)).toBe(true)
    const records = lines.map((line) => exportRecordSchema.parse(line))
    const of = (kind: string): unknown[] =>
      records
        .filter((one) => one.record === kind)
        .map(({ record, ...rest }) => (expect(record).toBe(kind), rest))
    expect(of('fact')).toEqual(exampleFacts)
    // Counts are those of the file: a fact each, and no sentence was read.
    const counts = { facts: 1, decided: 1, conflicts: 0, sentences: 0, reviewed: 0 }
    expect(of('article')).toEqual(exampleArticles.map((article) => ({ ...article, ...counts })))
    expect(of('entity')).toMatchObject(exampleEntities)
    expect(of('content')).toMatchObject([{ text: exampleText }, { text: exampleText }])
    expect(of('codebook')).toEqual([exampleCodebook])
    expect(rows).toBe(8)
    expect(records.map((one) => one.record).filter((kind) => kind !== 'schema')).toEqual([
      'header', 'codebook', 'article', 'article', 'entity', 'entity',
      'content', 'fact', 'decision', 'content', 'fact', 'decision', 'end',
    ]) // prettier-ignore
  })

  it('has offsets that cut the very words out of the text, behind emoji too', async () => {
    const { text } = await written(jsonl.write(exampleSource))
    const facts = text
      .trimEnd()
      .split('\n')
      .map((line) => exportRecordSchema.parse(JSON.parse(line)))
    for (const fact of facts) {
      if (fact.record !== 'fact') continue
      for (const span of fact.evidence) expect(exampleText.slice(span.start, span.end)).toBe(span.surface)
    }
  })

  it('does not depend on the order in which a row was put together', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null, record: 'x' })).toBe(
      '{"record":"x","a":null,"b":[{"c":2,"d":1}]}',
    )
  })

  it('is refused by the validator where a record is wrong', () => {
    expect(validator({ record: 'fact', id: 'x' })).toBe(false)
  })
})
