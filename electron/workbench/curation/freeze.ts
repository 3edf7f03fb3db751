import type { ExportFormat } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { exportOptionsSchema, type ExportOptionsInput } from '../../../shared/model/dataset.ts'
import type { DatasetCheck, FactChange, ReleaseView } from '../../../shared/model/release.ts'
import type { FactId } from '../../../shared/model/ids.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { ExportSource } from '../exchange/export-source.ts'
import { exportWriter } from '../exchange/formats.ts'
import { exportSource } from '../session/export-source.ts'
import { Causes, grouped } from './change-causes.ts'
import { checkDataset, refuseUnready } from './check-dataset.ts'
import { printOf, type FactPrint } from './fact-prints.ts'
import {
  everyRecord,
  PartWriter,
  type FrozenPart,
  type PartReader,
  type ReleaseHead,
} from './frozen-parts.ts'
import type { Desk } from './reading-desk.ts'

/** What a person asks for. */
export interface FreezeRequest {
  /** Id of the dataset. */
  readonly dataset: string
  readonly formats: readonly ExportFormat[]
  readonly options?: ExportOptionsInput | undefined
  readonly language: Language
  /** A version such as 1.2.0; the number where absent. */
  readonly version?: string | undefined
  readonly note?: string | undefined
  /** Under what terms it may be used, in the person's words. */
  readonly licence?: string | undefined
  /** Freeze although something is open. */
  readonly despite: boolean
  /** Only says what would be frozen. */
  readonly dryRun?: boolean | undefined
}

/** The release before this one. */
export interface EarlierRelease {
  readonly view: ReleaseView
  readonly parts: readonly FrozenPart[]
}

/** What was frozen, to be recorded as a release; every file it names is on the disk for good. */
export interface Frozen {
  readonly datasetId: string
  /** Number of the release before, which it was compared with; 0 where there was none. */
  readonly after: number
  readonly version: string
  readonly revision: number
  readonly note: string | null
  readonly parts: readonly FrozenPart[]
  readonly body: ReleaseBody
  readonly check: DatasetCheck
}

/** What lists show of a release, as it is kept beside its rows. */
export type ReleaseBody = Pick<
  ReleaseView,
  'datasetName' | 'facts' | 'articles' | 'entities' | 'formats' | 'options' | 'language' | 'licence' | 'open' | 'changes' | 'coder'
> // prettier-ignore

export interface FreezeParts {
  readonly put: (bytes: Uint8Array) => string
  readonly read: PartReader
  readonly earlier: (datasetId: string) => readonly EarlierRelease[]
  /** Version of the program. */
  readonly program: string
}

/**
 * Writes a dataset as it stands into parts. Throws `dataset.name`, `export.needsTexts`, `release.empty`,
 * `release.invalid`, `release.open`, `release.version`, `disk.full`, `disk.failed`, `job.cancelled`.
 */
export async function freeze(desk: Desk, parts: FreezeParts, request: FreezeRequest): Promise<Frozen> {
  const { query } = desk
  // Words of the articles go along only where somebody asked for them.
  const options = exportOptionsSchema.parse({ texts: 'quotes', ...request.options })
  const formats = [...new Set(request.formats)]
  for (const format of formats) {
    if (exportWriter(format).needsTexts && options.texts !== 'full') throw new BelegError('export.needsTexts', { format })
  }
  const datasets = await query('datasets.list', {})
  const dataset = datasets.find(({ id }) => id === request.dataset)
  if (dataset === undefined) throw new BelegError('dataset.name', { name: request.dataset, known: datasets.map(({ name }) => name) })
  const earlier = parts.earlier(dataset.id)
  const before = earlier.at(-1)
  const version = nextVersion(earlier.map(({ view }) => view.version), request.version)
  const check = await checkDataset({ ...desk, tell: (done, total) => desk.tell(done, total * 3) }, dataset.id)
  if (request.dryRun !== true) refuseUnready(check, request.despite)
  const open = check.points.map(({ kind, count }) => ({ kind, count }))
  const source = await exportSource(desk, dataset, request.language, options)
  const writer = new PartWriter(parts.put)
  const head = await headOf(desk, dataset, source, { formats, licence: request.licence ?? null, program: parts.program, open, against: before?.view.version ?? null })
  writer.add('head', head)
  const prints = new Map<FactId, FactPrint>()
  for await (const fact of source.facts()) {
    desk.tell(dataset.facts + prints.size, dataset.facts * 3)
    prints.set(fact.id, printOf(fact))
    writer.add('facts', { fact, decisions: await source.decisionsOf(fact.id) })
  }
  const articles = await addArticles(writer, source)
  const entities = await addEntities(writer, source)
  const changes = before === undefined ? null : await changesSince(desk, parts.read, before, dataset, prints)
  for (const change of changes ?? []) writer.add('changes', change)
  return {
    datasetId: dataset.id,
    after: before?.view.number ?? 0,
    version,
    revision: check.revision,
    note: request.note ?? null,
    parts: writer.finish(),
    body: {
      datasetName: dataset.name, facts: prints.size, articles, entities, formats, options, coder: null,
      language: request.language, licence: head.licence, open,
      changes: changes === null || before === undefined ? null : totals(before.view.version, changes),
    },
    check,
  }
} // prettier-ignore

