import type { Norm } from '../../../../shared/model/extraction.ts'
import type { MentionType } from '../../../../shared/model/vocabulary.ts'

/** What a time expression says before a reference day is known. Months and weekdays count from 1. */
export type TimeExpression =
  | {
      readonly form: 'calendar'
      readonly year?: number
      readonly month?: number
      readonly day?: number
      /** Last day of a span inside one month: "3. bis 5. März". */
      readonly lastDay?: number
      readonly weekday?: number
      /** TIMEX part of the day. */
      readonly part?: string
      readonly edge?: 'START' | 'MID' | 'END'
      readonly season?: string
      /** -1, 0, 1: "im vergangenen Mai", "im kommenden Herbst". */
      readonly direction?: -1 | 0 | 1
      /** -1, 0, 1: "im März nächsten Jahres", counted from the year of speaking. */
      readonly yearShift?: number
      /** "im ersten Quartal 2024" as first and last month. */
      readonly months?: readonly [number, number]
    }
  | { readonly form: 'decade'; readonly decade: number }
  | { readonly form: 'century'; readonly century: number }
  | {
      readonly form: 'weekday'
      readonly weekday: number
      readonly direction?: -1 | 0 | 1
      readonly part?: string
      /** -1, 0, 1: the weekday of the past, this or the coming week. */
      readonly week?: number
    }
  | {
      readonly form: 'shift'
      readonly amount: number
      readonly unit: string
      /** Counted from the day of speaking, or from the date mentioned before. */
      readonly from: 'reference' | 'previous'
      readonly edge?: 'START' | 'MID' | 'END'
      readonly part?: string
    }
  | { readonly form: 'vague'; readonly norm: Norm }
  | { readonly form: 'clock'; readonly time: string }

/** A value found in a sentence: token indices `[from, to)`, and what it says. */
export interface FoundValue {
  readonly from: number
  readonly to: number
  readonly type: MentionType
  readonly rule: string
  readonly prior: number
  readonly time?: TimeExpression | undefined
  readonly norm?: Norm | undefined
}
