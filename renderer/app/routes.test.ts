import { describe, expect, it } from 'vitest'
import { parseRoute, routeHash, type Route } from './routes.ts'

describe('addresses', () => {
  it('lead back to where they came from, whatever an id holds', () => {
    const routes: readonly Route[] = [
      { screen: 'start' },
      { screen: 'library' },
      { screen: 'review', articleId: 'a:1.b', factId: null },
      { screen: 'review', articleId: 'a1', factId: 'f&2' },
      { screen: 'review', articleId: 'a1', factId: null, mentionId: 'm?3' },
      { screen: 'entities', entityId: null },
      { screen: 'entities', entityId: 'e/1' },
      { screen: 'datasets', datasetId: 'd1' },
      { screen: 'project', part: 'codebook' },
      { screen: 'settings' },
    ]
    expect(routes.map((route) => parseRoute(routeHash(route)))).toEqual(routes)
  })

  it('that lead nowhere lead to the library', () => {
    expect(parseRoute('#/nowhere')).toEqual({ screen: 'library' })
    expect(parseRoute('#/review')).toEqual({ screen: 'library' })
  })
})
