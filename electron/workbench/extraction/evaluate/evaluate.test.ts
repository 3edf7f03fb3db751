import { describe, expect, it } from 'vitest'
import { annotatedArticleSchema, type AnnotatedArticle, type AnnotatedSlot } from './annotated.ts'
import { evaluateArticle, evaluateCorpus } from './evaluate.ts'
import { errorsByRule, formatEvaluation } from './format.ts'
import { score, share } from './tally.ts'

/** Text of the examples: "Holm traf Stein am 4. März in Oslo. Foto: Nord". */
const article: unknown = {
  schema: 'beleg-gold/1',
  file: 'a.txt',
  unknownKey: 'is let through',
  boilerplate: [{ start: 36, end: 46, surface: 'Foto: Nord', line: 1, kind: 'photo_credit' }],
  entities: [
    { id: 'per:holm', type: 'PER', canonical: 'Ida Holm', wikidata: null },
    { id: 'per:stein', type: 'PER', canonical: 'Jonas Stein' },
    { id: 'gpe:NOR', type: 'GPE', canonical: 'Norwegen', iso3: 'NOR' },
  ],
  mentions: [
    { id: 'm1', start: 0, end: 4, surface: 'Holm', type: 'PER', form: 'name', entity: 'per:holm' },
    { id: 'm2', start: 10, end: 15, surface: 'Stein', type: 'PER', form: 'name', entity: 'per:stein' },
    {
      id: 'm3',
      start: 19,
      end: 26,
      surface: '4. März',
      type: 'DATE',
      form: 'name',
      entity: null,
      norm: { iso: '2021-03-04' },
    },
    { id: 'm4', start: 30, end: 34, surface: 'Oslo', type: 'GPE', form: 'metonym', entity: 'gpe:NOR' },
    { id: 'm5', start: 42, end: 46, surface: 'Nord', type: 'ORG', form: 'name', entity: null },
  ],
  facts: [
    {
      id: 'f1',
      type: 'meeting',
      evidence: [{ start: 0, end: 35, surface: 'Holm traf Stein am 4. März in Oslo.' }],
      slots: [
        { role: 'participant', entity: 'per:holm', start: 0, end: 4 },
        { role: 'participant', entity: 'per:stein', start: 10, end: 15 },
        { role: 'time', start: 19, end: 26, norm: '2021-03-04' },
      ],
      time: { iso: '2021-03-04' },
      modality: 'asserted',
      polarity: 'pos',
      attribution: null,
      plover: { event: 'CONSULT', mode: 'meet' },
      cameo: '040',
    },
  ],
}

const gold = annotatedArticleSchema.parse(article)

/** The gold with the program's own ids, changed as the test says. */
function prediction(change: Partial<AnnotatedArticle> = {}): AnnotatedArticle {
  const own = (id: string | null) => (id === null ? null : id.replace(/^.*:/, 'e-'))
  return {
    ...gold,
    entities: gold.entities.map((entity) => ({ ...entity, id: own(entity.id) ?? '' })),
    mentions: gold.mentions.map((mention) => ({ ...mention, entity: own(mention.entity), rule: 'rule-m' })),
    facts: gold.facts.map((fact) => ({
      ...fact,
      slots: fact.slots
        .filter((slot) => slot.role !== 'time')
        .map((slot) => ({ ...slot, entity: own(slot.entity) })),
      rule: 'rule-f',
    })),
    ...change,
  }
}

const f1 = (tally: { right: number; invented: number; missed: number }) => Number(score(tally).f1.toFixed(3))
/** A slot as the parser gives it. */
const filled = (role: string, entity: string): AnnotatedSlot => ({
  role,
  entity,
  start: null,
  end: null,
  norm: null,
})
const [meeting] = prediction().facts
if (meeting === undefined) throw new Error('the example has a fact')

