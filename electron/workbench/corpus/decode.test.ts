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
    [
      'koi8-r',
      'Министр иностранных дел прибыл в столицу и провёл переговоры.',
      'edc9cec9d3d4d220c9cecfd3d4d2c1ceced9c820c4c5cc20d0d2c9c2d9cc20d720d3d4cfccc9c3d520c920d0d2cfd7a3cc20d0c5d2c5c7cfd7cfd2d92e',
    ],
    [
      'windows-1251',
      'Министр иностранных дел прибыл в столицу и провёл переговоры.',
      'cce8ede8f1f2f020e8edeef1f2f0e0ededfbf520e4e5eb20eff0e8e1fbeb20e220f1f2eeebe8f6f320e820eff0eee2b8eb20efe5f0e5e3eee2eef0fb2e',
    ],
    [
      'gb18030',
      '外交部长周一抵达首都，与总统举行了会谈，双方就贸易问题交换了意见。',
      'cde2bdbbb2bfb3a4d6dcd2bbb5d6b4efcad7b6bca3acd3ebd7dccdb3bed9d0d0c1cbbbe1ccb8a3accbabb7bdbecdc3b3d2d7cecacce2bdbbbbbbc1cbd2e2bcfba1a3',
    ],
  ] as const)('reads %s by the letters it makes', (encoding, text, hex) => {
    expect(decodeText(Buffer.from(hex, 'hex'))).toMatchObject({ text, encoding })
  })

  it('takes German with many umlauts for German', () => {
    const text = 'Über Österreich fährt die Außenministerin für fünf Gespräche – „möglich“ wär’s. '.repeat(40)
    const bytes = Buffer.from(Array.from(text, (c) => ({ '–': 0x96, '„': 0x84, '“': 0x93, '’': 0x92 })[c] ?? c.charCodeAt(0))) // prettier-ignore
    expect(decodeText(bytes)).toMatchObject({ text, encoding: 'windows-1252' })
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
