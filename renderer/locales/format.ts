import type { Language } from '../../shared/model/vocabulary.ts'

const tags: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

const seasons: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { SP: 'spring', SU: 'summer', FA: 'autumn', WI: 'winter' },
  de: { SP: 'Frühjahr', SU: 'Sommer', FA: 'Herbst', WI: 'Winter' },
}

/** A season, quarter or half of a year. Source of the codes: TIMEX3. */
function partOfYear(language: Language, part: string, year: string): string {
  const season = seasons[language][part]
  if (season !== undefined) return `${season} ${year}`
  const number = part.slice(1)
  if (part.startsWith('Q')) return language === 'de' ? `${number}. Quartal ${year}` : `Q${number} ${year}`
  return language === 'de' ? `${number}. Halbjahr ${year}` : `H${number} ${year}`
}

/** Dates, numbers and times for the eye. Nothing formatted here is ever stored or sorted by. */
export interface Format {
  readonly number: (value: number) => string
  /** 0–1 as a percentage without decimals. */
  readonly percent: (share: number) => string
  /** A clock time with seconds: 14:03:12. */
  readonly clock: (instant: Date | string) => string
  /** Day and time of an ISO instant. */
  readonly instant: (iso: string) => string
  /** How long ago, roughly; the exact instant belongs in a title. */
  readonly ago: (iso: string, now: Date) => string
  /** An ISO date of any precision, or an interval `a/b`: 2024-11-12, 2024-11, 2024, 2020s. */
  readonly date: (iso: string) => string
  /** How long still: "about 2 min". */
  readonly duration: (milliseconds: number) => string
  readonly bytes: (count: number) => string
  readonly list: (parts: readonly string[]) => string
  /** A language by its code (ISO 639). */
  readonly language: (code: string) => string
}

export function createFormat(language: Language): Format {
  const tag = tags[language]
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const clock = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  })
  const instants = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const day = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const month = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const languages = new Intl.DisplayNames(tag, { type: 'language' })
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' })
  const unit = (name: string) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 })

  const oneDate = (iso: string): string => {
    const part = /^(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$/.exec(iso)
    if (part !== null) return partOfYear(language, part[2] ?? '', part[1] ?? '')
    const timed = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso)
    // The clock of the place it was written at: shown as it stands, in no other time zone.
    if (timed !== null) return `${oneDate(timed[1] ?? '')}, ${timed[2] ?? ''}`
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso)
    if (match === null) return iso
    const [, year = '', monthPart, dayPart] = match
    if (monthPart === undefined) return year
    const date = new Date(Date.UTC(Number(year), Number(monthPart) - 1, Number(dayPart ?? '1')))
    if (Number.isNaN(date.getTime())) return iso
    return (dayPart === undefined ? month : day).format(date)
  }

  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    clock: (instant) => clock.format(new Date(instant)),
    instant: (iso) => {
      const date = new Date(iso)
      return Number.isNaN(date.getTime()) ? iso : instants.format(date)
    },
    ago: (iso, now) => {
      const seconds = (new Date(iso).getTime() - now.getTime()) / 1000
      if (Number.isNaN(seconds)) return iso
      const steps = [[60, 'second'], [60, 'minute'], [24, 'hour'], [7, 'day'], [4.35, 'week'], [12, 'month']] as const // prettier-ignore
      let amount = seconds
      for (const [size, name] of steps) {
        if (Math.abs(amount) < size) return relative.format(Math.round(amount), name)
        amount /= size
      }
      return relative.format(Math.round(amount), 'year')
    },
    date: (iso) => iso.split('/').map(oneDate).join(' – '),
    duration: (milliseconds) => {
      const seconds = Math.max(1, Math.round(milliseconds / 1000))
      if (seconds < 90) return unit('second').format(seconds)
      if (seconds < 5400) return unit('minute').format(Math.round(seconds / 60))
      return unit('hour').format(Math.round(seconds / 360) / 10)
    },
    bytes: (count) => {
      if (count < 1000) return unit('byte').format(count)
      if (count < 1_000_000) return unit('kilobyte').format(count / 1000)
      return unit('megabyte').format(count / 1_000_000)
    },
    list: (parts) => lists.format(parts),
    language: (code) => {
      try {
        return languages.of(code) ?? code
      } catch {
        return code // no code at all
      }
    },
  }
}
