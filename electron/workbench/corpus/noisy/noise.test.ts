import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publisherLexiconSchema } from '../../extraction/metadata/lexicon.ts'
import { classifyZones } from '../../extraction/zones/classify.ts'
import { compileZoneLexicon, zoneLexiconSchema } from '../../extraction/zones/lexicon.ts'
import { comparableLine, linesLike, linesOf, recurringLines } from '../recurring-lines.ts'

const lexiconFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'))
const lexicon = compileZoneLexicon(
  zoneLexiconSchema.parse(lexiconFile('zones')),
  publisherLexiconSchema.parse(lexiconFile('publishers')),
)

interface Noisy {
  readonly name: string
  readonly source: string
  readonly text: string
  /** Lines that are no part of the article. */
  readonly noise: ReadonlySet<number>
}

const here = new URL('.', import.meta.url)
const articles: readonly Noisy[] = readdirSync(here)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => {
    const lines = readFileSync(new URL(name, here), 'utf8').trimEnd().split('\n')
    return {
      name,
      source: name.replace(/-\d+\.txt$/, ''),
      text: lines.map((line) => line.slice(2)).join('\n'),
      noise: new Set(lines.flatMap((line, index) => (line.startsWith('-') ? [index] : []))),
    }
  })

type Span = { readonly start: number; readonly end: number }
const maskedBy = (
  { text, name }: Noisy,
  learned: readonly { text: string; kind: string | null }[] = [],
): readonly Span[] => classifyZones({ text, file: name }, lexicon, learned).boilerplate

/** Lines, counted: masked and noise, masked and article, noise that was left. */
function tally(masked: (article: Noisy) => readonly Span[]) {
  const sum = { right: 0, wrong: 0, missed: 0 }
  const odd: string[] = []
  for (const article of articles) {
    const spans = masked(article)
    for (const [index, line] of [...linesOf(article.text)].entries()) {
      const hidden = spans.some((span) => span.start <= line.start && span.end >= line.end)
      if (hidden && article.noise.has(index)) sum.right += 1
      else if (hidden) sum.wrong += 1
      else if (article.noise.has(index)) sum.missed += 1
      if (hidden !== article.noise.has(index)) odd.push(`${hidden ? 'masked' : 'left'}: ${line.surface}`)
    }
  }
  const f1 = (2 * sum.right) / (2 * sum.right + sum.wrong + sum.missed)
  return { ...sum, f1, odd }
}

/** What a person would say yes to: recurring lines of a source that are noise wherever they stand. */
function learnedOf(source: string): readonly { readonly text: string; readonly kind: string }[] {
  const own = articles.filter((article) => article.source === source)
  const proposals = recurringLines(own.map((article) => ({ articleId: article.name, text: article.text, masked: maskedBy(article) }))) // prettier-ignore
  return proposals
    .filter(({ line }) =>
      own.every((article) =>
        [...linesOf(article.text)].every(
          ({ surface }, index) => comparableLine(surface) !== line || article.noise.has(index),
        ),
      ),
    ) // prettier-ignore
    .map(({ text }) => ({ text, kind: 'other' }))
}

describe('twelve noisy articles', () => {
  it('are cleaned line by line by the rules alone as well as is on record', () => {
    const { f1, odd, ...counts } = tally((article) => maskedBy(article))
    console.log(`rules alone: F1 ${f1.toFixed(3)} ${JSON.stringify(counts)}\n${odd.join('\n')}`)
    expect(f1).toBeGreaterThanOrEqual(0.95)
  })

  it('are clean after the lines that recur were decided once for each source', () => {
    const learned = new Map([...new Set(articles.map(({ source }) => source))].map((source) => [source, learnedOf(source)])) // prettier-ignore
    const { f1, odd, ...counts } = tally((article) => {
      const lines = learned.get(article.source) ?? []
      const exact = linesLike(article.text, new Set(lines.map(({ text }) => comparableLine(text))))
      return [...maskedBy(article, exact.map(({ surface }) => ({ text: surface, kind: 'other' }))), ...exact] // prettier-ignore
    })
    const decisions = [...learned.values()].reduce((sum, lines) => sum + lines.length, 0)
    console.log(`with ${String(decisions)} decisions: F1 ${f1.toFixed(3)} ${JSON.stringify(counts)}\n${odd.join('\n')}`) // prettier-ignore
    expect(f1).toBeGreaterThanOrEqual(0.98)
  })
})
