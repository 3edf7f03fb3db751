import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from './decode.ts'

const bytesOf = (text: string, encoding: BufferEncoding): Buffer => Buffer.from(text, encoding)
const bigEndian = (text: string): Buffer => bytesOf(text, 'utf16le').swap16()
const mark = '\ufeff'
const article = 'Außenminister Trương Mỹ Hạnh reiste nach „Köln“ 🇻🇳.\nZweite Zeile\n'

describe('decoding an article', () => {
  it.each([
    ['utf-8', false, bytesOf(article, 'utf8')],
    ['utf-8', true, bytesOf(mark + article, 'utf8')],
    ['utf-16le', true, bytesOf(mark + article, 'utf16le')],
    ['utf-16be', true, bigEndian(mark + article)],
    ['utf-16le', false, bytesOf(article, 'utf16le')],
    ['utf-16be', false, bigEndian(article)],
  ] as const)('reads %s (mark: %s) and says so', (encoding, byteOrderMark, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: article, encoding, byteOrderMark, lineEnds: 'lf' })
  })

  it('reads Windows-1252 with its quotes, dashes and euro', () => {
    const bytes = Buffer.from([0x84, 0x47, 0x72, 0xfc, 0xdf, 0x65, 0x93, 0x20, 0x96, 0x20, 0x35, 0x20, 0x80])
    expect(decodeText(bytes)).toMatchObject({ text: '„Grüße“ – 5 €', encoding: 'windows-1252' })
  })

  it('reads ISO-8859-15 where only it makes sense of the bytes', () => {
    const bytes = Buffer.concat([
      bytesOf('Präsident Mileti', 'latin1'),
      Buffer.from([0xa8]),
      bytesOf('a: 5 ', 'latin1'),
      Buffer.from([0xa4]),
    ])
    expect(decodeText(bytes)).toMatchObject({ text: 'Präsident Miletiša: 5 €', encoding: 'iso-8859-15' })
  })

  it.each([
    ['a\r\nb\r\n', 'crlf', 'a\nb\n'],
    ['a\rb\r', 'cr', 'a\nb\n'],
    ['a\nb', 'lf', 'a\nb'],
    ['a\r\nb\rc\n', 'mixed', 'a\nb\nc\n'],
    ['ab', 'none', 'ab'],
  ] as const)('turns the line ends of %j into LF and records %s', (raw, lineEnds, text) => {
    expect(decodeText(bytesOf(raw, 'utf8'))).toMatchObject({ lineEnds, text })
  })

  it('removes no more than one byte-order mark and keeps everything else as written', () => {
    const kept = 'a\u0308 ä\u00a0\u200b\tﬁ 👩‍👩‍👧 \u2028 x'
    expect(decodeText(bytesOf(mark + kept, 'utf8'))?.text).toBe(kept)
  })

  it('keeps UTF-8 that an earlier program had damaged', () => {
    const damaged = 'Fr\ufffdhling, â\u0080\u009eGesprächeâ\u0080\u009c'
    expect(decodeText(bytesOf(damaged, 'utf8'))?.text).toBe(damaged)
  })

  it.each([
    ['a PDF', bytesOf('%PDF-1.7\nGespräch', 'utf8')],
    ['a zip', Buffer.from([0x50, 0x4b, 3, 4, 20, 0])],
    ['RTF', bytesOf('{\\rtf1 Gespräch}', 'utf8')],
    ['NUL in UTF-8', bytesOf('Gespräch\0in Köln am Rhein und anderswo'.repeat(60), 'utf8').subarray(0, 60)],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41])],
    ['broken UTF-8 behind its mark', Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xfc])],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, at) => ((at * 97 + 13) % 255) + 1))],
  ])('does not take %s for text', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull()
  })

  const prose = fc
    .string({ unit: 'binary' })
    .map((text) =>
      text.replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufeff\ufffd\ud800-\udfff]/g, ''),
    )
  const asFrozen = (text: string): string => text.replace(/\r\n?/g, '\n')

  it('gives back any text in UTF-8, marked or not', () => {
    fc.assert(
      fc.property(prose, fc.boolean(), (text, marked) => {
        expect(decodeText(bytesOf((marked ? mark : '') + text, 'utf8'))?.text).toBe(asFrozen(text))
      }),
    )
  })

  it('gives back any text in UTF-16 of either order behind a mark', () => {
    fc.assert(
      fc.property(prose, (text) => {
        // FF FE 00 00 would be UTF-32; prose holds no NUL, so it cannot come up.
        expect(decodeText(bytesOf(mark + text, 'utf16le'))?.text).toBe(asFrozen(text))
        expect(decodeText(bigEndian(mark + text))?.text).toBe(asFrozen(text))
      }),
    )
  })

  it('never throws, and what it gives is well-formed, without CR and NUL', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = decodeText(bytes)?.text ?? ''
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
        expect(/[\r\0]/.test(text)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
