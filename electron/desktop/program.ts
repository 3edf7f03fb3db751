import { join } from 'node:path'
import { app, protocol, session, shell } from 'electron'
import { z } from 'zod'
import { bundleServer } from '../bundle/serve-bundle.ts'
import type { Push } from '../../shared/contract/index.ts'
import { BelegError, toFailure, type Result } from '../../shared/errors.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { languageSchema, type Language } from '../../shared/model/vocabulary.ts'
import { folderToOpen, projectOf } from './arguments.ts'
import { answerChannels } from './channels.ts'
import { pickPaths, type Purpose } from './dialogs.ts'
import { guardContents, guardSession } from './guards.ts'
import { openWindow } from './main-window.ts'
import { showMenuBar } from './menu-bar.ts'
import { askToOpen } from './outside.ts'
import { scheme } from './page-address.ts'
import { PageFeed } from './page-feed.ts'
import { keepAlive } from './page-life.ts'

/** What the system offers to the workbench where the desktop program runs. */
export interface NativeShell {
  /** The system's dialog; none where it was cancelled. */
  readonly pick: (purpose: Purpose, suggestedName: string | undefined) => Promise<readonly string[]>
  readonly reveal: (path: string) => void
}

export interface ProgramParts {
  /** Folders `renderer`, `preload` and `resources` of the built program. */
  readonly renderer: string
  readonly preload: string
  readonly resources: string
  readonly open: (native: NativeShell, stateFolder: string) => Workbench
}

// Only what the menu needs; the page checks the rest for itself.
const infoSchema = z.object({
  recent: z.array(z.object({ token: z.string(), label: z.string(), missing: z.boolean() })),
})
const secondInstanceSchema = z.object({ folder: z.string().nullable() })
const preferencesSchema = z.object({ language: languageSchema.optional().catch(undefined) })

/** The value of an answer as a schema lets it through, or undefined. */
function valueOf<T>(schema: z.ZodType<T>, answer: Result<unknown>): T | undefined {
  return answer.ok ? schema.safeParse(answer.value).data : undefined
}

/** Keeps the menu bar in step with language, recent projects and whether one is open. */
function keepMenu(
  workbench: Workbench,
  send: (push: Push) => void,
  developing: boolean,
): () => Promise<Language> {
  const refresh = async (): Promise<Language> => {
    const [info, preferences, status] = await Promise.all([
      workbench.call('app.info', {}),
      workbench.call('app.preferences', {}),
      workbench.call('project.status', {}),
    ])
    const language =
      valueOf(preferencesSchema, preferences)?.language ?? (app.getLocale().startsWith('de') ? 'de' : 'en')
    showMenuBar(
      {
        language,
        mac: process.platform === 'darwin',
        developing,
        projectOpen: status.ok && status.value !== null,
        recent: (valueOf(infoSchema, info)?.recent ?? []).filter(({ missing }) => !missing),
      },
      {
        action: (action) => send({ kind: 'action', action }),
        recent: (place) =>
          void workbench.call('project.open', { place, takeOver: false }).then((answer) => {
            if (!answer.ok) send({ kind: 'notice', error: answer.error })
          }),
      },
    )
    return language
  }
  return refresh
}

/**
 * The desktop program: one instance, one window, a page that can reach nothing but the contract.
 * To be called before Electron is ready.
 */
export async function runProgram(parts: ProgramParts): Promise<void> {
  const developing = !app.isPackaged && process.env['BELEG_DEVTOOLS'] === '1'
  app.setName('Beleg')
  app.setPath('userData', join(app.getPath('appData'), 'Beleg'))
  let folder = folderToOpen(process.argv.slice(1), app.isPackaged, process.cwd())
  if (!app.requestSingleInstanceLock({ folder: folder ?? null })) {
    app.quit()
    return
  }
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  // Nothing resolves: the program is offline even where a request should slip through the filter.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.enableSandbox()
  const page = new PageFeed()
  const send = (push: Push): void => page.send(push)
  let language: Language = 'en'
  guardContents((address) => {
    if (page.window === undefined) return
    askToOpen(address, page.window, language).catch((error: unknown) => console.error(error))
  })
  // A Mac hands over what was double-clicked in this event, before ready as well.
  let openPath = (path: string): void => {
    folder = path
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openPath(projectOf(path))
  })
  await app.whenReady()

  guardSession(session.defaultSession, developing)
  session.defaultSession.protocol.handle(scheme, bundleServer(parts.renderer))
  language = app.getLocale().startsWith('de') ? 'de' : 'en'
  const workbench = parts.open(
    {
      pick: (purpose, suggestedName) =>
        page.window === undefined
          ? Promise.resolve([])
          : pickPaths(page.window, purpose, language, suggestedName),
      reveal: (path) => shell.showItemInFolder(path),
    },
    app.getPath('userData'),
  )
  const menu = keepMenu(workbench, send, developing)
  const refreshMenu = async (): Promise<void> => {
    language = await menu()
  }
  workbench.subscribe((push) => {
    send(push)
    if (push.kind === 'project') void refreshMenu()
  })
  answerChannels({
    call: async (channel, input) => {
      const answer = await workbench.call(channel, input)
      if (channel === 'app.preferences') void refreshMenu()
      return answer
    },
    placeOf: workbench.placeOf,
    window: () => page.window,
    pageListens: () => page.release(),
  })
  const open = async (path: string): Promise<void> => {
    const answer = await workbench.openFolder(path)
    if (!answer.ok) send({ kind: 'notice', error: answer.error })
  }

  app.on('second-instance', (_event, _argv, _cwd, sent) => {
    if (page.window?.isMinimized() === true) page.window.restore()
    page.window?.focus()
    // Sent along by the other instance, because Chromium changes and sorts the arguments it passes on.
    const other = secondInstanceSchema.safeParse(sent).data?.folder ?? undefined
    if (other !== undefined) void open(other)
  })
  app.on('window-all-closed', () => app.quit())
  // After the last window: the page has handed over what it had, and now the journal is waited for.
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const end = (code: number): void => {
      closed = true
      app.exit(code)
    }
    workbench.close().then(
      () => end(0),
      (error: unknown) => {
        console.error(error)
        end(1)
      },
    )
  })

  await refreshMenu()
  const window = openWindow(
    {
      state: app.getPath('userData'),
      preload: join(parts.preload, 'preload.cjs'),
      icon: join(parts.resources, 'icons', 'beleg.png'),
    },
    developing,
  )
  page.attach(window)
  keepAlive(window, {
    language: () => language,
    loadedAgain: () => {
      page.hold()
      send({ kind: 'notice', error: toFailure(new BelegError('page.gone')) })
    },
  })
  openPath = (path) => void open(path)
  if (folder !== undefined) await open(folder)
}
