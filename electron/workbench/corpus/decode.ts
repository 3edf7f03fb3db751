import { isUtf8 } from 'node:buffer'
import { foreignText } from './foreign-text.ts'
import { singleByteAs, singleByteText } from './single-byte.ts'

/**
 * Bytes to text, once. The order is: byte-order mark, UTF-16 by the pattern of its zero bytes, strict UTF-8, and only
 * then the encodings of other scripts and a Western single-byte encoding, because every byte sequence is valid
 * Windows-1252.
 */
export const textEncodings = [
  'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'koi8-r', 'windows-1251', 'gb18030',
] as const // prettier-ignore
export type TextEncoding = (typeof textEncodings)[number]

/** How lines ended in the bytes; `mixed` where more than one way was used. */
export type LineEnds = 'none' | 'lf' | 'crlf' | 'cr' | 'mixed'

export interface DecodedText {
  /** Byte-order mark removed, CR and CRLF as LF, well-formed (a lone surrogate became U+FFFD); otherwise as written. */
  readonly text: string
  readonly encoding: TextEncoding
  readonly byteOrderMark: boolean
  readonly lineEnds: LineEnds
}

/** Bytes of these kinds are not text whatever their name says; RTF is text, but not the article's. */
const signatures: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
  [0x50, 0x4b, 0x03, 0x04], // zip, docx, epub
  [0x7b, 0x5c, 0x72, 0x74, 0x66], // {\rtf
  [0x89, 0x50, 0x4e, 0x47], // png
  [0xff, 0xd8, 0xff], // jpeg
  [0x47, 0x49, 0x46, 0x38], // gif
  [0x1f, 0x8b], // gzip
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], // SQLite
]

/** The text of the bytes, or null where they are no text. Never guesses past a broken UTF-16 file: that is null too. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  if (signatures.some((signature) => startsWith(bytes, signature))) return null
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) return null // UTF-32
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) {
    const body = bytes.subarray(3)
    return isUtf8(body) ? decoded(utf8(body), 'utf-8', true) : null
  }
  if (startsWith(bytes, [0xff, 0xfe])) return utf16(bytes.subarray(2), 'utf-16le', true)
  if (startsWith(bytes, [0xfe, 0xff])) return utf16(bytes.subarray(2), 'utf-16be', true)
  const order = zeroBytePattern(bytes)
  if (order !== null) return utf16(bytes, order, false)
  if (isUtf8(bytes)) return decoded(utf8(bytes), 'utf-8', false)
  const foreign = foreignText(bytes)
  if (foreign !== null) return decoded(foreign.text, foreign.encoding, false)
  const { text, encoding } = singleByteText(bytes)
  return decoded(text, encoding, false)
}

/** The text of the bytes in an encoding somebody names; null where they cannot be that. A byte-order mark is no text. */
export function decodeAs(bytes: Uint8Array, encoding: TextEncoding): DecodedText | null {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const marked = startsWith(bytes, encoding === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff])
    return utf16(marked ? bytes.subarray(2) : bytes, encoding, marked)
  }
  if (encoding === 'utf-8') {
    const marked = startsWith(bytes, [0xef, 0xbb, 0xbf])
    const body = marked ? bytes.subarray(3) : bytes
    return isUtf8(body) ? decoded(utf8(body), encoding, marked) : null
  }
  if (encoding === 'windows-1252' || encoding === 'iso-8859-15')
    return decoded(singleByteAs(bytes, encoding), encoding, false)
  return decoded(new TextDecoder(encoding).decode(bytes), encoding, false)
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

function utf16(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be',
  byteOrderMark: boolean,
): DecodedText | null {
  if (bytes.length % 2 !== 0) return null
  const little = encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16()
  return decoded(new TextDecoder('utf-16le', { ignoreBOM: true }).decode(little), encoding, byteOrderMark)
}

function decoded(raw: string, encoding: TextEncoding, byteOrderMark: boolean): DecodedText | null {
  if (!readsAsText(raw, encoding)) return null
  return { text: raw.replace(/\r\n?/g, '\n'), encoding, byteOrderMark, lineEnds: lineEndsOf(raw) }
}

/**
 * No NUL, and fewer than one in two hundred characters that no writer puts into prose. UTF-8 that is valid may hold
 * C1 controls and replacement characters: an earlier program's mistake, and still the article.
 */
function readsAsText(text: string, encoding: TextEncoding): boolean {
  let odd = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0) return false
    const c0 = unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0c && unit !== 0x0d
    if (c0 || (encoding !== 'utf-8' && ((unit >= 0x7f && unit <= 0x9f) || unit === 0xfffd))) odd++
  }
  return odd * 200 <= text.length
}

function lineEndsOf(text: string): LineEnds {
  const crlf = text.includes('\r\n')
  const cr = /\r(?!\n)/.test(text)
  const lf = /(?<!\r)\n/.test(text)
  if (Number(crlf) + Number(cr) + Number(lf) > 1) return 'mixed'
  return crlf ? 'crlf' : cr ? 'cr' : lf ? 'lf' : 'none'
}

/**
 * The byte order of UTF-16 without a mark: ASCII letters and blanks leave zero bytes on one side only. Text in
 * which fewer than one character in ten is ASCII is not recognised, so that a stray zero byte does not turn German
 * into Chinese, nor a short note.
 */
function zeroBytePattern(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 16_384) & ~1
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const enough = Math.max(3, length / 20)
  if (odd >= enough && odd > even * 10) return 'utf-16le'
  if (even >= enough && even > odd * 10) return 'utf-16be'
  return null
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, at) => bytes[at] === byte)
}
