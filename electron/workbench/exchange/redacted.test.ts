import { describe, expect, it } from 'vitest'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { exampleSource, exampleText, written } from './example-dataset.ts'
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

describe('what an export may show', () => {
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
