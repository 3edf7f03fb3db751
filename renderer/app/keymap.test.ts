import { describe, expect, it } from 'vitest'
import { actionIds, actionOf, type ActionId } from './actions.ts'
import {
  actionFor,
  collisions,
  keyName,
  keymapOf,
  parseBindings,
  passesTextField,
  type KeyPress,
} from './keymap.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  altGraph: false,
  ...more,
})

describe('the keymap', () => {
  it('gives no key two meanings in one place by default', () => {
    expect(collisions(keymapOf({}))).toEqual([])
  })

  it('finds a key that was bound twice in one place, or here and everywhere', () => {
    expect(collisions(keymapOf({ 'fact.accept': ['X'] }))).toEqual([
      { key: 'X', actions: ['fact.accept', 'fact.reject'] },
    ])
    expect(collisions(keymapOf({ 'fact.accept': ['G'] }))).toHaveLength(1)
  })

  it('lets the same key mean different things in different places', () => {
    expect(collisions(keymapOf({ 'library.todo': ['A'] }))).toEqual([])
  })

  it('needs no AltGr on a German keyboard', () => {
    // What a German layout types only with AltGr.
    const altGr = new Set(Array.from('@€{[]}\\~|µ²³'))
    const used = actionIds.flatMap((id) => actionOf(id).keys)
    expect(used.filter((key) => altGr.has(key.slice(-1)))).toEqual([])
  })
})

describe('a key press', () => {
  it('is named by what the keyboard types, so that Z is Z on QWERTZ and ? needs no thought about Shift', () => {
    expect(keyName(press('z', { code: 'KeyY', ctrlKey: true }), false)).toBe('Mod+Z')
    expect(keyName(press('Z', { code: 'KeyY', ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z')
    expect(keyName(press('?', { code: 'Minus', shiftKey: true }), false)).toBe('?')
    expect(keyName(press('#', { code: 'Backslash' }), false)).toBe('#')
    expect(keyName(press('#', { code: 'Digit3', shiftKey: true }), false)).toBe('#')
    expect(keyName(press('/', { code: 'Digit7', shiftKey: true }), false)).toBe('/')
  })

  it('is named by its place where the keyboard types no Latin letter', () => {
    expect(keyName(press('о', { code: 'KeyJ' }), false)).toBe('J')
    expect(keyName(press('ф', { code: 'KeyA' }), false)).toBe('A')
  })

  it('means nothing while AltGr is down, for then a character is typed', () => {
    expect(
      keyName(press('@', { code: 'KeyQ', altGraph: true, ctrlKey: true, altKey: true }), false),
    ).toBeNull()
  })

  it('takes Command for Mod on a Mac and digits with Option by their place', () => {
    expect(keyName(press('k', { code: 'KeyK', metaKey: true }), true)).toBe('Mod+K')
    expect(keyName(press('¡', { code: 'Digit1', altKey: true }), true)).toBe('Alt+1')
    expect(keyName(press('k', { code: 'KeyK', ctrlKey: true }), true)).toBeNull()
  })

  it('leaves text fields their letters and their own undo', () => {
    expect(
      ['J', 'Space', '?', 'Mod+Z', 'Mod+Shift+Z', 'Mod+A', 'Mod+ArrowLeft'].filter(passesTextField),
    ).toEqual([])
    expect(['Mod+K', 'F6', 'Alt+1', 'Mod+F'].filter(passesTextField)).toHaveLength(4)
  })
})

describe('the meaning of a key', () => {
  const keymap = keymapOf({})
  const always = (): boolean => true

  it('is asked from the inside out', () => {
    expect(actionFor('J', ['library', 'global'], keymap, always)?.id).toBe('library.next')
    expect(actionFor('J', ['facts', 'global'], keymap, always)?.id).toBe('fact.next')
    expect(actionFor('Mod+K', ['facts', 'global'], keymap, always)?.id).toBe('palette.open')
    expect(actionFor('Ü', ['facts', 'global'], keymap, always)).toBeNull()
  })

  it('passes the digit of a candidate on', () => {
    expect(actionFor('7', ['picker'], keymap, always)).toEqual({
      id: 'candidate.take',
      context: 'picker',
      digit: 7,
    })
    expect(actionFor('0', ['picker'], keymap, always)).toBeNull()
  })

  it('falls through to the outer place where the inner one handles nothing', () => {
    const handled = (id: ActionId): boolean => id !== 'fact.next'
    expect(actionFor('J', ['facts'], keymap, handled)).toBeNull()
  })
})

describe('saved bindings', () => {
  it('survive a table that has changed: what no longer exists or is fixed is left out', () => {
    expect(
      parseBindings('{"fact.accept":["Q"],"fact.gone":["X"],"editor.next":["Q"],"fact.reject":3}'),
    ).toEqual({
      'fact.accept': ['Q'],
    })
    expect(parseBindings('not json')).toEqual({})
  })
})
