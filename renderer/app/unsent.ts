import type { CommandInput } from '../../shared/commands/index.ts'
import type { CommandQueue } from './command-queue.ts'

/** A number only: what the coder did stays out of the browser's own files. */
const key = 'beleg.unsent'

function mark(count: number): void {
  try {
    if (count === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, String(count))
  } catch {
    // A browser that keeps nothing: then nothing is said after a crash.
  }
}

/** How many changes the page before this one had not seen saved when it ended; asked once. */
export function takeUnsent(): number {
  try {
    const count = Number(sessionStorage.getItem(key) ?? 0)
    sessionStorage.removeItem(key)
    return Number.isInteger(count) && count > 0 ? count : 0
  } catch {
    return 0
  }
}

/**
 * Keeps count of what is on its way, for the page after this one. A page that is left or loaded again sends what waits in
 * one call, as it goes: commands keep their ids, so that none is done twice. Returns the function that stops.
 */
export function watchUnsent(
  queue: CommandQueue,
  send: (commands: readonly CommandInput[]) => boolean,
): () => void {
  const count = (): void => mark(queue.unanswered().length)
  const leave = (): void => {
    const commands = queue.unanswered()
    if (commands.length > 0 && send(commands)) mark(0)
  }
  const stop = queue.subscribe(count)
  addEventListener('pagehide', leave)
  return () => {
    stop()
    removeEventListener('pagehide', leave)
  }
}
