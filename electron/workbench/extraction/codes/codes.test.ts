import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codebookSchema } from '../../../../shared/model/codebook.ts'
import { checkCodes, checkedRules, type CodedFact } from './check.ts'
import { codeFact, type CodableFact } from './derive.ts'
import { ploverContexts, ploverModes, ploverQuads } from './vocabulary.ts'

const codebook = codebookSchema.parse(
  JSON.parse(readFileSync(new URL('../../../../resources/codebook/codebook.json', import.meta.url), 'utf8')),
)

function fact(type: string, over: Partial<CodableFact> = {}): CodableFact {
  return { type, modality: 'asserted', polarity: 'pos', slots: [], time: null, topics: [], ...over }
}

const time = (iso: string) => ({ iso, precision: 'year', basis: 'stated' }) as const

describe('codes from type and content', () => {
  const cases: readonly (readonly [string, CodableFact, string | null, string | null, string | null])[] = [
    ['a meeting', fact('meeting'), 'CONSULT', null, '040'],
    ['a meeting still to come', fact('meeting', { modality: 'planned' }), 'AGREE', null, '036'],
    ['a visit', fact('visit'), 'CONSULT', 'visit', '042'],
    ['an expected visit', fact('visit', { modality: 'expected' }), 'AGREE', null, '036'],
    ['a call', fact('call'), 'CONSULT', 'phone', '041'],
    ['a signature', fact('agreement_signed'), 'SUPPORT', null, '057'],
    ['a signature still to come', fact('agreement_signed', { modality: 'planned' }), 'AGREE', null, '057'],
    ['a military promise', fact('commitment', { topics: ['defence_security'] }), 'AGREE', null, '0312'],
    ['an economic promise', fact('commitment', { topics: ['trade_investment'] }), 'AGREE', null, '0311'],
    ['a plain statement', fact('statement'), null, null, '010'],
    ['a statement of accord', fact('statement', { slots: [{ role: 'stance', norm: 'accord', inferred: true }] }), null, null, '019'],
    ['praise', fact('assessment', { slots: [{ role: 'stance', norm: 'positive', inferred: true }] }), 'SUPPORT', null, '051'],
    ['worry', fact('assessment', { slots: [{ role: 'stance', norm: 'negative', inferred: true }] }), null, null, '012'],
    ['a grade of relations', fact('relation_status'), null, null, null],
    ['an office', fact('position_held'), null, null, null],
    ['an anniversary', fact('anniversary'), null, null, '017'],
    ['criticism', fact('criticism'), 'ACCUSE', 'disapprove', '111'],
    ['an accusation', fact('accusation'), 'ACCUSE', 'allege', '112'],
    ['a drone attack', fact('military_action', { mode: 'drone' }), 'ASSAULT', 'drone', '195'],
    ['a truce', fact('withdrawal', { mode: 'ceasefire' }), 'RETREAT', 'ceasefire', '0871'],
    ['a hopeful statement', fact('statement', { tone: 'optimistic' }), null, null, '013'],
    ['a fearful statement', fact('statement', { tone: 'pessimistic' }), null, null, '012'],
    ['a meeting during a visit', fact('meeting', { mode: 'visit' }), 'CONSULT', 'visit', '042'],
    ['an expulsion of diplomats', fact('sanction', { mode: 'expel' }), 'SANCTION', 'expel', '166'],
    ['relations broken off', fact('sanction', { mode: 'discontinue' }), 'SANCTION', 'discontinue', '161'],
    ['an embargo', fact('sanction'), 'SANCTION', null, '163'],
    ['a threat of force', fact('threat', { mode: 'violence' }), 'THREATEN', 'violence', '138'],
    ['a threat of sanctions', fact('threat', { mode: 'restrict' }), 'THREATEN', 'restrict', '131'],
    ['a deportation', fact('coercion', { mode: 'deport' }), 'COERCE', 'deport', '174'],
    ['a target of one country', fact('target', { slots: [{ role: 'holder', entity: 'e1' }] }), null, null, '014'],
    ['a shared economic target', fact('target', { slots: [{ role: 'holder', entity: 'e1' }, { role: 'holder', entity: 'e2' }] }), 'AGREE', null, '0311'],
    ['a running project', fact('project'), 'COOPERATE', null, '061'],
    ['a planned project', fact('project', { modality: 'planned' }), 'AGREE', null, '0311'],
    ['an unknown type', fact('nonsense'), null, null, null],
  ] // prettier-ignore
  it.each(cases)('%s', (_, coded, event, mode, cameo) => {
    const codes = codeFact(codebook, coded)
    expect([codes.plover?.event ?? null, codes.plover?.mode ?? null, codes.cameo]).toEqual([
      event,
      mode,
      cameo,
    ])
    if (codes.plover !== null)
      expect(codes.plover.quad).toBe(Object.entries(ploverQuads).find(([name]) => name === event)?.[1])
  })

  it('marks what is past, hypothetical or denied, and keeps a promise positive that promises not to', () => {
    const aux = (over: Partial<CodableFact>, type = 'meeting') =>
      codeFact(codebook, fact(type, over)).plover?.aux
    expect(aux({ time: time('1959'), day: '2025-05-06' })).toEqual(['historical'])
    expect(aux({ time: time('2025'), day: '2025-05-06' })).toBeUndefined()
    expect(aux({ modality: 'hypothetical' })).toEqual(['hypothetical'])
    expect(aux({ polarity: 'neg' })).toEqual(['negation'])
    expect(aux({ polarity: 'neg' }, 'commitment')).toBeUndefined()
  })

  it('takes contexts from topics, in the order of the manual, and is diplomatic where nothing else is said', () => {
    const contexts = (topics: readonly string[], type = 'commitment') =>
      codeFact(codebook, fact(type, { topics })).plover?.context
    expect(contexts([])).toEqual(['diplomatic'])
    expect(contexts(['environment', 'defence_security', 'constructor'])).toEqual(['military', 'environment'])
    expect(contexts(['trade_investment'], 'meeting')).toEqual(['economic', 'diplomatic'])
  })

  it('only ever gives codes that its own rules accept', () => {
    for (const type of codebook.factTypes) {
      for (const modality of ['asserted', 'planned', 'hypothetical', 'claimed'] as const) {
        const slots = [
          { role: 'agent', entity: 'e1' },
          { role: 'recipient', entity: 'e2' },
        ]
        const codes = codeFact(codebook, fact(type.id, { modality, slots, time: time('2024') }))
        const coded = {
          type: type.id,
          modality,
          polarity: 'pos',
          slots,
          time: time('2024'),
          attribution: null,
          ...codes,
        } as const
        expect(
          checkCodes(coded, codebook).filter((finding) => finding.severity === 'refuse'),
          `${type.id} ${modality}`,
        ).toEqual([])
      }
    }
  })
})

