import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { BelegError, errorMessage } from '../../../shared/errors.ts'
import {
  countedUnits,
  noMapping,
  readableFormats,
  typeMappingSchema,
  waysIn,
  type AnnotationReport,
  type ComeInAs,
  type ReadableFormat,
  type TypeMapping,
} from '../../../shared/model/annotations.ts'
import type { CountedIn } from '../../../shared/offsets.ts'
import { isOneOwnExport } from '../../workbench/exchange/own/read-file.ts'
import { sentencesOf } from '../annotation-sentences.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'
import { restore } from '../restore-export.ts'

interface Options {
  readonly format?: ReadableFormat | 'jsonl'
  readonly map?: string
  readonly coder?: string
  readonly as: ComeInAs
  readonly unit?: CountedIn
  readonly dryRun?: boolean
}

/** `beleg import-annotations`: what other tools, or another project, say about articles. */
export const importAnnotationsVerb: Verb = {
  usage: 'import-annotations <project> <paths...>',
  description: { en: 'take in annotations of other tools: brat, CoNLL-2002, UIMA XMI (INCEpTION), W3C, Label Studio, doccano; read our own JSONL back', de: 'Annotationen anderer Werkzeuge aufnehmen: brat, CoNLL-2002, UIMA XMI (INCEpTION), W3C, Label Studio, doccano; das eigene JSONL zurücklesen' },
  examples: [
    ['import-annotations talks.beleg brat/ --dry-run', { en: 'what would be taken in, without doing it', de: 'was aufgenommen würde, ohne es zu tun' }],
    ['import-annotations talks.beleg project.zip --map types.json --coder Ada', { en: 'as decisions of Ada, foreign types named in a file {"mentions":{"PERSON":"PER"},"facts":{},"roles":{}}', de: 'als Entscheidungen von Ada, fremde Typen in einer Datei benannt: {"mentions":{"PERSON":"PER"},"facts":{},"roles":{}}' }],
    ['import-annotations empty.beleg talks.jsonl', { en: 'our own JSONL, read back without loss; what the project has already stays as it is', de: 'das eigene JSONL, ohne Verlust zurückgelesen; was das Projekt schon hat, bleibt, wie es ist' }],
    ['import-annotations talks.beleg export.json --as proposals --json', { en: 'facts as proposals to be decided on, with the report as JSON', de: 'Fakten als Vorschläge, über die noch zu entscheiden ist, mit dem Bericht als JSON' }],
  ],
  build: (command, cli) => {
    withOptions(command, cli).action(async (project: string, given: string[], options: Options) => {
      const paths = given.map((path) => resolve(cli.folder, path))
      const mapping = await mappingOf(cli, options.map)
      const author = options.coder === undefined ? {} : { author: options.coder }
      if (isOwn(paths, options.format)) {
        await restore(cli, project, paths, { ...author, dryRun: options.dryRun === true })
        return
      }
      const format = options.format === 'jsonl' ? undefined : options.format
      const report = await withProject(cli, project, author, (session) =>
        session.importAnnotations(
          { paths, format, mapping, as: options.as, unit: options.unit, dryRun: options.dryRun === true },
          { ...author, signal: cli.signal },
        ),
      )
      await print(cli, report)
      cli.finish(report.ok ? exitCodes.ok : exitCodes.failures)
    })
  },
} // prettier-ignore

function withOptions(command: Command, cli: Cli): Command {
  return command
    .addOption(new Option('--format <format>', say(cli, { en: 'what the files are; found out where it is left out', de: 'was die Dateien sind; sonst wird es herausgefunden' })).choices([...readableFormats, 'jsonl']))
    .option('--map <file>', say(cli, { en: 'JSON that says what foreign types and roles mean here', de: 'JSON, das sagt, was fremde Typen und Rollen hier bedeuten' }))
    .option('--coder <name>', say(cli, { en: 'whose decisions they are', de: 'wessen Entscheidungen es sind' }))
    .addOption(new Option('--as <how>', say(cli, { en: 'facts as decided, or as proposals', de: 'Fakten als entschieden oder als Vorschläge' })).choices(waysIn).default('added'))
    .addOption(new Option('--unit <unit>', say(cli, { en: 'what offsets count, where it is known better than the format says', de: 'was Positionen zählen, wo man es besser weiß als das Format' })).choices([...countedUnits]))
    .option('--dry-run', say(cli, { en: 'only say what would be done', de: 'nur sagen, was getan würde' }))
} // prettier-ignore

async function mappingOf(cli: Cli, file: string | undefined): Promise<TypeMapping> {
  if (file === undefined) return noMapping
  const path = resolve(cli.folder, file)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BelegError('file.notFound', { path })
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BelegError('input.invalid', { reason: `${file}: JSON` })
  }
  const parsed = typeMappingSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BelegError('input.invalid', { reason: `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}` })
} // prettier-ignore

/** Whether it is our own JSONL, which is read back whole and not as annotations. */
function isOwn(paths: readonly string[], format: Options['format']): boolean {
  if (format !== undefined) return format === 'jsonl'
  return isOneOwnExport(paths)
}

async function print(cli: Cli, report: AnnotationReport): Promise<void> {
  for (const { name, error } of report.unread) cli.note(`${name}: ${errorMessage(error, cli.language)}\n`)
  if (cli.json) {
    await printJson(cli, report)
    return
  }
  for (const sentence of sentencesOf(report)) await cli.out(`${say(cli, sentence)}\n`)
}
