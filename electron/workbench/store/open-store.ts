import type { Change } from '../../../shared/contract/index.ts'
import { channels } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { loadSqlite, type Sqlite } from '../database/index.ts'
import { openEngine, projectFolder, realFiles } from '../project/index.ts'
import { loadCodebook, loadMigrations, readWasm } from '../resources.ts'
import type { StoreQueryName } from '../session.ts'
import { journalLines } from './journal-lines.ts'
import type { Answer, Ask, NewText, StoreOperation, StoreStart } from './protocol.ts'
import { ProposalBuilder } from './proposal-builder.ts'
import { Store } from './store.ts'

/** A store behind its operations: the same in the worker and, for tests, in the caller's thread. */
export interface OpenedStore {
  readonly perform: <O extends StoreOperation>(operation: O, ask: Ask<O>) => Answer<O>
  readonly idle: () => void
}

export async function openStore(
  start: StoreStart,
  onChange: (change: Change) => void,
  clock: () => Date = () => new Date(),
): Promise<OpenedStore> {
  const fs = realFiles
  const codebook = loadCodebook(start.resources)
  const proposals = new ProposalBuilder(projectFolder(fs, start.folder), codebook)
  const { engine, opening } = await openEngine({
    fs,
    sqlite: withSlowLog(await loadSqlite(readWasm(start.resources))),
    migrations: loadMigrations(start.resources),
    root: start.folder,
    clock,
    takeOver: start.takeOver,
    acceptDamage: start.acceptDamage,
    readOnly: start.readOnly,
    afterRowChanges: (db, changes) => {
      proposals.afterRowChanges(db, changes)
    },
  })
  const store = new Store({ engine, opening, codebook, proposals, clock, author: start.author, onChange })
  const perform = (operation: StoreOperation, ask: unknown): unknown => {
    switch (operation) {
      case 'query': {
        const { name, input } = ask as Ask<'query'>
        return query(store, name, input)
      }
      case 'apply':
        return store.apply(ask as Ask<'apply'>)
      case 'putTexts':
        return putTexts(engine.folder, ask as Ask<'putTexts'>)
      case 'importArticles': {
        const { outcome, articles } = store.importArticles(ask as Ask<'importArticles'>)
        return { seq: outcome.seq, articles }
      }
      case 'recordExtractions':
        return { seq: store.recordExtractions(ask as Ask<'recordExtractions'>).seq }
      case 'outdated':
        return store.outdated(ask as Ask<'outdated'>)
      case 'source':
        return store.source(ask as Ask<'source'>)
      case 'purgePreview':
        return store.purgePreview(ask as Ask<'purgePreview'>)
      case 'purge':
        return store.purge(ask as Ask<'purge'>)
      case 'backup':
        return engine.backup(clock().toISOString())
      case 'backups':
        return engine.backups()
      case 'copy':
        engine.saveCopy(ask as Ask<'copy'>)
        return null
      case 'journal': {
        const { after, limit } = ask as Ask<'journal'>
        return journalLines(engine.read(), after, limit)
      }
      case 'close':
        store.close()
        return null
    }
  }
  return {
    perform: perform as OpenedStore['perform'],
    idle: () => {
      store.idle()
    },
  }
}

/** Slow queries are told on stderr: the statement without its values, which may be somebody's words. */
const withSlowLog = (sqlite: Sqlite): Sqlite => ({
  open: (bytes) =>
    sqlite.open(bytes, ({ sql, ms }) => {
      process.stderr.write(
        `slow query, ${String(Math.round(ms))} ms: ${sql.replaceAll(/\s+/g, ' ').slice(0, 300)}\n`,
      )
    }),
})

function putTexts(folder: ReturnType<typeof projectFolder>, texts: readonly NewText[]): null {
  folder.texts.putMany(texts.map(({ text }) => ({ bytes: text })))
  folder.originals.putMany(texts.flatMap(({ original }) => (original === null ? [] : [original])))
  return null
}

function query(store: Store, name: StoreQueryName, input: unknown): unknown {
  const checked = channels[name].input.safeParse(input)
  if (!checked.success)
    throw new BelegError('input.invalid', { reason: checked.error.issues[0]?.message ?? name })
  switch (name) {
    case 'project.status':
      return store.status()
    case 'project.verify':
      return store.verify()
    case 'articles.list':
      return store.listArticles(channels[name].input.parse(input))
    case 'articles.open':
      return store.openArticle(channels[name].input.parse(input))
    case 'articles.refresh':
      return store.refreshArticle(channels[name].input.parse(input))
    case 'facts.list':
      return store.listFacts(channels[name].input.parse(input))
    case 'facts.history':
      return store.factHistory(channels[name].input.parse(input))
    case 'entities.list':
      return store.listEntities(channels[name].input.parse(input))
    case 'entities.candidates':
      return store.linkCandidates(channels[name].input.parse(input))
    case 'history.list':
      return store.listHistory(channels[name].input.parse(input))
    case 'datasets.list':
      return store.listDatasets()
    case 'datasets.rows':
      return store.datasetRows(channels[name].input.parse(input))
    case 'codebook.current':
      return store.codebook()
  }
}
    case 'entities.mergePreview':
      return store.mergePreview(channels[name].input.parse(input))
    case 'entities.effect':
      return store.linkEffect(channels[name].input.parse(input))
