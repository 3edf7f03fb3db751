import { describe, expect, it } from 'vitest'
import { damage, damageKinds, makePatients } from './damage.ts'
import { faultPoints, suffer } from './fault.ts'
import { liveThroughTheDay } from './lived-day.ts'
import { endings, powerCut } from './power-cut.ts'
import { loadGround } from './proof.ts'

const ground = await loadGround()
const edits = 10

/** A few of many, spread over all. */
const some = <T>(all: readonly T[], count: number): readonly T[] =>
  all.filter(
    (_, index) => Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length),
  )

describe('a day of work with the real commands', () => {
  const day = liveThroughTheDay(ground, { edits, heavy: false })

  it('keeps everything acknowledged when the power goes, at operations all over the day', () => {
    for (const [n, moment] of some(day.moments, 30).entries()) {
      const ending = endings[n % endings.length] ?? 'lost'
      expect(powerCut(day, moment, ending, n * 7919 + 5), `moment ${String(n)}, ${ending}`).toBeNull()
    }
  })

  it('keeps everything acknowledged and shows nothing else when a file operation fails', () => {
    for (const [n, point] of some(faultPoints(day), 40).entries()) {
      expect(suffer(day, point, n * 104_729 + 3).problem, JSON.stringify(point)).toBeNull()
    }
  })
})

describe('damaged files of a project', () => {
  it('never give a state that is not an acknowledged one without a word', () => {
    const patients = makePatients(ground, 24)
    const kinds = new Set<string>()
    for (let n = 0; n < 200; n += 1) {
      const patient = patients[Math.floor(n / damageKinds.length) % patients.length]
      if (patient === undefined) throw new Error('no such patient')
      const { kind, where, problem } = damage(
        patient,
        damageKinds[n % damageKinds.length] ?? 'bit',
        n * 7919 + 11,
      )
      expect(problem, where).toBeNull()
      kinds.add(kind)
    }
    // A proof in which nothing was damaged would prove nothing.
    expect([...kinds].sort()).toEqual([
      'found-by-verify',
      'no-damage',
      'read-only',
      'recovered',
      'refused',
      'undetectable',
    ])
  })
})
