import type { Span } from '../../../../shared/model/span.ts'
import type { FactTime, ArticleMetadata } from '../../../../shared/model/extraction.ts'
import { datesIn, timeOf } from './circumstances.ts'
import type { Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Voices } from './speech.ts'

/** Types that hold rather than happen: they carry a day of validity, not a time. */
const timeless = new Set([
  'position_held',
  'relation_status',
  'capital_of',
  'located_in',
  'membership',
  'regime',
])

/** Acts of speech: a day inside what is said ("die seit 2019 geltenden Zölle aufzuheben") is not the day on which it was said. */
const spoken = new Set([
  'commitment', 'request', 'proposal', 'criticism', 'accusation', 'rejection', 'threat', 'support', 'assessment',
  'characterization', 'agreement_reached',
]) // prettier-ignore
const saidRoles = new Set(['content', 'target', 'quote'])

/** The day the article reports on, from its metadata; undefined where nobody knows. */
export function articleTime(metadata: ArticleMetadata): FactTime | undefined {
  for (const field of ['eventDate', 'publicationDate'] as const) {
    const found = metadata[field]
    if (typeof found?.value !== 'string' || !/^\d{4}/.test(found.value)) continue
    const iso = found.value.slice(0, 10)
    const precision = iso.length >= 10 ? 'day' : iso.length >= 7 ? 'month' : 'year'
    return field === 'eventDate'
      ? { iso, precision, basis: 'derived', rule: 'day of the reported event', inferred: ['all'] }
      : { iso, precision, basis: 'publication', rule: 'day of publication', inferred: ['all'] }
  }
  return undefined
}

/**
 * Gives each proposal its time: a date in its own clause, else in the clause it hangs on, else the day of
 * the article. The day of an utterance stays with the utterance: what is reported takes only its own date.
 */
export function giveTimes(
  proposals: readonly Proposal[],
  readings: readonly SentenceReading[],
  voices: Voices,
  metadata: ArticleMetadata,
): void {
  const day = articleTime(metadata)
  for (const proposal of proposals) {
    if (proposal.time !== undefined || timeless.has(proposal.type)) continue
    const reading = readings[proposal.sentence]
    const clause = reading?.clauses[proposal.clause]
    if (reading === undefined || proposal.type === 'anniversary') continue
    const inside = reading.sentence.mentions.filter(
      (mention) =>
        mention.type === 'DATE' &&
        proposal.evidence.some((span) => span.start <= mention.start && mention.end <= span.end),
    )
    const own = clause === undefined ? [] : datesIn(reading, clause)
    const speech = proposal.kind === 'statement'
    const trigger = proposal.trigger?.start ?? proposal.evidence[0]?.start ?? 0
    const reporter = voices[proposal.sentence]?.[proposal.clause]?.reporter
    const told =
      speech && reporter?.sentence === proposal.sentence ? reading.clauses[reporter.clause] : undefined
    const candidates = told !== undefined ? datesIn(reading, told) : own.length > 0 ? own : inside
    const nearest = [...candidates]
      .filter((mention) => !isDeadline(reading, mention) && !isInside(proposal, mention, trigger))
      .sort((a, b) => Math.abs(a.start - trigger) - Math.abs(b.start - trigger) || a.start - b.start)[0]
    const found = nearest === undefined ? undefined : timeOf(nearest)
    if (found !== undefined) proposal.time = found
    else if (
      day !== undefined &&
      nearest === undefined &&
      (proposal.modality !== 'planned' || proposal.kind === 'statement' || spoken.has(proposal.type))
    )
      proposal.time = day
  }
}

/** "bis 2040" names a deadline, not the day of the act. */
function isDeadline(reading: SentenceReading, mention: { readonly start: number }): boolean {
  const at = reading.words.findIndex((word) => word.end > mention.start)
  return reading.words[at]?.lower === 'bis' || reading.words[at - 1]?.lower === 'bis'
}

/** Whether the day stands in what is said, behind an attribute or in a clause of its own. */
function isInside(proposal: Proposal, mention: Span, trigger: number): boolean {
  return (
    spoken.has(proposal.type) &&
    proposal.slots.some(
      ({ role, start, end }) =>
        saidRoles.has(role) &&
        start !== undefined &&
        end !== undefined &&
        start <= mention.start &&
        mention.end <= end &&
        !(start <= trigger && trigger < end),
    )
  )
}
