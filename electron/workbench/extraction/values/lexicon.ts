import { z } from 'zod'

const words = z.array(z.string())
const numbers = z.record(z.string(), z.number())
const strings = z.record(z.string(), z.string())

/** `calendar.json`: the words German dates, durations and frequencies are made of. */
export const calendarLexiconSchema = z.object({
  /** Names as written, genitives and abbreviations included, to 1–12. */
  months: numbers,
  /** Names as written to ISO weekdays, Monday = 1. */
  weekdays: numbers,
  /** Lower-case parts of the day to TIMEX codes (MO, AF …). */
  dayParts: strings,
  seasons: strings,
  /** "heute", "gestern" to days from the day of speaking. */
  days: numbers,
  dayAdjectives: numbers,
  /** Units of time as written to S, TM, H, D, W, WE, M, Q, HY, Y, DE, CE. */
  units: strings,
  /** Stems of adjectives that point back, ahead, or at the current unit. */
  previous: words,
  next: words,
  current: words,
  early: words,
  middle: words,
  late: words,
  yearEdges: strings,
  monthEdges: strings,
  /** "Vorjahr" to a number of units. */
  compoundRelative: z.record(z.string(), z.tuple([z.number(), z.string()])),
  /** Words and phrases that only say past or future. */
  vague: strings,
  vaguePhrases: strings,
  /** Feasts with a fixed day, MM-DD. */
  feasts: strings,
  /** Words after which a four-digit number is a year. */
  yearLeads: words,
  /** Words after which a month name stands for the month. */
  monthLeads: words,
  /** Words whose number names something and counts nothing. */
  numberedThings: words,
  futureCues: words,
  speechVerbs: words,
  /** Finite forms of strong verbs and auxiliaries in the past tense. */
  pastCues: words,
  /** Plural forms of the present tense that clauses about coming events use. */
  presentForms: words,
  /** Words in -t or -te that are no verbs. */
  notVerbs: words,
  /** Nouns in front of which a number counts people and is no year. */
  countedPeople: words,
  agoWords: words,
  sinceWords: words,
  aheadWords: words,
  laterWords: words,
  earlierWords: words,
  frequencies: strings,
  /** "-tägig" and the like to units. */
  durationAdjectives: strings,
  longAdjectives: strings,
  /** Dated events for arithmetic with anniversaries; every group of `all` must occur near the phrase. */
  anniversaries: z.array(
    z.object({ phrases: words.min(1), all: z.array(words), date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }),
  ),
})
export type CalendarLexicon = z.infer<typeof calendarLexiconSchema>

/** `units.json`: number words, units of measure, currencies and the words that compare. */
export const unitLexiconSchema = z.object({
  numberWords: numbers,
  ordinalStems: numbers,
  multipliers: numbers,
  /** As written to ISO 4217. */
  currencies: strings,
  /** As written to the symbol. */
  units: strings,
  comparators: z.record(z.string(), z.enum(['=', '>', '<', '>=', '<=', '~'])),
  vagueAmounts: words,
  superlativeEndings: words,
  /** Nouns that make "erste" and "zweite" a count worth marking. */
  ordinalNouns: words,
})
export type UnitLexicon = z.infer<typeof unitLexiconSchema>

type Comparator = UnitLexicon['comparators'][string]

/** Both lexicons as sets and maps, made once per run. */
export interface ValueLexicon {
  readonly calendar: Readonly<Pick<CalendarLexicon, 'anniversaries' | 'previous' | 'next' | 'current'>>
  readonly months: ReadonlyMap<string, number>
  readonly weekdays: ReadonlyMap<string, number>
  readonly dayParts: ReadonlyMap<string, string>
  readonly seasons: ReadonlyMap<string, string>
  readonly days: ReadonlyMap<string, number>
  readonly dayAdjectives: ReadonlyMap<string, number>
  readonly timeUnits: ReadonlyMap<string, string>
  readonly edges: ReadonlyMap<string, 'START' | 'MID' | 'END'>
  readonly yearEdges: ReadonlyMap<string, string>
  readonly monthEdges: ReadonlyMap<string, string>
  readonly compoundRelative: ReadonlyMap<string, readonly [number, string]>
  readonly vague: ReadonlyMap<string, string>
  readonly vaguePhrases: ReadonlyMap<string, string>
  /** The first two words of the vague phrases, to ask before more are put together. */
  readonly vagueOpenings: ReadonlySet<string>
  readonly feasts: ReadonlyMap<string, string>
  readonly frequencies: ReadonlyMap<string, string>
  readonly durationAdjectives: readonly (readonly [string, string])[]
  readonly longAdjectives: ReadonlyMap<string, string>
  readonly numberWords: ReadonlyMap<string, number>
  readonly ordinalStems: ReadonlyMap<string, number>
  readonly multipliers: ReadonlyMap<string, number>
  readonly currencies: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, string>
  readonly comparators: ReadonlyMap<string, Comparator>
  /** First words of the comparators, to ask before a phrase is put together. */
  readonly comparatorOpeners: ReadonlySet<string>
  readonly sets: Readonly<Record<ValueWordSet, ReadonlySet<string>>>
  readonly superlativeEndings: readonly string[]
}

