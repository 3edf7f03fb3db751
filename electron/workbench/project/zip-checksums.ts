/** Of the record at the end, and of the remark that may stand behind it (APPNOTE 4.3.16). */
const endLength = 22
const longestRemark = 0xffff
/** Of the record that says where the end of a large archive stands, right before the other (APPNOTE 4.3.15). */
const locatorLength = 20
const largeEndLength = 56
const entryLength = 46

/** No directory of files that a person has is longer. */
const longestDirectory = 256 * 1024 * 1024

const signatures = {
  entry: 0x02014b50,
  end: 0x06054b50,
  locator: 0x07064b50,
  largeEnd: 0x06064b50,
} as const

interface Directory {
  readonly start: number
  readonly length: number
}

/**
 * CRC-32 of what the entries of a zip hold, by their names, as its directory has them: the libraries that unpack do not
 * compare it. Null where there is no directory to read. `read` gives so many bytes from a place on.
 */
export function zipChecksums(
  read: (from: number, length: number) => Uint8Array,
  size: number,
): ReadonlyMap<string, number> | null {
  const view = (from: number, length: number): Buffer => {
    const bytes = read(from, length)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  const directory = directoryOf(view, size)
  if (directory === null || directory.length > longestDirectory) return null
  if (directory.start + directory.length > size) return null
  const bytes = view(directory.start, directory.length)
  const found = new Map<string, number>()
  for (let at = 0; at + entryLength <= bytes.length;) {
    if (bytes.readUInt32LE(at) !== signatures.entry) return null
    const nameEnd = at + entryLength + bytes.readUInt16LE(at + 28)
    found.set(bytes.toString('utf8', at + entryLength, nameEnd), bytes.readUInt32LE(at + 16))
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return found
}

function directoryOf(view: (from: number, length: number) => Buffer, size: number): Directory | null {
  const tailStart = Math.max(0, size - endLength - longestRemark)
  const tail = view(tailStart, size - tailStart)
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signatures.end) continue
    const large = largeDirectory(view, tailStart + at)
    return large ?? { start: tail.readUInt32LE(at + 16), length: tail.readUInt32LE(at + 12) }
  }
  return null
}

/** Of an archive of more than 4 GiB or 65,535 entries. */
function largeDirectory(view: (from: number, length: number) => Buffer, end: number): Directory | null {
  if (end < locatorLength) return null
  const locator = view(end - locatorLength, locatorLength)
  if (locator.readUInt32LE(0) !== signatures.locator) return null
  const at = Number(locator.readBigUInt64LE(8))
  if (at > end - largeEndLength) return null
  const record = view(at, largeEndLength)
  if (record.readUInt32LE(0) !== signatures.largeEnd) return null
  return { start: Number(record.readBigUInt64LE(48)), length: Number(record.readBigUInt64LE(40)) }
}
