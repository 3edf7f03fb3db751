import { EditorView } from '@codemirror/view'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { article } from './article-in-tests.ts'
import { givePageASize, openReview, type Opened } from './screen-in-tests.tsx'

beforeAll(givePageASize)

let opened: Opened | null = null
afterEach(async () => opened?.close())

const selectedWords = (): string => {
  const editor = EditorView.findFromDOM(document.querySelector('.cm-editor') as HTMLElement)
  const range = editor?.state.selection.main
  return range === undefined ? '' : (editor?.state.sliceDoc(range.from, range.to) ?? '')
}

describe('an article opened at one of its mentions', () => {
  it('has the mention selected in the text, with the fact that rests on it beside', async () => {
    opened = await openReview(article, { language: 'en' }, 'm5')
    expect(selectedWords()).toBe('Vogt')
    expect(opened.selected()).toBe('f2')
    expect(document.activeElement?.closest('.cm-editor')).not.toBeNull()
    await opened.press('l')
    expect(opened.page.querySelector('.rv-facts')?.textContent).toContain('Vogt')
    expect(opened.page.querySelector('.rv-facts [role=combobox]')).not.toBeNull()
  })

  it('that is gone begins where it would begin without', async () => {
    opened = await openReview(article, { language: 'en' }, 'nowhere')
    expect(opened.selected()).toBe('f1')
    expect(selectedWords()).toBe('')
  })
})
