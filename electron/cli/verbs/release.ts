import { lstat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import { exportFormats, type ExportFormat } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { DatasetCheck, ReleaseView } from '../../../shared/model/release.ts'
import { changeSentence, checkWords } from '../../../shared/release-words.ts'
import { exportWriter, fileStem } from '../../workbench/exchange/formats.ts'
import type { FrozenAnswer, ProjectSession } from '../../workbench/session.ts'
import { printJson, say, type Cli } from '../cli.ts'
import type { Verb } from '../program.ts'
import { UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'
import { datasetOf } from './export.ts'

interface Options {
  readonly dataset?: string
  readonly formats?: string
  readonly out?: string
  readonly texts: 'full' | 'quotes' | 'offsets'
  readonly coderNames: boolean
  readonly dyads?: boolean
  readonly bom?: boolean
  readonly allArticles?: boolean
  readonly note?: string
  readonly licence?: string
  readonly as?: string
  readonly despite?: boolean
  readonly dryRun?: boolean
  readonly write?: string
}

/** `beleg release`: freezes a dataset and writes it, writes a release again, or says what freezing would give. */
export const releaseVerb: Verb = {
  usage: 'release <project>',
  description: { en: 'freeze a dataset as a numbered release and write it; or write an earlier one again', de: 'einen Datensatz als nummeriertes Release einfrieren und schreiben; oder ein früheres wieder schreiben' },
  examples: [
    ['release talks.beleg --dataset Visits --dry-run', { en: 'what is open, what changed; freezes nothing', de: 'was offen ist, was sich geändert hat; friert nichts ein' }],
    ['release talks.beleg --dataset Visits --formats csv-facts,jsonl --out visits-1 --despite', { en: 'a folder; --out visits-1.zip makes a zip', de: 'ein Ordner; --out visits-1.zip macht ein Zip' }],
    ['release talks.beleg --dataset Visits --write 1 --out again.zip', { en: 'release 1 again, the same bytes as ever', de: 'Release 1 noch einmal, dieselben Bytes wie immer' }],
    ['query talks.beleg releases', { en: 'the releases of a project', de: 'die Releases eines Projekts' }],
  ],
  build: (command, cli) => {
    command
      .option('--dataset <name>', say(cli, { en: 'name or id of the dataset', de: 'Name oder ID des Datensatzes' }))
      .option('--formats <list>', say(cli, { en: `formats, separated by commas (default: csv-facts,csv-slots,jsonl): ${exportFormats.join(', ')}`, de: `Formate, durch Kommas getrennt (sonst csv-facts,csv-slots,jsonl): ${exportFormats.join(', ')}` }))
      .option('--out <place>', say(cli, { en: 'folder or file.zip to write; never overwritten. Without it a zip in the project’s folder “exports”', de: 'Ordner oder datei.zip; wird nie überschrieben. Ohne Angabe ein Zip im Ordner „exports“ des Projekts' }))
      .addOption(new Option('--texts <how>', say(cli, { en: 'whole texts, the quoted words only, or offsets without a word of the articles', de: 'ganze Texte, nur die zitierten Wörter oder Positionen ohne ein Wort der Artikel' })).choices(['full', 'quotes', 'offsets']).default('quotes'))
      .option('--no-coder-names', say(cli, { en: 'coder-1, coder-2 … for the names of coders', de: 'coder-1, coder-2 … statt der Namen der Kodierenden' }))
      .option('--dyads', say(cli, { en: 'one row for each pair of actor and recipient (event data)', de: 'eine Zeile je Paar aus Handelndem und Empfänger (Ereignisdaten)' }))
      .option('--bom', say(cli, { en: 'a byte-order mark before CSV and TSV, so that Excel reads them as UTF-8', de: 'eine Bytereihenfolge-Marke vor CSV und TSV, damit Excel sie als UTF-8 liest' }))
      .option('--all-articles', say(cli, { en: 'articles of the query without a fact, too', de: 'auch Artikel der Abfrage ohne Fakt' }))
      .option('--note <words>', say(cli, { en: 'what this release is, for its README', de: 'was dieses Release ist, für sein README' }))
      .option('--licence <words>', say(cli, { en: 'terms of use, for its README', de: 'Nutzungsbedingungen, für sein README' }))
      .option('--as <version>', say(cli, { en: 'a version such as 1.2.0; the next number where absent', de: 'eine Version wie 1.2.0; sonst die nächste Nummer' }))
      .option('--despite', say(cli, { en: 'freeze although something is open; the README names it', de: 'einfrieren, obwohl einiges offen ist; das README nennt es' }))
      .option('--dry-run', say(cli, { en: 'only say what would be frozen, what is open and what changed', de: 'nur sagen, was eingefroren würde, was offen ist und was sich geändert hat' }))
      .option('--write <version>', say(cli, { en: 'write this release again; freezes nothing', de: 'dieses Release noch einmal schreiben; friert nichts ein' }))
      .action(async (project: string, options: Options) => {
        const formats = formatsOf(options.formats ?? 'csv-facts,csv-slots,jsonl')
        const readOnly = options.write !== undefined || options.dryRun === true
        await withProject(cli, project, { readOnly, alone: true }, async (session) => {
          const dataset = await datasetOf(session, options.dataset, false)
          if (options.write !== undefined) {
            const release = await releaseOf(session, dataset.id, options.write)
            return writeOut(cli, session, release, options.out)
          }
          const target = options.dryRun === true || options.out === undefined ? null : resolve(cli.folder, options.out)
          if (target !== null && (await isThere(target))) throw new BelegError('file.exists', { path: target })
          const { texts, coderNames, dyads = false, bom = false, allArticles = false, note, licence, as: version } = options
          const frozen = await session.freezeRelease(
            { dataset: dataset.id, formats, language: cli.language, version, note, licence, options: { texts, coderNames, dyads, bom, allArticles }, despite: options.despite ?? false, dryRun: options.dryRun ?? false },
            { signal: cli.signal },
          )
          if (frozen.release === null) return tellDryRun(cli, frozen)
          return writeOut(cli, session, frozen.release, options.out)
        })
      })
  },
} // prettier-ignore

function formatsOf(list: string): readonly ExportFormat[] {
  const formats = list.split(',').filter((name) => name !== '').map((name) => exportWriter(name).format)
  if (formats.length === 0) throw new UsageError({ en: '--formats: name at least one format.', de: '--formats: Nennen Sie mindestens ein Format.' })
  return formats
} // prettier-ignore

/** The release of that version or number. Throws `notFound`. */
async function releaseOf(session: ProjectSession, datasetId: string, asked: string): Promise<ReleaseView> {
  const releases = (await session.query('releases.list', {})).filter((one) => one.datasetId === datasetId)
  const found =
    releases.find(({ version }) => version === asked) ??
    releases.find(({ id, number }) => id === asked || String(number) === asked)
  if (found === undefined) throw new BelegError('notFound', { kind: 'release', id: asked })
  return found
}

async function writeOut(
  cli: Cli,
  session: ProjectSession,
  release: ReleaseView,
  out: string | undefined,
): Promise<void> {
  const path = out === undefined ? await freePath(session.folder, release) : resolve(cli.folder, out)
  const as = path.toLowerCase().endsWith('.zip') ? 'zip' : 'folder'
  const written = await session.writeRelease({ releaseId: release.id, path, as }, { signal: cli.signal })
  if (cli.json) {
    await printJson(cli, { ok: true, release, ...written })
    return
  }
  await cli.out(`${written.path}\n`)
  const { version, facts } = release
  cli.note(
    `${say(cli, { en: 'release', de: 'Release' })} ${version}, ${String(facts)} ${say(cli, { en: 'facts', de: 'Fakten' })}, ${String(written.files.length)} ${say(cli, { en: 'files', de: 'Dateien' })}, ${String(written.bytes)} Bytes, SHA-256 ${written.sha256}\n`,
  )
  for (const group of release.changes?.groups ?? []) cli.note(`– ${changeSentence(group, cli.language)}\n`)
}

async function tellDryRun(
  cli: Cli,
  { version, facts, check, changes }: FrozenAnswer,
): Promise<void> {
  if (cli.json) {
    await printJson(cli, { ok: true, dryRun: true, version, facts, check, changes })
    return
  }
  await cli.out(`${say(cli, { en: 'would be release', de: 'wäre Release' })} ${version}: ${String(facts)} ${say(cli, { en: 'facts', de: 'Fakten' })}\n`)
  for (const line of pointsOf(cli, check)) await cli.out(`${line}\n`)
  for (const group of changes?.groups ?? []) await cli.out(`${changeSentence(group, cli.language)}\n`)
} // prettier-ignore

const pointsOf = (cli: Cli, { points }: DatasetCheck): readonly string[] =>
  points.map(({ kind, count }) => `${String(count)} ${say(cli, checkWords[kind])}`)

/** A zip in the project's folder `exports`, with a number where the name is taken. */
async function freePath(project: string, { datasetName, version }: ReleaseView): Promise<string> {
  for (let number = 1; ; number++) {
    const more = number === 1 ? '' : ` (${String(number)})`
    const path = join(project, 'exports', `${fileStem(datasetName)} ${version}${more}.zip`)
    if (!(await isThere(path))) return path
  }
}

const isThere = (path: string): Promise<boolean> => lstat(path).then(() => true, () => false) // prettier-ignore
