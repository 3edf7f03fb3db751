import type { FoundValue, TimeExpression } from './expressions.ts'
import { monthDate } from './dates.ts'
import type { Reader } from './reader.ts'

const nothing: readonly FoundValue[] = []

/** Dates counted from the day of speaking or from a date mentioned before. */
export function findRelative(reader: Reader, at: number): readonly FoundValue[] {
  const found =
    vaguePhrase(reader, at) ?? ago(reader, at) ?? since(reader, at) ?? edgeOfUnit(reader, at) ?? unitPhrase(reader, at) ??
    dayWord(reader, at) ?? offset(reader, at) ?? sameDay(reader, at) ?? compound(reader, at) // prettier-ignore
  return found === null ? nothing : [found]
}

function dated(from: number, to: number, time: TimeExpression, rule: string, prior = 0.92): FoundValue {
  return { from, to, type: 'DATE', rule, prior, time }
}

/** "bald", "vor kurzem", "in naher Zukunft". */
function vaguePhrase(reader: Reader, at: number): FoundValue | null {
  // All such phrases open with a preposition; joining words is left to those.
  const opens = reader.lower(at) === 'vor' || reader.lower(at) === 'in'
  const likely = opens && reader.lexicon.vagueOpenings.has(`${reader.lower(at)} ${reader.lower(at + 1)}`)
  for (let length = 4; likely && length >= 2; length -= 1) {
    const timex = reader.lexicon.vaguePhrases.get(reader.phrase(at, length))
    if (timex !== undefined) return dated(at, at + length, { form: 'vague', norm: { timex } }, 'date-vague')
  }
  const timex = reader.kind(at) === 'word' ? reader.lexicon.vague.get(reader.lower(at)) : undefined
  return timex === undefined ? null : dated(at, at + 1, { form: 'vague', norm: { timex } }, 'date-vague', 0.8)
}

const wholes: ReadonlySet<string> = new Set([
  'ganze', 'ganzen', 'volle', 'vollen', 'weitere', 'weiteren', 'gut', 'guten', 'knappe', 'knappen',
]) // prettier-ignore
const halves: ReadonlySet<string> = new Set(['halbe', 'halben', 'halbes', 'halbens'])
const articles: ReadonlySet<string> = new Set(['den', 'der', 'dem', 'die', 'das', 'des'])
const nearDays: ReadonlySet<string> = new Set(['nur', 'erst', 'bereits', 'kurz', 'genau', 'gerade', 'schon'])

/** A number of units of time: "zwei Jahren", "einem Monat", "mehreren Wochen"; `amount` NaN where it is not said. */
function span(
  reader: Reader,
  at: number,
): { readonly to: number; readonly amount: number; readonly unit: string } | null {
  const vague = reader.lexicon.sets.vagueAmounts.has(reader.lower(at))
  const amount = vague ? Number.NaN : reader.number(at)
  if (!vague && Number.isNaN(amount)) return null
  let next = at + 1
  if (wholes.has(reader.lower(next))) next += 1
  const half = halves.has(reader.lower(next))
  if (half) next += 1
  const unit = reader.lexicon.timeUnits.get(reader.text(next))
  if (unit === undefined || unit === 'WE') return null
  return { to: next + 1, amount: half ? amount * 0.5 : amount, unit }
}

/** "vor zwei Jahren", "in drei Wochen" (dative only: "in drei Wochen" counts ahead). */
function ago(reader: Reader, at: number): FoundValue | null {
  const back = reader.lexicon.sets.agoWords.has(reader.lower(at))
  const ahead = reader.lexicon.sets.aheadWords.has(reader.lower(at))
  if (!back && !ahead) return null
  let next = at + 1
  while (
    (reader.lexicon.comparators.has(reader.lower(next)) || reader.lower(next) === 'genau') &&
    next < at + 3
  )
    next += 1
  if (reader.lower(at + 1) === 'mehr' && reader.lower(at + 2) === 'als') next = at + 3
  const length = span(reader, next)
  if (length === null || length.unit === 'S' || length.unit === 'TM') return null
  if (Number.isNaN(length.amount))
    return dated(
      at,
      length.to,
      { form: 'vague', norm: { timex: back ? 'PAST_REF' : 'FUTURE_REF' } },
      'date-vague',
    )
  // "in fünf Jahren Haft" and "vor zwei Jahren" differ in what follows; a noun of its own makes it a duration.
  if (ahead && reader.capitalised(length.to)) return null
  const amount = back ? -length.amount : length.amount
  return dated(
    at,
    length.to,
    { form: 'shift', amount, unit: length.unit, from: 'reference' },
    back ? 'date-ago' : 'date-ahead',
  )
}

