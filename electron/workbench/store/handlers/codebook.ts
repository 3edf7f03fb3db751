import { createHash } from 'node:crypto'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { faultWords } from '../../../../shared/codebook-words.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { factTypeOf, type Codebook } from '../../../../shared/model/codebook.ts'
import { checkCodebook } from '../../../../shared/model/codebook-check.ts'
import { earlierType } from '../../../../shared/model/codebook-diff.ts'
import { datasetQuerySchema } from '../../../../shared/model/dataset.ts'
import { libraryFilterSchema } from '../../../../shared/model/library.ts'
import { opinionFactSchema } from '../../../../shared/model/opinion.ts'
import { byPresentNames } from '../../codebook/former-names.ts'
import { planSave, type SavePlan } from '../../codebook/impact.ts'
import { lookJson } from '../../codebook/look.ts'
import { mappingKey } from '../../codebook/proposed-under.ts'
import { codesOf, recoded } from '../codes.ts'
import { factViews } from '../queries/fact-views.ts'
import { hiddenKey } from '../queries/learning.ts'
import { insert } from '../rows.ts'
import { setSetting } from './articles.ts'
import type { Handled, HandlerContext } from './context.ts'

/** Facts remembered that kept a value the version no longer allows. */
const looksKept = 10_000

/** A codebook from outside, checked. Throws `codebook.invalid` with the first place and what is wrong there. */
export function requireCodebook(input: unknown): Codebook {
  const checked = checkCodebook(input)
  if (checked.ok) return checked.codebook
  const [first] = checked.problems
  if (first === undefined) throw new BelegError('internal', { reason: 'a codebook is refused without a reason' })
  throw new BelegError('codebook.invalid', {
    place: first.place,
    reason: faultWords(first, 'en'),
    reasonDe: faultWords(first, 'de'),
    count: checked.problems.length,
  })
} // prettier-ignore

/**
 * Saves a draft as the next version, and in the same step brings along what follows from it: facts take new names over,
 * kinds and codes follow the type, filters and second opinions name it as it is called now. Refused, with nothing changed,
 * where the draft is not valid, rests on an older version, changes nothing, or takes away what decided facts use.
 */
export function saveCodebook(context: HandlerContext, payload: ParsedPayloadOf<'codebook.save'>): Handled {
  const { db } = context
  const before = context.codebook
  const draft = requireCodebook(payload.codebook)
  const newest = db.get('SELECT id, number FROM codebook_version ORDER BY number DESC LIMIT 1', [], (row) => ({
    id: row.text('id'),
    number: row.integer('number'),
  }))
  const base = newest?.number ?? 1
  if (payload.basedOn !== base) throw new BelegError('codebook.overtaken', { base: payload.basedOn, newest: base })
  const plan = planSave(db, before, draft)
  if (plan.differences.length === 0) throw new BelegError('codebook.same')
  refuseLoss(plan)
  const first = newest?.id ?? insertVersion(context, { number: 1, codebook: before, basedOn: null, look: '[]', by: null, note: null })
  const number = base + 1
  const codebook = { ...draft, version: versionFor(context, before, draft, number) }
  const look = lookJson(plan.misfits.slice(0, looksKept))
  insertVersion(context, { number, codebook, basedOn: first, look, by: context.coderId, note: payload.note ?? null })
  moveFacts(context, before, codebook, plan)
  codeAgain(context, before, codebook)
  renameInQueries(context, before, codebook)
  renameInOpinions(context, codebook)
  return { label: codebook.version }
} // prettier-ignore

/** In a project that never changed its codebook: takes over another as it is. False where it is the same, or there are versions. */
export function adoptCodebook(context: HandlerContext, codebook: Codebook): boolean {
  if (context.db.count('SELECT count(*) FROM codebook_version') > 0) return false
  if (JSON.stringify(codebook) === JSON.stringify(context.codebook)) return false
  const first = insertVersion(context, { number: 1, codebook: context.codebook, basedOn: null, look: '[]', by: null, note: null })
  insertVersion(context, { number: 2, codebook, basedOn: first, look: '[]', by: context.coderId, note: null })
  return true
} // prettier-ignore

function refuseLoss({ refused }: SavePlan): void {
  const [first] = refused
  if (first === undefined) return
  if (first.role === null) throw new BelegError('codebook.typeInUse', { type: first.type, count: first.facts })
  throw new BelegError('codebook.slotInUse', { type: first.type, role: first.role, count: first.facts })
} // prettier-ignore

/** A version that came from elsewhere keeps its name; else the one that shipped is named, with the number in this project. */
function versionFor(context: HandlerContext, before: Codebook, draft: Codebook, number: number): string {
  const taken = context.db.count('SELECT count(*) FROM codebook_version WHERE version = ?', [draft.version])
  if (taken === 0 && draft.version !== before.version) return draft.version
  return `${draft.version.replace(/\+\d+$/, '')}+${String(number)}`
}

function insertVersion(
  context: HandlerContext,
  version: {
    readonly number: number
    readonly codebook: Codebook
    readonly basedOn: string | null
    readonly look: string
    readonly by: string | null
    readonly note: string | null
  },
): string {
  const id = context.nextId('cb')
  const body = JSON.stringify(version.codebook)
  insert(context.db, 'codebook_version', {
    id,
    number: version.number,
    version: version.codebook.version,
    sha256: createHash('sha256').update(body, 'utf8').digest('hex'),
    body,
    based_on: version.basedOn,
    look_json: version.look,
    note: version.note,
    coder_id: version.by,
    created_at: context.at,
  })
  context.created('codebookVersion', id)
  return id
}

