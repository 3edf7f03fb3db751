import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleRow } from '../../../shared/model/views.ts'
import { good, refused, showPage, type Answers } from '../../app/test-page.tsx'
import { LibraryScreen } from './library-screen.tsx'
import { libraryView, wholeLibrary } from './library-view.ts'

const row = (number: number): ArticleRow & { readonly snippet: null } => ({
  id: `a${String(number)}` as ArticleRow['id'],
  ordinal: number,
  title: `Artikel ${String(number)}`,
  sourceName: `${String(number)}.txt`,
  publisher: 'Beispielblatt',
  agency: null,
  url: null,
  published: '2024-11-12',
  publishedBasis: 'stated',
  lang: 'de',
  triage: 'todo',
  triageReason: null,
  textSha256: '0'.repeat(64),
  sourceSha256: '0'.repeat(64),
  utf16Length: 100,
  version: 1,
  importedAt: '2026-01-01T00:00:00Z',
  facts: 4,
  decided: 1,
  conflicts: 0,
  sentences: 3,
  reviewed: 0,
  snippet: null,
})

const answers: Answers = {
  'project.status': () =>
    good({
      id: 'p', name: 'P', place: '', revision: 1, readOnly: null, recovered: null, coder: null, articles: 10_000,
      facts: 0, decided: 0, triage: { todo: 10_000 }, undo: null, redo: null, lastSavedAt: null,
    }), // prettier-ignore
  'articles.list': ({ offset = 0, limit = 200 }) =>
    good({
      total: 10_000,
      rows: Array.from({ length: limit }, (_, index) => row(offset + index + 1)),
      facets: { triage: { todo: 10_000 }, publisher: [{ value: 'Beispielblatt', count: 10_000 }] },
      revision: 1,
    }),
}

let page: Awaited<ReturnType<typeof showPage>> | undefined
const activeTitle = (): string | undefined =>
  document.querySelector('[role=option][aria-selected=true] .article-title')?.textContent.trim()

describe('the library', () => {
  beforeEach(() => {
    libraryView.set(wholeLibrary)
    location.hash = ''
    // jsdom lays nothing out: without a size no row would be in view.
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 })
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 800 })
  })
  afterEach(() => page?.leave())

  it('holds no more of ten thousand articles in the page than are in view', async () => {
    page = await showPage(<LibraryScreen />, { answers })
    const rows = document.querySelectorAll('[role=option]')
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.length).toBeLessThan(60)
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('10000')
  })

  it('triages with one key and goes on', async () => {
    page = await showPage(<LibraryScreen />, {
      answers: {
        ...answers,
        'commands.apply': () => good({ answers: [{ id: 'x', ok: true, revision: 2 }] }),
      },
    })
    await page.press('n', { code: 'KeyN' })
    const sent = page.asked.find((one) => one.channel === 'commands.apply')?.input
    expect(sent).toMatchObject({
      commands: [{ type: 'article.triage', payload: { articleId: 'a1', state: 'no_facts' } }],
    })
    expect(activeTitle()).toBe('Artikel 2')
  })

  it('takes the mark back and says why where it could not be saved', async () => {
    page = await showPage(<LibraryScreen />, {
      answers: { ...answers, 'commands.apply': () => refused({ code: 'disk.full' }) },
    })
    await page.press('n', { code: 'KeyN' })
    expect(document.querySelector('.article-row')?.getAttribute('data-triage')).toBe('todo')
    expect(page.store.notices.get()[0]?.error?.code).toBe('disk.full')
  })

  it('asks for the reason of what is not relevant and takes a digit', async () => {
    page = await showPage(<LibraryScreen />, {
      answers: {
        ...answers,
        'commands.apply': () => good({ answers: [{ id: 'x', ok: true, revision: 2 }] }),
      },
    })
    await page.press('x', { code: 'KeyX' })
    act(() => document.querySelector<HTMLElement>('[role=combobox]')?.focus())
    await page.press('2', { code: 'Digit2' })
    expect(page.asked.find((one) => one.channel === 'commands.apply')?.input).toMatchObject({
      commands: [{ payload: { state: 'not_relevant', reason: 'Off topic' } }],
    })
  })

  it('opens the article with Enter', async () => {
    page = await showPage(<LibraryScreen />, { answers })
    await page.press('j', { code: 'KeyJ' })
    await page.press('Enter')
    expect(location.hash).toBe('#/review/a2')
  })
})
