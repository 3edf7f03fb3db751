import { describe, expect, it } from 'vitest'
import { holds } from '../../../shared/offsets.ts'
import { frontMatterOf } from './front-matter.ts'

describe('the head of a Markdown article', () => {
  const text = `---
Titel: "Treffen in 🏙 Wien: ein Anfang"
date: 2024-05-06 # laut Seite
author: Lê Thị Ánh
tags: [diplomatie]
source: https://beispiel.example/2024/05/06/treffen
---
# Treffen in Wien
`

  it('gives title, date, author and address with the place each stands at', () => {
    const head = frontMatterOf(text)
    expect(head?.hints.title?.surface).toBe('Treffen in 🏙 Wien: ein Anfang')
    expect(head?.hints.date?.surface).toBe('2024-05-06')
    expect(head?.hints.author?.surface).toBe('Lê Thị Ánh')
    expect(head?.hints.sourceUrl?.surface).toBe('https://beispiel.example/2024/05/06/treffen')
    const { title, date, author, sourceUrl } = head?.hints ?? {}
    for (const hint of [title, date, author, sourceUrl]) expect(hint && holds(text, hint)).toBe(true)
    expect(text.slice(head?.span.end)).toBe('# Treffen in Wien\n')
  })

  it('takes a source that is no address for the publisher', () => {
    expect(frontMatterOf('---\nquelle: Wiener Bote\n---\n')?.hints.publisher?.surface).toBe('Wiener Bote')
  })

  it.each(['Kein Kopf\n---\ntitle: x\n---\n', '---\ntitle: nie geschlossen\n\nText', 'text', ''])(
    'sees no head in %j',
    (other) => {
      expect(frontMatterOf(other)).toBeNull()
    },
  )

  it('passes over empty values and lists', () => {
    expect(frontMatterOf('---\ntitle: ""\nauthor: [a, b]\ndate:   \n---')?.hints).toEqual({})
  })
})
