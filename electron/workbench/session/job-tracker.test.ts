import { describe, expect, it } from 'vitest'
import type { Job } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { JobTracker } from './job-tracker.ts'

function tracked(): { readonly told: Job[]; readonly tracker: JobTracker; pass: (ms: number) => void } {
  const told: Job[] = []
  let now = 1_000_000
  const tracker = new JobTracker(
    'import',
    (job) => told.push(job),
    () => now,
  )
  return {
    told,
    tracker,
    pass: (ms) => {
      now += ms
    },
  }
}

describe('long work', () => {
  it('says how long it may still take as soon as that is no guess, also where more turns up on the way', () => {
    const { told, tracker, pass } = tracked()
    tracker.stage('extracting', 200)
    pass(1000)
    tracker.step('a.txt')
    expect(told.at(-1)).toMatchObject({ done: 1, total: 200, remainingMs: null })
    for (let n = 0; n < 9; n++) {
      pass(1000)
      tracker.step('b.txt')
    }
    expect(told.at(-1)).toMatchObject({ done: 10, remainingMs: 190_000, current: 'b.txt' })
    tracker.grow(100)
    pass(1000)
    tracker.step('c.txt')
    expect(told.at(-1)).toMatchObject({ done: 11, total: 300, remainingMs: 289_000 })
  })

  it('is told ten times a second at most, its report at the end alone, and always that it ended', () => {
    const { told, tracker, pass } = tracked()
    tracker.stage('extracting', 1000)
    const before = told.length
    for (let n = 0; n < 1000; n++) {
      pass(1)
      tracker.step(String(n))
      tracker.report({ outcome: 'imported', name: String(n) })
    }
    expect(told.length - before).toBeLessThanOrEqual(11)
    expect(told.at(-1)?.report).toEqual([])
    tracker.finish()
    expect(told.at(-1)).toMatchObject({ state: 'done', remainingMs: 0 })
    expect(told.at(-1)?.report).toHaveLength(1000)
  })

  it('that somebody gave up is cancelled, not failed', () => {
    expect(tracked().tracker.fail(new BelegError('job.cancelled')).state).toBe('cancelled')
    expect(tracked().tracker.fail(new BelegError('disk.full')).state).toBe('failed')
  })
})
