import type { ChannelOutput, ChannelRequest, HistoryFilter } from '../../../../shared/contract/index.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import {
  articleIdSchema,
  coderIdSchema,
  datasetIdSchema,
  entityIdSchema,
  factIdSchema,
} from '../../../../shared/model/ids.ts'
import type { HistoryRow, StepLock } from '../../../../shared/model/views.ts'
import type { Param } from '../../database/values.ts'
import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList } from '../../linking/redirects.ts'
import { allRows, number, numberOrNull, text, textOrNull, type Reading, type Row } from '../rows.ts'

/**
 * Most steps looked at for one answer. A filter that finds little answers in more pages rather than late; `next`
 * says where the following one goes on.
 */
const lookedAtOnce = 10_000
/** The same where every label is read for its words. */
const readAtOnce = 2_000
/** Requests longer than this are those of many steps at once: they are about no one thing. */
const longRequest = 20_000

// What a step is about stands in the request of the step it takes back, or of the one that took back.
const columns = `history.*, coder.name AS coder_name,
  CASE WHEN history.group_id IS NULL THEN (SELECT count(*) FROM history_change WHERE history_change.seq = history.seq)
    ELSE (SELECT count(*) FROM history AS part JOIN history_change ON history_change.seq = part.seq WHERE part.group_id = history.group_id)
  END AS changes,
  target.type AS target_type, target.undo_of AS target_undo_of, target.payload_json = 'null' AS target_purged,
  first.type AS first_type,
  coalesce(history.article_id, target.article_id, first.article_id) AS about_article,
  coalesce(first.payload_json, target.payload_json, history.payload_json) AS about_payload,
  coalesce(first.answer_json, target.answer_json, history.answer_json) AS about_answer`
const source = `history LEFT JOIN coder ON coder.id = history.coder_id
  LEFT JOIN history AS target ON target.seq = history.undo_of
  LEFT JOIN history AS first ON first.seq = target.undo_of`

const ofEntity = (side: string): string =>
  `tbl NOT IN ('article', 'article_field', 'text', 'extraction', 'evidence', 'zone')
   AND json_extract(${side}, '$.entity_id') IS NOT NULL AND json_extract(${side}, '$.entity_id') IN ${inList}`
const ofFact = (side: string): string =>
  `tbl IN ('attestation', 'dataset_member', 'slot')
   AND json_extract(${side}, '$.fact_id') IS NOT NULL AND json_extract(${side}, '$.fact_id') = ?`

/** Steps that changed a fact, its attestations and evidence, its slots, or whether a dataset holds it. */
const factSteps = `SELECT seq FROM history_change WHERE tbl = 'fact' AND key_json = json_array(?)
  UNION SELECT change.seq FROM
    (SELECT DISTINCT tbl, key_json FROM history_change WHERE ${ofFact('before_json')}
     UNION SELECT tbl, key_json FROM history_change WHERE ${ofFact('after_json')}) AS belonging
    CROSS JOIN history_change AS change ON change.tbl = belonging.tbl AND change.key_json = belonging.key_json
  UNION SELECT change.seq FROM
    (SELECT DISTINCT attestation.id AS id, evidence.ordinal AS ordinal FROM attestation JOIN evidence ON evidence.attestation_id = attestation.id WHERE attestation.fact_id = ?) AS span
    CROSS JOIN history_change AS change ON change.tbl = 'evidence' AND change.key_json = json_array(span.id, span.ordinal)`
const factParams = (id: string): readonly Param[] => [id, id, id, id]

/** Steps that changed an entity or what was merged into it: their names and identifiers, and what is linked to them. */
const entitySteps = `SELECT change.seq FROM json_each(?) AS member
    CROSS JOIN history_change AS change ON change.tbl = 'entity' AND change.key_json = json_array(member.value)
  UNION SELECT seq FROM history_change WHERE ${ofEntity('before_json')}
  UNION SELECT seq FROM history_change WHERE ${ofEntity('after_json')}
  UNION SELECT change.seq FROM (SELECT id FROM alias WHERE entity_id IN ${inList}) AS name
    CROSS JOIN history_change AS change ON change.tbl = 'alias' AND change.key_json = json_array(name.id)`
const entityParams = (db: Reading, id: string): readonly Param[] => {
  const group = idList(groupOf(db, id))
  return [group, group, group, group]
}

/** Steps given for an article, those that took them back, and those of many at once that changed a fact of it. */
const articleSteps = `SELECT seq FROM history WHERE article_id = ?
  UNION SELECT back.seq FROM (SELECT seq FROM history WHERE article_id = ?) AS done
    CROSS JOIN history AS back ON back.undo_of = done.seq
  UNION SELECT seq FROM history_change WHERE tbl = 'article' AND key_json = json_array(?)
  UNION SELECT change.seq FROM (SELECT id FROM fact WHERE article_id = ?) AS own
    CROSS JOIN history_change AS change ON change.tbl = 'fact' AND change.key_json = json_array(own.id)`
