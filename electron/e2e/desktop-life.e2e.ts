import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MenuView } from './electron-double/side-door.ts'
import { callChannel, folderOfOneArticle, startDouble, withDouble } from './harness/index.ts'

const flat = (items: readonly MenuView[]): readonly MenuView[] =>
  items.flatMap((item) => [item, ...flat(item.items)])

describe('the desktop program', () => {
  it('runs once: a second start hands over its folder and ends, and the first one opens it', async () => {
    await withDouble(async ({ page, home, double }) => {
      const second = startDouble(home, folderOfOneArticle(home))
      try {
        expect(await second.exit).toBe(0)
        expect(second.all('window')).toEqual([])
      } finally {
        await second.dispose()
      }
      await expect
        .poll(() => callChannel(page, 'project.status', {}))
        .toMatchObject({ value: { name: 'Artikel', articles: 1 } })
      expect(
        double()
          .all('window-call')
          .map(({ member }) => member),
      ).toContain('focus')
    })
  })

  it('opens what the system was asked to open, a project by one of its files too', async () => {
    await withDouble(
      async ({ page, home, double, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { articles: 1 } })
        await restart('stop')
        const file = join(home.folder, 'Artikel.beleg', 'project.json')
        expect(await double().run('open-file', { path: file })).toBe(true)
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { name: 'Artikel' } })
      },
      { prepare: folderOfOneArticle },
    )
  })

  it('has its menu in the language of the interface, with recent projects, and its entries do what they say', async () => {
    await withDouble(
      async ({ page, double }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { articles: 1 } })
        const menu = (): readonly MenuView[] => flat(double().all('menu').at(-1)?.items ?? [])
        await expect.poll(() => menu().map(({ label }) => label)).toContain('Import articles…')
        expect(menu().find(({ id }) => id === 'history.undo')?.accelerator).toBe(
          process.platform === 'darwin' ? null : 'CmdOrCtrl+Z',
        )
        expect(
          menu().some(({ id, label }) => id?.startsWith('recent:') === true && label === 'Artikel'),
        ).toBe(true)

        await callChannel(page, 'app.preferences', { set: { language: 'de' } })
        await expect.poll(() => menu().map(({ label }) => label)).toContain('Artikel importieren…')
        expect(menu().find(({ role }) => role === 'copy')?.label).toBe('Kopieren')

        await double().run('menu', { id: 'go.settings' })
        await expect.poll(() => page.url()).toContain('settings')
        await double().run('menu', { id: 'project.close' })
        await expect.poll(() => callChannel(page, 'project.status', {})).toMatchObject({ value: null })
        await expect.poll(() => menu().map(({ id }) => id)).not.toContain('import.open')
      },
      { prepare: folderOfOneArticle },
    )
  })

  it('keeps what was saved when it is closed, and where its window stood', async () => {
    await withDouble(
      async ({ page, home, double, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { articles: 1 } })
        await restart('stop', join(home.folder, 'Artikel.beleg'))
        const state = join(home.folder, 'config', 'Beleg', 'window.json')
        expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ width: 1440, maximized: false })
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
          .toMatchObject({ value: { articles: 1, recovered: null } })
        expect(await callChannel(page, 'project.verify', {})).toMatchObject({ value: { ok: true } })
        expect(double().output()).not.toContain('Error')
      },
      { prepare: folderOfOneArticle },
    )
  })

  it('comes back after its page crashed, says so, and gives up with a question when that does not help', async () => {
    await withDouble(
      async ({ page, double }) => {
        for (let crash = 1; crash <= 3; crash++) {
          await double().run('crash', { reason: 'crashed' })
          await expect.poll(() => double().all('window-open').length).toBe(crash + 1)
          const back = await double().page()
          await back.waitForURL(/^https:\/\/bundle\.app\./)
          await back.getByText('The page stopped and was loaded again.').first().waitFor()
        }
        expect(page).toBeDefined()
        await double().run('crash', { reason: 'crashed' })
        const asked = await double().saw('dialog')
        expect(asked.options['message']).toContain('failed several times (crashed)')
        await double().run('answer', {
          method: 'showMessageBox',
          value: { response: 0, checkboxChecked: false },
        })
        await double().saw('relaunch')
        expect(await double().exit).toBe(0)
      },
      { endsByItself: true },
    )
  })

  it('asks before it loads a page again that hangs', async () => {
    await withDouble(async ({ double }) => {
      await double().run('window-event', { event: 'unresponsive' })
      await double().run('window-event', { event: 'unresponsive' })
      expect((await double().saw('dialog')).options).toMatchObject({ buttons: ['Wait', 'Load again'] })
      expect(double().all('dialog')).toHaveLength(1)
      await double().run('answer', {
        method: 'showMessageBox',
        value: { response: 1, checkboxChecked: false },
      })
      await expect.poll(() => double().all('window-open').length).toBe(2)
      const back = await double().page()
      await back.waitForURL(/^https:\/\/bundle\.app\./)
    })
  })

  it('follows the system between light and dark', async () => {
    await withDouble(async ({ double }) => {
      await double().run('theme', { dark: true })
      await double().saw(
        'window-call',
        ({ member, value }) => member === 'setBackgroundColor' && value === '#16181c',
      )
    })
  })
})
