import { describe, expect, it } from 'vitest'
import { Stopwatch } from './stopwatch.ts'

describe('the time one article may take', () => {
  it('counts what is spent on it and not what passes while others are read', () => {
    let now = 0
    const watch = new Stopwatch({ clock: () => now, budgetMs: 100 })
    now = 60
    watch.pause()
    now = 500
    watch.resume()
    expect(watch.expired()).toBe(false)
    now = 539
    expect(watch.expired()).toBe(false)
    now = 540
    expect(watch.expired()).toBe(true)
  })

  it('has no end where none is set', () => {
    const watch = new Stopwatch(undefined)
    watch.pause()
    watch.resume()
    expect(watch.expired()).toBe(false)
  })
})
