import type { Change } from '../../../shared/contract/index.ts'
import { channels } from '../../../shared/contract/index.ts'
import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import { loadSqlite, type Sqlite } from '../database/index.ts'
import { openEngine, projectFolder, realFiles, WorkDone, type OnProgress } from '../project/index.ts'
import { loadCodebook, loadMigrations, loadNameKeys, programVersion, readWasm } from '../resources.ts'
import type { StoreQueryName } from '../session.ts'
import { journalLines } from './journal-lines.ts'
import { DatabaseSize, programLimits } from './database-size.ts'
import { workAtLength } from './long-work.ts'
import type { Answer, Ask, LongOperation, NewText, PromptOperation, StoreStart } from './protocol.ts'
import { oneCopy, readByPieces } from './one-copy.ts'
import { ProposalBuilder } from './proposal-builder.ts'
import { releasesNamed } from './queries/releases.ts'
import { Staging } from './staging.ts'
import { Store } from './store.ts'

/** What a store tells without being asked, besides changes; and its clock. */
export interface StoreSurroundings {
  /** Whether changes are let in has changed. */
  readonly onStanding?: () => void
  /** The folder holds more than the memory: to be closed and opened again, with these words. */
  readonly onReopen?: (error: BelegFailure) => void
  readonly clock?: () => Date
}

/** A store behind its operations: the same in the worker and, for tests, in the caller's thread. */
export interface OpenedStore {
  readonly perform: <O extends PromptOperation>(
    operation: O,
    ask: Ask<O>,
    onProgress?: OnProgress,
  ) => Answer<O>
  /** What takes its time; rejects as `workAtLength`. */
  readonly atLength: <O extends LongOperation>(
    operation: O,
    ask: Ask<O>,
    onProgress?: OnProgress,
  ) => Promise<Answer<O>>
  /** To be called every second or so: writes a snapshot where one is due, looks after the folder. */
  readonly idle: () => void
}

/** The folder and its lock are looked at this often, in ms, and before every change. */
const attendEvery = 5_000

