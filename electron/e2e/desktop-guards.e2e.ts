import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callChannel, withDouble } from './harness/index.ts'

const refusedThere = [
  /^https?:/,
  /^console: .*(Content Security|violates|Refused|Failed to (load|fetch)|ERR_|cannot load app:)/i,
]

describe('the page of the desktop program', () => {
  it('sees the contract and nothing of Electron or Node', async () => {
    await withDouble(async ({ page, double }) => {
      const seen = await page.evaluate(() => {
        const { beleg } = globalThis as unknown as { readonly beleg: Record<string, object> }
        return {
          members: Object.keys(beleg).sort(),
          frozen: Object.isFrozen(beleg) && Object.isFrozen(beleg['call']),
          node: [
            'require',
            'process',
            'module',
            'Buffer',
            'electron',
            'electronDouble',
            'ipcRenderer',
          ].filter((name) => name in globalThis),
        }
      })
      expect(seen).toEqual({ members: ['call', 'onPush', 'placesOf'], frozen: true, node: [] })
      const [window] = double().all('window')
      expect(window?.preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      })
      expect(
        double()
          .all('switch')
          .map(({ name }) => name),
      ).toEqual(
        expect.arrayContaining([
          'host-resolver-rules',
          'disable-background-networking',
          'enable-sandbox',
          'spell-checker',
        ]),
      )
    })
  })

  it('stays where it is, whatever it clicks, sets or submits', async () => {
    await withDouble(
      async ({ page, double }) => {
        const before = page.url()
        for (const target of [
          'https://example.org/',
          'file:///etc/passwd',
          'app://other/',
          'app://bundle/assets/x.js',
          'mailto:a@example.org',
        ]) {
          await page.evaluate((href) => {
            const link = document.createElement('a')
            link.href = href
            document.body.append(link)
            link.click()
            link.remove()
          }, target)
        }
        await page.evaluate(() => {
          location.href = 'https://example.org/set'
        })
        await double().saw('will-navigate', ({ url }) => url === 'https://example.org/set')
        await page.waitForTimeout(300)
        expect(page.url()).toBe(before)
        const asked = double().all('will-navigate')
        expect(asked.length).toBeGreaterThanOrEqual(3)
        expect(asked.filter(({ prevented }) => !prevented)).toEqual([])
        expect(await callChannel(page, 'app.info', {})).toMatchObject({ ok: true })
        await expect.poll(() => double().output()).toContain('Refused: going to https://example.org/')
      },
      { expected: [...refusedThere, /Not allowed to load local resource/] },
    )
  })

  it('opens no window; a link out is asked about, once, and only https reaches the browser', async () => {
    await withDouble(
      async ({ page, double }) => {
        const open = (address: string) => page.evaluate((url) => window.open(url) === null, address)
        await open('https://example.org/one')
        await double().saw('dialog', ({ options }) =>
          String(options['message']).includes('https://example.org/one'),
        )
        // While that is asked, nothing else is.
        await open('https://example.org/two')
        await double().saw('window-open-request', ({ url }) => url.endsWith('/two'))
        await double().run('answer', {
          method: 'showMessageBox',
          value: { response: 1, checkboxChecked: false },
        })
        await page.waitForTimeout(200)
        await open('http://example.org/plain')
        await open('app://bundle/')
        await double().run('answer', {
          method: 'showMessageBox',
          value: { response: 0, checkboxChecked: false },
        })
        await open('https://example.org/three')
        const opened = await double().saw('open-external')
        expect(opened.url).toBe('https://example.org/three')
        expect(double().all('open-external')).toHaveLength(1)
        expect(double().all('dialog')).toHaveLength(2)
        expect(
          double()
            .all('window-open-request')
            .every(({ action }) => action === 'deny'),
        ).toBe(true)
        expect(double().all('window')).toHaveLength(1)
        expect(page.context().pages()).toHaveLength(1)
      },
      { expected: refusedThere },
    )
  })

  it('has one permission: to put text on the clipboard', async () => {
    await withDouble(async ({ page, double }) => {
      const asked = double().all('permission')
      expect(asked.length).toBeGreaterThan(20)
      expect(
        asked.filter(({ check, request }) => check || request).map(({ permission }) => permission),
      ).toEqual(['clipboard-sanitized-write'])
      expect(
        double()
          .all('device-permission')
          .filter(({ granted }) => granted),
      ).toEqual([])
      expect(double().all('display-media')).toEqual([{ kind: 'display-media', granted: false }])
      const states = await page.evaluate(async () => {
        const names = ['geolocation', 'notifications', 'camera', 'microphone'] as const
        return Promise.all(
          names.map(async (name) => (await navigator.permissions.query({ name: name })).state),
        )
      })
      expect(new Set(states)).toEqual(new Set(['denied']))
      expect(double().all('window-call')).toContainEqual({
        kind: 'window-call',
        member: 'setWebRTCIPHandlingPolicy',
        value: 'disable_non_proxied_udp',
      })
    })
  })

  it('reaches nothing even where its policy failed: the filter behind it refuses', async () => {
    await withDouble(
      async ({ page, double }) => {
        const answers = await page.evaluate(async () => {
          const tried = [
            'https://example.org/a',
            'http://127.0.0.1:1/',
            'app://other/index.html',
            'wss://example.org/',
          ]
          const sent = await Promise.all(
            tried.map((url) =>
              fetch(url.replace('wss', 'https')).then(
                () => 'sent',
                () => 'refused',
              ),
            ),
          )
          const image = new Image()
          const pictured = new Promise((resolve) => {
            image.onload = () => resolve('sent')
            image.onerror = () => resolve('refused')
          })
          image.src = 'https://example.org/x.png'
          const frame = document.createElement('iframe')
          frame.src = 'https://example.org/frame'
          document.body.append(frame)
          return [...sent, await pictured]
        })
        expect(new Set(answers)).toEqual(new Set(['refused']))
        const refused = double().all('request-refused')
        expect(refused.filter(({ by }) => by !== 'onBeforeRequest').map(({ url }) => url)).toEqual([])
        expect(refused.map(({ url }) => url)).toEqual(
          expect.arrayContaining([
            'https://example.org/a',
            'https://example.org/x.png',
            'http://127.0.0.1:1/',
          ]),
        )
        await double().saw('will-navigate', ({ mainFrame, prevented }) => !mainFrame && prevented)
      },
      { bypassPolicy: true, expected: [...refusedThere, /^app:/] },
    )
  })

  it('downloads nothing', async () => {
    await withDouble(
      async ({ page, double, home }) => {
        await page.evaluate(() => {
          const link = document.createElement('a')
          link.href = URL.createObjectURL(new Blob(['x']))
          link.download = 'x.txt'
          document.body.append(link)
          link.click()
        })
        expect(await double().saw('download')).toMatchObject({ prevented: true })
        expect(readdirSync(home.folder).filter((name) => name.endsWith('.txt'))).toEqual([])
      },
      { expected: refusedThere },
    )
  })

  it('knows files by where they lie only when they were dropped, and never their paths', async () => {
    await withDouble(async ({ page, home, drop }) => {
      const folder = join(home.folder, 'Artikel')
      mkdirSync(folder)
      writeFileSync(join(folder, 'prag.txt'), 'Ada Beispiel reiste nach Prag.\n')
      await page.evaluate(() => {
        const seen = globalThis as unknown as { dropped?: Promise<unknown> }
        document.body.addEventListener(
          'drop',
          (event) => {
            event.preventDefault()
            event.stopImmediatePropagation()
            const { beleg } = globalThis as unknown as {
              readonly beleg: { readonly placesOf: (files: readonly unknown[]) => Promise<unknown> }
            }
            const made = new File(['x'], 'made-by-the-page.txt')
            seen.dropped = beleg.placesOf([...(event.dataTransfer?.files ?? []), made, 'no file', null])
          },
          true,
        )
        document.body.addEventListener('dragover', (event) => event.preventDefault(), true)
      })
      await drop('body', [join(folder, 'prag.txt')])
      await expect
        .poll(() => page.evaluate(() => (globalThis as unknown as { dropped?: Promise<unknown> }).dropped))
        .toMatchObject({ ok: true, value: [{ label: 'prag.txt', kind: 'file' }] })
      const places = JSON.stringify(
        await page.evaluate(() => (globalThis as unknown as { dropped?: Promise<unknown> }).dropped),
      )
      expect(places).not.toContain(home.folder)
      expect(existsSync(join(folder, 'prag.txt'))).toBe(true)
    })
  })

  it('is heard from its own main frame only', async () => {
    await withDouble(async ({ double }) => {
      const honest = { url: 'app://bundle/', inner: false, gone: false, foreignWindow: false }
      const call = (frame: object) => ({
        channel: 'call:app.info',
        args: '[0,[["a",[1]],["o",[]]]]',
        frame: { ...honest, ...frame },
      })
      const outcomes = await double().run('forge', {
        calls: [
          call({}),
          call({ inner: true }),
          call({ gone: true }),
          call({ foreignWindow: true }),
          call({ url: 'https://example.org/' }),
          call({ url: 'app://other/' }),
          call({ url: 'about:blank' }),
        ],
      })
      const answered = outcomes.map((outcome) =>
        'value' in outcome
          ? outcome.value.includes('access.refused')
            ? 'refused'
            : 'answered'
          : outcome.error,
      )
      expect(answered).toEqual(['answered', ...Array.from({ length: 6 }, () => 'refused')])
      expect(
        double()
          .output()
          .match(/Refused: call:app\.info/g),
      ).toHaveLength(6)
    })
  })
})
