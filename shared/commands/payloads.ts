import { z } from 'zod'
import { factTimeSchema, metadataFieldSchema } from '../model/extraction.ts'
import { datasetQuerySchema } from '../model/dataset.ts'
import {
  aliasIdSchema,
  articleIdSchema,
  coderIdSchema,
  datasetIdSchema,
  entityIdSchema,
  factIdSchema,
  mentionIdSchema,
  slotIdSchema,
} from '../model/ids.ts'
import { spanSchema } from '../model/span.ts'
import {
  aliasKindSchema,
  aliasScopeSchema,
  boilerplateKindSchema,
  entityTypeSchema,
  mentionFormSchema,
  mentionTypeSchema,
  modalitySchema,
  polaritySchema,
  rejectReasonSchema,
  triageStateSchema,
} from '../model/vocabulary.ts'

const text = z.string().trim().min(1).max(2000)
/** How long the coder looked at the subject before deciding, in milliseconds. */
const durationMs = z.number().int().nonnegative().max(86_400_000).optional()

const newEntity = z.object({ kind: z.literal('new'), type: entityTypeSchema, name: text })
const knownEntity = z.object({ kind: z.literal('entity'), entityId: entityIdSchema })

/** What fills a slot. A text span and a mention keep their words; `notStated` is the explicit mark that the text is silent. */
export const slotValueSchema = z.discriminatedUnion('kind', [
  knownEntity,
  newEntity,
  z.object({ kind: z.literal('mention'), mentionId: mentionIdSchema }),
  z.object({
    kind: z.literal('text'),
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('value'), value: z.union([text, z.number()]) }),
  z.object({ kind: z.literal('notStated') }),
])
export type SlotValue = z.infer<typeof slotValueSchema>

/** Where a mention is linked to: a registry entity, a new one, or deliberately nothing. */
export const linkTargetSchema = z.discriminatedUnion('kind', [
  knownEntity,
  newEntity,
  z.object({ kind: z.literal('none') }),
])
export type LinkTarget = z.infer<typeof linkTargetSchema>

/** Payloads of the commands a coder may give, by type. Only additions from here on. */
export const commandPayloads = {
  'coder.set': z.object({ coderId: coderIdSchema.optional(), name: text }),
  'project.rename': z.object({ name: text }),

  'article.triage': z.object({ articleId: articleIdSchema, state: triageStateSchema, reason: z.string().max(2000).optional() }),
  'article.setField': z.object({
    articleId: articleIdSchema,
    field: metadataFieldSchema,
    value: z.string().max(2000).nullable(),
    span: spanSchema.optional(),
  }),
  /** `kind: null` says: this belongs to the article. */
  'zone.set': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    kind: boilerplateKindSchema.nullable(),
  }),
  /** Recall sweep: the coder looked at this sentence and it carries every fact it should. */
  'sentence.review': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    complete: z.boolean(),
  }),

  'fact.accept': z.object({ factId: factIdSchema, durationMs }),
  'fact.reject': z.object({ factId: factIdSchema, reason: rejectReasonSchema.optional(), durationMs }),
  /** Takes the decision back: the fact is proposed again, as extraction proposed it. */
  'fact.reopen': z.object({ factId: factIdSchema }),
  'fact.setType': z.object({ factId: factIdSchema, type: z.string().min(1) }),
  'fact.set': z.object({
    factId: factIdSchema,
    modality: modalitySchema.optional(),
    polarity: polaritySchema.optional(),
    time: factTimeSchema.nullable().optional(),
  }),
  'fact.setAttribution': z.object({
    factId: factIdSchema,
    speaker: entityIdSchema.nullable(),
    outlet: z.string().max(200).nullable().optional(),
  }),
  'fact.setEvidence': z.object({ factId: factIdSchema, evidence: z.array(spanSchema).min(1).max(50) }),
  'fact.annotate': z.object({ factId: factIdSchema, note: z.string().max(10_000).nullable().optional(), flag: z.boolean().optional() }),
  'fact.add': z.object({
    articleId: articleIdSchema,
    type: z.string().min(1),
    evidence: z.array(spanSchema).min(1).max(50),
    trigger: spanSchema.optional(),
    slots: z.array(z.object({ role: z.string().min(1), value: slotValueSchema })).max(100).optional(),
    modality: modalitySchema.optional(),
    polarity: polaritySchema.optional(),
    time: factTimeSchema.nullable().optional(),
    durationMs,
  }),

  'slot.set': z.object({ factId: factIdSchema, slotId: slotIdSchema, value: slotValueSchema }),
  'slot.add': z.object({ factId: factIdSchema, role: z.string().min(1), value: slotValueSchema }),
  'slot.remove': z.object({ factId: factIdSchema, slotId: slotIdSchema }),

  'mention.add': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    type: mentionTypeSchema,
    form: mentionFormSchema.optional(),
    link: linkTargetSchema.optional(),
  }),
  /** `scope: 'entity'` links every mention the article takes for the same entity; `'mention'` this one alone. */
  'mention.link': z.object({ mentionId: mentionIdSchema, to: linkTargetSchema, scope: z.enum(['mention', 'entity']).default('entity') }),
  'mention.setType': z.object({ mentionId: mentionIdSchema, type: mentionTypeSchema }),
  'mention.remove': z.object({ mentionId: mentionIdSchema }),

  'entity.create': z.object({
    type: entityTypeSchema,
    labelDe: text.optional(),
    labelEn: text.optional(),
    country: z.string().max(3).optional(),
    note: z.string().max(10_000).optional(),
  }).refine((entity) => entity.labelDe !== undefined || entity.labelEn !== undefined, { message: 'a label in German or English is needed' }),
  'entity.update': z.object({
    entityId: entityIdSchema,
    labelDe: text.nullable().optional(),
    labelEn: text.nullable().optional(),
    country: z.string().max(3).nullable().optional(),
    note: z.string().max(10_000).nullable().optional(),
  }),
  'alias.add': z.object({
    entityId: entityIdSchema,
    text,
    kind: aliasKindSchema,
    scope: aliasScopeSchema,
    /** The source name or article id the alias is limited to. */
    scopeId: z.string().max(2000).optional(),
  }),
  'alias.remove': z.object({ aliasId: aliasIdSchema }),

  'dataset.create': z.object({ name: text, query: datasetQuerySchema.prefault({}) }),
  'dataset.update': z.object({ datasetId: datasetIdSchema, name: text.optional(), query: datasetQuerySchema.optional() }),
  /** A verdict by hand overrides the query; `null` leaves the fact to the query again. */
  'dataset.member': z.object({ datasetId: datasetIdSchema, factId: factIdSchema, verdict: z.enum(['include', 'exclude']).nullable() }),
  'dataset.remove': z.object({ datasetId: datasetIdSchema }),

  /** Without `seq` the coder's own last step that is not undone yet. */
  'history.undo': z.object({ seq: z.number().int().positive().optional() }),
  'history.redo': z.object({}),
} as const // prettier-ignore

export type SimpleCommandType = keyof typeof commandPayloads
/** A command's payload as a caller writes it: defaults may be left out. */
export type PayloadOf<T extends SimpleCommandType> = z.input<(typeof commandPayloads)[T]>
/** A command's payload as a handler sees it: checked, defaults filled. */
export type ParsedPayloadOf<T extends SimpleCommandType> = z.output<(typeof commandPayloads)[T]>
