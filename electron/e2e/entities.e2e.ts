import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot, type Session } from './harness/index.ts'

/** Invented people in three short articles: one minister in three spellings, a namesake, a wrong reading. */
const articles: Readonly<Record<string, string>> = {
  'a.txt': 'Treffen in Wien\n\nAußenministerin Mara Lindqvist traf am 3. Mai 2024 in Wien Verteidigungsminister Andrei Belinow. Lindqvist lobte Belinow.\n',
  'b.txt': 'Reise nach Prag\n\nVerteidigungsminister Andrej Belinow reiste am 4. Mai 2024 nach Prag. Belinow sprach dort mit Mara Lindqvist.\n',
  'c.txt': 'Gespräche in Oslo\n\nIn Oslo sagte Anton Belinow am 5. Mai 2024, er sei zufrieden. Mara Lindqvist widersprach Anton Belinow.\n',
} // prettier-ignore

const atTheRegistry = (test: (session: Session) => Promise<void>): Promise<void> =>
  atTheDesk(
    async (desk) => {
      await desk.page.keyboard.press('Alt+3')
      await desk.page.getByRole('option', { name: /Lindqvist/ }).waitFor()
      await test(desk)
    },
    { articles },
  )

const people = async ({ page }: Session): Promise<readonly string[]> => {
  const answer = await callChannel(page, 'entities.list', { types: ['PER'] })
  return answer.ok ? answer.value.rows.map(({ labelDe }) => labelDe ?? '').sort() : []
}

describe('the registry', () => {
  it('shows where an entity stands, merges it with a preview, and undo brings both back', async () => {
    await atTheRegistry(async (session) => {
      const { page } = session
      await page.getByRole('searchbox', { name: 'Find a name' }).fill('Anton')
      await page.getByRole('option', { name: /Anton Belinow/ }).click()
      await page.getByRole('heading', { level: 1, name: 'Anton Belinow' }).waitFor()
      await expect.poll(() => page.locator('.concordance li').count()).toBe(3)
      await page.getByRole('button', { name: 'Add an office' }).click()
      await page.getByLabel('Office', { exact: true }).fill('Gesandter')
      await page.getByLabel('From', { exact: true }).fill('2021-03')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('img', { name: 'Offices over time' }).waitFor()
      await screenshot(page, 'entities-detail')
      expect(await accessibilityViolations(page)).toEqual([])

      const before = await people(session)
      await page.getByRole('button', { name: 'Merge …' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').fill('Andrei')
      await dialog.getByRole('option').first().click()
      await dialog.getByText('Afterwards:').waitFor()
      await screenshot(page, 'entities-merge')
      expect(await accessibilityViolations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
      await expect.poll(() => people(session).then((found) => found.length)).toBe(before.length - 1)
      await page.keyboard.press('Control+Z')
      await expect.poll(() => people(session)).toEqual(before)

      // A list by keyboard: what the columns hold, what becomes of whom, in, and out again.
      const csv = join(session.home.folder, 'people.csv')
      writeFileSync(csv, 'Name,Auch,Typ\nIda Vost,I. Vost,PER\nJan Pirk,,PER\nMara Lindqvist,,PER\n')
      await page.keyboard.press('Control+Shift+L')
      await session.choose([csv])
      const list = page.getByRole('dialog', { name: /people/ })
      await list.getByText('Same name alone (1)').waitFor()
      await list.getByLabel('What the column Auch holds').selectOption({ label: 'Other names' })
      await list.getByText('Adds 3 names').waitFor()
      await screenshot(page, 'entities-list-import')
      expect(await accessibilityViolations(page)).toEqual([])
      await list.getByLabel('What the column Auch holds').press('Tab')
      await list.getByRole('button', { name: 'Take in 2 entries' }).press('Enter')
      await list.getByText('Taken in, as one step').waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => people(session)).toEqual([...before, 'Ida Vost', 'Jan Pirk'].sort())
      await page.keyboard.press('Control+Z')
      await expect.poll(() => people(session)).toEqual(before)
    })
  })

  it('splits off mentions, remembers the difference, and shows it', async () => {
    await atTheRegistry(async (session) => {
      const { page } = session
      await page.getByRole('option', { name: /Mara Lindqvist/ }).click()
      await page.getByRole('button', { name: 'Split …' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('checkbox', { name: /traf am/ }).check()
      await dialog.getByLabel('Name of the new entity').fill('Mara Lindqvist (Wien)')
      await screenshot(page, 'entities-split')
      expect(await accessibilityViolations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Split', exact: true }).click()
      await expect.poll(() => people(session)).toContain('Mara Lindqvist (Wien)')
      await page.getByRole('heading', { name: 'Never the same as' }).waitFor()
      await page.getByRole('heading', { level: 1, name: 'Mara Lindqvist', exact: true }).waitFor()
      await page.emulateMedia({ colorScheme: 'dark' })
      await callChannel(page, 'app.preferences', { set: { language: 'de' } })
      await page.reload()
      await page.getByRole('tab', { name: 'Verzeichnis' }).waitFor()
      await page.getByRole('option', { name: /Lindqvist/ }).first().waitFor()
      await screenshot(page, 'entities-german')
      expect(await accessibilityViolations(page)).toEqual([])
    })
  })

  it('finds what may be the same beside the work, and takes the verdict by a single key', async () => {
    await atTheRegistry(async (session) => {
      const { page } = session
      for (const labelDe of ['Orhan Tesfai', 'Orchan Tesfaj']) {
        const command = { id: labelDe.replace(' ', '-'), type: 'entity.create', payload: { type: 'PER', labelDe } }
        await callChannel(page, 'commands.apply', { commands: [command] })
      }
      await page.getByRole('tab', { name: 'The same?' }).click()
      await page.getByRole('button', { name: 'Look for them' }).click()
      await page.getByRole('heading', { name: 'Entities that may be the same' }).waitFor()
      await page.getByText('What speaks for it').waitFor()
      await screenshot(page, 'entities-clusters')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('listbox', { name: 'Groups' }).focus()
      const before = (await people(session)).length
      await page.keyboard.press('a')
      await expect.poll(() => people(session).then((found) => found.length)).toBe(before - 1)
      await page.getByRole('tab', { name: 'Learned' }).click()
      await page.getByText('Nothing yet.').waitFor()
      expect(await accessibilityViolations(page)).toEqual([])
    })
  })
}) // prettier-ignore
