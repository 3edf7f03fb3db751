import { Command, Option } from 'commander'
import { formatEvaluation } from '../workbench/extraction/evaluate/format.ts'
import { annotatedSets, evaluateSet, isThere, type AnnotatedSet } from './evaluation/annotated-sets.ts'
import {
  fallen,
  figuresOf,
  guardedFigures,
  readFiguresRecord,
  writeFiguresRecord,
  type Figures,
  type FiguresRecord,
} from './evaluation/figures.ts'

/**
 * `npm run evaluate`: how well extraction does on the held-out articles and, where they stand beside the
 * repository, on the development articles; compared with the figures on record.
 */
const program = new Command('evaluate')
  .description('Extract the annotated articles, score the proposals and compare with the figures on record.')
  .addOption(new Option('--only <set>', 'this set alone').choices(annotatedSets.map((set) => set.name)))
  .option('--errors', 'list every single error')
  .option('--json', 'figures and errors as JSON')
  .option('--write', 'put the figures on record; refused where a guarded figure fell')
  .option('--lower', 'with --write: accept that figures fell; say why where you commit it')
  .parse()
const options = program.opts<{
  only?: string
  errors?: boolean
  json?: boolean
  write?: boolean
  lower?: boolean
}>()

let record = readFiguresRecord()
const fell: string[] = []
const shown: Record<string, unknown> = {}
for (const set of annotatedSets.filter(({ name }) => options.only === undefined || options.only === name)) {
  if (!isThere(set)) {
    console.error(`skipped: ${set.label} are not there, nothing was measured on them`)
    continue
  }
  const evaluation = evaluateSet(set)
  const figures = figuresOf(evaluation)
  fell.push(...fallen(record[set.name].last, figures).map((line) => `${set.label}: ${line}`))
  if (options.json === true) {
    shown[set.name] = { figures, errors: evaluation.errors }
  } else {
    console.log(`${set.label} (${evaluation.articles.length})\n\n${formatEvaluation(evaluation)}\n`)
    console.log(`${onRecord(set, figures)}\n`)
    if (options.errors === true) {
      for (const error of evaluation.errors) console.log(JSON.stringify(error))
    }
  }
  record = withLast(record, set, figures)
}
if (options.json === true) console.log(JSON.stringify(shown, null, 2))
for (const line of fell) console.error(line)
if (options.write === true && (fell.length === 0 || options.lower === true)) writeFiguresRecord(record)
else if (fell.length > 0) process.exitCode = 1

function withLast(before: FiguresRecord, set: AnnotatedSet, last: Figures): FiguresRecord {
  return set.name === 'gold'
    ? { ...before, gold: { ...before.gold, last } }
    : { ...before, [set.name]: { ...before[set.name], last } }
}

/** The guarded figures beside those on record. */
function onRecord(set: AnnotatedSet, now: Figures): string {
  const { last } = record[set.name]
  const firstRun = set.name === 'gold' ? undefined : record[set.name].firstRun
  const columns: readonly (readonly [string, Figures])[] = [
    ...(firstRun === undefined ? [] : [['first run', firstRun.figures] as const]),
    ...(firstRun?.figuresAfterMending === undefined
      ? []
      : [['mended', firstRun.figuresAfterMending] as const]),
    ['last', last],
    ['now', now],
  ]
  const row = (label: string, cells: readonly string[]): string =>
    label.padEnd(34) + cells.map((cell) => cell.padStart(10)).join('')
  return [
    row(
      'on record',
      columns.map(([label]) => label),
    ),
    ...guardedFigures.map((name) =>
      row(
        name,
        columns.map(([, figures]) => (figures[name] ?? 0).toFixed(3)),
      ),
    ),
  ].join('\n')
}
