import { lastBelow } from './positions.ts'
import type { Target } from '../mentions/work.ts'
import type { People, Person } from './people.ts'

type Holder = Extract<Target, { kind: 'holder' }>

/** Offices that news texts use for one another. */
const equivalents: readonly RegExp[] = [
  /^(?:staats)?(?:präsident|chef|oberhaupt)$|^(?:präsident|staatschef|staatsoberhaupt|machthaber|staatsführer|staatslenker|juntachef)$/,
  /^(?:ministerpräsident|premierminister|premier|regierungschef|bundeskanzler|kanzler)$/,
  /^(?:außenminister|bundesaußenminister|chefdiplomat|außenamtschef)$/,
  /^(?:verteidigungsminister|bundesverteidigungsminister|kriegsminister)$/,
]

/** "die Verbandschefin" of one who was called "Vorsitzende des Verbands". */
const heads =
  /^(?:verbands|partei|gewerkschafts|konzern|unternehmens|firmen|fraktions|behörden|amts|kammer|instituts)chef$/
const leading =
  /^(?:vorsitzende[rn]?|präsident|direktor|leiter|generaldirektor|geschäftsführer|hauptgeschäftsführer|generalsekretär|vorstandschef|vorstandsvorsitzende[rn]?|parteichef|parteivorsitzende[rn]?)$/

interface OfficeKey {
  readonly noun: string
  /** Rank modifiers, in order: a deputy is not the head. */
  readonly rank: string
  readonly body: string
}

/** Takes an office key apart; compound prefixes that name a country or body are dropped from the noun. */
function readKey(key: string): OfficeKey {
  const [office = '', body = ''] = key.split('@')
  const words = office.split(' ')
  const noun = (words.pop() ?? '')
    .replace(/^(?:us|eu|un|nato|uno|kreml|ex|alt)-/, '')
    .replace(/(?<=[a-zäöüß]{3})in$/, '')
  const deputy = /^(?:vize|stellvertretende)/.test(noun)
  return { noun: noun.replace(/^vize-?/, ''), rank: [...words, ...(deputy ? ['vize'] : [])].join(' '), body }
}

function sameOffice(a: string, b: string): boolean {
  if (a === b) return true
  const first = readKey(a)
  const second = readKey(b)
  if (first.rank !== second.rank) return false
  if (first.body !== '' && second.body !== '' && first.body !== second.body) return false
  if (first.noun === second.noun)
    return first.body === second.body || first.noun.length > 12 || first.noun.endsWith('minister')
  if (first.noun === 'chef' || second.noun === 'chef') return false
  if (first.noun === 'minister' && second.noun.endsWith('minister')) return true
  if (second.noun === 'minister' && first.noun.endsWith('minister')) return true
  if (heads.test(second.noun) && leading.test(first.noun)) return true
  return (
    first.body === second.body &&
    equivalents.some((pattern) => pattern.test(first.noun) && pattern.test(second.noun))
  )
}

/** The person of the article who holds the office: the one mentioned last before, else the first after. */
export function holderOf(people: People, holder: Holder, position: number): Person | undefined {
  return (
    holderAmong(people.persons, holder, position, (person) => person.country === holder.country) ??
    // "der laotische Minister" of a minister whose country was not said, where he was named before.
    holderAmong(
      people.persons.filter((person) => (person.positions[0] ?? Infinity) < position),
      holder,
      position,
      (person) => person.country === undefined,
    )
  )
}

function holderAmong(
  persons: readonly Person[],
  holder: Holder,
  position: number,
  ofCountry: (person: Person) => boolean,
): Person | undefined {
  let best: Person | undefined
  let last = Number.NEGATIVE_INFINITY
  for (const person of persons) {
    if (holder.country !== undefined && !ofCountry(person)) continue
    if (holder.gender !== undefined && person.gender !== undefined && holder.gender !== person.gender)
      continue
    if (![...person.offices].some((office) => sameOffice(office, holder.office))) continue
    const before = lastBelow(person.positions, position)
    const score = before ?? -(person.positions[0] ?? 0) - 1
    if (best === undefined || score > last) {
      best = person
      last = score
    }
  }
  return best
}
