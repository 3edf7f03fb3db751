import type { Span } from '../../../../shared/model/span.ts'
import { overlap } from '../../../../shared/offsets.ts'
import { order } from '../ordered.ts'
import { hull, type Proposal } from './proposal.ts'
import { clauseKey, type Predication } from './predication.ts'
import type { SentenceReading } from './roles.ts'
import { clauseSpans, spanOf, wholePhrase } from './spans.ts'

const isCondition = (clause: Predication): boolean =>
  clause.opener !== undefined && ['falls', 'wenn', 'sofern', 'sobald', 'solange'].includes(clause.opener)

/** "legte einen Plan vor, der …": the relative clause at the end tells what the words before it are, unless it tells a fact. */
function described(
  reading: SentenceReading,
  clause: Predication,
  whole: Span,
  busy: ReadonlySet<number>,
): readonly Span[] {
  const last = reading.clauses.find((child) => {
    if (child.parent !== clause.id || child.speech !== clause.speech) return false
    // "drohte mit Vergeltung, falls …": the condition is part of the threat.
    if (child.kind !== 'relative' && !(child.kind === 'subordinate' && isCondition(child))) return false
    return !busy.has(clauseKey(reading.sentence.index, child.id))
  })
  const span = last === undefined ? undefined : hull(clauseSpans(reading, last))
  return span === undefined || span.start < whole.end ? [] : [span]
}

/** Evidence stands on its own: it takes in purpose clauses, and who said so where that is the same sentence. */
export function widenEvidence(
  proposal: Proposal,
  readings: readonly SentenceReading[],
  busy: ReadonlySet<number>,
): void {
  const reading = readings[proposal.sentence]
  const [first] = proposal.evidence
  if (reading === undefined || first === undefined || !proposal.states || proposal.evidence.length > 1) return
  const purpose = proposal.slots.flatMap((slot) =>
    slot.role === 'purpose' && slot.start !== undefined && slot.end !== undefined
      ? [{ start: slot.start, end: slot.end }]
      : [],
  )
  const spans: Span[] = [
    first,
    ...purpose.filter((span) => span.start >= reading.sentence.start && span.end <= reading.sentence.end),
  ]
  const reporter = proposal.voice?.reporter
  const clause = reading.clauses[proposal.clause]
  if (reporter !== undefined && reporter.sentence >= 0) {
    const source = readings[reporter.sentence]
    const said = source?.clauses[reporter.clause]
    const own = source === undefined || said === undefined ? undefined : hull(clauseSpans(source, said))
    if (own !== undefined && clause !== undefined) {
      if (clause.speech >= 0 || reporter.sentence !== proposal.sentence) {
        if (!proposal.evidence.some((span) => overlap(span, own) > 0)) proposal.evidence.push(own)
      } else if (clause.kind !== 'relative' && (clause.parent <= reporter.clause || clause.coordinated))
        spans.push(own)
    }
  }
  const whole = hull(spans)
  if (whole !== undefined) proposal.evidence[0] = whole
  if (clause !== undefined && whole !== undefined)
    proposal.evidence.push(...described(reading, clause, whole, busy))
  if (clause !== undefined && (clause.kind === 'relative' || clause.coordinated))
    proposal.evidence.push(...outside(proposal, reading))
  order(proposal.evidence, (a, b) => a.start - b.start || a.end - b.end)
}

const doers: ReadonlySet<string> = new Set(['agent', 'participant', 'person', 'visitor', 'speaker', 'member'])

/**
 * "Präsident X, der nach Kuba gereist war": who did it stands before the clause that says so. The phrase that names him is
 * evidence of its own, as slots lie inside the evidence.
 */
function outside(proposal: Proposal, reading: SentenceReading): readonly Span[] {
  const found: Span[] = []
  for (const { role, entity, start, end } of proposal.slots) {
    if (!doers.has(role) || entity === undefined || start === undefined || end === undefined) continue
    if (start < reading.sentence.start || end > reading.sentence.end) continue
    if ([...proposal.evidence, ...found].some((span) => span.start < end && start < span.end)) continue
    const phrase = reading.phrases.find(
      ({ from, to }) =>
        (reading.words[from]?.start ?? Infinity) <= start && end <= (reading.words[to - 1]?.end ?? -1),
    )
    const span =
      phrase === undefined
        ? undefined
        : hull(wholePhrase(reading, phrase).flatMap((one) => spanOf(reading, one)))
    if (span !== undefined && !proposal.evidence.some((other) => overlap(span, other) > 0)) found.push(span)
  }
  return found
}
