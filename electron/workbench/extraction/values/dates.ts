import { isDay } from './calendar.ts'
import type { FoundValue, TimeExpression } from './expressions.ts'
import { parseOrdinalWord } from './numbers.ts'
import type { Reader } from './reader.ts'

type Calendar = Extract<TimeExpression, { form: 'calendar' }>

/** What stands at a token, and where it ends. */
interface Piece {
  readonly to: number
  readonly time: Calendar
  readonly rule: string
}

/** Dates that name a place in the calendar: days, months, seasons, years, decades. Longest reading first. */
export function findDate(reader: Reader, at: number): readonly FoundValue[] {
  return (
    partOfDate(reader, at) ?? weekdayWithDate(reader, at) ?? single(at, dayDate(reader, at)) ?? edged(reader, at) ??
    single(at, monthDate(reader, at) ?? quarter(reader, at) ?? season(reader, at)) ?? inYear(reader, at) ??
    decade(reader, at) ?? feast(reader, at) ?? yearAlone(reader, at) ?? clock(reader, at) ?? []
  ) // prettier-ignore
}

function single(from: number, piece: Piece | null): readonly FoundValue[] | null {
  return piece === null ? null : [dated(from, piece.to, piece.time, piece.rule)]
}

function dated(from: number, to: number, time: TimeExpression, rule: string, prior = 0.95): FoundValue {
  return { from, to, type: 'DATE', rule, prior, time }
}

/** "4. März 2024", "3. bis 5. März", "20.06.2024", "2024-06-20". */
export function dayDate(reader: Reader, at: number): Piece | null {
  return numericDate(reader, at) ?? isoDate(reader, at) ?? writtenDate(reader, at)
}

function numericDate(reader: Reader, at: number): Piece | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' && token?.kind !== 'ordinal') return null
  const parts = /^(\d{1,2})[./](\d{1,2})(?:\.|[./](\d{4}|\d{2}))?$/.exec(token.text)
  if (parts === null) return null
  const [day, month] = [Number(parts[1]), Number(parts[2])]
  if (!isDay(day, month)) return null
  if (parts[3] === undefined) {
    // "20.06." is a day; "3.5" without its stop is a number.
    return token.kind === 'ordinal'
      ? { to: at + 1, time: { form: 'calendar', day, month }, rule: 'date-numeric' }
      : null
  }
  const year = parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3])
  return isDay(day, month, year)
    ? { to: at + 1, time: { form: 'calendar', day, month, year }, rule: 'date-numeric' }
    : null
}

function isoDate(reader: Reader, at: number): Piece | null {
  const year = reader.year(at)
  if (Number.isNaN(year) || reader.text(at + 1) !== '-' || reader.text(at + 3) !== '-') return null
  if (![at, at + 1, at + 2, at + 3].every((index) => reader.touches(index))) return null
  const [month, day] = [Number(reader.text(at + 2)), Number(reader.text(at + 4))]
  return isDay(day, month, year)
    ? { to: at + 5, time: { form: 'calendar', year, month, day }, rule: 'date-iso' }
    : null
}

