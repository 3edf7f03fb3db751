import { analyse } from 'chardet'

const encodings = { 'KOI8-R': 'koi8-r', 'windows-1251': 'windows-1251', GB18030: 'gb18030' } as const
type ForeignEncoding = (typeof encodings)[keyof typeof encodings]

const isForeign = (name: string): name is keyof typeof encodings => Object.hasOwn(encodings, name)

/** Bytes looked at; more of a text says no more about its encoding. */
const sample = 65_536
/** Below this share of high bytes a text is written in Latin letters: German has three in a hundred. */
const leastHigh = 0.3

/** Fewer high bytes than this may be a handful of quotation marks. */
const fewest = 24

/**
 * Text in Cyrillic or Chinese letters whose bytes are no UTF-8: KOI8-R, Windows-1251 or GB18030, whichever its letter
 * pairs fit best. Null where most bytes are ASCII, because then it is a Western text with accents.
 */
export function foreignText(
  bytes: Uint8Array,
): { readonly text: string; readonly encoding: ForeignEncoding } | null {
  const head = bytes.subarray(0, sample)
  const letters = head.reduce((count, byte) => count + (byte > 0x40 ? 1 : 0), 0)
  const high = head.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
  if (high < fewest || high < letters * leastHigh) return null
  const found = analyse(head).find(({ name }) => isForeign(name))
  if (found === undefined || !isForeign(found.name)) return null
  const encoding = encodings[found.name]
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}
