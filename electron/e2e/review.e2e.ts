import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { root, samples } from '../tools/paths.mjs'
import { accessibilityViolations, callChannel, withHost, type TestHome } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

const corpus = join(root, '..', 'shared', 'corpus', 'articles')
/** Real articles, where this checkout lies beside them. */
const real = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.txt')) : []

const prepare = (home: TestHome): string => {
  cpSync(samples, join(home.folder, 'Sample'), { recursive: true })
  return join(home.folder, 'Sample')
}
const withReal = (home: TestHome): string => {
  const folder = prepare(home)
  for (const name of real) cpSync(join(corpus, name), join(folder, name))
  return folder
}

/** Key presses an act took, and how many it may take. */
interface Cost {
  readonly act: string
  readonly keys: number
  readonly bound: number
}

/** Reviews a little of the article that is open, by keyboard alone, and counts the keys of each act. */
async function costsOf(page: Page, beleg: WorkbenchPage): Promise<readonly Cost[]> {
  const articleId = beleg.articleId()
  const costs: Cost[] = []
  const count = async (state: string): Promise<number> => (await beleg.states(articleId))[state] ?? 0
  /** Where the fact does not let itself be treated so (nothing to link, a gap), the next one is tried. */
  const cost = async (act: string, bound: number, keys: readonly string[], value: () => Promise<unknown>): Promise<void> => {
    const before = JSON.stringify(await value())
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await beleg.press(...keys)
      await beleg.idle()
      try {
        await expect.poll(async () => JSON.stringify(await value()), { timeout: 4000 }).not.toBe(before)
        costs.push({ act, keys: keys.length, bound })
        return
      } catch {
        await beleg.press('Escape', 'Escape', 'j')
      }
    }
    throw new Error(`${act}: no fact of the article lets itself be treated so`)
  }
  await cost('accept', 1, ['Enter'], () => count('accepted'))
  await cost('reject', 1, ['x'], () => count('rejected'))
  await cost('undo', 1, ['Control+z'], () => count('rejected'))
  await cost('set a wrong link right', 4, ['l', '2'], () => beleg.links(articleId))
  await beleg.press('Escape')
  // On the first fact whose open slot has a second candidate.
  await cost('set a wrong slot right', 6, ['e', '2', 'Escape'], () => count('edited'))
  await beleg.press('Escape')

  // A new fact from the sentence at the caret: its type and its required slots by digit.
  const before = await count('added')
  const added = ['n', '1']
  await beleg.press(...added)
  await expect.poll(() => page.locator('.rv-editor').count()).toBe(1)
  const missing = () => page.locator('.rv-editor .rv-row-missing').count()
  for (let gap = 0, left = await missing(); gap < 4 && left > 0; gap++, left = await missing()) {
    added.push('1')
    await beleg.press('1')
    await expect.poll(missing).toBeLessThan(left)
  }
  await beleg.press('Enter')
  await beleg.idle()
  await expect.poll(() => count('added')).toBe(before + 1)
  costs.push({ act: 'new fact from a sentence', keys: added.length + 1, bound: 8 })
  return costs
} // prettier-ignore

