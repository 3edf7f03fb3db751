import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callChannel, folderOfOneArticle, withHost } from './harness/index.ts'

describe('the program, wherever it runs', () => {
  it('shows its first screen and asks nobody for anything', async () => {
    await withHost(async ({ page }) => {
      await page.getByRole('button', { name: 'New project' }).first().waitFor()
      expect(await page.title()).toContain('Beleg')
    })
  })

  it('opens the folder it is started with as a project beside it, and the project again after a crash', async () => {
    await withHost(
      async ({ page, home, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ ok: true, value: { name: 'Artikel', articles: 1 } })
        expect(readdirSync(join(home.folder, 'Artikel'))).toEqual(['prag.txt'])
        expect(existsSync(join(home.folder, 'Artikel.beleg', 'project.json'))).toBe(true)

        await restart('kill', join(home.folder, 'Artikel.beleg'))
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ ok: true, value: { articles: 1 } })
        await restart('stop')
        expect(await callChannel(page, 'app.info', {})).toMatchObject({
          value: { recent: [{ label: 'Artikel', missing: false }] },
        })
      },
      { prepare: folderOfOneArticle },
    )
  })

  it('asks for a place where this host asks for it, and opens what was chosen', async () => {
    await withHost(
      async ({ page, home, choose, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { articles: 1 } })
        await restart('stop')
        const open = page.getByRole('button', { name: /^Open a project/ }).first()
        await open.click()
        await choose([])
        expect(await callChannel(page, 'project.status', {})).toMatchObject({ value: null })
        await open.click()
        await choose([join(home.folder, 'Artikel.beleg')])
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { name: 'Artikel' } })
      },
      { prepare: folderOfOneArticle },
    )
  })
})