export async function openStore(
  start: StoreStart,
  onChange: (change: Change) => void,
  { onStanding, onReopen, clock = () => new Date() }: StoreSurroundings = {},
): Promise<OpenedStore> {
  const codebook = loadCodebook(start.resources)
  const proposals = new ProposalBuilder(
    projectFolder(realFiles, start.folder),
    codebook,
    loadNameKeys(start.resources),
  )
  const loaded = await loadSqlite(readWasm(start.resources))
  const once = start.oneCopy === true ? oneCopy(realFiles, loaded) : null
  // Beside a copy of the store's memory no snapshot need be in memory as well.
  const disk = start.image === undefined ? realFiles : readByPieces(realFiles)
  const { fs, sqlite } = once ?? { fs: disk, sqlite: loaded }
  const { engine, opening } = await openEngine({
    fs,
    sqlite: start.quiet === true ? sqlite : withSlowLog(sqlite),
    migrations: loadMigrations(start.resources),
    root: start.folder,
    clock,
    takeOver: start.takeOver,
    acceptDamage: start.acceptDamage,
    readOnly: start.readOnly,
    ...(start.image === undefined ? {} : { image: start.image }),
    afterRowChanges: (db, changes) => {
      proposals.afterRowChanges(db, changes)
    },
  })
  const size = new DatabaseSize(() => engine.read(), start.limits ?? programLimits)
  const isHeldOnce = once !== null && size.isMuchToCopy
  if (isHeldOnce) once.copyNoMore()
  const store = new Store({ engine, opening, proposals, clock, author: start.author, onChange })
  const staging = new Staging()
  /** How many jobs need the files to stay as they are. */
  let holders = 0
  let attendedAt = clock().getTime()
  const attend = (asked: boolean): void => {
    attendedAt = clock().getTime()
    if (engine.attend(asked) === 'reopen') onReopen?.(toFailure(new BelegError('project.wentOn')))
  }
  /** Runs what may let changes in or shut them out, and tells where it did. */
  const watched = <T>(run: () => T): T => {
    const before = engine.readOnly
    const warned = size.warning() !== null
    try {
      return run()
    } finally {
      if (engine.readOnly !== before || warned !== (size.warning() !== null)) onStanding?.()
    }
  }
  const perform = (operation: PromptOperation, ask: unknown, onProgress?: OnProgress): unknown => {
    switch (operation) {
      case 'query': {
        const { name, input } = ask as Ask<'query'>
        const found = query(store, name, input, onProgress)
        return name === 'project.status' ? { ...(found as object), sizeWarning: size.warning() } : found
      }
      case 'apply':
        return store.apply(ask as Ask<'apply'>)
      case 'putTexts':
        size.refuseMore()
        return putTexts(engine.folder, ask as Ask<'putTexts'>)
      case 'stage': {
        const { commandId, articles = [], extractions = [] } = ask as Ask<'stage'>
        staging.add(commandId, articles, extractions)
        return null
      }
      case 'unstage':
        staging.forget(ask as Ask<'unstage'>)
        engine.growing.delete(ask as Ask<'unstage'>)
        return null
      case 'importArticles': {
        const { staged, ...batch } = ask as Ask<'importArticles'>
        // A step sent again may be the first that this worker hears of the group.
        growOrEnd(engine, batch)
        const done = store.stepOf(batch.commandId)
        if (done !== null) return { seq: done, articles: store.importedBy(batch.commandId) }
        size.refuseMore()
        const ahead = staging.articles(batch.commandId, staged)
        const { outcome, articles } = store.importArticles({
          ...batch,
          articles: [...ahead, ...batch.articles],
        })
        return { seq: outcome.seq, articles }
      }
      case 'tidyFullText':
        return { more: store.tidyFullText() }
      case 'importOwn':
        size.refuseMore()
        return store.importOwn(ask as Ask<'importOwn'>)
      case 'previewOwn':
        return store.previewOwn(ask as Ask<'previewOwn'>)
      case 'importAnnotations':
        return store.importAnnotations(ask as Ask<'importAnnotations'>)
      case 'recordExtractions':
        growOrEnd(engine, ask as Ask<'recordExtractions'>)
        return { seq: recordExtractions(store, staging, ask as Ask<'recordExtractions'>) }
      case 'columnMappings':
        return store.columnMappings()
      case 'annotationMappings':
        return store.annotationMappings()
      case 'lineRules':
        return store.lineRules()
      case 'taughtNames':
        return store.taughtNames()
      case 'outdated':
        return store.outdated(ask as Ask<'outdated'>)
      case 'original':
        return store.original(ask as Ask<'original'>)
      case 'source':
        return store.source(ask as Ask<'source'>)
      case 'purgePreview':
        return store.purgePreview(ask as Ask<'purgePreview'>)
      case 'purge':
        // A backup under way would bring back, a moment later, what was removed.
        if (holders > 0) throw new BelegError('purge.busy', undefined, { retry: true })
        return store.purge(ask as Ask<'purge'>)
      case 'backup':
        return engine.backup(clock().toISOString(), new WorkDone(onProgress))
      case 'backups':
        return engine.backups()
      case 'copy':
        return engine.saveCopy(ask as Ask<'copy'>, new WorkDone(onProgress))
      case 'resume':
        attend(true)
        return { writable: engine.readOnly === null }
      case 'image': {
        const { revision, bytes } = engine.stampedCopy()
        return { file: engine.file, revision, bytes }
      }
      case 'holdSnapshots':
        // A worker that died took the count with it: what is let go then was never held here.
        holders = Math.max(0, holders + (ask === true ? 1 : -1))
        return null
      case 'takeList': {
        const list = ask as Ask<'takeList'>
        // A step sent again may be the first that this worker hears of the group.
        growOrEnd(engine, list)
        if (store.stepOf(list.commandId) === null) size.refuseMore()
        return store.takeList(list)
      }
      case 'recordRelease':
        return store.recordRelease(ask as Ask<'recordRelease'>)
      case 'sweepReleases':
        engine.folder.releases.keepOnly(releasesNamed(engine.read()))
        return null
      case 'clusterStep':
        return store.clusterStep((ask as Ask<'clusterStep'>).restart)
      case 'clusterViews':
        return store.clusterViews(ask as Ask<'clusterViews'>)
      case 'journal': {
        const { after, limit } = ask as Ask<'journal'>
        return journalLines(engine.read(), after, limit)
      }
      case 'close':
        store.close(!isHeldOnce)
        return null
    }
  }
  return {
    perform: ((operation: PromptOperation, ask: unknown, onProgress?: OnProgress) =>
      operation === 'close'
        ? perform(operation, ask)
        : watched(() => perform(operation, ask, onProgress))) as OpenedStore['perform'],
    atLength: (operation, ask, onProgress) =>
      workAtLength(
        {
          query: (name, input) => Promise.resolve().then(() => query(store, name, input)) as never,
          db: engine.read(),
          codebook: store.codebook(),
          folder: engine.folder,
          textOf: (articleId) => proposals.articleText(engine.read(), articleId),
          resources: start.resources,
          program: programVersion(start.resources),
        },
        operation,
        ask,
        onProgress,
      ),
    idle: () => {
      watched(() => {
        // The clock of the wall, not of this process: a machine that slept is looked after at once.
        if (Math.abs(clock().getTime() - attendedAt) >= attendEvery) attend(false)
        if (holders === 0) store.idle()
      })
    },
  }
}

