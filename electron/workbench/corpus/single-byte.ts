/** Windows-1252, 0x80–0x9F. Source: WHATWG Encoding, index-windows-1252 (undefined bytes keep their C1 code point). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Where ISO-8859-15 differs from Latin-1. Source: ISO/IEC 8859-15. */
const iso885915: Readonly<Record<string, string>> = {
  '\u00a4': '€', '\u00a6': 'Š', '\u00a8': 'š', '\u00b4': 'Ž', '\u00b8': 'ž', '\u00bc': 'Œ', '\u00bd': 'œ', '\u00be': 'Ÿ',
} // prettier-ignore

/**
 * Text of bytes that are neither UTF-8 nor UTF-16. Both tables are ours: what `TextDecoder` makes of these two
 * names differs between versions of Node. ISO-8859-15 is taken where no byte of 0x80–0x9F occurs and a byte only
 * makes sense there: a currency sign (it is the euro), or Š, š, ž beside a letter.
 */
export function singleByteText(bytes: Uint8Array): {
  readonly text: string
  readonly encoding: 'windows-1252' | 'iso-8859-15'
} {
  const latin1 = latin1Of(bytes)
  const extended = /[\u0080-\u009f]/.test(latin1)
  const letter = 'A-Za-z\u00c0-\u00ff'
  const slavic = new RegExp(`[${letter}][\u00a6\u00a8\u00b8]|[\u00a6\u00a8\u00b8][${letter}]`)
  const encoding =
    !extended && (latin1.includes('\u00a4') || slavic.test(latin1)) ? 'iso-8859-15' : 'windows-1252'
  return { text: singleByteAs(bytes, encoding), encoding }
}

/** The text of the bytes in one of the two. */
export function singleByteAs(bytes: Uint8Array, encoding: 'windows-1252' | 'iso-8859-15'): string {
  const latin1 = latin1Of(bytes)
  return encoding === 'iso-8859-15'
    ? latin1.replace(/[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc\u00bd\u00be]/g, (c) => iso885915[c] ?? c)
    : latin1.replace(/[\u0080-\u009f]/g, (c) => windows1252.charAt(c.charCodeAt(0) - 0x80))
}

const latin1Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
