import { accuracyNames, tallyNames, type AccuracyName, type Evaluation, type TallyName } from './evaluate.ts'
import {
  evaluationStages,
  harmonic,
  score,
  share,
  type EvaluationError,
  type EvaluationStage,
  type Tally,
} from './tally.ts'

type Language = 'en' | 'de'
type Label = Readonly<Record<Language, string>>

const tallyLabels: Readonly<Record<TallyName, Label>> = {
  boilerplate: { en: 'boilerplate lines', de: 'Seitentext' },
  boilerplateKind: { en: 'boilerplate lines with kind', de: 'Seitentext mit Art' },
  mentions: { en: 'names, span and type, outermost', de: 'Namen, Spanne und Typ, außen' },
  nested: { en: 'names, span and type, nested', de: 'Namen, Spanne und Typ, innen' },
  coreference: { en: 'nominals and pronouns', de: 'Nominale und Pronomen' },
  linkedMentions: { en: 'names, overlap, type and entity', de: 'Namen, Überlappung, Typ, Entität' },
  roles: { en: 'offices, exact span', de: 'Ämter, genaue Spanne' },
  rolesOverlap: { en: 'offices, overlap', de: 'Ämter, Überlappung' },
  dates: { en: 'dates, exact span', de: 'Zeitangaben, genaue Spanne' },
  datesOverlap: { en: 'dates, overlap', de: 'Zeitangaben, Überlappung' },
  amounts: { en: 'amounts, ordinals, durations', de: 'Mengen, Ordnungszahlen, Dauern' },
  facts: { en: 'facts, key slots agree', de: 'Fakten, Schlüsselrollen stimmen' },
  factsOneParticipant: { en: 'facts, one right participant', de: 'Fakten, ein Beteiligter stimmt' },
  factsLenient: { en: 'facts, PLOVER event suffices', de: 'Fakten, PLOVER-Ereignis genügt' },
  participants: { en: 'participants of matched facts', de: 'Beteiligte gepaarter Fakten' },
  slots: { en: 'slots of matched facts', de: 'Rollen gepaarter Fakten' },
}

const accuracyLabels: Readonly<Record<AccuracyName, Label>> = {
  dateIso: { en: 'ISO value of dates found', de: 'ISO-Wert gefundener Zeitangaben' },
  amountNorm: { en: 'value of amounts found', de: 'Wert gefundener Mengen' },
  linking: { en: 'entity of names found', de: 'Entität gefundener Namen' },
  factTime: { en: 'time of matched facts', de: 'Zeit gepaarter Fakten' },
  modality: { en: 'modality', de: 'Modalität' },
  polarity: { en: 'polarity', de: 'Polarität' },
  attribution: { en: 'attribution', de: 'Zuschreibung' },
  plover: { en: 'PLOVER event', de: 'PLOVER-Ereignis' },
  cameo: { en: 'CAMEO code', de: 'CAMEO-Code' },
}

const stageLabels: Readonly<Record<EvaluationStage, Label>> = {
  zones: { en: 'zones', de: 'Zonen' },
  values: { en: 'times and amounts', de: 'Zeiten und Mengen' },
  mentions: { en: 'mentions', de: 'Erwähnungen' },
  identity: { en: 'who is who', de: 'Wer ist wer' },
  facts: { en: 'facts', de: 'Fakten' },
  slots: { en: 'slots', de: 'Rollen' },
  codes: { en: 'codes', de: 'Codes' },
}

const kindLabels: Readonly<Record<EvaluationError['kind'], Label>> = {
  missed: { en: 'missed', de: 'übersehen' },
  invented: { en: 'invented', de: 'erfunden' },
  wrong: { en: 'wrong', de: 'falsch' },
}

const heads = {
  measure: { en: 'measure', de: 'Maß' },
  right: { en: 'right', de: 'richtig' },
  invented: { en: 'invented', de: 'erfunden' },
  missed: { en: 'missed', de: 'übersehen' },
  accuracy: { en: 'accuracy', de: 'Genauigkeit' },
  share: { en: 'share', de: 'Anteil' },
  asked: { en: 'asked', de: 'gefragt' },
  clusters: { en: 'clusters (B³)', de: 'Gruppen (B³)' },
  byType: { en: 'names by type', de: 'Namen nach Typ' },
  byRule: { en: 'facts by rule', de: 'Fakten nach Regel' },
  errors: { en: 'errors by stage and rule', de: 'Fehler nach Stufe und Regel' },
  by: { en: 'by', de: 'von' },
  more: { en: 'kinds more', de: 'weitere Arten' },
} as const satisfies Readonly<Record<string, Label>>

