import { describe, expect, it } from 'vitest'
import { containment, groupFamilies, isNear, jaccard, type Likeness } from './grouping.ts'
import { bandsOf, estimatedSimilarity, signatureOf } from './minhash.ts'
import { comparedText, sharedCount, shinglesOf } from './shingles.ts'
import {
  agreement,
  changeWords,
  numbers,
  plantFamilies,
  shuffled,
  storyMaker,
  type PlantedText,
} from './testing/planted-families.ts'

/** Every pair that shares two bands, as the index of a project finds them. */
function likenesses(texts: readonly Pick<PlantedText, 'name' | 'text'>[]): readonly Likeness[] {
  const sets = texts.map(({ name, text }) => {
    const shingles = shinglesOf(text)
    return { name, shingles, bands: bandsOf(signatureOf(shingles)) }
  })
  const found: Likeness[] = []
  for (const [at, one] of sets.entries()) {
    const keys = new Set(one.bands)
    for (const other of sets.slice(at + 1)) {
      if (other.bands.filter((key) => keys.has(key)).length < 2) continue
      const shared = sharedCount(one.shingles, other.shingles)
      found.push({ a: one.name, b: other.name, shared, sizeA: one.shingles.length, sizeB: other.shingles.length })
    }
  }
  return found
} // prettier-ignore

const compared = (a: string, b: string): Omit<Likeness, 'a' | 'b'> => {
  const [one, other] = [shinglesOf(a), shinglesOf(b)]
  return { shared: sharedCount(one, other), sizeA: one.length, sizeB: other.length }
}

const random = numbers(7)
const tell = storyMaker(random)
const story = tell(16)
const another = tell(16)

describe('two articles tell the same story', () => {
  it('with one word in ten changed', () => {
    expect(isNear(compared(story, changeWords(story, 10, random)))).toBe(true)
  })

  it('under another headline, and with another page around them that is masked', () => {
    const page = `Anzeige: Frische Brötchen\n${story}\nNewsletter abonnieren`
    const start = page.indexOf(story)
    const body = comparedText(page, [], [{ start: 0, end: start }, { start: start + story.length, end: page.length }]) // prettier-ignore
    expect(jaccard(compared(story, body))).toBe(1)
    expect(isNear(compared(`Eins\n${story}`, `Etwas ganz anderes\n${story}`))).toBe(true)
  })

  it('when one was cut to a third', () => {
    const cut = story.slice(0, Math.floor(story.length / 3))
    expect(containment(compared(story, cut))).toBeGreaterThan(0.95)
    expect(isNear(compared(story, cut))).toBe(true)
  })

  it('but not when they only come from the same desk', () => {
    expect(isNear(compared(story, another))).toBe(false)
  })
})

it('estimates a similarity to a tenth before anything is compared word by word', () => {
  for (const every of [4, 10, 20, 40]) {
    const changed = changeWords(story, every, random)
    const estimate = estimatedSimilarity(signatureOf(shinglesOf(story)), signatureOf(shinglesOf(changed)))
    expect(Math.abs(estimate - jaccard(compared(story, changed)))).toBeLessThan(0.15)
  }
})

describe('families', () => {
  it('keeps two stories apart that only a digest tells together', () => {
    const texts = [
      { name: 'a', text: story },
      { name: 'b', text: another },
      { name: 'digest', text: `${story}\n\n${another}\n\n${another.slice(0, 80)}` },
    ]
    const [family, ...others] = groupFamilies(likenesses(texts), [])
    expect(others).toEqual([])
    expect(family).toHaveLength(2)
    expect(family).toContain('digest')
  })

  it('brings together what a person joined and never again what a person held apart', () => {
    const twins = likenesses([
      { name: 'a', text: story },
      { name: 'b', text: `x ${story}` },
      { name: 'c', text: `y ${story}` },
      { name: 'd', text: another },
    ])
    const verdicts = [
      { a: 'a', b: 'b', verdict: 'split' },
      { a: 'c', b: 'd', verdict: 'join' },
    ] as const
    const families = groupFamilies(twins, verdicts)
    expect(families.some((family) => family.includes('a') && family.includes('b'))).toBe(false)
    expect(families.some((family) => family.includes('c') && family.includes('d'))).toBe(true)
  })

  it('are the same whatever came first', () => {
    const planted = plantFamilies(60, numbers(11))
    const pairs = likenesses(planted)
    const verdicts = [{ a: planted[0]?.name ?? '', b: planted[1]?.name ?? '', verdict: 'split' }] as const
    const expected = groupFamilies(pairs, verdicts)
    const mix = numbers(12)
    for (let round = 0; round < 20; round++) {
      const turned = shuffled(pairs, mix).map((pair) =>
        mix() < 0.5 ? pair : { ...pair, a: pair.b, b: pair.a, sizeA: pair.sizeB, sizeB: pair.sizeA },
      )
      expect(groupFamilies(turned, verdicts)).toEqual(expected)
    }
  })

  it('finds planted families (seed 1, 240 stories) with precision 0.98 and recall 0.95 at least', () => {
    const planted = plantFamilies(240, numbers(1))
    const { precision, recall, pairs } = agreement(planted, groupFamilies(likenesses(planted), []))
    expect(pairs).toBeGreaterThan(200)
    expect(precision).toBeGreaterThanOrEqual(0.98)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })
})
