import { describe, expect, it } from 'vitest'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot, type Session } from './harness/index.ts'

/** One invented story told twice, with one word changed and another headline, and one that is another story. */
const story = 'Außenministerin Mara Lindqvist traf am 3. Mai 2024 in Wien Verteidigungsminister Andrei Belinow. Bei dem Gespräch ging es um die Schifffahrt auf dem Grenzfluss und um einen gemeinsamen Hafen. Die Gespräche dauerten drei Stunden. Belinow reiste am Abend weiter nach Prag.' // prettier-ignore
const articles: Readonly<Record<string, string>> = {
  'a.txt': `Treffen in Wien\n\n${story}\n`,
  'b.txt': `Minister sprechen über Hafen\n\n${story.replace('drei Stunden', 'vier Stunden')}\n`,
  'c.txt': 'Gespräche in Oslo\n\nIn Oslo sagte Anton Sorin am 5. Mai 2024, er sei mit der Ernte zufrieden. Die Regierung in Oslo kündigte an, die Brücke im Norden bis zum Herbst zu erneuern und den Zoll abzuschaffen.\n',
} // prettier-ignore

/** At a desk with these articles, two of which are one row. */
const withFamily = (test: (session: Session) => Promise<void>): Promise<void> =>
  atTheDesk(test, { articles, rows: 2 })

const attestations = async ({ page }: Session): Promise<number> => {
  const answer = await callChannel(page, 'facts.list', {})
  return answer.ok ? Math.max(0, ...answer.value.rows.map((fact) => fact.attestations.length)) : -1
}

describe('near-duplicates', () => {
  it('are one row, compared side by side, and attest a fact that is decided once; undo takes it back', async () => {
    await withFamily(async (session) => {
      const { page } = session
      expect(await page.locator('.article-row').count()).toBe(2)
      await screenshot(page, 'families-library')
      await page.getByRole('option', { name: /Family of 2/ }).click()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => page.locator('.article-row').count()).toBe(3)
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => page.locator('.article-row').count()).toBe(2)

      await page.keyboard.press('p')
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/Change 1 of/).waitFor()
      await page.keyboard.press('n')
      await dialog.getByText(/Change 2 of/).waitFor()
      await screenshot(page, 'families-diff')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.keyboard.press('Escape')

      await page.keyboard.press('Enter')
      await page.locator('.rv-card').waitFor()
      await page.keyboard.press('Enter')
      await expect.poll(() => page.getByText(/saved/i).count()).toBeGreaterThan(0)
      await page.keyboard.press('k')
      await page.keyboard.press('Shift+P')
      const carry = page.getByRole('dialog')
      await carry.getByRole('button', { name: 'Carry to 1 article' }).waitFor()
      await screenshot(page, 'families-carry')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect.poll(() => attestations(session)).toBe(2)
      await page.keyboard.press('Control+Z')
      await expect.poll(() => attestations(session)).toBe(1)
    })
  })
})

describe('a corrected article', () => {
  it('takes over what was decided; what it says no more is attached by one key', async () => {
    await withFamily(async (session) => {
      const { page } = session
      const paste = (text: string) => callChannel(page, 'import.paste', { name: 'Nachtrag', text })
      const lead = 'Präsident Orhan Tesfai traf am 7. Mai 2024 in Oslo Außenministerin Mara Lindqvist.'
      await paste(`Nachtrag\n\n${lead} Tesfai dankte ihr für die Hilfe beim Bau des Hafens.\n`)
      await expect.poll(() => page.locator('.article-row').count()).toBe(3)
      const opened = await callChannel(page, 'articles.list', {})
      const articleId = opened.ok ? opened.value.rows.at(-1)?.id : undefined
      if (articleId === undefined) throw new Error('not there')
      await page.evaluate((id) => (location.hash = `#/review/${id}`), articleId)
      await page.locator('.rv-title').waitFor()
      const view = await callChannel(page, 'articles.open', { articleId })
      const fact = view.ok ? view.value.facts.find(({ missing, evidence }) => missing.length === 0 && evidence[0]?.surface.includes('traf') === true) : undefined // prettier-ignore
      if (fact === undefined) throw new Error('no meeting')
      await callChannel(page, 'commands.apply', { commands: [{ id: 'accept-it', type: 'fact.accept', payload: { factId: fact.id } }] }) // prettier-ignore
      await paste(`Nachtrag\n\n${lead.replace('traf am 7. Mai 2024', 'traf, wie berichtigt wurde, erst am 8. Mai 2024')} Tesfai dankte ihr für die Hilfe beim Bau des Hafens.\n`) // prettier-ignore
      await page.getByRole('button', { name: /Old version/ }).waitFor()
      await page.keyboard.press('Shift+Q')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('1 to settle').waitFor()
      await screenshot(page, 'families-versions')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.keyboard.press('1')
      await dialog.getByText('Everything that was decided is settled.').waitFor()
      const now = await callChannel(page, 'facts.list', { factIds: [fact.id] })
      expect(now.ok && now.value.rows[0]?.evidence[0]?.surface).toContain('berichtigt')

      await dialog.getByRole('button', { name: /Read in another encoding/ }).click()
      await page.getByRole('radio', { name: /windows-1252/ }).check()
      await screenshot(page, 'families-redecode')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.keyboard.press('Enter')
      const versions = async (): Promise<readonly string[]> => {
        const answer = await callChannel(page, 'versions.of', { articleId })
        return answer.ok ? answer.value.versions.map(({ encoding }) => encoding) : []
      }
      await expect.poll(versions).toEqual(['utf-8', 'utf-8', 'windows-1252'])
    })
  })
})
