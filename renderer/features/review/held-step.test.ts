import { afterEach, describe, expect, it } from 'vitest'
import { createLocale } from '../../locales/locale.tsx'
import { article } from './article-in-tests.ts'
import { dropHeldStep, holdStep, stepArticle, takeHeldStep } from './held-step.ts'

const { t } = createLocale('en')
const here = article.row.id

describe('the next article, wanted before the one it follows stands', () => {
  afterEach(() => {
    location.hash = ''
    takeHeldStep(here)
  })

  it('is gone to once that one stands, and once only', () => {
    location.hash = '#/review/a2'
    stepArticle(article, 'next', t)
    stepArticle(article, 'next', t)
    expect(location.hash).toBe('#/review/a2')
    expect(takeHeldStep('a2')).toBe('next')
    expect(takeHeldStep('a2')).toBeNull()
  })
  it('is gone to at once from the article that stands', () => {
    location.hash = `#/review/${here}`
    stepArticle(article, 'next', t)
    expect(location.hash).toBe(`#/review/${String(article.next)}`)
    expect(takeHeldStep(String(article.next))).toBeNull()
  })
  it('is forgotten where one went elsewhere meanwhile', () => {
    holdStep('a2', 'next')
    dropHeldStep('a2')
    expect(takeHeldStep('a2')).toBeNull()
    holdStep('a2', 'next')
    expect(takeHeldStep('a3')).toBeNull()
    expect(takeHeldStep('a2')).toBeNull()
  })
  it('is the latest of two steps', () => {
    holdStep('a2', 'next')
    holdStep('a2', 'previous')
    dropHeldStep('a1')
    expect(takeHeldStep('a2')).toBe('previous')
  })
})