function writtenDate(reader: Reader, at: number): Piece | null {
  const first = dayNumber(reader, at)
  if (Number.isNaN(first)) return null
  let next = at + 1
  let last: number | undefined
  const joint = reader.lower(next)
  const joins =
    joint === 'bis' ||
    joint === '–' ||
    joint === '-' ||
    joint === '—' ||
    joint === '/' ||
    joint === 'und' ||
    joint === 'auf'
  if (joins && reader.kind(at) !== 'word') {
    const nextWord =
      reader.lower(next + 1) === 'den' || reader.lower(next + 1) === 'zum' ? next + 2 : next + 1
    const second = reader.dayOrdinal(nextWord)
    const adjacent =
      joint === 'und' || joint === 'auf' || joint === '/' ? second === first + 1 : second > first
    if (adjacent && reader.month(nextWord + 1) !== undefined) {
      last = second
      next = nextWord + 1
    }
  }
  let month = reader.monthBehindDay(next)
  if (month === undefined) return listedDay(reader, at, first)
  next += 1
  let year = reader.year(next)
  if (reader.lower(next) === 'des' && reader.lower(next + 1) === 'jahres') {
    year = reader.year(next + 2)
    if (!Number.isNaN(year)) next += 2
  }
  if (!isDay(last ?? first, month, Number.isNaN(year) ? 2000 : year)) return null
  const time: Calendar = {
    form: 'calendar',
    day: first,
    month,
    ...(last === undefined ? {} : { lastDay: last }),
  }
  const rule = last === undefined ? 'date-day-month' : 'date-span'
  month = undefined
  return Number.isNaN(year) || countsNext(reader, next)
    ? withYearBehind(reader, { to: next, time, rule })
    : { to: next + 1, time: { ...time, year }, rule }
}

/** "im März nächsten Jahres", "am 3. Oktober des Vorjahres": the year is counted from the one of speaking. */
function withYearBehind(reader: Reader, piece: Piece): Piece {
  const start = reader.lower(piece.to) === 'des' ? piece.to + 1 : piece.to
  const direction = reader.direction(start)
  if (direction !== null && /^jahre?s$/.test(reader.lower(start + 1)))
    return { ...piece, to: start + 2, time: { ...piece.time, yearShift: direction } }
  const compound = start > piece.to ? reader.lexicon.compoundRelative.get(reader.text(start)) : undefined
  return compound?.[1] === 'Y'
    ? { ...piece, to: start + 1, time: { ...piece.time, yearShift: compound[0] } }
    : piece
}

function dayNumber(reader: Reader, at: number): number {
  const token = reader.tokens[at]
  if (token?.kind === 'ordinal') return reader.dayOrdinal(at)
  // "am ersten Mai", and "15 Oktober" of careless translation.
  if (token?.kind === 'word' && reader.month(at + 1) !== undefined) {
    const value = parseOrdinalWord(token.lower, reader.lexicon)
    return value >= 1 && value <= 31 ? value : Number.NaN
  }
  return token?.kind === 'number' &&
    /^\d{1,2}$/.test(token.text) &&
    reader.monthBehindDay(at + 1) !== undefined
    ? reader.dayOrdinal(at)
    : Number.NaN
}

/** "am 4. und 9. Mai": the first day borrows the month of the second. */
function listedDay(reader: Reader, at: number, day: number): Piece | null {
  if (reader.kind(at) !== 'ordinal') return null
  for (let index = at + 1; index <= at + 7; index += 2) {
    const joint = reader.lower(index)
    const second = reader.dayOrdinal(index + 1)
    if ((joint !== 'und' && joint !== ',' && joint !== 'oder' && joint !== 'bis') || Number.isNaN(second))
      return null
    const month = reader.month(index + 2)
    if (month === undefined) continue
    const year = reader.year(index + 3)
    if (!isDay(day, month)) return null
    return {
      to: at + 1,
      time: { form: 'calendar', day, month, ...(Number.isNaN(year) ? {} : { year }) },
      rule: 'date-listed-day',
    }
  }
  return null
}

