import type { CallOutcome, ForgedCall, OperationName, Operations, ToDouble } from '../side-door.ts'
import { emitApp, end } from './app.ts'
import { frontWindow } from './browser-window.ts'
import { answer } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { PreventableEvent, tell } from './records.ts'
import { answerDialog, changeTheme } from './surroundings.ts'
import { frameView } from './web-contents.ts'

const windowOrThrow = () => {
  const front = frontWindow()
  if (front === undefined) throw new Error('electron double: no window is open')
  return front
}

/** A message that no honest page could send: from a frame inside, from one that is gone, from a foreign window. */
function forge({ channel, args, frame }: ForgedCall): Promise<CallOutcome> {
  const { page } = windowOrThrow()
  const top = frameView(() => page.url)
  const sender = frame.foreignWindow ? { id: -1 } : page.contents
  const from = frame.gone ? null : frameView(() => frame.url, frame.inner ? top : null)
  return answer(channel, page.messageEvent(from, sender), args)
}

const operations: {
  readonly [N in OperationName]: (
    input: Operations[N]['in'],
  ) => Operations[N]['out'] | Promise<Operations[N]['out']>
} = {
  answer: ({ method, value }) => {
    answerDialog(method, value)
    return null
  },
  menu: ({ id }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id)
    if (item === null || item === undefined) throw new Error(`electron double: no menu item ${id}`)
    if (!item.enabled) throw new Error(`electron double: menu item ${id} is disabled`)
    item.click()
    return null
  },
  'close-window': () => windowOrThrow().page.close(),
  theme: ({ dark }) => {
    changeTheme(dark)
    return null
  },
  crash: async () => {
    await windowOrThrow().page.crash()
    return null
  },
  // docs/latest/api/browser-window#event-unresponsive
  'window-event': ({ event }) => {
    windowOrThrow().window.emit(event)
    return null
  },
  // docs/latest/api/app#event-open-file-macos
  'open-file': ({ path }) => {
    const event = new PreventableEvent()
    emitApp('open-file', event, path)
    return event.defaultPrevented
  },
  files: async ({ paths }) => {
    await windowOrThrow().page.knowFiles(paths)
    return null
  },
  forge: ({ calls }) => Promise.all(calls.map(forge)),
}

/** Runs what the test asks for; each operation is answered. */
export function openSideDoor(): void {
  process.on('message', (message: ToDouble) => {
    const { id } = message
    const run = operations[message.op] as (input: unknown) => unknown
    void Promise.resolve()
      .then(() => run(message.input))
      .then(
        (value) => tell({ type: 'answer', id, value }),
        (error: unknown) => tell({ type: 'answer', id, error: String(error) }),
      )
  })
  // Never outlive the test.
  process.on('disconnect', () => void end(71))
}
