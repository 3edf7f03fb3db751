import { expect, it } from 'vitest'
import { quoteWithReference } from './reference.ts'

it('gives the words with title, publisher, date, address and the place in the text', () => {
  const source = {
    title: 'Treffen in Ardhafen',
    publisher: 'Ardhafener Bote',
    published: '2024-11-12',
    url: 'https://example.org/1',
  }
  expect(quoteWithReference('man wolle\nreden', { start: 12, end: 27 }, source, 'de')).toBe(
    '„man wolle reden“ — Treffen in Ardhafen, Ardhafener Bote, 2024-11-12, https://example.org/1, [12–27]',
  )
})

it('leaves out what is not known', () => {
  expect(
    quoteWithReference(
      'x',
      { start: 0, end: 1 },
      { title: 'T', publisher: null, published: null, url: null },
      'en',
    ),
  ).toBe('“x” — T, [0–1]')
})
