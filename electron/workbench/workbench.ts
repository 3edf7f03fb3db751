import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import {
  channels,
  isPlain,
  type ChannelName,
  type ChannelOutput,
  type ChannelRequest,
  type Job,
  type Place,
  type Push,
  type ShellCapabilities,
} from '../../shared/contract/index.ts'
import { invalid, type CommandAnswer } from '../../shared/commands/index.ts'
import { BelegError, toFailure, type Result } from '../../shared/errors.ts'
import { articleIdSchema, entityIdSchema } from '../../shared/model/ids.ts'
import { noMapping } from '../../shared/model/annotations.ts'
import type { Reading } from '../../shared/model/library.ts'
import { browse, makeFolder, safeName } from './application/browse.ts'
import { JobTracker } from './session/job-tracker.ts'
import { PersonalState } from './application/personal-state.ts'
import { kindOf, Places } from './application/places.ts'
import type { ExportWriter } from './exchange/export-source.ts'
import { codebookText, writeCodebook } from './codebook/export-codebook.ts'
import { exportFileName, exportWriter, exportWriters, fileStem } from './exchange/formats.ts'
import { isOneOwnExport } from './exchange/own/read-file.ts'
import { createProject, openSession, projectNameOf, restoreProject } from './open-session.ts'
import { programVersion, resourcesFolder } from './resources.ts'
import type { AnnotationRequest } from './session/annotation-report.ts'
import type {
  ImportOptions,
  JobOptions,
  LongWork,
  OpenOptions,
  ProjectSession,
  StoreQueryName,
  WrittenBackup,
} from './session.ts'

export type PickPurpose = ChannelRequest<'files.pick'>['purpose']

/** What a shell offers beyond the workbench. */
export interface ShellPort {
  readonly capabilities: ShellCapabilities
  /** The system's dialog; empty where cancelled. Absent where the shell has none. */
  readonly pick?: (purpose: PickPurpose, suggestedName: string | undefined) => Promise<readonly string[]>
  readonly reveal?: (path: string) => void
}

export interface Workbench {
  /** Calls a channel with input as it came; it is checked here whatever the shell checked before. Never rejects. */
  readonly call: (channel: ChannelName, input: unknown) => Promise<Result<unknown>>
  readonly subscribe: (listener: (push: Push) => void) => () => void
  readonly placeOf: (path: string) => Place
  /** Opens a project; of any other folder makes one beside it and imports it. */
  readonly openFolder: (path: string) => Promise<Result<unknown>>
  /** Waits for what is being saved. */
  readonly close: () => Promise<void>
}

export interface WorkbenchOptions {
  readonly shell: ShellPort
  /** Where preferences and recent projects are kept. */
  readonly stateFolder: string
}

type Handlers = { readonly [N in ChannelName]: (request: ChannelRequest<N>) => Promise<ChannelOutput<N>> }

interface RunningJob {
  readonly abort: AbortController
  job: Job
}

const keptJobs = 20

