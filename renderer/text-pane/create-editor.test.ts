import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EditorSelection } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { createEditor, reveal } from './create-editor.ts'
import { joinLabels, setHighlight } from './fact-layer.ts'
import { setMarks, type MarkLegend } from './mention-layer.ts'
import { setZones } from './zone-layer.ts'

beforeAll(() => {
  // jsdom has no layout: CodeMirror asks ranges for their boxes and gets none.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
})

let view: EditorView | null = null
afterEach(() => {
  view?.destroy()
  view = null
})

function open(text: string): EditorView {
  const parent = document.body.appendChild(document.createElement('div'))
  view = createEditor({
    parent,
    text,
    label: 'Text',
    lang: 'de',
    nonce: 'n',
    onCaret: () => undefined,
    onEvidence: () => undefined,
  })
  return view
}

describe('the source text', () => {
  it.each(['a\rb\r\nc', 'a\u2028b\u2029c', '\ufeffa\u0085b', 'eins\nzwei\n\ndrei', 'مرحبا e\u0301 😀\u200d'])(
    'keeps every offset of %j',
    (text) => {
      const editor = open(text)
      expect(editor.state.doc.length).toBe(text.length)
      expect(editor.state.doc.toString()).toBe(text)
      expect(editor.state.doc.lines).toBe(text.split('\n').length)
      for (let at = 0; at < text.length; at += 1)
        expect(editor.state.doc.sliceString(at, at + 1)).toBe(text[at])
    },
  )

  it('draws a very long line in pieces and keeps every offset of it, every sign and what is copied', () => {
    const word = 'e\u0301 \u0301x \u{1f469}\u200d\u{1f467} \u202eאב wort '
    const line = word.repeat(2000)
    const text = `Kopf\n${line}\nEnde`
    const editor = open(text)
    const shown = editor.state.doc.toString()
    expect(shown.length).toBe(text.length)
    const changed = [...text.matchAll(/./gsu)].flatMap(({ 0: sign, index }) =>
      shown.startsWith(sign, index) ? [] : [`${sign}>${shown.charAt(index)}`],
    )
    expect(new Set(changed)).toEqual(new Set([' >\n']))
    expect(Math.max(...shown.split('\n').map(({ length }) => length))).toBeLessThan(1100)
    // A mark stays on the space that carries it.
    expect(shown).not.toContain('\n\u0301')
    const copy = (anchor: number, head: number): string => {
      editor.dispatch({ selection: { anchor, head } })
      const [filter] = editor.state.facet(EditorView.clipboardOutputFilter)
      return filter?.('', editor.state) ?? ''
    }
    expect(copy(0, text.length)).toBe(text)
    expect(copy(9000, 9000)).toBe(line)
    expect(copy(0, 0)).toBe('Kopf')
  })

  it('shows the signs in whose place a line without spaces is broken', () => {
    const text = '\u{1f600}'.repeat(6000)
    const editor = open(text)
    expect(editor.state.doc.lines).toBeGreaterThan(10)
    expect(editor.contentDOM.querySelector('.cm-line')?.textContent).toMatch(/^(\u{1f600}){450,500}$/u)
    const [filter] = editor.state.facet(EditorView.clipboardOutputFilter)
    editor.dispatch({ selection: { anchor: 990, head: 1010 } })
    expect(filter?.('', editor.state)).toBe(text.slice(990, 1010))
  })

  it('cannot be changed, whatever is dispatched', () => {
    const editor = open('Der Text bleibt.')
    editor.dispatch({ changes: { from: 0, to: 3, insert: 'Ein anderer' } })
    editor.dispatch({ changes: { from: 0, to: 16, insert: '' }, selection: { anchor: 0 } })
    expect(editor.state.doc.toString()).toBe('Der Text bleibt.')
  })

  it('shows markup as words', () => {
    const editor = open('<img src=x onerror=alert(1)><b>fett</b>')
    expect(editor.contentDOM.querySelector('img, b')).toBeNull()
    expect(editor.contentDOM.textContent).toContain('<img src=x onerror=alert(1)>')
  })

  it('draws overlapping, crossing and discontinuous marks at exactly their words', () => {
    const text = 'Außenminister der Republik Nordau'
    const editor = open(text)
    const legend = {
      PER: { letter: 'P', label: 'Person' },
      ROLE: { letter: 'R', label: 'Amt' },
      GPE: { letter: 'G', label: 'Land' },
    } as unknown as MarkLegend
    editor.dispatch({
      effects: setMarks.of({
        marks: [
          { id: '1', start: 0, end: 33, type: 'ROLE', name: 'x', linked: true },
          { id: '2', start: 18, end: 33, type: 'GPE', name: 'y', linked: true },
          { id: '3', start: 14, end: 26, type: 'PER', name: 'z', linked: true },
        ],
        legend,
      }),
    })
    editor.dispatch({
      effects: setHighlight.of({
        evidence: [
          { start: 0, end: 13 },
          { start: 27, end: 33 },
        ],
        trigger: null,
        slots: [],
      }),
    })
    const wordsOf = (selector: string): string =>
      [...editor.contentDOM.querySelectorAll(selector)].map((part) => part.textContent).join('|')
    expect(wordsOf('[data-mention-type=ROLE].tp-mention').replaceAll('|', '')).toBe(text)
    expect(wordsOf('[data-mention-type=GPE].tp-mention').replaceAll('|', '')).toBe('Republik Nordau')
    expect(wordsOf('[data-mention-type=PER].tp-mention').replaceAll('|', '')).toBe('der Republik')
    expect(wordsOf('.tp-evidence')).toBe('Außenminister|Nordau')
  })

  it('opens the fold that hides what is to be shown', () => {
    const text = 'Text\nKommentar (0)\nEnde'
    const editor = open(text)
    editor.dispatch({
      effects: setZones.of({
        zones: [{ start: 5, end: 18, kind: 'comment_counter', masked: true }],
        words: { folded: (lines) => `hidden ${String(lines)}`, unfolded: () => 'shown' },
      }),
    })
    expect(editor.contentDOM.textContent).toContain('hidden 1')
    expect(editor.contentDOM.textContent).not.toContain('Kommentar')
    reveal(editor, { start: 7, end: 9 }, { caret: true })
    expect(editor.contentDOM.textContent).toContain('Kommentar (0)')
    expect(editor.state.selection.eq(EditorSelection.single(7))).toBe(true)
  })
})

it('slots that begin together share one label', () => {
  expect(
    joinLabels([
      { start: 5, end: 9, label: 'Agent' },
      { start: 0, end: 3, label: 'Place' },
      { start: 5, end: 9, label: 'Speaker', active: true },
    ]),
  ).toEqual([
    { start: 0, end: 3, label: 'Place', active: false },
    { start: 5, end: 9, label: 'Agent · Speaker', active: true },
  ])
})
