import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factTypeOf, slotOf } from '../../../../shared/model/codebook.ts'
import { extractedFactSchema, type ExtractedFact } from '../../../../shared/model/extraction.ts'
import { holds, intersectionOverUnion } from '../../../../shared/offsets.ts'
import { checkCodes } from '../codes/check.ts'
import { findFacts } from './find-facts.ts'
import { goldArticles, goldPresent, marked, testCodebook, testGrammar } from './fixture.ts'

const grammar = testGrammar()
const codebook = testCodebook()
const all = { muted: new Set<string>(), expired: () => false }
const factsIn = (source: string): readonly ExtractedFact[] =>
  findFacts(marked(source), grammar, codebook, all).facts

describe('evidence and attribution', () => {
  it('keeps speaker and content apart in nested reports and gives the chain from the outermost speaker inwards', () => {
    const [fact] = factsIn(
      '{PER:a|Anna Berg} sagte, dass {PER:b|Pavel Novák} versichert habe, dass die Lage ruhig sei.',
    ).filter((one) => one.type === 'statement')
    expect(fact?.attribution).toEqual({ speaker: 'a', chain: ['a', 'b'] })
    expect(fact?.slots.find((slot) => slot.role === 'claimant')?.entity).toBe('b')
  })

  it('finds the speaker of a quotation that closes three sentences later', () => {
    const facts = factsIn(
      '„Die Lage ist ernst. Die Vorräte sind knapp. Wir verurteilen den Angriff auf {GPE:mli|Mali}“, sagte {PER:a|Anna Berg}.',
    )
    expect(facts.length).toBeGreaterThan(1)
    for (const fact of facts) expect(fact.attribution?.speaker).toBe('a')
  })

  it('takes an agency as outlet and not as speaker', () => {
    const [fact] = factsIn('{PER:a|Anna Berg} besuchte laut {ORG:tass|TASS} {GPE:ken|Kenia}.').filter(
      (one) => one.type === 'visit',
    )
    expect(fact?.attribution).toEqual({ outlet: 'tass' })
  })

  it('keeps the day of an utterance away from the event it reports', () => {
    const facts = factsIn(
      '{PER:a|Anna Berg} sagte am {DATE:2024-05-03|3. Mai}, {PER:b|Pavel Novák} habe {DATE:2024-04-30|am Dienstag} {GPE:ken|Kenia} besucht.',
    )
    expect(facts.find((fact) => fact.type === 'visit')?.time?.iso).toBe('2024-04-30')
  })

  it('adds a caption that tells the meeting again as evidence and makes no second meeting', () => {
    const facts = factsIn(
      '{PER:a|Anna Berg} traf {PER:b|Pavel Novák} in {GPE:wien|Wien}. {PER:b|Pavel Novák} und {PER:a|Anna Berg} trafen sich in {GPE:wien|Wien}.',
    )
    const meetings = facts.filter((fact) => fact.type === 'meeting')
    expect(meetings).toHaveLength(1)
    expect(meetings[0]?.evidence).toHaveLength(2)
  })

  it('keeps a denial beside what it denies and marks the conflict', () => {
    const facts = factsIn(
      '{PER:a|Anna Berg} besuchte {GPE:ken|Kenia}. {PER:a|Anna Berg} besuchte {GPE:ken|Kenia} nicht.',
    )
    const visits = facts.filter((fact) => fact.type === 'visit')
    expect(visits.map((fact) => fact.polarity)).toEqual(['pos', 'neg'])
    expect(visits.map((fact) => fact.conflictsWith)).toEqual([[visits[1]?.id], [visits[0]?.id]])
  })

  it('derives what an anniversary commemorates, with the year counted back', () => {
    const facts = factsIn(
      '{GPE:vnm|Vietnam} und {GPE:ind|Indien} feiern {DATE:2022|2022} den {ORDINAL:50|50.} Jahrestag der Aufnahme diplomatischer Beziehungen.',
    )
    const anniversary = facts.find((fact) => fact.type === 'anniversary')
    const derived = facts.find((fact) => fact.type === 'diplomatic_relations')
    expect(derived?.derivedFrom).toBe(anniversary?.id)
    expect(derived?.time).toMatchObject({ iso: '1972', basis: 'derived' })
  })

  it('leaves out what the analyst switched off', () => {
    const named = marked('{PER:a|Anna Berg} besuchte {GPE:ken|Kenia}.')
    expect(findFacts(named, grammar, codebook, { ...all, muted: new Set(['visit.visit']) }).facts).toEqual([])
  })

  it('stops when time is up and keeps what it has', () => {
    const named = marked(
      '{PER:a|Anna Berg} besuchte {GPE:ken|Kenia}. {PER:a|Anna Berg} besuchte {GPE:nam|Namibia}.',
    )
    // Asked before each sentence is read and before each is matched.
    let asked = 0
    const found = findFacts(named, grammar, codebook, { ...all, expired: () => ++asked > 3 })
    expect(found.stopped).toBe(true)
    expect(found.facts).toHaveLength(1)
  })
})

