import { resolve } from 'node:path'
import type { Bilingual } from '../../../shared/model/codebook.ts'
import type { Agreement, DifferenceKind } from '../../../shared/model/opinion.ts'
import { compareOpinions, type AgreementReport } from '../../workbench/curation/agreement/compare.ts'
import type { Opinion } from '../../workbench/curation/agreement/opinion.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'
import { table } from '../table.ts'
import { withProject } from '../with-project.ts'

/** `beleg agreement`: how far two coders agree who worked on the same articles. */
export const agreementVerb: Verb = {
  usage: 'agreement <first> <second>',
  description: { en: 'compare two projects, or a project and a release or JSONL export, of the same articles', de: 'zwei Projekte oder ein Projekt und ein Release oder einen JSONL-Export derselben Artikel vergleichen' },
  examples: [
    ['agreement mine.beleg theirs.beleg', { en: 'percent, Cohen’s κ and Krippendorff’s α by type and slot', de: 'Prozent, Cohens κ und Krippendorffs α je Typ und Feld' }],
    ['agreement mine.beleg theirs.beleg --take-in', { en: 'and settle the differences in the program, under Project, Second opinions', de: 'und die Unterschiede im Programm entscheiden, unter Projekt, Zweitmeinungen' }],
    ['agreement mine.beleg visits-1.zip', { en: 'with a release that holds JSONL, as a folder or zip', de: 'mit einem Release, das JSONL enthält, als Ordner oder Zip' }],
    ['agreement mine.beleg theirs.jsonl --differences', { en: 'and every fact they see differently', de: 'dazu jeder Fakt, den sie verschieden sehen' }],
  ],
  build: (command, cli) => {
    command
      .option('--differences', say(cli, { en: 'list every fact they see differently', de: 'jeden Fakt auflisten, den sie verschieden sehen' }))
      .option('--take-in', say(cli, { en: 'keep the second in the first project as a second opinion, to be settled difference by difference', de: 'die zweite Seite im ersten Projekt als Zweitmeinung aufnehmen, um die Unterschiede einzeln zu entscheiden' }))
      .action(async (first: string, second: string, { differences = false, takeIn = false }: { readonly differences?: boolean; readonly takeIn?: boolean }) => {
        if (takeIn) return takeInOpinion(cli, first, second)
        const report = compareOpinions(await opinionOf(cli, first), await opinionOf(cli, second))
        if (cli.json) await printJson(cli, { ok: true, ...report.figures, differences: report.differences })
        else await printReport(cli, report, differences)
        cli.finish(report.figures.articles.both === 0 ? exitCodes.failures : exitCodes.ok)
      })
  },
} // prettier-ignore

async function takeInOpinion(cli: Cli, first: string, second: string): Promise<void> {
  const taken = await withProject(cli, first, {}, (session) =>
    session.importOpinion(resolve(cli.folder, second), { signal: cli.signal }),
  )
  if (cli.json) await printJson(cli, { ok: true, ...taken })
  else await cli.out(`${taken.opinionId}\n`)
}

async function opinionOf(cli: Cli, path: string): Promise<Opinion> {
  const { opinionAt } = await import('../../workbench/curation/agreement/read-opinion.ts')
  const { openSession } = await import('../../workbench/open-session.ts')
  const open = (folder: string): ReturnType<typeof openSession> =>
    openSession(folder, { readOnly: true, alone: true, quiet: !cli.verbose })
  return opinionAt(resolve(cli.folder, path), open, cli.signal)
}

const kinds: Readonly<Record<DifferenceKind, Bilingual>> = {
  onlyFirst: { en: 'only the first', de: 'nur die erste Seite' },
  onlySecond: { en: 'only the second', de: 'nur die zweite Seite' },
  type: { en: 'type', de: 'Typ' },
  slots: { en: 'slots', de: 'Felder' },
}

const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(3))
const figures = ({ units, percent, kappa, alpha }: Agreement): readonly string[] => [
  String(units),
  figure(percent),
  figure(kappa),
  figure(alpha),
]

async function printReport(
  cli: Cli,
  { figures: report, differences }: AgreementReport,
  withDifferences: boolean,
): Promise<void> {
  const head = [say(cli, { en: 'units', de: 'Einheiten' }), say(cli, { en: 'share', de: 'Anteil' }), 'κ', 'α']
  const { both, onlyFirst, onlySecond } = report.articles
  await cli.out(`1  ${report.first}\n2  ${report.second}\n`)
  await cli.out(
    `${say(cli, {
      en: `${String(both)} articles of both, ${String(onlyFirst)} of the first only, ${String(onlySecond)} of the second only`,
      de: `${String(both)} gemeinsame Artikel, ${String(onlyFirst)} nur auf der ersten, ${String(onlySecond)} nur auf der zweiten Seite`,
    })}\n\n`,
  )
  await cli.out(
    table(
      [say(cli, { en: 'facts', de: 'Fakten' }), ...head, say(cli, { en: 'both', de: 'beide' }), '1', '2'],
      [
        [say(cli, { en: 'all types', de: 'alle Typen' }), ...figures(report.facts), '', '', ''],
        ...report.types.map((one) => [
          one.type,
          ...figures(one),
          String(one.both),
          String(one.onlyFirst),
          String(one.onlySecond),
        ]),
      ],
    ),
  )
  if (report.slots.length > 0) {
    const rows = report.slots.map((one) => [one.role, ...figures(one)])
    await cli.out(`\n${table([say(cli, { en: 'slots', de: 'Felder' }), ...head], rows)}`)
  }
  if (!withDifferences || differences.length === 0) return
  const rows = differences.map(({ title, kind, first, second, roles }) => [
    title,
    say(cli, kinds[kind]),
    first?.type ?? '–',
    second?.type ?? '–',
    roles.join(', '),
    (first ?? second)?.quote ?? '',
  ])
  const names = [
    say(cli, { en: 'article', de: 'Artikel' }),
    say(cli, { en: 'differs', de: 'Unterschied' }),
    '1',
    '2',
    say(cli, { en: 'roles', de: 'Rollen' }),
    say(cli, { en: 'evidence', de: 'Beleg' }),
  ]
  await cli.out(`\n${table(names, rows, 40)}`)
}
