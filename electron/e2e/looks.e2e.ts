import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { samplesAtHome } from './harness/desk.ts'
import { accessibilityViolations, callChannel, withBrowserShell } from './harness/index.ts'
import { screenStates, showTheme, Walk } from './harness/states.ts'
import { WorkbenchPage } from './workbench-page.ts'

/** Controls that Tab passes by, each with the action that does the same: Tab through every chip of a fact would take hours. */
const otherWays: Readonly<Record<string, string>> = {
  '.rv-chip': 'slot.next',
  '.rv-quote': 'pane.next',
  '.rv-conflict *': 'conflict.open',
  '.rv-reason': 'candidate.take',
  '.rv-row-face': 'editor.next',
  '.rv-carried-fact': 'candidate.take',
  '.rv-blind *': 'candidate.take',
  '.tp-fold *': 'text.unfold',
}

/** Inside these, arrows move and Tab leaves. */
const composite =
  '[role=listbox], [role=menu], [role=tablist], [role=grid], [role=radiogroup], [role=feed] > *'

const controls = new Set([
  'button', 'link', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'switch', 'option', 'tab', 'menuitem', 'slider', 'spinbutton', 'listbox', 'grid', 'feed', 'dialog', 'splitter', 'separator',
]) // prettier-ignore

interface AxNode {
  readonly ignored: boolean
  readonly role?: { readonly value?: unknown }
  readonly name?: { readonly value?: unknown }
  readonly backendDOMNodeId?: number
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[]
}

/** Controls of the accessibility tree that say nothing of themselves. */
async function nameless(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { readonly nodes: readonly AxNode[] }
    const found = nodes.filter(({ ignored, role, name, properties }) => {
      if (ignored || typeof role?.value !== 'string' || !controls.has(role.value)) return false
      const focusable = properties?.some((one) => one.name === 'focusable' && one.value.value === true) === true
      // A line between two things is no control unless it can be moved.
      if (role.value === 'separator' && !focusable) return false
      return typeof name?.value !== 'string' || name.value.trim() === ''
    })
    return found.map(({ role, backendDOMNodeId }) => `${String(role?.value)} ${String(backendDOMNodeId)}`)
  } finally {
    await session.detach()
  }
} // prettier-ignore

/** Controls in sight that neither Tab nor another key reaches. */
const unreachable = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    ([ways, inside]) => {
      const dialogs = [...document.querySelectorAll('dialog[open]')]
      const place = dialogs.at(-1) ?? document.body
      return [...place.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')]
        .filter((one) => one.checkVisibility() && one.tabIndex < 0 && one.closest(inside) === null)
        .filter((one) => !one.matches(ways) && !one.matches(':disabled'))
        .map((one) => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 40)}`)
    },
    [Object.keys(otherWays).join(', '), composite] as const,
  )

describe('what everybody can reach and read', () => {
  it('no screen and no dialog breaks a rule of accessibility in any theme; every control has a name and a key', async () => {
    await withBrowserShell(
      async ({ page }) => {
        const beleg = new WorkbenchPage(page)
        await beleg.giveName('Ada')
        await beleg.waitForArticles(8)
        const listed = await callChannel(page, 'articles.list', {})
        const articleId = listed.ok ? (listed.value.rows[0]?.id ?? '') : ''
        const walk = new Walk(page, articleId)
        const faults: string[] = []
        for (const { name, reach, again } of screenStates) {
          if (again === true) continue
          await reach(walk)
          const note = (what: string, found: readonly unknown[]): void => {
            for (const one of found) faults.push(`${name}: ${what}: ${JSON.stringify(one)}`)
          }
          note('axe', await accessibilityViolations(page))
          note('without a name', await nameless(page))
          note('out of reach', await unreachable(page))
          for (const theme of ['dark', 'contrast'] as const) {
            await showTheme(page, theme)
            // Themes differ in their colours alone.
            note(`axe, ${theme}`, await accessibilityViolations(page, ['color-contrast']))
          }
          await showTheme(page, 'light')
        }
        expect(faults).toEqual([])
      },
      { prepare: samplesAtHome },
    )
  })

  it('every action of Review is in the palette by its name, is done from there, and is said aloud', async () => {
    await withBrowserShell(
      async ({ page }) => {
        const beleg = new WorkbenchPage(page)
        await beleg.giveName('Ada')
        await beleg.waitForArticles(8)
        await beleg.openArticle()
        // There is something to redo.
        await beleg.press('Enter')
        await beleg.idle()
        await beleg.press('Control+z')
        await beleg.idle()
        // What there is to redo is read a moment after the step.
        const palette = async (): Promise<readonly string[]> => {
          await beleg.press('Control+k')
          const labels = await page.getByRole('option').locator('.palette-label').allInnerTexts()
          await beleg.press('Escape')
          return labels
        }
        await expect.poll(palette).toContain('Redo')
        const offered = await palette()
        await beleg.press('?')
        const sheet = await page.locator('.keysheet-row').evaluateAll((rows) =>
          rows.map((row) => ({
            place: row.parentElement?.querySelector('h3')?.textContent ?? '',
            label: row.querySelector('span')?.textContent ?? '',
            keys: row.textContent,
          })),
        )
        const missing = sheet
          .filter(({ place }) => ['Everywhere', 'Facts', 'Article text'].includes(place))
          // Digits take what stands beside them; the palette is what one is in.
          .filter(
            ({ label, keys }) => !/1\s*…\s*9/.test(keys) && label !== 'Commands' && !offered.includes(label),
          )
        expect(sheet.length).toBeGreaterThan(80)
        expect(missing).toEqual([])
        await beleg.press('Escape')
        await beleg.command('accept and')
        await expect.poll(() => beleg.announced()).toMatch(/Accepted/)

        // The window closes on half a note: it is there afterwards.
        await beleg.press('#')
        await beleg.type('half a note')
        const address = page.url()
        await page.goto('about:blank')
        await page.goto(address)
        await beleg.waitForReview()
        await expect.poll(async () => (await beleg.facts()).filter(({ note }) => note === 'half a note').length).toBe(1) // prettier-ignore
      },
      { prepare: samplesAtHome },
    )
  })
})
