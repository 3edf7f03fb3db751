import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import { extractionOutputSchema, type ExtractionOutput } from '../../../shared/model/extraction.ts'

/**
 * What extraction said about one article, with the ids the store gave once: the blob a row of `extraction` names.
 * The rows of the `p_` tables are built from it and from nothing else.
 */
export interface StoredExtraction {
  readonly articleId: string
  readonly output: ExtractionOutput
  /** Local id → opaque id. */
  readonly mentionIds: Readonly<Record<string, string>>
  readonly factIds: Readonly<Record<string, string>>
  /** Local entity → registry entity it was taken for, with the reason; absent where unsure. */
  readonly links: Readonly<Record<string, { readonly entityId: string; readonly rule: string }>>
}

const idMap = z.record(z.string(), z.string())
const storedSchema = z.object({
  articleId: z.string(),
  output: extractionOutputSchema,
  mentionIds: idMap,
  factIds: idMap,
  links: z.record(z.string(), z.object({ entityId: z.string(), rule: z.string() })),
})

/** Articles per batch file: an undo of one reads no more than this many back. */
export const articlesPerBatch = 32

/** Raw deflate over a JSON array. Node's zlib of one version gives the same bytes; the batch is named by what it gave. */
export function encodeBatch(entries: readonly (StoredExtraction | null)[]): Uint8Array {
  return deflateRawSync(Buffer.from(JSON.stringify(entries), 'utf8'))
}

/** Largest batch that is inflated: a frame that names more is damage, not work. */
const maxBatchBytes = 1 << 30

/** Reads a batch back. Throws `project.damaged` where it is not one. */
export function decodeBatch(bytes: Uint8Array): readonly (StoredExtraction | null)[] {
  let json: unknown
  try {
    json = JSON.parse(inflateRawSync(bytes, { maxOutputLength: maxBatchBytes }).toString('utf8'))
  } catch (cause) {
    throw new BelegError(
      'project.damaged',
      { what: 'a batch of proposals cannot be read', advice: '' },
      { cause },
    )
  }
  // Null where an article was removed for good: the others keep their places.
  const parsed = z.array(storedSchema.nullable()).safeParse(json)
  if (!parsed.success) {
    throw new BelegError('project.damaged', { what: 'a batch of proposals has an unknown form', advice: '' })
  }
  return parsed.data
}
