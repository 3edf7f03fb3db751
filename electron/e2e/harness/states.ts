import { callChannel } from './call-channel.ts'
import type { Page } from 'playwright-core'
import { articleIdSchema } from '../../../shared/model/ids.ts'

/** A state of the program that somebody may be looking at, and how to get there from wherever one is. */
export interface ScreenState {
  readonly name: string
  readonly reach: (walk: Walk) => Promise<void>
  /** Worth a picture, but the same markup as another state: not checked a second time for accessibility. */
  readonly again?: true
}

/** Leads a page from state to state by addresses and keys, which are the same in every language. */
export class Walk {
  readonly page: Page
  readonly articleId: string

  constructor(page: Page, articleId: string) {
    this.page = page
    this.articleId = articleId
  }

  /** Closes what is open and goes to an address. */
  async go(hash: string): Promise<void> {
    for (let step = 0; step < 4; step += 1) await this.page.keyboard.press('Escape')
    await this.page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    await this.settle()
  }

  async review(fact?: string): Promise<void> {
    await this.go(`#/review/${this.articleId}${fact === undefined ? '' : `?fact=${fact}`}`)
    await this.page.locator('.cm-content').waitFor()
    await this.page.locator('[data-pane-focus]').last().focus()
  }

  async library(): Promise<void> {
    await this.go('#/library')
    await this.page.getByRole('listbox').last().focus()
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key)
      await this.page.waitForTimeout(60)
    }
    await this.settle()
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words)
    await this.settle()
  }

  async click(selector: string): Promise<void> {
    await this.page.locator(selector).first().click()
    await this.settle()
  }

  /** Waits until what was asked for is there and stands still. */
  async settle(): Promise<void> {
    await this.page.waitForTimeout(220)
  }

  /** Applies commands past the screen, as a script would. */
  async apply(commands: readonly { readonly type: string; readonly payload: unknown }[]): Promise<void> {
    const stamp = String(Date.now())
    const answer = await callChannel(this.page, 'commands.apply', {
      commands: commands.map((command, n) => ({ id: `${stamp}-${String(n)}`, ...command })),
    })
    if (!answer.ok) throw new Error(answer.error.message)
    await this.settle()
  }

  /** Decides what is open in the article and sweeps its sentences. */
  async finishArticle(): Promise<void> {
    const articleId = articleIdSchema.parse(this.articleId)
    const opened = await callChannel(this.page, 'articles.open', { articleId })
    if (!opened.ok) throw new Error(opened.error.message)
    const { facts, sentences } = opened.value
    await this.apply([
      ...facts
        .filter(({ state }) => state === 'proposed')
        .map(({ id, missing }) => ({
          type: missing.length === 0 ? 'fact.accept' : 'fact.reject',
          payload: { factId: id, durationMs: 4000 },
        })),
      ...sentences.map(({ start, end }) => ({
        type: 'sentence.review',
        payload: { articleId, start, end, complete: true },
      })),
    ])
  }
}

/** Shows the page in a theme without asking for it in the settings. */
export const showTheme = (page: Page, theme: 'light' | 'dark' | 'contrast'): Promise<unknown> =>
  page.evaluate(`document.documentElement.dataset.theme = ${JSON.stringify(theme)}`)

const review =
  (...keys: readonly string[]): ScreenState['reach'] =>
  async (walk) => {
    await walk.review()
    await walk.press(...keys)
  }
const library =
  (...keys: readonly string[]): ScreenState['reach'] =>
  async (walk) => {
    await walk.library()
    await walk.press(...keys)
  }
const at =
  (hash: string, ...keys: readonly string[]): ScreenState['reach'] =>
  async (walk) => {
    await walk.go(hash)
    await walk.press(...keys)
  }
const dataset =
  (way: string): ScreenState['reach'] =>
  async (walk) => {
    await walk.go('#/datasets')
    await walk.click(way)
  }
const entity =
  (button: number): ScreenState['reach'] =>
  async (walk) => {
    await walk.go('#/entities')
    await walk.page.getByRole('listbox').last().focus()
    await walk.press('Enter')
    await walk.click(`.entity-ways > :nth-child(${String(button)})`)
  }

