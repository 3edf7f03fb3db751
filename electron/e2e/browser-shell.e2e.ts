import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outFolder } from '../tools/paths.mjs'
import { callChannel, folderOfOneArticle, testHome, withBrowserShell } from './harness/index.ts'

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
      {
        expected: [
          /^https:\/\/example\.org\/x\.png$/,
          /Content Security Policy|Trusted ?(Type|Script|HTML)|violates/,
        ],
      },
    )
  })

  it('opens a folder of articles as a project beside it and leaves the folder as it was', async () => {
    await withBrowserShell(
      async ({ page, home, restart }) => {
        await expect
          .poll(() => callChannel(page, 'project.status', {}))
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
      { prepare: folderOfOneArticle },
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
      { expected: [/^console/] },
    )
    await expect(run).rejects.toThrow('requests outside the program')
  })

  it('fails a test whose page throws', async () => {
    const run = withBrowserShell(async ({ page }) => {
      const thrown = page.waitForEvent('pageerror')
      await page.evaluate(() => {
        setTimeout(() => {
          throw new Error('thrown in the page')
        })
      })
      await thrown
    })
    await expect(run).rejects.toThrow('problems in the page')
  })
})

// A stand-in for the installed browser: on Linux a script on the PATH is one.
describe.skipIf(process.platform !== 'linux')(
  'the window of an installed browser (skipped: scripts stand in for it on Linux only)',
  () => {
    async function run(
      browser: string,
    ): Promise<{ readonly code: number | null; readonly output: string; readonly seen: string }> {
      const home = testHome()
      const bin = join(home.folder, 'bin')
      const seen = join(home.folder, 'seen.txt')
      mkdirSync(bin)
      writeFileSync(
        join(bin, 'google-chrome'),
        `#!${process.execPath}\n${browser.replaceAll('SEEN', JSON.stringify(seen))}\n`,
        {
          mode: 0o755,
        },
      )
      const child = spawn(process.execPath, [join(outFolder, 'main', 'serve.js'), '--open', '--lang=de'], {
        env: { ...home.env, PATH: bin, DISPLAY: ':99' },
      })
      let output = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (text.includes('token=')) child.kill('SIGTERM')
      })
      try {
        const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
        return { code, output, seen: existsSync(seen) ? readFileSync(seen, 'utf8') : '' }
      } finally {
        home.remove()
      }
    }

    it('shows the program, which ends when the window is closed', async () => {
      const { code, output, seen } = await run(`
      const url = process.argv.find((one) => one.startsWith('--app=')).slice(6)
      fetch(url, { redirect: 'manual' }).then((answer) => require('node:fs').writeFileSync(SEEN, String(answer.status)))
    `)
      expect(seen).toBe('303')
      expect(output).toContain('in einem Fenster von Google Chrome')
      expect(output).not.toContain('token=')
      expect(output).toContain('Alles ist gesichert')
      expect(code).toBe(0)
    })

    it('gives way to the link where it does not open', async () => {
      const { code, output } = await run('process.exit(1)')
      expect(output).toMatch(/kein Fenster geöffnet[^]*http:\/\/127\.0\.0\.1:\d+\/\?token=/)
      expect(code).toBe(0)
    })
  },
)
