import { describe, expect, it } from 'vitest'
import { officeIdSchema } from '../../../shared/model/ids.ts'
import type { OfficeView } from '../../../shared/model/views.ts'
import { timelineOf } from './timeline.ts'

const office = (title: string, from: string | null, to: string | null): OfficeView => ({
  id: officeIdSchema.parse(`o_${title}`),
  title,
  of: null,
  from,
  to,
  note: null,
  origin: 'coder',
})

describe('the timeline of offices', () => {
  it('lays them out between the first and the last year, what is still held up to this one', () => {
    const line = timelineOf(
      [office('Minister', '2012', '2015-12'), office('Kanzlerin', '2016-07', null)],
      2023,
    )
    expect(line?.bars).toMatchObject([
      { from: 0, openEnd: false },
      { to: 1, openEnd: true },
    ])
    expect(line?.bars[0]?.to).toBeCloseTo(4 / 12)
    expect(line?.bars[1]?.from).toBeCloseTo(4.5 / 12)
    expect(line?.years[0]).toEqual({ year: 2012, at: 0 })
  })

  it('is none where no office has a time', () => {
    expect(timelineOf([office('Minister', null, null)], 2023)).toBeNull()
    expect(timelineOf([], 2023)).toBeNull()
  })

  it('has room for a single day', () => {
    const line = timelineOf([office('Gast', '2020-02-29', '2020-02-29')], 2023)
    expect(line?.bars[0]?.to).toBeGreaterThan(line?.bars[0]?.from ?? 1)
  })
})
