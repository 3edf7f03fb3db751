import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { article, fact, meeting, quoted, slot, text } from './article-in-tests.ts'
import { givePageASize, openReview, type Opened } from './screen-in-tests.tsx'

beforeAll(givePageASize)

let opened: Opened | null = null
afterEach(async () => opened?.close())
const open = async (...given: Parameters<typeof openReview>): Promise<Opened> =>
  (opened = await openReview(...given))

/** Presses keys and answers how many commands each cost. */
const types = (screen: Opened): readonly string[] => screen.sent().map((command) => command.type)

describe('what a decision costs', () => {
  it('accepting: one key, and the next fact is selected', async () => {
    const screen = await open()
    expect(screen.selected()).toBe('f1')
    await screen.press('Enter')
    expect(types(screen)).toEqual(['fact.accept'])
    expect(screen.selected()).toBe('f2')
    expect(screen.heard()).toContain('Accepted: met · Lena Vogt – Tomas Berk')
  })

  it('rejecting: one key; its reason: one more, or none', async () => {
    const screen = await open()
    await screen.press('x')
    expect(screen.selected()).toBe('f2')
    await screen.press('3')
    // The bare rejection is replaced, so that one undo takes back both.
    expect(screen.sent()).toMatchObject([
      { type: 'fact.reject', payload: { factId: 'f1' } },
      { type: 'history.undo', payload: { seq: 1 } },
      { type: 'fact.reject', payload: { factId: 'f1', reason: 'duplicate' } },
    ])
  })

  it('putting off: one key, nothing sent', async () => {
    const screen = await open()
    await screen.press(' ')
    expect(screen.selected()).toBe('f2')
    expect(types(screen)).toEqual([])
  })

  it('a wrong link set right: L and a digit', async () => {
    const screen = await open()
    await screen.press('l', '2')
    expect(screen.sent()[0]).toMatchObject({
      type: 'mention.link',
      payload: { mentionId: 'm1', to: { kind: 'entity', entityId: 'e-berk' }, scope: 'entity' },
    })
    expect(screen.selected()).toBe('f1')
  })

  it('a wrong link of the second slot, for this mention alone: within reach of the keyboard, the digit alone changes nothing else', async () => {
    const screen = await open()
    await screen.press('ArrowRight', 'l', '1')
    expect(screen.sent()[0]).toMatchObject({ payload: { mentionId: 'm4', to: { entityId: 'e-vogt' } } })
  })

  it('a wrong slot set right: at most six keys, accepted and gone on included', async () => {
    const wrong = {
      ...meeting,
      slots: meeting.slots.map((one) =>
        one.role === 'place'
          ? { ...one, entityId: null, mentionId: null, start: null, end: null, surface: null, value: 'Südau' }
          : one,
      ),
    }
    const screen = await open({ ...article, facts: [wrong, ...article.facts.slice(1)] })
    const keys = ['ArrowRight', 'ArrowRight', 'e', '1', 'Enter'] as const
    await screen.press(...keys)
    expect(keys.length).toBeLessThanOrEqual(6)
    expect(screen.sent()[0]).toMatchObject({
      type: 'slot.set',
      payload: { slotId: 's3', value: { kind: 'mention', mentionId: 'm3' } },
    })
    expect(screen.article().facts[0]?.state).toBe('edited')
    expect(screen.selected()).toBe('f2')
  })

  it('a fact with a gap is not accepted: the gap is opened and explained, 0 says that the text is silent', async () => {
    const screen = await open()
    await screen.press('j', 'Enter')
    expect(types(screen)).toEqual([])
    expect(screen.heard()).toContain('Content is missing')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Content')
    await screen.press('0', 'Enter')
    expect(screen.sent()[0]).toMatchObject({
      type: 'slot.add',
      payload: { factId: 'f2', role: 'content', value: { kind: 'notStated' } },
    })
    expect(screen.article().facts[1]?.state).toBe('edited')
  })

  it('taking a decision back: one key, and the fact is selected again', async () => {
    const screen = await open()
    await screen.press('Enter', 'k', 'u')
    expect(types(screen)).toEqual(['fact.accept', 'fact.reopen'])
    expect(screen.selected()).toBe('f1')
    expect(screen.article().facts[0]?.state).toBe('proposed')
  })

  it('a gap filled from the card: one digit', async () => {
    const screen = await open()
    await screen.press('j', '1')
    expect(screen.sent()[0]).toMatchObject({
      type: 'slot.add',
      payload: { role: 'content', value: { kind: 'text', ...{ start: text.indexOf('die Zusammenarbeit') } } },
    })
  })

  it('a new fact from selected words: at most eight keys', async () => {
    const screen = await open()
    const { start, end } = quoted('lud sie nach Nordau ein')
    await screen.select(start, end)
    await screen.press('n')
    await screen.type('visit')
    await screen.press('Enter')
    // Visitor and destination stand in the sentence: nothing is missing.
    await screen.press('Enter')
    expect(1 + 'visit'.length + 2).toBeLessThanOrEqual(8)
    expect(screen.sent()[0]).toMatchObject({
      type: 'fact.add',
      payload: {
        type: 'visit',
        slots: [
          { role: 'visitor', value: { mentionId: 'm6' } },
          { role: 'destination', value: { mentionId: 'm7' } },
        ],
      },
    })
  })

  it('another type: T, the first letters, Enter', async () => {
    const screen = await open()
    await screen.press('t')
    await screen.type('call')
    await screen.press('Enter')
    expect(screen.sent()[0]).toMatchObject({ type: 'fact.setType', payload: { factId: 'f1', type: 'call' } })
  })

  it('a note: #, the words, Enter', async () => {
    const screen = await open()
    await screen.press('#')
    await screen.type('Datum prüfen')
    await screen.press('Enter')
    expect(screen.sent()[0]).toMatchObject({ type: 'fact.annotate', payload: { note: 'Datum prüfen' } })
  })

  it('a note half typed is kept when the window closes, and left by Escape', async () => {
    let screen = await open()
    await screen.press('#')
    await screen.type('halb getippt')
    window.dispatchEvent(new Event('pagehide'))
    expect(screen.sent().at(-1)).toMatchObject({ type: 'fact.annotate', payload: { note: 'halb getippt' } })
    await screen.close()
    screen = await open()
    await screen.press('#')
    await screen.type('doch nicht')
    await screen.press('Escape')
    expect(types(screen)).toEqual([])
  })

  it('selected words into a slot: S', async () => {
    const screen = await open()
    const { start, end } = quoted('Ardhafen')
    await screen.press('ArrowRight', 'ArrowRight')
    await screen.select(start, end)
    await screen.press('s')
    expect(screen.sent()[0]).toMatchObject({
      type: 'slot.set',
      payload: { slotId: 's3', value: { kind: 'mention', mentionId: 'm3' } },
    })
  })
})

