import { z } from 'zod'
import { articleIdSchema, factIdSchema, mentionIdSchema } from './ids.ts'

const count = z.number().int().nonnegative()
const part = z.number().min(0).max(1)

/** A share with its 95 % interval after Wilson; null where there is nothing to count. */
const shareSchema = z.object({ of: count, count, share: part, low: part, high: part }).nullable()

/** Facts that stand (accepted, edited, added) on some sentences, and how many of them no rule had proposed. */
const sentencesReadSchema = z.object({
  sentences: count,
  facts: count,
  /** Added by hand: the proposals had missed them. */
  missed: count,
  /** The missed-fact rate: `missed` of `facts`. */
  rate: shareSchema,
})

/**
 * How good the review is. `blind` are sentences read before their proposals were shown, `sighted` those swept with
 * them: where the first rate is the higher one, seeing proposals makes the coder miss facts.
 */
export const reviewQualitySchema = z.object({
  blind: sentencesReadSchema.extend({
    /** Facts that stand and that the coder had not seen without the proposals. */
    unseen: count,
    unseenRate: shareSchema,
    /** Facts the coder had seen that did not become one in the end. */
    notKept: count,
    /** Facts both are likely to have missed, after Chapman's estimate for two independent looks; null where it cannot be told. */
    missedByBoth: z.number().nonnegative().nullable(),
  }),
  sighted: sentencesReadSchema,
  recheck: z.object({
    checked: count,
    differing: count,
    /** The coder's own error rate: second looks that came out otherwise. */
    rate: shareSchema,
    byType: z.array(z.object({ type: z.string(), checked: count, differing: count, rate: shareSchema })),
    /** Where the two looks differ, the latest first; up to 200. */
    differences: z.array(
      z.object({
        factId: factIdSchema,
        articleId: articleIdSchema,
        type: z.string(),
        /** State of the fact when it was looked at again. */
        before: z.string(),
        verdict: z.enum(['holds', 'fails']),
        at: z.string(),
      }),
    ),
  }),
  /** Decisions with their time, and those made faster than the evidence can be read. */
  pace: z.object({ decisions: count, faster: count, medianMs: count.nullable() }),
  /** Decisions made together on what the facts share, and how many facts they reached. */
  together: z.object({ decisions: count, facts: count }),
  /** What was done since the instant asked for. */
  since: z
    .object({ accepted: count, rejected: count, corrected: count, added: count, sentences: count, articles: count, spentMs: count, /** Facts whose time was taken. */ timed: count })
    .optional(),
  /** What is left: facts nobody decided, sentences not swept, articles not finished. */
  left: z.object({ facts: count, sentences: count, articles: count }),
  revision: count,
}) // prettier-ignore
export type ReviewQuality = z.infer<typeof reviewQualitySchema>

/** Something flagged or noted. */
export const remarkRowSchema = z.object({
  kind: z.enum(['fact', 'mention', 'article']),
  articleId: articleIdSchema,
  articleTitle: z.string(),
  factId: factIdSchema.nullable(),
  mentionId: mentionIdSchema.nullable(),
  /** Type of the fact, words of the mention, title of the article. */
  words: z.string(),
  note: z.string().nullable(),
  flag: z.boolean(),
})
export type RemarkRow = z.infer<typeof remarkRowSchema>
