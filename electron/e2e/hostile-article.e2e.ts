import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { articleIdSchema } from '../../shared/model/ids.ts'
import { callChannel, withHost } from './harness/index.ts'
import { WorkbenchPage } from './workbench-page.ts'

/** What editors stumble over, before the words that a person looks for. */
const traps = [
  '<script>document.title = "fremd"</script> <img src=x onerror="document.title=1"> <b>fett</b> &amp; <!-- -->',
  'שלום עולם مرحبا بالعالم',
  'e\u0301\u0323\u0308 Z\u0351\u036b\u0343 Trư\u01a1\u0300ng',
  'null\u200b\u200d\u2060breit und wei\u00adch',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} 中文 \u202eumgekehrt\u202c',
]
const text = `Die Ministerin reiste am 3. Mai 2024 nach Kronburg.\n\n${traps.join(' ')} Zielwort steht hier.\n\nDanach sprach sie mit ihrem Amtskollegen.\n`

/** Elements that only the article's words could have made; the editor puts buffers of its own beside what it replaces. */
const foreign = '.cm-content :is(script, b, img:not(.cm-widgetBuffer))'

/** A million characters without a single line break. */
const oneLine = `${Array.from({ length: 62_500 }, (_, n) => `wort${String(n).padStart(5, '0')} <b>x`).join(' ')} Endwort`

it('a hostile article is text and nothing else: every offset is right, and little of it is in the document', async () => {
  await withHost(
    async ({ page }) => {
      const beleg = new WorkbenchPage(page)
      await beleg.giveName('Ada')
      await beleg.waitForArticles(2)
      const listed = await callChannel(page, 'articles.list', {})
      const rows = listed.ok ? listed.value.rows : []
      const idOf = (name: string): string => rows.find(({ sourceName }) => sourceName === name)?.id ?? ''
      /** Marks words as a mention from the keyboard alone, and answers where the store has them. */
      const mark = async (name: string, words: string): Promise<unknown> => {
        await page.evaluate((hash) => {
          location.hash = hash
        }, `#/review/${idOf(name)}`)
        await beleg.waitForReview()
        await beleg.press('Control+f')
        await beleg.type(words)
        await expect.poll(() => page.locator('.tp-find-count').innerText()).toMatch(/[1-9]/)
        await beleg.press('Enter', 'Escape', 'm')
        await expect.poll(() => page.locator('.rv-panel').count()).toBe(1)
        await beleg.press('1')
        await beleg.idle()
        const find = async (): Promise<unknown> => {
          const opened = await callChannel(page, 'articles.open', { articleId: articleIdSchema.parse(idOf(name)) })
          const found = opened.ok ? opened.value.mentions.find(({ surface, state }) => surface === words && state === 'added') : undefined
          return found === undefined ? undefined : [found.start, found.end]
        }
        await expect.poll(find).toBeDefined()
        return find()
      }

      const at = text.indexOf('Zielwort')
      expect(await mark('fallen.txt', 'Zielwort')).toEqual([at, at + 8])
      expect(await page.locator('.cm-content').innerText()).toContain('<script>document.title')
      expect(await page.locator(foreign).count()).toBe(0)
      expect(await page.title()).toContain('Beleg')

      const end = oneLine.indexOf('Endwort')
      expect(await mark('zeile.txt', 'Endwort')).toEqual([end, end + 7])
      expect(await page.locator('.cm-content *').count(), 'elements of a million characters').toBeLessThan(5000)
      expect(await page.locator(foreign).count()).toBe(0)
    },
    {
      prepare: (home) => {
        const folder = join(home.folder, 'Artikel')
        mkdirSync(folder)
        writeFileSync(join(folder, 'fallen.txt'), text)
        writeFileSync(join(folder, 'zeile.txt'), oneLine)
        return folder
      },
    },
  )
}, 180_000) // prettier-ignore
