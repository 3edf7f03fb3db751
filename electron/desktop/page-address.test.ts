import { describe, expect, it } from 'vitest'
import { isOurs, mayNavigate, mayRequest, maySend, mayUse } from './page-address.ts'

const foreign = [
  'https://example.org/',
  'http://bundle/',
  'app://other/',
  'app://bundle:80/',
  'app://user@bundle/',
  'app://bundle.example.org/',
  'apps://bundle/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'about:blank',
  'blob:app://bundle/1',
  'not an address',
  '',
]

describe('the window stays in the program', () => {
  it('goes to its own page and nowhere else', () => {
    expect(mayNavigate('app://bundle/')).toBe(true)
    expect(mayNavigate('app://bundle/#/review/a1')).toBe(true)
    for (const address of [...foreign, 'app://bundle/assets/index.js', 'data:text/html,x', 'devtools://x/']) {
      expect(mayNavigate(address), address).toBe(false)
    }
  })

  it('requests nothing from anywhere', () => {
    for (const address of foreign) expect(mayRequest(address, true), address).toBe(false)
    for (const address of [
      'ws://example.org',
      'wss://example.org',
      'ftp://example.org',
      'https://127.0.0.1/',
    ]) {
      expect(mayRequest(address, false), address).toBe(false)
    }
    expect(mayRequest('app://bundle/assets/x.woff2', false)).toBe(true)
    expect(mayRequest('data:image/png;base64,', false)).toBe(true)
    expect(mayRequest('devtools://devtools/bundled/x.js', false)).toBe(false)
    expect(mayRequest('devtools://devtools/bundled/x.js', true)).toBe(true)
  })

  it('hears messages of its own main frame only', () => {
    expect(maySend({ address: 'app://bundle/#/library', mainFrameOfOurs: true })).toBe(true)
    expect(maySend({ address: 'app://bundle/', mainFrameOfOurs: false })).toBe(false)
    expect(maySend(undefined)).toBe(false)
    for (const address of foreign) expect(maySend({ address, mainFrameOfOurs: true }), address).toBe(false)
  })

  it('grants the clipboard to itself and refuses every other permission', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://bundle/')).toBe(true)
    expect(mayUse('clipboard-sanitized-write', 'https://example.org/')).toBe(false)
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'usb',
      '',
    ]) {
      expect(mayUse(permission, 'app://bundle/'), permission).toBe(false)
    }
  })

  it('knows its own address', () => {
    expect(isOurs('app://bundle/index.html')).toBe(true)
    for (const address of foreign) expect(isOurs(address), address).toBe(false)
  })
})
