import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allEntries, menuBar, type MenuState } from './menu.ts'

const state: MenuState = { language: 'en', mac: false, developing: false, projectOpen: true, recent: [] }
const variants: readonly MenuState[] = [true, false].flatMap((mac) =>
  [true, false].map((projectOpen) => ({
    ...state,
    mac,
    projectOpen,
    developing: true,
    recent: [{ token: 't', label: 'Südostasien 2024' }],
  })),
)

describe('the menu bar', () => {
  it('asks the page only for actions it knows', () => {
    const source = readFileSync(join(import.meta.dirname, '../../renderer/app/actions.ts'), 'utf8')
    const asked = variants.flatMap((variant) =>
      allEntries(menuBar(variant)).flatMap((entry) => (entry.kind === 'action' ? [entry.action] : [])),
    )
    expect(asked.length).toBeGreaterThan(20)
    for (const action of asked) expect(source, action).toContain(`'${action}':`)
  })

  it('shows the keys that the page answers, and only those', () => {
    const source = readFileSync(join(import.meta.dirname, '../../renderer/app/actions.ts'), 'utf8')
    /** The keys of an action, in Electron's words: the first of them is the one a menu shows. */
    const keysOf = (action: string): readonly string[] => {
      const listed = new RegExp(`'${action.replace('.', '\\.')}': \\{[^}]*keys: \\[([^\\]]*)\\]`).exec(
        source,
      )?.[1]
      if (listed === undefined) throw new Error(`${action} has no keys in the table`)
      return [...listed.matchAll(/'([^']+)'/g)].map(([, key]) => (key ?? '').replace('Mod+', 'CmdOrCtrl+'))
    }
    for (const variant of variants) {
      for (const entry of allEntries(menuBar(variant))) {
        if (entry.kind !== 'action') continue
        const keys = keysOf(entry.action)
        if (entry.keys === undefined) expect(keys, entry.action).toEqual([])
        else expect(keys, entry.action).toContain(entry.keys.replace(/^Cmd\+/, 'CmdOrCtrl+'))
      }
    }
  })

  it('says the same in both languages, entry by entry, and nothing twice in one menu', () => {
    for (const variant of variants) {
      const en = allEntries(menuBar({ ...variant, language: 'en' }))
      const de = allEntries(menuBar({ ...variant, language: 'de' }))
      expect(de.map(({ kind }) => kind)).toEqual(en.map(({ kind }) => kind))
      for (const entries of [en, de]) {
        for (const menu of entries) {
          if (menu.kind !== 'menu') continue
          const labels = menu.entries.flatMap((entry) => ('label' in entry ? [entry.label] : []))
          expect(new Set(labels).size, menu.label).toBe(labels.length)
        }
      }
    }
    expect(JSON.stringify(menuBar({ ...state, language: 'de' }))).toContain('Rückgängig')
  })

  it('offers work on a project only where one is open', () => {
    const closed = JSON.stringify(menuBar({ ...state, projectOpen: false }))
    expect(closed).not.toContain('import.open')
    expect(closed).not.toContain('history.undo')
    expect(closed).toContain('go.start')
  })

  it('opens the inspector in development only', () => {
    expect(JSON.stringify(menuBar(state))).not.toContain('toggleDevTools')
    expect(JSON.stringify(menuBar({ ...state, developing: true }))).toContain('toggleDevTools')
  })

  it('lists recent projects by their labels, ten at most', () => {
    const recent = Array.from({ length: 12 }, (_, at) => ({ token: `t${at}`, label: `P${at}` }))
    const listed = allEntries(menuBar({ ...state, recent })).filter((entry) => entry.kind === 'recent')
    expect(listed.map(({ label }) => label)).toEqual(recent.slice(0, 10).map(({ label }) => label))
  })
})
