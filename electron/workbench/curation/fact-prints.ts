import { createHash } from 'node:crypto'
import type { FactView } from '../../../shared/model/views.ts'
import { canonicalJson } from '../exchange/jsonl.ts'

/**
 * What counts as a change of a fact, by the field it is told under. How sure a rule is, ids of slots and which other
 * facts it contradicts are no part of it: they change without anyone having changed the fact.
 */
const fields: Readonly<Record<string, (fact: FactView) => unknown>> = {
  type: ({ type }) => type,
  state: ({ state }) => state,
  slots: ({ slots }) =>
    slots.map(({ role, entityId, start, end, surface, norm, value, inferred, notStated }) => ({ role, entityId, start, end, surface, norm, value, inferred, notStated })),
  time: ({ time }) => time,
  modality: ({ modality }) => modality,
  polarity: ({ polarity }) => polarity,
  attribution: ({ attribution }) => attribution,
  evidence: ({ evidence, trigger, attestations }) => [evidence, trigger, attestations.map((one) => [one.articleId, one.evidence])],
  codes: ({ plover, cameo, temporalStatus }) => [plover, cameo, temporalStatus],
  note: ({ note, flag }) => [note, flag],
  codebook: ({ codebookVersion }) => codebookVersion,
} // prettier-ignore
const fieldNames = Object.keys(fields)

/** Characters of a field's print: 60 bits, so that two values never share one by chance. */
const width = 10

/** What a comparison keeps of a fact: a few dozen bytes, so that a large release fits into memory. */
export interface FactPrint {
  readonly articleId: FactView['articleId']
  readonly type: string
  readonly print: string
  /** Entities in its slots and attribution, parted by blanks. */
  readonly entities: string
}

export function printOf(fact: FactView): FactPrint {
  return {
    articleId: fact.articleId,
    type: fact.type,
    print: fieldNames.map((name) => shortHash(fields[name]?.(fact))).join(''),
    entities: [
      ...new Set(
        [fact.attribution?.speaker ?? null, ...fact.slots.map(({ entityId }) => entityId)].filter(
          (id) => id !== null,
        ),
      ),
    ].join(' '),
  }
}

/** Fields in which two states of a fact differ. */
export const differing = (a: FactPrint, b: FactPrint): string[] =>
  fieldNames.filter(
    (_, at) => a.print.slice(at * width, (at + 1) * width) !== b.print.slice(at * width, (at + 1) * width),
  )

/** Entities that only one of the two names. */
export function entitiesBetween(a: FactPrint, b: FactPrint): readonly string[] {
  const before = new Set(a.entities.split(' ').filter(Boolean))
  const after = new Set(b.entities.split(' ').filter(Boolean))
  return [...[...before].filter((id) => !after.has(id)), ...[...after].filter((id) => !before.has(id))]
}

const shortHash = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value ?? null)).digest('base64url').slice(0, width) // prettier-ignore
