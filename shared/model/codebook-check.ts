import type { z } from 'zod'
import { codebookSchema, type Codebook, type CodebookSlot, type FactType } from './codebook.ts'
import { mentionTypes } from './vocabulary.ts'

/** What may be wrong with a codebook; `shared/codebook-words.ts` has the words. */
export type CodebookFault =
  | 'json'
  | 'schema'
  | 'missing'
  | 'kind'
  | 'unknownKey'
  | 'choice'
  | 'empty'
  | 'tooLong'
  | 'typeId'
  | 'role'
  | 'taken'
  | 'common'
  | 'line'
  | 'lineTwice'
  | 'group'
  | 'nothingFits'
  | 'event'
  | 'mode'
  | 'cameo'
  | 'wikidata'
  | 'rule'
  | 'ruleType'
  | 'mentionType'

/** One thing that is wrong: where, as a path of names (`factTypes › meeting › slots › place › label › de`), and what. */
export interface CodebookProblem {
  readonly place: string
  readonly fault: CodebookFault
  /** What stands there or is missing, where that helps. */
  readonly value: string
}

type CheckedCodebook =
  | { readonly ok: true; readonly codebook: Codebook }
  | { readonly ok: false; readonly problems: readonly CodebookProblem[] }

/** Events a mapping may name. Source: PLOVER manual, draft 2.0. */
export const ploverEventNames: readonly string[] = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN',
  'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
] // prettier-ignore

/** Coding rules the program can check. A codebook may leave one out or switch it off; it cannot add another. */
export const codingRuleIds: readonly string[] = [
  'event-of-type', 'future-meeting-agree', 'future-act-agree', 'visitor-is-actor', 'signing-is-support',
  'requires-recipient', 'comment-has-no-event', 'praise-only', 'relation-has-no-event', 'mode-of-event', 'quad-of-event',
  'known-context', 'known-cameo', 'auxiliary-agrees', 'time-belongs', 'attributed-not-asserted',
] // prettier-ignore

const typeIdForm = /^[a-z][a-z0-9_]{0,59}$/
const roleForm = /^[a-z][A-Za-z0-9_]{0,59}$/
const longest = 4000
const problemsKept = 100

/**
 * The one check of a codebook, wherever it comes from: a form, a file, the command line. Looks at shape and at what
 * belongs together, and names every place. Nothing is corrected.
 */
export function checkCodebook(input: unknown): CheckedCodebook {
  if (!isRecord(input) || input['schema'] !== 'beleg-codebook/1')
    return { ok: false, problems: [{ place: 'schema', fault: 'schema', value: 'beleg-codebook/1' }] }
  const parsed = codebookSchema.safeParse(input)
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.slice(0, problemsKept).map((issue) => shapeProblem(input, issue)) }
  }
  const problems = [...unknownKeys(input, parsed.data, []), ...contentProblems(parsed.data)]
  return problems.length === 0
    ? { ok: true, codebook: parsed.data }
    : { ok: false, problems: problems.slice(0, problemsKept) }
} // prettier-ignore

/** As `checkCodebook`, of the text of a JSON file. */
export function readCodebook(json: string): CheckedCodebook {
  let input: unknown
  try {
    input = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, problems: [{ place: '', fault: 'json', value: error instanceof Error ? error.message : '' }] }
  }
  return checkCodebook(input)
} // prettier-ignore

/** A codebook as a file: the bytes that are exported, and that a release carries. */
export const codebookJson = (codebook: Codebook): string => `${JSON.stringify(codebook, null, 2)}\n`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A path with names instead of numbers, where the members of a list have one. */
function placeOf(input: unknown, path: readonly PropertyKey[]): string {
  const names: string[] = []
  let at: unknown = input
  for (const key of path) {
    at = Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[String(key)] : undefined
    const name = isRecord(at) ? (at['role'] ?? at['id']) : undefined
    names.push(typeof key === 'number' ? (typeof name === 'string' && name !== '' ? name : `[${String(key + 1)}]`) : String(key))
  }
  return names.join(' › ')
} // prettier-ignore

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input
  for (const key of path) at = Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[String(key)] : undefined
  return at
} // prettier-ignore

