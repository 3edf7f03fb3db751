import { describe, expect, it } from 'vitest'
import { readSpoiled, specimens, spoil, spoilings } from './fuzz-formats.ts'

describe('files of every format, spoiled', () => {
  it('give articles that are text, or reasons in words: 500 of them', async () => {
    const files = specimens()
    expect(new Set(files.map(({ format }) => format)).size).toBe(14)
    const kinds = new Set<string>()
    for (let n = 0; n < 500; n++) {
      const file = files[n % files.length]
      const kind = spoilings[Math.floor(n / files.length) % spoilings.length] ?? 'bits'
      if (file === undefined) throw new Error('no such file')
      const stranger = files[(n * 31) % files.length]?.bytes ?? new Uint8Array()
      const { kind: outcome, problem } = await readSpoiled(
        file.format,
        file.name,
        spoil(file.bytes, kind, n * 7919 + 3, stranger),
      )
      expect(problem, `${file.name}, ${kind}, ${String(n)}`).toBeNull()
      kinds.add(outcome)
    }
    // A fuzzer that spoils nothing, or everything, proves nothing.
    expect([...kinds].sort()).toEqual(['in part', 'read', 'refused'])
  })
})