const pieces = [
  'Anna Berg', '{PER:a|Anna Berg}', '{PER:b|Pavel Novák}', '{GPE:ken|Kenia}', '{GPE:rus|Russlands}', '{GPE:irn|Irans}', 'oberster', 'strategisches', 'Ziel', 'Führer', '{PER:c|Ines Rocha}', 'Sprecher', 'des', '{DEM:deu|deutsche}', '{ROLE:r|Präsident}',
  '{DATE:2024-05-03|3. Mai}', '{ORG:un|UNO}', '{MONEY:5|5 Euro}', '{ORDINAL:3|3.}', 'traf', 'besuchte', 'sagte', 'habe', 'wird', 'zu', 'um',
  'dass', 'und', 'der', 'die', 'mit', 'von', 'in', ',', '.', ':', '„', '“', '(', ')', '–', 'nicht', 'Jahrestag', 'Sanktionen', 'gegen', 'ab',
  'verhängt', 'Treffen', 'zwischen', 'sich', 'als', 'Partner', 'erklärte', 'bereit', '\n', '😀', 'é', 'Nguyễn', '', '-', 'bzw.', '…',
] // prettier-ignore

describe('any text at all', () => {
  it('gives facts whose spans lie in the text, quote it, fit the codebook and come out the same twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (words) => {
        const named = marked(words.join(' '))
        const { text } = named.source
        const { facts } = findFacts(named, grammar, codebook, all)
        const entities = new Set(named.entities.map((entity) => entity.id))
        for (const fact of facts) {
          extractedFactSchema.parse(fact)
          for (const span of [...fact.evidence, ...(fact.trigger === null ? [] : [fact.trigger])])
            expect(holds(text, span)).toBe(true)
          expect(factTypeOf(codebook, fact.type)?.kind).toBe(fact.kind)
          for (const slot of fact.slots) {
            expect(slotOf(codebook, fact.type, slot.role), `${fact.type}.${slot.role}`).toBeDefined()
            if (slot.entity !== undefined) expect(entities.has(slot.entity)).toBe(true)
            if (slot.start === undefined || slot.end === undefined)
              expect(slot.inferred === true && slot.rule !== undefined).toBe(true)
            else expect(text.slice(slot.start, slot.end)).toBe(slot.surface)
          }
          expect(checkCodes(fact, codebook).filter((finding) => finding.severity === 'refuse')).toEqual([])
        }
        expect(findFacts(named, grammar, codebook, all).facts).toEqual(facts)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('reads a megabyte without a full stop in bounded time', () => {
    const source =
      '{PER:a|Anna Berg} traf am Montag {PER:b|Pavel Novák} und sprach über den Handel mit dem Nachbarland '.repeat(
        2000,
      )
    const named = marked(source)
    const start = performance.now()
    findFacts(named, grammar, codebook, all)
    expect(performance.now() - start).toBeLessThan(60_000)
  })
})

describe.runIf(goldPresent())('the development articles', () => {
  it('give at least eight facts each, with evidence outside the masked lines', () => {
    const counts = { right: 0, found: 0, gold: 0 }
    for (const { gold, named } of goldArticles()) {
      const { facts } = findFacts(named, grammar, codebook, all)
      expect(facts.length, gold.file).toBeGreaterThanOrEqual(8)
      for (const fact of facts) {
        for (const span of fact.evidence) {
          expect(
            gold.boilerplate.some((line) => line.start < span.end && span.start < line.end),
            fact.type,
          ).toBe(false)
        }
      }
      const used = new Set<string>()
      for (const wanted of gold.facts) {
        const named1 = new Set(wanted.slots.flatMap((slot) => slot.entity ?? []))
        const hit = facts.find(
          (fact) =>
            !used.has(fact.id) &&
            fact.type === wanted.type &&
            wanted.evidence.some((span) =>
              fact.evidence.some((own) => intersectionOverUnion([span], [own]) >= 0.5),
            ) &&
            fact.slots.some((slot) => slot.entity !== undefined && named1.has(slot.entity)),
        )
        if (hit !== undefined) used.add(hit.id)
        if (wanted.optional === true) continue
        counts.gold += 1
        if (hit !== undefined) counts.right += 1
      }
      counts.found += facts.length
    }
    const precision = counts.right / counts.found
    const recall = counts.right / counts.gold
    const f1 = (2 * precision * recall) / (precision + recall)
    console.info(
      `facts on gold mentions: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`,
    )
    expect(f1).toBeGreaterThan(0.75)
  })
})

if (!goldPresent())
  console.warn(
    'Skipped: no development articles beside the repository (../shared), facts are not measured against them.',
  )
