import { briefProposal } from './brief-proposal.ts'
import { schemaVersion } from '../database/index.ts'
import { insertRows, type Writing } from './rows.ts'
import type { StoredExtraction } from './stored-extraction.ts'
import type { ExtractedFact } from '../../../shared/model/extraction.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { proposedUnder } from '../codebook/proposed-under.ts'

/** Version of the schema in which proposed facts have a brief form beside their body. */
const briefSince = 13

/** A proposed fact as `p_fact.body_json` keeps it: the extraction's words with the store's ids. */
export interface ProposedFact extends Omit<
  ExtractedFact,
  'id' | 'slots' | 'conflictsWith' | 'derivedFrom' | 'partOf'
> {
  readonly id: string
  readonly slots: readonly ProposedSlot[]
  readonly conflictsWith: readonly string[]
  readonly derivedFrom: string | null
}

export type ProposedSlot = Omit<ExtractedFact['slots'][number], 'entity' | 'mention'> & {
  readonly id: string
  readonly localEntity: string | null
  readonly mentionId: string | null
}

const tables = ['p_mention', 'p_entity', 'p_fact', 'p_zone', 'p_sentence', 'p_field'] as const

/** Removes what extraction said about an article. */
export function clearProposals(db: Writing, articleId: string): void {
  db.run('DELETE FROM p_slot WHERE fact_id IN (SELECT id FROM p_fact WHERE article_id = ?)', [articleId])
  for (const table of tables) db.run(`DELETE FROM ${table} WHERE article_id = ?`, [articleId])
}

/** Builds the `p_` rows of one article from its blob, after `clearProposals`; facts that are answered elsewhere are left out. */
export function buildProposals(
  db: Writing,
  codebooks: { readonly shipped: Codebook; readonly current: Codebook },
  stored: StoredExtraction,
  answered: ReadonlySet<string>,
): void {
  const { articleId, output, mentionIds, links } = stored
  const idOf = (local: string): string => mentionIds[local] ?? local
  insertRows(
    db,
    'p_mention',
    ['id', 'article_id', 'local_id', 'start', 'end', 'quote', 'type', 'form', 'local_entity', 'norm_json', 'rule', 'prior', 'nested_in'],
    output.mentions.map((mention) => [
      idOf(mention.id),
      articleId,
      mention.id,
      mention.start,
      mention.end,
      mention.surface,
      mention.type,
      mention.form,
      mention.entity,
      mention.norm === undefined ? null : JSON.stringify(mention.norm),
      mention.rule,
      mention.prior,
      mention.nestedIn === undefined ? null : idOf(mention.nestedIn),
    ]),
  ) // prettier-ignore
  insertRows(
    db,
    'p_entity',
    ['article_id', 'local_id', 'type', 'canonical', 'body_json', 'entity_id', 'link_rule'],
    output.entities.map((entity) => {
      const link = links[entity.id]
      const { mentions: _mentions, ...body } = entity
      return [
        articleId,
        entity.id,
        entity.type,
        entity.canonical,
        JSON.stringify(body),
        link?.entityId ?? null,
        link?.rule ?? null,
      ]
    }),
  )
  const known = output.facts.flatMap((fact) => {
    if (answered.has(stored.factIds[fact.id] ?? fact.id)) return []
    return proposedUnder(codebooks.shipped, codebooks.current, fact) ?? []
  })
  const proposed = known.map((fact) => proposedFact(stored, fact))
  // A journal may be read back into a database of an older schema; the migration that follows fills the column.
  const brief = schemaVersion(db) >= briefSince
  insertRows(
    db,
    'p_fact',
    [
      'id',
      'article_id',
      'ordinal',
      'type',
      'start',
      'rule',
      'prior',
      'fingerprint',
      'body_json',
      ...(brief ? ['brief_json'] : []),
    ],
    proposed.map((fact, ordinal) => [
      fact.id,
      articleId,
      ordinal,
      fact.type,
      fact.evidence[0]?.start ?? 0,
      fact.rule,
      fact.prior,
      fact.fingerprint,
      JSON.stringify(fact),
      ...(brief ? [JSON.stringify(briefProposal(fact))] : []),
    ]),
  )
  insertRows(
    db,
    'p_slot',
    ['slot_id', 'fact_id', 'role', 'local_entity', 'mention_id'],
    proposed.flatMap((fact) =>
      fact.slots.map((slot) => [slot.id, fact.id, slot.role, slot.localEntity, slot.mentionId]),
    ),
  )
  insertRows(db, 'p_zone', ['article_id', 'start', 'end', 'section', 'kind', 'rule'], [
    ...output.sections.map(({ start, end, kind }) => [articleId, start, end, kind, null, null]),
    ...output.boilerplate.map(({ start, end, kind, rule }) => [articleId, start, end, null, kind, rule]),
  ]) // prettier-ignore
  insertRows(
    db,
    'p_sentence',
    ['article_id', 'ordinal', 'start', 'end', 'section'],
    output.sentences.map(({ start, end, section }, ordinal) => [articleId, ordinal, start, end, section]),
  )
  insertRows(
    db,
    'p_field',
    ['article_id', 'field', 'value', 'basis', 'start', 'end', 'quote', 'rule'],
    Object.entries(output.metadata).map(([field, value]) => [
      articleId,
      field,
      String(value.value),
      value.basis,
      value.span?.start ?? null,
      value.span?.end ?? null,
      value.span?.surface ?? null,
      value.rule ?? null,
    ]),
  )
}

function proposedFact(stored: StoredExtraction, fact: ExtractedFact): ProposedFact {
  const id = stored.factIds[fact.id] ?? fact.id
  const factId = (local: string): string[] => {
    const found = stored.factIds[local]
    return found === undefined ? [] : [found]
  }
  const { slots, conflictsWith, derivedFrom, partOf: _partOf, ...rest } = fact
  return {
    ...rest,
    id,
    slots: slots.map(({ entity, mention, ...slot }, index) => ({
      ...slot,
      id: `${id}.${String(index + 1)}`,
      localEntity: entity ?? null,
      mentionId: typeof mention === 'string' ? (stored.mentionIds[mention] ?? null) : null,
    })),
    conflictsWith: (conflictsWith ?? []).flatMap(factId),
    derivedFrom: derivedFrom === undefined ? null : (factId(derivedFrom)[0] ?? null),
  }
}
