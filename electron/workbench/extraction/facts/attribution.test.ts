import { describe, expect, it } from 'vitest'
import type { ExtractedFact } from '../../../../shared/model/extraction.ts'
import { deedRules } from './attribution.ts'
import { findFacts } from './find-facts.ts'
import { marked, shippedFactLexicon, testCodebook, testGrammar } from './fixture.ts'

const grammar = testGrammar()
const codebook = testCodebook()

/** The facts of one type that the marked text tells, with who vouches for each and how sure it is said to be. */
function told(source: string, type: string): readonly (readonly [string | undefined, string])[] {
  const { facts } = findFacts(marked(source), grammar, codebook, { muted: new Set(), expired: () => false })
  return facts
    .filter((fact: ExtractedFact) => fact.type === type)
    .map((fact) => [fact.attribution?.speaker ?? undefined, fact.modality])
}

describe('who vouches for a fact', () => {
  it('is the narrator again behind a semicolon, where the indicative goes on', () => {
    const source =
      'Das {ORG:min|Handelsministerium} kündigte an, die Zölle auf Kaffee zu senken; im Gegenzug zieht {GPE:ken|Kenia} seine Beschwerde zurück.'
    expect(told(source, 'commitment')).toEqual([['min', 'planned']])
    for (const [speaker] of told(source, 'withdrawal')) expect(speaker).toBeUndefined()
    expect(
      told(
        '{PER:a|Anna Berg} betonte, dass das Gericht zuständig sei; {GPE:mli|Mali} erkennt das Urteil nicht an.',
        'rejection',
      ),
    ).toEqual([[undefined, 'asserted']])
  })

  it('stays the speaker behind a semicolon, where the subjunctive goes on', () => {
    expect(
      told(
        '{PER:a|Anna Berg} sagte, die Lage sei ruhig; {PER:b|Pavel Novák} habe {GPE:ken|Kenia} besucht.',
        'visit',
      ),
    ).toEqual([['a', 'claimed']])
  })

  it('is the one who acts, where he says so himself', () => {
    for (const source of ['nach eigenen Angaben', 'nach eigener Darstellung'])
      expect(
        told(
          `Die {ORG:guard|Küstenwache} hat ${source} am {DATE:2024-05-03|3. Mai} einen Tanker beschlagnahmt.`,
          'coercion',
        ),
      ).toEqual([['guard', 'claimed']])
  })

  it('is the one who criticises, hopes, announces or holds out in words', () => {
    expect(told('{PER:a|Anna Berg} verurteilte den Beschluss als voreilig.', 'criticism')).toEqual([
      ['a', 'claimed'],
    ])
    expect(told('{PER:a|Anna Berg} hofft, dass {GPE:ken|Kenia} die Grenze bald öffnet.', 'request')).toEqual([
      ['a', 'desired'],
    ])
    expect(
      told('{PER:a|Anna Berg} stellte in Aussicht, das Abkommen zu erneuern.', 'commitment').map(
        ([by]) => by,
      ),
    ).toEqual(['a'])
  })

  it('is the narrator for deeds: a plan tabled, an appeal joined, an ambassador summoned', () => {
    expect(told('Eingebracht hatte den Plan {GPE:ken|Kenia}.', 'proposal')).toEqual([[undefined, 'proposed']])
    expect(told('{GPE:mli|Mali} schloss sich dem Appell an.', 'support')).toEqual([[undefined, 'asserted']])
    expect(
      told('{GPE:ken|Kenia} bestellte den Botschafter von {GPE:mli|Mali} ein.', 'criticism').map(
        ([by]) => by,
      ),
    ).toEqual([undefined])
  })

  it('is the one who says what the sentence before rests on', () => {
    expect(
      told(
        '{PER:b|Pavel Novák} hat {GPE:ken|Kenia} besucht. Das gehe aus den Unterlagen hervor, sagte {PER:a|Anna Berg}.',
        'visit',
      ),
    ).toEqual([['a', 'claimed']])
  })

  it('is nobody for what an anniversary commemorates', () => {
    const source =
      '{PER:a|Anna Berg} sagte, {GPE:ken|Kenia} und {GPE:mli|Mali} hätten den {ORDINAL:60|60.} Jahrestag der Aufnahme diplomatischer Beziehungen gefeiert.'
    expect(told(source, 'anniversary').map(([by]) => by)).toEqual(['a'])
    expect(told(source, 'diplomatic_relations').map(([by]) => by)).toEqual([undefined])
  })

  it('knows its deeds by rules there are', () => {
    const rules = new Set(shippedFactLexicon().frames.frames.map((frame) => frame.id))
    expect([...deedRules].filter((rule) => !rules.has(rule))).toEqual([])
  })
})
