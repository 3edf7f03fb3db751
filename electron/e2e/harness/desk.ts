import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject } from 'vitest'
import { root, samples } from '../../tools/paths.mjs'
import { WorkbenchPage } from '../workbench-page.ts'
import { withHost, type Session, type SessionOptions, type TestHome } from './index.ts'

/** The sample articles in a home, and the project of them beside, which is what it answers. */
export function samplesAtHome({ folder }: TestHome): string {
  cpSync(samples, join(folder, 'Artikel'), { recursive: true })
  const project = join(folder, 'Artikel.beleg')
  cpSync(inject('sampleProject'), project, { recursive: true })
  return project
}

/** Makes trouble in the program from outside; see `trouble.mjs`. */
interface Trouble {
  readonly begin: (name: 'die' | 'full' | 'no-sync' | 'full-beside' | 'forbidden') => void
  readonly end: (name: 'full' | 'no-sync' | 'full-beside' | 'forbidden') => void
}

/** An open project of the sample articles or others, and somebody who has given her name. */
interface Desk extends Session {
  readonly beleg: WorkbenchPage
  /** The project's folder. */
  readonly project: string
  readonly trouble: Trouble
}

interface DeskOptions extends SessionOptions {
  /** Articles by the name of their file, in place of the samples. */
  readonly articles?: Readonly<Record<string, string>>
  /** Rows the Library has with them; as many as articles where absent. Of a family there is one. */
  readonly rows?: number
}

/** Runs `test` at a desk; otherwise as `withHost`. */
export async function atTheDesk(
  test: (desk: Desk) => Promise<void>,
  { articles, rows, ...options }: DeskOptions = {},
): Promise<void> {
  const hook = pathToFileURL(join(root, 'electron', 'tools', 'trouble.mjs')).href
  const switches = join(root, 'test-results', `trouble-${String(process.pid)}-${String(Date.now())}`)
  mkdirSync(switches, { recursive: true })
  const trouble: Trouble = {
    begin: (name) => {
      writeFileSync(join(switches, name), '')
    },
    end: (name) => {
      rmSync(join(switches, name))
    },
  }
  try {
    await withHost(
      async (session) => {
        const beleg = new WorkbenchPage(session.page)
        await beleg.giveName('Ada')
        await beleg.waitForArticles(rows ?? (articles === undefined ? 8 : Object.keys(articles).length))
        await test({ ...session, beleg, project: join(session.home.folder, 'Artikel.beleg'), trouble })
      },
      {
        ...options,
        env: { NODE_OPTIONS: `--import=${hook}`, BELEG_TROUBLE: switches },
        prepare: (home) => {
          if (articles === undefined) return samplesAtHome(home)
          const folder = join(home.folder, 'Artikel')
          mkdirSync(folder)
          for (const [name, text] of Object.entries(articles)) writeFileSync(join(folder, name), text)
          return folder
        },
      },
    )
  } finally {
    rmSync(switches, { recursive: true, force: true })
  }
}

/** Names the new folder a dialog asks for, and has it made among the documents. */
export async function intoDocuments({ page, home, choose, beleg }: Desk, name: string): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await expect.poll(() => dialog.locator('input').count()).toBe(1)
  await beleg.tabToPlace('dialog[open] input')
  await beleg.press('Control+a')
  await beleg.type(name)
  await beleg.tabTo(/^Choose/)
  await beleg.press('Enter')
  await choose([join(home.folder, 'Documents')])
  await expect.poll(() => dialog.locator('.place-label').innerText()).toContain('Documents')
  // The focus is where the place was asked for.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Choose/)
}
