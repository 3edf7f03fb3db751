import { describe, expect, it } from 'vitest'
import { linkToOutside } from './links.ts'
import { Refusals } from './refusals.ts'
import { objectionTo } from './weight.ts'

describe('what is refused', () => {
  it('is written down, a line each, until it would fill a disk', () => {
    const lines: string[] = []
    const refusals = new Refusals((line) => lines.push(line))
    for (let n = 0; n < 2500; n++) refusals.note(`going to https://example.org/\u001b[2J\n${'x'.repeat(500)}`)
    expect(refusals.count).toBe(2500)
    expect(lines).toHaveLength(102)
    expect(lines.every((line) => line.length < 260 && !/[\u0000-\u001f]/.test(line))).toBe(true)
  })
})

describe('a message', () => {
  it('passes as long as it is plain and of a sane size', () => {
    for (const message of [{}, undefined, null, 'x', 5, [], { a: [{ b: 'ä'.repeat(1000) }] }]) {
      expect(objectionTo(message)).toBeUndefined()
    }
    expect(objectionTo({ text: 'x'.repeat(5_000_000) })).toBeUndefined()
  })

  it('is refused where it is too heavy, however the weight is spread', () => {
    expect(objectionTo('x'.repeat(101), 200)).toBe('heavier')
    expect(
      objectionTo(
        Array.from({ length: 100 }, () => 0),
        200,
      ),
    ).toBe('heavier')
    expect(objectionTo({ ['k'.repeat(200)]: 0 }, 200)).toBe('heavier')
    expect(objectionTo(Array.from({ length: 200 }), 200)).toBe('heavier')
  })

  it('is refused where it holds itself or is nested without end', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    expect(objectionTo(loop)).toBe('deeper')
  })

  it('is refused where JSON has no word for it', () => {
    for (const odd of [
      new Map(),
      new Date(),
      5n,
      new Uint8Array(3),
      new Error('x'),
      /x/,
      { a: [new Set()] },
    ]) {
      expect(objectionTo(odd)).toBe('not plain')
    }
  })
})

describe('a link out of the program', () => {
  it('may lead to an https address and nowhere else', () => {
    expect(linkToOutside('https://example.org/a?b#c')).toBe('https://example.org/a?b#c')
    for (const address of [
      'http://example.org/',
      'https://user:secret@example.org/',
      'https://localhost/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'mailto:a@example.org',
      'app://bundle/',
      `https://example.org/${'x'.repeat(3000)}`,
      'no address',
    ]) {
      expect(linkToOutside(address), address).toBeUndefined()
    }
  })
})
