import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { BelegError } from '../../../shared/errors.ts'
import {
  entityListFormats,
  listColumnMeanings,
  sameNameChoices,
  type EntityListFormat,
  type ListColumnMeaning,
  type ListMapping,
} from '../../../shared/model/entity-list.ts'
import { entityTypes, type EntityType } from '../../../shared/model/vocabulary.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import { sentencesOfList } from '../list-sentences.ts'
import type { Verb } from '../program.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly format?: EntityListFormat
  readonly map?: readonly string[]
  readonly separator?: string
  readonly type?: EntityType
  readonly scheme?: string
  readonly sameName: (typeof sameNameChoices)[number]
  readonly from?: number
  readonly coder?: string
  readonly dryRun?: boolean
}

/** `beleg import-entities`: a list of entities into the registry. */
export const importEntitiesVerb: Verb = {
  usage: 'import-entities <project> <file>',
  description: { en: 'take a list of entities into the registry: a table (CSV, TSV), Wikidata’s entity documents, FollowTheMoney', de: 'eine Liste von Entitäten ins Verzeichnis aufnehmen: Tabelle (CSV, TSV), Entitätsdokumente von Wikidata, FollowTheMoney' },
  examples: [
    ['import-entities talks.beleg ministers.csv --dry-run', { en: 'what the columns are taken for, and what would become of each entry', de: 'wofür die Spalten gehalten werden, und was aus jedem Eintrag würde' }],
    ['import-entities talks.beleg ministers.csv --map name=Person --map "aliases=Also written" --type PER', { en: 'says what columns hold, and the type of everybody in the list', de: 'sagt, was Spalten enthalten, und den Typ aller in der Liste' }],
    ['import-entities talks.beleg countries.json --format wikidata --json', { en: 'entity documents of Wikidata, one a line or in an array; the report as JSON', de: 'Entitätsdokumente von Wikidata, zeilenweise oder als Liste; Bericht als JSON' }],
    ['import-entities talks.beleg long.csv --from 20001', { en: 'the second part of a list of more than 20,000 entries', de: 'der zweite Teil einer Liste von mehr als 20.000 Einträgen' }],
    ['import-entities talks.beleg peps.ftm.json --same-name beside', { en: 'takes in those too who share nothing but a name with somebody there, beside them', de: 'nimmt auch auf, wer mit jemandem nur den Namen teilt: daneben, als andere' }],
  ],
  build: (command, cli) => {
    withOptions(command, cli).action(async (project: string, file: string, options: Options) => {
      const { format, separator, type, scheme, sameName, from, coder, map } = options
      const author = coder === undefined ? {} : { author: coder }
      const reading = {
        sameName,
        ...(format === undefined ? {} : { format }),
        ...(separator === undefined ? {} : { separator }),
        ...(type === undefined ? {} : { type }),
        ...(scheme === undefined ? {} : { scheme }),
        ...(from === undefined ? {} : { from }),
        ...(map === undefined ? {} : { mapping: mappingOf(map) }),
      }
      const report = await withProject(cli, project, { ...author, alone: true }, (session) =>
        session.importList({ path: resolve(cli.folder, file), reading, dryRun: options.dryRun === true, remember: true }, { ...author, signal: cli.signal }),
      )
      if (cli.json) await printJson(cli, { ok: report.error === null, ...report })
      else for (const sentence of sentencesOfList(report, sameName)) await cli.out(`${say(cli, sentence)}\n`)
      if (report.error !== null) throw new BelegError('entityList.noNames', { path: file })
      cli.finish(report.counts.refused + report.counts.conflict > 0 ? exitCodes.failures : exitCodes.ok)
    })
  },
} // prettier-ignore

function entryNumber(given: string): number {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new BelegError('input.invalid', { reason: `--from ${given}` })
  return Number(given)
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

function withOptions(command: Command, cli: Cli): Command {
  return command
    .addOption(new Option('--format <format>', say(cli, { en: 'what the file is; found out where it is left out', de: 'was die Datei ist; sonst wird es herausgefunden' })).choices(entityListFormats))
    .option('--map <meaning=column>', say(cli, { en: `what a column holds, once for each: ${listColumnMeanings.join(', ')}`, de: `was eine Spalte enthält, für jede einmal: ${listColumnMeanings.join(', ')}` }), collect)
    .option('--separator <mark>', say(cli, { en: 'what stands between two names in one cell', de: 'was in einer Zelle zwischen zwei Namen steht' }))
    .addOption(new Option('--type <type>', say(cli, { en: 'the type of entries that do not tell theirs', de: 'der Typ von Einträgen, die ihren nicht nennen' })).choices(entityTypes))
    .option('--scheme <name>', say(cli, { en: 'under which name the list’s own ids are kept; the file’s name otherwise', de: 'unter welchem Namen die Kennungen der Liste geführt werden; sonst unter dem der Datei' }))
    .addOption(new Option('--same-name <how>', say(cli, { en: 'entries that share nothing but a name with somebody there: left out for a decision, taken in beside, or taken for the same where only one is called so', de: 'Einträge, die mit jemandem nur den Namen teilen: zur Entscheidung auslassen, daneben aufnehmen oder für dieselben nehmen, wo nur eine so heißt' })).choices(sameNameChoices).default('leave'))
    .addOption(new Option('--from <entry>', say(cli, { en: 'the first entry to be taken in; at most 20,000 are taken in at a time', de: 'der erste Eintrag, der aufgenommen wird; höchstens 20.000 auf einmal' })).argParser(entryNumber))
    .option('--coder <name>', say(cli, { en: 'who takes them in', de: 'wer sie aufnimmt' }))
    .option('--dry-run', say(cli, { en: 'only say what would be done', de: 'nur sagen, was getan würde' }))
} // prettier-ignore

/** `name=Person`: the column that holds a meaning. */
function mappingOf(given: readonly string[]): ListMapping {
  const mapping: Record<string, ListColumnMeaning> = {}
  for (const one of given) {
    const at = one.indexOf('=')
    const meaning = listColumnMeanings.find((known) => known === one.slice(0, at))
    if (at < 1 || meaning === undefined || one.length === at + 1)
      throw new BelegError('input.invalid', { reason: `--map ${one}` })
    mapping[one.slice(at + 1)] = meaning
  }
  return mapping
}
