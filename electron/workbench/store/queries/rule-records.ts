import type { FactView, RuleRecord } from '../../../../shared/model/views.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { isLearning } from './learning.ts'

/** What a record can be of: the rule that proposed, or the type of fact. */
type RecordBy = 'rule' | 'type'

/** What became of proposals in this project, by rule or by type; of those nothing was decided about there is no record. */
export function recordsOf(
  db: Reading,
  by: RecordBy,
  names: Iterable<string>,
): ReadonlyMap<string, RuleRecord> {
  const records = new Map<string, RuleRecord>()
  const rows = db.all(
    `SELECT ${by} AS kind, state, count(*) AS count FROM fact
     WHERE ${by} IN ${inList} AND state IN ('accepted', 'edited', 'rejected') GROUP BY ${by}, state`,
    [idList([...new Set(names)])],
    (row) => ({ kind: row.text('kind'), state: row.text('state'), count: row.integer('count') }),
  )
  for (const { kind, state, count } of rows) {
    const known = records.get(kind) ?? noRecord
    records.set(kind, { ...known, [state]: count })
  }
  return records
}

/** Rules or types of the facts there are, found by stepping through the index from one to the next. */
export const kindsDecided = (db: Reading, by: RecordBy): readonly string[] =>
  db.all(
    `WITH RECURSIVE kinds (name) AS (
       SELECT min(${by}) FROM fact WHERE ${by} > ''
       UNION ALL SELECT (SELECT min(${by}) FROM fact WHERE ${by} > kinds.name) FROM kinds WHERE kinds.name IS NOT NULL)
     SELECT name FROM kinds WHERE name IS NOT NULL`,
    [],
    (row) => row.text('name'),
  )

const noRecord: RuleRecord = { accepted: 0, edited: 0, rejected: 0 }

/** Decisions that the rule's prior weighs as much as: a rule nobody judged is as sure as its author thought. */
const priorWeight = 10
/** A decision about another rule's proposal of the same type says this much of one about the rule's own. */
const typeWeight = 0.2

const decidedIn = ({ accepted, edited, rejected }: RuleRecord): number => accepted + edited + rejected
const keptIn = ({ accepted, edited }: RuleRecord): number => accepted + edited / 2

/**
 * How likely a proposal of a rule is to be kept: the mean of a Beta distribution that begins at the rule's prior and counts
 * every decision about the rule's proposals, and a little those about other proposals of the type; one that had to be
 * edited counts half.
 */
function confidenceOf(prior: number, own: RuleRecord, ofType: RuleRecord): number {
  const others = typeWeight * Math.max(0, decidedIn(ofType) - decidedIn(own))
  const keptOthers = typeWeight * Math.max(0, keptIn(ofType) - keptIn(own))
  return (
    (prior * priorWeight + keptIn(own) + Math.min(others, keptOthers)) /
    (priorWeight + decidedIn(own) + others)
  )
}

/** So many decisions make a record that may be called bad, where no more than this share was kept. */
const badAfter = 5
const badShare = 0.1

/** Nearly everything of the kind was rejected. */
export const isBad = (record: RuleRecord): boolean =>
  decidedIn(record) >= badAfter && keptIn(record) <= badShare * decidedIn(record)

type Recorded = Pick<FactView, 'ruleRecord' | 'confidence'>

/**
 * Says of a fact what was decided about its rule, and how sure that makes it; the records of all rules and types are asked
 * for once. Null where learning is switched off.
 */
export function recordsFor(
  db: Reading,
  facts: readonly Pick<FactView, 'rule' | 'type'>[],
): ((fact: Pick<FactView, 'rule' | 'type' | 'prior'>) => Recorded) | null {
  const named = new Set(facts.flatMap(({ rule }) => rule ?? []))
  if (named.size === 0 || !isLearning(db)) return null
  const rules = recordsOf(db, 'rule', named)
  const types = recordsOf(db, 'type', new Set(facts.map(({ type }) => type)))
  return ({ rule, type, prior }) => {
    if (rule === null) return {}
    const ruleRecord = rules.get(rule) ?? noRecord
    return prior === null
      ? { ruleRecord }
      : { ruleRecord, confidence: confidenceOf(prior, ruleRecord, types.get(type) ?? noRecord) }
  }
}

/** The facts with the record of the rule that proposed each, and how sure that makes it. */
export function withRecords(db: Reading, facts: readonly FactView[]): readonly FactView[] {
  const recorded = recordsFor(db, facts)
  return recorded === null
    ? facts
    : facts.map((fact) => (fact.rule === null ? fact : { ...fact, ...recorded(fact) }))
}
