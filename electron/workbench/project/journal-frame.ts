import { crc32 } from 'node:zlib'

/**
 * One frame of the journal, all numbers little-endian:
 *
 *     0  magic "BLG1"
 *     4  project id, the 16 bytes of its UUID
 *    20  generation of the segment, u32
 *    24  seq, u64
 *    32  length of the payload in bytes, u32
 *    36  CRC-32 of the frame before, u32 (0 before the first)
 *    40  CRC-32 over bytes 0–39 and the payload, u32
 *    44  payload
 *
 * Each CRC covers the one before it, so that frames can neither go missing nor change places unseen.
 */
export const headerLength = 44
const magic = Buffer.from('BLG1', 'latin1')
const crcAt = 40

/** Where a frame stands in the project's journal. */
export interface FramePlace {
  /** The project's UUID. */
  readonly projectId: string
  readonly generation: number
  readonly seq: number
  readonly previousCrc: number
}

export interface Frame extends FramePlace {
  readonly crc: number
  readonly payload: Uint8Array
  /** Byte offsets of the frame in its segment, half-open. */
  readonly start: number
  readonly end: number
}

export function encodeFrame(
  place: FramePlace,
  payload: Uint8Array,
): { readonly bytes: Uint8Array; readonly crc: number } {
  const bytes = Buffer.alloc(headerLength + payload.length)
  magic.copy(bytes, 0)
  projectBytes(place.projectId).copy(bytes, 4)
  bytes.writeUInt32LE(place.generation, 20)
  bytes.writeBigUInt64LE(BigInt(place.seq), 24)
  bytes.writeUInt32LE(payload.length, 32)
  bytes.writeUInt32LE(place.previousCrc, 36)
  bytes.set(payload, headerLength)
  const crc = crc32(payload, crc32(bytes.subarray(0, crcAt)))
  bytes.writeUInt32LE(crc, crcAt)
  return { bytes, crc }
}

/** The frame that begins at `start`, or null where no intact frame of this project does. */
export function decodeFrame(segment: Uint8Array, start: number, projectId: string): Frame | null {
  const view = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength)
  if (start + headerLength > view.length) return null
  if (magic.compare(view, start, start + 4) !== 0) return null
  if (projectBytes(projectId).compare(view, start + 4, start + 20) !== 0) return null
  const end = start + headerLength + view.readUInt32LE(start + 32)
  if (end > view.length) return null
  const payload = segment.subarray(start + headerLength, end)
  const crc = view.readUInt32LE(start + crcAt)
  if (crc32(payload, crc32(view.subarray(start, start + crcAt))) !== crc) return null
  return {
    projectId,
    generation: view.readUInt32LE(start + 20),
    seq: Number(view.readBigUInt64LE(start + 24)),
    previousCrc: view.readUInt32LE(start + 36),
    crc,
    payload,
    start,
    end,
  }
}

/** The first intact frame of this project at or after `from`, wherever it begins. */
export function findFrame(segment: Uint8Array, from: number, projectId: string): Frame | null {
  const view = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength)
  for (let start = view.indexOf(magic, from); start >= 0; start = view.indexOf(magic, start + 1)) {
    const frame = decodeFrame(segment, start, projectId)
    if (frame !== null) return frame
  }
  return null
}

function projectBytes(projectId: string): Buffer {
  return Buffer.from(projectId.replaceAll('-', ''), 'hex')
}