const articleParams = (id: string): readonly Param[] => [id, id, id, id]

/** Of steps that belong together the last one that can be undone, which says how much all of them did. */
const lastOfGroup = `(history.group_id IS NULL OR NOT EXISTS
  (SELECT 1 FROM history AS part WHERE part.group_id = history.group_id AND (part.undoable, part.seq) > (history.undoable, history.seq)))`

/** The steps that stand in the history as one with a given one. */
export const stepsOfGroup = `SELECT ?1 AS seq UNION
  SELECT part.seq FROM history JOIN history AS part ON part.group_id = history.group_id WHERE history.seq = ?1`

interface Narrowed {
  readonly where: readonly string[]
  readonly params: readonly Param[]
}

function narrowed(db: Reading, filter: HistoryFilter): Narrowed {
  const where: string[] = []
  const params: Param[] = []
  const narrow = (condition: string, values: readonly Param[] | undefined): void => {
    if (values === undefined) return
    where.push(condition)
    params.push(...values)
  }
  const one = (value: string | undefined): readonly Param[] | undefined => (value === undefined ? undefined : [value])
  narrow('history.type = ?', one(filter.type))
  narrow('history.type IN (SELECT value FROM json_each(?))', filter.types === undefined ? undefined : [JSON.stringify(filter.types)])
  narrow('coder.name = ?', one(filter.coder))
  narrow('history.coder_id = ?', one(filter.coderId))
  narrow('history.at >= ?', one(filter.since))
  narrow('history.at < ?', one(filter.until))
  narrow(`history.seq IN (${articleSteps})`, filter.articleId === undefined ? undefined : articleParams(filter.articleId))
  narrow(`history.seq IN (${factSteps})`, filter.factId === undefined ? undefined : factParams(filter.factId))
  narrow(`history.seq IN (${entitySteps})`, filter.entityId === undefined ? undefined : entityParams(db, filter.entityId))
  if (filter.state === 'inForce') where.push('history.undone_by IS NULL AND history.undo_of IS NULL')
  if (filter.state === 'undone') where.push('history.undone_by IS NOT NULL')
  if (filter.state === 'undo') where.push('history.undo_of IS NOT NULL')
  return { where, params }
} // prettier-ignore

/** Steps, newest first, before a given one. */
export function listHistory(
  db: Reading,
  codebook: Codebook,
  { before, limit, text: words, ...filter }: ChannelRequest<'history.list'>,
): ChannelOutput<'history.list'> {
  const narrow = narrowed(db, filter)
  const newest = db.get('SELECT max(seq) AS seq FROM history', [], (row) => row.integerOrNull('seq')) ?? 0
  // What an index finds is found whole; anything else is looked for a stretch at a time.
  const indexed =
    filter.articleId !== undefined || filter.factId !== undefined || filter.entityId !== undefined
  const ceiling = Math.min(before ?? newest + 1, newest + 1)
  const wanted = words?.trim() ?? ''
  const floor = indexed ? 0 : Math.max(0, ceiling - (wanted === '' ? lookedAtOnce : readAtOnce))
  const alone = indexed ? '' : ` AND ${lastOfGroup}`
  const where = `history.seq < ? AND history.seq >= ?${alone}${narrow.where.map((condition) => ` AND ${condition}`).join('')}`
  const params = [ceiling, floor, ...narrow.params]
  const found =
    wanted === ''
      ? allRows(db, `SELECT ${columns} FROM ${source} WHERE ${where} ORDER BY history.seq DESC LIMIT ?`, [...params, limit + 1])
      : rowsByNumber(db, numbersSaying(db, codebook, wanted, where, params, limit + 1))
  const rows = found.slice(0, limit).map((row) => historyRow(db, row))
  const next = found.length > limit ? (rows.at(-1)?.seq ?? null) : floor > 1 ? floor : null
  return { rows, more: next !== null, next }
} // prettier-ignore

/** Steps that say all the words: in their label (with the names of the fact type), their note, or the article's title. */
function numbersSaying(
  db: Reading,
  codebook: Codebook,
  words: string,
  where: string,
  params: readonly Param[],
  limit: number,
): readonly number[] {
  const wanted = fold(words).split(' ').filter((word) => word !== '')
  const types = new Map(codebook.factTypes.map(({ id, label }) => [id, `${label.de} ${label.en}`]))
  const found: number[] = []
  db.each(
    `SELECT history.seq, history.label, history.note, coalesce(article.title, article.source_name) AS title,
       CASE WHEN history.type = 'fact.annotate' THEN json_extract(history.payload_json, '$.note') END AS written
     FROM history LEFT JOIN coder ON coder.id = history.coder_id LEFT JOIN article ON article.id = history.article_id
     WHERE ${where} ORDER BY history.seq DESC`,
    params,
    (row) => {
      const label = row.text('label')
      const said = fold(`${label} ${types.get(label.split(' · ')[0] ?? '') ?? ''} ${row.textOrNull('note') ?? ''} ${row.textOrNull('written') ?? ''} ${row.textOrNull('title') ?? ''}`)
      if (wanted.every((word) => said.includes(word))) found.push(row.integer('seq'))
      return found.length < limit
    },
  )
  return found
} // prettier-ignore