/** "Am Morgen des 4. März": the whole, and the bare day inside it. */
function partOfDate(reader: Reader, at: number): readonly FoundValue[] | null {
  const preposition = reader.lower(at) === 'am' || reader.lower(at) === 'in' || reader.lower(at) === 'gegen'
  if (!preposition && !reader.capitalised(at)) return null
  const start = preposition ? (reader.lower(at + 1) === 'der' ? at + 2 : at + 1) : at
  const link = reader.lower(start + 1)
  if (link !== 'des' && link !== 'vom' && link !== 'zum' && link !== 'auf' && link !== 'zu') return null
  const part = reader.lexicon.dayParts.get(
    reader.lower(start).replace(/^(?:spät|früh|vor)(?=abend|nachmittag)/, ''),
  )
  if (part === undefined) return null
  const from = link === 'auf' && reader.lower(start + 2) === 'den' ? start + 3 : start + 2
  const inner = dayDate(reader, from)
  if (inner !== null) {
    const whole = dated(at, inner.to, { ...inner.time, part }, 'date-part-of-day')
    return [whole, dated(from, inner.to, inner.time, inner.rule)]
  }
  const weekday = reader.lexicon.weekdays.get(reader.text(from))
  return weekday === undefined
    ? null
    : [dated(start, from + 1, { form: 'weekday', weekday, part }, 'date-part-of-weekday')]
}

/** "Donnerstag (20.06.2024)", "Donnerstag, dem 20. Juni", "vergangenen Donnerstag", "Montagabend". */
function weekdayWithDate(reader: Reader, at: number): readonly FoundValue[] | null {
  let start = at
  let direction = reader.lexicon.weekdays.has(reader.text(at)) ? null : reader.direction(at)
  let shift = reader.lexicon.dayAdjectives.get(reader.lower(at))
  if (direction !== null || shift !== undefined) start = at + 1
  const day = weekdayAt(reader, start)
  if (day === null) return null
  let to = start + 1
  let part = day.part
  const partBehind = reader.lexicon.dayParts.get(reader.lower(to))
  if (
    part === undefined &&
    partBehind !== undefined &&
    (reader.capitalised(to) || reader.lower(to).endsWith('s'))
  ) {
    part = partBehind
    to += 1
  }
  const withPart = part === undefined ? {} : { part }
  // A date in apposition says which day it is.
  let from = to
  if (reader.text(from) === ',' || reader.text(from) === '(' || reader.text(from) === '/') from += 1
  if (
    reader.lower(from) === 'den' ||
    reader.lower(from) === 'dem' ||
    reader.lower(from) === 'der' ||
    reader.lower(from) === 'am'
  )
    from += 1
  const week = weekBehind(reader, to)
  if (week !== null && direction === null && shift === undefined) {
    return [
      dated(
        at,
        week.to,
        { form: 'weekday', weekday: day.weekday, ...withPart, week: week.amount },
        'date-weekday-week',
      ),
    ]
  }
  const inner = dayDate(reader, from)
  if (inner !== null && inner.time.lastDay === undefined) {
    const closed = reader.text(to) === '(' && reader.text(inner.to) === ')' ? inner.to + 1 : inner.to
    if (reader.text(to) !== '(' || closed > inner.to) {
      return [dated(at, closed, { ...inner.time, weekday: day.weekday, ...withPart }, 'date-weekday-day')]
    }
  }
  if (day.weekday === 7 && reader.text(start) === 'Sonntags') direction = null
  if (shift === undefined) shift = 0
  const known = direction ?? (shift !== 0 ? (shift < 0 ? -1 : 1) : undefined)
  const time: TimeExpression = {
    form: 'weekday',
    weekday: day.weekday,
    ...withPart,
    ...(known === undefined ? {} : { direction: known }),
  }
  return [dated(at, to, time, direction === null ? 'date-weekday' : 'date-weekday-relative', 0.9)]
}

/** "Montag kommender Woche", "Dienstag der vergangenen Woche", "Freitag dieser Woche". */
function weekBehind(reader: Reader, at: number): { readonly to: number; readonly amount: number } | null {
  const start = reader.lower(at) === 'der' ? at + 1 : at
  const amount = reader.direction(start)
  if (amount === null || reader.lexicon.timeUnits.get(reader.text(start + 1)) !== 'W') return null
  return { to: start + 2, amount }
}

