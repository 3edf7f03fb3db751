import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProject } from '../workbench/open-session.ts'
import { resourcesFolder } from '../workbench/resources.ts'
import { openStore } from '../workbench/store/open-store.ts'
import { exampleArticle, exampleText } from '../workbench/store/testing/example-article.ts'
import { accessibilityViolations, screenshot, withHost } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

const dialog = (page: Page) => page.locator('dialog[open]')

let made = ''
/** A project whose articles need no reading: what is tried here begins with decided facts. */
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'beleg-e2e-releases-'))
  const folder = join(made, 'Probe.beleg')
  await createProject(folder, { name: 'Probe', language: 'en' })
  const store = await openStore(
    {
      folder,
      resources: resourcesFolder(),
      takeOver: false,
      acceptDamage: false,
      readOnly: false,
      author: 'Ada',
    },
    () => undefined,
  )
  const texts = ['Erste', 'Zweite', 'Dritte'].map((word) => `${word} Meldung.\n${exampleText}`)
  store.perform(
    'putTexts',
    texts.map((text) => ({ text: Buffer.from(text), original: null })),
  )
  const articles = texts.map((text, n) => exampleArticle(`meldung-${String(n)}.txt`, text))
  store.perform('importArticles', { commandId: 'i1', author: null, label: 'Meldungen', articles })
  store.perform('apply', [{ id: 'name', type: 'coder.set', payload: { name: 'Ada' } }])
  store.perform('close', null)
})
afterAll(() => {
  rmSync(made, { recursive: true, force: true })
})

describe('a dataset becomes releases, by keyboard', () => {
  it('made, one fact left out, looked over, frozen, changed, frozen again: CHANGES says what and why', async () => {
    await withHost(
      async ({ page, home }) => {
        const beleg = new WorkbenchPage(page)
        const project = join(home.folder, 'Probe.beleg')
        await expect.poll(() => page.getByRole('option').count(), { timeout: 60_000 }).toBeGreaterThan(0)
        const whole = (await beleg.facts()).filter(
          ({ missing, state }) => missing.length === 0 && state === 'proposed',
        )
        await beleg.apply(
          whole.slice(0, 5).map(({ id }) => ({ type: 'fact.accept', payload: { factId: id } })),
        )
        await beleg.press('Alt+4')
        await beleg.tabTo(/^New dataset/)
        await beleg.press('Enter')
        await expect.poll(() => dialog(page).count(), { timeout: 20_000 }).toBe(1)
        await beleg.type('Treffen')
        await beleg.press('Enter')
        await expect.poll(() => page.getByRole('row').count(), { timeout: 20_000 }).toBe(6)
        // Sorted by its type, by keyboard, and one fact left out by hand.
        await beleg.tabTo(/^Type/)
        await beleg.press('Enter')
        await expect.poll(() => page.locator('[aria-sort=ascending]').count()).toBe(1)
        await beleg.tabToPlace('[role=grid]')
        await beleg.press('Delete')
        await expect.poll(() => page.getByRole('row').count(), { timeout: 20_000 }).toBe(5)

        const freeze = async (): Promise<void> => {
          await beleg.tabTo(/^Freeze a release/)
          await beleg.press('Enter')
          await expect
            .poll(() => page.getByText('Freeze all the same', { exact: true }).count(), { timeout: 60_000 })
            .toBe(1)
          await beleg.tabToPlace('dialog[open] .despite input')
          await beleg.press('Space')
          await beleg.tabTo(/^Freeze a release/)
          await beleg.press('Enter')
          await expect.poll(() => dialog(page).innerText(), { timeout: 60_000 }).toContain('same bytes')
        }
        const exports = join(project, 'exports')
        const written = async (name: string): Promise<Readonly<Record<string, Uint8Array>>> => {
          await beleg.press('Enter')
          await expect.poll(() => existsSync(join(exports, name)), { timeout: 60_000 }).toBe(true)
          await expect.poll(() => dialog(page).innerText()).toContain('SHA-256')
          await beleg.press('Enter')
          await expect.poll(() => dialog(page).count(), { timeout: 20_000 }).toBe(0)
          return unzipSync(readFileSync(join(exports, name)))
        }
        await beleg.tabTo(/^Table/)
        await beleg.press('ArrowRight')
        await beleg.tabTo(/^Look over/)
        await beleg.press('Enter')
        await expect.poll(() => page.locator('.check-point').count(), { timeout: 60_000 }).toBeGreaterThan(0)
        await beleg.tabToPlace('.check-point summary')
        await beleg.press('Enter')
        expect(await accessibilityViolations(page)).toEqual([])
        await screenshot(page, 'datasets checks')
        await freeze()
        expect(await accessibilityViolations(page)).toEqual([])
        expect(Object.keys(await written('Treffen 1.zip'))).toContain('datapackage.json')

        await beleg.apply([{ type: 'fact.reject', payload: { factId: whole[1]?.id, reason: 'duplicate' } }])
        await freeze()
        const second = await written('Treffen 2.zip')
        expect(new TextDecoder().decode(second['CHANGES.md'])).toContain('1 fact removed by being rejected')
        await expect.poll(() => page.locator('.release').count()).toBe(2)
        expect(await page.locator('.release').first().innerText()).toContain(
          '1 fact removed by being rejected',
        )
        expect(await accessibilityViolations(page)).toEqual([])
        await screenshot(page, 'datasets releases')
        await beleg.tabTo(/^Compare 2/)
        await beleg.press('Enter')
        await expect.poll(() => dialog(page).innerText(), { timeout: 60_000 }).toContain('1 fact removed')
        await screenshot(page, 'datasets compare')
        expect(readdirSync(exports).sort()).toEqual(['Treffen 1.zip', 'Treffen 2.zip'])
      },
      {
        prepare: (home) => {
          cpSync(join(made, 'Probe.beleg'), join(home.folder, 'Probe.beleg'), { recursive: true })
          return join(home.folder, 'Probe.beleg')
        },
      },
    )
  }, 180_000)
})
