import { resolve } from 'node:path'
import { errorMessage } from '../../../shared/errors.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { extractFiles, type ExtractText } from '../extraction-files.ts'
import { progress, reportJob } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly out?: string
  readonly project?: string
  readonly author?: string
}

/** `beleg extract`: text to proposals, as files or inside a project. */
export const extractVerb: Verb = {
  usage: 'extract [paths...]',
  description: { en: 'extract proposals: from files into JSON files, or again for the articles of a project', de: 'Vorschläge auswerten: aus Dateien in JSON-Dateien, oder für die Artikel eines Projekts noch einmal' },
  examples: [
    ['extract ~/news a.txt --out proposals', { en: 'one <stem>.json per article, in the published schema', de: 'je Artikel eine <Stamm>.json nach dem veröffentlichten Schema' }],
    ['extract --project talks.beleg', { en: 'every article of the project whose proposals are out of date; decisions stay', de: 'alle Artikel des Projekts, deren Vorschläge veraltet sind; Entscheidungen bleiben' }],
  ],
  build: (command, cli) => {
    command
      .option('--out <folder>', say(cli, { en: 'folder for the JSON files; made where it is missing', de: 'Ordner für die JSON-Dateien; wird angelegt, wo er fehlt' }))
      .option('--project <project>', say(cli, { en: 'the project to extract again', de: 'das Projekt, das neu ausgewertet wird' }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .action(async (paths: string[], options: Options) => {
        if (options.project !== undefined && options.out === undefined && paths.length === 0) {
          cli.finish(await extractProject(cli, options.project, options.author))
        } else if (options.project === undefined && options.out !== undefined && paths.length > 0) {
          cli.finish(await extractToFolder(cli, paths, resolve(cli.folder, options.out)))
        } else {
          throw new UsageError({ en: 'extract needs paths and --out, or --project alone. See beleg extract --help.', de: 'extract braucht Pfade und --out, oder --project allein. Siehe beleg extract --help.' })
        }
      })
  },
} // prettier-ignore

async function extractProject(cli: Cli, project: string, author: string | undefined): Promise<ExitCode> {
  const coder = author === undefined ? {} : { author }
  const shown = progress(cli)
  const job = await withProject(cli, project, coder, (session) =>
    session.extract(undefined, { ...coder, signal: cli.signal, onJob: shown.onJob }),
  ).finally(shown.end)
  return reportJob(cli, job)
}

async function extractToFolder(cli: Cli, paths: readonly string[], folder: string): Promise<ExitCode> {
  const { startExtractor } = await import('../../workbench/extraction-pool/extractor.ts')
  const { resourcesFolder } = await import('../../workbench/resources.ts')
  const extractor = startExtractor(resourcesFolder())
  const extract: ExtractText = ({ name, text, textSha256, sourceSha256 }) =>
    extractor.extract({ file: name, text, textSha256, sourceSha256 })
  const files: object[] = []
  let failed = 0
  try {
    const given = paths.map((path) => resolve(cli.folder, path))
    for await (const one of extractFiles(given, folder, extract, cli.signal)) {
      if (one.outcome === 'failed') {
        failed++
        files.push({ file: one.file, error: { code: one.error.code, message: one.error.message } })
        cli.note(`${errorMessage(one.error, cli.language)}\n`)
        continue
      }
      const { mentions, facts, notices } = one.extraction
      files.push({ file: one.file, out: one.out, mentions: mentions.length, facts: facts.length, notices })
      if (!cli.json) await cli.out(`${one.out}\n`)
    }
  } finally {
    await extractor.close()
  }
  if (cli.json) await printJson(cli, { ok: failed === 0, files })
  return failed === 0 ? exitCodes.ok : exitCodes.failures
}