describe('a perfect prediction', () => {
  it('scores 1 everywhere although its ids are other ones', () => {
    const { tallies, accuracies, errors } = evaluateArticle(gold, prediction())
    for (const tally of Object.values(tallies))
      expect(score(tally)).toEqual({ precision: 1, recall: 1, f1: 1 })
    for (const accuracy of Object.values(accuracies)) expect(share(accuracy)).toBe(1)
    expect(errors).toEqual([])
  })

  it('fills the time slot of the gold from the home of the time', () => {
    const noTime = prediction({ facts: [{ ...meeting, time: null }] })
    expect(evaluateArticle(gold, prediction()).tallies.slots).toEqual({ right: 3, invented: 0, missed: 0 })
    expect(evaluateArticle(gold, noTime).tallies.slots).toEqual({ right: 2, invented: 0, missed: 1 })
  })
})

describe('mentions', () => {
  it('inside boilerplate are left out', () => {
    const without = prediction({ mentions: prediction().mentions.filter((mention) => mention.id !== 'm5') })
    expect(f1(evaluateArticle(gold, without).tallies.mentions)).toBe(1)
  })

  it('count by exact span and type, and by overlap where the measure says so', () => {
    const longer = prediction({
      mentions: prediction().mentions.map((mention) =>
        mention.id === 'm3' ? { ...mention, start: 16 } : mention,
      ),
    })
    const { tallies, accuracies } = evaluateArticle(gold, longer)
    expect(tallies.dates).toEqual({ right: 0, invented: 1, missed: 1 })
    expect(tallies.datesOverlap).toEqual({ right: 1, invented: 0, missed: 0 })
    expect(accuracies.dateIso).toEqual({ right: 1, asked: 1 })
  })

  it('name the rule that read a date wrongly', () => {
    const wrong = prediction({
      mentions: prediction().mentions.map((mention) =>
        mention.id === 'm3' ? { ...mention, norm: { iso: '2020-03-04', rule: 'year' } } : mention,
      ),
    })
    const evaluation = evaluateArticle(gold, wrong)
    expect(evaluation.accuracies.dateIso).toEqual({ right: 0, asked: 1 })
    expect(errorsByRule(evaluation.errors)).toEqual([{ label: 'date value: wrong DATE by year', count: 1 }])
  })

  it('of two people taken for one cost linking and clusters', () => {
    const merged = prediction({
      mentions: prediction().mentions.map((mention) =>
        mention.id === 'm2' ? { ...mention, entity: 'e-holm' } : mention,
      ),
    })
    const { accuracies, cluster } = evaluateArticle(gold, merged)
    expect(accuracies.linking).toEqual({ right: 2, asked: 3 })
    expect(cluster).toEqual({ precision: 2, predicted: 3, recall: 3, gold: 3 })
  })
})

describe('entities', () => {
  it('with differing ISO codes are never aligned, however well their mentions agree', () => {
    const elsewhere = prediction({
      entities: prediction().entities.map((entity) =>
        entity.id === 'e-NOR' ? { ...entity, iso3: 'SWE' } : entity,
      ),
    })
    expect(evaluateArticle(gold, elsewhere).accuracies.linking).toEqual({ right: 2, asked: 3 })
  })

  it('of groups are the same where their members are', () => {
    const group = {
      id: 'grp:x',
      type: 'GROUP',
      canonical: 'beide',
      iso3: null,
      wikidata: null,
      members: ['per:holm', 'per:stein'],
    }
    const withGroup = {
      ...gold,
      entities: [...gold.entities, group],
      facts: gold.facts.map((fact) => ({ ...fact, slots: [filled('party', 'grp:x')] })),
    }
    const own = prediction()
    const found = {
      ...own,
      entities: [...own.entities, { ...group, id: 'g1', members: ['e-stein', 'e-holm'] }],
      facts: [{ ...meeting, slots: [filled('party', 'g1')] }],
    }
    expect(f1(evaluateArticle(withGroup, found).tallies.facts)).toBe(1)
  })
})

