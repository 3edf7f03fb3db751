import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundleServer } from '../bundle/serve-bundle.ts'
import type { Push } from '../../shared/contract/index.ts'
import { startWorkbench } from '../workbench/workbench.ts'
import { startServer, type RunningServer } from './server.ts'

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const folder = mkdtempSync(join(tmpdir(), 'beleg-page-'))
const workbench = startWorkbench({
  shell: {
    capabilities: { shell: 'browser', nativeDialogs: false, drop: 'upload', reveal: false, download: false },
  },
  stateFolder: join(folder, 'state'),
})
writeFileSync(join(folder, 'index.html'), '<title>Beleg</title>')

let server: RunningServer
let calls: string[] = []
let links: string[] = []
let push: (push: Push) => void = () => {}
let uploaded: string[] = []
let slow: Promise<void> = Promise.resolve()

beforeEach(async () => {
  calls = []
  links = []
  uploaded = []
  slow = Promise.resolve()
  server = await startServer({
    call: async (channel, input) => {
      await slow
      calls.push(channel)
      return workbench.call(channel, input)
    },
    subscribe: (listener) => {
      push = listener
      return () => {}
    },
    placeOf: (path) => {
      uploaded.push(path)
      return { token: String(uploaded.length), label: 'x', kind: 'file' }
    },
    bundle: bundleServer(folder),
    showLink: (link) => links.push(link),
  })
})
afterEach(() => server.close())

