import type { ReleaseView } from '../../../shared/model/release.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { totals, type ReleaseBody } from './freeze.ts'
import {
  partsOf,
  PartWriter,
  recordsOf,
  type FrozenPart,
  type PartKind,
  type PartReader,
  type PartRecords,
} from './frozen-parts.ts'

/** What is removed for good: articles, entities, and steps of the history that lose their words. */
export interface Removed {
  readonly articles: ReadonlySet<string>
  readonly entities: ReadonlySet<string>
  readonly steps: ReadonlySet<number>
}

/** A release without what was removed. */
export interface PurgedRelease {
  readonly id: string
  readonly parts: readonly FrozenPart[]
  readonly body: Pick<ReleaseBody, 'facts' | 'articles' | 'entities' | 'changes'>
  /** Files that could not be read, and are no part of it any more. */
  readonly damaged: number
}

/**
 * The release written again without what is removed; null where it holds nothing of it. The new files are durable; the
 * old ones stay until nothing names them. A file that cannot be read goes as a whole: nobody can tell what it holds.
 */
export function purgedRelease(
  { view, parts }: { readonly view: ReleaseView; readonly parts: readonly FrozenPart[] },
  { read, put }: { readonly read: PartReader; readonly put: (bytes: Uint8Array) => string },
  removed: Removed,
): PurgedRelease | null {
  const writer = new PartWriter(put)
  const counts = { facts: 0, articles: 0, entities: 0 }
  const { articles, entities, steps } = removed
  let damaged = 0
  const everyReadable = function* <K extends PartKind>(kind: K): Generator<PartRecords[K], void, undefined> {
    for (const part of partsOf(parts, kind)) {
      const records = readable(() => recordsOf(read, part))
      if (records === null) damaged += 1
      else yield* records
    }
  }
  for (const head of everyReadable('head')) writer.add('head', head)
  for (const { fact, decisions } of everyReadable('facts')) {
    if (articles.has(fact.articleId)) continue
    counts.facts += 1
    writer.add('facts', { fact: withoutThem(fact, removed), decisions: decisions.filter(({ seq }) => !steps.has(seq)) })
  }
  for (const { row, content } of everyReadable('articles')) {
    if (articles.has(row.id)) continue
    counts.articles += 1
    const mentions = content.mentions.map((mention) => isIn(entities, mention.entityId) ? { ...mention, entityId: null } : mention)
    writer.add('articles', { row, content: { ...content, mentions, entities: content.entities.filter(({ id }) => !entities.has(id)) } })
  }
  for (const { entity, named } of everyReadable('entities')) {
    if (entities.has(entity.id)) continue
    counts.entities += 1
    writer.add('entities', {
      named,
      entity: {
        ...entity,
        aliases: entity.aliases.filter(({ scopeId }) => !isIn(articles, scopeId)),
        offices: entity.offices.map((office) => isIn(entities, office.of?.id ?? null) ? { ...office, of: null } : office),
        merged: entity.merged.filter(({ id }) => !entities.has(id)),
        different: entity.different.filter(({ entity: { id } }) => !entities.has(id)),
      },
    })
  }
  const changes = [...everyReadable('changes')]
    .filter(({ articleId }) => !articles.has(articleId))
    .map((change) => change.cause.seq !== null && steps.has(change.cause.seq) ? { ...change, cause: { ...change.cause, label: '' } } : change)
  for (const change of changes) writer.add('changes', change)
  const written = writer.finish()
  // Equal records give equal bytes, so that a release nothing was taken from keeps its files.
  if (written.map(({ sha256 }) => sha256).join() === parts.map(({ sha256 }) => sha256).join()) return null
  return { id: view.id, parts: written, body: { ...counts, changes: view.changes === null ? null : totals(view.changes.against, changes) }, damaged }
} // prettier-ignore

function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

const isIn = (ids: ReadonlySet<string>, id: string | null): boolean => id !== null && ids.has(id)

/** A fact of another article no longer leads to who was removed. */
function withoutThem(fact: FactView, { articles, entities }: Removed): FactView {
  const { attribution } = fact
  return {
    ...fact,
    slots: fact.slots.map((slot) => (isIn(entities, slot.entityId) ? { ...slot, entityId: null } : slot)),
    attestations: fact.attestations.filter(({ articleId }) => !articles.has(articleId)),
    attribution:
      attribution === null
        ? null
        : {
            ...attribution,
            speaker: isIn(entities, attribution.speaker) ? null : attribution.speaker,
            chain: attribution.chain.filter((id) => !entities.has(id)),
          },
  }
}
