import { z } from 'zod'
import { articleIdSchema, factIdSchema } from './ids.ts'
import { namedEncodings } from './library.ts'
import { quotedSpanSchema, spanSchema } from './span.ts'
import { factViewSchema } from './views.ts'

const count = z.number().int().nonnegative()
const share = z.number().min(0).max(1)

/** An article as lists of a family name it. */
const kinSchema = z.object({
  articleId: articleIdSchema,
  title: z.string(),
  publisher: z.string().nullable(),
  published: z.string().nullable(),
  sourceName: z.string(),
})

/** How like two articles are, by runs of five words of their bodies. */
const similaritySchema = z.object({
  /** What the signatures guess; its standard error is a twentieth. */
  estimate: share,
  /** Runs both have, of all runs either has. */
  jaccard: share,
  /** Runs both have, of those the shorter one has. */
  containment: share,
  shared: count,
})
export type Similarity = z.infer<typeof similaritySchema>

const familyMemberSchema = kinSchema.extend({
  facts: count,
  decided: count,
  /** To the article asked for; null for that article itself, and where a text is out of reach. */
  similarity: similaritySchema.nullable(),
  /** Facts of the article asked for that this one attests, too. */
  attests: count,
})
export type FamilyMember = z.infer<typeof familyMemberSchema>

/** The near-duplicates of an article. */
export const familyViewSchema = z.object({
  /** Null where the article is alone. */
  family: z.string().nullable(),
  /** In the order of import; the newest version of the article asked for is among them. */
  members: z.array(familyMemberSchema),
  /** Articles a person held apart from one of these, for good. */
  apart: z.array(kinSchema),
  revision: count,
})
export type FamilyView = z.infer<typeof familyViewSchema>

const comparedSchema = kinSchema.extend({ text: z.string(), masked: z.array(spanSchema) })

/** Two articles beside one another. */
export const comparisonSchema = z.object({
  a: comparedSchema,
  b: comparedSchema,
  /** The same words, or what stands in place of one another: both texts from beginning to end. */
  parts: z.array(
    z.object({
      same: z.boolean(),
      a: z.object({ start: count, end: count }),
      b: z.object({ start: count, end: count }),
    }),
  ),
  similarity: similaritySchema.nullable(),
  /** What a person decided about the pair. */
  verdict: z.enum(['join', 'split']).nullable(),
  revision: count,
})
export type Comparison = z.infer<typeof comparisonSchema>

/** Why a fact cannot be attested by an article. */
export const carryObstacles = ['gone', 'twice', 'masked', 'attested', 'decided'] as const
export type CarryObstacle = (typeof carryObstacles)[number]

/** What carrying a fact into an article would do there. */
const carryTargetSchema = kinSchema.extend({
  outcome: z.enum(['exact', 'aligned', 'cannot']),
  why: z.enum(carryObstacles).nullable(),
  evidence: z.array(quotedSpanSchema),
  /** Fillers with the words of that article; null where they are not there and would be inferred. */
  slots: z.array(z.object({ role: z.string(), own: z.string().nullable(), there: z.string().nullable() })),
  /** Undecided proposals of that article that would be answered. */
  answers: z.array(factIdSchema),
})
export type CarryTarget = z.infer<typeof carryTargetSchema>

export const carryPreviewSchema = z.object({
  fact: factViewSchema,
  targets: z.array(carryTargetSchema),
  revision: count,
})
export type CarryPreview = z.infer<typeof carryPreviewSchema>

/** A place of the new version that a decision may be attached to. */
const restCandidateSchema = quotedSpanSchema.extend({
  /** The same words, those the differences put in their place, or a sentence that shares words. */
  how: z.enum(['same', 'aligned', 'similar']),
  shared: share,
})

/** A decision that a new version could not take over. */
const carryRestSchema = z.object({
  id: z.string(),
  kind: z.enum(['fact', 'mention', 'zone']),
  why: z.enum(['gone', 'twice']),
  state: z.enum(['open', 'attached', 'dropped', 'left']),
  quote: z.string(),
  /** Of the old version, around the quote. */
  before: z.string(),
  after: z.string(),
  /** The fact as the old version has it; for facts. */
  fact: factViewSchema.nullable(),
  candidates: z.array(restCandidateSchema),
})
export type CarryRest = z.infer<typeof carryRestSchema>

export const versionsViewSchema = z.object({
  /** Oldest first. */
  versions: z.array(
    kinSchema.extend({
      version: count,
      importedAt: z.string(),
      encoding: z.string(),
      utf16Length: count,
    }),
  ),
  /** What the newest of them could not take over, open ones first. */
  rests: z.array(carryRestSchema),
  /** Whether the bytes can be read in another encoding. */
  redecodable: z.boolean(),
  revision: count,
})
export type VersionsView = z.infer<typeof versionsViewSchema>

/** What the bytes of an article say in an encoding. */
export const encodingsViewSchema = z.object({
  current: z.string(),
  options: z.array(
    z.object({
      encoding: z.enum(namedEncodings),
      /** Its first lines. */
      lines: z.string(),
      /** Whether it reads as the text does now. */
      same: z.boolean(),
    }),
  ),
})
export type EncodingsView = z.infer<typeof encodingsViewSchema>