async function headOf(
  { query, db, codebook }: Desk,
  dataset: DatasetView,
  source: ExportSource,
  given: Pick<ReleaseHead, 'formats' | 'licence' | 'program' | 'open' | 'against'>,
): Promise<ReleaseHead> {
  const { id, name, included, excluded } = dataset
  const { blind, sighted, recheck } = await query('review.quality', {})
  const { checked, differing, rate } = recheck
  const tables = source.eventTables()
  const extraction = db.all(
    'SELECT extractor, lexicon, codebook, count(*) AS articles FROM extraction GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
    [],
    (row) => ({
      extractor: row.text('extractor'),
      lexicon: row.text('lexicon'),
      codebook: row.text('codebook'),
      articles: row.integer('articles'),
    }),
  )
  return {
    schema: 'beleg-release/1',
    project: source.project,
    dataset: { id, name, query: dataset.query, included, excluded },
    codebook,
    language: source.language,
    options: source.options,
    coders: (await query('history.coders', {})).map((coder) => coder.name),
    extraction,
    eventTables: { ...tables, kindOf: [...tables.kindOf].sort(([a], [b]) => (a < b ? -1 : 1)) },
    quality: { blind, sighted, recheck: { checked, differing, rate } },
    ...given,
  }
}

async function addArticles(writer: PartWriter, source: ExportSource): Promise<number> {
  let count = 0
  for await (const row of source.articles()) {
    const { text: _text, ...content } = await source.content(row.id)
    writer.add('articles', { row, content })
    count += 1
  }
  return count
}

async function addEntities(writer: PartWriter, source: ExportSource): Promise<number> {
  const named = new Set<string>()
  for await (const { id } of source.entities()) named.add(id)
  let count = 0
  for await (const entity of source.registry()) {
    writer.add('entities', { entity, named: named.has(entity.id) })
    count += 1
  }
  return count
}

/** What differs from the release before, and why; removed facts last. */
async function changesSince(
  desk: Desk,
  read: PartReader,
  before: EarlierRelease,
  dataset: DatasetView,
  now: ReadonlyMap<FactId, FactPrint>,
): Promise<readonly FactChange[]> {
  const causes = new Causes(desk.query, before.view.revision, dataset.id)
  const then = new Map<FactId, FactPrint>()
  for (const { fact } of everyRecord(read, before.parts, 'facts')) then.set(fact.id, printOf(fact))
  const changes: (FactChange | null)[] = []
  let done = 0
  for (const [id, after] of now) {
    desk.tell(dataset.facts * 2 + ++done, dataset.facts * 3)
    const was = then.get(id)
    if (was === undefined) changes.push(await causes.change('added', id, null, after))
    else if (was.print !== after.print) changes.push(await causes.change('changed', id, was, after))
  }
  for (const [id, was] of then) {
    if (!now.has(id)) changes.push(await causes.change('removed', id, was, null))
  }
  return changes.filter((change) => change !== null)
}

/** Numbers and causes of changes for lists. */
export function totals(against: string, changes: readonly FactChange[]): NonNullable<ReleaseView['changes']> {
  const of = (kind: FactChange['change']): number =>
    changes.filter(({ change }) => change === kind).length
  return { against, added: of('added'), removed: of('removed'), changed: of('changed'), groups: [...grouped(changes)] }
} // prettier-ignore

const versionPattern = /^\d{1,9}(\.\d{1,9}){0,2}$/
const numbersOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Whether one version stands after another. */
function isLater(version: string, other: string): boolean {
  const a = numbersOf(version)
  const b = numbersOf(other)
  const at = [0, 1, 2].find((place) => (a[place] ?? 0) !== (b[place] ?? 0))
  return at !== undefined && (a[at] ?? 0) > (b[at] ?? 0)
}

/** The version asked for, or the next one. Versions only grow, so that none is used twice. Throws `release.version`. */
export function nextVersion(known: readonly string[], asked: string | undefined): string {
  const last = known.at(-1)
  if (asked !== undefined) {
    if (!versionPattern.test(asked) || (last !== undefined && !isLater(asked, last))) {
      throw new BelegError('release.version', { version: asked, last: last ?? '0' })
    }
    return asked
  }
  if (last === undefined) return '1'
  const numbers = numbersOf(last)
  // 3 is followed by 4; 1.2 by 1.3; 1.2.5 by 1.3.0.
  const place = Math.min(1, numbers.length - 1)
  return numbers.map((n, at) => (at < place ? n : at === place ? n + 1 : 0)).join('.')
}
