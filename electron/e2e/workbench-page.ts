import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { FactView } from '../../shared/model/views.ts'
import { articleIdSchema } from '../../shared/model/ids.ts'
import { callChannel } from './harness/index.ts'

/** The program as a person uses it: by keyboard, looking at what the screen says. Written once for every shell. */
export class WorkbenchPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words)
  }

  /** Presses Enter on a control, once it can be used: a person waits for what is still grey. */
  async enter(control: Locator): Promise<void> {
    await expect.poll(() => control.isEnabled()).toBe(true)
    await control.press('Enter')
  }

  /** Tabs forward until what has the focus is called so. */
  async tabTo(name: RegExp): Promise<void> {
    for (let step = 0; step < 60; step++) {
      const focused = await this.page.evaluate(() => {
        const element = document.activeElement
        return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      })
      if (name.test(focused)) return
      await this.press('Tab')
    }
    throw new Error(`nothing called ${String(name)} can be reached with Tab`)
  }

  /** Tabs forward until the focus is on what a selector names. */
  async tabToPlace(selector: string): Promise<void> {
    for (let step = 0; step < 60; step++) {
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector))
        return
      await this.press('Tab')
    }
    throw new Error(`${selector} cannot be reached with Tab`)
  }

  /** Runs a command by its words, from the palette. */
  async command(words: string): Promise<void> {
    await this.press('Control+k')
    await expect.poll(() => this.page.locator('dialog[open]').count()).toBe(1)
    await this.type(words)
    await this.press('Enter')
    await expect.poll(() => this.page.locator('.palette').count()).toBe(0)
  }

  /** Applies commands past the screen, as a script would. */
  async apply(commands: readonly { readonly type: string; readonly payload: unknown }[]): Promise<void> {
    const stamp = String(Date.now())
    const answer = await callChannel(this.page, 'commands.apply', {
      commands: commands.map((command, n) => ({ id: `${stamp}-${String(n)}`, ...command })),
    })
    if (!answer.ok) throw new Error(answer.error.message)
    for (const { error } of answer.value.answers) if (error !== undefined) throw new Error(error.message)
  }

  /** Answers the one question a new project asks. */
  async giveName(name: string): Promise<void> {
    await expect.poll(() => this.page.locator('dialog[open] input').count()).toBeGreaterThan(0)
    await this.type(name)
    await this.press('Enter')
    await expect.poll(() => this.page.locator('dialog[open]').count()).toBe(0)
  }

  /** Waits until the Library lists as many articles, each with its facts. */
  async waitForArticles(count: number): Promise<void> {
    await expect.poll(() => this.page.getByRole('listbox').getByRole('option').count()).toBe(count)
  }

  /** From the Library into Review, with the cursor's article. */
  async openArticle(): Promise<void> {
    // The list is read anew when the name is set; a person who sees that nothing opened presses again.
    await this.idle()
    for (let tries = 0; tries < 3 && !this.page.url().includes('#/review/'); tries++) {
      await this.press('Enter')
      await this.page.waitForURL(/#\/review\//, { timeout: 20_000 }).catch(() => undefined)
    }
    await this.waitForReview()
  }

  async waitForReview(): Promise<void> {
    await expect.poll(() => this.page.url()).toContain('#/review/')
    // The article of before may still be shown, and takes no keys for this one.
    await expect
      .poll(() => this.page.locator(`.rv[data-article="${this.articleId()}"] .cm-content`).count())
      .toBe(1)
    await this.idle()
  }

  articleId(): string {
    return /#\/review\/([^/?]+)/.exec(this.page.url())?.[1] ?? ''
  }

  /** Waits until the status line says that everything is saved. */
  async idle(): Promise<void> {
    await expect.poll(() => this.page.getByRole('contentinfo').innerText()).not.toMatch(/saving/i)
  }

  /** What the live region said last. */
  async announced(): Promise<string> {
    return (await this.page.getByRole('status').allInnerTexts()).join(' ')
  }

  async facts(): Promise<readonly FactView[]> {
    const rows: FactView[] = []
    for (;;) {
      const answer = await callChannel(this.page, 'facts.list', { offset: rows.length, limit: 500 })
      if (!answer.ok) throw new Error(answer.error.message)
      rows.push(...answer.value.rows)
      if (rows.length >= answer.value.total) return rows
    }
  }

  async factsOf(articleId: string): Promise<readonly FactView[]> {
    return (await this.facts()).filter((fact) => fact.articleId === articleId)
  }

  /** Who each mention of the article stands for, in text order. */
  async links(articleId: string): Promise<readonly (string | null)[]> {
    const answer = await callChannel(this.page, 'articles.open', {
      articleId: articleIdSchema.parse(articleId),
    })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value.mentions.map(({ entityId }) => entityId)
  }

  /** Counts of the article's facts by state. */
  async states(articleId: string): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {}
    for (const { state } of await this.factsOf(articleId)) counts[state] = (counts[state] ?? 0) + 1
    return counts
  }

  /**
   * Presses keys until the article has one more fact in a state, going to the next fact where this one does not let
   * itself be brought there (an incomplete one cannot be accepted).
   */
  async decide(articleId: string, state: string, keys: readonly string[]): Promise<void> {
    const before = (await this.states(articleId))[state] ?? 0
    for (let attempt = 0; attempt < 12; attempt++) {
      await this.press(...keys)
      await this.idle()
      try {
        await expect
          .poll(async () => (await this.states(articleId))[state] ?? 0, { timeout: 4000 })
          .toBeGreaterThan(before)
        return
      } catch {
        await this.press('Escape', 'j')
      }
    }
    throw new Error(`no fact became ${state}`)
  }
}
