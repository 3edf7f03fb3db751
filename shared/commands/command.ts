import { z } from 'zod'
import { BelegError, errorSchema, type BelegFailure } from '../errors.ts'
import { commandIdSchema } from '../model/ids.ts'
import { commandPayloads, type ParsedPayloadOf, type PayloadOf, type SimpleCommandType } from './payloads.ts'

/** Steps that may stand inside a `batch`: everything but history and another batch. */
const batchable = (Object.keys(commandPayloads) as SimpleCommandType[]).filter(
  (type) => !type.startsWith('history.'),
)

const stepSchema = z.discriminatedUnion(
  'type',
  batchable.map((type) => z.object({ type: z.literal(type), payload: commandPayloads[type] })) as unknown as [
    z.ZodObject<{ type: z.ZodLiteral<string>; payload: z.ZodType }>,
    ...z.ZodObject<{ type: z.ZodLiteral<string>; payload: z.ZodType }>[],
  ],
)

/** Several steps as one: applied whole or not at all, undone in one step. `rule` records why they go together. */
export const batchPayloadSchema = z.object({
  label: z.string().min(1).max(500),
  rule: z.string().max(500).optional(),
  steps: z.array(stepSchema).min(1).max(20_000),
})

export type CommandType = SimpleCommandType | 'batch'
export const commandTypes = [
  ...(Object.keys(commandPayloads) as SimpleCommandType[]),
  'batch',
] as readonly CommandType[]

/** One line of `beleg apply`, and the only way a coder changes anything. */
const envelope = {
  /** Opaque, chosen by the caller; the same id again returns the first answer and changes nothing. */
  id: commandIdSchema,
  /** Coder's name. */
  author: z.string().trim().min(1).max(200).optional(),
  /** ISO 8601 instant at which the coder acted; the store's clock where absent. */
  time: z.iso.datetime({ offset: true }).optional(),
  /** Why, in the coder's words. */
  note: z.string().max(10_000).optional(),
}

export type Step = {
  [T in SimpleCommandType]: { readonly type: T; readonly payload: ParsedPayloadOf<T> }
}[SimpleCommandType]

export interface BatchStep {
  readonly type: 'batch'
  readonly payload: {
    readonly label: string
    readonly rule?: string | undefined
    readonly steps: readonly Step[]
  }
}

export interface CommandEnvelope {
  readonly id: string
  readonly author?: string | undefined
  readonly time?: string | undefined
  readonly note?: string | undefined
}

/** A checked command. */
export type Command = CommandEnvelope & (Step | BatchStep)

/** A command as a caller writes it. */
export type CommandInput = CommandEnvelope &
  (
    | { [T in SimpleCommandType]: { readonly type: T; readonly payload: PayloadOf<T> } }[SimpleCommandType]
    | { readonly type: 'batch'; readonly payload: { readonly label: string; readonly rule?: string; readonly steps: readonly { readonly type: string; readonly payload: unknown }[] } }
  ) // prettier-ignore

const envelopeSchema = z.looseObject({ ...envelope, type: z.string(), payload: z.unknown() })

/** JSON-schema-ready schema of one command line, all types. */
export const commandSchema = z.union([
  ...(Object.keys(commandPayloads) as SimpleCommandType[]).map((type) =>
    z.object({ ...envelope, type: z.literal(type), payload: commandPayloads[type] }),
  ),
  z.object({ ...envelope, type: z.literal('batch'), payload: batchPayloadSchema }),
])

/**
 * Checks one command at the boundary. Throws `command.unknown` for a type nobody handles and
 * `input.invalid` with the first offending path otherwise.
 */
export function parseCommand(input: unknown): Command {
  const outer = envelopeSchema.safeParse(input)
  if (!outer.success) throw invalid(outer.error)
  const { id, author, time, note, type, payload } = outer.data
  const schema: z.ZodType | undefined =
    type === 'batch'
      ? batchPayloadSchema
      : Object.hasOwn(commandPayloads, type)
        ? commandPayloads[type as SimpleCommandType]
        : undefined
  if (schema === undefined) throw new BelegError('command.unknown', { type })
  const inner = schema.safeParse(payload)
  if (!inner.success) throw invalid(inner.error, 'payload')
  return { id, author, time, note, type, payload: inner.data } as Command
}

/** The first problem zod found, as an `input.invalid` error with its path. */
export function invalid(error: z.ZodError, prefix = ''): BelegError {
  const issue = error.issues[0]
  const path = [prefix, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.')
  return new BelegError('input.invalid', {
    reason: `${path === '' ? 'input' : path}: ${issue?.message ?? 'invalid'}`,
  })
}

/** The answer to one command, given after it is durable. */
export const commandAnswerSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** Number of the step in the history; absent where nothing was done. */
  seq: z.number().int().nonnegative().optional(),
  /** State of the project after the step. */
  revision: z.number().int().nonnegative(),
  /** Ids of what the step created, by kind, in order. */
  created: z.record(z.string(), z.array(z.string())).optional(),
  error: errorSchema.optional(),
})
export interface CommandAnswer {
  readonly id: string
  readonly ok: boolean
  readonly seq?: number | undefined
  readonly revision: number
  readonly created?: Readonly<Record<string, readonly string[]>> | undefined
  readonly error?: BelegFailure | undefined
}
