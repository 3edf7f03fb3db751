import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { articleIdSchema } from '../../../../shared/model/ids.ts'
import type { HistoryRow } from '../../../../shared/model/views.ts'
import type { Param } from '../../database/values.ts'
import { allRows, number, numberOrNull, text, textOrNull, type Reading, type Row } from '../rows.ts'

const columns = `history.*, coder.name AS coder_name,
  (SELECT count(*) FROM history_change WHERE history_change.seq = history.seq) AS changes`
const source = 'history LEFT JOIN coder ON coder.id = history.coder_id'

/** Steps, newest first, before a given one. */
export function listHistory(
  db: Reading,
  request: ChannelRequest<'history.list'>,
): ChannelOutput<'history.list'> {
  const where: string[] = ['1']
  const params: Param[] = []
  const narrow = (condition: string, value: Param | undefined): void => {
    if (value === undefined) return
    where.push(condition)
    params.push(value)
  }
  narrow('history.seq < ?', request.before)
  narrow('history.type = ?', request.type)
  narrow('history.article_id = ?', request.articleId)
  narrow('coder.name = ?', request.coder)
  const found = allRows(
    db,
    `SELECT ${columns} FROM ${source} WHERE ${where.join(' AND ')} ORDER BY history.seq DESC LIMIT ?`,
    [...params, request.limit + 1],
  )
  return { rows: found.slice(0, request.limit).map(historyRow), more: found.length > request.limit }
}

/** Steps that changed a fact, its slots or its evidence, newest first. */
export function factHistory(db: Reading, factId: string): readonly HistoryRow[] {
  const attestations = db.all('SELECT id FROM attestation WHERE fact_id = ?', [factId], (row) =>
    row.text('id'),
  )
  const keys = [JSON.stringify([factId]), ...attestations.map((id) => JSON.stringify([id]))]
  return allRows(
    db,
    `SELECT ${columns} FROM ${source} WHERE history.seq IN (
       SELECT seq FROM history_change WHERE tbl = 'fact' AND key_json = ?
       UNION SELECT seq FROM history_change WHERE tbl = 'attestation' AND key_json IN (${keys.map(() => '?').join(', ')})
     ) ORDER BY history.seq DESC LIMIT 500`,
    [JSON.stringify([factId]), ...keys],
  ).map(historyRow)
}

function historyRow(row: Row): HistoryRow {
  const articleId = textOrNull(row, 'article_id')
  return {
    seq: number(row, 'seq'),
    commandId: text(row, 'command_id'),
    type: text(row, 'type'),
    label: text(row, 'label'),
    coder: textOrNull(row, 'coder_name'),
    at: text(row, 'at'),
    note: textOrNull(row, 'note'),
    changes: number(row, 'changes'),
    undoOf: numberOrNull(row, 'undo_of'),
    undoneBy: numberOrNull(row, 'undone_by'),
    undoable: number(row, 'undoable') === 1,
    articleId: articleId === null ? null : articleIdSchema.parse(articleId),
  }
}
