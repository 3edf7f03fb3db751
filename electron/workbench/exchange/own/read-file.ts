import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { fileFailure } from '../../corpus/file-failure.ts'
import type { ExportRecord } from '../export-record.ts'
import { OwnChecker, type OwnSummary } from './check.ts'
import { LineCutter } from './lines.ts'
import { recordOf } from './record.ts'

const chunkSize = 64 * 1024
const headLength = 64 * 1024

/** A file that was checked from end to end; what is read later must have the same bytes. */
export interface CheckedFile extends OwnSummary {
  readonly path: string
  readonly sha256: string
}

interface CheckOptions {
  readonly signal?: AbortSignal | undefined
  /** Bytes that were read. */
  readonly onRead?: (bytes: number) => void
}

/** Whether the one path given is a JSONL export of Beleg, which is read back whole and not as annotations. */
export function isOneOwnExport([path, more]: readonly string[]): boolean {
  if (path === undefined || more !== undefined || !/\.jsonl$/i.test(path)) return false
  try {
    return isOwnExport(path)
  } catch {
    return false
  }
}

/** Whether a file says in its first line that it is a JSONL export of Beleg. Rejects with `file.*`. */
export function isOwnExport(path: string): boolean {
  const head = Buffer.alloc(headLength)
  let length: number
  try {
    const file = openSync(path, 'r')
    try {
      length = readSync(file, head, 0, headLength, 0)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw fileFailure(path, error)
  }
  return /^\uFEFF?\{"record":"header"[^\n]*"schema":"beleg-export\/\d+"/.test(
    head.toString('utf8', 0, length),
  )
}

/**
 * Checks a whole file without changing anything; the thread is free every few milliseconds. Rejects with `own.*`, `file.*`,
 * `job.cancelled`.
 */
export async function checkOwnFile(
  path: string,
  codebook: Codebook | null,
  { signal, onRead }: CheckOptions = {},
): Promise<CheckedFile> {
  const hash = createHash('sha256')
  const cutter = new LineCutter(path)
  const checker = new OwnChecker(path, codebook)
  const stream = createReadStream(path, { highWaterMark: chunkSize })
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (signal?.aborted === true) throw new BelegError('job.cancelled')
      hash.update(chunk)
      for (const line of cutter.push(chunk)) checker.take(recordOf(path, line), line.number)
      onRead?.(chunk.length)
      await setImmediate()
    }
    for (const line of cutter.end()) checker.take(lastRecord(path, line), line.number)
    return { path, sha256: hash.digest('hex'), ...checker.finish() }
  } catch (error) {
    throw error instanceof BelegError ? error : fileFailure(path, error)
  }
}

/** A line without its end that is no whole record is the place where the file was cut off. */
function lastRecord(path: string, line: Parameters<typeof recordOf>[1]): ExportRecord {
  try {
    return recordOf(path, line)
  } catch (error) {
    if (line.number === 1) throw new BelegError('own.notOurs', { path }, { cause: error })
    throw new BelegError('own.truncated', { path, line: line.number }, { cause: error })
  }
}

/**
 * The records of a checked file with their lines, read at once. Throws `own.line` at the end where the file has changed
 * since, and `file.*`.
 */
export function* ownRecords({
  path,
  sha256,
}: Pick<CheckedFile, 'path' | 'sha256'>): Generator<
  { readonly record: ExportRecord; readonly line: number },
  void,
  undefined
> {
  const hash = createHash('sha256')
  const cutter = new LineCutter(path)
  const buffer = Buffer.alloc(chunkSize)
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const length = readSync(file, buffer, 0, chunkSize, null)
      if (length === 0) break
      const chunk = buffer.subarray(0, length)
      hash.update(chunk)
      for (const line of cutter.push(chunk)) yield { record: recordOf(path, line), line: line.number }
    }
    for (const line of cutter.end()) yield { record: recordOf(path, line), line: line.number }
  } finally {
    closeSync(file)
  }
  if (hash.digest('hex') !== sha256)
    throw new BelegError('own.line', { path, line: cutter.number, reason: 'SHA-256' })
}