/** Every screen and dialog that the sample project can show, in an order in which each can be reached. */
export const screenStates: readonly ScreenState[] = [
  { name: 'start', reach: at('#/start') },
  { name: 'library', reach: library() },
  { name: 'library-marked', reach: library('Space', 'Shift+ArrowDown', 'Shift+ArrowDown') },
  {
    name: 'library-nothing-found',
    reach: async (walk) => {
      await walk.library()
      await walk.press('/')
      await walk.type('zzzz')
    },
  },
  {
    name: 'library-facets',
    reach: async (walk) => {
      // The search of the state before is taken back.
      await walk.library()
      await walk.press('/', 'Control+a', 'Delete')
      await walk.library()
      await walk.press('f')
    },
  },
  { name: 'library-reason', reach: library('x') },
  { name: 'library-bulk', reach: library('Control+a', 'e') },
  { name: 'library-remove', reach: library('Delete') },
  { name: 'library-view-saved', reach: library('s') },
  { name: 'article-details', reach: library('Shift+I') },
  { name: 'article-lines', reach: library('Shift+L') },
  { name: 'import-chooser', reach: library('Control+i') },
  { name: 'import-paste', reach: library('Control+Shift+V') },
  { name: 'import-options', reach: library('Control+Shift+I') },

  { name: 'review', reach: review() },
  { name: 'review-rejected', reach: review('Enter', 'x'), again: true },
  { name: 'review-editor', reach: review('e') },
  { name: 'review-editor-time', reach: review('e', 'Tab', 'Tab', 'Tab', 'Tab'), again: true },
  { name: 'review-link', reach: review('l') },
  { name: 'review-type', reach: review('t') },
  { name: 'review-note', reach: review('#') },
  { name: 'review-article-note', reach: review('q') },
  { name: 'review-history', reach: review('h') },
  { name: 'review-split', reach: review('d') },
  { name: 'review-join', reach: review('Shift+D') },
  { name: 'review-new-fact', reach: review('n') },
  { name: 'review-mention', reach: review('F6', 'Control+ArrowRight', 'Shift+Control+ArrowRight', 'm') },
  { name: 'review-find', reach: review('Control+f', 'd', 'i', 'e') },
  { name: 'review-marks', reach: review('i') },
  { name: 'review-unfolded', reach: review('z'), again: true },
  { name: 'review-alike', reach: review('Shift+A') },
  {
    name: 'review-alike-list',
    reach: async (walk) => {
      await walk.review()
      await walk.press('Shift+A')
      for (let sample = 0; sample < 5; sample += 1) {
        if ((await walk.page.locator('dialog[open] .ql-context').count()) === 0) break
        await walk.press('Enter')
      }
    },
  },
  { name: 'review-sweep', reach: review('w') },
  { name: 'review-family', reach: review('w', 'p') },
  { name: 'review-failed', reach: at('#/review/nirgends') },
  {
    name: 'review-summary',
    reach: async (walk) => {
      await walk.finishArticle()
      await walk.review()
      await walk.press('f')
    },
  },

  { name: 'palette', reach: library('Control+k') },
  { name: 'go-to', reach: library('g') },
  { name: 'keys', reach: library('?') },
  { name: 'handbook', reach: library('F1') },
  { name: 'remarks', reach: library('Alt+9') },
  { name: 'entities', reach: at('#/entities') },
  {
    name: 'entity',
    reach: async (walk) => {
      await walk.go('#/entities')
      await walk.page.getByRole('listbox').last().focus()
      await walk.press('Enter')
    },
  },
  { name: 'entity-merge', reach: entity(2) },
  { name: 'entity-split', reach: entity(3) },
  { name: 'entity-never-same', reach: entity(4) },
  { name: 'datasets-none', reach: at('#/datasets') },
  { name: 'dataset-new', reach: dataset('main .button-main') },
  {
    name: 'dataset',
    reach: async (walk) => {
      await walk.apply([{ type: 'dataset.create', payload: { name: 'Treffen' } }])
      await walk.go('#/datasets')
    },
  },
  { name: 'dataset-export', reach: dataset('.dataset-ways > :nth-child(4)') },
  { name: 'dataset-freeze', reach: dataset('.dataset-ways > :nth-child(5)') },
  ...['history', 'quality', 'opinions', 'backups', 'check', 'removal', 'codebook', 'about'].map(
    (part): ScreenState => ({ name: `project-${part}`, reach: at(`#/project/${part}`) }),
  ),
  { name: 'settings', reach: at('#/settings') },
]
