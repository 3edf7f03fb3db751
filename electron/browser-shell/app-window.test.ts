import { describe, expect, it } from 'vitest'
import { appWindowArguments, hasDisplay, installedBrowser } from './app-window.ts'

const having =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path)

describe('the window of an installed browser', () => {
  it('is found where each system keeps its programs', () => {
    const linux = { PATH: '/usr/local/bin:/usr/bin' }
    expect(installedBrowser('linux', linux, having('/usr/bin/chromium'))).toEqual({
      name: 'Chromium',
      path: '/usr/bin/chromium',
    })
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    expect(
      installedBrowser('win32', { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, having(edge))?.path,
    ).toBe(edge)
    const chrome = '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    expect(installedBrowser('darwin', { HOME: '/Users/ada' }, having(chrome))?.path).toBe(chrome)
  })

  it('is not looked for where there is none', () => {
    expect(installedBrowser('linux', { PATH: '/usr/bin' }, () => false)).toBeUndefined()
    expect(installedBrowser('linux', {}, () => true)).toBeUndefined()
  })

  it('prefers Chrome to its relatives', () => {
    expect(installedBrowser('linux', { PATH: '/a' }, () => true)?.name).toBe('Google Chrome')
  })

  it('needs a display on Linux', () => {
    expect(hasDisplay('linux', {})).toBe(false)
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
    expect(hasDisplay('darwin', {})).toBe(true)
  })

  it('has a profile of its own and none of the extensions of the person', () => {
    const given = appWindowArguments('http://127.0.0.1:1/?token=t', '/p')
    expect(given).toContain('--app=http://127.0.0.1:1/?token=t')
    expect(given).toContain('--user-data-dir=/p')
    expect(given).toContain('--disable-extensions')
    expect(given.join(' ')).not.toMatch(/no-sandbox|disable-web-security/)
  })
})
