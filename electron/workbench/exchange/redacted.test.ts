import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { publishedSchema } from '../../cli/published-schemas.ts'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { exampleFacts, exampleSource, exampleText, written } from './example-dataset.ts'
import { byId } from './export-source.ts'
import { jsonl } from './jsonl.ts'
import { redacted } from './redacted.ts'

const exported = async (options: object): Promise<string> =>
  (
    await written(
      jsonl.write(
        redacted({ ...exampleSource, options: exportOptionsSchema.parse(options) }, ['Jemand', 'Åsa Löf']),
      ),
    )
  ).text

/** Checked by a validator that is not ours. */
const ajv = new Ajv2020({ strict: false })
const published = ajv.compile(publishedSchema('export-record'))

interface Line {
  readonly record: string
  readonly of?: string
  readonly schema?: object
}

describe('what an export may show', () => {
  const variants = [undefined, 'full', 'quotes', 'offsets'].flatMap((texts) =>
    [true, false].map((coderNames) => ({ ...(texts === undefined ? {} : { texts }), coderNames })),
  )
  it.each(variants)(
    'keeps to the schemas that are published and stand in the file itself: %o',
    async (options) => {
      const lines = (await exported(options))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line)
      const own = new Map<string, ValidateFunction>()
      for (const { of, schema } of lines)
        if (of !== undefined && schema !== undefined) own.set(of, ajv.compile(schema))
      for (const line of lines) {
        expect(published(line), `${line.record}: ${JSON.stringify(published.errors)}`).toBe(true)
        const check = own.get(line.record)
        expect(check?.(line), `${line.record}: ${JSON.stringify(check?.errors)}`).toBe(true)
      }
      expect(own.size).toBeGreaterThan(5)
    },
  )

  it('is words where there are some: the program itself takes no empty ones', () => {
    const fact = ajv.compile(publishedSchema('fact'))
    expect(fact({ ...exampleFacts[0], evidence: [{ start: 0, end: 1, surface: '' }] })).toBe(false)
    expect(fact(exampleFacts[0]), JSON.stringify(fact.errors)).toBe(true)
  })

  it('is everything where nothing is asked for', async () => {
    expect(await exported({})).toBe((await written(jsonl.write(exampleSource))).text)
  })

  it('has numbers for the names of coders, in facts and decisions', async () => {
    const text = await exported({ coderNames: false })
    expect(text).not.toContain('Löf')
    expect(text.match(/"coder":"coder-2"/g)).toHaveLength(4)
  })

  it('keeps offsets and none of the article’s words', async () => {
    const text = await exported({ texts: 'offsets' })
    for (const words of ['traf am 3. März', '=1+1', 'Außenministerin']) {
      expect(exampleText).toContain(words)
      expect(text).not.toContain(words)
    }
    expect(text).toContain('"start":')
  })

  it('keeps quotes and not the text, where quotes are asked for', async () => {
    const source = redacted({ ...exampleSource, options: exportOptionsSchema.parse({ texts: 'quotes' }) }, [])
    for await (const { id } of source.articles()) expect((await source.content(id)).text).toBe('')
    const facts = await byId(source.facts())
    expect(JSON.stringify([...facts.values()])).toContain('traf am 3. März')
  })
})