type ValueWordSet =
  | Extract<
      keyof CalendarLexicon,
      | 'yearLeads'
      | 'monthLeads'
      | 'numberedThings'
      | 'futureCues'
      | 'speechVerbs'
      | 'pastCues'
      | 'presentForms'
      | 'notVerbs'
      | 'countedPeople'
      | 'agoWords'
      | 'sinceWords'
      | 'aheadWords'
      | 'laterWords'
      | 'earlierWords'
    >
  | Extract<keyof UnitLexicon, 'vagueAmounts' | 'ordinalNouns'>

export function compileValueLexicon(calendar: CalendarLexicon, units: UnitLexicon): ValueLexicon {
  const map = <Value>(record: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
    new Map(Object.entries(record))
  const edges = new Map<string, 'START' | 'MID' | 'END'>()
  for (const word of calendar.early) edges.set(word, 'START')
  for (const word of calendar.middle) edges.set(word, 'MID')
  for (const word of calendar.late) edges.set(word, 'END')
  return {
    calendar: {
      anniversaries: calendar.anniversaries,
      previous: calendar.previous,
      next: calendar.next,
      current: calendar.current,
    },
    months: map(calendar.months),
    weekdays: map(calendar.weekdays),
    dayParts: map(calendar.dayParts),
    seasons: map(calendar.seasons),
    days: map(calendar.days),
    dayAdjectives: map(calendar.dayAdjectives),
    timeUnits: map(calendar.units),
    edges,
    yearEdges: map(calendar.yearEdges),
    monthEdges: map(calendar.monthEdges),
    compoundRelative: map(calendar.compoundRelative),
    vague: map(calendar.vague),
    vaguePhrases: map(calendar.vaguePhrases),
    vagueOpenings: new Set(
      Object.keys(calendar.vaguePhrases).map((phrase) => phrase.split(' ', 2).join(' ')),
    ),
    feasts: map(calendar.feasts),
    frequencies: map(calendar.frequencies),
    durationAdjectives: Object.entries(calendar.durationAdjectives),
    longAdjectives: map(calendar.longAdjectives),
    numberWords: map(units.numberWords),
    ordinalStems: map(units.ordinalStems),
    multipliers: map(units.multipliers),
    currencies: map(units.currencies),
    units: map(units.units),
    comparators: map(units.comparators),
    comparatorOpeners: new Set(Object.keys(units.comparators).map((phrase) => phrase.split(' ')[0] ?? '')),
    sets: {
      yearLeads: new Set(calendar.yearLeads),
      monthLeads: new Set(calendar.monthLeads),
      numberedThings: new Set(calendar.numberedThings),
      futureCues: new Set(calendar.futureCues),
      speechVerbs: new Set(calendar.speechVerbs),
      pastCues: new Set(calendar.pastCues),
      presentForms: new Set(calendar.presentForms),
      notVerbs: new Set(calendar.notVerbs),
      countedPeople: new Set(calendar.countedPeople),
      agoWords: new Set(calendar.agoWords),
      sinceWords: new Set(calendar.sinceWords),
      aheadWords: new Set(calendar.aheadWords),
      laterWords: new Set(calendar.laterWords),
      earlierWords: new Set(calendar.earlierWords),
      vagueAmounts: new Set(units.vagueAmounts),
      ordinalNouns: new Set(units.ordinalNouns),
    },
    superlativeEndings: units.superlativeEndings,
  }
}
