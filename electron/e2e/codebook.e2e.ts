import { describe, expect, it } from 'vitest'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot } from './harness/index.ts'

describe('the codebook', () => {
  it('is edited, its reach shown before it is saved, and undone, by keyboard; facts carry the new name at once', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      const [fact] = (await beleg.facts()).filter(({ missing }) => missing.length === 0)
      if (fact === undefined) throw new Error('no fact can be accepted')
      await beleg.apply([{ type: 'fact.accept', payload: { factId: fact.id } }])
      const typeOf = async (): Promise<string | undefined> =>
        (await beleg.facts()).find(({ id }) => id === fact.id)?.type
      const current = await callChannel(page, 'codebook.current', {})
      const label = current.ok ? current.value.factTypes.find(({ id }) => id === fact.type)?.label.en : ''
      await beleg.command('go to the codebook')
      const types = page.getByRole('navigation', { name: 'Types' })
      await beleg.enter(types.getByRole('button', { name: label ?? '', exact: true }))
      const id = page.getByRole('textbox', { name: 'Id', exact: true }).first()
      await expect.poll(() => id.inputValue()).toBe(fact.type)
      await id.focus()
      await beleg.press('ControlOrMeta+a')
      await page.keyboard.type(`${fact.type}_seen`)
      await beleg.press('Enter')
      await beleg.enter(page.getByRole('button', { name: 'Save …' }))
      const dialog = page.getByRole('dialog', { name: 'Save the codebook' })
      await expect.poll(() => dialog.innerText()).toContain('1 fact moves along')
      expect(await accessibilityViolations(page)).toEqual([])
      await screenshot(page, 'what a new codebook touches')
      await page.getByRole('textbox', { name: 'Note' }).focus()
      await page.keyboard.type('seen by the reporter')
      await beleg.press('Enter')
      await expect.poll(typeOf).toBe(`${fact.type}_seen`)
      await page.getByRole('radio', { name: 'Versions' }).check()
      await expect.poll(() => page.locator('.codebook-version-list').innerText()).toContain('seen by the reporter')
      await expect.poll(() => page.locator('.codebook-differences').innerText()).toContain(`${fact.type}_seen`)
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('radio', { name: 'Every type' }).check()
      for (const part of ['Slots of every type', 'Kinds of mentions']) {
        await page.getByRole('heading', { name: part }).locator('xpath=..').locator('summary').first().press('Enter')
      }
      await expect.poll(() => page.getByRole('textbox', { name: 'Letter' }).count()).toBe(1)
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('radio', { name: 'Versions' }).check()
      await beleg.press('ControlOrMeta+z')
      await expect.poll(typeOf).toBe(fact.type)
      await expect.poll(() => page.locator('.codebook-version-list').innerText()).not.toContain('seen by the reporter')
    })
  })
}) // prettier-ignore
