import { z } from 'zod'
import { factTimeSchema } from './extraction.ts'
import { articleIdSchema } from './ids.ts'
import { spanSchema } from './span.ts'
import { entityTypeSchema, modalitySchema, polaritySchema } from './vocabulary.ts'

const count = z.number().int().nonnegative()

/** A filler as it is compared and taken over between projects, whose ids of entities are each their own. */
export const opinionSlotSchema = z.object({
  role: z.string().min(1).max(100),
  /** What two coders must have alike: who it is, or the value, or the words. */
  key: z.string().max(4000),
  entity: z
    .object({ identity: z.string().max(2000), type: entityTypeSchema, name: z.string().max(2000) })
    .nullable(),
  span: spanSchema.nullable(),
  value: z.union([z.string().max(4000), z.number()]).nullable(),
  notStated: z.boolean(),
})
export type OpinionSlot = z.infer<typeof opinionSlotSchema>

/** A fact as it is compared. */
export const opinionFactSchema = z.object({
  /** Its id where it comes from. */
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  /** What was decided: that it holds, that it does not, or nothing yet. */
  verdict: z.enum(['holds', 'rejected', 'undecided']),
  fingerprint: z.string().max(200).nullable(),
  evidence: z.array(spanSchema).max(200),
  quote: z.string().max(20_000),
  trigger: spanSchema.nullable(),
  slots: z.array(opinionSlotSchema).max(500),
  modality: modalitySchema,
  polarity: polaritySchema,
  time: factTimeSchema.nullable(),
  coder: z.string().max(2000).nullable(),
  note: z.string().max(20_000).nullable(),
})
export type OpinionFact = z.infer<typeof opinionFactSchema>

/** What somebody says of one article. */
export const opinionArticleSchema = z.object({
  title: z.string().max(20_000),
  /** Whether the article was finished: what is not there was then left out on purpose. */
  finished: z.boolean(),
  facts: z.array(opinionFactSchema).max(100_000),
})
export type OpinionArticle = z.infer<typeof opinionArticleSchema>

const figure = z.number().nullable()
/** Agreement on one question, over the units both coders answered; shares 0 to 1, null where a figure is not defined. */
const agreement = { units: count, percent: figure, kappa: figure, alpha: figure }
export const agreementSchema = z.object(agreement)
export type Agreement = z.infer<typeof agreementSchema>

/** Facts of one type: how often both say that it holds, or only one. */
const typeAgreementSchema = z.object({
  type: z.string(),
  ...agreement,
  both: count,
  onlyFirst: count,
  onlySecond: count,
})
/** A role of the codebook, or `time`, `modality`, `polarity`. */
const slotAgreementSchema = z.object({ role: z.string(), ...agreement })

/** How far two opinions of the same articles agree. */
export const agreementFiguresSchema = z.object({
  first: z.string(),
  second: z.string(),
  articles: z.object({ both: count, onlyFirst: count, onlySecond: count }),
  /** Which type a fact is of, or that there is none: over everything either of them saw. */
  facts: agreementSchema,
  types: z.array(typeAgreementSchema),
  /** Over the facts both say hold and are of one type. */
  slots: z.array(slotAgreementSchema),
})
export type AgreementFigures = z.infer<typeof agreementFiguresSchema>

export const differenceKinds = ['onlyFirst', 'onlySecond', 'type', 'slots'] as const
export const differenceKindSchema = z.enum(differenceKinds)
export type DifferenceKind = z.infer<typeof differenceKindSchema>

/** Where two opinions part. `first` or `second` is null where that coder has no such fact at all. */
export const differenceSchema = z.object({
  textSha256: z.string(),
  title: z.string(),
  kind: differenceKindSchema,
  first: opinionFactSchema.nullable(),
  second: opinionFactSchema.nullable(),
  /** Roles and fields that differ, where the type is the same. */
  roles: z.array(z.string()),
})
export type Difference = z.infer<typeof differenceSchema>

export const opinionChoices = ['mine', 'theirs'] as const
export const opinionChoiceSchema = z.enum(opinionChoices)
export type OpinionChoice = z.infer<typeof opinionChoiceSchema>

/** A second opinion kept beside the project's own decisions, with the agreement there was when it came. */
export const opinionViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Name of the project folder or file it came from. */
  origin: z.string(),
  at: z.string(),
  coder: z.string().nullable(),
  articles: count,
  facts: count,
  settled: count,
  agreement: agreementFiguresSchema,
})
export type OpinionView = z.infer<typeof opinionViewSchema>

/** A difference to be settled, and how it was. `second.id` is the id of the kept opinion's fact. */
export const openDifferenceSchema = differenceSchema.extend({
  articleId: articleIdSchema,
  settled: z
    .object({
      choice: opinionChoiceSchema,
      note: z.string().nullable(),
      coder: z.string().nullable(),
      at: z.string(),
    })
    .nullable(),
})
export type OpenDifference = z.infer<typeof openDifferenceSchema>
