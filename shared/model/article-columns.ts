import { z } from 'zod'
import type { Span } from './span.ts'
import { factViewSchema, mentionViewSchema, sentenceViewSchema, type FactView } from './views.ts'

/**
 * A long article on its way to the screen, column by column: thousands of mentions and facts as objects are mostly names of
 * fields and words that stand in the text anyway. Whole facts are asked for as they are needed.
 */
const place = z.number().int().nonnegative()
/** A position in `words`; -1 stands for null. */
const word = z.number().int().min(-1)

const mentionColumnsSchema = z.object({
  /** Separated by spaces. */
  ids: z.string(),
  start: z.array(place),
  end: z.array(place),
  type: z.array(word),
  form: z.array(word),
  entityId: z.array(word),
  localEntity: z.array(word),
  state: z.array(word),
  rule: z.array(word),
  /** What few mentions have, by position. */
  more: z.record(z.string(), mentionViewSchema.pick({ norm: true, note: true, flag: true }).partial()),
})

const sentenceColumnsSchema = z.object({
  start: z.array(place),
  end: z.array(place),
  section: z.array(word),
  more: z.record(z.string(), sentenceViewSchema.pick({ reviewed: true, blind: true }).partial()),
})

const rareSchema = factViewSchema
  .pick({ edited: true, missing: true, conflictsWith: true, note: true, flag: true, durationMs: true, hidden: true, home: true })
  .partial() // prettier-ignore
/** What few facts have. */
export type RareOfFact = z.infer<typeof rareSchema>

const factColumnsSchema = z.object({
  ids: z.string(),
  type: z.array(word),
  kind: z.array(word),
  state: z.array(word),
  rule: z.array(word),
  prior: z.array(z.number().nullable()),
  confidence: z.array(z.number().nullable()),
  /** Start of the trigger and how long it is; 0 long where there is none. */
  trigger: z.array(z.number().int()),
  /** How many spans of evidence each fact has. */
  spans: z.array(place),
  /** Start and length of one span after the other. */
  evidence: z.array(z.number().int()),
  more: z.record(z.string(), rareSchema),
  /** Records of the rules, as `FactView` has them. */
  records: z.record(z.string(), z.object({ accepted: place, edited: place, rejected: place })),
})

export const articleColumnsSchema = z.object({
  /** Every word that several columns or rows use, once. */
  words: z.array(z.string()),
  mentions: mentionColumnsSchema,
  sentences: sentenceColumnsSchema,
  facts: factColumnsSchema,
})
export type ArticleColumns = z.infer<typeof articleColumnsSchema>

/** What lists, counts and orders ask of a fact. */
export type BriefFact = Pick<
  FactView,
  | 'id' | 'type' | 'kind' | 'state' | 'edited' | 'rule' | 'prior' | 'ruleRecord' | 'confidence' | 'hidden' | 'missing'
  | 'conflictsWith' | 'note' | 'flag' | 'durationMs' | 'home'
> & { readonly trigger: Span | null; readonly evidence: readonly Span[] } // prettier-ignore
