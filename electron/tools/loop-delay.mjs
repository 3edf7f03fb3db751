import { isMainThread } from 'node:worker_threads'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Loaded into the program by a measurement (`NODE_OPTIONS=--import`): tells on stderr how long its main thread was kept from
 * answering, as `loop-delay <end of the span, ms since 1970> <longest delay in it, ms>`.
 */
const spanMs = 200
const resolutionMs = 2
/** Less is the clock's own grain. */
const worthTelling = 5

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  setInterval(() => {
    const longest = delay.max / 1e6 - resolutionMs
    delay.reset()
    if (longest >= worthTelling) {
      process.stderr.write(`loop-delay ${String(Date.now())} ${longest.toFixed(1)}\n`)
    }
  }, spanMs).unref()
}
