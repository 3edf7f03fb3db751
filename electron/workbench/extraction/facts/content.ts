import type { FactGrammar } from './compile.ts'
import type { Predication } from './predication.ts'
import { complementClause, isReported } from './complement.ts'
import type { SentenceReading } from './roles.ts'

/**
 * Whether a clause is what a verb of saying reports: its completing clause; the clauses before
 * ", sagte Wang"; the clause that "wie Wang mitteilte" hangs on.
 */
export function completes(
  reading: SentenceReading,
  reporter: Predication,
  clause: Predication,
  lexicon: FactGrammar,
): boolean {
  const complement = complementClause(reading, reporter, lexicon)
  if (complement?.clauses.includes(clause.id) === true) return true
  // "Wie der Gouverneur mitteilte, wurde niemand verletzt."
  if (reporter.opener === 'wie' && clause.parent === reporter.id && clause.kind === 'main') return true
  if (clause.id > reporter.id) return false
  if (reporter.opener === 'wie') return isAncestor(reading, clause, reporter)
  if (!reporter.verbFirst || complement !== undefined) return false
  // Everything said before the inserted verb, unless it is told by another.
  return clause.speech === -1 && (isReported(clause) || clause.kind !== 'main' || clause.parent < 0)
}

function isAncestor(reading: SentenceReading, clause: Predication, reporter: Predication): boolean {
  let at = reporter.parent
  while (at >= 0) {
    if (at === clause.id) return true
    at = reading.clauses[at]?.parent ?? -1
  }
  return false
}
