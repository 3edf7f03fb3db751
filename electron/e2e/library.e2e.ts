import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot, type Session } from './harness/index.ts'
import type { WorkbenchPage } from './workbench-page.ts'

/** Six articles of two invented papers; one paper prints its menu into every article. */
const menu = 'Zum Anfang der Seite springen'
const article = (n: number, publisher: string, date: string, story: string): string =>
  `---\ntitle: ${story.split('.')[0] ?? ''}\npublisher: ${publisher}\ndate: ${date}\n---\n${story}\n\n${publisher === 'Nordkurier' ? `${menu}\n\n` : ''}Das teilte das Amt Nummer ${String(n)} mit.\n` // prettier-ignore
const articles: Readonly<Record<string, string>> = {
  'a.md': article(1, 'Nordkurier', '2024-05-03', 'Lindqvist reist nach Wien. Außenministerin Mara Lindqvist traf in Wien Andrei Belinow.'),
  'b.md': article(2, 'Nordkurier', '2024-05-04', 'Belinow reist nach Prag. Verteidigungsminister Andrei Belinow reiste nach Prag.'),
  'c.md': article(3, 'Nordkurier', '2024-06-01', 'Hafen gesperrt. Der Hafen von Rostock bleibt bis Freitag gesperrt.'),
  'd.md': article(4, 'Nordkurier', '2024-07-01', 'Brücke offen. Die Brücke bei Rostock ist seit Montag wieder offen.'),
  'e.md': article(5, 'Abendblatt', '2025-01-10', 'Schule beginnt. In Rostock begann am Montag der Unterricht.'),
  'f.md': article(6, 'Abendblatt', '2025-02-10', 'Markt verlegt. Der Markt wird in die Halle verlegt.'),
} // prettier-ignore

const table =
  'Nr;Kopf;Rumpf\n1;Tunnel;"Der Tunnel unter dem Fjord ist fertig."\n2;Fähre;"Die Fähre nach Oslo fährt wieder."\n'

const inTheLibrary = (test: (session: Session, beleg: WorkbenchPage) => Promise<void>): Promise<void> =>
  atTheDesk(
    async (desk) => {
      writeFileSync(join(desk.home.folder, 'export.csv'), table)
      await test(desk, desk.beleg)
    },
    { articles },
  )

const total = async ({ page }: Session): Promise<number> => {
  const answer = await callChannel(page, 'articles.list', { limit: 1 })
  return answer.ok ? answer.value.total : -1
}
const states = async ({ page }: Session): Promise<readonly string[]> => {
  const answer = await callChannel(page, 'articles.list', { limit: 20 })
  return answer.ok ? answer.value.rows.map(({ triage }) => triage) : []
}

