import { describe, expect, it } from 'vitest'
import { inputLines } from './input-lines.ts'

async function* chunks(...texts: (string | number[])[]): AsyncGenerator<Uint8Array> {
  for (const text of texts)
    yield await Promise.resolve(typeof text === 'string' ? Buffer.from(text) : Uint8Array.from(text))
}
const linesOf = async (input: AsyncIterable<Uint8Array>, limit?: number): Promise<string[]> => {
  const lines: string[] = []
  for await (const line of inputLines(input, limit))
    lines.push(line.kind === 'line' ? line.text : `<${line.kind}>`)
  return lines
}

describe('lines of input', () => {
  it('come whole however the bytes are cut', async () => {
    const bytes = Buffer.from('\ufeffä 👋🏽\r\n\nzwei\ndrei')
    const single = Array.from(bytes, (byte) => [byte])
    expect(await linesOf(chunks(...single))).toEqual(['ä 👋🏽', '', 'zwei', 'drei'])
    expect(await linesOf(chunks(Array.from(bytes)))).toEqual(['ä 👋🏽', '', 'zwei', 'drei'])
  })

  it('come at once, before the input ends', async () => {
    let ended = false
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('eins\n')
      await new Promise((resolve) => setTimeout(resolve, 50))
      ended = true
    }
    for await (const line of inputLines(slow())) {
      expect(line).toEqual({ kind: 'line', text: 'eins' })
      expect(ended).toBe(false)
    }
    expect(ended).toBe(true)
  })

  it('that are no UTF-8 or never end are named, and the next ones still come', async () => {
    expect(await linesOf(chunks([0x61, 0xff, 0x0a, 0x62, 0x0a]))).toEqual(['<notUtf8>', 'b'])
    expect(await linesOf(chunks('x'.repeat(30), 'y'.repeat(30), '\nkurz\n'), 40)).toEqual([
      '<tooLong>',
      'kurz',
    ])
  })
})
