import type { OfficeView } from '../../../shared/model/views.ts'

/** A bar of the timeline: where it begins and ends, as shares of the whole from 0 to 1. */
export interface TimelineBar {
  readonly id: string
  readonly title: string
  readonly from: number
  readonly to: number
  /** Nothing says where it begins or ends. */
  readonly openStart: boolean
  readonly openEnd: boolean
}

export interface Timeline {
  readonly bars: readonly TimelineBar[]
  /** Years to write below, with their place. */
  readonly years: readonly { readonly year: number; readonly at: number }[]
}

/** Beginning (or end) of a day, month or year as years with a fraction. */
function yearOf(date: string, end: boolean): number {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return year + (end ? 1 : 0)
  if (day === undefined) return year + (month - (end ? 0 : 1)) / 12
  return year + (month - 1) / 12 + (day - (end ? 0 : 1)) / 372
}

const mostYears = 8

/** Offices that have a time, laid out between the first and the last year; null where none has. `thisYear` ends what is still held. */
export function timelineOf(offices: readonly OfficeView[], thisYear: number): Timeline | null {
  const dated = offices.filter(({ from, to }) => from !== null || to !== null)
  if (dated.length === 0) return null
  const starts = dated.map(({ from, to }) => (from === null ? yearOf(to ?? '', true) - 1 : yearOf(from, false)))
  const ends = dated.map(({ to }, index) => (to === null ? Math.max(thisYear + 1, (starts[index] ?? 0) + 1) : yearOf(to, true)))
  const first = Math.floor(Math.min(...starts))
  const last = Math.max(first + 1, Math.ceil(Math.max(...ends)))
  const place = (year: number): number => (year - first) / (last - first)
  const apart = Math.max(1, Math.ceil((last - first) / mostYears))
  return {
    bars: dated.map(({ id, title, from, to }, index) => ({
      id,
      title,
      from: place(starts[index] ?? first),
      to: place(ends[index] ?? last),
      openStart: from === null,
      openEnd: to === null,
    })),
    years: Array.from({ length: Math.floor((last - first) / apart) + 1 }, (_, index) => ({
      year: first + index * apart,
      at: place(first + index * apart),
    })),
  }
} // prettier-ignore
