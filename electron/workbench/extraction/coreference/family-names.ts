import { isCapitalised, type Item, type SentenceWork } from '../mentions/work.ts'
import { isParticle } from '../names/order.ts'
import type { People, Person } from './people.ts'

/** Bare family names of persons introduced elsewhere, also as the first part of a compound. */
export function findFamilyNames(work: SentenceWork, people: People): void {
  for (const item of [...work.items]) {
    const person = item.type === 'PER' && item.to - item.from === 1 ? people.of(item) : undefined
    const from = person === undefined ? item.from : particlesFrom(work, item.from, person)
    if (person === undefined || from === item.from) continue
    // "Bin Salman": the particle belongs to the name wherever the name stands.
    work.remove(item)
    if (work.add({ ...item, from })) {
      const added = work.items.at(-1)
      if (added !== undefined) people.link(added, person)
    }
  }
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (token === undefined || !isCapitalised(token) || work.at(at) !== undefined) continue
    const hyphen = token.text.indexOf('-')
    const person = people.known(token.text)
    if (person !== undefined) {
      if (
        work.pack.nouns.likely(token.text) &&
        !/^(?:sagte|erklärte|herr|frau|und|dass|,|mit|von|$)/.test(work.lower(at - 1))
      )
        continue
      const word = people.candidatesByFamily(token.text)
      if (!word && token.text.length < 4) continue
      const item: Omit<Item, 'start' | 'end'> = {
        from: particlesFrom(work, at, person),
        to: at + 1,
        type: 'PER',
        form: 'name',
        target: { kind: 'person', clue: { words: [token.text] } },
        rule: 'mention.person.again',
        prior: 0.9,
      }
      if (work.add(item)) {
        const added = work.items.at(-1)
        if (added !== undefined) people.link(added, person)
      }
    } else if (hyphen > 2) {
      const part = token.text.slice(0, hyphen)
      const bearer = people.known(part)
      if (bearer === undefined || work.pack.nouns.likely(part)) continue
      const item: Item = {
        from: at,
        to: at + 1,
        start: token.start,
        end: token.start + hyphen,
        type: 'PER',
        form: 'name',
        target: { kind: 'person', clue: { words: [part] } },
        rule: 'mention.person.compound',
        prior: 0.8,
      }
      if (work.addSpan(item)) people.link(item, bearer)
    }
  }
}

/** First token of the particles that belong to a family name: "Von der Leyen", "bin Salman". */
function particlesFrom(work: SentenceWork, at: number, person: Person): number {
  let from = at
  for (let index = person.name.length - 2; index >= 0 && from > 0; index -= 1) {
    const word = person.name[index] ?? ''
    if (!isParticle(word) || work.lower(from - 1) !== word.toLowerCase() || work.at(from - 1) !== undefined)
      break
    from -= 1
  }
  return from
}
