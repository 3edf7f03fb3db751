import { expect, it } from 'vitest'
import { draggedTo } from './evidence-drag.ts'

const text = 'Lena Vogt traf Tomas Berk in Ardhafen.'
const words = ({ start, end }: { start: number; end: number }): string => text.slice(start, end)

it('a dragged end of the evidence takes whole words and never passes the other end', () => {
  const span = { start: text.indexOf('traf'), end: text.indexOf(' in') }
  expect(words(span)).toBe('traf Tomas Berk')
  expect(words(draggedTo(text, span, 'start', 2))).toBe('Lena Vogt traf Tomas Berk')
  expect(words(draggedTo(text, span, 'end', text.indexOf('hafen')))).toBe('traf Tomas Berk in Ardhafen')
  expect(draggedTo(text, span, 'end', 0).end).toBe(span.start + 1)
  expect(draggedTo(text, span, 'start', text.length).start).toBe(span.end - 1)
})
