import { changeSentence } from '../../../shared/release-words.ts'
import type { ChangeGroup, FactChange, ReleaseView } from '../../../shared/model/release.ts'
import { grouped } from './change-causes.ts'
import type { ReleaseHead } from './frozen-parts.ts'

const words = {
  en: {
    title: (name: string, version: string) => `# What changed in ${name}, release ${version}`,
    first: 'This is the first release; there is nothing to compare it with.',
    against: (version: string) => `Compared with release ${version}, fact by fact, by the ids of the facts.`,
    none: 'No fact was added, removed or changed.',
    counts: (a: number, r: number, c: number) => `${String(a)} added, ${String(r)} removed, ${String(c)} changed.`,
    why: 'Why: the step of the history that explains the difference best. All changes, with the fields that differ, stand in `changes.jsonl`.',
    fields: 'differs in',
    more: (n: number) => `and ${String(n)} more, in \`changes.jsonl\``,
    purged: (day: string) => `On ${day} rows were removed from this release for good; changes of facts that went are no longer listed.`,
  },
  de: {
    title: (name: string, version: string) => `# Was sich in ${name}, Release ${version}, geändert hat`,
    first: 'Dies ist das erste Release; es gibt nichts, womit es zu vergleichen wäre.',
    against: (version: string) => `Verglichen mit Release ${version}, Fakt für Fakt, nach den IDs der Fakten.`,
    none: 'Kein Fakt kam hinzu, fiel weg oder änderte sich.',
    counts: (a: number, r: number, c: number) => `${String(a)} hinzugekommen, ${String(r)} weggefallen, ${String(c)} geändert.`,
    why: 'Warum: der Schritt des Verlaufs, der den Unterschied am besten erklärt. Alle Änderungen stehen mit den abweichenden Angaben in `changes.jsonl`.',
    fields: 'abweichend in',
    more: (n: number) => `und ${String(n)} weitere, in \`changes.jsonl\``,
    purged: (day: string) => `Am ${day} wurden Zeilen dieses Releases endgültig entfernt; Änderungen der entfernten Fakten sind nicht mehr aufgeführt.`,
  },
} as const // prettier-ignore

/** Facts named under a cause; the rest stands in the file of all changes. */
const named = 200

/** The page that says what changed and why, as Markdown. */
export function* changesPage(
  view: ReleaseView,
  head: ReleaseHead,
  changes: Iterable<FactChange>,
): Generator<string, void, undefined> {
  const say = words[head.language]
  yield `${say.title(view.datasetName, view.version)}\n\n`
  if (view.purgedAt !== null) yield `${say.purged(view.purgedAt.slice(0, 10))}\n\n`
  if (head.against === null) {
    yield `${say.first}\n`
    return
  }
  const all = [...changes]
  yield `${say.against(head.against)}\n\n`
  if (all.length === 0) {
    yield `${say.none}\n`
    return
  }
  const of = (kind: FactChange['change']): number => all.filter(({ change }) => change === kind).length
  yield `${say.counts(of('added'), of('removed'), of('changed'))} ${say.why}\n`
  const silent = head.options.texts === 'offsets'
  for (const group of grouped(all)) {
    const heading = changeSentence(silent ? withoutWords(group) : group, head.language)
    yield `\n## ${heading.replaceAll(/[\r\n]+/g, ' ')}\n\n`
    const own = all.filter(
      ({ change, cause }) => change === group.change && cause.type === group.cause.type && cause.label === group.cause.label,
    )
    for (const { factId, type, fields } of own.slice(0, named)) {
      const label = head.codebook.factTypes.find(({ id }) => id === type)?.label[head.language] ?? type
      yield `* \`${factId}\` ${label}${fields.length === 0 ? '' : `: ${say.fields} ${fields.join(', ')}`}\n`
    }
    if (own.length > named) yield `* ${say.more(own.length - named)}\n`
  }
} // prettier-ignore

/** The words of a mention are the article's. */
const withoutWords = (group: ChangeGroup): ChangeGroup =>
  group.cause.type === 'mention.link' ? { ...group, cause: { ...group.cause, label: '' } } : group
