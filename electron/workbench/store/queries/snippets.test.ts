import { describe, expect, it } from 'vitest'
import { searchQuery } from './full-text.ts'
import { snippetOf } from './snippets.ts'

const text = 'Außenministerin Mara Lindqvist reiste am Montag nach Kronburg. Dort sprach sie mit Präsident Tô Lâm über Fährverbindungen, die Häfen und die Straße zur Grenze. Am Dienstag kehrte Lindqvist nach Hause zurück, wo der Hafen noch immer gesperrt ist.' // prettier-ignore
const shown = (typed: string): string | null => snippetOf(text, searchQuery(typed).wanted, 'body')

describe('the passage shown for a search', () => {
  it('is where most of the words stand together, each of them marked whole', () => {
    expect(shown('lindqvist gesperrt')).toBe(
      '…zur Grenze. Am Dienstag kehrte ⟦Lindqvist⟧ nach Hause zurück, wo der Hafen noch immer ⟦gesperrt⟧ ist.',
    )
    expect(shown('mara')).toBe(
      'Außenministerin ⟦Mara⟧ Lindqvist reiste am Montag nach Kronburg. Dort sprach sie mit Präsident Tô Lâm über…',
    )
  })

  it('marks the words as the index finds them: beginnings, diacritics, umlauts and ß in every spelling', () => {
    expect(shown('to lam')).toContain('⟦Tô⟧ ⟦Lâm⟧')
    expect(shown('faehr')).toContain('⟦Fährverbindungen⟧')
    expect(shown('strasse')).toContain('⟦Straße⟧')
    expect(shown('haefen')).toContain('⟦Häfen⟧')
  })

  it('takes a phrase as a phrase, and leaves out what is left out', () => {
    expect(shown('"am dienstag"')).toContain('⟦Am⟧ ⟦Dienstag⟧')
    expect(shown('"am diens"')).toBeNull()
    expect(shown('montag -kronburg')).toContain('⟦Montag⟧ nach Kronburg')
    expect(shown('title:mara')).toBeNull()
    expect(shown('text:mara')).toContain('⟦Mara⟧')
  })
})
