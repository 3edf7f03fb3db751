import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atTheDesk, intoDocuments } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot } from './harness/index.ts'

const dialog = (page: Page) => page.locator('dialog[open]')

describe('a project that does not open', () => {
  it('is restored from one of its backups, from the notice on the start screen; its folder stays as it is', async () => {
    await atTheDesk(async (desk) => {
      const { page, home, choose, beleg, project } = desk
      const [fact] = (await beleg.facts()).filter(({ missing }) => missing.length === 0)
      await beleg.apply([{ type: 'fact.accept', payload: { factId: fact?.id } }])
      const kept = await beleg.facts()
      expect((await callChannel(page, 'project.backup', {})).ok).toBe(true)
      const [backup] = readdirSync(join(project, 'backups'))
      expect((await callChannel(page, 'project.close', {})).ok).toBe(true)
      writeFileSync(join(project, 'project.json'), '{}')
      await page.evaluate(() => {
        location.hash = '#/start'
      })
      await beleg.tabTo(/^Artikel/)
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.start-refusal').count()).toBe(1)
      expect(await page.locator('.start-refusal').innerText()).toContain('under “backups”')
      expect(await accessibilityViolations(page)).toEqual([])
      await screenshot(page, 'a project that does not open')
      await beleg.tabTo(/^Restore a backup of it/)
      await beleg.press('Enter')
      await choose([join(project, 'backups', backup ?? '')])
      await expect.poll(() => dialog(page).locator('input').count()).toBe(1)
      expect(await dialog(page).innerText()).toContain('Nothing else is touched')
      await intoDocuments(desk, 'Gerettet')
      await beleg.tabTo(/^Restore$/)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).innerText()).toContain('every file is what it says')
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.press('Enter')
      await expect.poll(() => page.url()).toContain('#/library')
      const status = await callChannel(page, 'project.status', {})
      expect(status.ok && status.value?.place).toBe(join(home.folder, 'Documents', 'Gerettet.beleg'))
      expect(await beleg.facts()).toEqual(kept)
      expect(readdirSync(join(project, 'backups'))).toEqual([backup])
    })
  })
})

describe('an import that was undone', () => {
  it('is offered for removal with its texts, by keyboard, and leaves the folder', async () => {
    await atTheDesk(async ({ page, beleg, project }) => {
      await beleg.apply([{ type: 'history.undo', payload: {} }])
      await expect.poll(async () => (await beleg.facts()).length).toBe(0)
      const texts = (): number => readdirSync(join(project, 'texts'), { recursive: true }).filter((name) => String(name).endsWith('.txt')).length // prettier-ignore
      expect(texts()).toBe(8)
      await beleg.command('Remove articles')
      await expect.poll(() => page.url()).toContain('#/project/removal')
      const offered = page.getByRole('group', { name: 'Texts of undone imports' })
      await expect.poll(() => offered.locator('.check').count()).toBe(8)
      expect(await accessibilityViolations(page)).toEqual([])
      await screenshot(page, 'texts of undone imports')
      await beleg.tabToPlace('[aria-label="Texts of undone imports"] input[type=checkbox]')
      await beleg.press('Space')
      await beleg.tabTo(/^Show what would go/)
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.purge-confirm').count()).toBe(1)
      await beleg.type('Artikel')
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.check-result').innerText()).toContain('Removed for good')
      expect(texts()).toBe(7)
      const check = await callChannel(page, 'project.verify', {})
      expect(check.ok && check.value.problems).toEqual([])
    })
  })
})

describe('a disk that refuses backups and copies', () => {
  it('full: said beside the button, the project stays writable, and trying again works once there is space', async () => {
    await atTheDesk(async ({ page, beleg, project, trouble }) => {
      await beleg.press('Alt+8')
      trouble.begin('full-beside')
      await beleg.tabTo(/^Back up now/)
      await beleg.press('Enter')
      await expect
        .poll(() => page.locator('.keep').getByRole('alert').allInnerTexts())
        .toEqual([expect.stringContaining('There is not enough space there.')])
      await screenshot(page, 'no space for a backup')
      const status = await callChannel(page, 'project.status', {})
      expect(status.ok && status.value?.readOnly).toBeNull()
      trouble.end('full-beside')
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.backups tbody tr').count()).toBe(1)
      expect(await page.locator('.keep').getByRole('alert').count()).toBe(0)
      expect(readdirSync(join(project, 'backups'))).toHaveLength(1)
    })
  })

  it('forbidden: said in the dialog, nothing is left there, and trying again works with permission', async () => {
    await atTheDesk(async (desk) => {
      const { page, home, beleg, trouble } = desk
      await beleg.press('Alt+8')
      await beleg.tabTo(/^Copy the project/)
      await beleg.press('Enter')
      await intoDocuments(desk, 'Anderswo')
      trouble.begin('forbidden')
      await beleg.tabTo(/^Copy$/)
      await beleg.press('Enter')
      await expect
        .poll(() => dialog(page).getByRole('alert').allInnerTexts())
        .toEqual([expect.stringContaining('Writing is not allowed there.')])
      await screenshot(page, 'no permission for a copy')
      const copy = join(home.folder, 'Documents', 'Anderswo.beleg')
      expect(existsSync(copy)).toBe(false)
      trouble.end('forbidden')
      await beleg.tabTo(/^Copy$/)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).innerText()).toContain('The copy is written')
      expect(existsSync(join(copy, 'project.json'))).toBe(true)
    })
  })
})
