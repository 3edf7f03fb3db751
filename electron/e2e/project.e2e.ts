import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { samples } from '../tools/paths.mjs'
import { atTheDesk, intoDocuments } from './harness/desk.ts'
import { accessibilityViolations, callChannel } from './harness/index.ts'

/** Files of a folder and of what lies in it. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** Everything a file says, also what is deflated in it or in a zip. */
function everythingIn(path: string): readonly Buffer[] {
  const bytes = readFileSync(path)
  const inflated = (part: Uint8Array): readonly Buffer[] => {
    try {
      return [Buffer.from(part), inflateRawSync(part)]
    } catch {
      return [Buffer.from(part)]
    }
  }
  return path.endsWith('.zip')
    ? Object.values(unzipSync(bytes)).flatMap(inflated)
    : [bytes, ...inflated(bytes)]
}

const filesSaying = (folder: string, words: readonly string[]): readonly string[] =>
  filesIn(folder).filter((path) => everythingIn(path).some((bytes) => words.some((one) => bytes.includes(one)))) // prettier-ignore

/** Lines of a text long enough to be its own, in pieces as they may stand in any file. */
function piecesOf(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.length > 60)
  return lines.flatMap((line) => [line.slice(0, 40), line.slice(-40)])
}

const dialog = (page: Page) => page.locator('dialog[open]')

describe('keeping a project, by keyboard', () => {
  it('makes a backup, restores it into a new folder and opens that; the first project stays as it is', async () => {
    await atTheDesk(async (desk) => {
      const { page, home, beleg, project } = desk
      const [fact] = (await beleg.facts()).filter(({ missing }) => missing.length === 0)
      await beleg.apply([{ type: 'fact.accept', payload: { factId: fact?.id } }])
      const kept = await beleg.facts()
      await beleg.press('Alt+8')
      await expect.poll(() => page.url()).toContain('#/project/backups')
      await beleg.tabTo(/^Back up now/)
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.backups tbody tr').count()).toBe(1)
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.apply([{ type: 'fact.reject', payload: { factId: fact?.id, reason: 'duplicate' } }])

      await beleg.tabTo(/^Restore the backup/)
      await beleg.press('Enter')
      await intoDocuments(desk, 'Von gestern')
      await beleg.tabTo(/^Restore$/)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).innerText()).toContain('every file is what it says')
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.press('Enter')
      await expect.poll(() => page.url()).toContain('#/library')
      const restored = join(home.folder, 'Documents', 'Von gestern.beleg')
      const status = await callChannel(page, 'project.status', {})
      expect(status.ok && status.value?.place).toBe(restored)
      expect(await beleg.facts()).toEqual(kept)
      expect(existsSync(join(project, 'project.json'))).toBe(true)

      // The same name again: refused in words, and nothing of what is there is touched.
      const before = filesIn(restored)
      await beleg.press('Alt+8')
      await beleg.tabTo(/^Copy the project/)
      await beleg.press('Enter')
      await intoDocuments(desk, 'Von gestern')
      await beleg.tabTo(/^Copy$/)
      await beleg.press('Enter')
      await expect.poll(() => dialog(page).getByRole('alert').count()).toBe(1)
      expect(filesIn(restored)).toEqual(before)
    })
  })

  it('writes the journal as lines of JSON into the folder of exports', async () => {
    await atTheDesk(async ({ page, beleg, project }) => {
      await beleg.press('Alt+8')
      await beleg.tabTo(/^Write into the folder/)
      await beleg.press('Enter')
      const file = join(project, 'exports', 'journal.jsonl')
      await expect.poll(() => existsSync(file)).toBe(true)
      await expect.poll(() => page.locator('.keep').innerText()).toContain('journal.jsonl')
      const steps = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly type: string }) // prettier-ignore
      expect(steps.map(({ type }) => type)).toContain('article.import')
    })
  })
})