describe('facts', () => {
  it('need the type, the words and the key slots', () => {
    const other = prediction({ facts: [{ ...meeting, type: 'visit' }] })
    expect(evaluateArticle(gold, other).tallies.facts).toEqual({ right: 0, invented: 1, missed: 1 })
    expect(evaluateArticle(gold, other).tallies.factsLenient).toEqual({ right: 1, invented: 0, missed: 0 })
    const elsewhere = prediction({ facts: [{ ...meeting, evidence: [{ start: 20, end: 35, surface: '' }] }] })
    expect(evaluateArticle(gold, elsewhere).tallies.facts.right).toBe(0)
    const nobody = prediction({ facts: [{ ...meeting, slots: [filled('participant', 'e-NOR')] }] })
    expect(evaluateArticle(gold, nobody).tallies.factsOneParticipant.right).toBe(0)
  })

  it('that are optional count neither as misses nor as false alarms', () => {
    const optional = { ...gold, facts: gold.facts.map((fact) => ({ ...fact, optional: true })) }
    expect(evaluateArticle(optional, prediction()).tallies.facts).toEqual({
      right: 0,
      invented: 0,
      missed: 0,
    })
    expect(evaluateArticle(optional, prediction({ facts: [] })).tallies.facts).toEqual({
      right: 0,
      invented: 0,
      missed: 0,
    })
  })

  it('that are ambiguous accept another filler', () => {
    const ambiguous = { ...gold, facts: gold.facts.map((fact) => ({ ...fact, ambiguous: true })) }
    const other = prediction({ facts: [{ ...meeting, slots: [filled('participant', 'e-NOR')] }] })
    expect(evaluateArticle(ambiguous, other).tallies.facts.right).toBe(1)
  })

  it('are paired once: a second reading of the same words is a false alarm', () => {
    const twice = prediction({ facts: [meeting, { ...meeting, id: 'f2' }] })
    expect(evaluateArticle(gold, twice).tallies.facts).toEqual({ right: 1, invented: 1, missed: 0 })
  })

  it.each([
    ['modality', { modality: 'planned' }],
    ['polarity', { polarity: 'neg' }],
    ['attribution', { attribution: { speaker: 'e-holm', chain: null } }],
    ['plover', { plover: null }],
    ['cameo', { cameo: '042' }],
    ['factTime', { time: { iso: '2020-03-04', start: null, end: null } }],
  ] as const)('are asked for their %s', (name, change) => {
    const changed = prediction({ facts: [{ ...meeting, ...change }] })
    expect(evaluateArticle(gold, changed).accuracies[name]).toEqual({ right: 0, asked: 1 })
  })
})

describe('boilerplate', () => {
  it('of the wrong kind is masked rightly and named wrongly', () => {
    const other = prediction({
      boilerplate: gold.boilerplate.map((span) => ({ ...span, kind: 'ad', rule: 'r' })),
    })
    const { tallies, errors } = evaluateArticle(gold, other)
    expect(f1(tallies.boilerplate)).toBe(1)
    expect(f1(tallies.boilerplateKind)).toBe(0)
    expect(errors).toMatchObject([
      { measure: 'boilerplate', kind: 'wrong', expected: 'photo_credit', found: 'ad', rule: 'r' },
    ])
  })
})

describe('a corpus', () => {
  it('adds up its articles and keeps each', () => {
    const corpus = evaluateCorpus([
      { gold, prediction: prediction() },
      {
        gold: { ...gold, file: 'b.txt' },
        prediction: prediction({ mentions: [], facts: [], entities: [], boilerplate: [] }),
      },
    ])
    expect(corpus.tallies.facts).toEqual({ right: 1, invented: 0, missed: 1 })
    expect(corpus.articles.map((one) => [one.file, f1(one.evaluation.tallies.facts)])).toEqual([
      ['a.txt', 1],
      ['b.txt', 0],
    ])
    expect(new Set(corpus.errors.map((error) => error.file))).toEqual(new Set(['b.txt']))
  })

  it('prints as a table with the errors by rule', () => {
    const table = formatEvaluation(
      evaluateCorpus([{ gold, prediction: prediction({ facts: [{ ...meeting, type: 'visit' }] }) }]),
    )
    expect(table).toMatch(/facts, key slots agree +0\.000 +0\.000 +0\.000 +0 +1 +1/)
    expect(table).toContain('facts: invented visit by rule-f')
    expect(table).toContain('facts: missed meeting')
  })
})
