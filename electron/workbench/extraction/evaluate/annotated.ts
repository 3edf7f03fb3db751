import { z } from 'zod'

/** Absent and null mean the same in these files; read as null. */
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null)

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
  entity: orNull(z.string()),
  nestedIn: orNull(z.string()),
  norm: orNull(normSchema),
  rule: z.string().optional(),
})
export type AnnotatedMention = z.infer<typeof mentionSchema>

const entitySchema = z.object({
  id: z.string(),
  type: z.string(),
  canonical: z.string().default(''),
  iso3: orNull(z.string()),
  wikidata: orNull(z.string()),
  members: z.array(z.string()).optional(),
})
export type AnnotatedEntity = z.infer<typeof entitySchema>

const slotSchema = z.object({
  role: z.string(),
  entity: orNull(z.string()),
  start: orNull(z.number().int().nonnegative()),
  end: orNull(z.number().int().positive()),
  norm: orNull(z.union([z.string(), z.number(), normSchema])),
  surface: z.string().nullish(),
  rule: z.string().optional(),
  inferred: z.boolean().optional(),
})
export type AnnotatedSlot = z.infer<typeof slotSchema>

const factSchema = z.object({
  id: z.string(),
  type: z.string(),
  evidence: z.array(z.object({ ...span, surface: z.string().default('') })).min(1),
  slots: z.array(slotSchema).default([]),
  time: orNull(z.object({ iso: z.string(), start: orNull(z.number()), end: orNull(z.number()) })),
  modality: orNull(z.string()),
  polarity: orNull(z.string()),
  attribution: orNull(z.object({ speaker: orNull(z.string()), chain: orNull(z.array(z.string())) })),
  plover: orNull(z.object({ event: z.string(), mode: orNull(z.string()) })),
  cameo: orNull(z.string()),
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
