import { insert, type Writing } from './rows.ts'
import type { StoredExtraction } from './stored-extraction.ts'
import type { ExtractedFact } from '../../../shared/model/extraction.ts'
import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'

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
  codebook: Codebook,
  stored: StoredExtraction,
  answered: ReadonlySet<string>,
): void {
  const { articleId, output, mentionIds, links } = stored
  const idOf = (local: string): string => mentionIds[local] ?? local
  for (const mention of output.mentions) {
    insert(db, 'p_mention', {
      id: idOf(mention.id),
      article_id: articleId,
      local_id: mention.id,
      start: mention.start,
      end: mention.end,
      quote: mention.surface,
      type: mention.type,
      form: mention.form,
      local_entity: mention.entity,
      norm_json: mention.norm === undefined ? null : JSON.stringify(mention.norm),
      rule: mention.rule,
      prior: mention.prior,
      nested_in: mention.nestedIn === undefined ? null : idOf(mention.nestedIn),
    })
  }
  for (const entity of output.entities) {
    const link = links[entity.id]
    const { mentions: _mentions, ...body } = entity
    insert(db, 'p_entity', {
      article_id: articleId,
      local_id: entity.id,
      type: entity.type,
      canonical: entity.canonical,
      body_json: JSON.stringify(body),
      entity_id: link?.entityId,
      link_rule: link?.rule,
    })
  }
  const known = output.facts.filter(
    (fact) =>
      factTypeOf(codebook, fact.type) !== undefined && !answered.has(stored.factIds[fact.id] ?? fact.id),
  )
  for (const [ordinal, fact] of known.entries()) {
    const proposed = proposedFact(stored, fact)
    insert(db, 'p_fact', {
      id: proposed.id,
      article_id: articleId,
      ordinal,
      type: fact.type,
      start: fact.evidence[0]?.start ?? 0,
      rule: fact.rule,
      prior: fact.prior,
      fingerprint: fact.fingerprint,
      body_json: JSON.stringify(proposed),
    })
    for (const slot of proposed.slots) {
      insert(db, 'p_slot', {
        slot_id: slot.id,
        fact_id: proposed.id,
        role: slot.role,
        local_entity: slot.localEntity,
        mention_id: slot.mentionId,
      })
    }
  }
  for (const section of output.sections) {
    insert(db, 'p_zone', {
      article_id: articleId,
      start: section.start,
      end: section.end,
      section: section.kind,
    })
  }
  for (const zone of output.boilerplate) {
    insert(db, 'p_zone', {
      article_id: articleId,
      start: zone.start,
      end: zone.end,
      kind: zone.kind,
      rule: zone.rule,
    })
  }
  for (const [ordinal, sentence] of output.sentences.entries()) {
    insert(db, 'p_sentence', {
      article_id: articleId,
      ordinal,
      start: sentence.start,
      end: sentence.end,
      section: sentence.section,
    })
  }
  for (const [field, value] of Object.entries(output.metadata)) {
    insert(db, 'p_field', {
      article_id: articleId,
      field,
      value: String(value.value),
      basis: value.basis,
      start: value.span?.start,
      end: value.span?.end,
      quote: value.span?.surface,
      rule: value.rule,
    })
  }
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
