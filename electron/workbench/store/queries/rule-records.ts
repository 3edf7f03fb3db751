import type { FactView, RuleRecord } from '../../../../shared/model/views.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'

/** What became of the facts each rule proposed in this project, by rule; rules nothing was decided about are absent. */
function ruleRecords(db: Reading, rules: Iterable<string>): ReadonlyMap<string, RuleRecord> {
  const records = new Map<string, RuleRecord>()
  const rows = db.all(
    `SELECT rule, state, count(*) AS count FROM fact WHERE rule IN ${inList} AND state IN ('accepted', 'edited', 'rejected') GROUP BY rule, state`,
    [idList([...new Set(rules)])],
    (row) => ({ rule: row.text('rule'), state: row.text('state'), count: row.integer('count') }),
  )
  for (const { rule, state, count } of rows) {
    const known = records.get(rule) ?? noRecord
    records.set(rule, { ...known, [state]: count })
  }
  return records
}

const noRecord: RuleRecord = { accepted: 0, edited: 0, rejected: 0 }

/** Decisions that the rule's prior weighs as much as: a rule nobody judged is as sure as its author thought. */
const priorWeight = 10

/**
 * How likely a proposal of a rule is to be kept: the mean of a Beta distribution that begins at the rule's prior and counts
 * every decision about the rule's proposals; one that had to be edited counts half.
 */
function confidenceOf(prior: number, record: RuleRecord = noRecord): number {
  const { accepted, edited, rejected } = record
  const decided = accepted + edited + rejected
  return (prior * priorWeight + accepted + edited / 2) / (priorWeight + decided)
}

/** The facts with the record of the rule that proposed each, and how sure that makes it; asked for once for all of them. */
export function withRecords(db: Reading, facts: readonly FactView[]): readonly FactView[] {
  const records = ruleRecords(
    db,
    facts.flatMap(({ rule }) => rule ?? []),
  )
  return facts.map((fact) => {
    if (fact.rule === null) return fact
    const ruleRecord = records.get(fact.rule) ?? noRecord
    return fact.prior === null
      ? { ...fact, ruleRecord }
      : { ...fact, ruleRecord, confidence: confidenceOf(fact.prior, ruleRecord) }
  })
}
