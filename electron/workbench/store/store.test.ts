import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '../../../shared/commands/index.ts'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openStore, type OpenedStore } from './open-store.ts'
import { exampleArticle, exampleOutput, exampleText } from './testing/example-article.ts'

let root: string
let store: OpenedStore
let serial = 0

const folder = (): string => join(root, 'project')
async function open(): Promise<void> {
  store = await openStore(
    {
      folder: folder(),
      resources: resourcesFolder(),
      takeOver: false,
      acceptDamage: false,
      readOnly: false,
      author: 'Ada',
    },
    () => undefined,
  )
}
async function reopen(): Promise<void> {
  store.perform('close', null)
  await open()
}
function apply(type: string, payload: unknown, id = `c${String(++serial)}`): CommandAnswer {
  const [answer] = store.perform('apply', [{ id, type, payload }])
  if (answer === undefined) throw new Error('no answer')
  return answer
}
function done(type: string, payload: unknown): CommandAnswer {
  const answer = apply(type, payload)
  expect(answer.error).toBeUndefined()
  return answer
}
function importExample(name = 'example.txt', text = exampleText): string {
  store.perform('putTexts', [{ text: Buffer.from(text), original: null }])
  const { articles } = store.perform('importArticles', {
    commandId: `import${String(++serial)}`,
    author: null,
    label: name,
    articles: [exampleArticle(name, text)],
  })
  return articles[0]?.articleId ?? ''
}
function article(articleId: string): ChannelOutput<'articles.open'> {
  return store.perform('query', {
    name: 'articles.open',
    input: { articleId },
  }) as ChannelOutput<'articles.open'>
}
function fact(articleId: string, type: string): FactView {
  const found = article(articleId).facts.find((each) => each.type === type)
  if (found === undefined) throw new Error(type)
  return found
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-store-'))
  await createProject(folder(), { name: 'Test', language: 'en' })
  await open()
})
afterEach(() => {
  store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

describe('importing', () => {
  it('makes an article with its proposals, and knows it again', () => {
    const articleId = importExample()
    expect(article(articleId).facts.map(({ type, state }) => [type, state])).toEqual([
      ['meeting', 'proposed'],
      ['visit', 'proposed'],
      ['statement', 'proposed'],
    ])
    const again = store.perform('importArticles', {
      commandId: 'again',
      author: null,
      label: '',
      articles: [exampleArticle()],
    })
    expect(again.articles[0]).toMatchObject({ outcome: 'already-there', articleId })
  })

  it('keeps a corrected article as a new version beside the old one', () => {
    const first = importExample()
    const text = exampleText.replace('zu Gesprächen bereit', 'zu Gesprächen bereit.\nNachtrag')
    store.perform('putTexts', [{ text: Buffer.from(text), original: null }])
    const corrected = { ...exampleArticle('example.txt', text), extraction: null }
    const { articles } = store.perform('importArticles', {
      commandId: 'v2',
      author: null,
      label: '',
      articles: [corrected],
    })
    expect(articles[0]?.outcome).toBe('new-version')
    expect(article(articles[0]?.articleId ?? '').row.version).toBe(2)
    expect(article(first).facts).toHaveLength(3)
  })

  it('is undone in one step and comes back with redo', () => {
    const articleId = importExample()
    done('history.undo', {})
    expect(store.perform('query', { name: 'articles.list', input: {} })).toMatchObject({ total: 0 })
    done('history.redo', {})
    expect(article(articleId).facts).toHaveLength(3)
  })

  it('finds articles by words, without regard to diacritics', () => {
    importExample()
    const search = (words: string): unknown =>
      (
        store.perform('query', {
          name: 'articles.list',
          input: { search: words },
        }) as ChannelOutput<'articles.list'>
      ).total
    expect(search('aussenminister')).toBe(1)
    expect(search('innenminister')).toBe(0)
    expect(search('Prasidentin Kron')).toBe(1)
    expect(search('"Mara Lindqvist"')).toBe(1)
    expect(search('Kronburg -Tesfai')).toBe(0)
    expect(search('unbekannt OR Tesfai')).toBe(1)
    expect(search('"*()')).toBe(0)
  })
})

describe('deciding', () => {
  it('shows a fact asked for by itself exactly as the whole article shows it, and says which are gone', () => {
    const articleId = importExample()
    const meeting = fact(articleId, 'meeting')
    done('fact.accept', { factId: meeting.id })
    done('fact.reject', { factId: fact(articleId, 'visit').id, reason: 'duplicate' })
    const added = done('fact.add', { articleId, type: 'meeting', evidence: [meeting.evidence[0]] }).created?.['fact']?.[0] // prettier-ignore
    const whole = article(articleId)
    const asked = whole.facts.map(({ id }) => id)
    expect(asked).toContain(added)
    const some = store.perform('query', { name: 'articles.refresh', input: { articleId, factIds: asked } }) as ChannelOutput<'articles.refresh'> // prettier-ignore
    expect(some.facts).toEqual(whole.facts)
    expect(some.row).toEqual(whole.row)
    expect(some.gone).toEqual([])
    done('history.undo', {})
    expect(store.perform('query', { name: 'articles.refresh', input: { articleId, factIds: [added] } })).toMatchObject({ facts: [], gone: [added] }) // prettier-ignore
  })

  it('accepts a fact as it stands, and keeps it over a restart', async () => {
    const articleId = importExample()
    done('fact.accept', { factId: fact(articleId, 'meeting').id })
    await reopen()
    expect(fact(articleId, 'meeting')).toMatchObject({ state: 'accepted', coder: 'Ada' })
    expect(article(articleId).row).toMatchObject({ facts: 3, decided: 1, triage: 'in_progress' })
  })

  it('refuses a fact with an unanswered required slot until it is marked as not stated', () => {
    const articleId = importExample()
    const visit = fact(articleId, 'visit')
    expect(visit.missing).toEqual(['destination'])
    expect(apply('fact.accept', { factId: visit.id }).error).toMatchObject({
      code: 'fact.incomplete',
      detail: { roles: ['destination'] },
    })
    done('slot.add', { factId: visit.id, role: 'destination', value: { kind: 'notStated' } })
    expect(fact(articleId, 'visit')).toMatchObject({ state: 'edited', missing: [] })
  })

  it('takes decisions back one by one and brings them again', () => {
    const articleId = importExample()
    const { id } = fact(articleId, 'meeting')
    done('fact.reject', { factId: id, reason: 'wrong_type' })
    expect(fact(articleId, 'meeting')).toMatchObject({ state: 'rejected', rejectReason: 'wrong_type' })
    done('history.undo', {})
    expect(fact(articleId, 'meeting').state).toBe('proposed')
    done('history.redo', {})
    expect(fact(articleId, 'meeting').state).toBe('rejected')
    done('fact.reopen', { factId: id })
    expect(fact(articleId, 'meeting').state).toBe('proposed')
  })

  it('an amount set right keeps the words it was read from', () => {
    const articleId = importExample()
    const meeting = fact(articleId, 'meeting')
    const place = meeting.slots.find(({ role }) => role === 'place')
    const amount = { kind: 'amount', amount: 250, unit: 't', comparator: '>=' }
    done('slot.set', { factId: meeting.id, slotId: place?.id, value: amount })
    expect(fact(articleId, 'meeting').slots.find(({ role }) => role === 'place')).toMatchObject({
      surface: 'Kronburg',
      norm: { value: 250, unit: 't', comparator: '>=' },
      inferred: false,
    })
    done('slot.add', {
      factId: meeting.id,
      role: 'place',
      value: { kind: 'amount', amount: 3, currency: 'EUR' },
    })
    expect(fact(articleId, 'meeting').slots.at(-1)).toMatchObject({ start: null, norm: { amount: 3, currency: 'EUR' }, inferred: true }) // prettier-ignore
    done('history.undo', {})
    done('history.undo', {})
    expect(fact(articleId, 'meeting').slots.find(({ role }) => role === 'place')?.norm).toEqual(place?.norm)
  })

  it('an edit of a slot counts as a decision and remembers what it was', () => {
    const articleId = importExample()
    const meeting = fact(articleId, 'meeting')
    const place = meeting.slots.find(({ role }) => role === 'place')
    done('slot.set', { factId: meeting.id, slotId: place?.id, value: { kind: 'value', value: 'Altmark' } })
    expect(fact(articleId, 'meeting')).toMatchObject({ state: 'edited', edited: true })
    expect(fact(articleId, 'meeting').slots.find(({ role }) => role === 'place')).toMatchObject({
      value: 'Altmark',
      start: null,
    })
    done('history.undo', {})
    expect(fact(articleId, 'meeting').slots.find(({ role }) => role === 'place')).toMatchObject({
      surface: 'Kronburg',
    })
  })

  it('a fact added by hand waits until its required slots are answered', () => {
    const articleId = importExample()
    const start = exampleText.indexOf('Lindqvist sagte')
    const answer = done('fact.add', { articleId, type: 'call', evidence: [{ start, end: start + 15 }] })
    const factId = answer.created?.['fact']?.[0] ?? ''
    expect(fact(articleId, 'call')).toMatchObject({ id: factId, state: 'proposed', missing: ['participant'] })
    done('slot.add', { factId, role: 'participant', value: { kind: 'text', start, end: start + 9 } })
    expect(fact(articleId, 'call')).toMatchObject({ state: 'added', missing: [] })
    expect(fact(articleId, 'call').slots[0]?.mentionId).not.toBeNull()
  })

  it('refuses evidence in a masked line', () => {
    const articleId = importExample()
    const start = exampleText.indexOf('Kommentar')
    expect(
      apply('fact.add', { articleId, type: 'call', evidence: [{ start, end: start + 9 }] }).error?.code,
    ).toBe('span.masked')
  })

  it('changes the type and drops what the new type has no room for', () => {
    const articleId = importExample()
    done('fact.setType', { factId: fact(articleId, 'meeting').id, type: 'call' })
    expect(fact(articleId, 'call').slots.map(({ role }) => role)).toEqual([
      'participant',
      'participant',
      'place',
    ])
  })
})

describe('linking', () => {
  it('corrects who is meant for every mention of the article, and facts follow', () => {
    const articleId = importExample()
    const mention = article(articleId).mentions.find(({ surface }) => surface === 'Lindqvist')
    done('mention.link', {
      mentionId: mention?.id,
      to: { kind: 'new', type: 'PER', name: 'Mara Lindqvist-Berg' },
    })
    const view = article(articleId)
    const linked = view.mentions
      .filter(({ surface }) => surface.includes('Lindqvist'))
      .map(({ entityId }) => entityId)
    expect(new Set(linked).size).toBe(1)
    expect(view.entities.find(({ id }) => id === linked[0])?.labelDe).toBe('Mara Lindqvist-Berg')
    expect(fact(articleId, 'meeting').slots[0]?.entityId).toBe(linked[0])
    expect(fact(articleId, 'statement').attribution?.speaker).toBe(linked[0])
  })

  it('takes the same full name in two articles for one person', () => {
    const first = importExample()
    const second = importExample('other.txt', `Meldung: ${exampleText}`)
    const person = (articleId: string): unknown =>
      article(articleId).mentions.find(({ surface }) => surface === 'Mara Lindqvist')?.entityId
    expect(person(first)).toBe(person(second))
    expect(person(first)).not.toBeNull()
  })

  it('offers candidates with reasons', () => {
    const articleId = importExample()
    const mention = article(articleId).mentions.find(({ surface }) => surface === 'Lindqvist')
    const answer = store.perform('query', {
      name: 'entities.candidates',
      input: { mentionId: mention?.id },
    }) as ChannelOutput<'entities.candidates'>
    expect(answer.candidates[0]).toMatchObject({ entity: { labelDe: 'Mara Lindqvist' } })
    expect(answer.candidates[0]?.reasons.map(({ code }) => code)).toContain('now')
    expect(answer.sameEntity).toBe(2)
  })
})

describe('extracting again', () => {
  it('lets decisions stand, brings back no rejected fact and doubles no accepted one', () => {
    const articleId = importExample()
    done('fact.accept', { factId: fact(articleId, 'meeting').id })
    done('fact.reject', { factId: fact(articleId, 'statement').id })
    const before = article(articleId).facts.map(({ id }) => id)
    const output = exampleOutput()
    store.perform('recordExtractions', {
      commandId: 'x1',
      author: null,
      label: '',
      extractions: [{ articleId, output }],
    })
    expect(article(articleId).facts.map(({ id }) => id)).toEqual(before)
    expect(article(articleId).facts.map(({ state }) => state)).toEqual(['accepted', 'proposed', 'rejected'])
  })

  it('keeps a decided fact that extraction no longer finds and withdraws an undecided one', () => {
    const articleId = importExample()
    done('fact.accept', { factId: fact(articleId, 'meeting').id })
    const output = exampleOutput()
    store.perform('recordExtractions', {
      commandId: 'x2',
      author: null,
      label: '',
      extractions: [{ articleId, output: { ...output, facts: [], mentions: [], entities: [] } }],
    })
    const view = article(articleId)
    expect(view.facts.map(({ type, state }) => [type, state])).toEqual([['meeting', 'accepted']])
    expect(view.facts[0]?.slots.every(({ entityId }) => entityId !== null)).toBe(true)
  })
})

describe('datasets', () => {
  it('hold exactly what was accepted, edited or added, and what a verdict by hand says', () => {
    const articleId = importExample()
    const dataset = done('dataset.create', { name: 'All' }).created?.['dataset']?.[0] ?? ''
    const types = (): string[] =>
      (
        store.perform('query', {
          name: 'datasets.rows',
          input: { datasetId: dataset },
        }) as ChannelOutput<'datasets.rows'>
      ).rows.map(({ type }) => type)
    expect(types()).toEqual([])
    done('fact.accept', { factId: fact(articleId, 'meeting').id })
    done('fact.reject', { factId: fact(articleId, 'visit').id })
    expect(types()).toEqual(['meeting'])
    done('dataset.member', {
      datasetId: dataset,
      factId: fact(articleId, 'statement').id,
      verdict: 'include',
    })
    done('dataset.member', { datasetId: dataset, factId: fact(articleId, 'meeting').id, verdict: 'exclude' })
    expect(types()).toEqual(['statement'])
  })
})

describe('commands', () => {
  it('answer a known id with the first answer and change nothing', () => {
    const articleId = importExample()
    const { id } = fact(articleId, 'meeting')
    const first = apply('fact.accept', { factId: id }, 'same')
    const second = apply('fact.accept', { factId: id }, 'same')
    expect(second.seq).toBe(first.seq)
    expect(apply('fact.reject', { factId: id }, 'same').error?.code).toBe('command.conflict')
  })

  it.each([
    ['nonsense', {}, 'command.unknown'],
    ['fact.accept', {}, 'input.invalid'],
    ['fact.accept', { factId: 'nobody' }, 'notFound'],
    ['mention.link', { mentionId: 'nobody', to: { kind: 'none' } }, 'notFound'],
  ])('%s with %j is refused as %s', (type, payload, code) => {
    expect(apply(type, payload).error?.code).toBe(code)
  })

  it('of a batch apply whole or not at all', () => {
    const articleId = importExample()
    const factId = fact(articleId, 'meeting').id
    const answer = apply('batch', {
      label: 'two',
      steps: [
        { type: 'fact.accept', payload: { factId } },
        { type: 'fact.accept', payload: { factId: 'nobody' } },
      ],
    })
    expect(answer.ok).toBe(false)
    expect(fact(articleId, 'meeting').state).toBe('proposed')
  })

  it('leave a project that verifies', () => {
    const articleId = importExample()
    done('fact.accept', { factId: fact(articleId, 'meeting').id })
    done('history.undo', {})
    done('zone.set', { articleId, start: 0, end: 10, kind: 'ad' })
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({
      ok: true,
      problems: [],
    })
  })
})
