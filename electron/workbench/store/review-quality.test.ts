import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { articleIdSchema } from '../../../shared/model/ids.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { exampleArticle, exampleText } from './testing/example-article.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'

let root: string
let desk: RegistryDesk
let articleId: string

function importExample(name: string, text: string): string {
  desk.store.perform('putTexts', [{ text: Buffer.from(text), original: null }])
  const { articles } = desk.store.perform('importArticles', {
    commandId: `import ${name}`,
    author: null,
    label: name,
    articles: [exampleArticle(name, text)],
  })
  return articles[0]?.articleId ?? ''
}
const opened = (id = articleId): ChannelOutput<'articles.open'> =>
  desk.query('articles.open', { articleId: articleIdSchema.parse(id) })
function fact(type: string, id = articleId): FactView {
  const found = opened(id).facts.find((each) => each.type === type)
  if (found === undefined) throw new Error(type)
  return found
}
const quality = (): ChannelOutput<'review.quality'> => desk.query('review.quality', {})
const undo = (): void => void desk.done('history.undo', {})

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-quality-'))
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
  desk = await openRegistryDesk(join(root, 'project'), resourcesFolder())
  articleId = importExample('example.txt', exampleText)
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

describe('sentences read without their proposals', () => {
  const first = { start: 0, end: exampleText.indexOf('\n') }

  it('tell how many facts the proposals missed, with its interval, and how many the coder had not seen', () => {
    desk.done('sentence.blind', { articleId, ...first, seen: ['meeting', 'greeting'], durationMs: 9000 })
    expect(opened().sentences[0]?.blind).toEqual(['meeting', 'greeting'])
    desk.done('fact.accept', { factId: fact('meeting').id })
    desk.done('fact.add', {
      articleId,
      type: 'position_held',
      evidence: [{ start: 0, end: 27 }],
      slots: ['person', 'role', 'org'].map((role) => ({ role, value: { kind: 'notStated' } })),
    })
    const { blind } = quality()
    expect(blind).toMatchObject({ sentences: 1, facts: 2, missed: 1, unseen: 1, notKept: 1 })
    expect(blind.rate).toMatchObject({ share: 0.5, count: 1, of: 2 })
    expect(blind.rate?.low).toBeCloseTo(0.0945, 3)
    expect(blind.missedByBoth).toBe(0)
    desk.done('sentence.review', { articleId, ...first, complete: true })
    expect(quality().sighted.sentences).toBe(0)
  })

  it('are read once: a second reading takes the place of the first, and undo brings that back', () => {
    desk.done('sentence.blind', { articleId, ...first, seen: ['meeting'] })
    desk.done('sentence.blind', { articleId, ...first, seen: [] })
    expect(quality().blind.sentences).toBe(1)
    expect(opened().sentences[0]?.blind).toEqual([])
    undo()
    expect(opened().sentences[0]?.blind).toEqual(['meeting'])
    undo()
    expect(opened().sentences[0]?.blind).toBeUndefined()
  })

  it('take no type the codebook does not know', () => {
    expect(desk.give('sentence.blind', { articleId, ...first, seen: ['sighting'] }).error?.code).toBe('fact.type') // prettier-ignore
  })
})

describe('decisions looked at again', () => {
  it('are drawn by the seed, show nothing of the decision, and give the coder’s own error rate by type', () => {
    desk.done('fact.accept', { factId: fact('meeting').id })
    desk.done('fact.reject', { factId: fact('statement').id, reason: 'wrong_type' })
    const drawn = desk.query('review.sample', { seed: 's' })
    expect(drawn.rows).toHaveLength(2)
    expect(drawn.rows).toEqual(desk.query('review.sample', { seed: 's' }).rows)
    for (const { state, rejectReason, coder, decidedAt } of drawn.rows)
      expect([state, rejectReason, coder, decidedAt]).toEqual(['proposed', null, null, null])
    desk.done('fact.recheck', { factId: fact('meeting').id, verdict: 'holds', durationMs: 4000 })
    desk.done('fact.recheck', { factId: fact('statement').id, verdict: 'holds', durationMs: 4000 })
    const { recheck } = quality()
    expect(recheck).toMatchObject({ checked: 2, differing: 1 })
    expect(recheck.byType.map(({ type, differing }) => [type, differing])).toEqual([['meeting', 0], ['statement', 1]]) // prettier-ignore
    expect(recheck.differences).toMatchObject([{ type: 'statement', before: 'rejected', verdict: 'holds' }])
    expect(desk.query('review.sample', { seed: 's' }).rows).toEqual([])
    expect(fact('statement').state).toBe('rejected')
    undo()
    expect(quality().recheck.differing).toBe(0)
  })

  it('must be decisions', () => {
    expect(desk.give('fact.recheck', { factId: fact('meeting').id, verdict: 'holds' }).error?.code).toBe('facts.undecided') // prettier-ignore
  })
})