function shapeProblem(input: unknown, issue: z.core.$ZodIssue): CodebookProblem {
  const place = placeOf(input, issue.path)
  const found = valueAt(input, issue.path)
  const shown = typeof found === 'string' ? found : JSON.stringify(found ?? null)
  const value = shown.slice(0, 60)
  if (found === undefined) return { place, fault: 'missing', value }
  if (issue.code === 'too_small') return { place, fault: 'empty', value: '' }
  if (issue.code === 'invalid_value') return { place, fault: 'choice', value }
  return { place, fault: 'kind', value }
}

function unknownKeys(input: unknown, known: unknown, path: readonly PropertyKey[]): readonly CodebookProblem[] {
  if (Array.isArray(input) && Array.isArray(known))
    return input.flatMap((one, index) => nested(input, unknownKeys(one, known[index], []), index, path))
  if (!isRecord(input) || !isRecord(known)) return []
  return Object.keys(input).flatMap((key) =>
    Object.hasOwn(known, key)
      ? nested(input, unknownKeys(input[key], known[key], []), key, path)
      : [{ place: [...path.map(String), key].join(' › '), fault: 'unknownKey' as const, value: key }],
  )
} // prettier-ignore

function nested(
  input: unknown,
  problems: readonly CodebookProblem[],
  key: PropertyKey,
  path: readonly PropertyKey[],
): readonly CodebookProblem[] {
  const head = [...path.map(String), placeOf(input, [key])].join(' › ')
  return problems.map((problem) => ({ ...problem, place: `${head} › ${problem.place}` }))
}

function contentProblems(codebook: Codebook): readonly CodebookProblem[] {
  const { factTypes, commonSlots, rules } = codebook
  const ids = new Map<string, string>()
  const known = new Set(factTypes.map(({ id }) => id))
  return [
    ...tooLong(codebook, []),
    ...factTypes.flatMap((type) => [...idProblems(type, ids), ...typeProblems(type, codebook)]),
    ...slotsProblems(commonSlots, ['commonSlots'], []),
    ...mentionTypeProblems(codebook),
    ...twice(codebook.mentionTypes.map(({ letter }) => letter), (letter) => `mentionTypes › letter › ${letter}`),
    ...twice(rules.map(({ id }) => id), (id) => `rules › ${id}`),
    ...rules.flatMap(({ id, types }) => [
      ...(codingRuleIds.includes(id) ? [] : [problem(['rules', id], 'rule', id)]),
      ...types.filter((type) => !known.has(type)).map((type) => problem(['rules', id, 'types'], 'ruleType', type)),
    ]),
  ]
} // prettier-ignore

const problem = (place: readonly string[], fault: CodebookFault, value: string): CodebookProblem => ({
  place: place.join(' › '),
  fault,
  value,
})

function twice(names: readonly string[], placeOfName: (name: string) => string): readonly CodebookProblem[] {
  const again = names.filter((name, index) => names.indexOf(name) !== index)
  return [...new Set(again)].map((name) => problem([placeOfName(name)], 'taken', name))
}

/** Ids and former ids share one space, over all types. */
function idProblems(type: FactType, ids: Map<string, string>): readonly CodebookProblem[] {
  const place = ['factTypes', type.id]
  const found: CodebookProblem[] = []
  if (!typeIdForm.test(type.id)) found.push(problem([...place, 'id'], 'typeId', type.id))
  for (const id of [type.id, ...(type.former ?? [])]) {
    if (ids.has(id)) found.push(problem([...place, id === type.id ? 'id' : 'former'], 'taken', id))
    ids.set(id, type.id)
  }
  return found
}

