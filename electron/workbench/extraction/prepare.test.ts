import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { annotatedArticleSchema } from './evaluate/annotated.ts'
import { evaluateCorpus } from './evaluate/evaluate.ts'
import { score, share } from './evaluate/tally.ts'
import { shippedPrepareLexicon } from './lexicon-for-tests.ts'
import { growth, notLinear } from './linear-for-tests.ts'
import { prepare } from './prepare.ts'

const lexicon = shippedPrepareLexicon()

describe('a prepared article', () => {
  it('keeps its offsets behind an emoji, a combining mark and a Vietnamese name', () => {
    const text =
      '👍 Nguye\u0302\u0303n Thị Ánh sprach am 4. März 2021 in Oslo über 40 Verträge.\nQuelle: https://beispiel.de/a-20210305'
    const prepared = prepare({ text, file: 'a.txt' }, lexicon)
    for (const value of prepared.values) expect(text.slice(value.start, value.end)).toBe(value.surface)
    expect(prepared.values.map((value) => value.surface)).toEqual([
      '4. März 2021',
      'über 40 Verträge',
      'https://beispiel.de/a-20210305',
    ])
    expect(prepared.values.map((value) => value.line)).toEqual([1, 1, 2])
  })

  it('is the same whenever it is prepared', () => {
    const text = 'Am Montag kam sie an.\n\nAm 4. März 2021 ging sie.'
    expect(prepare({ text, file: 'a.txt' }, lexicon)).toEqual(prepare({ text, file: 'a.txt' }, lexicon))
  })

  it.each([
    ['empty', ''],
    ['blank', ' \n\t\n'],
    ['only marks', '„“()[]…!?\n–––'],
    ['only digits', '1 22 333 4444 55555'],
  ])('survives a text that is %s', (_name, text) => {
    expect(prepare({ text, file: 'a.txt' }, lexicon).source.text).toBe(text)
  })

  it('takes megabytes without a full stop or on one line in linear time', { timeout: 60_000 }, () => {
    const run = (text: string) => prepare({ text, file: 'a.txt' }, lexicon)
    expect(growth('die Minister beider Länder sprachen über den Handel und ', 3000, run)).toBeLessThan(
      notLinear,
    )
    expect(growth('Die Minister sprachen. ', 3000, run)).toBeLessThan(notLinear)
  })
})

const corpus = new URL('../../../../shared/corpus/articles/', import.meta.url)
const gold = new URL('../../../../shared/gold/', import.meta.url)
const present = existsSync(corpus) && existsSync(gold)
if (!present)
  console.warn('prepare: the development articles are absent (../shared), their figures are not measured')

describe.skipIf(!present)('the development articles', () => {
  it('keep their figures for boilerplate and dates', () => {
    const pairs = readdirSync(corpus)
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => {
        const prepared = prepare({ text: readFileSync(new URL(name, corpus), 'utf8'), file: name }, lexicon)
        const prediction = annotatedArticleSchema.parse({
          file: name,
          boilerplate: prepared.zones.boilerplate,
          mentions: prepared.values.map((value, index) => ({
            ...value,
            id: `m${String(index)}`,
            entity: null,
          })),
        })
        return {
          gold: annotatedArticleSchema.parse(
            JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), gold), 'utf8')),
          ),
          prediction,
        }
      })
    const { tallies, accuracies } = evaluateCorpus(pairs)
    const figures = {
      boilerplate: score(tallies.boilerplateKind).f1,
      dates: score(tallies.dates).f1,
      iso: share(accuracies.dateIso),
      amounts: score(tallies.amounts).f1,
    }
    console.info(
      `development articles: ${Object.entries(figures)
        .map(([name, value]) => `${name} ${value.toFixed(3)}`)
        .join(', ')}`,
    )
    expect(figures.boilerplate).toBeGreaterThanOrEqual(0.95)
    expect(figures.dates).toBeGreaterThanOrEqual(0.95)
    expect(figures.iso).toBeGreaterThanOrEqual(0.95)
    expect(figures.amounts).toBeGreaterThanOrEqual(0.95)
  })
})
