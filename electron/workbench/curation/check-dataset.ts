import { factTypeOf, slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import {
  checkKinds,
  invalidKinds,
  type CheckKind,
  type CheckRow,
  type DatasetCheck,
} from '../../../shared/model/release.ts'
import type { ArticleRow, FactView } from '../../../shared/model/views.ts'
import { holds } from '../../../shared/offsets.ts'
import type { QuotedSpan } from '../../../shared/model/span.ts'
import { BelegError } from '../../../shared/errors.ts'
import { withBrokenRules } from '../store/queries/coding-rules.ts'
import { articleRows } from '../store/queries/dataset-contents.ts'
import { requireDataset } from '../store/queries/datasets.ts'
import { everyFact, type Desk } from './reading-desk.ts'

/** Places shown of each kind; all are counted. */
const shown = 500

interface Found {
  count: number
  readonly rows: CheckRow[]
}

/** Looks a dataset over as it stands. Reads every fact and every text once; changes nothing. */
export async function checkDataset(desk: Desk, datasetId: string): Promise<DatasetCheck> {
  const { query, codebook } = desk
  const status = await query('project.status', {})
  const articles = new Map<string, ArticleRow>()
  for (const row of articleRows(desk.db, () => true)) articles.set(row.id, row)
  const dataset = requireDataset(desk.db, datasetId)
  const found = new Map<CheckKind, Found>()
  const note = (kind: CheckKind, row: Omit<CheckRow, 'articleTitle'>): void => {
    const of = found.get(kind) ?? { count: 0, rows: [] }
    found.set(kind, of)
    of.count += row.count
    if (of.rows.length < shown) of.rows.push({ ...row, articleTitle: articles.get(row.articleId)?.title ?? row.articleId })
  }
  const ids = new Set<string>()
  const touched = new Set<string>()
  const contradicting: Pick<FactView, 'id' | 'articleId' | 'type' | 'conflictsWith'>[] = []
  const texts = new Texts(desk.textOf)
  for (const fact of everyFact(desk, dataset)) {
    ids.add(fact.id)
    for (const { articleId } of fact.attestations) touched.add(articleId)
    touched.add(fact.articleId)
    if (fact.conflictsWith.length > 0) contradicting.push(fact)
    for (const [kind, about] of problemsOf(codebook, fact, texts)) {
      note(kind, { articleId: fact.articleId, factId: fact.id, type: fact.type, about, count: 1 })
    }
  }
  for (const { id, articleId, type, conflictsWith } of contradicting) {
    const inside = conflictsWith.filter((other) => ids.has(other))
    if (inside.length > 0) note('conflicts', { articleId, factId: id, type, about: inside, count: 1 })
  }
  for (const row of articles.values()) {
    if (!touched.has(row.id)) continue
    const whole = { articleId: row.id, factId: null, type: null, about: [] }
    if (row.facts > row.decided) note('undecided', { ...whole, count: row.facts - row.decided })
    if (row.sentences > row.reviewed) note('sweep', { ...whole, count: row.sentences - row.reviewed })
  }
  return {
    facts: ids.size,
    articles: touched.size,
    points: checkKinds.flatMap((kind) => {
      const of = found.get(kind)
      return of === undefined ? [] : [{ kind, ...of }]
    }),
    revision: status?.revision ?? 0,
  }
} // prettier-ignore

/** Throws `release.invalid` where a fact is, `release.open` where something is open and nobody said to freeze all the same. */
export function refuseUnready({ points, facts }: DatasetCheck, despite: boolean): void {
  const invalid = points.filter(({ kind }) => invalidKinds.includes(kind))
  const told = (of: DatasetCheck['points']): string[] =>
    of.map(({ kind, count }) => `${kind}: ${String(count)}`)
  if (facts === 0) throw new BelegError('release.empty')
  if (invalid.length > 0) throw new BelegError('release.invalid', { points: told(invalid) })
  if (points.length > 0 && !despite) throw new BelegError('release.open', { points: told(points) })
}

function problemsOf(codebook: Codebook, fact: FactView, texts: Texts): readonly (readonly [CheckKind, string[]])[] {
  const problems: [CheckKind, string[]][] = []
  const add = (kind: CheckKind, about: readonly string[]): void => {
    if (about.length > 0) problems.push([kind, [...new Set(about)]])
  }
  if (factTypeOf(codebook, fact.type) === undefined) add('type', [fact.type])
  add('missing', fact.missing)
  const [checked] = withBrokenRules(codebook, [fact])
  const severe = (id: string): boolean =>
    codebook.rules.find((rule) => rule.id === id)?.severity === 'refuse'
  add('refused', (checked?.breaks ?? []).filter(severe))
  add('warned', (checked?.breaks ?? []).filter((id) => !severe(id)))
  add('quotes', texts.displaced(fact))
  add('unlinked', fact.slots.filter((slot) => {
    const role = slotOf(codebook, fact.type, slot.role)
    // A role that words alone may fill as well asks for no entity.
    return role !== undefined && role.fillers.length > 0 && !role.text && slot.entityId === null && slot.value === null && !slot.notStated
  }).map(({ role, surface }) => surface ?? role))
  return problems
} // prettier-ignore

/** Texts as they are read one after the other. */
class Texts {
  readonly #textOf: Desk['textOf']
  #articleId = ''
  #text: string | null = null

  constructor(textOf: Desk['textOf']) {
    this.#textOf = textOf
  }

  /** Words kept with the fact that the text does not have at their place; all of them where the text cannot be read. */
  displaced(fact: FactView): readonly string[] {
    const own: QuotedSpan[] = [...fact.evidence, ...(fact.trigger === null ? [] : [fact.trigger])]
    for (const { start, end, surface } of fact.slots) {
      if (start !== null && end !== null && surface !== null) own.push({ start, end, surface })
    }
    const elsewhere = fact.attestations.filter(({ articleId }) => articleId !== fact.articleId)
    return [
      ...this.#wrong(fact.articleId, own),
      ...elsewhere.flatMap(({ articleId, evidence }) => this.#wrong(articleId, evidence)),
    ]
  }

  #wrong(articleId: string, spans: readonly QuotedSpan[]): readonly string[] {
    if (articleId !== this.#articleId) {
      this.#articleId = articleId
      this.#text = readable(() => this.#textOf(articleId))
    }
    const text = this.#text
    return spans.filter((span) => text === null || !holds(text, span)).map(({ surface }) => surface)
  }
}

function readable(read: () => string): string | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof BelegError) return null
    throw error
  }
}
