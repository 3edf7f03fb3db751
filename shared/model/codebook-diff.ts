import { z } from 'zod'
import { factTypeOf, type Codebook, type CodebookSlot, type CodingRule, type FactType } from './codebook.ts'

/** What of a codebook a difference is about. */
const codebookSubjects = ['codebook', 'type', 'slot', 'commonSlot', 'mentionType', 'rule'] as const

/** Fields that differ; `shared/codebook-words.ts` has their names. */
const codebookFields = [
  'title.en', 'title.de', 'source', 'id', 'kind', 'label.en', 'label.de', 'verb.en', 'verb.de', 'definition.en', 'definition.de',
  'line', 'retired', 'order', 'count', 'key', 'fillers', 'text', 'values', 'anyOf', 'plover', 'modes', 'ploverNote', 'cameo',
  'wikidata', 'schemaOrg', 'aceEre', 'letter', 'severity', 'types', 'text.en', 'text.de', 'off',
] as const // prettier-ignore
export type CodebookField = (typeof codebookFields)[number]

/** One difference of two codebooks, by field. A thing that came or went has no field. */
export const codebookDifferenceSchema = z.object({
  subject: z.enum(codebookSubjects),
  /** Type, role, rule or mention type, as the later codebook calls it; where it went, the earlier. */
  id: z.string(),
  /** Type a slot belongs to. */
  of: z.string().nullable(),
  change: z.enum(['added', 'removed', 'changed']),
  field: z.enum(codebookFields).nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type CodebookDifference = z.infer<typeof codebookDifferenceSchema>

type Subject = CodebookDifference['subject']
type Fields = Readonly<Partial<Record<CodebookField, string | null>>>

/** What lies between two codebooks, field by field, in the order of the later one. Its number and version are no difference. */
export function codebookDifferences(before: Codebook, after: Codebook): readonly CodebookDifference[] {
  return [
    ...changed('codebook', after.id, null, headFields(before), headFields(after)),
    ...ordered(
      'codebook',
      after.id,
      before.factTypes.map(({ id }) => id),
      pairedTypes(before, after).map(([was, { id }]) => [was?.id, id]),
    ),
    ...typeDifferences(before, after),
    ...slotDifferences('commonSlot', null, before.commonSlots, after.commonSlots),
    ...members('mentionType', before.mentionTypes, after.mentionTypes, (one) => ({
      'label.en': one.label.en,
      'label.de': one.label.de,
      letter: one.letter,
    })),
    ...members('rule', before.rules, after.rules, ruleFields),
  ]
}

/** The types of both, each with what it was: by its id, else by one of its former ids. */
function pairedTypes(
  before: Codebook,
  after: Codebook,
): readonly (readonly [was: FactType | undefined, type: FactType])[] {
  return after.factTypes.map((type) => [earlierType(before, type), type])
}

/** The type of an earlier codebook that a type goes on from. */
export function earlierType(before: Codebook, type: FactType): FactType | undefined {
  const same = before.factTypes.find(({ id }) => id === type.id)
  if (same !== undefined) return same
  return before.factTypes.find(({ id }) => type.former?.includes(id) === true)
}

/** The slot of an earlier list that a slot goes on from. */
function earlierSlot(
  before: readonly CodebookSlot[],
  slot: CodebookSlot,
): CodebookSlot | undefined {
  const same = before.find(({ role }) => role === slot.role)
  return same ?? before.find(({ role }) => slot.former?.includes(role) === true)
} // prettier-ignore

function typeDifferences(before: Codebook, after: Codebook): readonly CodebookDifference[] {
  const gone = before.factTypes.filter((type) => factTypeOf(after, type.id) === undefined)
  return [
    ...pairedTypes(before, after).flatMap(([was, type]) =>
      was === undefined
        ? [came('type', type.id, null, type.label.en)]
        : [
            ...changed('type', type.id, null, typeFields(was), typeFields(type)),
            ...slotDifferences('slot', type.id, was.slots, type.slots),
          ],
    ),
    ...gone.map((type) => went('type', type.id, null, type.label.en)),
  ]
}

function slotDifferences(
  subject: Subject,
  of: string | null,
  before: readonly CodebookSlot[],
  after: readonly CodebookSlot[],
): readonly CodebookDifference[] {
  const pairs = after.map((slot) => [earlierSlot(before, slot), slot] as const)
  const kept = new Set(pairs.map(([was]) => was))
  return [
    ...pairs.flatMap(([was, slot]) =>
      was === undefined
        ? [came(subject, slot.role, of, slot.label.en)]
        : changed(subject, slot.role, of, slotFields(was), slotFields(slot)),
    ),
    ...before.filter((slot) => !kept.has(slot)).map((slot) => went(subject, slot.role, of, slot.label.en)),
    ...(of === null ? [] : ordered('type', of, before.map(({ role }) => role), pairs.map(([was, slot]) => [was?.role, slot.role]))),
  ]
} // prettier-ignore

function members<T extends { readonly id: string }>(
  subject: Subject,
  before: readonly T[],
  after: readonly T[],
  fieldsOf: (one: T) => Fields,
): readonly CodebookDifference[] {
  return [
    ...after.flatMap((one) => {
      const was = before.find(({ id }) => id === one.id)
      return was === undefined
        ? [came(subject, one.id, null, one.id)]
        : changed(subject, one.id, null, fieldsOf(was), fieldsOf(one))
    }),
    ...before
      .filter(({ id }) => !after.some((one) => one.id === id))
      .map(({ id }) => went(subject, id, null, id)),
  ]
}

const came = (subject: Subject, id: string, of: string | null, after: string): CodebookDifference =>
  ({ subject, id, of, change: 'added', field: null, before: null, after }) // prettier-ignore
const went = (subject: Subject, id: string, of: string | null, before: string): CodebookDifference =>
  ({ subject, id, of, change: 'removed', field: null, before, after: null }) // prettier-ignore

function changed(
  subject: Subject,
  id: string,
  of: string | null,
  before: Fields,
  after: Fields,
): readonly CodebookDifference[] {
  return codebookFields.flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null]
    return was === is ? [] : [{ subject, id, of, change: 'changed' as const, field, before: was, after: is }]
  })
}