const rowsByNumber = (db: Reading, seqs: readonly number[]): readonly Row[] =>
  allRows(
    db,
    `SELECT ${columns} FROM ${source} WHERE history.seq IN (SELECT value FROM json_each(?)) ORDER BY history.seq DESC`,
    [JSON.stringify(seqs)],
  )

/** Steps by number, newest first; those that are not there are left out. */
export const stepsByNumber = (db: Reading, seqs: readonly number[]): readonly HistoryRow[] =>
  rowsByNumber(db, seqs).map((row) => historyRow(db, row))

/** Steps that changed a fact, its slots or its evidence, newest first. */
export function factHistory(db: Reading, factId: string): readonly HistoryRow[] {
  return allRows(
    db,
    `SELECT ${columns} FROM ${source} WHERE history.seq IN (${factSteps}) ORDER BY history.seq DESC LIMIT 500`,
    factParams(factId),
  ).map((row) => historyRow(db, row))
}

/** Everyone who ever did anything, by name. */
export function historyCoders(db: Reading): ChannelOutput<'history.coders'> {
  const coders = db.all('SELECT id, name FROM coder', [], (row) => ({
    id: coderIdSchema.parse(row.text('id')),
    name: row.text('name'),
  }))
  return [...coders].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

const neverUndone = new Set(['coder.add', 'coder.set', 'project.rename', 'purge', 'release.freeze'])

function lockOf(row: Row, changes: number): StepLock | null {
  if (number(row, 'undoable') === 1) return null
  const type = text(row, 'type')
  if (neverUndone.has(type)) return 'never'
  if (text(row, 'payload_json') === 'null' || row['target_purged'] === 1) return 'purged'
  if (numberOrNull(row, 'target_undo_of') !== null) return 'redo'
  return changes === 0 ? 'nothing' : 'viewOnly'
}

function historyRow(db: Reading, row: Row): HistoryRow {
  const changes = number(row, 'changes')
  const articleId = textOrNull(row, 'about_article')
  const about = subjectOf(text(row, 'about_payload'), text(row, 'about_answer'))
  const named = (sql: string, id: string | null): string | null =>
    id === null ? null : (db.get(sql, [id], (found) => found.textOrNull('name')) ?? null)
  return {
    seq: number(row, 'seq'),
    commandId: text(row, 'command_id'),
    type: text(row, 'type'),
    label: text(row, 'label'),
    coder: textOrNull(row, 'coder_name'),
    at: text(row, 'at'),
    note: textOrNull(row, 'note'),
    changes,
    undoOf: numberOrNull(row, 'undo_of'),
    undoneBy: numberOrNull(row, 'undone_by'),
    undoable: number(row, 'undoable') === 1,
    articleId: articleId === null ? null : articleIdSchema.parse(articleId),
    lock: lockOf(row, changes),
    factId: about.fact === null ? null : factIdSchema.parse(about.fact),
    entityId: about.entity === null ? null : entityIdSchema.parse(about.entity),
    datasetId: about.dataset === null ? null : datasetIdSchema.parse(about.dataset),
    articleTitle: named('SELECT coalesce(title, source_name, id) AS name FROM article WHERE id = ?', articleId),
    entityLabel: named('SELECT coalesce(label_de, label_en, id) AS name FROM entity WHERE id = ?', about.entity),
    undoOfType: textOrNull(row, 'first_type') ?? textOrNull(row, 'target_type'),
  }
} // prettier-ignore

/** The one thing a request was about: named in it, or made by it. */
function subjectOf(payload: string, answer: string): Readonly<Record<'fact' | 'entity' | 'dataset', string | null>> {
  if (payload.length > longRequest) return { fact: null, entity: null, dataset: null }
  const asked: unknown = JSON.parse(payload)
  const made: unknown = answer.length > longRequest ? null : JSON.parse(answer)
  const created = member(made, 'created')
  const about = (kind: string): string | null => {
    const given = member(asked, `${kind}Id`)
    const first = member(created, kind)
    if (typeof given === 'string') return given
    return Array.isArray(first) && first.length === 1 && typeof first[0] === 'string' ? first[0] : null
  }
  return { fact: about('fact'), entity: about('entity'), dataset: about('dataset') }
} // prettier-ignore

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined
