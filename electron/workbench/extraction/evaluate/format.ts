import { accuracyNames, tallyNames, type AccuracyName, type Evaluation, type TallyName } from './evaluate.ts'
import { harmonic, score, share, type EvaluationError } from './tally.ts'

const tallyLabels: Readonly<Record<TallyName, string>> = {
  boilerplate: 'boilerplate lines',
  boilerplateKind: 'boilerplate lines with kind',
  mentions: 'names, span and type, outermost',
  nested: 'names, span and type, nested',
  coreference: 'nominals and pronouns',
  linkedMentions: 'names, overlap, type and entity',
  roles: 'offices, exact span',
  rolesOverlap: 'offices, overlap',
  dates: 'dates, exact span',
  datesOverlap: 'dates, overlap',
  amounts: 'amounts, ordinals, durations',
  facts: 'facts, key slots agree',
  factsOneParticipant: 'facts, one right participant',
  factsLenient: 'facts, PLOVER event suffices',
  participants: 'participants of matched facts',
  slots: 'slots of matched facts',
}

const accuracyLabels: Readonly<Record<AccuracyName, string>> = {
  dateIso: 'ISO value of dates found',
  amountNorm: 'value of amounts found',
  linking: 'entity of names found',
  factTime: 'time of matched facts',
  modality: 'modality',
  polarity: 'polarity',
  attribution: 'attribution',
  plover: 'PLOVER event',
  cameo: 'CAMEO code',
}

/** How many lines of errors the table shows before it sums up the rest. */
const shownErrors = 12

/** The evaluation as a table for the terminal, with the errors counted by what went wrong and by which rule. */
export function formatEvaluation(evaluation: Evaluation): string {
  const lines = [row('measure', 'P', 'R', 'F1', 'right', 'invented', 'missed')]
  for (const name of tallyNames) {
    const tally = evaluation.tallies[name]
    const { precision, recall, f1 } = score(tally)
    lines.push(
      row(
        tallyLabels[name],
        decimal(precision),
        decimal(recall),
        decimal(f1),
        String(tally.right),
        String(tally.invented),
        String(tally.missed),
      ),
    )
  }
  const { cluster } = evaluation
  const precision = cluster.predicted === 0 ? 0 : cluster.precision / cluster.predicted
  const recall = cluster.gold === 0 ? 0 : cluster.recall / cluster.gold
  lines.push(
    row(
      'clusters (B³)',
      decimal(precision),
      decimal(recall),
      decimal(harmonic(precision, recall)),
      '',
      '',
      '',
    ),
  )
  lines.push('', row('accuracy', '', '', 'share', 'right', 'asked', ''))
  for (const name of accuracyNames) {
    const accuracy = evaluation.accuracies[name]
    lines.push(
      row(
        accuracyLabels[name],
        '',
        '',
        decimal(share(accuracy)),
        String(accuracy.right),
        String(accuracy.asked),
        '',
      ),
    )
  }
  lines.push('', row('names by type', 'P', 'R', 'F1', 'right', 'invented', 'missed'))
  for (const [type, tally] of Object.entries(evaluation.byType)) {
    const scored = score(tally)
    lines.push(
      row(
        type,
        decimal(scored.precision),
        decimal(scored.recall),
        decimal(scored.f1),
        String(tally.right),
        String(tally.invented),
        String(tally.missed),
      ),
    )
  }
  const errors = errorsByRule(evaluation.errors)
  if (errors.length > 0)
    lines.push(
      '',
      'errors by rule',
      ...errors.slice(0, shownErrors).map((error) => `${String(error.count).padStart(5)}  ${error.label}`),
    )
  if (errors.length > shownErrors) lines.push(`       and ${String(errors.length - shownErrors)} kinds more`)
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** Errors counted by measure, what went wrong, type and rule; the most frequent first. */
export function errorsByRule(
  errors: readonly EvaluationError[],
): readonly { readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const error of errors) {
    const label = `${error.measure}: ${error.kind} ${error.type}${error.rule === undefined ? '' : ` by ${error.rule}`}`
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
}

function row(label: string, ...cells: readonly string[]): string {
  return label.padEnd(34) + cells.map((cell) => cell.padStart(9)).join('')
}

function decimal(value: number): string {
  return value.toFixed(3)
}
