import type { Span } from '../../../../shared/model/span.ts'
import { isDay, isoDay } from '../values/calendar.ts'
import type { PublisherLexicon } from './lexicon.ts'

/** A day written on a line of the page around an article; `start` and `end` count from the beginning of the line. */
export interface LineDate extends Span {
  /** ISO 8601 day. */
  readonly iso: string
}

const year = String.raw`((?:19|20)\d{2})(?!\d)`
const name = String.raw`(\p{L}{3,10})\.?`
/** The ways a day is written, and which group holds year, month and day. */
const shapes: readonly (readonly [RegExp, number, number, number])[] = [
  [new RegExp(String.raw`(?<!\d)(\d{1,2})[./-] ?(\d{1,2})[./-] ?${year}`), 3, 2, 1],
  [new RegExp(String.raw`(?<!\d)((?:19|20)\d{2})[./-](\d{1,2})[./-](\d{1,2})(?!\d)`), 1, 2, 3],
  [new RegExp(String.raw`(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日`), 1, 2, 3],
  [
    new RegExp(String.raw`(?<!\d)(\d{1,2})(?:\.|er|º)?[ -]?(?:de )?${name},?[ -](?:del? )?${year}`, 'u'),
    3,
    2,
    1,
  ],
  [new RegExp(String.raw`(?<!\p{L})${name} (\d{1,2}),? ${year}`, 'u'), 3, 1, 2],
]
const shortYear = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?!\d)/

/**
 * The first day with its year on a line, in digits or with the name of its month in German or a language of foreign
 * portals; null where there is none. `short` allows years of two digits, which elsewhere are more often numbers.
 */
export function dateOnLine(
  line: string,
  months: PublisherLexicon['pageMonths'],
  short: boolean,
): LineDate | null {
  // Every way of writing a day has a digit, and most lines have none.
  if (!/\d/.test(line)) return null
  let first: LineDate | null = null
  const consider = (found: RegExpExecArray, iso: string | null): void => {
    if (iso !== null && (first === null || found.index < first.start))
      first = { start: found.index, end: found.index + found[0].length, iso }
  }
  for (const [shape, yearAt, monthAt, dayAt] of shapes) {
    const found = shape.exec(line)
    if (found !== null)
      consider(found, dayFrom(found[yearAt] ?? '', found[monthAt] ?? '', found[dayAt] ?? '', months))
  }
  const brief = short ? shortYear.exec(line) : null
  if (brief !== null) consider(brief, dayFrom(`20${brief[4] ?? ''}`, brief[3] ?? '', brief[1] ?? '', months))
  return first
}

function dayFrom(
  yearText: string,
  monthText: string,
  dayText: string,
  months: PublisherLexicon['pageMonths'],
): string | null {
  const [inYear, day] = [Number(yearText), Number(dayText)]
  const month = /^\d/.test(monthText) ? Number(monthText) : monthOf(monthText, months)
  if (isDay(day, month, inYear)) return isoDay({ year: inYear, month, day })
  // "11/25/2024" is the American order, where the other one is no day.
  return /^\d/.test(monthText) && isDay(month, day, inYear)
    ? isoDay({ year: inYear, month: day, day: month })
    : null
}

/** 1 to 12 by a name or its beginning of three letters or more; 0 where that is none or several. */
function monthOf(written: string, months: PublisherLexicon['pageMonths']): number {
  const lower = written.toLowerCase()
  const fitting = months.flatMap((names, index) =>
    names.some((month) => month.startsWith(lower)) ? [index + 1] : [],
  )
  return fitting.length === 1 ? (fitting[0] ?? 0) : 0
}