describe('removing an article for good, by keyboard', () => {
  it('shows what goes, asks for the name, and leaves none of its words in any file; other decisions stay', async () => {
    await atTheDesk(async ({ page, beleg, project }) => {
      const listed = await callChannel(page, 'articles.list', { limit: 20 })
      const [article] = listed.ok
        ? listed.value.rows.filter(({ sourceName }) => sourceName.startsWith('06'))
        : []
      if (article === undefined) throw new Error('the sample article is not there')
      const own = (await beleg.factsOf(article.id)).filter(({ missing }) => missing.length === 0)
      const others = (await beleg.facts()).filter(
        ({ articleId, missing }) => articleId !== article.id && missing.length === 0,
      )
      // Decided, decided and undone, and decided elsewhere.
      await beleg.apply([
        { type: 'fact.accept', payload: { factId: own[0]?.id } },
        { type: 'fact.annotate', payload: { factId: own[1]?.id, note: 'Nur kurz' } },
        { type: 'history.undo', payload: {} },
        { type: 'fact.reject', payload: { factId: others[0]?.id, reason: 'duplicate' } },
        { type: 'fact.annotate', payload: { factId: others[1]?.id, note: 'Bleibt' } },
      ])
      const backup = await callChannel(page, 'project.backup', {})
      expect(backup.ok).toBe(true)
      const pieces = piecesOf(join(samples, article.sourceName))
      expect(pieces.length).toBeGreaterThan(4)
      expect(filesSaying(project, pieces).length).toBeGreaterThan(1)
      // How sure a rule is rests on every decision, also on those that go.
      const decided = async () =>
        (await beleg.facts())
          .filter(({ articleId }) => articleId !== article.id)
          .map((fact) => ({ ...fact, ruleRecord: null, confidence: null }))
      const kept = await decided()

      await beleg.command('Remove articles')
      await expect.poll(() => page.url()).toContain('#/project/removal')
      await beleg.tabToPlace('.purge-choice input[type=search]')
      await beleg.type(article.title.split(' ').slice(0, 3).join(' '))
      await expect.poll(() => page.locator('.purge-found').first().locator('.check').count()).toBe(1)
      await beleg.tabToPlace('.purge-found input[type=checkbox]')
      await beleg.press('Space')
      await beleg.tabTo(/^Show what would go/)
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.purge-confirm').innerText()).toContain(article.title)
      expect(await accessibilityViolations(page)).toEqual([])
      await beleg.type('Artike')
      await beleg.press('Enter')
      expect(await beleg.factsOf(article.id)).not.toEqual([])
      await beleg.type('l')
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.check-result').innerText()).toContain('Removed for good')
      expect(await accessibilityViolations(page)).toEqual([])

      expect(filesSaying(project, pieces)).toEqual([])
      expect(await beleg.factsOf(article.id)).toEqual([])
      expect(await decided()).toEqual(kept)
      const check = await callChannel(page, 'project.verify', {})
      expect(check.ok && check.value.problems).toEqual([])
    })
  })
})

describe('checking a project, by keyboard', () => {
  it('says a damaged text in words, with its article and what to do', async () => {
    await atTheDesk(async ({ page, beleg, project }) => {
      await beleg.command('Check the')
      await expect.poll(() => page.url()).toContain('#/project/check')
      await beleg.tabTo(/^Check now/)
      await beleg.press('Enter')
      await expect
        .poll(() => page.locator('.check-verdict').innerText())
        .toContain('Everything is as it should be')
      const [text] = filesIn(join(project, 'texts'))
      if (text === undefined) throw new Error('there is no text')
      writeFileSync(text, `${readFileSync(text, 'utf8')} `)
      await beleg.press('Enter')
      await expect.poll(() => page.locator('.check-verdict').innerText()).toContain('1 problem found')
      const said = await page.locator('.check-problems').innerText()
      expect(said).toContain('The text of an article was changed or is damaged')
      expect(said).toContain('Concerns:')
      expect(said).toContain('Put the file back from a backup')
      expect(await accessibilityViolations(page)).toEqual([])
    })
  })
})

describe('the screens of the project', () => {
  it('read without barriers in light and dark, English and German', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      for (const next of ['Switch between light and dark', 'Sprache wechseln', 'Zwischen Hell und Dunkel', null]) {
        for (const part of ['backups', 'check', 'removal']) {
          await page.evaluate((to) => {
            location.hash = to
          }, `#/project/${part}`)
          await expect.poll(() => page.locator('.section-title').count()).toBeGreaterThan(0)
          expect(await accessibilityViolations(page), part).toEqual([])
        }
        if (next !== null) await beleg.command(next)
      }
    })
  })
}) // prettier-ignore
