import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundlePath, bundleServer } from './serve-bundle.ts'

const parent = mkdtempSync(join(tmpdir(), 'beleg-bundle-'))
const folder = join(parent, 'renderer')
const serve = bundleServer(folder)
const get = (path: string, method = 'GET') => serve(new Request(`http://127.0.0.1:1${path}`, { method }))

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(parent, 'secret.json'), '{"secret":true}')
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'program.exe'), 'MZ')
})
afterAll(() => {
  rmSync(parent, { recursive: true })
})

describe('the page as it is handed out', () => {
  it('comes with a strict policy whose nonce stands in the page, another one for every load', async () => {
    const nonces = new Set<string>()
    for (let load = 0; load < 3; load++) {
      const response = await get('/')
      const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? ''
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
      )
      expect(response.headers.get('cache-control')).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it('gives scripts their type and forbids guessing another', async () => {
    const response = await get('/assets/index-abc.js')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('has nothing outside the built page, however the path is written', async () => {
    for (const path of [
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/%2e%2e/%2e%2e/secret.json',
      '/..%5csecret.json',
      '/%00',
      '/%',
      '//secret.json',
      '/.env',
      '/assets/program.exe',
      '/nothing.js',
    ]) {
      const response = await get(path)
      expect(response.status, path).toBe(404)
      expect(await response.text(), path).not.toContain('secret')
    }
  })

  it('answers GET and HEAD only, HEAD without a body', async () => {
    expect((await get('/', 'POST')).status).toBe(405)
    const head = await get('/', 'HEAD')
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  it('names files inside the bundle by plain segments', () => {
    expect(bundlePath('/')).toEqual(['index.html'])
    expect(bundlePath('/assets/a-b.c.js')).toEqual(['assets', 'a-b.c.js'])
    expect(bundlePath('/C:/x.js')).toBeUndefined()
    expect(bundlePath('/a.js::$DATA')).toBeUndefined()
  })
})
