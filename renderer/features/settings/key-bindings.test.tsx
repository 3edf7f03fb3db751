import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { good, showPage } from '../../app/test-page.tsx'
import { KeyBindings, withKeys } from './key-bindings.tsx'

let page: Awaited<ReturnType<typeof showPage>> | undefined
const record = (label: string): void => {
  const button = document.querySelector<HTMLElement>(`[aria-label="${label}"]`)
  act(() => {
    button?.focus()
    button?.click()
  })
}

describe('changing keys', () => {
  afterEach(() => page?.leave())

  it('keeps a new key and forgets it again where it is the default', () => {
    const changed = withKeys({}, 'fact.reject', ['Q'])
    expect(changed).toEqual({ 'fact.reject': ['Q'] })
    expect(withKeys(changed, 'fact.reject', ['X'])).toEqual({})
  })

  it('refuses a key that already means something there, and names what', async () => {
    page = await showPage(<KeyBindings />, { answers: { 'app.preferences': () => good({}) } })
    record('Add a key for: Reject and go on')
    await page.press('a', { code: 'KeyA' })
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Accept and go on')
    expect(page.asked.filter((one) => one.channel === 'app.preferences')).toHaveLength(1)
  })

  it('takes a free key', async () => {
    page = await showPage(<KeyBindings />, {
      answers: { 'app.preferences': ({ set }) => good({ keys: String(set?.['keys'] ?? '') }) },
    })
    record('Add a key for: Reject and go on')
    await page.press('ü', { code: 'BracketLeft' })
    const sent = page.asked.filter((one) => one.channel === 'app.preferences').at(-1)?.input
    expect(sent).toEqual({ set: { keys: '{"fact.reject":["X","Ü"]}' } })
  })
})
