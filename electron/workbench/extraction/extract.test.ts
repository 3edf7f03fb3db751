import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codebookSchema } from '../../../shared/model/codebook.ts'
import { extractionOutputSchema, type ExtractionOutput } from '../../../shared/model/extraction.ts'
import { holds } from '../../../shared/offsets.ts'
import { nothingLearned } from './document.ts'
import { extractArticle, type ExtractionRequest } from './extract.ts'
import { createGermanPack, germanLexiconFiles, speaksLanguage } from './pack.ts'

const resource = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/${name}.json`, import.meta.url), 'utf8'))
const pack = createGermanPack(
  Object.fromEntries(germanLexiconFiles.map((name) => [name, resource(`lexicon/de/${name}`)])),
  'a'.repeat(64),
)
const codebook = codebookSchema.parse(resource('codebook/codebook'))
const sha = '0'.repeat(64)

function extract(text: string, over: Partial<ExtractionRequest> = {}): ExtractionOutput {
  return extractArticle(pack, codebook, {
    source: { text, file: 'article.txt' },
    textSha256: sha,
    sourceSha256: sha,
    extractorVersion: 'test',
    ...over,
  })
}

const german = `Kenias Präsident besucht Deutschland

Berlin (dpa) – Der kenianische Präsident William Ruto ist am 5. Mai 2024 zu einem Staatsbesuch in Deutschland eingetroffen. Am Nachmittag traf er in Berlin Bundeskanzler Olaf Scholz.

Beide Länder unterzeichneten ein Abkommen über die Anwerbung von Fachkräften. Die Gespräche seien fruchtbar gewesen, sagte Ruto. Deutschland ist nach den Worten des Kanzlers bereit, die Zusammenarbeit mit Kenia zu vertiefen.

Kommentar (0)
Lesen Sie auch: Scholz traf Macron in Paris
`

describe('an article from text to proposals', () => {
  it('gives what the published schema promises, with every quote in place', () => {
    const output = extract(german)
    extractionOutputSchema.parse(output)
    for (const span of [
      ...output.mentions,
      ...output.sections,
      ...output.boilerplate,
      ...output.facts.flatMap((fact) => fact.evidence),
    ])
      expect(holds(german, span)).toBe(true)
    const types = output.facts.map((fact) => fact.type)
    for (const type of ['visit', 'meeting', 'agreement_signed', 'position_held', 'commitment'])
      expect(types, type).toContain(type)
    expect(output.notices).toEqual([])
    expect(output.extractor.language).toBe('de')
  })

  it('finds nothing in masked lines', () => {
    const output = extract(german)
    expect(output.boilerplate.length).toBeGreaterThan(0)
    for (const fact of output.facts) {
      for (const span of fact.evidence)
        expect(output.boilerplate.some((line) => line.start < span.end && span.start < line.end)).toBe(false)
    }
  })

  it('gives the same bytes twice', () => {
    expect(JSON.stringify(extract(german))).toBe(JSON.stringify(extract(german)))
  })

  it('leaves out rules the analyst switched off', () => {
    const [visit] = extract(german).facts.filter((fact) => fact.type === 'visit')
    expect(visit).toBeDefined()
    const output = extract(german, { learned: { ...nothingLearned, mutedRules: [visit?.rule ?? ''] } })
    expect(output.facts.some((fact) => fact.rule === visit?.rule)).toBe(false)
  })

  it('says so where the language has no pack, and still gives zones, dates, addresses and listed names', () => {
    const french = `Le président du Kenya est arrivé à Berlin pour une visite officielle. Il a rencontré le chancelier et signé un accord sur les travailleurs qualifiés. Les discussions ont porté sur le commerce. Source: https://example.org/2024/05/06/visite.html`
    const output = extract(french)
    expect(output.extractor.language).toBe('und')
    expect(output.notices.map((notice) => notice.code)).toEqual(['no-language-pack'])
    expect(output.facts).toEqual([])
    expect(output.sections.length).toBeGreaterThan(0)
    expect(output.mentions.map((mention) => mention.surface)).toContain('Berlin')
    extractionOutputSchema.parse(output)
  })

  it('stops at its time limit, keeps what it has and says so', () => {
    let now = 0
    const output = extract(german, { deadline: { clock: () => (now += 10), budgetMs: 35 } })
    expect(output.notices.map((notice) => notice.code)).toEqual(['time-limit'])
    expect(output.mentions.length).toBeGreaterThan(0)
    extractionOutputSchema.parse(output)
  })

  it('takes any text', () => {
    const words = german.split(/(?<=\\s)/)
    const piece = fc.oneof(
      fc.constantFrom(...words),
      fc.constantFrom(
        'Irans ',
        'oberster ',
        'Führer ',
        '„',
        '“',
        '(',
        ')',
        '– ',
        ': ',
        '\\n',
        '😀',
        '2024',
        '12. ',
        'e\u0301',
        '\u0000',
      ),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 50 }), (parts) => {
        const text = parts.join('')
        const output = extract(text)
        extractionOutputSchema.parse(output)
        for (const fact of output.facts)
          for (const span of fact.evidence) expect(holds(text, span)).toBe(true)
      }),
      { numRuns: 150, seed: 11 },
    )
  }, 60_000)
})

describe('telling German from other languages', () => {
  it.each([
    [german, true],
    ['Kurze Meldung', true],
    [
      'The president of Kenya arrived in Berlin for a state visit and met the chancellor in the afternoon. Both countries signed an agreement on skilled workers and trade.',
      false,
    ],
    [
      'Chủ tịch nước đã có chuyến thăm chính thức và hội đàm với người đồng cấp tại thủ đô trong khuôn khổ chuyến thăm kéo dài ba ngày của đoàn đại biểu cấp cao hai nước.',
      false,
    ],
    [
      'Президент прибыл с официальным визитом и провёл переговоры с министром иностранных дел, стороны подписали соглашение о сотрудничестве в области торговли и энергетики.',
      false,
    ],
  ])('%#', (text, expected) => {
    expect(speaksLanguage(text, pack)).toBe(expected)
  })
})
