import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { pageAddress } from './page-address.ts'
import { openingBounds, parseWindowState, smallest, type Bounds, type WindowState } from './window-state.ts'

export interface WindowFolders {
  /** Where the state of the window is kept between runs. */
  readonly state: string
  readonly preload: string
  readonly icon: string
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Work areas of the screens, the primary one first. */
function screens(): readonly [Bounds, ...Bounds[]] {
  const primary = screen.getPrimaryDisplay()
  return [
    primary.workArea,
    ...screen.getAllDisplays().flatMap((display) => (display.id === primary.id ? [] : [display.workArea])),
  ]
}

/** What shows until the page is painted, and behind it while the window grows. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff')

/** Opens the window on the page. It shows once the page can be seen, so that nothing flashes. */
export function openWindow(folders: WindowFolders, developing: boolean): BrowserWindow {
  const file = join(folders.state, 'window.json')
  const saved = parseWindowState(read(file))
  const window = new BrowserWindow({
    ...openingBounds(saved, screens()),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Beleg',
    icon: folders.icon,
    backgroundColor: background(),
    webPreferences: {
      preload: folders.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
      devTools: developing,
    },
  })
  if (saved?.maximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file, JSON.stringify(state))
    } catch {
      // Where the window stood is not worth keeping anybody from closing it.
    }
  })
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(background())
  })
  window.loadURL(pageAddress).catch((error: unknown) => {
    // Closed while it was still loading: nobody waits for it any more.
    if (!window.isDestroyed()) console.error(error)
  })
  return window
}