function weekdayAt(reader: Reader, at: number): { readonly weekday: number; readonly part?: string } | null {
  if (reader.kind(at) !== 'word' || !reader.capitalised(at)) return null
  const plain = reader.lexicon.weekdays.get(reader.text(at))
  if (plain !== undefined) return { weekday: plain }
  if (
    !reader.lower(at).includes('tag') &&
    !reader.lower(at).startsWith('mittwoch') &&
    !reader.lower(at).startsWith('sonnabend')
  )
    return null
  const compound = /^(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)(\p{Ll}+)$/u.exec(
    reader.text(at),
  )
  if (compound?.[1] === undefined || compound[2] === undefined) return null
  const weekday = reader.lexicon.weekdays.get(compound[1])
  const part = reader.lexicon.dayParts.get(compound[2])
  return weekday === undefined || part === undefined ? null : { weekday, part }
}

/** "Ende Mai", "Anfang 2024", "Mitte des Jahres 2023". */
function edged(reader: Reader, at: number): readonly FoundValue[] | null {
  const edge = reader.lexicon.edges.get(reader.text(at))
  if (edge === undefined) {
    const ending = reader.lexicon.yearEdges.get(reader.text(at))
    const year = reader.year(at + 1)
    if ((ending !== 'START' && ending !== 'MID' && ending !== 'END') || Number.isNaN(year)) return null
    return [dated(at, at + 2, { form: 'calendar', year, edge: ending }, 'date-edge')]
  }
  const inner = monthDate(reader, at + 1) ?? season(reader, at + 1)
  if (inner !== null) return [dated(at, inner.to, { ...inner.time, edge }, 'date-edge')]
  let next = at + 1
  if (reader.lower(next) === 'des' && reader.lower(next + 1) === 'jahres') next += 2
  const year = reader.year(next)
  return Number.isNaN(year) ? null : [dated(at, next + 1, { form: 'calendar', year, edge }, 'date-edge')]
}

/** "Juni 1994", "im Mai", "im kommenden März". */
export function monthDate(reader: Reader, at: number): Piece | null {
  const month = reader.month(at)
  if (month !== undefined) {
    const written = reader.lower(at + 1) === 'des' && reader.lower(at + 2) === 'jahres' ? at + 3 : at + 1
    const year = reader.year(written)
    if (!Number.isNaN(year) && !countsNext(reader, written)) {
      return { to: written + 1, time: { form: 'calendar', month, year }, rule: 'date-month-year' }
    }
    // "im Februar und Mai 2025": the first month borrows the year of the second.
    const joint = reader.lower(at + 1)
    const shared = reader.year(at + 3)
    if (
      (joint === 'und' ||
        joint === 'oder' ||
        joint === 'bis' ||
        joint === '–' ||
        joint === '-' ||
        joint === 'sowie') &&
      reader.month(at + 2) !== undefined &&
      !Number.isNaN(shared) &&
      reader.kind(at - 1) !== 'ordinal'
    ) {
      const begins =
        joint === 'bis' || joint === '–' || joint === '-' ? month > (reader.month(at + 2) ?? 12) : false
      return {
        to: at + 1,
        time: { form: 'calendar', month, year: begins ? shared - 1 : shared },
        rule: 'date-month-shared-year',
      }
    }
    const behindDay = reader.kind(at - 1) === 'ordinal'
    if (behindDay || !reader.lexicon.sets.monthLeads.has(reader.lower(at - 1))) return null
    return withYearBehind(reader, { to: at + 1, time: { form: 'calendar', month }, rule: 'date-month' })
  }
  const direction = reader.direction(at)
  const named = direction === null ? undefined : reader.month(at + 1)
  if (direction === null || named === undefined) return null
  const year = reader.year(at + 2)
  if (!Number.isNaN(year))
    return { to: at + 3, time: { form: 'calendar', month: named, year }, rule: 'date-month-year' }
  return { to: at + 2, time: { form: 'calendar', month: named, direction }, rule: 'date-month-relative' }
}

