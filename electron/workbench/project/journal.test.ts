import { describe, expect, it } from 'vitest'
import { encodeFrame } from './journal-frame.ts'
import { readSegment, type JournalPosition } from './journal.ts'
import { testProject } from './testing/workbench.ts'

const payloads = ['{"erste":1}', '{"zweite":"ü"}', '{"dritte":[]}', '{"vierte":null}']
const start: JournalPosition = { seq: 7, crc: 0x1234_5678 }

function segmentOf(
  texts: readonly string[],
  change: { readonly projectId?: string; readonly generation?: number } = {},
): { readonly bytes: Buffer; readonly starts: readonly number[] } {
  let previousCrc = start.crc
  let length = 0
  const starts: number[] = []
  const frames = texts.map((text, index) => {
    const place = {
      projectId: testProject.id,
      generation: 3,
      seq: start.seq + 1 + index,
      previousCrc,
      ...change,
    }
    const { bytes, crc } = encodeFrame(place, Buffer.from(text))
    previousCrc = crc
    starts.push(length)
    length += bytes.length
    return bytes
  })
  return { bytes: Buffer.concat(frames), starts }
}

const read = (bytes: Uint8Array): ReturnType<typeof readSegment> =>
  readSegment(bytes, testProject.id, 3, start)
const { bytes: whole, starts } = segmentOf(payloads)
const last = starts[3] ?? 0

describe('a segment of the journal', () => {
  it('gives back its frames in order', () => {
    const { frames, end } = read(whole)
    expect(end).toEqual({ kind: 'clean' })
    expect(frames.map(({ payload }) => Buffer.from(payload).toString())).toEqual(payloads)
    expect(frames.map(({ seq }) => seq)).toEqual([8, 9, 10, 11])
  })

  it('that is empty is clean', () => {
    expect(read(new Uint8Array())).toEqual({ frames: [], end: { kind: 'clean' } })
  })

  it('cut at any byte of the last frame ends torn there, with every frame before', () => {
    for (let length = last + 1; length < whole.length; length += 1) {
      const { frames, end } = read(whole.subarray(0, length))
      expect(end).toEqual({ kind: 'torn', start: last })
      expect(frames).toHaveLength(3)
    }
  })

  it('with any bit of the last frame turned ends torn there: it may be a write that did not finish', () => {
    for (let bit = last * 8; bit < whole.length * 8; bit += 1) {
      const { frames, end } = read(flipped(bit))
      expect(end).toEqual({ kind: 'torn', start: last })
      expect(frames).toHaveLength(3)
    }
  })

  it('with any bit of an earlier frame turned is damaged there', () => {
    for (let bit = 0; bit < last * 8; bit += 1) {
      const { frames, end } = read(flipped(bit))
      const index = starts.findLastIndex((from) => from * 8 <= bit)
      expect(end).toMatchObject({ kind: 'damaged', start: starts[index] })
      expect(frames).toHaveLength(index)
    }
  })

  it('with a frame missing, doubled or out of place is damaged', () => {
    const [a = 0, b = 0, c = 0] = starts
    const part = (from: number, to?: number): Buffer => whole.subarray(from, to)
    for (const bytes of [
      part(b),
      Buffer.concat([part(a, b), part(c)]),
      Buffer.concat([part(a, b), part(a, b), part(b)]),
      Buffer.concat([part(a, b), part(c, last), part(b, c), part(last)]),
    ]) {
      expect(read(bytes).end).toMatchObject({ kind: 'damaged', reason: 'gap' })
    }
  })

  it('of another generation is damaged, and one of another project holds nothing of ours', () => {
    expect(read(segmentOf(payloads, { generation: 4 }).bytes).end).toMatchObject({
      kind: 'damaged',
      reason: 'foreign-generation',
    })
    const foreign = segmentOf(payloads, { projectId: '11111111-2222-4333-8444-555555555555' }).bytes
    expect(read(foreign)).toMatchObject({ frames: [], end: { kind: 'torn', start: 0 } })
  })

  it('with the history of another beginning is damaged, even where the numbers fit', () => {
    expect(readSegment(whole, testProject.id, 3, { ...start, crc: 1 }).end).toMatchObject({ reason: 'gap' })
  })
})

function flipped(bit: number): Buffer {
  const bytes = Buffer.from(whole)
  const at = Math.floor(bit / 8)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8))
  return bytes
}