function typeProblems(type: FactType, { commonSlots }: Codebook): readonly CodebookProblem[] {
  const place = ['factTypes', type.id]
  const roles = new Set([...type.slots, ...commonSlots].map(({ role }) => role))
  const { plover, cameo, wikidata } = type.mapping
  return [
    ...slotsProblems(type.slots, [...place, 'slots'], commonSlots),
    ...type.line.filter((role) => !roles.has(role)).map((role) => problem([...place, 'line'], 'line', role)),
    ...type.line.filter((role, index) => type.line.indexOf(role) !== index).map((role) => problem([...place, 'line'], 'lineTwice', role)),
    ...(plover === null || ploverEventNames.includes(plover.event) ? [] : [problem([...place, 'mapping', 'plover', 'event'], 'event', plover.event)]),
    ...(plover?.modes ?? []).filter((mode) => !/^[a-z][a-z-]*$/.test(mode)).map((mode) => problem([...place, 'mapping', 'plover', 'modes'], 'mode', mode)),
    ...cameo.filter((code) => !/^\d{2,4}$/.test(code)).map((code) => problem([...place, 'mapping', 'cameo'], 'cameo', code)),
    ...wikidata.filter((code) => !/^[PQ][1-9]\d*$/.test(code)).map((code) => problem([...place, 'mapping', 'wikidata'], 'wikidata', code)),
  ]
} // prettier-ignore

function slotsProblems(
  slots: readonly CodebookSlot[],
  place: readonly string[],
  common: readonly CodebookSlot[],
): readonly CodebookProblem[] {
  const taken = new Set<string>()
  const found: CodebookProblem[] = []
  for (const slot of slots) {
    const at = [...place, slot.role]
    if (!roleForm.test(slot.role)) found.push(problem([...at, 'role'], 'role', slot.role))
    for (const name of [slot.role, ...(slot.former ?? [])]) {
      if (taken.has(name)) found.push(problem([...at, name === slot.role ? 'role' : 'former'], 'taken', name))
      taken.add(name)
    }
    const shared = (slot.former ?? []).find((name) => common.some(({ role }) => role === name))
    if (shared !== undefined) found.push(problem([...at, 'former'], 'common', shared))
    if (slot.fillers.length === 0 && !slot.text && (slot.values ?? []).length === 0)
      found.push(problem([...at, 'fillers'], 'nothingFits', slot.role))
    found.push(...twice((slot.values ?? []).map(({ id }) => id), (id) => [...at, 'values', id].join(' › ')))
    const optional = slot.count === 'optional' || slot.count === 'any'
    if (slot.anyOf !== undefined && (optional || !slot.anyOf.split('|').includes(slot.role)))
      found.push(problem([...at, 'anyOf'], 'group', slot.anyOf))
  }
  for (const group of new Set(slots.flatMap(({ anyOf }) => (anyOf === undefined ? [] : [anyOf])))) {
    const missing = group.split('|').find((role) => !slots.some((slot) => slot.role === role && slot.anyOf === group))
    if (missing !== undefined) found.push(problem([...place, missing, 'anyOf'], 'group', group))
  }
  return found
} // prettier-ignore

/** Every type the program marks mentions with, once. */
function mentionTypeProblems(codebook: Codebook): readonly CodebookProblem[] {
  const named = codebook.mentionTypes.map(({ id }) => id)
  return [
    ...twice(named, (id) => `mentionTypes › ${id}`),
    ...mentionTypes
      .filter((id) => !named.includes(id))
      .map((id) => problem(['mentionTypes'], 'mentionType', id)),
  ]
}

/** Words longer than any form shows. */
function tooLong(value: unknown, path: readonly PropertyKey[]): readonly CodebookProblem[] {
  if (typeof value === 'string')
    return value.length <= longest ? [] : [problem([path.map(String).join(' › ')], 'tooLong', String(longest))]
  if (Array.isArray(value)) return value.flatMap((one, index) => tooLong(one, [...path, placeOf(value, [index])]))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, one]) => tooLong(one, [...path, key]))
} // prettier-ignore