/** "seit Jahrzehnten", "seit zwei Jahren", "seit mehr als einem Jahr". */
function since(reader: Reader, at: number): FoundValue | null {
  if (!reader.lexicon.sets.sinceWords.has(reader.lower(at))) return null
  const bare = reader.lexicon.timeUnits.get(reader.text(at + 1))
  if (bare !== undefined) {
    return dated(
      at,
      at + 2,
      { form: 'vague', norm: { timex: 'DURATION', value: durationValue(Number.NaN, bare) } },
      'date-since',
    )
  }
  let next = at + 1
  if (reader.lower(next) === 'mehr' && reader.lower(next + 1) === 'als') next += 2
  else if (reader.lexicon.comparators.has(reader.lower(next))) next += 1
  const length = span(reader, next)
  if (length === null) return null
  const value = durationValue(length.amount, length.unit)
  return dated(at, length.to, { form: 'vague', norm: { timex: 'DURATION', value } }, 'date-since')
}

/** ISO 8601 duration; an unknown number is an X, as in TIMEX. */
export function durationValue(amount: number, unit: string): string {
  const count = Number.isNaN(amount) ? 'X' : String(amount)
  switch (unit) {
    case 'S':
      return `PT${count}S`
    case 'TM':
      return `PT${count}M`
    case 'H':
      return `PT${count}H`
    case 'Q':
      return Number.isNaN(amount) ? 'PXQ' : `P${String(amount * 3)}M`
    case 'HY':
      return Number.isNaN(amount) ? 'PXHY' : `P${String(amount * 6)}M`
    case 'DE':
      return Number.isNaN(amount) ? 'PXDE' : `P${String(amount * 10)}Y`
    case 'CE':
      return Number.isNaN(amount) ? 'PXCE' : `P${String(amount * 100)}Y`
    case 'Y':
      // "ein halbes Jahr" is six months: a fraction of a year is not what is meant.
      return Number.isNaN(amount) || Number.isInteger(amount) ? `P${count}Y` : `P${String(amount * 12)}M`
    default:
      return `P${count}${unit}`
  }
}

/** "Ende des Jahres", "Anfang dieses Monats", "Ende nächster Woche", "im Laufe der Woche". */
function edgeOfUnit(reader: Reader, at: number): FoundValue | null {
  const course =
    reader.lower(at) === 'im' && (reader.text(at + 1) === 'Laufe' || reader.text(at + 1) === 'Verlauf')
  const edge = reader.lexicon.edges.get(reader.text(at))
  if (edge === undefined && !course) {
    for (const unit of ['Y', 'M'] as const) {
      const edges = unit === 'Y' ? reader.lexicon.yearEdges : reader.lexicon.monthEdges
      const found = edges.get(reader.text(at))
      if (found === 'START' || found === 'MID' || found === 'END') {
        return dated(
          at,
          at + 1,
          { form: 'shift', amount: 0, unit, from: 'reference', edge: found },
          'date-edge-relative',
          0.85,
        )
      }
    }
    return null
  }
  const head = course ? at + 2 : at + 1
  let next = head
  if (/^(?:des|der|dieses|dieser)$/.test(reader.lower(next))) next += 1
  const direction = reader.direction(next)
  if (direction !== null) next += 1
  const unit = reader.lexicon.timeUnits.get(reader.text(next))
  if (unit === undefined || next === head || !'WMYDEQ'.includes(unit) || !Number.isNaN(reader.year(next + 1)))
    return null
  return dated(
    at,
    next + 1,
    {
      form: 'shift',
      amount: direction ?? 0,
      unit,
      from: 'reference',
      ...(edge === undefined ? {} : { edge }),
    },
    'date-edge-relative',
  )
}

