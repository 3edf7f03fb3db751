import type { ClusterView } from '../../../../shared/model/views.ts'
import type { ClusterEvidence, FoundCluster } from '../../linking/clusters.ts'
import { groupOf, idList, inList, judgementsBetween } from '../../linking/redirects.ts'
import { allRows, exists, firstRow, type Reading } from '../rows.ts'
import { entityRef } from './article-context.ts'
import { countsOf } from './entities.ts'

/** Shown at once; the next come up as these are decided. */
const mostShown = 100

const words: Readonly<Record<ClusterEvidence, { readonly en: string; readonly de: string }>> = {
  name: { en: 'same name', de: 'gleicher Name' },
  order: { en: 'same words, other order', de: 'gleiche Wörter, andere Folge' },
  spelling: { en: 'other spelling', de: 'andere Schreibung' },
  reading: { en: 'other reading', de: 'andere Lesung' },
  initials: { en: 'initials fit', de: 'Initialen passen' },
  edit: { en: 'few letters different', de: 'wenige Buchstaben anders' },
  part: { en: 'part of the name', de: 'Teil des Namens' },
  partSpelling: { en: 'part, other spelling', de: 'Teil, andere Schreibung' },
  partReading: { en: 'part, other reading', de: 'Teil, andere Lesung' },
  partEdit: { en: 'part, few letters different', de: 'Teil, wenige Buchstaben anders' },
  sound: { en: 'sounds alike', de: 'klingt gleich' },
  letters: { en: 'same pairs of letters', de: 'gleiche Buchstabenpaare' },
  company: { en: 'in the same company', de: 'in gleicher Gesellschaft' },
}

/** Groups as they stand now: what was merged since is one, what was judged different or put off since is gone. */
export function clusterViews(
  db: Reading,
  { clusters, later }: { readonly clusters: readonly FoundCluster[]; readonly later: boolean },
): { readonly clusters: ClusterView[]; readonly later: number } {
  const shown: ClusterView[] = []
  let putOff = 0
  for (const cluster of clusters) {
    const ids = undecided(db, rootsOf(db, cluster.ids))
    if (ids.length < 2) continue
    const waits = exists(db, 'SELECT 1 FROM cluster_later WHERE members = ?', [[...ids].sort().join(' ')])
    if (waits) putOff += 1
    if (waits !== later || shown.length >= mostShown) continue
    shown.push({
      entities: ids
        .flatMap((id) => memberOf(db, id))
        .sort((a, b) => b.mentions - a.mentions || (a.id < b.id ? -1 : 1)),
      evidence: cluster.evidence.map(({ code, a, b }) => ({ code, ...words[code], a, b })),
      score: cluster.score,
    })
  }
  return { clusters: shown, later: putOff }
}

const rootsOf = (db: Reading, ids: readonly string[]): readonly string[] =>
  db.all(
    `SELECT DISTINCT root FROM d_entity WHERE entity_id IN ${inList} ORDER BY root`,
    [idList(ids)],
    (row) => row.text('root'),
  )

/** Members that are not yet judged different from every other one. */
function undecided(db: Reading, ids: readonly string[]): readonly string[] {
  const groups = new Map(ids.map((id) => [id, groupOf(db, id)]))
  return ids.filter((id) =>
    ids.some(
      (other) =>
        other !== id && judgementsBetween(db, groups.get(id) ?? [], groups.get(other) ?? []).length === 0,
    ),
  )
}

function memberOf(db: Reading, id: string): ClusterView['entities'] {
  const row = firstRow(db, 'SELECT id, type, label_de, label_en, country FROM entity WHERE id = ?', [id])
  if (row === undefined) return []
  const names = allRows(db, `SELECT DISTINCT text FROM alias WHERE entity_id IN ${inList} ORDER BY text LIMIT 12`, [
    idList(groupOf(db, id)),
  ]).map((alias) => String(alias['text']))
  return [{ ...entityRef(row), names, ...countsOf(db, id) }]
} // prettier-ignore
