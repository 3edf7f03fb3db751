import { z } from 'zod'
import {
  boilerplateKindSchema,
  entityTypeSchema,
  factKindSchema,
  mentionFormSchema,
  mentionTypeSchema,
  modalitySchema,
  polaritySchema,
  sectionKindSchema,
  timeBasisSchema,
  timePrecisionSchema,
} from './vocabulary.ts'

/**
 * What extraction says about one article: the file `beleg extract` writes and the batch the store keeps.
 * Offsets are UTF-16 code units, half-open, into the frozen text named by `textSha256`.
 * Ids (`m1`, `e1`, `f1`) are local to the article and to this run; nothing outside may rely on them.
 * The published JSON Schema changes only by addition.
 */
export const extractionSchemaTag = 'beleg-extraction/1'

const offset = z.number().int().nonnegative()
const hex256 = z.string().regex(/^[0-9a-f]{64}$/)
const quoted = { start: offset, end: offset, surface: z.string().min(1) }
const quotedSpan = z.object(quoted)

/** `rule` names who proposes and `prior` its probability of being right before any decision was seen (0–1). */
const provenance = {
  rule: z.string().min(1),
  ruleVersion: z.number().int().positive(),
  prior: z.number().min(0).max(1),
}

/** A value read from the article or inferred, with the place it was read from and the rule that read it. */
export const metadataValueSchema = z.object({
  value: z.union([z.string(), z.boolean()]),
  span: quotedSpan.optional(),
  basis: timeBasisSchema.or(z.literal('inferred')),
  precision: timePrecisionSchema.optional(),
  rule: z.string().optional(),
  note: z.string().optional(),
})
export type MetadataValue = z.infer<typeof metadataValueSchema>

export const metadataFields = [
  'lang', 'title', 'publisher', 'agency', 'author', 'sourceUrl', 'publicationDate', 'eventDate', 'location',
  'translatedFrom', 'aiRewritten', 'photoCredit',
] as const // prettier-ignore
export const metadataFieldSchema = z.enum(metadataFields)
export type MetadataField = z.infer<typeof metadataFieldSchema>
export const articleMetadataSchema = z.partialRecord(metadataFieldSchema, metadataValueSchema)
export type ArticleMetadata = z.infer<typeof articleMetadataSchema>

export const sectionSchema = z.object({
  ...quoted,
  line: z.number().int().positive(),
  kind: sectionKindSchema,
})
export type Section = z.infer<typeof sectionSchema>

export const boilerplateSchema = z.object({
  ...quoted,
  line: z.number().int().positive(),
  kind: boilerplateKindSchema,
  rule: z.string().min(1),
})
export type Boilerplate = z.infer<typeof boilerplateSchema>

/** A sentence of a section, for reading time, the recall sweep and margin marks. Masked lines have none. */
export const sentenceSchema = z.object({ start: offset, end: offset, section: sectionKindSchema })
export type Sentence = z.infer<typeof sentenceSchema>

/** Normalised value of a mention: dates in `iso`, durations in `value` (ISO 8601), amounts in `amount` with `currency` or `unit`. */
export const comparatorSchema = z.enum(['=', '>', '<', '>=', '<=', '~'])

export const normSchema = z.object({
  iso: z.string().optional(),
  value: z.union([z.number(), z.string()]).optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  unit: z.string().optional(),
  comparator: comparatorSchema.optional(),
  precision: timePrecisionSchema.optional(),
  basis: timeBasisSchema.optional(),
  rule: z.string().optional(),
  inferred: z.string().optional(),
  relative: z.string().optional(),
  anchor: z.string().optional(),
  weekday: z.string().optional(),
  timex: z.string().optional(),
  /** Other readings that a lower-ranked rule gave; kept when rules disagree. */
  alternatives: z.array(z.object({ iso: z.string(), rule: z.string() })).optional(),
})
export type Norm = z.infer<typeof normSchema>

export const extractedMentionSchema = z.object({
  id: z.string(),
  ...quoted,
  line: z.number().int().positive(),
  type: mentionTypeSchema,
  form: mentionFormSchema,
  /** Local entity; null for dates, numbers and the like. */
  entity: z.string().nullable(),
  nestedIn: z.string().optional(),
  norm: normSchema.optional(),
  note: z.string().optional(),
  ...provenance,
})
export type ExtractedMention = z.infer<typeof extractedMentionSchema>

