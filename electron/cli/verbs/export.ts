import { lstat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import { exportFormats } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { ExportOptionsInput } from '../../../shared/model/dataset.ts'
import { exportFileName, exportWriter } from '../../workbench/exchange/formats.ts'
import type { ExportAnswer, ProjectSession } from '../../workbench/session.ts'
import { printJson, say, type Cli } from '../cli.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly format: string
  readonly dataset?: string
  readonly out?: string
  readonly texts?: 'full' | 'quotes' | 'offsets'
  readonly coderNames: boolean
  readonly dyads?: boolean
  readonly allArticles?: boolean
  readonly bom?: boolean
}

/** `beleg export`: a dataset as a file that must not exist yet. */
export const exportVerb: Verb = {
  usage: 'export <project>',
  description: { en: 'write a dataset to a new file', de: 'einen Datensatz in eine neue Datei schreiben' },
  examples: [
    ['export talks.beleg --format csv-facts --out facts.csv', { en: 'the only dataset; where there is none, one of all decided facts', de: 'den einzigen Datensatz; gibt es keinen, einen mit allen entschiedenen Fakten' }],
    ['export talks.beleg --dataset "Visits" --format jsonl', { en: 'into the project’s folder “exports”', de: 'in den Ordner „exports“ des Projekts' }],
  ],
  build: (command, cli) => {
    command
      .requiredOption('--format <format>', exportFormats.join(', '))
      .option('--dataset <name>', say(cli, { en: 'name or id of the dataset; “All”, every decided fact, is made where it is missing', de: 'Name oder ID des Datensatzes; „All“, alle entschiedenen Fakten, wird angelegt, wo er fehlt' }))
      .option('--out <file>', say(cli, { en: 'file to write; never overwritten', de: 'Zieldatei; wird nie überschrieben' }))
      .addOption(new Option('--texts <how>', say(cli, { en: 'whole texts, the quoted words only, or offsets without a word of the articles', de: 'ganze Texte, nur die zitierten Wörter oder Positionen ohne ein Wort der Artikel' })).choices(['full', 'quotes', 'offsets']))
      .option('--no-coder-names', say(cli, { en: 'coder-1, coder-2 … for the names of coders', de: 'coder-1, coder-2 … statt der Namen der Kodierenden' }))
      .option('--dyads', say(cli, { en: 'one row for each pair of actor and recipient (event data)', de: 'eine Zeile je Paar aus Handelndem und Empfänger (Ereignisdaten)' }))
      .option('--bom', say(cli, { en: 'a byte-order mark before CSV and TSV, so that Excel reads them as UTF-8', de: 'eine Bytereihenfolge-Marke vor CSV und TSV, damit Excel sie als UTF-8 liest' }))
      .option('--all-articles', say(cli, { en: 'articles of the query without a fact, too', de: 'auch Artikel der Abfrage ohne Fakt' }))
      .action(async (project: string, options: Options) => {
        const writer = exportWriter(options.format)
        const write = async (session: ProjectSession): Promise<ExportAnswer> => {
          const dataset = await datasetOf(session, options.dataset)
          const path = options.out === undefined ? await freePath(session.folder, exportFileName(dataset.name, writer)) : resolve(cli.folder, options.out)
          return session.exportDataset({ dataset: dataset.id, format: writer.format, path, language: cli.language, options: wished(options) }, { signal: cli.signal })
        }
        // Looked at and left as it is, also while it is open elsewhere; opened to be changed only where the dataset is to be made.
        const answer =
          (await withProject(cli, project, { readOnly: true, alone: true }, async (session) => (await mustMake(session, options.dataset)) ? null : write(session))) ??
          (await withProject(cli, project, { alone: true }, write))
        if (cli.json) await printJson(cli, { ok: true, ...answer })
        else await printAnswer(cli, answer, writer.losses.map((loss) => say(cli, loss)))
      })
  },
} // prettier-ignore

const wished = ({ texts, coderNames, dyads, allArticles, bom }: Options): ExportOptionsInput => ({
  ...(texts === undefined ? {} : { texts }),
  coderNames,
  dyads: dyads ?? false,
  allArticles: allArticles ?? false,
  bom: bom ?? false,
})

async function printAnswer(
  cli: Cli,
  answer: { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string },
  losses: readonly string[],
): Promise<void> {
  await cli.out(`${answer.path}\n`)
  const rows = say(cli, { en: 'rows', de: 'Zeilen' })
  cli.note(`${String(answer.rows)} ${rows}, ${String(answer.bytes)} Bytes, SHA-256 ${answer.sha256}\n`)
  for (const loss of losses) cli.note(`– ${loss}\n`)
}

/** Every decided fact: the dataset that is made where it is asked for, or where there is none at all. */
const everything = 'All'

/** The dataset asked for, or the only one; the one of all facts is made where it `mayMake`. Throws `dataset.name`. */
export async function datasetOf(
  session: ProjectSession,
  asked: string | undefined,
  mayMake = true,
): Promise<{ readonly id: string; readonly name: string }> {
  const known = await session.query('datasets.list', {})
  const found = known.find(({ id, name }) =>
    asked === undefined ? known.length === 1 : name === asked || id === asked,
  )
  if (found !== undefined) return found
  if (mayMake && (asked === everything || (asked === undefined && known.length === 0)))
    return makeDataset(session)
  throw new BelegError('dataset.name', {
    name: asked ?? '',
    known: [...known.map(({ name }) => name), ...(mayMake ? [everything] : [])],
  })
}

/** Whether the dataset asked for is the one of all facts, and not there yet. */
async function mustMake(session: ProjectSession, asked: string | undefined): Promise<boolean> {
  const known = await session.query('datasets.list', {})
  return asked === undefined ? known.length === 0 : asked === everything && !known.some(({ name }) => name === everything)
} // prettier-ignore

async function makeDataset(session: ProjectSession): Promise<{ readonly id: string; readonly name: string }> {
  const command = { id: `cli-${randomUUID()}`, type: 'dataset.create', payload: { name: everything } }
  const [answer] = await session.apply([command])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
  const id = answer?.created?.['dataset']?.[0]
  if (id === undefined) throw new BelegError('internal', { reason: 'the new dataset has no id' })
  return { id, name: everything }
}

/** The name in the project's `exports` folder, with a number where it is taken. */
async function freePath(project: string, fileName: string): Promise<string> {
  const [, stem = fileName, ending = ''] = /^(.*?)((?:\.[a-z]+)?\.[a-z]+)$/s.exec(fileName) ?? []
  for (let number = 1; ; number++) {
    const path = join(project, 'exports', number === 1 ? fileName : `${stem}-${String(number)}${ending}`)
    const taken = await lstat(path).then(() => true, () => false) // prettier-ignore
    if (!taken) return path
  }
}