/** "im ersten Quartal 2024", "zweiten Halbjahr 2023". */
function quarter(reader: Reader, at: number): Piece | null {
  const unit = reader.lexicon.timeUnits.get(reader.text(at + 1))
  if (unit !== 'Q' && unit !== 'HY') return null
  const written =
    reader.kind(at) === 'ordinal' ? reader.dayOrdinal(at) : parseOrdinalWord(reader.lower(at), reader.lexicon)
  const length = unit === 'Q' ? 3 : 6
  if (!(written >= 1 && written <= 12 / length)) return null
  let next = at + 2
  if (reader.lower(next) === 'des' && reader.lower(next + 1) === 'jahres') next += 2
  const year = reader.year(next)
  const months: readonly [number, number] = [(written - 1) * length + 1, written * length]
  if (Number.isNaN(year)) return { to: at + 2, time: { form: 'calendar', months }, rule: 'date-quarter' }
  return { to: next + 1, time: { form: 'calendar', months, year }, rule: 'date-quarter' }
}

/** "Sommer 2023", "im vergangenen Herbst". */
function season(reader: Reader, at: number): Piece | null {
  const here = reader.lexicon.seasons.get(reader.text(at))
  if (here !== undefined) {
    const year = reader.year(at + 1)
    if (!Number.isNaN(year))
      return { to: at + 2, time: { form: 'calendar', season: here, year }, rule: 'date-season' }
    const led =
      reader.lexicon.sets.monthLeads.has(reader.lower(at - 1)) &&
      reader.lower(at - 1) !== 'des' &&
      reader.lower(at - 1) !== 'für'
    return led
      ? withYearBehind(reader, { to: at + 1, time: { form: 'calendar', season: here }, rule: 'date-season' })
      : null
  }
  const direction = reader.direction(at)
  const named = direction === null ? undefined : reader.lexicon.seasons.get(reader.text(at + 1))
  return direction === null || named === undefined
    ? null
    : { to: at + 2, time: { form: 'calendar', season: named, direction }, rule: 'date-season' }
}

/** "im Jahr 2023": the preposition belongs to it. "der Jahre 2022 und 2023" gives bare years. */
function inYear(reader: Reader, at: number): readonly FoundValue[] | null {
  const lower = reader.lower(at)
  if (lower !== 'im' && lower !== 'in') return null
  const start = lower === 'in' && reader.lower(at + 1) === 'dem' ? at + 2 : at + 1
  if (reader.lower(start) !== 'jahr' && reader.lower(start) !== 'jahre') return null
  const year = reader.year(start + 1)
  return Number.isNaN(year) ? null : [dated(at, start + 2, { form: 'calendar', year }, 'date-in-year', 0.98)]
}

/** "1990er Jahre", "in den 90er-Jahren", "20. Jahrhundert". */
function decade(reader: Reader, at: number): readonly FoundValue[] | null {
  const lower = reader.lower(at)
  // "1990er" and "Neunzigerjahre" both hold these letters, as few other words that come here do.
  if (reader.kind(at) !== 'ordinal' && !lower.includes('er')) return null
  const written = /^(\d{2}|\d{4})er(?:-?jahren?)?$/i.exec(reader.text(at))
  if (written?.[1] !== undefined) {
    const value = written[1].length === 2 ? 1900 + Number(written[1]) : Number(written[1])
    const named = /^jahren?$/.test(reader.lower(at + 1))
    if (value % 10 !== 0 || (!named && !/jahr/i.test(reader.text(at)))) return null
    return [dated(at, named ? at + 2 : at + 1, { form: 'decade', decade: value }, 'date-decade')]
  }
  const word = lower.includes('erjahr') ? /^(\p{L}+)erjahren?$/u.exec(lower)?.[1] : undefined
  const tens = word === undefined ? undefined : reader.lexicon.numberWords.get(word)
  if (tens !== undefined && tens >= 20 && tens <= 90)
    return [dated(at, at + 1, { form: 'decade', decade: 1900 + tens }, 'date-decade', 0.85)]
  if (reader.lexicon.timeUnits.get(reader.text(at + 1)) !== 'CE' || reader.kind(at) !== 'ordinal') return null
  return [dated(at, at + 2, { form: 'century', century: reader.dayOrdinal(at) }, 'date-century')]
}

