import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectOfThree, threeTexts } from '../workbench/curation/testing/three-articles.ts'
import { accessibilityViolations, callChannel, screenshot, withHost, type Session } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

const dialog = (page: Page) => page.locator('dialog[open]')

let made = ''
/** A project whose articles need no reading: what is tried here begins with decided facts. */
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'beleg-e2e-releases-'))
  await projectOfThree(join(made, 'Probe.beleg'))
})
afterAll(() => {
  rmSync(made, { recursive: true, force: true })
})

describe('a dataset becomes releases, by keyboard', () => {
  it('made, one fact left out, looked over, frozen, changed, frozen again: CHANGES says what and why', async () => {
    await withHost(
      async ({ page, home, choose }) => {
        const beleg = new WorkbenchPage(page)
        const project = join(home.folder, 'Probe.beleg')
        await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(0)
        const whole = (await beleg.facts()).filter(
          ({ missing, state }) => missing.length === 0 && state === 'proposed',
        )
        await beleg.apply(
          whole.slice(0, 5).map(({ id }) => ({ type: 'fact.accept', payload: { factId: id } })),
        )
        await beleg.press('Alt+4')
        await beleg.tabTo(/^New dataset/)
        await beleg.press('Enter')
        await expect.poll(() => dialog(page).count()).toBe(1)
        await beleg.type('Treffen')
        await beleg.press('Enter')
        await expect.poll(() => page.getByRole('row').count()).toBe(6)
        // Sorted by its type, by keyboard, and one fact left out by hand.
        await beleg.tabTo(/^Type/)
        await beleg.press('Enter')
        await expect.poll(() => page.locator('[aria-sort=ascending]').count()).toBe(1)
        await beleg.tabToPlace('[role=grid]')
        await beleg.press('Delete')
        await expect.poll(() => page.getByRole('row').count()).toBe(5)

        const freeze = async (): Promise<void> => {
          await beleg.tabTo(/^Freeze a release/)
          await beleg.press('Enter')
          await expect.poll(() => page.getByText('Freeze all the same', { exact: true }).count()).toBe(1)
          await beleg.tabToPlace('dialog[open] .despite input')
          await beleg.press('Space')
          await beleg.tabTo(/^Freeze a release/)
          await beleg.press('Enter')
          await expect.poll(() => dialog(page).innerText()).toContain('same bytes')
        }
        const exports = join(project, 'exports')
        const written = async (name: string): Promise<Readonly<Record<string, Uint8Array>>> => {
          await beleg.press('Enter')
          await expect.poll(() => existsSync(join(exports, name))).toBe(true)
          await expect.poll(() => dialog(page).innerText()).toContain('SHA-256')
          await beleg.press('Enter')
          await expect.poll(() => dialog(page).count()).toBe(0)
          return unzipSync(readFileSync(join(exports, name)))
        }
        await beleg.tabTo(/^Table/)
        await beleg.press('ArrowRight')
        await beleg.tabTo(/^Look over/)
        await beleg.press('Enter')
        await expect.poll(() => page.locator('.check-point').count()).toBeGreaterThan(0)
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
        await expect.poll(() => dialog(page).innerText()).toContain('1 fact removed')
        await screenshot(page, 'datasets compare')
        expect(readdirSync(exports).sort()).toEqual(['Treffen 1.zip', 'Treffen 2.zip'])
        await beleg.press('Escape')
        await annotationsComeIn({ page, choose, beleg }, join(home.folder, 'brat'))
      },
      {
        prepare: (home) => {
          cpSync(join(made, 'Probe.beleg'), join(home.folder, 'Probe.beleg'), { recursive: true })
          return join(home.folder, 'Probe.beleg')
        },
      },
    )
  })
})

/** What a colleague marked in another tool: looked at first, a name of theirs explained, taken in, taken back as one step. */
async function annotationsComeIn(
  { page, choose, beleg }: Pick<Session, 'page' | 'choose'> & { readonly beleg: WorkbenchPage },
  folder: string,
): Promise<void> {
  mkdirSync(folder)
  writeFileSync(join(folder, 'eins.txt'), threeTexts[0] ?? '')
  // The second is two characters off, and found by its words.
  writeFileSync(join(folder, 'eins.ann'), 'T1\tPER 0 5\tErste\nT2\tZeitung 8 15\tMeldung\n')
  const mentions = async (): Promise<number> => {
    const articles = await callChannel(page, 'articles.list', { limit: 10 })
    const first = articles.ok ? articles.value.rows[0]?.id : undefined
    if (first === undefined) throw new Error('there is no article')
    const open = await callChannel(page, 'articles.open', { articleId: first })
    return open.ok ? open.value.mentions.length : -1
  }
  const before = await mentions()
  await beleg.command('Take in annotations')
  await beleg.tabTo(/^Choose a folder/)
  await beleg.press('Enter')
  await choose([folder])
  const report = page.getByRole('region', { name: 'What comes in' })
  await expect.poll(() => report.innerText()).toMatch(/Unknown types of mentions: 1\s+Zeitung/)
  expect(await report.innerText()).toMatch(/Mentions\s+1/)
  expect(await accessibilityViolations(page)).toEqual([])
  await screenshot(page, 'annotations to take in')
  await beleg.tabTo(/^Meaning of Zeitung/)
  await beleg.type('Organ')
  await expect.poll(() => report.innerText()).toMatch(/Mentions\s+2/)
  expect(await report.innerText()).toContain('1 repaired by their words')
  expect(await mentions()).toBe(before)
  await beleg.tabTo(/^Take in$/)
  await beleg.press('Enter')
  await expect.poll(() => dialog(page).innerText()).toContain('One step')
  expect(await mentions()).toBe(before + 2)
  await beleg.press('Enter')
  await expect.poll(() => dialog(page).count()).toBe(0)
  await beleg.press('ControlOrMeta+z')
  await expect.poll(mentions).toBe(before)
}
