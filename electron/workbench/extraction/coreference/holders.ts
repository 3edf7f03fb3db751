import type { Target } from '../mentions/work.ts'
import type { People, Person } from './people.ts'

type Holder = Extract<Target, { kind: 'holder' }>

const equivalents: readonly RegExp[] = [
  /^(?:.* )?(?:staats)?(?:präsident|chef|oberhaupt|führer|lenker|machthaber)(?:in)?$|^(?:.* )?(?:präsident|staatschef|staatsoberhaupt|machthaber)(?:in)?$/,
  /^(?:.* )?(?:ministerpräsident|premierminister|premier|regierungschef|bundeskanzler|kanzler)(?:in)?$/,
  /^(?:.* )?(?:außenminister|bundesaußenminister|chefdiplomat|außenamtschef)(?:in)?$/,
  /^(?:.* )?(?:verteidigungsminister|bundesverteidigungsminister|kriegsminister)(?:in)?$/,
]

/** The noun of an office key without modifiers, body and compound prefix ("us-präsident" gives "präsident"). */
function nounOf(key: string): string {
  const noun = key.replace(/@.*$/, '')
  return noun.replace(/(?:^|(?<= ))(?:us|eu|un|nato|uno|kreml)-/, '')
}

function sameOffice(a: string, b: string): boolean {
  if (a === b) return true
  const first = nounOf(a)
  const second = nounOf(b)
  if (first === second || first === `${second}in` || second === `${first}in`) return true
  if (first === 'minister' && second.endsWith('minister')) return true
  return equivalents.some((pattern) => pattern.test(first) && pattern.test(second))
}

/** The person of the article who holds the office: the one mentioned last before, else the first after. */
export function holderOf(people: People, holder: Holder, position: number): Person | undefined {
  let best: Person | undefined
  let last = Number.NEGATIVE_INFINITY
  for (const person of people.persons) {
    if (holder.country !== undefined && person.country !== holder.country) continue
    if (holder.gender !== undefined && person.gender !== undefined && holder.gender !== person.gender)
      continue
    if (![...person.offices].some((office) => sameOffice(office, holder.office))) continue
    const before = person.positions.findLast((at) => at < position)
    const score = before ?? -(person.positions[0] ?? 0) - 1
    if (best === undefined || score > last) {
      best = person
      last = score
    }
  }
  return best
}