/** Slots first, while the facts still carry the type they were counted under. */
function moveFacts({ db }: HandlerContext, before: Codebook, after: Codebook, { moves }: SavePlan): void {
  for (const { type, role, to } of moves) {
    if (role !== null)
      db.run('UPDATE slot SET role = ? WHERE role = ? AND fact_id IN (SELECT id FROM fact WHERE type = ?)', [to, role, type])
  }
  for (const { type, role, to } of moves) {
    if (role === null) db.run('UPDATE fact SET type = ?, codebook_version = ? WHERE type = ?', [to, after.version, type])
  }
  for (const type of after.factTypes) {
    const was = earlierType(before, type)
    if (was !== undefined && was.kind !== type.kind) db.run('UPDATE fact SET kind = ? WHERE type = ? AND kind <> ?', [type.kind, type.id, type.kind])
  }
} // prettier-ignore

/** Decided facts of types whose mapping to PLOVER or CAMEO changed are coded by the new one. */
function codeAgain({ db }: HandlerContext, before: Codebook, after: Codebook): void {
  for (const type of after.factTypes) {
    const was = earlierType(before, type)
    if (was === undefined || mappingKey(was) === mappingKey(type)) continue
    for (const articleId of db.all('SELECT DISTINCT article_id FROM fact WHERE type = ? AND article_id IS NOT NULL ORDER BY article_id', [type.id], (row) => row.text('article_id'))) {
      for (const fact of factViews(db, after, articleId)) {
        if (fact.type !== type.id || fact.articleId !== articleId) continue
        const { plover, cameo } = recoded(after, type.id, fact, codesOf(after, fact))
        const columns = { plover_json: plover === null ? null : JSON.stringify(plover), cameo }
        const same = columns.cameo === fact.cameo && columns.plover_json === (fact.plover === null ? null : JSON.stringify(fact.plover))
        if (!same && db.count('SELECT count(*) FROM fact WHERE id = ?', [fact.id]) > 0) db.update('fact', { id: fact.id }, columns)
      }
    }
  }
} // prettier-ignore

/** Filters of datasets and saved views, and what was noted in sentences read without proposals, go on meaning the same. */
function renameInQueries(context: HandlerContext, before: Codebook, after: Codebook): void {
  const renamed = new Map(before.factTypes.flatMap(({ id }) => {
    const now = factTypeOf(after, id)?.id
    return now === undefined || now === id ? [] : [[id, now] as const]
  }))
  if (renamed.size === 0) return
  const { db } = context
  const named = (types: readonly string[]): string[] => types.map((type) => renamed.get(type) ?? type)
  const both = (sql: string, column: string): readonly (readonly [string, unknown])[] =>
    db.all(sql, [], (row) => [row.text('id'), row.json(column)] as const)
  for (const [id, json] of both('SELECT id, query_json FROM dataset ORDER BY id', 'query_json')) {
    const query = datasetQuerySchema.parse(json)
    if (query.types?.some((type) => renamed.has(type)) === true)
      db.update('dataset', { id }, { query_json: JSON.stringify({ ...query, types: named(query.types) }) })
  }
  for (const [id, json] of both('SELECT id, query_json FROM saved_view ORDER BY id', 'query_json')) {
    const query = libraryFilterSchema.parse(json)
    if (query.factType?.some((type) => renamed.has(type)) === true)
      db.update('saved_view', { id }, { query_json: JSON.stringify({ ...query, factType: named(query.factType) }) })
  }
  renameHidden(context, renamed)
  const blind = "SELECT id, reason FROM decision WHERE subject_kind = 'sentence' AND verdict = 'blind' AND reason IS NOT NULL ORDER BY id"
  for (const [id, seen] of both(blind, 'reason')) {
    const types = (Array.isArray(seen) ? seen : []).map(String)
    if (types.some((type) => renamed.has(type))) db.update('decision', { id }, { reason: JSON.stringify(named(types)) })
  }
} // prettier-ignore

/** A kind of proposals that somebody chose not to see stays hidden under its new name. */
function renameHidden(context: HandlerContext, renamed: ReadonlyMap<string, string>): void {
  // All are read before the first is written: names may change places.
  const moves = [...renamed].flatMap(([from, to]) => {
    const value = context.db.get('SELECT value FROM setting WHERE key = ?', [hiddenKey('type', from)], (row) => row.textOrNull('value')) ?? null
    return value === null ? [] : [{ from, to, value }]
  })
  for (const { from } of moves) setSetting(context, hiddenKey('type', from), null)
  for (const { to, value } of moves) setSetting(context, hiddenKey('type', to), value)
} // prettier-ignore

function renameInOpinions({ db }: HandlerContext, after: Codebook): void {
  if (!after.factTypes.some((type) => type.former !== undefined || type.slots.some(({ former }) => former !== undefined))) return
  for (const { id, json } of db.all('SELECT id, body_json FROM opinion_fact ORDER BY id', [], (row) => ({ id: row.text('id'), json: row.json('body_json') }))) {
    const fact = opinionFactSchema.parse(json)
    const named = byPresentNames(after, fact)
    if (named !== fact) db.update('opinion_fact', { id }, { body_json: JSON.stringify(named) })
  }
} // prettier-ignore