const quality = async (page: Page): Promise<ChannelOutput<'review.quality'>> => {
  const answer = await callChannel(page, 'review.quality', {})
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

it('an edit costs few keys: counted at the keyboard, by what the store says was done', async () => {
  if (real.length === 0) console.log('  only the sample: there are no real articles beside this checkout')
  await withHost(
    async ({ page, host }) => {
      const beleg = new WorkbenchPage(page)
      await beleg.giveName('Ada')
      await beleg.waitForArticles(8 + real.length)
      const listed = await callChannel(page, 'articles.list', {})
      const rows = listed.ok ? listed.value.rows : []
      const nameOf = (id: string): string => rows.find((row) => row.id === id)?.sourceName ?? ''
      await beleg.openArticle()
      // One of the samples, and real ones: all of them in one host, the first in the others.
      const sample = rows.find(({ sourceName }) => !real.includes(sourceName))?.sourceName ?? ''
      const wanted = new Set([sample, ...real.slice(0, host === 'browser' ? undefined : 1)])
      for (;;) {
        const name = nameOf(beleg.articleId())
        if (wanted.delete(name)) {
          const costs = await costsOf(page, beleg)
          console.log([name, ...costs.map(({ act, keys, bound }) => `  ${act.padEnd(26)} ${String(keys)} of at most ${String(bound)}`)].join('\n')) // prettier-ignore
          expect(costs.filter(({ keys, bound }) => keys > bound)).toEqual([])
        }
        if (wanted.size === 0) break
        const here = beleg.articleId()
        await beleg.press('Escape', '.')
        await expect.poll(() => beleg.articleId()).not.toBe(here)
        await beleg.waitForReview()
      }
    },
    { prepare: withReal },
  )
})

it('a review keeps account of itself: sentences read blind, all like this in one step, decisions checked again', async () => {
  await withHost(
    async ({ page }) => {
      const beleg = new WorkbenchPage(page)
      await beleg.giveName('Ada')
      await beleg.waitForArticles(8)
      await beleg.openArticle()
      await beleg.press('Alt+6')
      await page.getByText('30%', { exact: true }).click()
      await beleg.press('Alt+2')
      await beleg.waitForReview()
      const held = page.locator('.rv-counts-line [title]')
      const counted = () => expect.poll(() => page.locator('.rv-counts-line').count()).toBe(1)
      await counted()
      for (let article = 0; article < 7 && (await held.count()) === 0; article++) {
        const here = beleg.articleId()
        await beleg.press('.')
        await expect.poll(() => beleg.articleId()).not.toBe(here)
        await beleg.waitForReview()
        await counted()
      }
      expect(await held.count(), 'an article with facts that wait').toBe(1)

      await beleg.press('w', '1', 'r')
      await expect.poll(async () => (await quality(page)).blind.sentences).toBe(1)
      expect(await page.locator('.rv-comparison').count()).toBe(1)
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.press('w')

      // All like this: the sample by Enter, then the whole by Enter; one undo takes it back.
      await beleg.press('Shift+A')
      await expect.poll(() => page.locator('dialog[open] .ql-context').count()).toBe(1)
      expect(await accessibilityViolations(page)).toEqual([])
      const shown = async () => (await page.locator('dialog[open]').allInnerTexts()).join()
      for (let sample = 0, now = await shown(); sample < 6 && now !== ''; sample++, now = await shown()) {
        await beleg.press('Enter')
        await expect.poll(shown).not.toBe(now)
      }
      await expect.poll(async () => (await quality(page)).together.decisions).toBe(1)
      const decided = (await beleg.facts()).filter(({ state }) => state === 'accepted').length
      expect(decided).toBe((await quality(page)).together.facts)
      await beleg.press('Control+z')
      await beleg.idle()
      await expect.poll(async () => (await beleg.facts()).filter(({ state }) => state === 'accepted').length).toBe(0) // prettier-ignore
      await beleg.press('Control+Shift+Z')
      await beleg.idle()

      await beleg.command('sample of my decisions')
      await expect.poll(() => page.locator('dialog[open] .ql-context').count()).toBe(1)
      await beleg.press('x', 'Escape')
      await expect.poll(async () => (await quality(page)).recheck.differing).toBe(1)

      await beleg.command('quality')
      await expect.poll(() => page.locator('.ql-share').count()).toBeGreaterThan(3)
      expect(await accessibilityViolations(page)).toEqual([])
      expect(await clipped(page)).toEqual([])

      await beleg.press('F1')
      await expect.poll(() => page.locator('.hb-title').innerText()).toContain('How good the review is')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('searchbox').fill('wilson')
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.hb-title').innerText()).toContain('How good the review is')
      await beleg.press('Escape')

      await beleg.press('Alt+2')
      await beleg.waitForReview()
      for (const [width, height] of [
        [1280, 800],
        [640, 400],
        [2560, 1080],
      ] as const) {
        // prettier-ignore
        await page.setViewportSize({ width, height })
        await expect.poll(() => clipped(page), { message: `${String(width)} wide` }).toEqual([])
      }
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
      await beleg.press('j')
      const moving = await page.evaluate(
        () =>
          document.getAnimations().filter((one) => Number(one.effect?.getTiming().duration ?? 0) > 20).length,
      )
      expect(moving, 'animations where reduced motion is asked for').toBe(0)
    },
    { prepare },
  )
})

/**
 * What is cut off when every text is 40 per cent longer, as in a language of long words: the page itself, or a button,
 * tab or label that hides what does not fit. What ends in an ellipsis on purpose is no fault.
 */
async function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const changed: { readonly node: Text; readonly text: string }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (
        !(node instanceof Text) ||
        parent === null ||
        parent.closest('.cm-editor, script, style, kbd') !== null
      )
        continue
      if (node.data.trim().length < 3) continue
      changed.push({ node, text: node.data })
      node.data += `\u00e4`.repeat(Math.ceil(node.data.length * 0.4))
    }
    const found: string[] = []
    const page = document.scrollingElement
    if (page !== null && page.scrollWidth > innerWidth + 1)
      found.push(`the page: ${String(page.scrollWidth)}`)
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, a, [role=tab], label, dt, legend',
    )) {
      if (element.clientWidth === 0) continue
      const style = getComputedStyle(element)
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip'
      if (hides && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1)
        found.push(`${element.tagName} ${element.className}: ${element.textContent.slice(0, 40)}`)
    }
    for (const { node, text } of changed) node.data = text
    return found
  })
}
