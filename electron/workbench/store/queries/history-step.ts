import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { StepChange } from '../../../../shared/model/views.ts'
import { isCells, isKey, type Cells } from '../../database/index.ts'
import type { Reading } from '../rows.ts'
import { stepsByNumber, stepsOfGroup } from './history.ts'

/** Where the words for an id stand, by the kind of id a column holds. */
const wordsOf = {
  entity:
    'SELECT coalesce(label_de, label_en, id) AS words, coalesce(label_en, label_de, id) AS words_en FROM entity WHERE id = ?',
  article: 'SELECT coalesce(title, source_name, id) AS words, NULL AS words_en FROM article WHERE id = ?',
  coder: 'SELECT name AS words, NULL AS words_en FROM coder WHERE id = ?',
  dataset: 'SELECT name AS words, NULL AS words_en FROM dataset WHERE id = ?',
  mention:
    'SELECT coalesce((SELECT quote FROM mention WHERE id = ?1), (SELECT quote FROM p_mention WHERE id = ?1)) AS words, NULL AS words_en',
} as const
type Named = keyof typeof wordsOf

const columns: Readonly<Record<string, Named>> = {
  entity_id: 'entity',
  redirect_to: 'entity',
  article_id: 'article',
  supersedes: 'article',
  of_entity_id: 'entity',
  a: 'entity',
  b: 'entity',
  coder_id: 'coder',
  dataset_id: 'dataset',
  mention_id: 'mention',
}

/** One step with its changes, a page of them. Throws `notFound`. */
export function historyStep(
  db: Reading,
  { seq, offset, limit }: ChannelRequest<'history.step'>,
): ChannelOutput<'history.step'> {
  const [row] = stepsByNumber(db, [seq])
  if (row === undefined) throw new BelegError('notFound', { kind: 'step', id: seq })
  const changes = db.all(
    `SELECT tbl, key_json, before_json, after_json FROM history_change WHERE seq IN (${stepsOfGroup}) ORDER BY seq, n LIMIT ?2 OFFSET ?3`,
    [seq, limit, offset],
    (found) => change(db, found.text('tbl'), found.json('key_json'), found.json('before_json'), found.json('after_json')), // prettier-ignore
  )
  const names = new Map<string, { readonly de: string; readonly en: string }>()
  const factTypes = new Map<string, string>()
  const name = (kind: Named, id: unknown): void => {
    if (typeof id !== 'string' || names.has(id)) return
    const found = db.get(wordsOf[kind], [id], (row) => ({ de: row.textOrNull('words'), en: row.textOrNull('words_en') })) // prettier-ignore
    if (found?.de != null) names.set(id, { de: found.de, en: found.en ?? found.de })
  }
  for (const { table, key, before, after, factId } of changes) {
    if (table === 'entity' || table === 'article' || table === 'dataset' || table === 'mention')
      name(table, key[0])
    if (table === 'identifier') name('entity', key[0])
    if (table === 'dataset_member') name('dataset', key[0])
    if (table === 'article_field' || table === 'extraction' || table === 'sentence_review')
      name('article', key[0])
    for (const cells of [before, after]) {
      for (const [column, value] of Object.entries(cells ?? {})) {
        const kind = columns[column]
        if (kind !== undefined) name(kind, value)
        if (column === 'attribution_json' && typeof value === 'string')
          name('entity', speakerOf(JSON.parse(value)))
      }
    }
    if (factId !== null && !factTypes.has(factId)) {
      const type = db.get(
        `SELECT coalesce((SELECT type FROM fact WHERE id = ?1), (SELECT type FROM p_fact WHERE id = ?1)) AS type`,
        [factId],
        (found) => found.textOrNull('type'),
      )
      if (type != null) factTypes.set(factId, type)
    }
  }
  return {
    row,
    changes: [...changes],
    names: Object.fromEntries(names),
    factTypes: Object.fromEntries(factTypes),
  }
}

const speakerOf = (attribution: unknown): unknown =>
  typeof attribution === 'object' && attribution !== null && 'speakerEntity' in attribution
    ? attribution.speakerEntity
    : null

function change(db: Reading, table: string, key: unknown, before: unknown, after: unknown): StepChange {
  if (!isKey(key) || !isCells(before ?? null) || !isCells(after ?? null)) {
    throw new BelegError('internal', { reason: `a change of “${table}” in the history cannot be read` })
  }
  const was = (before ?? null) as Cells | null
  const is = (after ?? null) as Cells | null
  const cell = (column: string): string | null => {
    const value = was?.[column] ?? is?.[column]
    return typeof value === 'string' ? value : null
  }
  const look = (sql: string): string | null =>
    db.get(sql, [key[0] ?? null], (row) => row.textOrNull('found')) ?? null
  const factId =
    table === 'fact'
      ? String(key[0])
      : table === 'dataset_member'
        ? String(key[1])
        : table === 'slot'
          ? (cell('fact_id') ?? look('SELECT fact_id AS found FROM slot WHERE id = ?'))
          : table === 'attestation'
            ? (cell('fact_id') ?? look('SELECT fact_id AS found FROM attestation WHERE id = ?'))
            : table === 'evidence'
              ? look('SELECT fact_id AS found FROM attestation WHERE id = ?')
              : null
  const role = table === 'slot' ? (cell('role') ?? look('SELECT role AS found FROM slot WHERE id = ?')) : null
  return {
    table,
    key: [...key],
    before: was === null ? null : { ...was },
    after: is === null ? null : { ...is },
    factId,
    role,
  }
}

/** What undoing a step would take, as the engine planned it; `shown` of each kind with who and when. */
export function planned(
  db: Reading,
  { seqs, blocked }: { readonly seqs: readonly number[]; readonly blocked: readonly number[] },
  shown = 200,
): ChannelOutput<'history.undoPlan'> {
  return {
    possible: blocked.length === 0,
    seqs: [...seqs],
    steps: [...stepsByNumber(db, seqs.slice(0, shown))],
    blocked: [...stepsByNumber(db, blocked.slice(0, shown))],
  }
}
