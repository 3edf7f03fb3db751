import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callChannel, withBrowserShell, type TestHome } from './harness/index.ts'

/** A folder with one article of two sentences. */
function articles(home: TestHome): string {
  const folder = join(home.folder, 'Artikel')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'prag.txt'),
    'Ada Beispiel trifft Jan Muster\n\nAm 3. März 2021 traf Außenministerin Ada Beispiel in Prag ihren Amtskollegen Jan Muster.\n',
  )
  return folder
}

describe('the browser shell', () => {
  it('shows the program behind a link that works once, under the policy, and asks nobody else for anything', async () => {
    await withBrowserShell(
      async ({ page, context, shell }) => {
        await page.waitForFunction(() => document.getElementById('root')?.hasChildNodes())
        expect(page.url()).toMatch(new RegExp(`^${shell().origin}/`))
        expect(page.url()).not.toContain('token')
        expect(await page.evaluate(() => document.cookie)).toBe('')

        const other = await context.newPage()
        const link = shell().link()
        expect((await other.goto(link))?.status()).toBe(403)
        expect(await other.content()).toContain('used before')
        await expect.poll(() => shell().link()).not.toBe(link)

        const stranger = await context.browser()?.newContext()
        const outside = await stranger?.newPage()
        const refused = await outside?.goto(shell().origin)
        expect(refused?.status()).toBe(403)
        expect(await outside?.content()).not.toContain('root')
      },
      { expected: [/status of 403/] },
    )
  })

  it('cannot be made to load, run or send anything foreign', async () => {
    await withBrowserShell(
      async ({ page }) => {
        const outcome = await page.evaluate(async () => {
          const violations: string[] = []
          document.addEventListener('securitypolicyviolation', (event) =>
            violations.push(event.effectiveDirective),
          )
          const image = new Image()
          image.src = 'https://example.org/x.png'
          document.body.append(image)
          const script = document.createElement('script')
          let code = 'set'
          try {
            script.textContent = 'window.ran = true'
          } catch {
            code = 'refused'
          }
          script.append('window.ran = true')
          document.body.append(script)
          const style = document.createElement('style')
          style.textContent = 'body { display: none }'
          document.head.append(style)
          let html = 'set'
          try {
            document.createElement('div').innerHTML = '<b>x</b>'
          } catch {
            html = 'refused'
          }
          const sent = await fetch('https://example.org/').then(
            () => 'sent',
            () => 'refused',
          )
          await new Promise((resolve) => setTimeout(resolve, 100))
          return {
            code,
            html,
            sent,
            ran: 'ran' in window,
            display: getComputedStyle(document.body).display,
            violations,
          }
        })
        expect(outcome).toMatchObject({ code: 'refused', html: 'refused', sent: 'refused', ran: false })
        expect(outcome.display).not.toBe('none')
        expect(outcome.violations).toEqual(
          expect.arrayContaining(['img-src', 'connect-src', 'style-src-elem']),
        )
      },
      { expected: [/Content Security Policy|TrustedHTML|Trusted Type|Refused|violates/] },
    )
  })

  it('opens a folder of articles as a project beside it and leaves the folder as it was', async () => {
    await withBrowserShell(
      async ({ page, home, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}), { timeout: 20_000 })
          .toMatchObject({ ok: true, value: { name: 'Artikel', articles: 1 } })
        expect(readdirSync(join(home.folder, 'Artikel'))).toEqual(['prag.txt'])
        expect(existsSync(join(home.folder, 'Artikel.beleg', 'project.json'))).toBe(true)

        await restart('kill', join(home.folder, 'Artikel.beleg'))
        expect(await callChannel(page, 'project.status', {})).toMatchObject({
          ok: true,
          value: { articles: 1 },
        })
        await restart('stop')
        expect(await callChannel(page, 'app.info', {})).toMatchObject({
          value: { recent: [{ label: 'Artikel', missing: false }] },
        })
      },
      { prepare: articles },
    )
  })
})

describe('the harness itself', () => {
  it('fails a test whose page asks for something outside the program', async () => {
    const run = withBrowserShell(
      async ({ page, context }) => {
        // Past the policy, as a fault in it would be.
        const bare = await context.newPage()
        await bare.goto('about:blank')
        await bare.evaluate(() => fetch('https://example.org/').catch(() => undefined))
        await page.bringToFront()
      },
      { expected: [/./] },
    )
    await expect(run).rejects.toThrow('requests outside the program')
  })

  it('fails a test whose page throws', async () => {
    const run = withBrowserShell(async ({ page }) => {
      await page.evaluate(() => {
        setTimeout(() => {
          throw new Error('thrown in the page')
        })
      })
      await page.waitForTimeout(100)
    })
    await expect(run).rejects.toThrow('problems in the page')
  })
})