describe('the coding rules', () => {
  const coded = (type: string, over: Partial<CodedFact> = {}): CodedFact => ({
    type, modality: 'asserted', polarity: 'pos', slots: [{ role: 'recipient', entity: 'e9' }], time: time('2024'), attribution: null, plover: null, cameo: null, ...over,
  }) // prettier-ignore
  const plover = (event: string, over: Partial<NonNullable<CodedFact['plover']>> = {}) => ({
    event, mode: null, context: ['diplomatic'], quad: Object.entries(ploverQuads).find(([name]) => name === event)?.[1] ?? 1, ...over,
  }) // prettier-ignore
  const broken: readonly (readonly [string, CodedFact])[] = [
    ['event-of-type', coded('aid', { plover: plover('ASSAULT') })],
    ['future-meeting-agree', coded('meeting', { modality: 'planned', plover: plover('CONSULT') })],
    ['future-act-agree', coded('aid', { modality: 'planned', plover: plover('AID') })],
    ['visitor-is-actor', coded('visit', { slots: [{ role: 'visitor', entity: 'e1' }, { role: 'host', entity: 'e1' }] })],
    ['signing-is-support', coded('agreement_signed', { plover: plover('CONSULT') })],
    ['requires-recipient', coded('aid', { slots: [{ role: 'agent', entity: 'e1' }], plover: plover('AID') })],
    ['comment-has-no-event', coded('statement', { plover: plover('SUPPORT'), cameo: '010' })],
    ['praise-only', coded('assessment', { slots: [{ role: 'stance', norm: 'negative' }], plover: plover('SUPPORT') })],
    ['relation-has-no-event', coded('position_held', { plover: plover('SUPPORT') })],
    ['mode-of-event', coded('meeting', { plover: plover('CONSULT', { mode: 'drone' }) })],
    ['quad-of-event', coded('meeting', { plover: plover('CONSULT', { quad: 4 }) })],
    ['known-context', coded('meeting', { plover: plover('CONSULT', { context: ['weather'] }) })],
    ['known-cameo', coded('meeting', { cameo: '190' })],
    ['auxiliary-agrees', coded('meeting', { plover: plover('CONSULT', { aux: ['negation'] }) })],
    ['time-belongs', coded('anniversary', { time: null })],
    ['attributed-not-asserted', coded('visit', { attribution: { speaker: 'e1' } })],
  ] // prettier-ignore

  it.each(broken)('notice a breach of %s', (rule, breach) => {
    expect(checkCodes(breach, codebook).map((finding) => finding.rule)).toContain(rule)
  })

  it('each have words in the codebook, and each rule of the codebook a check', () => {
    expect([...checkedRules].sort()).toEqual(codebook.rules.map((rule) => rule.id).sort())
    expect(broken.map(([rule]) => rule).sort()).toEqual([...checkedRules].sort())
  })

  it('are content with a plain meeting', () => {
    expect(checkCodes(coded('meeting', { plover: plover('CONSULT'), cameo: '040' }), codebook)).toEqual([])
  })

  it('know modes and contexts without doubles, and the modes of every type of the codebook', () => {
    expect(new Set(ploverContexts).size).toBe(ploverContexts.length)
    for (const type of codebook.factTypes) {
      const mapped = type.mapping.plover
      for (const mode of mapped?.modes ?? [])
        expect(
          Object.entries(ploverModes).find(([event]) => event === mapped?.event)?.[1],
          type.id,
        ).toContain(mode)
    }
  })
})