export const extractedEntitySchema = z.object({
  id: z.string(),
  type: entityTypeSchema,
  subtype: z.string().optional(),
  /** Preferred German label as far as the article and the gazetteer tell. */
  canonical: z.string().min(1),
  ascii: z.string().optional(),
  label_en: z.string().optional(),
  iso3: z.string().optional(),
  wikidata: z.string().nullable().optional(),
  /** Id in the shipped gazetteer, where the entity stands there. */
  gazetteer: z.string().optional(),
  country: z.string().optional(),
  sector: z.string().optional(),
  members: z.array(z.string()).optional(),
  nil: z.boolean().optional(),
  /** A wrong reading that this article uses for the entity, with the reason; never true outside it. */
  mistranslatedAs: z.array(z.object({ text: z.string(), reason: z.string() })).optional(),
  note: z.string().optional(),
  mentions: z.array(z.string()),
  surfaces: z.array(z.string()),
})
export type ExtractedEntity = z.infer<typeof extractedEntitySchema>

export const extractedSlotSchema = z.object({
  role: z.string().min(1),
  entity: z.string().optional(),
  start: offset.optional(),
  end: offset.optional(),
  surface: z.string().optional(),
  mention: z.string().nullable().optional(),
  norm: z.union([z.string(), z.number(), normSchema]).optional(),
  /** No words of the article carry the slot; `rule` says what inferred it. */
  inferred: z.boolean().optional(),
  rule: z.string().optional(),
  note: z.string().optional(),
})
export type ExtractedSlot = z.infer<typeof extractedSlotSchema>

/** The one home of a fact's time. `iso` is an ISO 8601 date, reduced precision, or an interval `a/b`. */
export const factTimeSchema = z.object({
  iso: z.string().min(1),
  precision: timePrecisionSchema,
  basis: timeBasisSchema,
  rule: z.string().optional(),
  inferred: z.array(z.string()).optional(),
  start: offset.optional(),
  end: offset.optional(),
  surface: z.string().optional(),
  mention: z.string().optional(),
})
export type FactTime = z.infer<typeof factTimeSchema>

/** Who says so: the speaker, the outlet that reports it, and the chain from the outermost speaker inwards. */
export const attributionSchema = z.object({
  speaker: z.string().optional(),
  outlet: z.string().optional(),
  chain: z.array(z.string()).optional(),
})
export type Attribution = z.infer<typeof attributionSchema>

/** PLOVER coding (openeventdata/PLOVER, manual draft 2.0). */
export const ploverSchema = z.object({
  event: z.string(),
  mode: z.string().nullable(),
  context: z.array(z.string()),
  quad: z.number().int().min(1).max(4),
  aux: z.array(z.enum(['historical', 'future', 'hypothetical', 'negation'])).optional(),
})
export type Plover = z.infer<typeof ploverSchema>

export const extractedFactSchema = z.object({
  id: z.string(),
  type: z.string().min(1),
  kind: factKindSchema,
  trigger: quotedSpan.nullable(),
  /** One or more spans, in text order; discontinuous evidence is several spans. */
  evidence: z.array(quotedSpan).min(1),
  slots: z.array(extractedSlotSchema),
  time: factTimeSchema.nullable(),
  modality: modalitySchema,
  polarity: polaritySchema,
  attribution: attributionSchema.nullable(),
  temporalStatus: z.enum(['current', 'former', 'designated']).optional(),
  plover: ploverSchema.nullable(),
  cameo: z.string().nullable(),
  conflictsWith: z.array(z.string()).optional(),
  derivedFrom: z.string().optional(),
  partOf: z.string().optional(),
  /** Type, trigger and spans of the key slots, hashed: pairs this proposal with earlier decisions. */
  fingerprint: z.string().min(1),
  ...provenance,
})
export type ExtractedFact = z.infer<typeof extractedFactSchema>

export const extractionOutputSchema = z.object({
  schema: z.literal(extractionSchemaTag),
  file: z.string(),
  textSha256: hex256,
  sourceSha256: hex256,
  utf16Length: offset,
  offsets: z.literal('UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)'),
  extractor: z.object({
    name: z.literal('beleg'),
    version: z.string(),
    language: z.string(),
    lexicon: z.string(),
    codebook: z.string(),
  }),
  metadata: articleMetadataSchema,
  sections: z.array(sectionSchema),
  boilerplate: z.array(boilerplateSchema),
  sentences: z.array(sentenceSchema),
  entities: z.array(extractedEntitySchema),
  mentions: z.array(extractedMentionSchema),
  facts: z.array(extractedFactSchema),
  /** What could not be done and why (no language pack, time limit), in words for the analyst. */
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
})
export type ExtractionOutput = z.infer<typeof extractionOutputSchema>
