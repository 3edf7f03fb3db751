import { z } from 'zod'
import { codebookDifferenceSchema } from './codebook-diff.ts'

const count = z.number().int().nonnegative()

/** Why a decided fact does not fit: kind of mention, bare words, value, too many, or nothing where something is required. */
export const misfitReasons = ['filler', 'words', 'value', 'many', 'missing'] as const
const misfitReasonSchema = z.enum(misfitReasons)
export type MisfitReason = z.infer<typeof misfitReasonSchema>

/** A version of a project's codebook. The first is the one that shipped; it has no author, and no time before anything was saved. */
export const codebookVersionSchema = z.object({
  number: z.number().int().positive(),
  version: z.string(),
  types: count,
  coder: z.string().nullable(),
  at: z.string().nullable(),
  note: z.string().nullable(),
})
export type CodebookVersion = z.infer<typeof codebookVersionSchema>

/** A fact that kept a value its type no longer allows. */
export const codebookLookSchema = z.object({
  articleId: z.string(),
  articleTitle: z.string(),
  factId: z.string(),
  type: z.string(),
  role: z.string(),
  why: misfitReasonSchema,
})
export type CodebookLook = z.infer<typeof codebookLookSchema>

/** What saving a draft would do. */
export const codebookImpactSchema = z.object({
  /** Number of the version the draft was compared with: the newest. */
  base: z.number().int().positive(),
  differences: z.array(codebookDifferenceSchema),
  /** Types the draft changes and the project uses. */
  touched: z.array(
    z.object({
      type: z.string(),
      /** What it would be called; null where it goes. */
      to: z.string().nullable(),
      proposed: count,
      decided: count,
      articles: count,
      datasets: z.array(z.string()),
      releases: count,
    }),
  ),
  /** Names that decided facts take over in the same step; `role` is null where the type itself is renamed. */
  moves: z.array(z.object({ type: z.string(), role: z.string().nullable(), to: z.string(), facts: count })),
  /** Why it cannot be saved: decided facts use what would go. */
  refused: z.array(z.object({ type: z.string(), role: z.string().nullable(), facts: count })),
  /** Facts that keep a value the draft does not allow, the first of them shown. */
  look: z.object({ total: count, rows: z.array(codebookLookSchema) }),
})
export type CodebookImpact = z.infer<typeof codebookImpactSchema>
