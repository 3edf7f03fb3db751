import { describe, expect, it } from 'vitest'
import { foldableRuns, lineAt } from './fold-zones.ts'

const text = 'Titel\nKommentar (0)\n\nWerbung\nText und mehr\nQuelle'
const zone = (words: string, kind: string, masked = true) => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
  kind,
  masked,
})

describe('masked lines', () => {
  it('that follow one another fold together, blank lines between them included', () => {
    const runs = foldableRuns(text, [zone('Kommentar (0)', 'comment_counter'), zone('Werbung', 'ad')])
    expect(runs).toEqual([{ start: 6, end: 28, kinds: ['comment_counter', 'ad'], lines: 2 }])
    expect(text.slice(6, 28)).toBe('Kommentar (0)\n\nWerbung')
  })
  it('never fold away words of the article on the same line', () => {
    expect(foldableRuns(text, [zone('und mehr', 'other')])).toEqual([])
  })
  it('fold where several zones cover a line between them', () => {
    expect(foldableRuns(text, [zone('Text und', 'other'), zone('mehr', 'ad')])).toHaveLength(1)
  })
  it('are left alone where they are not masked', () => {
    expect(foldableRuns(text, [zone('Titel', 'headline', false)])).toEqual([])
  })
})

it('the line at a place is without its break and outer white space', () => {
  expect(lineAt('a\n  b c \nd', 5)).toEqual({ start: 4, end: 7 })
  expect(lineAt('a\n\nb', 2)).toBeNull()
})
