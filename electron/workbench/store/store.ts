import { createHash } from 'node:crypto'
import type { BatchStep, Command, CommandAnswer, Step } from '../../../shared/commands/index.ts'
import { parseCommand } from '../../../shared/commands/index.ts'
import type { Change, ChannelOutput, ChannelRequest, ProjectStatus } from '../../../shared/contract/index.ts'
import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { coderIdSchema } from '../../../shared/model/ids.ts'
import { ClusterSearch, type ClusterProgress } from '../linking/clusters.ts'
import { indexIsFresh, rebuildIndex } from '../linking/name-index.ts'
import type { CommandMeta, Engine, OnProgress, OpeningReport, Outcome } from '../project/index.ts'
import { changeOf } from './change-feed.ts'
import { impactOf } from '../codebook/impact.ts'
import { factsToLookAt } from '../codebook/look.ts'
import { refuseUndo } from '../codebook/undo.ts'
import { codebookOfNumber, codebookVersions, newestNumber } from '../codebook/versions.ts'
import { mergeFullText } from './derived.ts'
import type { CarryContext } from './families/carry-into.ts'
import { familiesAreFresh, rebuildFamilies } from './families/family-index.ts'
import { isOldVersion } from './families/version-chain.ts'
import { handle } from './handlers/index.ts'
import { requireCodebook } from './handlers/codebook.ts'
import { AnnotationIntake } from './annotation-intake.ts'
import type { Handled, HandlerContext } from './handlers/context.ts'
import { idSource } from './ids.ts'
import type { ProposalBuilder } from './proposal-builder.ts'
import { ArticleIndex } from './article-index.ts'
import { triageNow } from './queries/article-columns.ts'
import { listArticles, openArticle, refreshArticle } from './queries/articles.ts'
import { libraryFacets, libraryIds } from './queries/library.ts'
import { lineRules, proposedLines, type LineRule } from './queries/lines.ts'
import { annotationMappings, bulkPreview, columnMappings, savedViews } from './queries/library-decisions.ts'
import { linkCandidates } from './queries/candidates.ts'
import { datasetRows, listDatasets } from './queries/datasets.ts'
import { listReleases, requireRelease } from './queries/releases.ts'
import { recordRelease } from './record-release.ts'
import { listEntities } from './queries/entities.ts'
import { clusterViews } from './queries/cluster-views.ts'
import { concordance } from './queries/concordance.ts'
import { linkEffect } from './queries/link-reach.ts'
import { mergePreview } from './queries/merge-preview.ts'
import { articleOfFact } from './queries/fact-views.ts'
import { factsAlike } from './queries/alike.ts'
import { listOpinions, opinionDifferences } from './queries/opinions.ts'
import { reviewQuality } from './queries/quality.ts'
import { recheckSample } from './queries/recheck-sample.ts'
import { listRemarks } from './queries/remarks.ts'
import { listFacts } from './queries/facts.ts'
import { encodingsView, originalOf } from './queries/encodings.ts'
import { carryPreview, comparison, familyView, withKin } from './queries/families.ts'
import { versionsView } from './queries/versions.ts'
import { factHistory, historyCoders, listHistory } from './queries/history.ts'
import { historyStep, planned } from './queries/history-step.ts'
import { learnedFor, learnedKey, taughtNames, type TaughtName } from './queries/learned.ts'
import { learnedNames } from './queries/learned-names.ts'
import { listLearning } from './queries/list-learning.ts'
import {
  storeArticles,
  storeExtractions,
  type ImportBatch,
  type ImportedArticle,
  type NewExtraction,
} from './intake.ts'
import { outdatedArticles } from './outdated.ts'
import type { Answer, ArticleSource, Ask } from './protocol.ts'
import { OwnIntake, runOwn } from './own/own-intake.ts'
import { registryMoved, takeList, type ListAsk } from './take-list.ts'
import { prepareOwn, putOwnTexts } from './own/prepare.ts'
import { purge, purgePreview, type PurgePreview, type PurgeRequest } from './purge.ts'
import { exists, type Reading, type Writing } from './rows.ts'
import { verification } from './verification.ts'