/** Where what stayed stands in another order. */
function ordered(
  subject: Subject,
  id: string,
  earlier: readonly string[],
  pairs: readonly (readonly [was: string | undefined, is: string])[],
): readonly CodebookDifference[] {
  const stayed = pairs.flatMap(([was, is]) => (was === undefined ? [] : [[was, is] as const]))
  const before = earlier.filter((one) => stayed.some(([was]) => was === one))
  if (before.every((one, index) => stayed[index]?.[0] === one)) return []
  return [{ subject, id, of: null, change: 'changed', field: 'order', before: before.join(', '), after: stayed.map(([, is]) => is).join(', ') }]
} // prettier-ignore

const list = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(', '))
const flag = (on: boolean | undefined): string => (on === true ? 'yes' : 'no')

const headFields = (codebook: Codebook): Fields => ({
  'title.en': codebook.title.en,
  'title.de': codebook.title.de,
  source: codebook.source,
  id: codebook.id,
})

const typeFields = (type: FactType): Fields => ({
  id: type.id,
  kind: type.kind,
  'label.en': type.label.en,
  'label.de': type.label.de,
  'verb.en': type.verb.en,
  'verb.de': type.verb.de,
  'definition.en': type.definition.en,
  'definition.de': type.definition.de,
  line: list(type.line),
  retired: flag(type.retired),
  plover: type.mapping.plover?.event ?? null,
  modes: list(type.mapping.plover?.modes ?? []),
  ploverNote: type.mapping.plover?.note ?? null,
  cameo: list(type.mapping.cameo),
  wikidata: list(type.mapping.wikidata),
  schemaOrg: type.mapping.schemaOrg,
  aceEre: type.mapping.aceEre,
})

const slotFields = (slot: CodebookSlot): Fields => ({
  id: slot.role,
  'label.en': slot.label.en,
  'label.de': slot.label.de,
  count: slot.count,
  key: flag(slot.key),
  fillers: list(slot.fillers),
  text: flag(slot.text),
  values: list((slot.values ?? []).map(({ id, label }) => `${id} (${label.en} / ${label.de})`)),
  anyOf: slot.anyOf ?? null,
  retired: flag(slot.retired),
})

const ruleFields = (rule: CodingRule): Fields => ({
  severity: rule.severity,
  types: list(rule.types),
  'text.en': rule.text.en,
  'text.de': rule.text.de,
  off: flag(rule.off),
})
