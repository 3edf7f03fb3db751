import { describe, expect, it } from 'vitest'
import { compareOpinions } from './compare.ts'
import type { OpinionFact } from '../../../../shared/model/opinion.ts'
import type { Opinion } from './opinion.ts'

const who = (...keys: readonly string[]): OpinionFact['slots'] =>
  keys.map((key) => ({ role: 'participant', key, entity: null, span: null, value: null, notStated: false }))

const fact = (id: string, changes: Partial<OpinionFact> = {}): OpinionFact => ({
  id,
  type: 'meeting',
  verdict: 'holds',
  fingerprint: null,
  evidence: [{ start: 0, end: 40 }],
  quote: '',
  trigger: { start: 10, end: 14 },
  slots: who('a', 'b'),
  modality: 'asserted',
  polarity: 'pos',
  time: { iso: '2024-03-03', precision: 'day', basis: 'stated' },
  coder: null,
  note: null,
  ...changes,
})

const opinion = (name: string, facts: readonly OpinionFact[], finished = true, sha = 'x'): Opinion => ({
  name,
  articles: new Map([[sha, { title: 'Ein Artikel', finished, facts: [...facts] }]]),
})

describe('two opinions of the same articles', () => {
  it('agree where the facts do, whatever their ids', () => {
    const report = compareOpinions(opinion('Åsa', [fact('1')]), opinion('Bo', [fact('9')]))
    expect(report.figures.facts).toMatchObject({ units: 1, percent: 1 })
    expect(report.figures.types).toMatchObject([{ type: 'meeting', both: 1, onlyFirst: 0, onlySecond: 0 }])
    expect(report.differences).toEqual([])
  })

  it('differ over a fact one rejected and over one that only the other found, by type', () => {
    const far = { evidence: [{ start: 100, end: 140 }], trigger: { start: 110, end: 112 } }
    const far2 = { evidence: [{ start: 200, end: 240 }], trigger: null }
    const report = compareOpinions(
      opinion('Åsa', [fact('1'), fact('2', { ...far, type: 'visit' })]),
      opinion('Bo', [fact('9', { verdict: 'rejected' }), fact('8', { ...far, type: 'visit' }), fact('7', { ...far2, type: 'visit' })]),
    ) // prettier-ignore
    expect(
      report.figures.types.map(({ type, both, onlyFirst, onlySecond }) => [
        type,
        both,
        onlyFirst,
        onlySecond,
      ]),
    ).toEqual([
      ['meeting', 0, 1, 0],
      ['visit', 1, 0, 1],
    ])
    expect(report.differences.map(({ kind, first, second }) => [kind, first?.id, second?.id])).toEqual([
      ['onlyFirst', '1', '9'],
      ['onlySecond', undefined, '7'],
    ])
    expect(report.figures.facts).toMatchObject({ units: 3, percent: 1 / 3 })
  })

  it('say nothing of what one has not decided, nor of what is missing in an article one has not finished', () => {
    const undecided = compareOpinions(
      opinion('Åsa', [fact('1')]),
      opinion('Bo', [fact('9', { verdict: 'undecided' })]),
    )
    expect([undecided.figures.facts.units, undecided.differences]).toEqual([0, []])
    const unfinished = compareOpinions(opinion('Åsa', [fact('1')]), opinion('Bo', [], false))
    expect([unfinished.figures.facts.units, unfinished.differences]).toEqual([0, []])
    const finished = compareOpinions(opinion('Åsa', [fact('1')]), opinion('Bo', []))
    expect(finished.differences.map(({ kind }) => kind)).toEqual(['onlyFirst'])
  })

  it('see one fact of two types, by its trigger', () => {
    const report = compareOpinions(opinion('Åsa', [fact('1')]), opinion('Bo', [fact('9', { type: 'visit' })]))
    expect(report.differences.map(({ kind }) => kind)).toEqual(['type'])
    expect(report.figures.facts.units).toBe(1)
  })

  it('tell facts of one type on one sentence apart by who takes part', () => {
    const second = { slots: who('c', 'd') }
    const report = compareOpinions(
      opinion('Åsa', [fact('1'), fact('2', second)]),
      opinion('Bo', [fact('8', second), fact('9')]),
    )
    expect(report.differences).toEqual([])
  })

  it('name the slots they fill differently, with agreement for each', () => {
    const report = compareOpinions(
      opinion('Åsa', [fact('1'), fact('2', { evidence: [{ start: 100, end: 140 }] })]),
      opinion('Bo', [fact('8', { slots: who('a'), time: null }), fact('9', { evidence: [{ start: 100, end: 140 }] })]),
    ) // prettier-ignore
    expect(report.differences.map(({ kind, roles }) => [kind, roles])).toEqual([
      ['slots', ['participant', 'time']],
    ])
    expect(report.figures.slots.map(({ role, units, percent }) => [role, units, percent])).toEqual([
      ['participant', 2, 0.5],
      ['time', 2, 0.5],
      ['modality', 2, 1],
      ['polarity', 2, 1],
    ])
  })

  it('count the articles that only one of them has, and compare none of theirs', () => {
    const report = compareOpinions(opinion('Åsa', [fact('1')]), opinion('Bo', [fact('9')], true, 'y'))
    expect(report.figures.articles).toEqual({ both: 0, onlyFirst: 1, onlySecond: 1 })
    expect(report.figures.facts.units).toBe(0)
  })

  it('do not depend on who is asked first, names aside', () => {
    const a = opinion('Åsa', [fact('1'), fact('2', { type: 'visit', evidence: [{ start: 100, end: 140 }] })])
    const b = opinion('Bo', [fact('9', { verdict: 'rejected' })])
    const [one, two] = [compareOpinions(a, b), compareOpinions(b, a)]
    expect(two.figures.facts).toEqual(one.figures.facts)
    expect(two.differences.map(({ kind }) => kind)).toEqual(['onlySecond', 'onlySecond'])
    expect(one.differences.map(({ kind }) => kind)).toEqual(['onlyFirst', 'onlyFirst'])
  })
})