/** Slow queries are told on stderr: the statement without its values, which may be somebody's words. */
const withSlowLog = (sqlite: Sqlite): Sqlite => ({
  open: (source) =>
    sqlite.open(source, ({ sql, ms }) => {
      process.stderr.write(
        `slow query, ${String(Math.round(ms))} ms: ${sql.replaceAll(/\s+/g, ' ').slice(0, 300)}\n`,
      )
    }),
})

/** Undo passes a group of steps by until its last one is asked for. */
function growOrEnd(
  engine: { readonly growing: Set<string> },
  { groupId, grows }: { readonly groupId?: string; readonly grows?: boolean },
): void {
  if (groupId === undefined) return
  if (grows === true) engine.growing.add(groupId)
  else engine.growing.delete(groupId)
}

function recordExtractions(
  store: Store,
  staging: Staging,
  { staged, ...request }: Ask<'recordExtractions'>,
): number {
  const done = store.stepOf(request.commandId)
  if (done !== null) return done
  const ahead = staging.extractions(request.commandId, staged)
  return store.recordExtractions({ ...request, extractions: [...ahead, ...request.extractions] }).seq
}

function putTexts(folder: ReturnType<typeof projectFolder>, texts: readonly NewText[]): null {
  folder.texts.putMany(texts.map(({ text }) => ({ bytes: text })))
  folder.originals.putMany(texts.flatMap(({ original }) => (original === null ? [] : [original])))
  return null
}

function query(store: Store, name: StoreQueryName, input: unknown, onProgress?: OnProgress): unknown {
  const checked = channels[name].input.safeParse(input)
  if (!checked.success)
    throw new BelegError('input.invalid', { reason: checked.error.issues[0]?.message ?? name })
  switch (name) {
    case 'project.status':
      return store.status()
    case 'project.verify':
      return store.verify(onProgress)
    case 'articles.list':
      return store.listArticles(channels[name].input.parse(input))
    case 'articles.facets':
      return store.libraryFacets(channels[name].input.parse(input))
    case 'articles.lines':
      return store.proposedLines()
    case 'views.list':
      return store.savedViews()
    case 'articles.bulkPreview':
      return store.bulkPreview(channels[name].input.parse(input))
    case 'articles.ids':
      return store.libraryIds(channels[name].input.parse(input))
    case 'articles.open':
      return store.openArticle(channels[name].input.parse(input))
    case 'articles.refresh':
      return store.refreshArticle(channels[name].input.parse(input))
    case 'facts.list':
      return store.listFacts(channels[name].input.parse(input))
    case 'facts.history':
      return store.factHistory(channels[name].input.parse(input))
    case 'facts.alike':
      return store.factsAlike(channels[name].input.parse(input))
    case 'opinions.list':
      return store.listOpinions()
    case 'opinions.differences':
      return store.opinionDifferences(channels[name].input.parse(input))
    case 'review.quality':
      return store.reviewQuality(channels[name].input.parse(input))
    case 'review.sample':
      return store.recheckSample(channels[name].input.parse(input))
    case 'review.remarks':
      return store.listRemarks(channels[name].input.parse(input))
    case 'entities.list':
      return store.listEntities(channels[name].input.parse(input))
    case 'entities.candidates':
      return store.linkCandidates(channels[name].input.parse(input))
    case 'entities.mergePreview':
      return store.mergePreview(channels[name].input.parse(input))
    case 'entities.concordance':
      return store.concordance(channels[name].input.parse(input))
    case 'entities.learned':
      return store.learnedNames(channels[name].input.parse(input))
    case 'learning.list':
      return store.learning()
    case 'entities.effect':
      return store.linkEffect(channels[name].input.parse(input))
    case 'history.list':
      return store.listHistory(channels[name].input.parse(input))
    case 'history.step':
      return store.historyStep(channels[name].input.parse(input))
    case 'history.coders':
      return store.historyCoders()
    case 'history.undoPlan':
      return store.undoPlan(channels[name].input.parse(input))
    case 'datasets.list':
      return store.listDatasets()
    case 'datasets.rows':
      return store.datasetRows(channels[name].input.parse(input))
    case 'releases.list':
      return store.listReleases(channels[name].input.parse(input))
    case 'families.of':
      return store.familyOf(channels[name].input.parse(input))
    case 'families.compare':
      return store.compareArticles(channels[name].input.parse(input))
    case 'families.carryPreview':
      return store.carryPreview(channels[name].input.parse(input))
    case 'versions.of':
      return store.versionsOf(channels[name].input.parse(input))
    case 'articles.encodings':
      return store.encodingsOf(channels[name].input.parse(input))
    case 'codebook.current':
      return store.codebook()
    case 'codebook.versions':
      return store.codebookVersions()
    case 'codebook.version':
      return store.codebookVersion(channels[name].input.parse(input))
    case 'codebook.impact':
      return store.codebookImpact(channels[name].input.parse(input))
    case 'codebook.look':
      return store.codebookLook()
  }
}
