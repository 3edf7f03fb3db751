import type { Span } from '../../../../shared/model/span.ts'
import { isDay, isoDay, isoMonth, two } from '../values/calendar.ts'

/** A date read from the digits of a web address or file name. */
export interface AddressDate extends Span {
  /** ISO 8601; with local time and the publisher's offset where the address holds a time. */
  readonly iso: string
  readonly precision: 'second' | 'day' | 'month'
  readonly rule: string
}

const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The date inside an address, with the offsets of its digits into `address`; null where there is none. Known are
 * `/2024/05/06/`, `/2024-05-06`, `-20240506`, numbers that begin with a full time stamp, and the 18 digits of
 * Vietnamese portals (`185`, YYMMDD, HHMMSS, milliseconds). Other numbers are ids and carry no date.
 */
export function dateInAddress(address: string, zone: string | undefined): AddressDate | null {
  for (const run of address.matchAll(/(?<!\d)\d{8,18}(?!\d)/g)) {
    const found = fromDigits(run[0], run.index, zone)
    if (found !== null) return found
  }
  const parted = /(?<!\d)((?:19|20)\d{2})([/_-])(\d{1,2}|[a-z]{3})\2(\d{1,2})(?!\d)/.exec(address)
  if (parted?.[1] !== undefined && parted[3] !== undefined && parted[4] !== undefined) {
    const month = /^\d/.test(parted[3]) ? Number(parted[3]) : englishMonths.indexOf(parted[3]) + 1
    const [year, day] = [Number(parted[1]), Number(parted[4])]
    if (isDay(day, month, year)) {
      return {
        start: parted.index,
        end: parted.index + parted[0].length,
        iso: isoDay({ year, month, day }),
        precision: 'day',
        rule: 'url-path',
      }
    }
  }
  const monthly = /\/((?:19|20)\d{2})\/(\d{2})\//.exec(address)
  if (
    monthly?.[1] === undefined ||
    monthly[2] === undefined ||
    Number(monthly[2]) < 1 ||
    Number(monthly[2]) > 12
  )
    return null
  const start = monthly.index + 1
  return {
    start,
    end: start + 7,
    iso: isoMonth(Number(monthly[1]), Number(monthly[2])),
    precision: 'month',
    rule: 'url-path',
  }
}

function fromDigits(digits: string, start: number, zone: string | undefined): AddressDate | null {
  if (digits.length === 18 && digits.startsWith('185')) {
    return stamped(`20${digits.slice(3, 15)}`, { start, end: start + 18 }, zone, 'url-185')
  }
  if (digits.length === 17 || digits.length === 14)
    return stamped(digits.slice(0, 14), { start, end: start + digits.length }, zone, 'url-timestamp')
  if (digits.length !== 8) return null
  const day = dayFrom(digits)
  return day === null ? null : { start, end: start + 8, iso: day, precision: 'day', rule: 'url-day' }
}

/** YYYYMMDDHHMMSS as an ISO time. */
function stamped(digits: string, span: Span, zone: string | undefined, rule: string): AddressDate | null {
  const day = dayFrom(digits.slice(0, 8))
  const [hour, minute, second] = [
    Number(digits.slice(8, 10)),
    Number(digits.slice(10, 12)),
    Number(digits.slice(12, 14)),
  ]
  if (day === null || hour > 23 || minute > 59 || second > 59) return null
  return {
    ...span,
    iso: `${day}T${two(hour)}:${two(minute)}:${two(second)}${zone ?? ''}`,
    precision: 'second',
    rule,
  }
}

function dayFrom(digits: string): string | null {
  const [year, month, day] = [
    Number(digits.slice(0, 4)),
    Number(digits.slice(4, 6)),
    Number(digits.slice(6, 8)),
  ]
  return year >= 1990 && year <= 2099 && isDay(day, month, year) ? isoDay({ year, month, day }) : null
}
