import { z } from 'zod'

/**
 * An annotated article as scoring reads it: the shape that gold files (`beleg-gold/1`) and extraction files
 * (`beleg-extraction/1`) share. Other keys are let through unread.
 */
const span = { start: z.number().int().nonnegative(), end: z.number().int().positive() }

const normSchema = z.object({
  iso: z.string().optional(),
  value: z.union([z.number(), z.string()]).optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  unit: z.string().optional(),
  rule: z.string().optional(),
})

const mentionSchema = z.object({
  id: z.string(),
  ...span,
  surface: z.string().default(''),
  type: z.string(),
  form: z.string().default('name'),
  entity: z.string().nullish(),
  nestedIn: z.string().nullish(),
  norm: normSchema.nullish(),
  rule: z.string().optional(),
})
export type AnnotatedMention = z.infer<typeof mentionSchema>

const entitySchema = z.object({
  id: z.string(),
  type: z.string(),
  canonical: z.string().default(''),
  iso3: z.string().nullish(),
  wikidata: z.string().nullish(),
  members: z.array(z.string()).optional(),
})
export type AnnotatedEntity = z.infer<typeof entitySchema>

const slotSchema = z.object({
  role: z.string(),
  entity: z.string().nullish(),
  start: z.number().int().nonnegative().nullish(),
  end: z.number().int().positive().nullish(),
  norm: z.union([z.string(), z.number(), normSchema]).nullish(),
  inferred: z.boolean().optional(),
})
export type AnnotatedSlot = z.infer<typeof slotSchema>

const factSchema = z.object({
  id: z.string(),
  type: z.string(),
  evidence: z.array(z.object({ ...span, surface: z.string().default('') })).min(1),
  slots: z.array(slotSchema).default([]),
  time: z.object({ iso: z.string(), start: z.number().nullish(), end: z.number().nullish() }).nullish(),
  modality: z.string().nullish(),
  polarity: z.string().nullish(),
  attribution: z.object({ speaker: z.string().nullish(), chain: z.array(z.string()).nullish() }).nullish(),
  plover: z.object({ event: z.string(), mode: z.string().nullish() }).nullish(),
  cameo: z.string().nullish(),
  optional: z.boolean().optional(),
  ambiguous: z.boolean().optional(),
  /** Other readings of an ambiguous fact. */
  alternatives: z
    .array(z.object({ type: z.string().optional(), slots: z.array(slotSchema).optional() }))
    .optional(),
  rule: z.string().optional(),
})
export type AnnotatedFact = z.infer<typeof factSchema>

export const annotatedArticleSchema = z.object({
  file: z.string().default(''),
  boilerplate: z
    .array(
      z.object({ ...span, surface: z.string().default(''), kind: z.string(), rule: z.string().optional() }),
    )
    .default([]),
  entities: z.array(entitySchema).default([]),
  mentions: z.array(mentionSchema).default([]),
  facts: z.array(factSchema).default([]),
})
export type AnnotatedArticle = z.infer<typeof annotatedArticleSchema>
export type AnnotatedBoilerplate = AnnotatedArticle['boilerplate'][number]
