import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import { readRowChange, writeRowChange, type RowChange } from '../database/row-change.ts'
import type { BlobStore } from './blobs.ts'

/** Who did what, when and why: everything about a command but its row changes. */
export interface CommandMeta {
  /** Opaque, chosen by the caller; the same id again returns the first answer. */
  readonly commandId: string
  readonly type: string
  /** One line for the history. */
  readonly label: string
  /** The command's input as JSON. */
  readonly payload: unknown
  readonly coderId: string | null
  /** ISO 8601 instant. */
  readonly at: string
  readonly note?: string | null
  /** Commands of one group and coder are undone in one step. */
  readonly groupId?: string | null
  readonly articleId?: string | null
  /** False for settings, releases, purges. True where absent. */
  readonly undoable?: boolean
}

/** What one frame says. */
export interface Step extends Required<Omit<CommandMeta, 'payload'>> {
  /** Version of the schema the changes are written in. */
  readonly schema: number
  /** Steps this one takes back; empty for an ordinary command. */
  readonly undoes: readonly number[]
  readonly payloadJson: string
  readonly answerJson: string
  readonly changes: readonly RowChange[]
}

/** Bodies of more bytes than this go to a file under batches/ and are named by the frame. */
export const largestInlineBody = 256 * 1024

const headSchema = z.object({
  v: z.literal(1),
  schema: z.number().int().nonnegative(),
  id: z.string(),
  type: z.string(),
  label: z.string(),
  coder: z.string().nullable(),
  at: z.string(),
  note: z.string().nullable(),
  group: z.string().nullable(),
  article: z.string().nullable(),
  undoable: z.boolean(),
  undoes: z.array(z.number().int().positive()),
})
const bodySchema = z.object({ payload: z.unknown(), answer: z.unknown(), changes: z.array(z.unknown()) })
const inlineSchema = headSchema.extend({ body: bodySchema })
const batchSchema = headSchema.extend({ batch: z.string().regex(/^[0-9a-f]{64}$/), changes: z.number() })

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * The payload of a step's frame. A large body is first made durable as a batch; only then does a frame name it.
 * Throws the disk's refusal where the batch cannot be written. `batchBytes` is 0 where there is none.
 */
export function encodeStep(
  step: Step,
  batches: BlobStore,
): { readonly payload: Uint8Array; readonly batchBytes: number } {
  const head = {
    v: 1,
    schema: step.schema,
    id: step.commandId,
    type: step.type,
    label: step.label,
    coder: step.coderId,
    at: step.at,
    note: step.note,
    group: step.groupId,
    article: step.articleId,
    undoable: step.undoable,
    undoes: step.undoes,
  }
  const changes = step.changes.map((change) => JSON.stringify(writeRowChange(change)))
  // One change a line, so that a batch can be read and compared with ordinary tools.
  const body = `{"payload":${step.payloadJson},"answer":${step.answerJson},"changes":[\n${changes.join(',\n')}\n]}`
  const bodyBytes = encoder.encode(body)
  if (bodyBytes.length <= largestInlineBody) {
    return { payload: encoder.encode(`${JSON.stringify(head).slice(0, -1)},"body":${body}}`), batchBytes: 0 }
  }
  const batch = batches.put(bodyBytes)
  const named = { ...head, batch, changes: changes.length }
  return { payload: encoder.encode(JSON.stringify(named)), batchBytes: bodyBytes.length }
}

/** The batch a frame names, or null. Throws `project.damaged` where the payload is none of ours. */
export function batchOf(payload: Uint8Array): string | null {
  const named = batchSchema.safeParse(parse(payload))
  return named.success ? named.data.batch : null
}

/** Reads a step back, with its batch. Throws `project.damaged` where either cannot be read. */
export function decodeStep(
  payload: Uint8Array,
  batches: BlobStore,
): { readonly step: Step; readonly batchBytes: number } {
  const value = parse(payload)
  const inline = inlineSchema.safeParse(value)
  if (inline.success) return { step: stepOf(inline.data, inline.data.body), batchBytes: 0 }
  const named = batchSchema.safeParse(value)
  if (!named.success) throw unreadable('its fields')
  const bytes = batches.get(named.data.batch)
  const body = bodySchema.safeParse(parse(bytes))
  if (!body.success) throw unreadable('its batch')
  return { step: stepOf(named.data, body.data), batchBytes: bytes.length }
}

function stepOf(head: z.infer<typeof headSchema>, body: z.infer<typeof bodySchema>): Step {
  return {
    schema: head.schema,
    commandId: head.id,
    type: head.type,
    label: head.label,
    coderId: head.coder,
    at: head.at,
    note: head.note,
    groupId: head.group,
    articleId: head.article,
    undoable: head.undoable,
    undoes: head.undoes,
    payloadJson: JSON.stringify(body.payload),
    answerJson: JSON.stringify(body.answer),
    changes: body.changes.map((written) => {
      const change = readRowChange(written)
      if (change === null) throw unreadable('a row change')
      return change
    }),
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    throw unreadable('its JSON')
  }
}

function unreadable(part: string): BelegError {
  return new BelegError('project.damaged', {
    what: `a step of the journal cannot be read (${part})`,
    advice: '',
  })
}
