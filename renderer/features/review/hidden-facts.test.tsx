import { act } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { article } from './article-in-tests.ts'
import { givePageASize, openReview, type Opened } from './screen-in-tests.tsx'
import { sweepOrder } from './sweep.ts'

beforeAll(givePageASize)

let opened: Opened | null = null
afterEach(async () => opened?.close())

const hidden = {
  ...article,
  facts: article.facts.map((fact, index) => (index === 0 ? { ...fact, hidden: 'rule' as const } : fact)),
}

const press = (): Promise<void> =>
  act(async () => {
    document.querySelector<HTMLButtonElement>('.rv-hidden button')?.click()
    await Promise.resolve()
  })

describe('proposals of a kind hidden by choice', () => {
  it('are not in the list, are counted in a line, come when asked for, and go again', async () => {
    opened = await openReview(hidden)
    expect(opened.selected()).toBe('f2')
    expect(document.body.textContent).toContain('1 proposal of a hidden kind')
    expect(document.querySelector('[data-fact="f1"]')).toBeNull()
    await press()
    expect(document.querySelector('[data-fact="f1"]')).not.toBeNull()
    await press()
    expect(document.querySelector('[data-fact="f1"]')).toBeNull()
  })

  it('stand in the walk through the sentences all the same', () => {
    expect(sweepOrder(hidden).flatMap(({ factIds }) => factIds)).toContain('f1')
  })
})