/** The application both shells show: one open project at a time, the contract's channels, the push feed. */
export function startWorkbench({ shell, stateFolder }: WorkbenchOptions): Workbench {
  const places = new Places()
  const personal = new PersonalState(stateFolder)
  const listeners = new Set<(push: Push) => void>()
  const jobs = new Map<string, RunningJob>()
  const resources = resourcesFolder()
  let session: ProjectSession | null = null
  let stopListening: readonly (() => void)[] = []

  const push = (message: Push): void => {
    for (const listener of listeners) listener(message)
  }
  const requireSession = (): ProjectSession => {
    if (session === null) throw new BelegError('project.none')
    return session
  }
  const query =
    <N extends StoreQueryName>(name: N) =>
    (request: ChannelRequest<N>) =>
      requireSession().query(name, request as never)
  const status = async (): Promise<ChannelOutput<'project.status'> & object> => {
    const found = await requireSession().query('project.status', {})
    if (found === null) throw new BelegError('project.none')
    return found
  }

  const closeSession = async (): Promise<void> => {
    const closing = session
    session = null
    for (const stop of stopListening) stop()
    stopListening = []
    for (const { abort, job } of jobs.values()) if (job.state === 'running') abort.abort()
    await closing?.close()
  }

  const open = async (
    path: string,
    how: Pick<OpenOptions, 'takeOver' | 'acceptDamage'> = {},
  ): Promise<ChannelOutput<'project.status'> & object> => {
    if (session?.folder === path && how.acceptDamage !== true) return status()
    await closeSession()
    const opened = await openSession(path, how)
    session = opened
    jobs.clear()
    stopListening = [
      opened.onChange((change) => {
        push({ kind: 'change', change })
      }),
      opened.onStatus(() => {
        push({ kind: 'project' })
      }),
      opened.onNotice((error) => {
        push({ kind: 'notice', error })
      }),
      opened.onGone((error) => {
        push({ kind: 'notice', error })
        // Nothing can be asked any more; what was saved is on the disk.
        if (session === opened) void closeSession().finally(() => push({ kind: 'project' }))
      }),
    ]
    personal.opened(path, new Date().toISOString())
    push({ kind: 'project' })
    return status()
  }

  const tell = (job: Job, abort: AbortController): void => {
    jobs.set(job.id, { abort, job })
    for (const oldest of jobs.keys()) {
      if (jobs.size <= keptJobs) break
      jobs.delete(oldest)
    }
    push({ kind: 'job', job })
  }

  /** Work whose answer a request waits for, seen and cancelled as a job meanwhile. */
  const asJob = async <T>(
    kind: Job['kind'],
    stage: Job['stage'],
    run: (work: LongWork) => Promise<T>,
  ): Promise<T> => {
    const abort = new AbortController()
    const tracker = new JobTracker(kind, (job) => {
      tell(job, abort)
    })
    tracker.stage(stage)
    try {
      const answer = await run({
        signal: abort.signal,
        onProgress: (progress) => {
          tracker.progress(progress)
        },
      })
      tracker.finish()
      return answer
    } catch (error) {
      tracker.fail(error)
      throw error
    }
  }

  const startJob = (run: (options: JobOptions) => Promise<Job>): Promise<{ jobId: Job['id'] }> =>
    new Promise((resolve, reject) => {
      const abort = new AbortController()
      let id: Job['id'] | null = null
      const onJob = (job: Job): void => {
        if (id === null) {
          id = job.id
          resolve({ jobId: job.id })
        }
        tell(job, abort)
      }
      run({ signal: abort.signal, onJob }).catch((error: unknown) => {
        if (id === null) reject(error instanceof Error ? error : new Error(String(error)))
        else push({ kind: 'notice', error: toFailure(error) })
      })
    })

  const importPlaces = (
    paths: readonly string[],
    extract: boolean,
    reading?: Reading,
  ): Promise<{ jobId: Job['id'] }> => {
    const into = requireSession()
    return startJob((options) =>
      into.importPaths(paths, { ...options, extract, reading } satisfies ImportOptions),
    )
  }

  const openFolder = async (path: string): Promise<unknown> => {
    if (kindOf(path) === 'project') return open(path)
    if (kindOf(path) === 'file') throw new BelegError('file.notFound', { path })
    const project = `${path}.beleg`
    if (kindOf(project) !== 'project') await createProject(project, { name: basename(path), language: 'en' })
    const opened = await open(project)
    if (opened.articles === 0) await importPlaces([path], true)
    return opened
  }

  const annotationsAsked = ({
    places: tokens,
    mapping,
    ...how
  }: ChannelRequest<'annotations.preview'>): Omit<AnnotationRequest, 'dryRun'> => ({
    ...how,
    paths: tokens.map((token) => places.path(token)),
    mapping: mapping ?? noMapping,
  })

  const languageOf = (): 'en' | 'de' => (personal.preferences['language'] === 'de' ? 'de' : 'en')

  /** Where to write: a place may be the file itself or a folder; without one, the project's own exports, under a free name. */
  const placeToWrite = async (
    from: ProjectSession,
    place: string | undefined,
    fileName: string | undefined,
    usual: string,
  ): Promise<string> => {
    const chosen = place === undefined ? join(from.folder, 'exports') : places.path(place)
    const isFile = place !== undefined && kindOf(chosen) === 'file' && fileName === undefined
    const folder = isFile ? dirname(chosen) : chosen
    const name = safeName(fileName ?? (isFile ? basename(chosen) : usual))
    await mkdir(folder, { recursive: true })
    return freePath(join(folder, name), place === undefined)
  }

  const handlers: Handlers = {
    'app.info': () =>
      Promise.resolve({
        version: programVersion(resources),
        capabilities: shell.capabilities,
        recent: personal.recent.map(({ path, openedAt }) => ({
          ...places.of(path, projectNameOf(path)),
          openedAt,
          missing: kindOf(path) !== 'project',
        })),
        sample: existsSync(join(resources, 'samples')) ? places.of(join(resources, 'samples')) : null,
      }),
    'app.preferences': ({ set }) => {
      if (set !== undefined) personal.set(set)
      return Promise.resolve({ ...personal.preferences })
    },
    'files.browse': ({ token, hidden }) => {
      if (shell.capabilities.nativeDialogs) throw new BelegError('unsupported', { what: 'files.browse' })
      return browse(places, token === undefined ? null : places.path(token), hidden)
    },
    'files.makeFolder': ({ token, name }) => {
      if (shell.capabilities.nativeDialogs) throw new BelegError('unsupported', { what: 'files.makeFolder' })
      return makeFolder(places, places.path(token), name)
    },
    'files.pick': async ({ purpose, suggestedName }) => {
      if (shell.pick === undefined) throw new BelegError('unsupported', { what: 'files.pick' })
      return (await shell.pick(purpose, suggestedName)).map((path) => places.of(path))
    },
    'files.reveal': ({ token }) => {
      if (shell.reveal === undefined) throw new BelegError('unsupported', { what: 'files.reveal' })
      shell.reveal(places.path(token))
      return Promise.resolve({})
    },
    'project.create': async ({ parent, name, language }) => {
      const folder = join(places.path(parent), safeName(`${name}.beleg`))
      await createProject(folder, { name, language })
      return open(folder)
    },
    'project.open': ({ place, takeOver, acceptDamage }) =>
      open(places.path(place), { takeOver, acceptDamage }),
    'project.openSample': async ({ language }) => {
      const folder = await freeFolder(language === 'de' ? 'Beleg Beispiel' : 'Beleg sample')
      await createProject(folder, { name: language === 'de' ? 'Beispiel' : 'Sample', language })
      await open(folder)
      await importPlaces([join(resources, 'samples', 'articles')], true)
      return status()
    },
    'project.close': async () => {
      await closeSession()
      push({ kind: 'project' })
      return {}
    },
    'project.status': async () => (session === null ? null : status()),
    'project.verify': () => {
      const from = requireSession()
      return asJob('verify', 'checking', (work) => from.verify(work))
    },
    'project.resume': async () => ({ ...(await requireSession().resume()) }),
    'project.purgePreview': async (request) => {
      const { articles, undone, entities, holdings, ...rest } = await requireSession().purgePreview(request)
      return {
        ...rest,
        holdings: { ...holdings },
        articles: articles.map(({ id, title }) => ({ id: articleIdSchema.parse(id), title })),
        undone: undone.map(({ id, title }) => ({ id: articleIdSchema.parse(id), title })),
        entities: entities.map(({ id, label }) => ({ id: entityIdSchema.parse(id), label })),
      }
    },
    'project.purge': async (request) => {
      const { damagedReleases, ...purged } = await requireSession().purge(request)
      return { ...purged, damagedReleases: [...damagedReleases] }
    },
    'project.backup': async () => {
      const from = requireSession()
      return placedBackup(places, await asJob('backup', 'writing', (work) => from.backup(work)))
    },
    'project.backups': async () =>
      (await requireSession().backups()).map((backup) => placedBackup(places, backup)),
    'project.restore': async ({ backup, parent, name }) => {
      const folder = join(places.path(parent), safeName(`${name}.beleg`))
      const from = places.path(backup)
      await asJob('restore', 'writing', (work) => restoreProject(from, folder, work))
      return places.of(folder)
    },
    'project.copy': async ({ parent, name }) => {
      const folder = join(places.path(parent), safeName(`${name}.beleg`))
      const from = requireSession()
      const { missing } = await asJob('copy', 'writing', (work) => from.copyTo(folder, work))
      return { ...places.of(folder), missing }
    },
    'project.journal': async ({ place }) => {
      const from = requireSession()
      const exports = join(from.folder, 'exports')
      await mkdir(exports, { recursive: true })
      const chosen = place === null ? exports : places.path(place)
      // A place may be the file to write or, from a chooser of folders, the folder to write it to.
      const path = kindOf(chosen) === 'file' ? chosen : freePath(join(chosen, 'journal.jsonl'), true)
      const written = await from.exportJournal(path, {})
      return {
        file: written.path,
        place: places.of(written.path).token,
        rows: written.rows,
        bytes: written.bytes,
      }
    },
    'commands.apply': async ({ commands }) => ({
      answers: (await requireSession().apply(commands)).map(plainAnswer),
    }),
    'import.start': ({ places: tokens, extract, reading }) =>
      importPlaces(
        tokens.map((token) => places.path(token)),
        extract,
        reading,
      ),
    'import.preview': ({ places: tokens, text, reading }) =>
      requireSession().previewImport({ paths: tokens.map((token) => places.path(token)), text, reading }),
    'import.paste': ({ name, text, extract, split }) => {
      const into = requireSession()
      return startJob((options) => into.importText(name, text, { ...options, extract, reading: { split } }))
    },
    'extraction.start': ({ articleIds }) => {
      const into = requireSession()
      return startJob((options) => into.extract(articleIds, options))
    },
    'annotations.preview': async (request) => {
      const into = requireSession()
      const asked = annotationsAsked(request)
      return asJob('annotations', 'reading', async (work) => {
        if (isOneOwnExport(asked.paths) && asked.format === undefined)
          return { kind: 'own', preview: await into.previewOwn(asked.paths[0] ?? '', work) }
        return { kind: 'annotations', report: await into.importAnnotations({ ...asked, dryRun: true }, work) }
      })
    },
    'annotations.import': async (request) => {
      const into = requireSession()
      const asked = annotationsAsked(request)
      return asJob('annotations', 'reading', async (work) => {
        if (!isOneOwnExport(asked.paths) || asked.format !== undefined)
          return {
            kind: 'annotations',
            report: await into.importAnnotations({ ...asked, dryRun: false }, work),
          }
        const { entities, facts, ...rest } = await into.importOwn(asked.paths[0] ?? '', work)
        const told = facts.different.map(({ id, fields }) => ({ id, fields: [...fields] }))
        const report = {
          ...rest,
          entities: { ...entities, different: [...entities.different] },
          facts: { ...facts, different: told },
        }
        return { kind: 'own', report }
      })
    },
    'jobs.list': () => Promise.resolve([...jobs.values()].map(({ job }) => job)),
    'jobs.cancel': ({ jobId }) => {
      const running = jobs.get(jobId)
      if (running === undefined) throw new BelegError('notFound', { kind: 'job', id: jobId })
      running.abort.abort()
      return Promise.resolve({})
    },
    'articles.list': query('articles.list'),
    'articles.facets': query('articles.facets'),
    'articles.ids': query('articles.ids'),
    'articles.bulkPreview': query('articles.bulkPreview'),
    'articles.lines': () => requireSession().proposedLines(),
    'views.list': query('views.list'),
    'articles.open': query('articles.open'),
    'articles.refresh': query('articles.refresh'),
    'facts.list': query('facts.list'),
    'facts.history': query('facts.history'),
    'facts.alike': query('facts.alike'),
    'opinions.list': query('opinions.list'),
    'opinions.differences': ({ opinionId }) => requireSession().opinionDifferences(opinionId),
    'opinions.import': ({ place }) => {
      const into = requireSession()
      const path = places.path(place)
      return asJob('opinion', 'comparing', (work) => into.importOpinion(path, work))
    },
    'review.quality': query('review.quality'),
    'review.sample': query('review.sample'),
    'review.remarks': query('review.remarks'),
    'entities.list': query('entities.list'),
    'entities.candidates': query('entities.candidates'),
    'entities.mergePreview': query('entities.mergePreview'),
    'entities.effect': query('entities.effect'),
    'entities.concordance': query('entities.concordance'),
    'entities.clusters': ({ later }) => requireSession().clusters(later),
    'entities.learned': query('entities.learned'),
    'learning.list': query('learning.list'),
    'entities.previewList': ({ place, reading }) => {
      const within = requireSession()
      const path = places.path(place)
      return asJob('entityList', 'comparing', (work) =>
        within.importList({ path, reading, dryRun: true }, work),
      )
    },
    'entities.importList': ({ place, reading, remember }) => {
      const within = requireSession()
      const path = places.path(place)
      return asJob('entityList', 'comparing', (work) => within.importList({ path, reading, remember }, work))
    },
    'entities.findClusters': () => {
      const within = requireSession()
      return startJob((options) => within.findClusters(options))
    },
    'history.list': query('history.list'),
    'history.step': query('history.step'),
    'history.coders': query('history.coders'),
    'history.undoPlan': query('history.undoPlan'),
    'datasets.list': query('datasets.list'),
    'datasets.rows': query('datasets.rows'),
    'datasets.formats': () => Promise.resolve(Object.values(exportWriters).map(declared)),
    'datasets.export': async ({ datasetId, format, place, fileName, options }) => {
      const from = requireSession()
      const dataset = (await from.query('datasets.list', {})).find(({ id }) => id === datasetId)
      if (dataset === undefined) throw new BelegError('notFound', { kind: 'dataset', id: datasetId })
      const ending = exportFileName(dataset.name, exportWriter(format))
      const path = await placeToWrite(from, place, fileName, ending)
      const language = languageOf()
      const request = {
        dataset: datasetId,
        format,
        path,
        language,
        ...(options === undefined ? {} : { options }),
      }
      const written = await asJob('export', 'writing', (work) => from.exportDataset(request, work))
      return {
        file: written.path,
        place: places.of(written.path).token,
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256,
        losses: [...(language === 'de' ? written.lossesDe : written.losses)],
      }
    },
    'datasets.check': ({ datasetId }) => {
      const from = requireSession()
      return asJob('check', 'checking', (work) => from.checkDataset(datasetId, work))
    },
    'releases.list': query('releases.list'),
    'releases.freeze': async ({ datasetId, ...request }) => {
      const from = requireSession()
      const { release } = await asJob('release', 'saving', (work) =>
        from.freezeRelease({ dataset: datasetId, language: languageOf(), ...request }, work),
      )
      if (release === null) throw new BelegError('internal', { reason: 'nothing was frozen' })
      return release
    },
    'releases.write': async ({ releaseId, as, place }) => {
      const from = requireSession()
      const release = (await from.query('releases.list', {})).find(({ id }) => id === releaseId)
      if (release === undefined) throw new BelegError('notFound', { kind: 'release', id: releaseId })
      const path = await placeToWrite(from, place, undefined, releaseFileName(release, as))
      const written = await asJob('release', 'writing', (work) =>
        from.writeRelease({ releaseId, path, as }, work),
      )
      return { ...written, files: [...written.files], place: places.of(written.path).token }
    },
    'releases.compare': ({ from, to }) => {
      const within = requireSession()
      return asJob('release', 'comparing', (work) => within.compareReleases(from, to, work))
    },
    'families.of': query('families.of'),
    'families.compare': query('families.compare'),
    'families.carryPreview': query('families.carryPreview'),
    'versions.of': query('versions.of'),
    'articles.encodings': query('articles.encodings'),
    'articles.redecode': ({ articleId, encoding }) => {
      const into = requireSession()
      return startJob((options) => into.redecode(articleId, encoding, options))
    },
    'codebook.current': query('codebook.current'),
    'codebook.versions': query('codebook.versions'),
    'codebook.version': query('codebook.version'),
    'codebook.impact': query('codebook.impact'),
    'codebook.look': query('codebook.look'),
    'codebook.export': async ({ format, number, place }) => {
      const from = requireSession()
      const { codebook, text } = await codebookText(from, format, languageOf(), number)
      const usual = `${fileStem(`${codebook.title[languageOf()]} ${codebook.version}`)}.${format}`
      const { path, bytes } = await writeCodebook(await placeToWrite(from, place, undefined, usual), text)
      return { file: path, place: places.of(path).token, bytes }
    },
  }

  return {
    call: (channel, input) => answer(() => dispatch(handlers, channel, input)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    placeOf: (path) => places.of(path),
    openFolder: (path) => answer(() => openFolder(path)),
    close: closeSession,
  }
}

const placedBackup = (
  places: Places,
  { path, day, revision, bytes }: WrittenBackup,
): ChannelOutput<'project.backup'> => ({
  ...places.of(path),
  day,
  revision,
  bytes,
})

/** An answer as the contract types it: arrays of its own, nothing absent spelt out. */
function plainAnswer({
  created,
  error,
  ...answered
}: CommandAnswer): ChannelOutput<'commands.apply'>['answers'][number] {
  return {
    ...answered,
    ...(created === undefined
      ? {}
      : { created: Object.fromEntries(Object.entries(created).map(([kind, ids]) => [kind, [...ids]])) }),
    ...(error === undefined
      ? {}
      : { error: { ...error, detail: error.detail === undefined ? undefined : { ...error.detail } } }),
  }
}

async function dispatch(handlers: Handlers, channel: ChannelName, input: unknown): Promise<unknown> {
  if (!isPlain(input)) throw new BelegError('input.invalid', { reason: 'a request is plain data' })
  const checked = channels[channel].input.safeParse(input)
  if (!checked.success) throw invalid(checked.error)
  // The table pairs each channel's handler with its own schema; TypeScript cannot follow the pair through a variable name.
  return (handlers[channel] as (request: unknown) => Promise<unknown>)(checked.data)
}

async function answer(run: () => Promise<unknown>): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    return { ok: false, error: toFailure(error) }
  }
}