/** "im nächsten Jahr", "in den letzten Jahren", "Der kommende Monat", "diese Woche", "in den kommenden drei Tagen". */
function unitPhrase(reader: Reader, at: number): FoundValue | null {
  let next = at
  const lead = reader.lower(next)
  const preposition =
    lead === 'in' || lead === 'im' || lead === 'am' || lead === 'zum' || lead === 'während' || lead === 'seit'
  if (preposition) next += 1
  if (articles.has(reader.lower(next))) next += 1
  const direction = reader.direction(next)
  if (direction === null) return null
  next += 1
  const amount = reader.number(next)
  const vague = reader.lexicon.sets.vagueAmounts.has(reader.lower(next))
  if (!Number.isNaN(amount) || vague) next += 1
  const written = reader.text(next)
  const unit = reader.lexicon.timeUnits.get(written)
  if (unit === undefined || unit === 'S' || unit === 'TM')
    return direction === 0 ? null : nearbyMonth(reader, at, preposition)
  const plural =
    !Number.isNaN(amount) ||
    vague ||
    (/(?:Tagen?|Wochen|Monaten?|Jahren?|Jahrzehnten?|Jahrhunderten?|Stunden|Quartalen?|Wochenenden)$/.test(
      written,
    ) &&
      !isSingular(written))
  if (plural && direction !== 0) {
    const timex = direction < 0 ? 'PAST_REF' : 'FUTURE_REF'
    const norm = Number.isNaN(amount) ? { timex } : { timex, value: durationValue(amount, unit) }
    return dated(at, next + 1, { form: 'vague', norm }, 'date-unit-vague')
  }
  if (plural) return null
  // "die nächste Phase", "das letzte Mal" have no unit of time and do not come here; "am nächsten Tag" counts from a date in the text.
  if (unit === 'D' && direction !== 0) {
    return dated(at, next + 1, { form: 'shift', amount: direction, unit, from: 'previous' }, 'date-next-day')
  }
  return dated(at, next + 1, { form: 'shift', amount: direction, unit, from: 'reference' }, 'date-unit')
}

function isSingular(written: string): boolean {
  return (
    written === 'Tag' ||
    written === 'Woche' ||
    written === 'Monat' ||
    written === 'Jahr' ||
    written === 'Wochenende'
  )
}

function nearbyMonth(reader: Reader, at: number, preposition: boolean): FoundValue | null {
  const piece = preposition ? null : monthDate(reader, at)
  return piece === null ? null : dated(at, piece.to, piece.time, piece.rule)
}

/** "heute", "Gestern", "heute Morgen", "morgen Abend". */
function dayWord(reader: Reader, at: number): FoundValue | null {
  if (reader.kind(at) !== 'word') return null
  const amount = reader.lexicon.days.get(reader.lower(at))
  if (amount === undefined) return null
  const part = reader.lexicon.dayParts.get(reader.lower(at + 1))
  // "der Morgen" is a part of the day; "Morgen" at the beginning of a sentence is tomorrow.
  if (reader.text(at) === 'Morgen' && at > 0 && reader.kind(at - 1) !== 'quote-open') return null
  if (reader.lower(at) === 'heute' && isContrast(reader, at)) return null
  const time: TimeExpression = {
    form: 'shift',
    amount,
    unit: 'D',
    from: 'reference',
    ...(part === undefined ? {} : { part }),
  }
  return dated(
    at,
    part === undefined ? at + 1 : at + 2,
    time,
    'date-day-word',
    reader.lower(at) === 'heute' ? 0.85 : 0.95,
  )
}

/** "damals wie heute", "sowohl … als auch heute", "bis heute", "noch heute": an age, not a day. */
function isContrast(reader: Reader, at: number): boolean {
  const before = reader.lower(at - 1)
  return (
    before === 'bis' ||
    before === 'noch' ||
    before === 'wie' ||
    (before === 'auch' && reader.lower(at - 2) === 'als') ||
    (before === 'von' && reader.lower(at - 2) !== 'ausgabe')
  )
}

