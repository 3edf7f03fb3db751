import { describe, expect, it } from 'vitest'
import { articlesOf } from './articles.ts'
import { simulate } from './simulate.ts'
import { worldOf } from './world.ts'

describe('the simulated review', () => {
  it('gives the same articles for the same seed, and names stand where the truth says', () => {
    const articles = articlesOf(worldOf(7), 7, 20)
    expect(articlesOf(worldOf(7), 7, 20)).toEqual(articles)
    expect(articlesOf(worldOf(8), 8, 20)).not.toEqual(articles)
    for (const { text, mentions } of articles)
      for (const { start, end, surface } of mentions) expect(text.slice(start, end)).toBe(surface)
  })

  it('needs no more corrections with learning than without, merges no namesakes, and ends the same in either order', async () => {
    const { learningOn, learningOff, homonymsMerged, orders } = await simulate({ seed: 3, count: 8 })
    expect(learningOn.corrections).toBeLessThanOrEqual(learningOff.corrections)
    expect(homonymsMerged).toBe(0)
    expect(orders.examples).toEqual([])
  })
})
