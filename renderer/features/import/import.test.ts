import { describe, expect, it } from 'vitest'
import type { Job } from '../../../shared/contract/index.ts'
import { createLocale } from '../../locales/locale.tsx'
import { countOutcomes, jobDetail, jobHeadline, reportSummary } from './job-words.ts'
import { nameOfPasted } from './paste-dialog.tsx'

const job: Job = {
  id: 'j1' as Job['id'],
  kind: 'import',
  state: 'running',
  stage: 'reading',
  done: 120,
  total: 1000,
  remainingMs: 95_000,
  startedAt: '',
  current: 'zwei.txt',
  report: [],
  error: null,
}

describe('long work', () => {
  it('says what is being done, how far, and how long still', () => {
    expect(jobHeadline(job, createLocale('en'))).toBe('Import: reading articles')
    expect(jobDetail(job, createLocale('en'))).toBe('120 of 1,000 · about 2 mins left · zwei.txt')
    expect(jobDetail({ ...job, total: null, remainingMs: null, current: null }, createLocale('de'))).toBe(
      'bisher 120',
    )
  })

  it('sums up what became of the files, bad news first', () => {
    const report = [
      { outcome: 'imported', name: 'a' },
      { outcome: 'skipped', name: 'b' },
      { outcome: 'imported', name: 'c' },
    ] as const
    expect(countOutcomes(report).map((one) => one.outcome)).toEqual(['skipped', 'imported'])
    expect(reportSummary(report, createLocale('en'))).toBe('1 skipped · 2 imported')
  })
})

describe('a pasted article', () => {
  it('is named after its first line, as a file could be', () => {
    expect(nameOfPasted('\n  Ein „Treffen“: A/B \nText')).toBe('Ein „Treffen“ A B.txt')
    expect(nameOfPasted('  \n')).toBe('')
    expect(nameOfPasted('x'.repeat(300))).toHaveLength(84)
  })
})