/** "einen Tag nach", "zwei Wochen vor der Wahl", "drei Tage später". */
function offset(reader: Reader, at: number): FoundValue | null {
  const start = nearDays.has(reader.lower(at)) ? at + 1 : at
  if (start > at && reader.lower(start) === 'mal') return null
  const length = span(reader, start)
  if (length === null || Number.isNaN(length.amount)) return null
  const word = reader.lower(length.to)
  const { laterWords, earlierWords } = reader.lexicon.sets
  if (laterWords.has(word) || earlierWords.has(word)) {
    const amount = laterWords.has(word) ? length.amount : -length.amount
    return dated(
      at,
      length.to + 1,
      { form: 'shift', amount, unit: length.unit, from: 'previous' },
      'date-offset-previous',
    )
  }
  if (word !== 'nach' && word !== 'vor') return null
  // "drei Tage nach Beginn": the event that it counts from stands behind and is not resolved here.
  const sign = word === 'nach' ? '+' : '-'
  const relative = `${sign}${durationValue(length.amount, length.unit)}`
  return dated(at, length.to + 1, { form: 'vague', norm: { relative } }, 'date-offset-event', 0.85)
}

const sameUnits: Readonly<Record<string, string>> = {
  tag: 'D', tages: 'D', morgen: 'D', vormittag: 'D', mittag: 'D', nachmittag: 'D', abend: 'D', nacht: 'D',
  woche: 'W', monat: 'M', monats: 'M', jahr: 'Y', jahres: 'Y',
} // prettier-ignore

/** "am selben Tag", "an demselben Abend", "im gleichen Monat", "am Tag zuvor", "am Vortag", "am Tag darauf". */
function sameDay(reader: Reader, at: number): FoundValue | null {
  const start = /^(?:am|im)$/.test(reader.lower(at)) ? at + 1 : at
  const same =
    /^(?:selben|gleichen)$/.test(reader.lower(start)) ||
    (start === at && /^demselben$/.test(reader.lower(at)))
  const unit = same ? sameUnits[reader.lower(start + 1)] : undefined
  if (unit !== undefined)
    return dated(at, start + 2, { form: 'shift', amount: 0, unit, from: 'previous' }, 'date-same-unit', 0.85)
  const previous = (to: number, amount: number) =>
    dated(at, to, { form: 'shift', amount, unit: 'D', from: 'previous' }, 'date-same-day', 0.85)
  if (/^(?:folgenden|darauffolgenden)$/.test(reader.lower(start)) && reader.lower(start + 1) === 'tag')
    return previous(start + 2, 1)
  if (start === at && reader.lower(at) === 'tags') {
    if (/^(?:zuvor|davor)$/.test(reader.lower(at + 1))) return previous(at + 2, -1)
    if (/^(?:darauf|danach)$/.test(reader.lower(at + 1))) return previous(at + 2, 1)
  }
  if (start > at && reader.lower(start) === 'vortag') return previous(start + 1, -1)
  if (start > at && reader.lower(start) === 'folgetag') return previous(start + 1, 1)
  if (start > at && reader.lower(start) === 'tag') {
    if (/^(?:zuvor|davor|vorher)$/.test(reader.lower(start + 1))) return previous(start + 2, -1)
    if (/^(?:darauf|danach)$/.test(reader.lower(start + 1))) return previous(start + 2, 1)
  }
  return null
}

/** "im Vorjahr", "am Wochenende". */
function compound(reader: Reader, at: number): FoundValue | null {
  const start = reader.lower(at) === 'im' || reader.lower(at) === 'am' ? at + 1 : at
  const relative = reader.lexicon.compoundRelative.get(reader.text(start))
  if (relative !== undefined) {
    return dated(
      at,
      start + 1,
      { form: 'shift', amount: relative[0], unit: relative[1], from: 'reference' },
      'date-compound',
    )
  }
  if (start === at || reader.lexicon.timeUnits.get(reader.text(start)) !== 'WE') return null
  return dated(
    start,
    start + 1,
    { form: 'shift', amount: 0, unit: 'WE', from: 'reference' },
    'date-weekend',
    0.8,
  )
}