/** A request with exactly these headers, sent to the server whatever Host it names. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: string | Buffer,
): Promise<Reply> {
  const { port } = new URL(server.origin)
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const pathOf = (link: string): string => link.slice(server.origin.length)

async function enter(): Promise<string> {
  const reply = await ask(pathOf(server.link))
  return (reply.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}

const fromPage = (cookie: string): Record<string, string> => ({
  cookie,
  origin: server.origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
})

function refused(reply: Reply): void {
  expect(reply.status).toBe(403)
  expect(reply.body).not.toContain('capabilities')
  expect(reply.body).not.toContain('<title>')
  expect(calls).toEqual([])
}

describe('the link', () => {
  it('lets in once, with a cookie that no script and no other site can use and whose name carries the port', async () => {
    const reply = await ask(pathOf(server.link), { 'sec-fetch-site': 'none' })
    expect(reply.status).toBe(303)
    expect(reply.headers.location).toBe('/')
    const { port } = new URL(server.origin)
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^beleg-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    const page = await ask('/', { cookie: reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '' })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('is refused the second time and replaced on the terminal, once', async () => {
    const first = pathOf(server.link)
    await ask(first)
    refused(await ask(first))
    refused(await ask(first))
    expect(links).toEqual([server.link])
    expect(pathOf(server.link)).not.toBe(first)
    expect((await ask(pathOf(server.link))).status).toBe(303)
  })

  it('cannot be guessed into being replaced', async () => {
    await enter()
    refused(await ask('/?token=guess'))
    expect(links).toEqual([])
  })

  it('lets a second window in after the first', async () => {
    const first = pathOf(server.link)
    const one = await enter()
    await ask(first)
    const two = await enter()
    for (const cookie of [one, two]) expect((await ask('/', { cookie })).status).toBe(200)
  })
})

describe('refused without data', () => {
  it('a visitor without the cookie', async () => {
    refused(await ask('/'))
    refused(await ask('/index.html'))
    refused(await ask('/api/events'))
    refused(await ask('/api/app.info', fromPage('beleg-1=x'), 'POST', '{}'))
  })

  it('another name for this machine, with the cookie or the link', async () => {
    const link = pathOf(server.link)
    const { port } = new URL(server.origin)
    for (const host of [
      `localhost:${port}`,
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port}.evil.example`,
    ]) {
      refused(await ask(link, { host }))
    }
    const cookie = await enter()
    refused(await ask('/', { host: `evil.example:${port}`, cookie }))
  })

  it('a page of another origin, with the cookie', async () => {
    const cookie = await enter()
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:1',
      server.origin.replace('http', 'https'),
    ]) {
      refused(await ask('/api/app.info', { ...fromPage(cookie), origin }, 'POST', '{}'))
      refused(await ask('/api/events', { cookie, origin }))
    }
  })

  it('a request that another site caused, with the cookie', async () => {
    const cookie = await enter()
    for (const site of ['cross-site', 'same-site']) {
      refused(await ask('/', { cookie, 'sec-fetch-site': site }))
      refused(await ask('/api/app.info', { ...fromPage(cookie), 'sec-fetch-site': site }, 'POST', '{}'))
    }
    refused(await ask('/api/events', { cookie, 'sec-fetch-site': 'none' }))
    refused(await ask(pathOf(server.link), { 'sec-fetch-site': 'cross-site' }))
  })

  it('a change that does not say where it comes from', async () => {
    const cookie = await enter()
    refused(await ask('/api/app.info', { cookie, 'content-type': 'application/json' }, 'POST', '{}'))
  })
})

describe('a channel', () => {
  it('answers with what the workbench says', async () => {
    const cookie = await enter()
    const info = await ask('/api/app.info', fromPage(cookie), 'POST', '{}')
    expect(info.status).toBe(200)
    expect(JSON.parse(info.body)).toMatchObject({ ok: true, value: { capabilities: { shell: 'browser' } } })
    const articles = await ask('/api/articles.list', fromPage(cookie), 'POST', '{"search":"x"}')
    expect([articles.status, JSON.parse(articles.body)]).toMatchObject([
      200,
      { ok: false, error: { code: 'project.none' } },
    ])
  })

  it('refuses what is no input, no JSON, no channel, or no JSON request', async () => {
    const cookie = await enter()
    const sent: [string, string, Record<string, string>, number, string][] = [
      ['/api/articles.list', '{"limit":-1}', {}, 400, 'input.invalid'],
      ['/api/articles.list', '{', {}, 400, 'input.invalid'],
      ['/api/articles.list', '{}', { 'content-type': 'text/plain' }, 400, 'input.invalid'],
      ['/api/constructor', '{}', {}, 404, 'channel.unknown'],
      ['/api/__proto__', '{}', {}, 404, 'channel.unknown'],
    ]
    for (const [path, body, headers, status, code] of sent) {
      const reply = await ask(path, { ...fromPage(cookie), ...headers }, 'POST', body)
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([status, { ok: false, error: { code } }])
    }
    expect((await ask('/api/articles.list', { ...fromPage(cookie) })).status).toBe(405)
  })

  it('refuses a body over the limit, declared or not', async () => {
    const cookie = await enter()
    const declared = await ask(
      '/api/app.info',
      { ...fromPage(cookie), 'content-length': '32000001' },
      'POST',
      '{}',
    )
    expect([declared.status, JSON.parse(declared.body)]).toMatchObject([
      413,
      { error: { code: 'input.tooLarge' } },
    ])
    const chunked = await ask(
      '/api/app.info',
      { ...fromPage(cookie), 'transfer-encoding': 'chunked' },
      'POST',
      Buffer.alloc(33_000_000, 32),
    )
    expect([chunked.status, JSON.parse(chunked.body)]).toMatchObject([
      413,
      { error: { code: 'input.tooLarge' } },
    ])
    expect(calls).toEqual([])
  })
})

describe('a dropped file', () => {
  const headers = (cookie: string, name: string) => ({
    ...fromPage(cookie),
    'content-type': 'application/octet-stream',
    'x-file-name': name,
  })

  it('arrives byte by byte under its name and is gone when the program ends', async () => {
    const bytes = Buffer.from('Grüße aus Đà Nẵng \u{1F600}')
    const cookie = await enter()
    const name = encodeURIComponent('Ordner/Größe: 1?.txt')
    const reply = await ask('/api/upload', headers(cookie, name), 'POST', bytes)
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: { token: '1', label: 'x', kind: 'file' } })
    expect(uploaded[0]).toMatch(/Ordner[/\\]Größe_ 1_\.txt$/)
    expect(readFileSync(uploaded[0]!)).toEqual(bytes)
    await server.close()
    expect(() => readFileSync(uploaded[0]!)).toThrow()
  })

  it('cannot be named out of its folder', async () => {
    const cookie = await enter()
    for (const name of ['../x', 'a/../../x', '', '..', 'a\\..\\x']) {
      const reply = await ask('/api/upload', headers(cookie, encodeURIComponent(name)), 'POST', 'x')
      expect(reply.status, name).toBe(400)
    }
    expect(uploaded).toEqual([])
  })
})

describe('the feed', () => {
  it('tells an open page of what happens, and how soon to connect anew', async () => {
    const cookie = await enter()
    const { port } = new URL(server.origin)
    const received = new Promise<string>((resolve) => {
      let text = ''
      httpRequest(
        {
          host: '127.0.0.1',
          port,
          path: '/api/events',
          headers: { cookie, 'sec-fetch-site': 'same-origin' },
        },
        (response) => {
          push({ kind: 'notice', error: { code: 'disk.full', message: 'full' } })
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString()
            if (text.includes('disk.full')) resolve(text)
          })
          response.on('error', () => {})
        },
      ).end()
    })
    expect(await received).toBe(
      'retry: 500\n\ndata: {"kind":"notice","error":{"code":"disk.full","message":"full"}}\n\n',
    )
  })
})

describe('the end', () => {
  it('waits for a call under way and answers it', async () => {
    const cookie = await enter()
    let release: () => void = () => {}
    slow = new Promise((resolve) => {
      release = resolve
    })
    const reply = ask('/api/app.info', fromPage(cookie), 'POST', '{}')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = server.close()
    let done = false
    void closed.then(() => {
      done = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(done).toBe(false)
    release()
    expect((await reply).status).toBe(200)
    await closed
  })
})

process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
