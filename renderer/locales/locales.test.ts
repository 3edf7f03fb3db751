import { describe, expect, it } from 'vitest'
import { commandTypes } from '../../shared/commands/index.ts'
import { actionIds } from '../app/actions.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { createLocale, type MessageKey } from './locale.tsx'
import { pseudo, pseudoMessages } from './pseudo.ts'

const keys = Object.keys(en) as MessageKey[]
const names = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort()

describe('the languages', () => {
  it('say the same things with the same values', () => {
    expect(Object.keys(de).sort()).toEqual([...keys].sort())
    const different = keys.filter((key) => names(en[key]).join() !== names(de[key]).join())
    expect(different).toEqual([])
  })

  it('give no key to two texts: the later would silently take the place of the earlier', () => {
    const parts = Object.values(import.meta.glob<Record<string, object>>('./en/*.ts', { eager: true }))
    const all = parts.flatMap((part) => Object.values(part).flatMap((texts) => Object.keys(texts)))
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
  })

  it('leave nothing unsaid and nothing in English by accident', () => {
    expect(keys.filter((key) => en[key].trim() === '' || de[key].trim() === '')).toEqual([])
    // Words of several syllables that are the same in both languages are rare enough to be looked at one by one.
    const same = keys.filter(
      (key) => en[key] === de[key] && /[a-z]{4,}.* .*[a-z]{4,}/.test(en[key].replace(/\{\w+\}/g, '')),
    )
    expect(same).toEqual([])
  })

  it('name every action and every kind of step', () => {
    expect(actionIds.filter((id) => !Object.hasOwn(en, `action.${id}`))).toEqual([])
    expect(commandTypes.filter((type) => !Object.hasOwn(en, `command.${type}`))).toEqual([])
  })
})

describe('texts with values', () => {
  it('write numbers as the language does', () => {
    expect(createLocale('en').tn('library.count', 12345)).toBe('12,345 articles')
    expect(createLocale('de').tn('library.count', 12345)).toBe('12.345 Artikel')
    expect(createLocale('en').tn('library.count', 1)).toBe('1 article')
  })

  it('keep their values in the pseudo-language, which no text escapes', () => {
    expect(pseudo('{count} articles')).toMatch(/^\[\{count\} .*~+\]$/)
    expect(createLocale('en', pseudoMessages).tn('library.count', 3)).toContain('3 ')
    expect(keys.filter((key) => pseudoMessages[key] === en[key])).toEqual([])
  })
})
