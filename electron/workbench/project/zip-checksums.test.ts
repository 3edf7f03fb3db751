import { strToU8, zipSync } from 'fflate/browser'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zipChecksums } from './zip-checksums.ts'

const files = { 'a.txt': 'Anna kam.', 'tief/Đặng.txt': 'Ánh 👋🏽 ging.', 'leer.txt': '' }
const zip = Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))) // prettier-ignore
const found = (bytes: Buffer): ReturnType<typeof zipChecksums> =>
  zipChecksums((from, length) => bytes.subarray(from, from + length), bytes.length)
const expected = new Map(Object.entries(files).map(([name, text]) => [name, crc32(text)]))

describe('the checksums of a zip', () => {
  it('are those of what its entries hold, also before a remark', () => {
    expect(found(zip)).toEqual(expected)
    const remark = Buffer.from('PK und mehr')
    const remarked = Buffer.concat([zip, remark])
    remarked.writeUInt16LE(remark.length, zip.length - 2)
    expect(found(remarked)).toEqual(expected)
  })

  it('are found where the directory is told in 64 bits', () => {
    const end = zip.length - 22
    const record = Buffer.alloc(56)
    record.writeUInt32LE(0x06064b50, 0)
    record.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 12)), 40)
    record.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 16)), 48)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(end), 8)
    const last = Buffer.from(zip.subarray(end)).fill(0xff, 8, 20)
    expect(found(Buffer.concat([zip.subarray(0, end), record, locator, last]))).toEqual(expected)
  })

  it('are none where there is no directory, or one that cannot be', () => {
    expect(found(Buffer.alloc(0))).toBeNull()
    expect(found(Buffer.from('PK'))).toBeNull()
    expect(found(zip.subarray(0, zip.length - 1))).toBeNull()
    expect(found(Buffer.from(zip).fill(0xff, zip.length - 10, zip.length - 2))).toBeNull()
    expect(found(Buffer.from(zip).fill(0, zip.length - 100, zip.length - 30))).toBeNull()
  })
})
