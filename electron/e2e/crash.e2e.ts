import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { articleIdSchema } from '../../shared/model/ids.ts'
import { atTheDesk } from './harness/desk.ts'
import { callChannel, screenshot } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

let serial = 0
/** Changes something by the way the page does; answers the refusal's code, or null. */
async function rename(page: Page, name: string): Promise<string | null> {
  serial += 1
  const answer = await callChannel(page, 'commands.apply', {
    commands: [{ id: `e2e-${String(serial)}`, type: 'project.rename', payload: { name } }],
  })
  if (!answer.ok) return answer.error.code
  return answer.value.answers[0]?.error?.code ?? null
}
const nameNow = async (page: Page): Promise<string | undefined> => {
  const status = await callChannel(page, 'project.status', {})
  return status.ok ? status.value?.name : undefined
}
const banner = (page: Page) => page.locator('.banner')

describe('when something dies under the person', () => {
  it('the store is opened again by itself, what was on its way is done once, and the page says so', async () => {
    await atTheDesk(async ({ page, beleg, trouble }) => {
      await beleg.openArticle()
      const articleId = beleg.articleId()
      await beleg.decide(articleId, 'accepted', ['Enter'])
      trouble.begin('die')
      for (let n = 0; n < 40; n++) expect(await rename(page, `Akte ${String(n)}`)).toBeNull()
      await page.getByText('A background process stopped and was started again.').waitFor()
      expect(await nameNow(page)).toBe('Akte 39')
      expect((await beleg.states(articleId))['accepted']).toBe(1)
      await beleg.decide(articleId, 'rejected', ['x', '1'])
      expect(await callChannel(page, 'project.verify', {})).toMatchObject({ value: { ok: true } })
    })
  })

  it('a page that dies comes back with everything that was shown as saved', async () => {
    await atTheDesk(
      async ({ page, host, context, beleg }) => {
        await beleg.openArticle()
        const articleId = beleg.articleId()
        await beleg.decide(articleId, 'accepted', ['Enter'])
        if (host === 'browser') {
          await page.goto('chrome://crash').catch(() => undefined)
          const next = await context.newPage()
          await next.goto(new URL('/', page.url()).href)
          const again = new WorkbenchPage(next)
          await again.waitForArticles(8)
          expect((await again.states(articleId))['accepted']).toBe(1)
          expect(await rename(next, 'Weiter')).toBeNull()
          await next.close()
        } else {
          await page.reload()
          expect((await beleg.states(articleId))['accepted']).toBe(1)
        }
      },
      { expected: [/the page crashed/, /chrome:\/\/crash/, /chrome-error/] },
    )
  })

  it('a page loaded again in the middle of a decision loses nothing', async () => {
    await atTheDesk(async ({ page, beleg }) => {
      await beleg.openArticle()
      const articleId = beleg.articleId()
      const before = (await beleg.states(articleId))['rejected'] ?? 0
      await beleg.press('x', '1')
      await page.reload()
      await beleg.waitForReview()
      await expect.poll(async () => (await beleg.states(articleId))['rejected'] ?? 0).toBe(before + 1)
    })
  })
})

describe('when the disk gives way under the person', () => {
  it('is full: says so, keeps everything before, and goes on by itself when there is space', async () => {
    await atTheDesk(async ({ page, beleg, trouble }) => {
      expect(await rename(page, 'Vorher')).toBeNull()
      trouble.begin('full')
      await beleg.openArticle()
      const articleId = beleg.articleId()
      await beleg.press('x', '1')
      await banner(page).getByText('The disk is full.').waitFor()
      await screenshot(page, 'disk full')
      expect((await beleg.states(articleId))['rejected'] ?? 0).toBe(0)
      await banner(page).getByRole('button', { name: 'Try again' }).click()
      await page.getByText('Not yet').waitFor()
      trouble.end('full')
      await expect.poll(() => banner(page).count()).toBe(0)
      // The refused decision can be sent again from where it was refused.
      await page.locator('.toast').getByRole('button', { name: 'Try again' }).first().click()
      await expect.poll(async () => (await beleg.states(articleId))['rejected'] ?? 0).toBe(1)
      expect(await nameNow(page)).toBe('Vorher')
    })
  })

  it('fails to sync: nothing is tried there again, and everything goes on elsewhere', async () => {
    await atTheDesk(async ({ page, home, choose, beleg, trouble }) => {
      expect(await rename(page, 'Vorher')).toBeNull()
      trouble.begin('no-sync')
      expect(await rename(page, 'Verloren')).toBe('disk.failed')
      await banner(page).getByText('The disk refused to save').waitFor()
      expect(await banner(page).getByRole('button', { name: 'Try again' }).count()).toBe(0)
      await screenshot(page, 'sync failed')
      trouble.end('no-sync')
      expect(await rename(page, 'Immer noch nicht')).toBe('disk.failed')
      await banner(page).getByRole('button', { name: 'Save elsewhere' }).click()
      await choose([join(home.folder, 'Documents')])
      await page.getByText('Everything was saved to').waitFor()
      expect(existsSync(join(home.folder, 'Documents', 'Vorher.beleg', 'project.json'))).toBe(true)
      expect(await rename(page, 'Woanders')).toBeNull()
      expect(await callChannel(page, 'project.verify', {})).toMatchObject({ value: { ok: true } })
      expect((await beleg.facts()).length).toBeGreaterThan(8)
    })
  })

  it('is taken out and put back: says so by itself, and goes on by itself', async () => {
    await atTheDesk(async ({ page, project }) => {
      expect(await rename(page, 'Vorher')).toBeNull()
      renameSync(project, `${project} away`)
      await banner(page).getByText('cannot be reached any more').waitFor()
      await screenshot(page, 'folder gone')
      expect(await rename(page, 'Verloren')).toBe('project.folderGone')
      renameSync(`${project} away`, project)
      await expect.poll(() => banner(page).count()).toBe(0)
      expect(await rename(page, 'Nachher')).toBeNull()
      expect(await callChannel(page, 'project.verify', {})).toMatchObject({ value: { ok: true } })
    })
  })

  it('is taken out for good: everything acknowledged is saved elsewhere from memory', async () => {
    await atTheDesk(async ({ page, home, choose, beleg, project }) => {
      await beleg.openArticle()
      const articleId = beleg.articleId()
      await beleg.decide(articleId, 'accepted', ['Enter'])
      rmSync(project, { recursive: true })
      expect(await rename(page, 'Verloren')).toBe('project.folderGone')
      await banner(page).getByRole('button', { name: 'Save elsewhere' }).click()
      await choose([join(home.folder, 'Documents')])
      await page.getByText('Everything acknowledged was saved to').waitFor()
      expect((await beleg.states(articleId))['accepted']).toBe(1)
      // The texts came out of the index; what extraction said can be asked for again.
      expect(
        await callChannel(page, 'articles.open', { articleId: articleIdSchema.parse(articleId) }),
      ).toMatchObject({
        ok: true,
      })
      expect(await rename(page, 'Woanders')).toBeNull()
    })
  })
})
