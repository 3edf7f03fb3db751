import { factTypeOf, slotOf, type Codebook, type FactType } from '../../../shared/model/codebook.ts'
import type { ExtractedFact } from '../../../shared/model/extraction.ts'
import { codeFact } from '../extraction/codes/derive.ts'
import { recoded } from '../store/codes.ts'
import type { Reading } from '../store/rows.ts'
import { byFirstNames, byPresentNames } from './former-names.ts'

/**
 * A proposal, made with the codebook that ships, under the project's own: by its names, without slots it took away or
 * retired, coded by its mapping. Null where it has or offers no such type any more.
 */
export function proposedUnder(shipped: Codebook, codebook: Codebook, fact: ExtractedFact): ExtractedFact | null {
  const type = factTypeOf(codebook, fact.type)
  if (type === undefined || type.retired === true) return null
  if (codebook === shipped) return fact
  const offered = fact.slots.filter(({ role }) => {
    const slot = slotOf(codebook, type.id, role)
    return slot === undefined ? slotOf(shipped, fact.type, role) === undefined : slot.retired !== true
  })
  const slots = offered.length === fact.slots.length ? fact.slots : offered
  const named = byPresentNames(codebook, { ...fact, slots, kind: type.kind })
  const was = factTypeOf(shipped, fact.type)
  if (was === undefined || mappingKey(was) === mappingKey(type)) return named
  const fresh = codeFact(codebook, byFirstNames(codebook, { ...named, topics: [] }))
  return { ...named, ...recoded(codebook, type.id, fact, fresh) }
} // prettier-ignore

/** What the codes of a fact follow from. */
export const mappingKey = ({ mapping }: FactType): string => JSON.stringify([mapping.plover, mapping.cameo])

/** What of a type its proposals depend on. */
const proposalKey = (type: FactType): string =>
  JSON.stringify([
    type.id,
    type.kind,
    type.former ?? [],
    type.retired === true,
    mappingKey(type),
    type.slots.map(({ role, former = [], retired = false }) => [role, former, retired]),
  ])

/**
 * Articles whose proposals read otherwise under the later codebook. Where a type came or is offered again, that may be any
 * article; else those that have proposals of a type that changed.
 */
export function readAnew(
  db: Reading,
  { before, after }: { readonly before: Codebook; readonly after: Codebook },
): readonly string[] {
  const all = (): readonly string[] =>
    db.all('SELECT article_id FROM extraction ORDER BY article_id', [], (row) => row.text('article_id'))
  const common = (codebook: Codebook): string =>
    JSON.stringify(codebook.commonSlots.map(({ role, former = [], retired = false }) => [role, former, retired]))
  if (common(before) !== common(after)) return all()
  const known = new Map(before.factTypes.map((type) => [type.id, type]))
  for (const type of after.factTypes) {
    const was =
      known.get(type.id) ??
      before.factTypes.find(({ id, former }) => type.former?.includes(id) === true || former?.includes(type.id) === true)
    if (was === undefined || (was.retired === true && type.retired !== true)) return all()
  }
  const changed = before.factTypes.filter((type) => {
    const is = factTypeOf(after, type.id)
    return is === undefined || proposalKey(is) !== proposalKey(type)
  })
  // A slot that comes back brings back what extraction said of it.
  const articles = new Set<string>()
  for (const { id } of changed) {
    for (const article of db.all('SELECT DISTINCT article_id FROM p_fact WHERE type = ?', [id], (row) => row.text('article_id')))
      articles.add(article)
  }
  return [...articles].sort()
} // prettier-ignore