function feast(reader: Reader, at: number): readonly FoundValue[] | null {
  const fixed = reader.lexicon.feasts.get(reader.text(at))
  if (fixed === undefined) return null
  const [month, day] = fixed.split('-').map(Number)
  if (month === undefined || day === undefined) return null
  const year = reader.year(at + 1)
  const time: Calendar = { form: 'calendar', month, day, ...(Number.isNaN(year) ? {} : { year }) }
  return [dated(at, Number.isNaN(year) ? at + 1 : at + 2, time, 'date-feast', 0.85)]
}

/** "1959", "bis 2040": a number that can only be a year, or that a word in front makes one. */
function yearAlone(reader: Reader, at: number): readonly FoundValue[] | null {
  const year = reader.year(at)
  if (Number.isNaN(year) || countsNext(reader, at)) return null
  const before = reader.lower(at - 1)
  if (reader.lexicon.sets.numberedThings.has(before) || reader.lexicon.currencies.has(reader.text(at - 1)))
    return null
  if (isOneOf(reader.text(at - 1), '-', '/') && reader.touches(at - 1) && reader.touches(at - 2)) {
    const range = !Number.isNaN(reader.year(at - 2))
    if (!range) return null
  }
  if (
    reader.text(at + 1) === '-' &&
    reader.touches(at) &&
    reader.touches(at + 1) &&
    Number.isNaN(reader.year(at + 2))
  )
    return null
  const led = reader.lexicon.sets.yearLeads.has(before)
  // Written without a dot and counting nothing, a number of these centuries is a year.
  const usual = year >= 1500 && year <= 2060
  if (!led && !usual) return null
  if (!led && (reader.lexicon.sets.numberedThings.has(before) || isComparator(reader, at))) return null
  return [dated(at, at + 1, { form: 'calendar', year }, 'date-year', usual ? 0.92 : 0.7)]
}

function isOneOf(text: string, ...options: readonly string[]): boolean {
  return options.includes(text)
}

function isComparator(reader: Reader, at: number): boolean {
  return (
    reader.lexicon.comparators.has(reader.lower(at - 1)) ||
    reader.lexicon.comparators.has(`${reader.lower(at - 2)} ${reader.lower(at - 1)}`)
  )
}

/** Whether the number counts what follows: "2024 Megawatt", "1000 Euro", "2000 Soldaten und". */
function countsNext(reader: Reader, at: number): boolean {
  const next = reader.text(at + 1)
  const { units, currencies, multipliers, timeUnits } = reader.lexicon
  if (next === '%' || units.has(next) || currencies.has(next) || multipliers.has(next) || timeUnits.has(next))
    return true
  const year = Number(reader.text(at))
  if (!reader.capitalised(at + 1) || reader.lexicon.sets.yearLeads.has(reader.lower(at - 1))) return false
  // "2000 Soldaten": round numbers in front of a noun count, and so does what stands before people.
  return year < 1900 || year > 2060 || year % 100 === 0 || reader.lexicon.sets.countedPeople.has(next)
}

/** "um 14.30 Uhr". */
function clock(reader: Reader, at: number): readonly FoundValue[] | null {
  if (reader.kind(at) !== 'number' || reader.text(at + 1) !== 'Uhr') return null
  const parts = /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(reader.text(at))
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2] ?? '0')]
  if (parts === null || hour > 24 || minute > 59) return null
  const time = `T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return [dated(at, at + 2, { form: 'clock', time }, 'time-of-day', 0.9)]
}
