import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ChannelInput, ChannelName, ChannelOutput } from '../../shared/contract/index.ts'
import { root } from '../tools/paths.mjs'
import { atTheDesk } from './harness/desk.ts'
import { accessibilityViolations, callChannel, screenshot } from './harness/index.ts'

/** A colleague decides on a copy of the project, from the command line. */
function decide(project: string, lines: readonly object[]): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'apply', project, '-', '--author', 'Bo'],
    {
      input: lines.map((line, n) => JSON.stringify({ id: `bo-${String(n)}`, ...line })).join('\n'),
      encoding: 'utf8',
    },
  )
  expect([status, stderr]).toEqual([0, ''])
}

describe('a second opinion', () => {
  it('is taken in from a colleague’s project, and a difference is settled with one key and undone with one chord', async () => {
    await atTheDesk(async ({ page, home, choose, beleg, project }) => {
      const [fact, other] = (await beleg.facts()).filter(({ missing }) => missing.length === 0)
      const theirs = join(home.folder, 'Bo.beleg')
      // A copy made while the project is open is nobody's yet.
      cpSync(project, theirs, { recursive: true, filter: (path) => !path.endsWith('lock.json') })
      await beleg.apply([{ type: 'fact.accept', payload: { factId: fact?.id } }])
      await beleg.apply([{ type: 'fact.accept', payload: { factId: other?.id } }])
      decide(theirs, [
        { type: 'fact.reject', payload: { factId: fact?.id } },
        { type: 'fact.accept', payload: { factId: other?.id } },
      ])
      await page.evaluate(() => {
        location.hash = '#/project/opinions'
      })
      await beleg.tabTo(/^From a project/)
      await beleg.press('Enter')
      await choose([theirs])
      const list = page.getByRole('listbox', { name: 'Differences' })
      await expect.poll(() => list.getByRole('option').count()).toBe(1)
      expect(await page.locator('.opinions-pair').innerText()).toContain('Rejected.')
      expect(await page.locator('.opinions-figures').innerText()).toMatch(/All types\s+2\s+50 %/)
      expect(await accessibilityViolations(page)).toEqual([])
      await screenshot(page, 'a second opinion')
      const state = async (): Promise<string | undefined> =>
        (await beleg.facts()).find(({ id }) => id === fact?.id)?.state
      await list.focus()
      await beleg.press('2')
      await expect.poll(state).toBe('rejected')
      await expect
        .poll(() => page.locator('.opinions-differences').innerText())
        .toContain('agree on everything')
      await beleg.press('ControlOrMeta+z')
      await expect.poll(state).toBe('accepted')
      await expect.poll(() => list.getByRole('option').count()).toBe(1)
      await list.focus()
      await beleg.press('1')
      await expect
        .poll(() => page.locator('.opinions-differences').innerText())
        .toContain('Every difference is settled')
      expect(await state()).toBe('accepted')

      // The folder of a release is another way to say it: gone into, and taken.
      const release = join(home.folder, 'Alles 1')
      cpSync(await releaseFolder(page), release, { recursive: true })
      await beleg.tabTo(/^From a project/)
      await beleg.press('Enter')
      await choose([release])
      await expect
        .poll(() => page.getByRole('combobox', { name: 'Second opinion' }).locator('option').count())
        .toBe(2)
      await expect.poll(() => page.locator('.opinions-figures').innerText()).toMatch(/All types\s+2\s+100 %/)
    })
  })
})

/** What Ada has decided, as a release in a folder. */
async function releaseFolder(page: Page): Promise<string> {
  const answered = async <N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<ChannelOutput<N>> => {
    const answer = await callChannel(page, name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return answer.value
  }
  const create = { id: 'dataset', type: 'dataset.create', payload: { name: 'Alles' } }
  await answered('commands.apply', { commands: [create] })
  const [dataset] = await answered('datasets.list', {})
  if (dataset === undefined) throw new Error('there is no dataset')
  const { id } = await answered('releases.freeze', { datasetId: dataset.id, formats: ['jsonl'], options: { texts: 'full' }, despite: true })
  return (await answered('releases.write', { releaseId: id, as: 'folder' })).path
} // prettier-ignore
