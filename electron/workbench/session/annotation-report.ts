import { z } from 'zod'
import { errorSchema } from '../../../shared/errors.ts'
import type { CountedIn } from '../../../shared/offsets.ts'
import { readProblemCodes } from '../exchange/readers/raw-annotations.ts'
import type { ReadableFormat, TypeMapping } from '../exchange/readers/read-annotations.ts'

/** As what annotations come in: as somebody's decisions, or as proposals that wait for one. */
export const waysIn = ['added', 'proposals'] as const
export type ComeInAs = (typeof waysIn)[number]

export interface AnnotationRequest {
  /** Files and folders, absolute. */
  readonly paths: readonly string[]
  /** Found out where absent. */
  readonly format?: ReadableFormat | undefined
  readonly mapping: TypeMapping
  readonly as: ComeInAs
  /** What offsets count, where the person knows better than the format. */
  readonly unit?: CountedIn | undefined
  /** Says what would be done and does nothing. */
  readonly dryRun: boolean
}

const count = z.number().int().nonnegative()

/** What became of the annotations of one article. */
const articleSchema = z.object({
  /** As the file calls it. */
  name: z.string(),
  /** Null where the project has it not and the file has no text of it. */
  articleId: z.string().nullable(),
  outcome: z.enum(['matched', 'new', 'missing']),
  basis: z.enum(['hash', 'text', 'quotes']).nullable(),
  /** What the format counts in, what the file turned out to count in, and how its places were found. */
  places: z.object({
    declared: z.string(),
    counted: z.string(),
    exact: count,
    repaired: count,
    lost: count,
  }),
  mentions: z.object({ added: count, there: count }),
  /** `waiting`: taken in as proposals, because something required is missing or because it was asked for. */
  facts: z.object({ added: count, waiting: count, there: count, accepted: count }),
  problems: z.array(z.object({ code: z.enum(readProblemCodes), where: z.string(), count })),
})

/** What an import of annotations did, or would do. Additions only from here on. */
export const annotationReportSchema = z.object({
  ok: z.boolean(),
  format: z.string(),
  dryRun: z.boolean(),
  /** Number of the step in the history; null where nothing was done. */
  seq: count.nullable(),
  articles: z.array(articleSchema),
  totals: z.object({
    articles: count,
    matched: count,
    new: count,
    missing: count,
    mentions: count,
    facts: count,
    waiting: count,
    there: count,
    repaired: count,
    lost: count,
    refused: count,
  }),
  unread: z.array(z.object({ name: z.string(), error: errorSchema })),
})
export type AnnotationReport = z.output<typeof annotationReportSchema>
export type AnnotatedArticle = AnnotationReport['articles'][number]