describe('the way through an article', () => {
  it('leads from the last decision to the sentences, from the last sentence to the summary, and on', async () => {
    const screen = await open({
      ...article,
      facts: [
        meeting,
        fact({
          ...article.facts[1],
          missing: [],
          slots: [slot('s4', 'speaker', { entityId: 'e-vogt' }), slot('s5', 'content', { value: 'x' })],
        }),
      ],
    })
    await screen.press('Enter', 'Enter')
    expect(screen.heard()).toContain('Now the sentences')
    await screen.press('r', 'r', 'r')
    expect(screen.sent().filter((command) => command.type === 'sentence.review')).toHaveLength(3)
    expect(screen.page.textContent).toContain('Everything is decided, every sentence swept.')
    await screen.press('Enter')
    expect(screen.sent().at(-1)).toMatchObject({ type: 'article.triage', payload: { state: 'finished' } })
    expect(location.hash).toContain('/review/a2')
    location.hash = ''
  })

  it('does not finish an article with open facts, and says why', async () => {
    const screen = await open()
    await screen.press('f')
    expect(screen.heard()).toContain('2 facts are still open')
    expect(types(screen)).toEqual([])
  })

  it('reads the next article while this one is worked on', async () => {
    const screen = await open()
    await screen.press('j', 'k', 'j', 'k', 'j', 'k', 'j', 'k')
    expect(screen.read()).toEqual(['a1', 'a2'])
  })

  it('resumes where it was left', async () => {
    const screen = await open(article, { language: 'en', 'review.places': 'a1 f2' })
    expect(screen.selected()).toBe('f2')
  })

  it('keeps a half-made fact when the window closes', async () => {
    let screen = await open()
    const { start, end } = quoted('lud sie nach Nordau ein')
    await screen.select(start, end)
    await screen.press('n')
    await screen.type('statement')
    await screen.press('Enter')
    const draft = screen.page.querySelector('.rv-draft')
    expect(draft).not.toBeNull()
    const stored = await screen.stored()
    await screen.close()
    screen = await open(article, stored)
    expect(screen.page.querySelector('.rv-draft')?.textContent).toContain('New fact, not yet kept')
  })

  it('hides how sure a proposal was until it is decided, unless that is switched off', async () => {
    const hidden = await open(article, { language: 'en' })
    expect(hidden.page.textContent).not.toContain('80%')
    await hidden.close()
    const shown = await open(article, { language: 'en', hideConfidence: false })
    expect(shown.page.textContent).toContain('80%')
  })

  it('speaks German throughout', async () => {
    const screen = await open(article, { language: 'de' })
    await screen.press('Enter')
    expect(screen.heard()).toContain('Angenommen: traf · Lena Vogt – Tomas Berk')
    expect(screen.page.textContent).not.toMatch(/review\.|Accept\b/)
  })
})
