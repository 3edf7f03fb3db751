import { resolve } from 'node:path'
import { say } from '../cli.ts'
import { progress, reportJob } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

/** `beleg import`: files and folders into a project. */
export const importVerb: Verb = {
  usage: 'import <project> <paths...>',
  description: { en: 'take articles (text, Markdown, web pages, PDF, Word, OpenDocument, mails, tables, archives, folders) into a project and extract proposals', de: 'Artikel (Text, Markdown, Webseiten, PDF, Word, OpenDocument, Mails, Tabellen, Archive, Ordner) in ein Projekt aufnehmen und Vorschläge auswerten' },
  examples: [
    ['import talks.beleg ~/news', { en: 'every article of a folder and its folders', de: 'alle Artikel eines Ordners und seiner Unterordner' }],
    ['import talks.beleg a.txt b.md --no-extract --json', { en: 'two files, without proposals, with the report as JSON', de: 'zwei Dateien, ohne Vorschläge, mit dem Bericht als JSON' }],
  ],
  build: (command, cli) => {
    command
      .option('--no-extract', say(cli, { en: 'only take the articles in', de: 'nur aufnehmen, nicht auswerten' }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .action(async (project: string, paths: string[], options: { readonly extract: boolean; readonly author?: string }) => {
        const author = options.author === undefined ? {} : { author: options.author }
        const shown = progress(cli)
        const job = await withProject(cli, project, author, (session) =>
          session.importPaths(
            paths.map((path) => resolve(cli.folder, path)),
            { ...author, extract: options.extract, signal: cli.signal, onJob: shown.onJob },
          ),
        ).finally(shown.end)
        cli.finish(await reportJob(cli, job))
      })
  },
} // prettier-ignore