describe('one verdict on all that is alike', () => {
  const ask = (
    by: 'rule' | 'type' | 'pattern' | 'words' | 'family',
    verdict: 'accept' | 'reject' = 'accept',
  ) => desk.query('facts.alike', { factId: fact('meeting').id, by, verdict, seed: 'x', sampleSize: 2 })

  beforeEach(() => {
    for (let n = 0; n < 4; n += 1)
      importExample(`copy-${String(n)}.txt`, `Meldung ${String(n)}.\n${exampleText}`)
  })

  it('reaches what shares rule, type, pattern or words, and leaves out what cannot be accepted', () => {
    expect(ask('type').total).toBe(5)
    expect(ask('rule').total).toBe(10)
    expect(ask('rule').leftOut.map(({ why }) => why)).toEqual(Array(5).fill('incomplete'))
    expect(ask('rule', 'reject').total).toBe(15)
    expect(ask('pattern').total).toBe(5)
    expect(ask('pattern').of).toContain('participant:PER')
    const said = fact('statement').id
    expect(desk.query('facts.alike', { factId: said, by: 'words', verdict: 'accept', seed: 'x' }).total).toBe(
      5,
    )
    expect(ask('type').sample).toEqual(ask('type').sample)
    expect(ask('type').sample).toHaveLength(2)
  })

  it('reaches the type in this article and its near-duplicates, and in no other article', () => {
    expect(ask('family').total).toBe(1)
    const kin = importExample('kin.txt', `Auch hier:\n${exampleText}`)
    desk.done('family.join', { articleIds: [articleId, kin] })
    expect(ask('type').total).toBe(6)
    const { total, of } = ask('family')
    expect(total).toBe(2)
    expect(of).toMatch(/^meeting · ./)
  })

  it('is one step with its reach on record, and one undo', () => {
    const alike = ask('type')
    const [spared, ...factIds] = alike.factIds
    const sample = { seed: 'x', factIds: alike.sample.map(({ id }) => id), failed: [] }
    desk.done('facts.decide', {
      factIds,
      verdict: 'accept',
      by: 'type',
      of: alike.of,
      except: [spared],
      sample,
    })
    expect(quality().together).toEqual({ decisions: 1, facts: 4 })
    expect(desk.query('facts.list', { types: ['meeting'], states: ['accepted'] }).total).toBe(4)
    expect(desk.give('facts.decide', { factIds, verdict: 'reject', by: 'type', of: 'meeting', sample }).error?.code).toBe('facts.decided') // prettier-ignore
    undo()
    expect(desk.query('facts.list', { types: ['meeting'], states: ['accepted'] }).total).toBe(0)
    expect(quality().together.decisions).toBe(0)
    const family = { verdict: 'reject', reason: 'duplicate', by: 'family', of: 'meeting · x', sample }
    desk.done('facts.decide', { factIds, ...family })
    expect(quality().together).toEqual({ decisions: 1, facts: 4 })
  })

  it('is refused as a whole where one lacks something', () => {
    const sample = { seed: 'x', factIds: [], failed: [] }
    const factIds = [fact('meeting').id, fact('visit').id]
    expect(desk.give('facts.decide', { factIds, verdict: 'accept', by: 'rule', of: 'example', sample }).error?.code).toBe('fact.incomplete') // prettier-ignore
    expect(fact('meeting').state).toBe('proposed')
  })
})