/** How many kinds of errors a stage shows before it sums up the rest. */
const shownErrors = 8

/** The evaluation as a table for the terminal, with the errors counted by stage, by what went wrong and by rule. */
export function formatEvaluation(evaluation: Evaluation, language: Language = 'en'): string {
  const head = (name: keyof typeof heads): string => heads[name][language]
  const tallyHead = ['P', 'R', 'F1', head('right'), head('invented'), head('missed')]
  const lines = [row(head('measure'), ...tallyHead)]
  for (const name of tallyNames) lines.push(tallyRow(tallyLabels[name][language], evaluation.tallies[name]))
  const { cluster } = evaluation
  const precision = cluster.predicted === 0 ? 0 : cluster.precision / cluster.predicted
  const recall = cluster.gold === 0 ? 0 : cluster.recall / cluster.gold
  lines.push(
    row(head('clusters'), decimal(precision), decimal(recall), decimal(harmonic(precision, recall))),
    '',
    row(head('accuracy'), '', '', head('share'), head('right'), head('asked')),
  )
  for (const name of accuracyNames) {
    const accuracy = evaluation.accuracies[name]
    const { right, asked } = accuracy
    lines.push(
      row(accuracyLabels[name][language], '', '', decimal(share(accuracy)), String(right), String(asked)),
    )
  }
  lines.push('', row(head('byType'), ...tallyHead))
  for (const [type, tally] of Object.entries(evaluation.byType)) lines.push(tallyRow(type, tally))
  const rules = Object.entries(evaluation.byRule)
  if (rules.length > 0) lines.push('', row(head('byRule'), 'P', head('right'), head('invented')))
  for (const [rule, tally] of rules)
    lines.push(row(rule, decimal(score(tally).precision), String(tally.right), String(tally.invented)))
  if (evaluation.errors.length > 0) lines.push('', head('errors'))
  for (const stage of evaluationStages) lines.push(...stageErrors(evaluation.errors, stage, language))
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** Every single error on a line of its own, stage by stage: file, offset, what it was and should have been, rule. */
export function formatErrors(evaluation: Evaluation, language: Language): string {
  return evaluationStages
    .flatMap((stage) => evaluation.errors.filter((error) => error.stage === stage))
    .map(({ file, start, stage, measure, kind, type, surface, expected, found, rule }) =>
      [
        `${file}:${String(start)}`,
        `${stageLabels[stage][language]}/${measure}`,
        kindLabels[kind][language],
        type,
        `“${shortened(surface)}”`,
        ...(expected === undefined && found === undefined
          ? []
          : [`${shortened(found ?? '–')} ≠ ${shortened(expected ?? '–')}`]),
        ...(rule === undefined ? [] : [`[${rule}]`]),
      ].join('  '),
    )
    .join('\n')
}

const longestSurface = 80
const shortened = (surface: string): string => {
  const line = surface.replace(/\s+/g, ' ')
  return line.length <= longestSurface ? line : `${line.slice(0, longestSurface)}…`
}

function stageErrors(
  errors: Evaluation['errors'],
  stage: EvaluationStage,
  language: Language,
): readonly string[] {
  const kinds = errorsByRule(
    errors.filter((error) => error.stage === stage),
    language,
  )
  if (kinds.length === 0) return []
  const rest = kinds.length - shownErrors
  return [
    `  ${stageLabels[stage][language]}`,
    ...kinds.slice(0, shownErrors).map(({ count, label }) => `${String(count).padStart(7)}  ${label}`),
    ...(rest > 0 ? [`         + ${String(rest)} ${heads.more[language]}`] : []),
  ]
}

/** Errors counted by measure, what went wrong, type and rule; the most frequent first. */
export function errorsByRule(
  errors: readonly EvaluationError[],
  language: Language = 'en',
): readonly { readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { measure, kind, type, rule } of errors) {
    const by = rule === undefined ? '' : ` ${heads.by[language]} ${rule}`
    const label = `${measure}: ${kindLabels[kind][language]} ${type}${by}`
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
}

function tallyRow(label: string, tally: Tally): string {
  const { precision, recall, f1 } = score(tally)
  const counts = [tally.right, tally.invented, tally.missed].map(String)
  return row(label, decimal(precision), decimal(recall), decimal(f1), ...counts)
}

function row(label: string, ...cells: readonly string[]): string {
  return label.padEnd(34) + cells.map((cell) => cell.padStart(10)).join('')
}

function decimal(value: number): string {
  return value.toFixed(3)
}
