import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { securityItems, withTable } from './check-security.mjs'
import { root } from './paths.mjs'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const desktop = readdirSync(join(root, 'electron', 'desktop'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => read(`electron/desktop/${name}`))
  .join('\n')

describe('the security of the desktop program', () => {
  it('is shown, item by item of the tutorial, by tests that exist', () => {
    const items = securityItems()
    expect(items).toHaveLength(20)
    for (const { item, tests } of items) {
      expect(tests.length, item).toBeGreaterThan(0)
      for (const test of tests) {
        const [, file, name] = /^([^:]+\.ts)(?:: (.+))?$/.exec(test) ?? []
        const source = read(file ?? '')
        expect(source, `${item}: ${test}`).toContain(name ?? 'it(')
      }
    }
  })

  it('is told in the README of the desktop as it is checked', () => {
    const readme = read('electron/desktop/README.md')
    expect(withTable(readme)).toBe(readme)
  })

  it('sets no preference that weakens the page', () => {
    for (const weak of [
      /webSecurity/,
      /allowRunningInsecureContent/,
      /experimentalFeatures/,
      /enableBlinkFeatures/,
      /nodeIntegrationIn\w+/,
      /allowpopups/i,
      /sandbox: false/,
      /contextIsolation: false/,
      /nodeIntegration: true/,
      /webviewTag: true/,
      /--?no-sandbox/,
      /ignore-certificate-errors/,
      /remote-debugging/,
    ]) {
      expect(desktop).not.toMatch(weak)
    }
    expect(desktop).toContain('sandbox: true')
  })

  it('guards every page from its first moment', () => {
    const program = read('electron/desktop/program.ts')
    const at = (what: string): number => program.indexOf(what)
    expect(at('guardContents(')).toBeGreaterThan(0)
    expect(at('guardContents(')).toBeLessThan(at('await app.whenReady()'))
    expect(at('app.enableSandbox()')).toBeLessThan(at('await app.whenReady()'))
    expect(at('guardSession(')).toBeLessThan(at('openWindow('))
    const guards = read('electron/desktop/guards.ts')
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])
      expect(guards).toContain(`'${event}'`)
  })
})
