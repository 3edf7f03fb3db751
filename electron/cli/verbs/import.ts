import { resolve } from 'node:path'
import {
  columnMeanings,
  namedEncodings,
  type ColumnMapping,
  type Reading,
} from '../../../shared/model/library.ts'
import { safePattern } from '../../workbench/corpus/split-text.ts'
import { say } from '../cli.ts'
import { progress, reportJob } from '../job-report.ts'
import type { Verb } from '../program.ts'
import { noneOf, UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly extract: boolean
  readonly author?: string
  readonly encoding?: string
  readonly splitOn?: string
  readonly splitKeep?: true
  readonly map?: ColumnMapping
}

/** `title=Überschrift,text=Inhalt` as columns with what they hold. The option may be repeated, for columns with a comma in their name. */
function columns(value: string, before: ColumnMapping = {}): ColumnMapping {
  const mapping: ColumnMapping = { ...before }
  for (const pair of value.split(/,(?=[A-Za-z]+=)/)) {
    const [, name = '', column = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? []
    const meaning = columnMeanings.find((one) => one === (shortNames[name] ?? name))
    if (meaning === undefined) throw noneOf(name === '' ? pair : name, [...columnMeanings, ...Object.keys(shortNames)])
    mapping[column.trim()] = meaning
  }
  return mapping
} // prettier-ignore

const shortNames: Readonly<Record<string, string>> = {
  date: 'publicationDate',
  url: 'sourceUrl',
  language: 'lang',
}

function readingOf({ encoding, splitOn, splitKeep, map }: Options): Reading {
  const named = namedEncodings.find((one) => one === encoding?.toLowerCase())
  if (encoding !== undefined && named === undefined) throw noneOf(encoding, namedEncodings)
  const pattern = /^\/(.+)\/$/.exec(splitOn ?? '')?.[1]
  if (pattern !== undefined) safePattern(pattern)
  if (splitKeep === true && splitOn === undefined)
    throw new UsageError({ en: '--split-keep needs --split-on.', de: '--split-keep braucht --split-on.' })
  return {
    ...(named === undefined ? {} : { encoding: named }),
    ...(map === undefined ? {} : { mapping: map }),
    ...(splitOn === undefined
      ? {}
      : {
          split: {
            ...(pattern === undefined
              ? { by: 'line' as const, text: splitOn }
              : { by: 'pattern' as const, text: pattern }),
            ...(splitKeep === true ? { keep: true } : {}),
          },
        }),
  }
}

/** `beleg import`: files and folders into a project. */
export const importVerb: Verb = {
  usage: 'import <project> <paths...>',
  description: { en: 'take articles (text, Markdown, web pages, PDF, Word, OpenDocument, mails, tables, workbooks, archives, folders) into a project and extract proposals', de: 'Artikel (Text, Markdown, Webseiten, PDF, Word, OpenDocument, Mails, Tabellen, Arbeitsmappen, Archive, Ordner) in ein Projekt aufnehmen und Vorschläge auswerten' },
  examples: [
    ['import talks.beleg ~/news', { en: 'every article of a folder and its folders', de: 'alle Artikel eines Ordners und seiner Unterordner' }],
    ['import talks.beleg a.txt b.md --no-extract --json', { en: 'two files, without proposals, with the report as JSON', de: 'zwei Dateien, ohne Vorschläge, mit dem Bericht als JSON' }],
    ['import talks.beleg export.xlsx --map "title=Überschrift,text=Inhalt,date=Tag"', { en: 'a workbook whose columns are named', de: 'eine Arbeitsmappe, deren Spalten benannt werden' }],
    ['import talks.beleg all.txt --split-on "-----"', { en: 'one file with several articles; a pattern stands between slashes: --split-on "/^Artikel \\d+/"', de: 'eine Datei mit mehreren Artikeln; ein Muster steht zwischen Schrägstrichen: --split-on "/^Artikel \\d+/"' }],
  ],
  build: (command, cli) => {
    command
      .option('--no-extract', say(cli, { en: 'only take the articles in', de: 'nur aufnehmen, nicht auswerten' }))
      .option('--author <name>', say(cli, { en: 'name of the coder', de: 'Name der Codiererin oder des Codierers' }))
      .option('--map <columns>', say(cli, { en: `what the columns of tables hold, as title=Headline,text=Story (${columnMeanings.slice(0, 9).join(', ')} …; date, url, language)`, de: `was die Spalten von Tabellen enthalten, wie title=Überschrift,text=Inhalt (${columnMeanings.slice(0, 9).join(', ')} …; date, url, language)` }), columns)
      .option('--encoding <name>', say(cli, { en: `encoding of text files and tables: ${namedEncodings.join(', ')}; found by itself where absent`, de: `Kodierung von Textdateien und Tabellen: ${namedEncodings.join(', ')}; sonst wird sie erkannt` }))
      .option('--split-on <line>', say(cli, { en: 'part text files into articles at each such line, or at each line that fits /a pattern/', de: 'Textdateien an jeder solchen Zeile in Artikel teilen, oder an jeder Zeile, auf die /ein Muster/ passt' }))
      .option('--split-keep', say(cli, { en: 'the line belongs to the article it opens', de: 'die Zeile gehört zum Artikel, den sie eröffnet' }))
      .action(async (project: string, paths: string[], options: Options) => {
        const author = options.author === undefined ? {} : { author: options.author }
        const reading = readingOf(options)
        const shown = progress(cli)
        const job = await withProject(cli, project, author, (session) =>
          session.importPaths(
            paths.map((path) => resolve(cli.folder, path)),
            { ...author, extract: options.extract, reading, signal: cli.signal, onJob: shown.onJob },
          ),
        ).finally(shown.end)
        cli.finish(await reportJob(cli, job))
      })
  },
} // prettier-ignore
