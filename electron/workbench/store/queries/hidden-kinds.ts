import type { HiddenBy } from '../../../../shared/commands/index.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { Param } from '../../database/values.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { fillers, patternName } from './alike.ts'
import type { FactFilter } from './facts.ts'
import { hiddenChoices, isLearning } from './learning.ts'

/** Names of the kinds hidden, by what they are hidden by; null where nothing is, or learning is switched off. */
function hiddenNames(db: Reading): Readonly<Record<HiddenBy, ReadonlySet<string>>> | null {
  const choices = hiddenChoices(db)
  if (choices.length === 0 || !isLearning(db)) return null
  const names = (by: HiddenBy): ReadonlySet<string> =>
    new Set(choices.filter((choice) => choice.by === by).map(({ of }) => of))
  return { rule: names('rule'), type: names('type'), pattern: names('pattern') }
}

/** The rule of a pattern, as its name begins. */
const ruleOf = (pattern: string): string => pattern.split(' · ')[0] ?? pattern

/** The facts, with undecided proposals of a hidden kind marked. They stay in every answer: hiding is for the eye. */
export function withHidden<F extends Pick<FactView, 'id' | 'rule' | 'type' | 'state' | 'hidden'>>(
  db: Reading,
  facts: readonly F[],
): readonly F[] {
  const hidden = hiddenNames(db)
  if (hidden === null) return facts
  const asked = new Set([...hidden.pattern].map(ruleOf))
  const patterns = patternsOf(
    db,
    facts.filter(({ state, rule }) => state === 'proposed' && rule !== null && asked.has(rule)).map(({ id }) => id),
  )
  return facts.map((fact) => {
    const { id, rule, type, state } = fact
    if (state !== 'proposed' || rule === null) return fact
    if (hidden.rule.has(rule)) return { ...fact, hidden: 'rule' }
    if (hidden.type.has(type)) return { ...fact, hidden: 'type' }
    return hidden.pattern.has(patterns.get(id) ?? '') ? { ...fact, hidden: 'pattern' } : fact
  })
} // prettier-ignore

function patternsOf(db: Reading, factIds: readonly string[]): ReadonlyMap<string, string> {
  if (factIds.length === 0) return new Map()
  return new Map(
    db.all(
      `SELECT p_fact.id AS id, p_fact.rule AS rule, ${fillers} AS fillers FROM p_fact WHERE p_fact.id IN ${inList}`,
      [idList(factIds)],
      (row): [string, string] => [
        row.text('id'),
        patternName(row.text('rule'), row.textOrNull('fillers') ?? ''),
      ],
    ),
  )
}

/** Undecided proposals of one kind, as a condition on `p_fact`. */
function ofKind(by: HiddenBy, of: string): FactFilter {
  if (by !== 'pattern') return { where: `p_fact.${by} = ?`, params: [of] }
  return {
    where: `p_fact.rule = ? AND substr(p_fact.rule || ' · ' || coalesce(${fillers}, ''), 1, 2000) = ?`,
    params: [ruleOf(of), of],
  }
}

const undecided = "NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id AND fact.state <> 'proposed')"

/** How many undecided proposals are of a kind. */
export function countOfKind(db: Reading, by: HiddenBy, of: string): number {
  const { where, params } = ofKind(by, of)
  return db.count(`SELECT count(*) FROM p_fact WHERE ${where} AND ${undecided}`, params)
}

/** Every fact `f` but undecided proposals of hidden kinds. */
export function exceptHidden(db: Reading): FactFilter {
  const hidden = hiddenNames(db)
  if (hidden === null) return { where: '1', params: [] }
  const kinds = (['rule', 'type', 'pattern'] as const).flatMap((by) =>
    [...hidden[by]].map((of) => ofKind(by, of)),
  )
  const params: Param[] = kinds.flatMap((kind) => [...kind.params])
  return {
    where: `f.state <> 'proposed' OR f.id NOT IN (${kinds.map(({ where }) => `SELECT p_fact.id FROM p_fact WHERE ${where}`).join(' UNION ALL ')})`,
    params,
  }
}
