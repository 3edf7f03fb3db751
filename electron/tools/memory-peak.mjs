import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * Kilobytes a process took at most. Of Linux its own: what `resourceUsage` tells there begins with what the process had that
 * started this one, as getrusage(2) hands it on.
 */
function peak() {
  try {
    const [, own] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (own !== undefined) return own
  } catch {
    // Not Linux.
  }
  return String(process.resourceUsage().maxRSS)
}

/**
 * Loaded into the program by a measurement (`NODE_OPTIONS=--import`): tells on stderr at its end how much memory it took at
 * most, all of its threads together, as `memory-peak <kilobytes>`.
 */
if (isMainThread) {
  process.on('exit', () => {
    process.stderr.write(`memory-peak ${peak()}\n`)
  })
}
