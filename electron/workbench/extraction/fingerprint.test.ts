import { describe, expect, it } from 'vitest'
import { fingerprint, fnv64 } from './fingerprint.ts'

/** 64-bit FNV-1a with exact integers, to hold the 32-bit arithmetic against. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    for (const byte of [unit & 0xff, unit >>> 8])
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return hash.toString(16).padStart(16, '0')
}

describe('the hash', () => {
  it.each(['', 'a', 'meeting|22-30', 'Nguyễn Văn Trỗi 😀', 'x'.repeat(1000)])(
    'is 64-bit FNV-1a of %j',
    (text) => {
      expect(fnv64(text)).toBe(reference(text))
    },
  )
})

describe('the fingerprint of a proposal', () => {
  const parts = {
    type: 'meeting',
    trigger: { start: 22, end: 30 },
    keys: [{ role: 'participant', start: 1, end: 5 }],
    evidenceStart: 0,
  }

  it('stays when slots that are no keys or the order of keys change', () => {
    const two = [{ role: 'participant', start: 40, end: 44 }, ...parts.keys]
    expect(fingerprint({ ...parts, keys: two })).toBe(fingerprint({ ...parts, keys: [...two].reverse() }))
    expect(fingerprint({ ...parts, keys: [...parts.keys, { role: 'party' }] })).toBe(fingerprint(parts))
  })

  it('changes with type, trigger and the words of a key slot', () => {
    const others = [
      { ...parts, type: 'call' },
      { ...parts, trigger: { start: 23, end: 30 } },
      { ...parts, trigger: null },
      { ...parts, keys: [{ role: 'participant', start: 2, end: 5 }] },
    ]
    const all = [parts, ...others].map(fingerprint)
    expect(new Set(all).size).toBe(all.length)
  })
})
