/**
 * Stands in for the module `electron` of the main process. What it exports is all there is: an import of anything
 * else fails when the program is loaded, and a member that is not imitated throws by name.
 */
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { openSideDoor } from './operations.ts'
import { record, strict } from './records.ts'
import { protocol, session } from './session.ts'
import { dialog, nativeTheme, screen, shell } from './surroundings.ts'

export { app, BrowserWindow, dialog, ipcMain, Menu, MenuItem, nativeTheme, protocol, screen, session, shell }

export default strict('electron', {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
})

// docs/latest/api/process: what tells a program that it runs in Electron's main process.
Object.defineProperty(process.versions, 'electron', { value: '45.4.1', enumerable: true })
Object.defineProperty(process, 'type', { value: 'browser', enumerable: true })

openSideDoor()
// After the program's own first turn: schemes and switches are set before ready.
setImmediate(() => {
  startChromium().catch((error: unknown) => {
    record('double-error', { message: error instanceof Error ? String(error.stack) : String(error) })
    console.error(error)
    process.exit(70)
  })
})
