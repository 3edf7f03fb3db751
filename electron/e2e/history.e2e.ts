import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FactView } from '../../shared/model/views.ts'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel } from './harness/index.ts'
import type { WorkbenchPage } from './workbench-page.ts'

const steps = (page: Page) => page.getByRole('listbox', { name: 'Steps' }).getByRole('option')
const selected = (page: Page) => page.locator('[role=option][aria-selected=true]')
const dialog = (page: Page) => page.locator('dialog[open]')

async function factNow(beleg: WorkbenchPage, id: string): Promise<FactView> {
  const found = (await beleg.facts()).find((fact) => fact.id === id)
  if (found === undefined) throw new Error(`the fact ${id} is gone`)
  return found
}

describe('the history, by keyboard', () => {
  it('finds an old step, shows what rests on it, undoes it with that or leaves it, and brings it back', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      const [fact, other] = (await beleg.facts()).filter(({ missing }) => missing.length === 0)
      if (fact === undefined || other === undefined) throw new Error('the samples have no complete fact')
      const was = fact.modality
      const [first = 'claimed', second = 'planned'] = (['claimed', 'planned', 'expected'] as const).filter((one) => one !== was) // prettier-ignore
      await beleg.apply([
        { type: 'fact.accept', payload: { factId: fact.id } },
        { type: 'fact.set', payload: { factId: fact.id, modality: first } },
        { type: 'fact.accept', payload: { factId: other.id } },
        { type: 'fact.annotate', payload: { factId: fact.id, note: 'Bleibt' } },
        { type: 'fact.set', payload: { factId: fact.id, modality: second } },
        { type: 'entity.create', payload: { type: 'PER', labelDe: 'Jemand anderes' } },
      ])

      await beleg.press('Alt+7')
      await expect.poll(() => page.url()).toContain('#/project/history')
      await expect.poll(() => steps(page).count()).toBeGreaterThan(7)
      // The kind is one Tab from the search, and a letter chooses in a list.
      await beleg.press('/')
      await beleg.tabTo(/^What was done$/)
      await beleg.type('Changes of facts')
      await expect.poll(() => steps(page).count()).toBe(3)
      await beleg.press('F6')
      await beleg.press('j', 'j')
      await expect.poll(() => selected(page).innerText()).toContain('Fact changed')
      await expect.poll(() => page.locator('.step-detail').innerText()).toContain('Modality')

      const before = await factNow(beleg, fact.id)
      await beleg.press('u')
      await expect.poll(() => dialog(page).innerText()).toContain('1 later step rests on this one')
      expect(await dialog(page).locator('.step-row').count()).toBe(2)
      expect(await accessibilityViolations(page)).toEqual([])
      // Enter, without having chosen, leaves everything as it is.
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).count()).toBe(0)
      expect(await factNow(beleg, fact.id)).toEqual(before)

      await beleg.press('u')
      await expect.poll(() => dialog(page).innerText()).toContain('1 later step rests on this one')
      await beleg.tabToPlace('dialog input')
      await beleg.type('Zu früh')
      await beleg.tabTo(/^Undo all 2 together$/)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).count()).toBe(0)
      await expect.poll(async () => (await factNow(beleg, fact.id)).modality).toBe(was)
      expect((await factNow(beleg, fact.id)).note).toBe('Bleibt')
      expect((await factNow(beleg, other.id)).state).toBe('accepted')
      expect(await beleg.announced()).toContain('2 steps are undone')
      await expect.poll(() => selected(page).locator('[data-undone=true]').count()).toBe(1)

      await beleg.press('u')
      await expect.poll(() => dialog(page).innerText()).toContain('Bring back step')
      await expect.poll(() => dialog(page).locator('input').count()).toBe(1)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).count()).toBe(0)
      await expect.poll(async () => (await factNow(beleg, fact.id)).modality).toBe(second)

      const reason = await callChannel(page, 'history.list', { text: 'früh' })
      expect(reason.ok && reason.value.rows.map(({ note }) => note)).toEqual(['Zu früh'])
      await beleg.press('Enter')
      await expect.poll(() => page.url()).toContain(`#/review/${fact.articleId}?fact=${fact.id}`)
    })
  })

  it('undoes one old step by itself with two keys where nothing rests on it', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      await beleg.apply([
        { type: 'entity.create', payload: { type: 'PER', labelDe: 'Erste Person' } },
        { type: 'entity.create', payload: { type: 'PER', labelDe: 'Zweite Person' } },
      ])
      await beleg.command('History')
      await expect.poll(() => steps(page).count()).toBeGreaterThan(3)
      await beleg.press('/')
      await beleg.type('erste')
      await expect.poll(() => steps(page).count()).toBe(1)
      await beleg.press('Enter', 'u')
      await expect.poll(() => dialog(page).locator('input').count()).toBe(1)
      await beleg.press('Enter')
      await expect.poll(() => steps(page).count()).toBe(2)
      const left = await callChannel(page, 'entities.list', { search: 'Person' })
      expect(left.ok && left.value.rows.map(({ labelDe }) => labelDe)).toEqual(['Zweite Person'])
    })
  })

  it('reads without barriers in light and dark, English and German', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      const [fact] = await beleg.facts()
      await beleg.apply([{ type: 'fact.reject', payload: { factId: fact?.id, reason: 'duplicate' } }])
      await beleg.press('Alt+7')
      await expect.poll(() => page.locator('.step-detail .change-line').count()).toBeGreaterThan(0)
      await beleg.press('r')
      await expect.poll(() => page.locator('.raw-rows').count()).toBe(1)
      for (const next of ['Switch between light and dark', 'Sprache wechseln', 'Zwischen Hell und Dunkel', null]) {
        expect(await accessibilityViolations(page)).toEqual([])
        if (next !== null) await beleg.command(next)
      }
      expect(await page.locator('.step-detail').innerText()).toContain('Was sich geändert hat')
    })
  })
}) // prettier-ignore
