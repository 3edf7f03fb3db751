/**
 * Stands in for `electron` in unit tests: importing it is harmless, using it fails by name.
 * Decisions live in files that do not import it; the wiring is tried on the full double in `electron/e2e`.
 */
const absent = (name: string): unknown =>
  new Proxy(Object.create(null) as object, {
    get: (_, member) => {
      throw new Error(`electron.${name}.${String(member)} is not there in unit tests`)
    },
  })

export const app = absent('app')
export const BrowserWindow = absent('BrowserWindow')
export const contextBridge = absent('contextBridge')
export const dialog = absent('dialog')
export const ipcMain = absent('ipcMain')
export const ipcRenderer = absent('ipcRenderer')
export const Menu = absent('Menu')
export const nativeTheme = absent('nativeTheme')
export const net = absent('net')
export const protocol = absent('protocol')
export const screen = absent('screen')
export const session = absent('session')
export const shell = absent('shell')
export const webUtils = absent('webUtils')
