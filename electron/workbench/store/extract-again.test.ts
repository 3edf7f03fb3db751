import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExtractedFact, ExtractionOutput } from '../../../shared/model/extraction.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { loadExtraction, extractionVersions } from '../extraction-pool/extraction-task.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { exampleArticle, exampleOutput, exampleText } from './testing/example-article.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

let root: string
let desk: RegistryDesk
let serial = 0

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-again-'))
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
  desk = await openRegistryDesk(join(root, 'project'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

function importText(name: string, text: string, extraction: ExtractionOutput): string {
  desk.store.perform('putTexts', [{ text: Buffer.from(text), original: null }])
  const { articles } = desk.store.perform('importArticles', {
    commandId: `import${String(++serial)}`,
    author: null,
    label: name,
    articles: [{ ...exampleArticle(name, exampleText), ...placeOf(text), extraction }],
  })
  return articles[0]?.articleId ?? ''
}

const placeOf = (text: string) => ({
  textSha256: hashOf(text),
  sourceSha256: hashOf(text),
  utf16Length: text.length,
  byteLength: Buffer.byteLength(text),
})

function recorded(articleId: string, output: ExtractionOutput, learned: string | null = null): void {
  desk.store.perform('recordExtractions', {
    commandId: `extract${String(++serial)}`,
    author: null,
    label: '',
    extractions: [{ articleId, output, learned }],
  })
}

const factsOf = (articleId: string): readonly FactView[] => desk.query('articles.open', { articleId }).facts
const statesOf = (articleId: string): readonly string[] =>
  factsOf(articleId).map(({ type, state }) => `${type} ${state}`)
const idOf = (articleId: string, type: string): string =>
  factsOf(articleId).find((fact) => fact.type === type)?.id ?? ''

/** The example, imported, with its meeting accepted and its statement rejected. */
function decided(): string {
  const articleId = importText('example.txt', exampleText, exampleOutput())
  desk.done('fact.accept', { factId: idOf(articleId, 'meeting') })
  desk.done('fact.reject', { factId: idOf(articleId, 'statement') })
  return articleId
}

const before = ['meeting accepted', 'visit proposed', 'statement rejected']

function withFacts(change: (fact: ExtractedFact) => ExtractedFact | null): ExtractionOutput {
  const output = exampleOutput()
  return { ...output, facts: output.facts.flatMap((fact) => change(fact) ?? []) }
}

describe('pairing a new extraction with what was decided', () => {
  it('a better span of the evidence is the same fact: no rejected one comes back, no accepted one doubles', () => {
    const articleId = decided()
    const ids = factsOf(articleId).map(({ id }) => id)
    recorded(
      articleId,
      withFacts((fact) => {
        // Two words less in front, or the full stop left out.
        const evidence = fact.evidence.map(({ start, end }) => {
          const from = fact.type === 'meeting' ? exampleText.indexOf('Mara') : start
          const to = fact.type === 'statement' ? end - 1 : end
          return { start: from, end: to, surface: exampleText.slice(from, to) }
        })
        return { ...fact, evidence, fingerprint: `${fact.fingerprint}-again`, ruleVersion: 2 }
      }),
    )
    expect(statesOf(articleId)).toEqual(before)
    expect(factsOf(articleId).map(({ id }) => id)).toEqual(ids)
  })

  it('an entity that is now one of two, or numbered anew, changes nothing about which fact it is', () => {
    const articleId = decided()
    const output = exampleOutput()
    const renamed = JSON.stringify(output).replaceAll('"e1"', '"e9"').replaceAll('"e2"', '"e9"')
    const merged = JSON.parse(renamed) as ExtractionOutput
    const [one, two, ...others] = merged.entities
    if (one === undefined || two === undefined) throw new Error('two persons')
    recorded(articleId, {
      ...merged,
      entities: [{ ...one, mentions: [...one.mentions, ...two.mentions] }, ...others],
    })
    expect(statesOf(articleId)).toEqual(before)
  })

  it('a paragraph that is read now adds its facts and moves no decision', () => {
    const articleId = importText(
      'example.txt',
      exampleText,
      withFacts((fact) => (fact.type === 'meeting' ? null : fact)),
    )
    desk.done('fact.reject', { factId: idOf(articleId, 'statement') })
    // With the first line read, every local id is another one.
    const output = withFacts((fact) => fact)
    recorded(articleId, {
      ...output,
      facts: output.facts.map((fact, at) => ({ ...fact, id: `f${String(at + 11)}` })),
    })
    expect(statesOf(articleId)).toEqual(['meeting proposed', 'visit proposed', 'statement rejected'])
  })

  it('a rule that is gone withdraws what nobody decided and leaves what somebody did', () => {
    const articleId = decided()
    recorded(
      articleId,
      withFacts(() => null),
    )
    expect(statesOf(articleId)).toEqual(['meeting accepted', 'statement rejected'])
    // And when the rule is back, so are its undecided facts, once.
    recorded(articleId, exampleOutput())
    expect([...statesOf(articleId)].sort()).toEqual([...before].sort())
  })
})

/** What extraction might say about the example with another place in it. */
function exampleOutputFor(text: string): ExtractionOutput {
  return JSON.parse(
    JSON.stringify(exampleOutput())
      .replaceAll('Kronburg', 'Seestadt')
      .replaceAll(hashOf(exampleText), hashOf(text)),
  ) as ExtractionOutput
}

describe('what is extracted again', () => {
  const versions = { version: '1', lexicon: '1', codebook: '1' }
  const outdated = (current = versions): readonly string[] => desk.store.perform('outdated', current)
  const renew = (articleId: string): void => {
    recorded(articleId, exampleOutput(), desk.store.perform('source', articleId).learnedKey)
  }

  it('is nothing as long as nothing changed, and everything where rules, lexicon or codebook did', () => {
    const articleId = decided()
    // The decisions taught nothing about names or lines.
    expect(outdated()).toEqual([])
    for (const key of ['version', 'lexicon', 'codebook'] as const)
      expect(outdated({ ...versions, [key]: '2' })).toEqual([articleId])
  })

  it('is the article somebody decided about a line of, until that is known', () => {
    const one = decided()
    const other = importText(
      'other.txt',
      `Meldung: ${exampleText}`,
      exampleOutput(`Meldung: ${exampleText}`, 'other.txt'),
    )
    expect(outdated()).toEqual([])
    const start = exampleText.indexOf('Kommentar')
    desk.done('zone.set', { articleId: one, start, end: exampleText.length, kind: null })
    expect(outdated()).toEqual([one])
    renew(one)
    expect(outdated()).toEqual([])
    expect(other).not.toBe(one)
  })

  it('is every article that holds a name learned for all of them, and no other', () => {
    const one = decided()
    const text = exampleText.replaceAll('Kronburg', 'Seestadt')
    const other = importText('other.txt', text, exampleOutputFor(text))
    desk.done('alias.add', {
      entityId: desk.entity('Kronburg').id,
      text: 'Kronburg',
      kind: 'spelling',
      scope: 'everywhere',
    })
    expect(outdated()).toEqual([one])
    renew(one)
    expect(outdated()).toEqual([])
    expect(desk.store.perform('source', other).learned.aliases).toEqual([])
  })
})

describe('the real stages', () => {
  it('an article extracted again by the same rules keeps every decision', () => {
    const text =
      'Kenias Präsident besucht Deutschland\n\nDer kenianische Präsident William Ruto ist am 5. Mai 2024 zu einem Staatsbesuch in Deutschland eingetroffen. Beide Länder unterzeichneten ein Abkommen über die Anwerbung von Fachkräften.\n'
    const extract = loadExtraction(resourcesFolder())
    const ask = { file: 'besuch.txt', text, textSha256: hashOf(text), sourceSha256: hashOf(text) }
    const articleId = importText('besuch.txt', text, extract(ask))
    const [first, second] = factsOf(articleId)
    desk.done('fact.reject', { factId: first?.id })
    const states = statesOf(articleId)
    expect(second).toBeDefined()
    recorded(articleId, extract(ask))
    expect(statesOf(articleId)).toEqual(states)
    expect(desk.store.perform('outdated', extractionVersions(resourcesFolder()))).toEqual([])
  })
})

describe('why a fact was proposed', () => {
  it('is told with its rule, the matched words, what each slot rests on, the time, and the record of the rule', () => {
    const articleId = importText('example.txt', exampleText, exampleOutput())
    const meeting = factsOf(articleId).find(({ type }) => type === 'meeting')
    expect(meeting).toMatchObject({
      rule: 'example',
      prior: 0.8,
      trigger: { surface: 'traf' },
      time: { basis: 'stated' },
      ruleRecord: { accepted: 0, edited: 0, rejected: 0 },
      confidence: 0.8,
    })
    expect(meeting?.slots.every(({ surface, inferred }) => surface !== null || inferred)).toBe(true)
  })

  it('counts the decisions about the rule: accepted ones raise how sure it is, rejected ones lower it', () => {
    const articleId = decided()
    const [visit] = desk.query('facts.list', { articleId, types: ['visit'] }).rows
    expect(visit?.ruleRecord).toEqual({ accepted: 1, edited: 0, rejected: 1 })
    expect(visit?.confidence).toBeCloseTo((0.8 * 10 + 1) / 12)
    desk.done('fact.reject', { factId: idOf(articleId, 'meeting') })
    const [later] = desk.query('articles.refresh', {
      articleId,
      factIds: visit === undefined ? [] : [visit.id],
    }).facts
    expect(later?.ruleRecord).toEqual({ accepted: 0, edited: 0, rejected: 2 })
    expect(later?.confidence).toBeLessThan(visit?.confidence ?? 0)
  })
})
