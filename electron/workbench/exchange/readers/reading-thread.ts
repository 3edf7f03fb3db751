import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { BelegError, toFailure, type BelegFailure } from '../../../../shared/errors.ts'
import {
  mappingsTogether,
  noMapping,
  type ReadableFormat,
  type RememberedMappings,
  type TypeMapping,
} from '../../../../shared/model/annotations.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { runsAsBuilt } from '../../as-built.ts'
import { collectAnnotationFiles, type CollectedFiles } from './annotation-files.ts'
import { guessFormat, readFiles, type ReadFiles } from './read-files.ts'

/** What is to be read: plain data, which a thread can be handed. */
export interface ReadAsk {
  /** Files and folders, absolute. */
  readonly paths: readonly string[]
  /** Found out where null. */
  readonly format: ReadableFormat | null
  readonly mapping: TypeMapping
  /** What names meant in earlier files, unless `mapping` says otherwise. */
  readonly remembered: RememberedMappings
  readonly codebook: Codebook
}

/** The same with errors as they cross from one thread to another. */
type SentFiles = Omit<ReadFiles, 'unread'> & {
  readonly unread: readonly { readonly name: string; readonly error: BelegFailure }[]
}
export type ReadNews = { readonly read: SentFiles } | { readonly failure: BelegFailure }

const heapMb = 2048
const limitMs = 600_000

/** Reads in this thread. Rejects with `annotations.*`, `file.*`, `archive.*`, `job.cancelled`. */
export async function readHere(ask: ReadAsk, signal?: AbortSignal): Promise<ReadFiles> {
  const collected = await collectAnnotationFiles(ask.paths, { signal })
  const format = ask.format ?? guessed(collected)
  const mapping = mappingsTogether(ask.remembered[format] ?? noMapping, ask.mapping)
  const read = readFiles(collected.files, format, ask.codebook, mapping)
  return { ...read, unread: [...collected.unread, ...read.unread] }
}

function guessed({ files, unread }: CollectedFiles): ReadableFormat {
  const format = guessFormat(files)
  if (format === 'beleg') throw new BelegError('unsupported', { what: 'beleg JSONL' })
  if (format !== null) return format
  const [first] = unread
  if (first !== undefined) throw first.error
  throw new BelegError('annotations.unknown')
}

export const sendable = (read: ReadFiles): SentFiles => ({
  ...read,
  unread: read.unread.map(({ name, error }) => ({ name, error: toFailure(error) })),
})

const asError = ({ code, detail }: BelegFailure): BelegError => new BelegError(code, detail)

/**
 * Reads files of annotations in a thread of its own, with a ceiling on its memory and an end to its patience, so that the
 * program answers meanwhile; a signal ends it at once. Rejects as `readHere`, and with `file.tooMuch` and `file.tooSlow`.
 */
export function readInThread(ask: ReadAsk, signal?: AbortSignal): Promise<ReadFiles> {
  if (!runsAsBuilt) return readHere(ask, signal)
  const path = basename(ask.paths[0] ?? '')
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./annotation-worker.js', import.meta.url), {
      workerData: ask,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    const stop = (): void => void worker.terminate()
    const slow = setTimeout(() => {
      reject(new BelegError('file.tooSlow', { path, seconds: limitMs / 1000 }))
      stop()
    }, limitMs)
    signal?.addEventListener('abort', stop)
    worker.on('message', (news: ReadNews) => {
      if ('failure' in news) reject(asError(news.failure))
      else resolve({ ...news.read, unread: news.read.unread.map(({ name, error }) => ({ name, error: asError(error) })) })
    })
    const gone = (): void => {
      clearTimeout(slow)
      signal?.removeEventListener('abort', stop)
      // What settled it before stands. A thread that is gone otherwise was ended by its ceiling: nothing else ends one.
      reject(new BelegError(signal?.aborted === true ? 'job.cancelled' : 'file.tooMuch', { path }))
    }
    worker.once('error', gone)
    worker.once('exit', gone)
  })
} // prettier-ignore
