import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { root, samples } from '../tools/paths.mjs'
import { curatedStates } from '../../shared/model/vocabulary.ts'
import { accessibilityViolations, withHost, type TestHome } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

/** Articles as analysts get them: the product's own, and real ones where they are at hand. */
const corpora = [
  { name: 'the sample articles', folder: samples, count: 8 },
  { name: 'five real articles', folder: join(root, '..', 'shared', 'corpus', 'articles'), count: 5 },
] as const

const project = (home: TestHome): string => join(home.folder, 'Artikel.beleg')

describe.each(corpora)('by keyboard alone, with $name', ({ name, folder, count }) => {
  if (!existsSync(folder)) console.warn(`Skipped: ${name}, because the folder with them is not there.`)

  it.skipIf(!existsSync(folder))(
    'the way from a folder of articles to a saved dataset, over the end of the program',
    async () => {
      await withHost(
        async ({ page, home, restart }) => {
          const beleg = new WorkbenchPage(page)
          await beleg.giveName('Ada')
          await beleg.waitForArticles(count)
          expect(await accessibilityViolations(page)).toEqual([])

          await beleg.openArticle()
          for (let n = 0; n < 5; n++) {
            const articleId = beleg.articleId()
            expect((await beleg.factsOf(articleId)).length, articleId).toBeGreaterThan(3)
            await beleg.decide(articleId, 'accepted', ['Enter'])
            await beleg.decide(articleId, 'rejected', ['x', '1'])
            // The first slot of the next fact gets another filler, and the fact counts as edited.
            await beleg.decide(articleId, 'edited', ['e', '2', 'Escape'])
            const linked = await beleg.links(articleId)
            await beleg.press('Escape', 'j', 'l')
            await beleg.type(`Neu ${String(n)}`)
            // Without waiting for the candidates, as somebody does who types fast.
            await beleg.press('Enter')
            await beleg.idle()
            await expect.poll(() => beleg.links(articleId)).not.toEqual(linked)
            if (n === 0) expect(await accessibilityViolations(page)).toEqual([])
            await beleg.press('Escape')
            if (n < 4) {
              await beleg.press('.')
              await expect.poll(() => beleg.articleId()).not.toBe(articleId)
              await beleg.waitForReview()
            }
          }

          const all = await beleg.facts()
          await beleg.press('Control+z')
          await beleg.idle()
          await beleg.press('Control+z')
          await beleg.idle()
          const afterUndo = await beleg.facts()
          expect(afterUndo).not.toEqual(all)

          await restart('kill', project(home))
          await expect.poll(() => page.getByRole('main').count()).toBe(1)
          expect(await beleg.facts()).toEqual(afterUndo)

          await beleg.press('Alt+4')
          await expect.poll(() => page.url()).toContain('#/datasets')
          await beleg.tabTo(/^New dataset/)
          await beleg.press('Enter')
          await expect.poll(() => page.locator('dialog[open]').count()).toBe(1)
          await beleg.type('Alles')
          await beleg.press('Enter')
          await expect.poll(() => page.getByRole('grid').count()).toBe(1)
          expect(await accessibilityViolations(page)).toEqual([])
          await beleg.tabTo(/^Export/)
          await beleg.press('Enter')
          await expect.poll(() => page.locator('dialog[open]').count()).toBe(1)
          await beleg.press('Enter')
          const exports = join(project(home), 'exports')
          await expect
            .poll(() => existsSync(exports) && readdirSync(exports).some((file) => file.endsWith('.csv')))
            .toBe(true)

          const [file] = readdirSync(exports)
          const rows = Papa.parse<Record<string, string>>(readFileSync(join(exports, file ?? ''), 'utf8'), {
            header: true,
            skipEmptyLines: true,
          }).data
          const curated = afterUndo
            .filter(({ state }) => curatedStates.some((kept) => kept === state))
            .map(({ id }) => id)
          expect(rows.map((row) => row['fact_id']).sort()).toEqual([...curated].sort())
          expect(curated.length).toBeGreaterThanOrEqual(8)
        },
        {
          prepare: (home) => {
            cpSync(folder, join(home.folder, 'Artikel'), { recursive: true })
            return join(home.folder, 'Artikel')
          },
          // The program is killed on purpose: its page calls for it where it was, until it is opened anew.
          expected: [/ERR_|Failed to fetch/, /^http:\/\/127\.0\.0\.1:\d+\/api\/events$/],
        },
      )
    },
  )
})
