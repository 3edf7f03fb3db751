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

/** What the proposals of a text break of what holds of any: nothing, it is hoped. */
function broken(text: string, output: ExtractionOutput): readonly string[] {
  const parsed = extractionOutputSchema.safeParse(output)
  const found: string[] = parsed.success ? [] : [parsed.error.message]
  const mentions = new Set(output.mentions.map((mention) => mention.id))
  const entities = new Set(output.entities.map((entity) => entity.id))
  const quotes = [
    ...output.sections,
    ...output.boilerplate,
    ...output.mentions,
    ...Object.values(output.metadata).flatMap(({ span }) => span ?? []),
    ...output.facts.flatMap(({ trigger, evidence }) => [...evidence, ...(trigger === null ? [] : [trigger])]),
  ]
  for (const quote of quotes)
    if (!holds(text, quote)) found.push(`no “${quote.surface}” at ${String(quote.start)}`)
  for (const { start, end } of output.sentences)
    if (start >= end || end > text.length) found.push(`sentence to ${String(end)}`)
  for (const { id, entity } of output.mentions)
    if (entity !== null && !entities.has(entity)) found.push(`${id} of nobody`)
  for (const fact of output.facts) {
    const complain = (what: string): void => void found.push(`${fact.type} by ${fact.rule}: ${what}`)
    const type = codebook.factTypes.find(({ id }) => id === fact.type)
    if (type === undefined) complain('is in no codebook')
    const roles = new Set([...(type?.slots ?? []), ...codebook.commonSlots].map(({ role }) => role))
    for (const { role, start, end, surface, mention, entity, inferred } of fact.slots) {
      if (!roles.has(role)) complain(`has no ${role}`)
      if (start !== undefined && end !== undefined && text.slice(start, end) !== surface)
        complain(`${role} misquoted`)
      if (entity !== undefined && !entities.has(entity)) complain(`${role} is nobody`)
      if (typeof mention === 'string' && !mentions.has(mention)) complain(`${role} rests on no mention`)
      // Words of the text, or the mark that none are needed.
      if (start === undefined && inferred !== true) complain(`${role} rests on nothing`)
    }
    const { time } = fact
    if (time?.start != null && time.end != null && (time.end > text.length || time.start >= time.end))
      complain('its time is nowhere')
    if (!/^[0-9a-f]{16}$/.test(fact.fingerprint)) complain('no fingerprint')
    if (fact.rule === '') complain('no rule')
  }
  return found
}

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
    const words = german.split(/(?<=\s)/)
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
        '\n',
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
        expect(broken(text, extract(text))).toEqual([])
      }),
      { numRuns: 150, seed: 11 },
    )
  })
})

describe('the same text again', () => {
  it('gives the same fingerprints, and each fact its own', () => {
    const sentences = german.split(/(?<=\.) /)
    fc.assert(
      fc.property(fc.shuffledSubarray(sentences, { minLength: 1 }), (parts) => {
        const text = parts.join(' ')
        const prints = extract(text).facts.map((fact) => fact.fingerprint)
        expect(extract(text).facts.map((fact) => fact.fingerprint)).toEqual(prints)
        expect(new Set(prints).size).toBe(prints.length)
      }),
      { numRuns: 40, seed: 5 },
    )
  })
})

describe('texts that are no article', () => {
  const sentence =
    'der Präsident Russlands traf am 5. Mai 2024 in Berlin den deutschen Außenminister Peter Weiler und sagte „wir sind bereit“ '
  const repeated = (piece: string, length = 20_000): string =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  it.each([
    ['nothing', ''],
    ['one letter', 'a'],
    ['a text without a full stop', repeated(sentence)],
    ['one word without end', repeated('a')],
    ['quotations that never close', repeated('„Er sagte, ')],
    ['quotations that never opened', repeated('Er sagte“ ')],
    ['brackets that never close', repeated('(Berlin ')],
    ['Chinese', repeated('中国外交部长王毅会见了俄罗斯总统。')],
    ['emoji and flags', repeated('😀🇩🇪 ')],
    ['a right-to-left script', repeated('التقى الرئيس وزير الخارجية في القاهرة. ')],
    ['halves of surrogate pairs', repeated('\ud83d')],
    ['combining marks', repeated('e\u0301')],
    ['empty lines', repeated('\n')],
    ['nothing but the page around an article', repeated('Kommentare (0)\nTeilen\nAnzeige\nMehr zum Thema\n')],
    ['dates', repeated('5. Mai 2024 ')],
    ['clauses without end', repeated('dass er sagte, ')],
    ['offices without end', repeated('Präsident ')],
    ['addresses', repeated('https://example.org/2024/05/06/x ')],
  ])('%s: an answer in time, with every quote in place', (_what, text) => {
    const started = process.cpuUsage()
    const output = extract(text)
    const { user, system } = process.cpuUsage(started)
    // Ordinary text of this length takes less than a tenth of a second; what grows with the square would take minutes.
    expect((user + system) / 1e6).toBeLessThan(30)
    expect(broken(text, output)).toEqual([])
  })

  it('a text in a language without a pack still gives zones, metadata, listed names, addresses and numbers, and says so', () => {
    const text =
      'Elnök látogatása Berlinben\n\nA miniszter tegnap Berlin városába érkezett, és a német kollégájával tárgyalt a kereskedelemről. A felek 250 millió eurós megállapodást írtak alá. Részletek: https://example.org/hir/2024/05/06\n\nQuelle: https://example.org/2024/05/06/elnok.html\n'
    const output = extract(text)
    expect(output.notices.map(({ code }) => code)).toEqual(['no-language-pack'])
    expect(output.metadata.publicationDate?.value).toBe('2024-05-06')
    expect(output.boilerplate.map(({ kind }) => kind)).toContain('source_line')
    const found = output.mentions.map(({ type, surface }) => [type, surface])
    expect(found).toContainEqual(['GPE', 'Berlin'])
    expect(found).toContainEqual(['URL', 'https://example.org/hir/2024/05/06'])
    expect(output.mentions.some(({ type }) => ['NUM', 'QUANT', 'MONEY'].includes(type))).toBe(true)
    expect(output.facts).toEqual([])
    expect(broken(text, output)).toEqual([])
  })
})

describe('telling German from other languages', () => {
  it.each([
    [german, true],
    ['Kurze Meldung', true],
    [
      'New York (epd) - UN-Nothilfekoordinator Paul Fischer hat die Konfliktparteien im Jemen aufgerufen, den Hafen zu öffnen. 18 Millionen Menschen brauchten Hilfe, sagte er am Dienstag vor dem Sicherheitsrat.',
      true,
    ],
    [
      'Der Chef der Firma, Abdul Rahman Yusuf, sprach mit Kenia. Abdul Rahman Yusuf lobte Kenia. Präsidentin Nguyen Thi Lan sagte, Vietnam sei bereit. Nguyen Thi Lan dankte Laos. Kim Min-jae warnte Japan.',
      true,
    ],
    [
      'Præsidenten i Kenya har mødt den danske udenrigsminister i Nairobi, og den danske minister roste den kenyanske regering for dens indsats i det østlige Afrika, hvor den har bidraget med tropper.',
      false,
    ],
    [
      'De minister heeft in Den Haag gesproken met de ambassadeur van Kenia over de handel tussen de twee landen, die volgens hem was gestegen. De ambassadeur dankte hem voor de steun.',
      false,
    ],
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
