import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import { pack, unpack } from '../page/codec.ts'
import type { CallOutcome } from '../side-door.ts'
import { strict } from './records.ts'

type Handler = (event: object, ...args: readonly unknown[]) => unknown
const invokes = new Map<string, Handler>()
const events = new EventEmitter()

/** docs/latest/api/ipc-main */
export const ipcMain = strict(
  'ipcMain',
  Object.assign(events, {
    handle: (channel: string, handler: Handler) => {
      if (invokes.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      invokes.set(channel, handler)
    },
    removeHandler: (channel: string) => {
      invokes.delete(channel)
    },
  } satisfies Partial<Record<keyof IpcMain, unknown>>),
)

/** A message that asks for nothing back. */
export function hear(channel: string, event: object, args: string): void {
  events.emit(channel, event, ...(unpack(args) as readonly unknown[]))
}

/**
 * A message that is answered. What the handler throws reaches the page as words only
 * (docs/latest/api/ipc-main#ipcmainhandlechannel-listener).
 */
export async function answer(channel: string, event: object, args: string): Promise<CallOutcome> {
  try {
    const handler = invokes.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return { value: pack(await handler(event, ...(unpack(args) as readonly unknown[]))) }
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    return { error: `Error invoking remote method '${channel}': ${String(error)}` }
  }
}
