import type { ReadableDatabase } from '../../database/index.ts'

/** The cells of the oracle as the project's database shows them. */
export function cellsOf(db: ReadableDatabase): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  const each = (sql: string): void => {
    db.each(sql, [], (row) => {
      const value = row.textOrNull('value')
      if (value !== null) cells.set(row.text('cell'), value)
      return true
    })
  }
  const columns = (table: string, key: string, where: string, shown: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(shown)) {
      each(`SELECT '${table}/' || ${key} || '${name === '' ? '' : `/${name}`}' AS cell, CAST(${value} AS TEXT) AS value FROM ${table} WHERE ${where}`)
    }
  }
  columns('article', 'id', 'true', { '': "'there'", triage: 'triage', publisher: 'publisher' })
  columns('fact', 'id', 'true', {
    '': "'there'",
    // Whether somebody edited it before accepting it is told by its decisions.
    state: "CASE WHEN state IN ('accepted', 'edited') THEN 'kept' ELSE state END",
    modality: 'modality',
    note: 'note',
    reason: 'reject_reason',
  })
  columns('slot', 'id', 'true', { '': "fact_id || ' ' || role", filler: "CASE WHEN not_stated THEN 'not stated' WHEN rule = 'coder' THEN entity_id END" })
  columns('entity', 'id', "origin = 'coder'", { '': 'type', label: 'label_de', redirect: 'redirect_to' })
  each("SELECT 'alias/' || alias.entity_id || '/' || text AS cell, scope AS value FROM alias WHERE origin = 'coder'")
  columns('mention', 'id', 'true', { '': 'state', entity: 'entity_id' })
  columns('dataset', 'id', 'true', { '': 'name' })
  each("SELECT 'member/' || dataset_id || '/' || fact_id AS cell, verdict AS value FROM dataset_member")
  each(`SELECT 'zone/' || article_id || '/' || start || '-' || "end" AS cell, coalesce(kind, 'article') AS value FROM zone`)
  each("SELECT 'field/' || article_id || '/' || field AS cell, value FROM article_field WHERE basis = 'coder'")
  each("SELECT 'decisions' AS cell, CAST(count(*) AS TEXT) AS value FROM decision HAVING count(*) > 0")
  return cells
} // prettier-ignore
