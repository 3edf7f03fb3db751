import { z } from 'zod'

/**
 * A half-open interval `[start, end)` of UTF-16 code units into a frozen text.
 * Zero-length spans are refused: evidence must be visible.
 */
export const spanSchema = z
  .object({ start: z.number().int().nonnegative(), end: z.number().int().positive() })
  .refine((span) => span.end > span.start, { message: 'span.end must be greater than span.start' })

export interface Span {
  readonly start: number
  readonly end: number
}

/** A span that keeps the words it covers, so that a wrong offset is noticed: `text.slice(start, end) === surface`. */
export const quotedSpanSchema = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  surface: z.string().min(1),
})
export interface QuotedSpan extends Span {
  readonly surface: string
}
