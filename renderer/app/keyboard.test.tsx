import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useHomeContext, useKeys } from './keyboard.ts'
import { showPage } from './test-page.tsx'

const done: string[] = []
let page: Awaited<ReturnType<typeof showPage>> | undefined

function Screen(props: { readonly modal?: boolean }) {
  useHomeContext('facts')
  useKeys('facts', { 'fact.accept': () => done.push('accept'), 'fact.next': () => done.push('next') })
  useKeys('library', {
    'library.open': () => done.push('open'),
    'library.next': () => done.push('library next'),
  })
  useKeys('global', { 'palette.open': () => done.push('palette'), 'history.undo': () => done.push('undo') })
  return (
    <>
      <input aria-label="field" />
      <Button>press</Button>
      <div data-keys="library" tabIndex={0} id="list" />
      {props.modal === true ? (
        <Dialog title="modal" onClose={() => undefined}>
          <p>inside</p>
        </Dialog>
      ) : null}
    </>
  )
}

const focus = (selector: string): void => {
  act(() => document.querySelector<HTMLElement>(selector)?.focus())
}

describe('keys in the page', () => {
  afterEach(async () => {
    await page?.leave()
    done.length = 0
  })

  it('go to the screen while nothing has the focus, and to the focused part when something has', async () => {
    page = await showPage(<Screen />)
    await page.press('j', { code: 'KeyJ' })
    focus('#list')
    await page.press('j', { code: 'KeyJ' })
    await page.press('Enter')
    expect(done).toEqual(['next', 'library next', 'open'])
  })

  it('write in text fields, where only chords and never undo are taken', async () => {
    page = await showPage(<Screen />)
    focus('input')
    await page.press('a', { code: 'KeyA' })
    await page.press('z', { code: 'KeyZ', ctrlKey: true })
    await page.press('k', { code: 'KeyK', ctrlKey: true })
    expect(done).toEqual(['palette'])
  })

  it('leave Enter to a focused button', async () => {
    page = await showPage(<Screen />)
    focus('button')
    await page.press('Enter')
    expect(done).toEqual([])
  })

  it('do not reach what is behind a dialog', async () => {
    page = await showPage(<Screen modal />)
    await page.press('a', { code: 'KeyA' })
    await page.press('z', { code: 'KeyZ', ctrlKey: true })
    expect(done).toEqual([])
  })

  it('are offered by the palette only where somebody handles them', async () => {
    page = await showPage(<Screen />)
    expect(page.keyboard.available()).toContain('fact.accept')
    expect(page.keyboard.available()).not.toContain('fact.reject')
  })
})