export interface StoreParts {
  readonly engine: Engine
  readonly opening: OpeningReport
  readonly proposals: ProposalBuilder
  readonly clock: () => Date
  /** Name of the coder whose commands carry no author. */
  readonly author: string | null
  readonly onChange: (change: Change) => void
}

/** The one writer of a project, run by the store worker: typed commands in, views out. Synchronous throughout. */
export class Store {
  readonly #engine: Engine
  readonly #parts: StoreParts
  #lastSavedAt: string | null = null
  #clusterSearch: ClusterSearch | null = null
  readonly #index: ArticleIndex

  constructor(parts: StoreParts) {
    this.#engine = parts.engine
    this.#parts = parts
    this.#index = new ArticleIndex(parts.proposals.touched)
    const { nameKeys } = parts.proposals
    if (!indexIsFresh(parts.engine.read(), nameKeys)) {
      parts.engine.derive((db) => {
        rebuildIndex(db, nameKeys)
      })
    }
    if (!familiesAreFresh(parts.engine.read())) {
      parts.engine.derive((db) => {
        rebuildFamilies(db, parts.proposals.shingles)
      })
    }
  }

  get #db(): Reading {
    return this.#engine.read()
  }

  /** Applies commands one after the other; a failing one does not stop the next. */
  apply(commands: readonly unknown[]): readonly CommandAnswer[] {
    return commands.map((input) => this.#answer(input))
  }

  #answer(input: unknown): CommandAnswer {
    const id = idOf(input)
    try {
      const command = parseCommand(input)
      const outcome = this.#run(command)
      const created = createdOf(outcome.answer)
      return {
        id,
        ok: true,
        seq: outcome.seq,
        revision: outcome.revision,
        ...(created === null ? {} : { created }),
      }
    } catch (error) {
      return { id, ok: false, revision: this.#engine.revision, error: toFailure(error) }
    }
  }

  #run(command: Command): Outcome {
    const at =
      command.time === undefined ? this.#parts.clock().toISOString() : new Date(command.time).toISOString()
    const coderId = this.#coderOf(command.author, at)
    const meta = {
      commandId: command.id,
      type: command.type,
      payload: command.payload,
      coderId,
      at,
      note: command.note ?? null,
    }
    if (command.type === 'history.undo') this.#guardCodebook(command.payload, coderId)
    const outcome =
      command.type === 'history.undo'
        ? this.#engine.undo(meta, command.payload.seq, command.payload.together)
        : command.type === 'history.redo'
          ? this.#engine.redo(meta)
          : this.#handle(meta, command)
    this.#announce(outcome, command.type)
    return outcome
  }

  /** A version of the codebook goes only where nothing rests on it. */
  #guardCodebook({ seq, together = [] }: { readonly seq?: number | undefined; readonly together?: readonly number[] | undefined }, coderId: string | null): void {
    const asked = seq ?? this.#engine.nextUndo(coderId)?.seq
    for (const step of asked === undefined ? together : [asked, ...together]) refuseUndo(this.#db, this.#parts.proposals.codebooks, step)
  } // prettier-ignore

  #handle(meta: Omit<CommandMeta, 'label'>, command: Step | BatchStep): Outcome {
    // The label and the article are known when the handler has run; the engine reads them then.
    const known = { label: '', articleId: null as string | null }
    const full: CommandMeta = {
      ...meta,
      undoable: command.type !== 'coder.set' && command.type !== 'project.rename',
      get label() {
        return known.label
      },
      get articleId() {
        return known.articleId
      },
    }
    return this.#engine.transact(full, (db) => {
      const created: Record<string, string[]> = {}
      const context = this.#context(db, meta, created)
      const handled = command.type === 'batch' ? runBatch(context, command) : handle(context, command)
      known.label = handled.label
      known.articleId = command.type === 'batch' ? null : articleOfStep(db, command)
      return { created }
    })
  }

  #context(db: Writing, meta: Omit<CommandMeta, 'label'>, created: Record<string, string[]>): HandlerContext {
    return {
      db,
      codebook: this.#parts.proposals.codebooks.current(db),
      coderId: meta.coderId,
      at: meta.at,
      nextId: idSource(meta.commandId),
      nameKeys: this.#parts.proposals.nameKeys,
      textOf: (articleId) => this.#parts.proposals.articleText(db, articleId),
      created: (kind, id) => {
        created[kind] = [...(created[kind] ?? []), id]
      },
    }
  }

  /** The number of a step that was done before under that id; null where it was not. Sent again, it needs none of its parts. */
  stepOf(commandId: string): number | null {
    return this.#engine.answerFor(commandId)?.seq ?? null
  }

  /** What became of the articles of an import that was done before; those that were there already are not named again. */
  importedBy(commandId: string): readonly ImportedArticle[] {
    const created = createdOf(this.#engine.answerFor(commandId)?.answer)?.['article'] ?? []
    return created.map((articleId) => {
      const found = this.#db.get(
        'SELECT source_name, version FROM article WHERE id = ?',
        [articleId],
        (row) => ({
          name: row.textOrNull('source_name') ?? articleId,
          outcome: row.integer('version') > 1 ? ('new-version' as const) : ('imported' as const),
        }),
      )
      return { articleId, name: found?.name ?? articleId, outcome: found?.outcome ?? 'imported' }
    })
  }

  /** Imports articles and what extraction said of them, as one step. */
  importArticles(request: ImportBatch): {
    readonly outcome: Outcome
    readonly articles: readonly ImportedArticle[]
  } {
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(request.author ?? undefined, at)
    let articles: readonly ImportedArticle[] = []
    const type = request.type ?? 'article.import'
    const outcome = this.#engine.transact(
      {
        commandId: request.commandId,
        groupId: request.groupId ?? null,
        type,
        label: request.label,
        payload: { files: request.articles.length },
        coderId,
        at,
      },
      (db) => {
        articles = storeArticles(this.#intake(db, request.commandId, at), request)
        return {
          created: {
            article: articles.flatMap(({ outcome: kind, articleId }) =>
              kind === 'imported' || kind === 'new-version' || kind === 'same-text' ? [articleId] : [],
            ),
          },
        }
      },
    )
    this.#announce(outcome, type)
    return { outcome, articles: withKin(this.#db, articles) }
  }

  /** Makes searches faster after many texts came in, for a moment; whether there is more to do. Nothing else changes by it. */
  tidyFullText(): boolean {
    let more = false
    this.#engine.derive((db) => {
      more = mergeFullText(db)
    })
    return more
  }

  /** Stores a new extraction of articles that are there, paired with what was decided. */
  recordExtractions(request: {
    readonly commandId: string
    readonly groupId?: string
    readonly grows?: boolean
    readonly author: string | null
    readonly label: string
    readonly extractions: readonly NewExtraction[]
  }): Outcome {
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(request.author ?? undefined, at)
    const outcome = this.#engine.transact(
      {
        commandId: request.commandId,
        groupId: request.groupId ?? null,
        type: 'extraction.record',
        label: request.label,
        payload: { articles: request.extractions.map(({ articleId }) => articleId) },
        coderId,
        at,
      },
      (db) => {
        storeExtractions(this.#intake(db, request.commandId, at), request.extractions)
        return {}
      },
    )
    this.#announce(outcome, 'extraction.record')
    return outcome
  }

  /** Takes annotations of files in, new articles with them, as one step; or says what it would do and does nothing. */
  importAnnotations(request: Ask<'importAnnotations'>): Answer<'importAnnotations'> {
    const at = this.#parts.clock().toISOString()
    const coderId = request.dryRun ? null : this.#coderOf(request.author ?? undefined, at)
    const intake = new AnnotationIntake(request)
    const outcome = intake.run((take) =>
      this.#engine.transact(
        { ...intake.step, commandId: request.commandId, coderId, at },
        (db) => {
          const created: Record<string, string[]> = {}
          take(this.#context(db, { ...intake.step, commandId: request.commandId, coderId, at }, created), this.#intake(db, request.commandId, at))
          return { created }
        },
      ),
    )
    if (outcome !== null) this.#announce(outcome, intake.step.type)
    return { seq: outcome?.seq ?? null, ...intake.taken }
  } // prettier-ignore

  /** Reads a checked JSONL export back, as one step. Texts are made durable before it. */
  importOwn(request: Ask<'importOwn'>): Answer<'importOwn'> {
    const { commandId } = request
    // Everything that can be refused is refused before anything is written.
    const file = this.#prepared(request.file)
    putOwnTexts(file, this.#engine.folder)
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(request.author ?? undefined, at)
    const step = { commandId, type: 'annotations.restore', label: file.header.dataset.name, payload: { sha256: file.sha256 }, coderId, at }
    const done = runOwn((take) =>
      this.#engine.transact(step, (db) => {
        const created: Record<string, string[]> = {}
        take(new OwnIntake(file, this.#context(db, step, created), this.#intake(db, commandId, at)))
        return { created }
      }),
    )
    if (done.outcome !== null) this.#announce(done.outcome, step.type)
    return { seq: done.outcome?.seq ?? null, ...done.imported }
  } // prettier-ignore

  /** How many articles of a checked JSONL export are there. Throws as reading it back would. */
  previewOwn(file: Ask<'previewOwn'>): Answer<'previewOwn'> {
    return { articlesThere: this.#prepared(file).known.size }
  }

  #prepared(file: Ask<'previewOwn'>): ReturnType<typeof prepareOwn> {
    return prepareOwn(file, this.#db, (articleId) => this.#parts.proposals.articleText(this.#db, articleId))
  }

  /** Takes a block of a prepared list of entities in, as one step; null where the registry has changed since it was prepared. */
  takeList(request: ListAsk): Answer<'takeList'> {
    // Sent again after its worker died, its own rows are no change by somebody else.
    const done = this.stepOf(request.commandId)
    if (done !== null) return { seq: done }
    if (registryMoved(this.#db, request.revision)) return null
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(request.author ?? undefined, at)
    const { commandId, groupId, name, format, sha256, counts } = request
    const step = { commandId, groupId, type: 'entity.importList', label: name, payload: { name, format, sha256, counts }, coderId, at }
    const outcome = this.#engine.transact(step, (db) => {
      const created: Record<string, string[]> = {}
      takeList(this.#context(db, step, created), request)
      return { created }
    })
    this.#announce(outcome, step.type)
    return { seq: outcome.seq }
  } // prettier-ignore

  #intake(db: Writing, commandId: string, at: string): Parameters<typeof storeArticles>[0] {
    return {
      db,
      at,
      nextId: idSource(commandId),
      codebook: this.#parts.proposals.codebooks.current(db),
      proposals: this.#parts.proposals,
      folder: this.#engine.folder,
    }
  }

  /** The coder of a name, made where unknown: outside the command, so that undoing it leaves the coder in place. */
  #coderOf(author: string | undefined, at: string): string | null {
    const name = author ?? this.#parts.author
    if (name === null)
      return (
        this.#db.get("SELECT value FROM setting WHERE key = 'coder'", [], (row) => row.textOrNull('value')) ??
        null
      )
    const known = this.#db.get('SELECT id FROM coder WHERE name = ? ORDER BY id', [name], (row) =>
      row.text('id'),
    )
    if (known !== undefined) return known
    const commandId = `coder:${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
    const id = idSource(commandId)('c')
    this.#engine.transact(
      { commandId, type: 'coder.add', label: name, payload: { name }, coderId: id, at, undoable: false },
      (db) => {
        db.insert('coder', { id, name, created_at: at })
        return { created: { coder: [id] } }
      },
    )
    return id
  }

  #announce(outcome: Outcome, type: string): void {
    if (outcome.repeated) return
    this.#lastSavedAt = this.#parts.clock().toISOString()
    this.#parts.onChange(changeOf(this.#db, outcome, type))
  }

  listArticles(request: ChannelRequest<'articles.list'>): ChannelOutput<'articles.list'> {
    return listArticles(this.#db, this.#index, request, this.#engine.revision)
  }

  libraryFacets(request: ChannelRequest<'articles.facets'>): ChannelOutput<'articles.facets'> {
    return libraryFacets(this.#db, this.#index, request, this.#engine.revision)
  }

  savedViews(): ChannelOutput<'views.list'> {
    return savedViews(this.#db)
  }

  bulkPreview(request: ChannelRequest<'articles.bulkPreview'>): ChannelOutput<'articles.bulkPreview'> {
    return bulkPreview(this.#db, request, this.#engine.revision)
  }

  /** Reads every text: for readers, which keep nobody waiting. */
  proposedLines(): ChannelOutput<'articles.lines'> {
    return proposedLines(
      this.#db,
      (articleId) => this.#parts.proposals.articleText(this.#db, articleId),
      this.#engine.revision,
    )
  }

  annotationMappings(): Answer<'annotationMappings'> {
    return annotationMappings(this.#db)
  }

  columnMappings(): Answer<'columnMappings'> {
    return columnMappings(this.#db)
  }

  /** Lines decided for whole sources. */
  lineRules(): readonly LineRule[] {
    return lineRules(this.#db)
  }

  taughtNames(): readonly TaughtName[] {
    return taughtNames(this.#db)
  }

  libraryIds(request: ChannelRequest<'articles.ids'>): ChannelOutput<'articles.ids'> {
    return libraryIds(this.#db, this.#index, request, this.#engine.revision)
  }

  openArticle(request: ChannelRequest<'articles.open'>): ChannelOutput<'articles.open'> {
    if (!exists(this.#db, 'SELECT 1 FROM article WHERE id = ?', [request.articleId])) {
      throw new BelegError('notFound', { kind: 'article', id: request.articleId })
    }
    return openArticle(
      this.#db,
      this.codebook(),
      request,
      this.#parts.proposals.articleText(this.#db, request.articleId),
      this.#parts.proposals.notices(this.#db, request.articleId),
      this.#engine.revision,
    )
  }

  refreshArticle(request: ChannelRequest<'articles.refresh'>): ChannelOutput<'articles.refresh'> {
    return refreshArticle(this.#db, this.codebook(), request, this.#engine.revision)
  }

  familyOf({ articleId }: ChannelRequest<'families.of'>): ChannelOutput<'families.of'> {
    return familyView(this.#db, articleId, this.#parts.proposals, this.#engine.revision)
  }

  compareArticles({ a, b }: ChannelRequest<'families.compare'>): ChannelOutput<'families.compare'> {
    return comparison(this.#db, a, b, this.#parts.proposals, this.#engine.revision)
  }

  carryPreview({ factId }: ChannelRequest<'families.carryPreview'>): ChannelOutput<'families.carryPreview'> {
    return carryPreview(this.#carryContext(), factId, this.#engine.revision)
  }

  versionsOf({ articleId }: ChannelRequest<'versions.of'>): ChannelOutput<'versions.of'> {
    return versionsView(this.#carryContext(), articleId, this.#engine.revision)
  }

  encodingsOf({ articleId }: ChannelRequest<'articles.encodings'>): ChannelOutput<'articles.encodings'> {
    return encodingsView(this.#db, this.#engine.folder, articleId)
  }

  /** The bytes an article was read from. */
  original(articleId: string): Answer<'original'> {
    return originalOf(this.#db, this.#engine.folder, articleId)
  }

  #carryContext(): CarryContext {
    const { proposals } = this.#parts
    return {
      db: this.#db,
      codebook: this.codebook(),
      textOf: (articleId) => proposals.articleText(this.#db, articleId),
    }
  }

  listOpinions(): ChannelOutput<'opinions.list'> {
    return listOpinions(this.#db)
  }

  opinionDifferences({
    opinionId,
  }: ChannelRequest<'opinions.differences'>): ChannelOutput<'opinions.differences'> {
    return opinionDifferences(this.#db, this.codebook(), opinionId)
  }

  listFacts(request: ChannelRequest<'facts.list'>): ChannelOutput<'facts.list'> {
    return listFacts(this.#db, this.codebook(), request, this.#engine.revision)
  }

  factHistory(request: ChannelRequest<'facts.history'>): ChannelOutput<'facts.history'> {
    return [...factHistory(this.#db, request.factId)]
  }

  factsAlike(request: ChannelRequest<'facts.alike'>): ChannelOutput<'facts.alike'> {
    return factsAlike(this.#db, this.codebook(), request, this.#engine.revision)
  }

  reviewQuality(request: ChannelRequest<'review.quality'>): ChannelOutput<'review.quality'> {
    return reviewQuality(this.#db, request, this.#engine.revision)
  }

  recheckSample(request: ChannelRequest<'review.sample'>): ChannelOutput<'review.sample'> {
    return recheckSample(this.#db, this.codebook(), request, this.#engine.revision)
  }

  listRemarks({ limit }: ChannelRequest<'review.remarks'>): ChannelOutput<'review.remarks'> {
    return listRemarks(this.#db, limit, this.#engine.revision)
  }

  listEntities(request: ChannelRequest<'entities.list'>): ChannelOutput<'entities.list'> {
    return listEntities(this.#db, this.#parts.proposals.nameKeys, request, this.#engine.revision)
  }

  linkCandidates(request: ChannelRequest<'entities.candidates'>): ChannelOutput<'entities.candidates'> {
    return linkCandidates(this.#db, this.#parts.proposals.nameKeys, request)
  }

  concordance(request: ChannelRequest<'entities.concordance'>): ChannelOutput<'entities.concordance'> {
    return concordance(
      this.#db,
      (articleId) => this.#parts.proposals.articleText(this.#db, articleId),
      request,
      this.#engine.revision,
    )
  }

  learning(): ChannelOutput<'learning.list'> {
    return listLearning(this.#db, this.#engine.revision)
  }

  learnedNames(request: ChannelRequest<'entities.learned'>): ChannelOutput<'entities.learned'> {
    return learnedNames(this.#db, request, this.#engine.revision)
  }

  /** Works on a search for clusters for a moment; see `ClusterSearch`. */
  clusterStep(restart: boolean): ClusterProgress {
    if (restart || this.#clusterSearch === null)
      this.#clusterSearch = new ClusterSearch(this.#db, this.#parts.proposals.nameKeys)
    return this.#clusterSearch.work()
  }

  clusterViews(found: Ask<'clusterViews'>): Answer<'clusterViews'> {
    return clusterViews(this.#db, found)
  }

  mergePreview(request: ChannelRequest<'entities.mergePreview'>): ChannelOutput<'entities.mergePreview'> {
    return mergePreview(this.#db, request)
  }

  linkEffect(request: ChannelRequest<'entities.effect'>): ChannelOutput<'entities.effect'> {
    return linkEffect(this.#db, request)
  }

  listHistory(request: ChannelRequest<'history.list'>): ChannelOutput<'history.list'> {
    return listHistory(this.#db, this.codebook(), request)
  }

  historyStep(request: ChannelRequest<'history.step'>): ChannelOutput<'history.step'> {
    return historyStep(this.#db, request)
  }

  historyCoders(): ChannelOutput<'history.coders'> {
    return historyCoders(this.#db)
  }

  /** Errors as `Engine.undoPlan`. */
  undoPlan({ seq }: ChannelRequest<'history.undoPlan'>): ChannelOutput<'history.undoPlan'> {
    return planned(this.#db, this.#engine.undoPlan(seq))
  }

  listDatasets(): ChannelOutput<'datasets.list'> {
    return [...listDatasets(this.#db)]
  }

  datasetRows(request: ChannelRequest<'datasets.rows'>): ChannelOutput<'datasets.rows'> {
    return datasetRows(this.#db, this.codebook(), request, this.#engine.revision)
  }

  listReleases({ datasetId }: ChannelRequest<'releases.list'>): ChannelOutput<'releases.list'> {
    return listReleases(this.#db, datasetId)
  }

  /** As `recordRelease`. Not undoable: what was released may be in other hands. */
  recordRelease({ commandId, author, frozen }: Ask<'recordRelease'>): Answer<'recordRelease'> {
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(author ?? undefined, at)
    const { datasetId, version, revision, body } = frozen
    const id = idSource(commandId)('rel')
    const outcome = this.#engine.transact(
      {
        commandId,
        type: 'release.freeze',
        label: `${body.datasetName} · ${version}`,
        payload: { datasetId, version, revision },
        coderId,
        at,
        undoable: false,
      },
      (db) => {
        recordRelease(db, this.#engine.folder, frozen, { id, at, coderId })
        return { created: { release: [id] } }
      },
    )
    this.#announce(outcome, 'release.freeze')
    return requireRelease(this.#db, id)
  }

  /** As `outdatedArticles`. */
  outdated(current: Ask<'outdated'>): readonly string[] {
    return outdatedArticles(this.#db, this.#parts.proposals, current)
  }

  /** An article as extraction needs it. Throws `notFound`. */
  source(articleId: string): ArticleSource {
    const found = this.#db.get(
      'SELECT article.source_name, article.text_sha256, text.source_sha256 FROM article JOIN text ON text.sha256 = article.text_sha256 WHERE article.id = ?',
      [articleId],
      (row) => ({
        name: row.textOrNull('source_name') ?? articleId,
        textSha256: row.text('text_sha256'),
        sourceSha256: row.text('source_sha256'),
      }),
    )
    if (found === undefined) throw new BelegError('notFound', { kind: 'article', id: articleId })
    const text = this.#parts.proposals.text(found.textSha256)
    const learned = learnedFor(this.#db, articleId, text)
    return { articleId, ...found, text, learned, learnedKey: learnedKey(learned) }
  }

  /** The project's codebook as it is now. */
  codebook(): Codebook {
    return this.#parts.proposals.codebooks.current(this.#db)
  }

  codebookVersions(): ChannelOutput<'codebook.versions'> {
    return codebookVersions(this.#db, this.codebook())
  }

  codebookVersion({ number }: ChannelRequest<'codebook.version'>): Codebook {
    return codebookOfNumber(this.#db, this.#parts.proposals.codebooks, number)
  }

  codebookImpact({ codebook }: ChannelRequest<'codebook.impact'>): ChannelOutput<'codebook.impact'> {
    return impactOf(this.#db, this.codebook(), requireCodebook(codebook), newestNumber(this.#db))
  }

  codebookLook(): ChannelOutput<'codebook.look'> {
    return factsToLookAt(this.#db, this.codebook())
  }

  verify(onProgress?: OnProgress): ChannelOutput<'project.verify'> {
    return verification(this.#engine, this.#parts.proposals, onProgress)
  }

  purgePreview(request: PurgeRequest): PurgePreview {
    return purgePreview(this.#engine, request)
  }

  /** Removes articles or entities for good; see `purge`. A new backup takes the place of those that went. */
  purge(request: Ask<'purge'>): Answer<'purge'> {
    const at = this.#parts.clock().toISOString()
    const coderId = this.#coderOf(request.author ?? undefined, at)
    const known = this.#engine.revision
    const report = purge(this.#engine, this.#parts.proposals, request, { coderId, at })
    this.#parts.proposals.touched.everything()
    if (report.seq <= known) return report
    this.#lastSavedAt = at
    this.#parts.onChange({
      revision: report.seq,
      seq: report.seq,
      tables: ['article', 'fact', 'entity', 'history'],
      articleIds: [...request.articleIds],
      factIds: [],
      entityIds: [...request.entityIds],
      datasetIds: [],
    })
    this.#tryBackup(at)
    return report
  }

  status(): ProjectStatus {
    const db = this.#db
    const setting = (key: string): string | null =>
      db.get('SELECT value FROM setting WHERE key = ?', [key], (row) => row.textOrNull('value')) ?? null
    const coderId = setting('coder')
    const coder =
      coderId === null
        ? null
        : (db.get('SELECT id, name FROM coder WHERE id = ?', [coderId], (row) => ({
            id: coderIdSchema.parse(row.text('id')),
            name: row.text('name'),
          })) ?? null)
    const triage = Object.fromEntries(
      db.all(
        `SELECT ${triageNow} AS triage, count(*) AS n FROM article LEFT JOIN d_article AS d ON d.article_id = article.id
           WHERE NOT ${isOldVersion('article.id')} GROUP BY 1 ORDER BY 1`,
        [],
        (row) => [row.text('triage'), row.integer('n')] as const,
      ),
    )
    const readOnly = this.#engine.readOnly
    return {
      id: this.#engine.file.id,
      name: setting('name') ?? this.#engine.file.name,
      place: this.#engine.folder.root,
      revision: this.#engine.revision,
      readOnly: readOnly === null ? null : { code: readOnly.code, detail: { ...readOnly.detail } },
      recovered: this.#parts.opening.recovered,
      opening: plainFailure(this.#parts.opening.message),
      placeWarning: plainFailure(this.#parts.opening.place),
      coder,
      articles: db.count('SELECT count(*) FROM article'),
      facts: db.count('SELECT total(facts) FROM d_article'),
      decided: db.count('SELECT total(decided) FROM d_article'),
      triage,
      undo: this.#engine.nextUndo(this.#currentCoder(coderId)),
      redo: this.#engine.nextRedo(this.#currentCoder(coderId)),
      lastSavedAt: this.#lastSavedAt,
    }
  }

  #currentCoder(setting: string | null): string | null {
    if (this.#parts.author === null) return setting
    return (
      this.#db.get('SELECT id FROM coder WHERE name = ? ORDER BY id', [this.#parts.author], (row) =>
        row.text('id'),
      ) ?? null
    )
  }

  /** Snapshot where one is due; called now and then while idle. */
  idle(): void {
    this.#engine.maybeSnapshot(this.#parts.clock())
  }

  /** Without `backup` the backup of the day is left to the next who closes the project. */
  close(backup = true): void {
    if (backup) this.#backupOnceADay()
    this.#engine.close()
  }

  /** A backup that fails must not keep a project from closing: journal and snapshot hold everything. */
  #backupOnceADay(): void {
    const { readOnly, revision } = this.#engine
    if (readOnly !== null || revision === 0) return
    const at = this.#parts.clock().toISOString()
    const known = this.#engine.backups()
    if (known.some((backup) => backup.day === at.slice(0, 10) || backup.revision === revision)) return
    this.#tryBackup(at)
  }

  #tryBackup(at: string): void {
    try {
      this.#engine.backup(at)
    } catch (error) {
      process.stderr.write(`no backup was written: ${toFailure(error).code}\n`)
    }
  }
}

function plainFailure(failure: BelegFailure | null): ProjectStatus['opening'] {
  if (failure === null) return null
  return { ...failure, detail: failure.detail === undefined ? undefined : { ...failure.detail } }
}

function runBatch(context: HandlerContext, command: BatchStep): Handled {
  for (const step of command.payload.steps) handle(context, step)
  return { label: command.payload.label }
}

function articleOfStep(db: Reading, step: Step): string | null {
  const payload: Readonly<Record<string, unknown>> = step.payload
  if (typeof payload['articleId'] === 'string') return payload['articleId']
  if (typeof payload['factId'] === 'string') return articleOfFact(db, payload['factId'])
  if (typeof payload['mentionId'] === 'string') {
    return (
      db.get('SELECT article_id FROM mention WHERE id = ?', [payload['mentionId']], (row) =>
        row.text('article_id'),
      ) ?? null
    )
  }
  return null
}

function idOf(input: unknown): string {
  if (typeof input !== 'object' || input === null || !('id' in input)) return ''
  return typeof input.id === 'string' ? input.id : ''
}

function createdOf(answer: unknown): Record<string, string[]> | null {
  if (typeof answer !== 'object' || answer === null || !('created' in answer)) return null
  const created = answer.created as Record<string, string[]>
  return Object.keys(created).length === 0 ? null : created
}