describe('one fact in two, and two in one', () => {
  it('a split gives the new fact what was moved and copied, and undo puts it together again', () => {
    const before = fact('meeting')
    const [first, second, place] = before.slots
    const answer = desk.done('fact.split', {
      factId: before.id,
      moved: [second?.id],
      copied: [place?.id, first?.id],
    })
    const made = answer.created?.['fact']?.[0]
    const after = opened().facts.filter(({ type }) => type === 'meeting')
    expect(after).toHaveLength(2)
    expect(after.find(({ id }) => id === made)?.slots.map(({ surface }) => surface).sort()).toEqual(['Kronburg', 'Mara Lindqvist', 'Orhan Tesfai']) // prettier-ignore
    expect(after.find(({ id }) => id === before.id)?.slots.map(({ surface }) => surface)).toEqual(['Mara Lindqvist', 'Kronburg']) // prettier-ignore
    expect(after.map(({ state }) => state).sort()).toEqual(['added', 'edited'])
    undo()
    expect(fact('meeting')).toEqual(before)
  })

  it('after a split the first can be opened again and decided as it was proposed; the new one keeps what it got', () => {
    const before = fact('meeting')
    const moved = desk.done('fact.split', { factId: before.id, moved: [before.slots[1]?.id] })
    const of = (id: string | undefined): readonly (string | null)[] | undefined =>
      opened()
        .facts.find((one) => one.id === id)
        ?.slots.map(({ surface }) => surface)
    desk.done('fact.reopen', { factId: before.id })
    desk.done('fact.accept', { factId: before.id })
    expect(of(before.id)).toEqual(before.slots.map(({ surface }) => surface))
    expect(of(moved.created?.['fact']?.[0])).toEqual([before.slots[1]?.surface])
  })

  it('a join keeps what both say once, names what they disagree about, and rejects the other as a duplicate', () => {
    const meeting = fact('meeting')
    const [a, b, place] = meeting.slots
    const other = desk.done('fact.split', { factId: meeting.id, moved: [b?.id], copied: [place?.id] })
    const from = other.created?.['fact']?.[0] ?? ''
    const otherPlace = opened()
      .facts.find(({ id }) => id === from)
      ?.slots.find(({ role }) => role === 'place')
    desk.done('slot.set', {
      factId: from,
      slotId: otherPlace?.id,
      value: { kind: 'text', start: 0, end: 11 },
    })
    const clash = desk.give('fact.join', { into: meeting.id, from })
    expect(clash.error?.code).toBe('fact.joinConflict')
    desk.done('fact.join', { into: meeting.id, from, drop: [otherPlace?.id] })
    const joined = opened().facts.find(({ id }) => id === meeting.id)
    expect(joined?.slots.map(({ surface }) => surface)).toEqual([a?.surface, place?.surface, b?.surface])
    expect(opened().facts.find(({ id }) => id === from)).toMatchObject({ state: 'rejected', rejectReason: 'duplicate' }) // prettier-ignore
    undo()
    expect(
      opened()
        .facts.find(({ id }) => id === meeting.id)
        ?.slots.map(({ surface }) => surface),
    ).toEqual([a?.surface, place?.surface])
  })
})

describe('notes and flags', () => {
  it('stand at mentions and articles, are listed with those of facts, and are undone', () => {
    const mention = opened().mentions[0]
    desk.done('mention.annotate', { mentionId: mention?.id, note: 'which office?', flag: true })
    desk.done('article.annotate', { articleId, flag: true })
    desk.done('fact.annotate', { factId: fact('meeting').id, note: 'date?', flag: false })
    expect(opened().mentions[0]).toMatchObject({ note: 'which office?', flag: true })
    expect(opened().remark).toEqual({ note: null, flag: true })
    expect(desk.query('review.remarks', {}).rows.map(({ kind, note, flag }) => [kind, note, flag])).toEqual([
      ['article', null, true],
      ['mention', 'which office?', true],
      ['fact', 'date?', false],
    ])
    desk.done('mention.annotate', { mentionId: mention?.id, flag: false })
    expect(opened().mentions[0]).toMatchObject({ note: 'which office?', flag: false })
    undo()
    undo()
    undo()
    undo()
    expect(desk.query('review.remarks', {}).rows).toEqual([])
  })
})

it('what was done in a sitting, and what is left, is counted from the decisions themselves', () => {
  const since = '2020-01-01T00:00:00.000Z'
  desk.done('fact.accept', { factId: fact('meeting').id, durationMs: 12_000 })
  desk.done('fact.reject', { factId: fact('statement').id, durationMs: 10 })
  const found = desk.query('review.quality', { since })
  expect(found.since).toEqual({ accepted: 1, rejected: 1, corrected: 0, added: 0, sentences: 0, articles: 1, spentMs: 12_010, timed: 2 }) // prettier-ignore
  expect(found.pace).toEqual({ decisions: 2, faster: 1, medianMs: 12_000 })
  expect(found.left).toMatchObject({ facts: 1, articles: 1 })
})

it('a fact says which coding rules it breaks', () => {
  expect(fact('meeting').breaks).toBeUndefined()
  desk.done('fact.set', { factId: fact('meeting').id, modality: 'planned' })
  expect(fact('meeting').plover?.event).toBe('AGREE')
  expect(fact('meeting').breaks).toBeUndefined()
})
