import { byPosition } from '../../../../shared/offsets.ts'
import type { MentionPack } from '../mentions/pack.ts'
import type { SentenceWork } from '../mentions/work.ts'
import { order } from '../ordered.ts'
import { countryPoints, Encounter } from './encounter.ts'
import { EntityTable } from './entities.ts'
import { findFamilyNames } from './family-names.ts'
import { holderOf } from './holders.ts'
import { standsForCountry } from './metonyms.ts'
import { People } from './people.ts'
import type { Resolved } from './resolved.ts'
import { Resolver } from './resolver.ts'
import { Speakers } from './speakers.ts'

export type { Resolved } from './resolved.ts'

/** Finds out who is who inside an article; the works are extended by family names met again. */
export function resolveArticle(
  works: readonly SentenceWork[],
  pack: MentionPack,
): { readonly resolved: readonly Resolved[]; readonly table: EntityTable } {
  const table = new EntityTable()
  const people = new People(pack)
  people.enter(
    works.flatMap((work) =>
      work.items
        .filter((item) => item.type === 'PER' && item.form === 'name')
        .map((item) => ({ work, item })),
    ),
  )
  for (const work of works) {
    for (const [role, item] of work.holders) people.holds(item, role.key, role.country, role.sector)
  }
  for (const work of works) findFamilyNames(work, people)
  for (const work of works) tellCountries(work, people)
  const encounter = new Encounter(countryPoints(works, people, standsForCountry))
  const speakers = new Speakers(works, people)
  const resolver = new Resolver(pack, table, people, encounter, speakers, works)
  const resolved: Resolved[] = []
  works.forEach((work, sentence) => {
    const ordered = order([...work.items], byPosition)
    for (const item of ordered) {
      const found = resolver.resolve(work, sentence, item)
      if (found !== undefined) resolved.push(found)
    }
  })
  return { resolved, table }
}

/** "Minister X …. Der laotische Minister dankte": what the later words say about X holds from the beginning. */
function tellCountries(work: SentenceWork, people: People): void {
  for (const { target, start } of work.items) {
    if (target.kind !== 'holder' || target.country === undefined) continue
    const person = holderOf(people, target, start)
    if (person !== undefined) person.country ??= target.country
  }
}
