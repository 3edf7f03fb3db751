import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into the program by a measurement (`NODE_OPTIONS=--import`): tells on stderr at its end how much memory it took at
 * most, all of its threads together, as `memory-peak <kilobytes>`.
 */
if (isMainThread) {
  process.on('exit', () => {
    process.stderr.write(`memory-peak ${String(process.resourceUsage().maxRSS)}\n`)
  })
}
