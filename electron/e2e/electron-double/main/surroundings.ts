import { EventEmitter } from 'node:events'
import type { Dialog, NativeTheme, Screen, Shell } from 'electron'
import { options, record, strict } from './records.ts'

/** Answers that a test gave before they were asked for, and questions that wait for one. */
const answers: { readonly method: string; readonly value: unknown }[] = []
const questions: { readonly method: string; readonly answer: (value: unknown) => void }[] = []

/** A test answers a dialog: the one that waits, or the next one. */
export function answerDialog(method: string, value: unknown): void {
  const at = questions.findIndex((one) => one.method === method)
  if (at < 0) answers.push({ method, value })
  else questions.splice(at, 1)[0]?.answer(value)
}

/** Shows nothing: the test answers. Without an answer it waits, as a dialog before nobody does. */
const ask =
  (method: string) =>
  (...args: readonly unknown[]): Promise<unknown> => {
    // docs/latest/api/dialog: the window comes first and may be left out.
    const asked = args.at(-1) as Readonly<Record<string, unknown>>
    const shown = { ...asked }
    delete shown['icon']
    record('dialog', { method, options: shown })
    const at = answers.findIndex((one) => one.method === method)
    if (at >= 0) return Promise.resolve(answers.splice(at, 1)[0]?.value)
    return new Promise((answer) => questions.push({ method, answer }))
  }

/** docs/latest/api/dialog */
export const dialog = strict('dialog', {
  showOpenDialog: ask('showOpenDialog'),
  showSaveDialog: ask('showSaveDialog'),
  showMessageBox: ask('showMessageBox'),
  showErrorBox: (title: string, content: string) => record('error-box', { title, content }),
} satisfies Partial<Record<keyof Dialog, unknown>>)

/** docs/latest/api/shell. Nothing is opened. */
export const shell = strict('shell', {
  openExternal: (url: string) => {
    record('open-external', { url })
    return Promise.resolve()
  },
  showItemInFolder: (path: string) => record('show-in-folder', { path }),
} satisfies Partial<Record<keyof Shell, unknown>>)

const themeEvents = new EventEmitter()
const theme = { shouldUseDarkColors: options.context['colorScheme'] === 'dark', themeSource: 'system' }

/** docs/latest/api/native-theme */
export const nativeTheme = strict(
  'nativeTheme',
  Object.assign(themeEvents, theme satisfies Partial<Record<keyof NativeTheme, unknown>>),
)

/** docs/latest/api/native-theme#event-updated */
export function changeTheme(dark: boolean): void {
  nativeTheme.shouldUseDarkColors = dark
  themeEvents.emit('updated')
}

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = { id: 1, bounds: area, workArea: area, workAreaSize: area, scaleFactor: 1 }

/** docs/latest/api/screen: one display. */
export const screen = strict('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
} satisfies Partial<Record<keyof Screen, unknown>>)
