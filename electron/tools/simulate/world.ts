import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { chanceOf, type Chance } from './chance.ts'

const spellings = z.object({
  own: z.string(),
  english: z.string().optional(),
  scientific: z.string().optional(),
  reading: z.string().optional(),
})
const culture = z.object({
  given: z.array(spellings),
  family: z.array(spellings),
  countries: z.array(z.string()),
})
const habits = ['own', 'english', 'scientific', 'reading', 'initials', 'typo', 'reversed'] as const
const namesSchema = z.object({
  cyrillic: culture,
  chinese: culture,
  vietnamese: culture,
  german: culture,
  demonyms: z.record(z.string(), z.string()),
  offices: z.array(z.string()),
  localOffices: z.array(z.string()),
  companies: z.array(z.object({ own: z.string(), short: z.string() })),
  clubs: z.array(z.string()),
  places: z.array(z.string()),
  sources: z.array(z.object({ name: z.string(), habit: z.enum(habits) })),
})
type Spellings = z.infer<typeof spellings>

/** How a source writes names: always the same way, as a translating machine or a house style does. */
export type Habit = (typeof habits)[number]

export interface Source {
  readonly name: string
  readonly habit: Habit
}

/** What a person is known by beside the name. */
type Position =
  | { readonly kind: 'state'; readonly office: string; readonly country: string; readonly demonym: string }
  | { readonly kind: 'town'; readonly office: string }
  | { readonly kind: 'company'; readonly office: string; readonly company: string }

export interface Person {
  /** Known to the truth alone; never in a text. */
  readonly key: string
  readonly given: Spellings
  readonly family: Spellings
  readonly familyFirst: boolean
  readonly position: Position
  /** The one spelling mistake that a careless source makes with this family name, again and again. */
  readonly typo: string
  /** Key of the person of the same name, or null. */
  readonly namesake: string | null
}

export interface World {
  readonly people: readonly Person[]
  readonly companies: readonly { readonly own: string; readonly short: string }[]
  readonly clubs: readonly string[]
  readonly places: readonly string[]
  readonly sources: readonly Source[]
}

/** How many are drawn of each kind; the other half of a pair of namesakes comes on top. */
const drawn = { cyrillic: 9, chinese: 5, vietnamese: 5, german: 13 } as const

/**
 * Who there is: 32 people and the namesakes of six of them. Namesakes share given and family name and differ, two pairs
 * each, in the country, in the office alone, and in the company alone.
 */
export function worldOf(seed: number): World {
  const names = namesSchema.parse(
    JSON.parse(readFileSync(new URL('names.json', import.meta.url), 'utf8')) as unknown,
  )
  const chance = chanceOf(seed)
  const people: Person[] = []
  for (const [name, count] of Object.entries(drawn)) {
    const { given, family, countries } = names[name as keyof typeof drawn]
    const pairs = given.flatMap((one) => family.map((other) => [one, other] as const))
    for (const [one, other] of chance.shuffled(pairs).slice(0, count)) {
      const country = chance.pick(countries)
      people.push({
        key: `person-${String(people.length)}`,
        given: one,
        family: other,
        familyFirst: name === 'chinese' || name === 'vietnamese',
        position: {
          kind: 'state',
          office: chance.pick(names.offices),
          country,
          demonym: names.demonyms[country] ?? '',
        },
        typo: misspelt(chance, other.own),
        namesake: null,
      })
    }
  }
  const placed = people.map((person, index): Person => {
    if (index % 8 === 5)
      return { ...person, position: { kind: 'town', office: chance.pick(names.localOffices) } }
    if (index % 8 === 6 || index % 8 === 3)
      return {
        ...person,
        position: { kind: 'company', office: 'Vorstandschef', company: chance.pick(names.companies).own },
      }
    return person
  })
  return {
    people: withNamesakes(chance, placed, names),
    companies: names.companies,
    clubs: names.clubs,
    places: names.places,
    sources: names.sources,
  }
}

function withNamesakes(
  chance: Chance,
  people: readonly Person[],
  names: z.infer<typeof namesSchema>,
): readonly Person[] {
  const all = [...people]
  const used = new Set<string>()
  const other = <T>(from: readonly T[], one: T): T => chance.pick(from.filter((each) => each !== one))
  const add = (kind: Position['kind'], change: (person: Person) => Position): void => {
    const at = all.findIndex(({ key, position }) => position.kind === kind && !used.has(key))
    const person = all[at]
    if (person === undefined) return
    const key = `${person.key}-namesake`
    used.add(person.key).add(key)
    all[at] = { ...person, namesake: key }
    all.push({ ...person, key, position: change(person), namesake: person.key })
  }
  const countries = Object.keys(names.demonyms)
  for (let pair = 0; pair < 2; pair += 1) {
    add('state', ({ position }) => {
      const country = other(countries, position.kind === 'state' ? position.country : '')
      return { kind: 'state', office: position.office, country, demonym: names.demonyms[country] ?? '' }
    })
    add('state', ({ position }) =>
      pair === 0 && position.kind === 'state'
        ? { ...position, office: other(names.offices, position.office) }
        : { kind: 'town', office: chance.pick(names.localOffices) },
    )
    add('company', ({ position }) => {
      const companies = names.companies.map(({ own }) => own)
      const company = other(companies, position.kind === 'company' ? position.company : '')
      return { kind: 'company', office: position.office, company }
    })
  }
  return all
}

/** A word with two letters swapped, one left out, or one doubled; the first letter stays. */
export function misspelt(chance: Chance, word: string): string {
  for (;;) {
    const at = 1 + chance.below(word.length - 2)
    const [before, here, next, after] = [
      word.slice(0, at),
      word.charAt(at),
      word.charAt(at + 1),
      word.slice(at + 2),
    ]
    const other = chance.pick([
      before + next + here + after,
      before + next + after,
      before + here + here + next + after,
    ])
    if (other !== word) return other
  }
}

/** Full name and family name as a source writes them. */
export function nameBy(person: Person, habit: Habit): { readonly full: string; readonly family: string } {
  const spelt = (name: Spellings): string =>
    habit === 'english' || habit === 'scientific' || habit === 'reading'
      ? (name[habit] ?? name.own)
      : name.own
  const given = spelt(person.given)
  const family = habit === 'typo' ? person.typo : spelt(person.family)
  if (habit === 'initials' && !person.familyFirst) return { full: `${given.charAt(0)}. ${family}`, family }
  const familyFirst = habit === 'reversed' ? false : person.familyFirst
  return { full: familyFirst ? `${family} ${given}` : `${given} ${family}`, family }
}
