import { describe, expect, it } from 'vitest'
import { readPreferences } from './preferences.ts'

describe('preferences', () => {
  it('speak the language of the system until one was chosen', () => {
    expect(readPreferences({}, 'de-AT').language).toBe('de')
    expect(readPreferences({}, 'fr-FR').language).toBe('en')
    expect(readPreferences({ language: 'en' }, 'de-DE').language).toBe('en')
  })

  it('fall back where something unknown was stored', () => {
    const read = readPreferences({ theme: 'sepia', textSize: 9000, readingWidth: 'wide', keys: 3 }, 'en')
    expect(read).toMatchObject({ theme: 'system', textSize: 100, readingWidth: 40, keys: '' })
  })

  it('hide how sure a proposal is until it is decided, unless that was switched off', () => {
    expect(readPreferences({}, 'en').hideConfidence).toBe(true)
    expect(readPreferences({ hideConfidence: false }, 'en').hideConfidence).toBe(false)
  })
})
