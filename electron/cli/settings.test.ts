import { expect, it } from 'vitest'
import { isGiven, languageOf } from './settings.ts'

it('speaks the language asked for, else that of a German environment, else English', () => {
  expect(languageOf(['query', '--lang', 'de'], { LANG: 'en_US.UTF-8' })).toBe('de')
  expect(languageOf(['--lang=en'], { LANG: 'de_AT.UTF-8' })).toBe('en')
  expect(languageOf([], { LANG: 'de_AT.UTF-8' })).toBe('de')
  expect(languageOf([], { LC_ALL: 'C', LANG: 'de_AT.UTF-8' })).toBe('en')
  expect(languageOf(['--lang', 'fr'], {})).toBe('en')
  expect(languageOf(['x', '--', '--lang', 'de'], {})).toBe('en')
})

it('knows before parsing whether errors are wanted as JSON', () => {
  expect(isGiven('--json', ['import', '--json'])).toBe(true)
  expect(isGiven('--json', ['import', '--', '--json'])).toBe(false)
})
