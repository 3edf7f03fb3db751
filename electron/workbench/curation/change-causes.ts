import type { ChangeCause, ChangeGroup, FactChange, FactChangeKind } from '../../../shared/model/release.ts'
import type { FactId, EntityId } from '../../../shared/model/ids.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import type { ProjectSession } from '../session.ts'
import { differing, entitiesBetween, type FactPrint } from './fact-prints.ts'

/** Steps about a fact that leave it as it is. */
const harmless: readonly string[] = ['fact.recheck', 'sentence.review', 'coder.set']
const ofEntities = [
  'entity.merge',
  'entity.split',
  'mention.link',
  'entity.update',
  'history.undo',
  'history.redo',
]
const ofArticles = [
  'mention.link', 'mention.setType', 'mention.remove', 'mention.add', 'zone.set', 'article.setField', 'extraction.record', 'batch', 'facts.decide', 'history.undo', 'history.redo',
] // prettier-ignore
/** Their words name what was done; those of others name the one fact, of which there may be many. */
const spoken: readonly string[] = ['entity.merge', 'entity.split', 'entity.update', 'mention.link']

/** Looks into the history for why facts differ from what they were after step `since`. */
export class Causes {
  readonly #query: ProjectSession['query']
  readonly #since: number
  readonly #datasetId: string
  readonly #ofEntity = new Map<string, HistoryRow | null>()
  readonly #ofArticle = new Map<string, HistoryRow | null>()
  #queryChanged: HistoryRow | null | undefined

  constructor(query: ProjectSession['query'], since: number, datasetId: string) {
    this.#query = query
    this.#since = since
    this.#datasetId = datasetId
  }

  /** A fact that is there now and was not, was and is not, or is another. */
  async change(
    kind: FactChangeKind,
    factId: FactId,
    before: FactPrint | null,
    after: FactPrint | null,
  ): Promise<FactChange | null> {
    const now = after ?? before
    if (now === null) return null
    const fields = before === null || after === null ? [] : differing(before, after)
    return {
      change: kind,
      factId,
      articleId: now.articleId,
      type: now.type,
      fields,
      cause: await this.#cause(kind, factId, now, before !== null && after !== null ? entitiesBetween(before, after) : [], fields),
    }
  } // prettier-ignore

  async #cause(kind: FactChangeKind, factId: FactId, now: FactPrint, entities: readonly string[], fields: readonly string[]): Promise<ChangeCause> {
    if (fields.length === 1 && fields[0] === 'codebook') return { type: 'codebook', label: '', seq: null }
    const own = (await this.#query('facts.history', { factId })).find(
      (step) => this.#counts(step) && (kind !== 'changed' || step.type !== 'dataset.member'),
    )
    if (own !== undefined) return causeOf(own)
    for (const entityId of entities) {
      const step = await this.#stepOfEntity(entityId as EntityId)
      if (step !== null) return causeOf(step)
    }
    if (kind !== 'changed') {
      const changed = await this.#stepOfQuery()
      if (changed !== null) return { ...causeOf(changed), type: 'query' }
    }
    const step = await this.#stepOfArticle(now.articleId)
    return step === null ? { type: 'unknown', label: '', seq: null } : causeOf(step)
  } // prettier-ignore

  #counts = (step: HistoryRow): boolean =>
    step.seq > this.#since && step.undoneBy === null && !harmless.includes(step.type)

  async #stepOfEntity(entityId: EntityId): Promise<HistoryRow | null> {
    const known = this.#ofEntity.get(entityId)
    if (known !== undefined) return known
    const { rows } = await this.#query('history.list', { entityId, types: ofEntities, limit: 50 })
    // A merge or a split explains more than the link of one mention.
    const found = rows.filter(this.#counts).sort((a, b) => rank(a) - rank(b) || b.seq - a.seq)[0] ?? null
    this.#ofEntity.set(entityId, found)
    return found
  }

  async #stepOfArticle(articleId: FactPrint['articleId']): Promise<HistoryRow | null> {
    const known = this.#ofArticle.get(articleId)
    if (known !== undefined) return known
    const { rows } = await this.#query('history.list', { articleId, types: ofArticles, limit: 50 })
    const found = rows.find(this.#counts) ?? null
    this.#ofArticle.set(articleId, found)
    return found
  }

  async #stepOfQuery(): Promise<HistoryRow | null> {
    if (this.#queryChanged !== undefined) return this.#queryChanged
    const { rows } = await this.#query('history.list', { types: ['dataset.update'], limit: 100 })
    const found = rows.find((step) => this.#counts(step) && step.datasetId === this.#datasetId) ?? null
    this.#queryChanged = found
    return found
  }
}

const rank = (step: HistoryRow): number => ofEntities.indexOf(step.type)

/** What took a step back is told as such, with what it took back. */
const causeOf = ({ type, label, seq, undoOfType }: HistoryRow): ChangeCause => {
  const about = undoOfType ?? type
  return { type, label: spoken.includes(about) ? label : '', seq }
}

/** The changes by kind and cause: the commonest first. */
export function grouped(changes: Iterable<FactChange>): readonly ChangeGroup[] {
  const groups = new Map<string, { change: FactChangeKind; cause: ChangeCause; facts: number }>()
  for (const { change, cause } of changes) {
    const key = JSON.stringify([change, cause.type, cause.label])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { change, cause, facts: 1 })
    else {
      group.facts += 1
      if ((cause.seq ?? 0) > (group.cause.seq ?? 0)) group.cause = cause
    }
  }
  return [...groups.entries()]
    .sort(([a, one], [b, other]) => other.facts - one.facts || (a < b ? -1 : 1))
    .map(([, group]) => group)
}