/** A project folder that is not there yet, in the person's documents where there are such. */
async function freeFolder(name: string): Promise<string> {
  const home = homedir()
  const documents =
    [join(home, 'Documents'), join(home, 'Dokumente')].find((path) => existsSync(path)) ?? home
  const taken = new Set(await readdir(documents))
  for (let n = 1; ; n++) {
    const folder = n === 1 ? `${name}.beleg` : `${name} ${String(n)}.beleg`
    if (!taken.has(folder)) return join(documents, folder)
  }
}

const declared = ({
  format,
  label,
  use,
  extension,
  row,
  unit,
  needsTexts,
  options = [],
  losses,
}: ExportWriter): ChannelOutput<'datasets.formats'>[number] => ({
  format,
  label,
  use,
  extension,
  row,
  unit,
  needsTexts,
  options: [...options],
  losses: [...losses],
})

/** `Talks 1.2.zip`, or the folder `Talks 1.2`. */
const releaseFileName = (
  { datasetName, version }: ChannelOutput<'releases.list'>[number],
  as: 'folder' | 'zip',
): string => `${fileStem(datasetName)} ${version}${as === 'zip' ? '.zip' : ''}`

/** In the project's own exports a second export gets a number; a place the person chose is taken as it is. */
function freePath(path: string, mayNumber: boolean): string {
  if (!mayNumber) return path
  // The number goes before the ending; a folder may end like `1.2`, which is none.
  const dot = /\.[a-z][a-z0-9]*$/i.exec(path)?.index ?? path.length
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? path : `${path.slice(0, dot)} (${String(n)})${path.slice(dot)}`
    if (!existsSync(candidate)) return candidate
  }
}
