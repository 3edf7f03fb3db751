import { expect, it } from 'vitest'
import { marginMarks } from './margin-marks.ts'

const sentences = [
  { start: 0, end: 10, reviewed: true },
  { start: 11, end: 20, reviewed: false },
  { start: 21, end: 30, reviewed: false },
]
const fact = (start: number, end: number, state: string) => ({ evidence: [{ start, end }], state })

it('says of every sentence how many facts rest on it, how many are open, and whether it was swept', () => {
  const marks = marginMarks(sentences, [
    fact(0, 15, 'accepted'),
    fact(12, 14, 'proposed'),
    fact(22, 24, 'rejected'),
  ])
  expect(marks.map(({ facts, open, reviewed }) => ({ facts, open, reviewed }))).toEqual([
    { facts: 1, open: 0, reviewed: true },
    { facts: 2, open: 1, reviewed: false },
    { facts: 0, open: 0, reviewed: false },
  ])
})
