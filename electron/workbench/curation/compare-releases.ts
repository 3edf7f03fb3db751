import { BelegError } from '../../../shared/errors.ts'
import type { FactId } from '../../../shared/model/ids.ts'
import type {
  ChangeCause,
  FactChange,
  ReleaseComparison,
  ReleaseView,
} from '../../../shared/model/release.ts'
import { grouped } from './change-causes.ts'
import { differing, printOf, type FactPrint } from './fact-prints.ts'
import { everyRecord } from './frozen-parts.ts'
import type { Desk } from './reading-desk.ts'
import type { FrozenFiles } from './release-source.ts'

type Held = FrozenFiles & { readonly view: ReleaseView }

/** Facts shown; all are counted. */
const shown = 1000

/**
 * What lies between two releases of a dataset, given in either order. Causes are those the releases after the older one
 * were frozen with; of a fact that changed more than once, the last.
 */
export function compareReleases(
  releases: readonly Held[],
  one: string,
  other: string,
  tell: Desk['tell'],
): ReleaseComparison {
  const places = [one, other].map((id) => releases.findIndex(({ view }) => view.id === id)).sort((a, b) => a - b)
  const [at = -1, until = -1] = places
  const from = releases[at]
  const to = releases[until]
  if (from === undefined || to === undefined) throw new BelegError('notFound', { kind: 'release', id: other })
  const causes = new Map<string, ChangeCause>()
  for (const { read, parts } of releases.slice(at + 1, until + 1)) {
    for (const { factId, cause } of everyRecord(read, parts, 'changes')) causes.set(factId, cause)
  }
  const before = printsOf(from)
  tell(1, 3)
  const after = printsOf(to)
  tell(2, 3)
  const changes: FactChange[] = []
  const add = (change: FactChange['change'], factId: FactId, print: FactPrint, fields: string[]): void => {
    const cause = causes.get(factId) ?? { type: 'unknown', label: '', seq: null }
    changes.push({ change, factId, articleId: print.articleId, type: print.type, fields, cause })
  }
  for (const [id, print] of after) {
    const was = before.get(id)
    if (was === undefined) add('added', id, print, [])
    else if (was.print !== print.print) add('changed', id, print, differing(was, print))
  }
  for (const [id, print] of before) if (!after.has(id)) add('removed', id, print, [])
  const titles = new Map<string, string>()
  for (const { read, parts } of [from, to]) {
    for (const { row } of everyRecord(read, parts, 'articles')) titles.set(row.id, row.title)
  }
  const of = (kind: FactChange['change']): number => changes.filter(({ change }) => change === kind).length
  return {
    from: from.view.version,
    to: to.view.version,
    added: of('added'),
    removed: of('removed'),
    changed: of('changed'),
    groups: [...grouped(changes)],
    rows: changes.slice(0, shown).map((change) => ({ ...change, articleTitle: titles.get(change.articleId) ?? change.articleId })),
  }
} // prettier-ignore

function printsOf({ read, parts }: Held): ReadonlyMap<FactId, FactPrint> {
  const prints = new Map<FactId, FactPrint>()
  for (const { fact } of everyRecord(read, parts, 'facts')) prints.set(fact.id, printOf(fact))
  return prints
}