describe('the library', () => {
  it('is narrowed, kept as a view and decided about many at once, by keyboard', async () => {
    await inTheLibrary(async (session, beleg) => {
      const { page } = session
      const status = page.locator('.toolbar-count')
      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('f')
      await page.getByRole('checkbox', { name: /Nordkurier/ }).focus()
      await beleg.press('Space')
      await expect.poll(() => status.textContent()).toContain('4 of 6')
      await screenshot(page, 'library-facets')
      expect(await accessibilityViolations(page)).toEqual([])

      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('s')
      await beleg.type('Nur Nordkurier')
      await beleg.press('Enter')
      await page.getByRole('button', { name: /Nur Nordkurier/ }).first().waitFor()
      await page.getByRole('button', { name: 'Show all articles' }).click()
      await expect.poll(() => status.textContent()).toContain('6 articles')
      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('1')
      await expect.poll(() => status.textContent()).toContain('4 of 6')

      await beleg.press('Control+a')
      await page.locator('.marked-bar').getByText('4 articles marked').waitFor()
      await beleg.press('n')
      await page.getByText('4 of 4 articles change.').waitFor()
      await screenshot(page, 'library-bulk')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('textbox', { name: 'Reason' }).focus()
      await beleg.press('Enter')
      await expect.poll(() => states(session)).toEqual(['no_facts', 'no_facts', 'no_facts', 'no_facts', 'todo', 'todo'])
      await beleg.press('Control+z')
      await expect.poll(() => states(session).then((all) => new Set(all))).toEqual(new Set(['todo']))

      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('Home', 'Shift+ArrowDown')
      await page.locator('.marked-bar').getByText('2 articles marked').waitFor()
      await beleg.press('Delete')
      await page.getByRole('heading', { name: 'Remove 2 articles?' }).waitFor()
      await beleg.press('Enter')
      await expect.poll(() => total(session)).toBe(4)
      await beleg.press('Control+z')
      await expect.poll(() => total(session)).toBe(6)
    })
  })

  it('asks once about a line that recurs, and says what is known of an article', async () => {
    await inTheLibrary(async (session, beleg) => {
      const { page } = session
      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('Shift+L')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('This line stands in 4 articles of Nordkurier. Boilerplate?').waitFor()
      await dialog.getByRole('option', { name: new RegExp(menu) }).click()
      await screenshot(page, 'library-lines')
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.press('Enter')
      await expect
        .poll(async () => {
          const [row] = (await listed(session)).filter(({ publisher }) => publisher === 'Nordkurier')
          const open = row === undefined ? null : await callChannel(page, 'articles.open', { articleId: row.id })
          return open?.ok === true ? open.value.zones.filter(({ masked }) => masked).map(({ surface }) => surface) : []
        })
        .toContain(menu)
      await beleg.press('Escape')

      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('Home', 'Shift+I')
      await page.getByRole('textbox', { name: 'Agency' }).fill('KNA')
      await beleg.press('Enter')
      await expect.poll(() => listed(session).then(([first]) => first?.agency)).toBe('KNA')
      await page.getByText('by hand').first().waitFor()
      await screenshot(page, 'library-details')
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.press('Escape')

      await page.emulateMedia({ colorScheme: 'dark' })
      await callChannel(page, 'app.preferences', { set: { language: 'de' } })
      await page.reload()
      await page.getByRole('checkbox', { name: /Nordkurier/ }).waitFor()
      await screenshot(page, 'library-german')
      expect(await accessibilityViolations(page)).toEqual([])
    })
  })

  it('asks what the columns of a table hold, shows where a text is cut, and takes both in', async () => {
    await inTheLibrary(async (session, beleg) => {
      const { page, home } = session
      await page.getByRole('listbox', { name: 'Library' }).focus()
      await beleg.press('Control+i')
      await session.choose([join(home.folder, 'export.csv')])
      await page.getByRole('heading', { name: 'How are these files to be read?' }).waitFor()
      await page.getByText('Choose the column that holds the text of the articles.').waitFor()
      await page.getByLabel('What the column Rumpf holds').selectOption('text')
      await page.getByLabel('What the column Kopf holds').selectOption('title')
      await screenshot(page, 'import-columns')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await expect.poll(() => total(session)).toBe(8)

      await beleg.press('Control+Shift+V')
      await page.getByRole('dialog').getByLabel('Text of the article').fill('Erster Text über Kiel.\n-----\nZweiter Text über Lübeck.')
      await page.getByRole('radio', { name: 'parted by a line' }).check()
      await page.getByRole('textbox', { name: 'parted by a line' }).fill('-----')
      await page.getByRole('region', { name: 'Preview' }).getByText('2 articles').waitFor()
      await screenshot(page, 'paste-pieces')
      expect(await accessibilityViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await expect.poll(() => total(session)).toBe(10)

      writeFileSync(join(home.folder, 'leuchtturm.txt'), 'Der Leuchtturm von Kiel wird im Herbst gestrichen.')
      await session.drop('body', [join(home.folder, 'leuchtturm.txt')])
      await expect.poll(() => total(session)).toBe(11)
    })
  })
}) // prettier-ignore

async function listed({ page }: Session) {
  const answer = await callChannel(page, 'articles.list', { limit: 20 })
  return answer.ok ? answer.value.rows : []
}
