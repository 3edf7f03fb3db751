import { describe, expect, it } from 'vitest'
import type { Change, ChannelOutput } from '../../shared/contract/index.ts'
import { isBrief } from '../../shared/article-of-columns.ts'
import type { CommandInput } from '../../shared/commands/index.ts'
import { asArticleId } from './brand-ids.ts'
import { Store, patch } from './store.ts'
import { good, refused, testApi, type Answers } from './test-page.tsx'

const change: Change = {
  revision: 2,
  seq: 2,
  tables: [],
  articleIds: [],
  factIds: [],
  entityIds: [],
  datasetIds: [],
}
const wait = (ms = 40): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const rename = (name: string) => ({ type: 'project.rename', payload: { name } }) as const
const commandsIn = (input: unknown): readonly CommandInput[] =>
  (input as { commands: CommandInput[] }).commands
const applied = (input: { commands: unknown[] }) =>
  good({ answers: commandsIn(input).map(({ id }) => ({ id, ok: true, revision: 2, seq: 2 })) })

function storeOf(answers: Answers) {
  const far = testApi(answers)
  let id = 0
  const store = new Store(far.api, {
    clock: () => new Date('2026-01-02T14:03:12Z'),
    newId: () => `c${String((id += 1))}`,
  })
  return { ...far, store, stop: store.listen() }
}

describe('saving', () => {
  it('says saving until the answer, then when it was saved', async () => {
    let answer: (() => void) | undefined
    const { store } = storeOf({
      'commands.apply': (input) => new Promise((resolve) => { answer = () => resolve(applied(input)) }),
    }) // prettier-ignore
    expect(store.commands.saving()).toEqual({ kind: 'idle' })
    const sent = store.apply([rename('A')])
    await wait(5)
    expect(store.commands.saving()).toEqual({ kind: 'saving', waiting: 1 })
    answer?.()
    await sent
    expect(store.commands.saving()).toEqual({ kind: 'saved', at: new Date('2026-01-02T14:03:12Z') })
  })

  it('sends one call at a time, in order', async () => {
    const order: string[] = []
    let open = 0
    const { store } = storeOf({
      'commands.apply': async (input) => {
        open += 1
        expect(open).toBe(1)
        await wait(5)
        open -= 1
        order.push(...commandsIn(input).map(({ id }) => id))
        return applied(input)
      },
    })
    await Promise.all([store.apply([rename('A')]), store.apply([rename('B')]), store.apply([rename('C')])])
    expect(order).toEqual(['c1', 'c2', 'c3'])
  })

  it('takes what it showed back where the store refuses, and says why', async () => {
    const { store } = storeOf({
      'codebook.current': () => refused({ code: 'project.none' }),
      'datasets.list': () => good([]),
      'app.preferences': () => good({ name: 'before' }),
      'commands.apply': () => refused({ code: 'disk.full', retry: true }),
    })
    const query = store.cache.query('app.preferences', {})
    const stop = store.cache.subscribe(query, () => undefined)
    await wait()
    const sent = store.apply([rename('after')], {
      optimistic: [patch('app.preferences', {}, (value) => ({ ...value, name: 'after' }))],
    })
    expect(query.answer.value).toEqual({ name: 'after' })
    await sent
    expect(query.answer.value).toEqual({ name: 'before' })
    expect(store.commands.saving().kind).toBe('failed')
    expect(store.notices.get()[0]?.error?.code).toBe('disk.full')
    stop()
  })

  it('tries again with the same id, so that nothing is done twice', async () => {
    let attempts = 0
    const { store, asked } = storeOf({
      'commands.apply': (input) =>
        (attempts += 1) === 1 ? refused({ code: 'shell.gone', retry: true }) : applied(input),
    })
    await store.apply([rename('A')])
    store.notices.get()[0]?.way?.act()
    await wait()
    const ids = asked
      .filter((one) => one.channel === 'commands.apply')
      .map((one) => commandsIn(one.input)[0]?.id)
    expect(ids).toEqual(['c1', 'c1'])
    expect(store.commands.saving().kind).toBe('saved')
  })
})

describe('answers', () => {
  it('are asked again when the change feed touches them, and only while somebody looks', async () => {
    let count = 0
    const { store, push, asked } = storeOf({ 'datasets.list': () => { count += 1; return good([]) } }) // prettier-ignore
    const query = store.cache.query('datasets.list', {})
    const stop = store.cache.subscribe(query, () => undefined)
    await wait()
    push({ kind: 'change', change })
    push({ kind: 'change', change })
    await wait()
    expect(count).toBe(2)
    stop()
    push({ kind: 'change', change })
    await wait()
    expect(asked.filter((one) => one.channel === 'datasets.list')).toHaveLength(2)
  })

  it('of an article stay when another article changes', async () => {
    const { store, push, asked } = storeOf({})
    const articleId = 'a1' as never
    const stop = store.cache.subscribe(store.cache.query('articles.open', { articleId }), () => undefined)
    await wait()
    push({ kind: 'change', change: { ...change, articleIds: ['a2'] } })
    await wait()
    expect(asked.filter((one) => one.channel === 'articles.open')).toHaveLength(1)
    push({ kind: 'change', change: { ...change, articleIds: ['a1'] } })
    await wait()
    expect(asked.filter((one) => one.channel === 'articles.open')).toHaveLength(2)
    stop()
  })

  it('of a long article are brought up to date fact by fact, and as a whole where more than facts changed', async () => {
    const articleId = 'a1' as never
    const fact = (id: string, start: number, state: string) => ({ id, state, trigger: null, evidence: [{ start, end: start + 1, surface: 'x' }] }) // prettier-ignore
    const opened: unknown = { row: { id: 'a1', decided: 0 }, entities: [{ id: 'e1' }], facts: [fact('f1', 0, 'proposed'), fact('f2', 5, 'proposed'), fact('f3', 9, 'proposed')], revision: 1 } // prettier-ignore
    const { store, push, asked } = storeOf({
      'articles.open': () => good(opened as ChannelOutput<'articles.open'>),
      'articles.refresh': (input) => {
        const { factIds } = input as { readonly factIds: readonly string[] }
        const news: unknown = {
          row: { id: 'a1', decided: 1 },
          facts: factIds.flatMap((id) => (id === 'f2' ? [fact('f2', 5, 'accepted')] : id === 'f4' ? [fact('f4', 2, 'added')] : [])), // prettier-ignore
          gone: factIds.filter((id) => id === 'f3'),
          entities: [{ id: 'e2' }],
          revision: 2,
        }
        return good(news as ChannelOutput<'articles.refresh'>)
      },
    })
    const query = store.cache.query('articles.open', { articleId })
    const stop = store.cache.subscribe(query, () => undefined)
    await wait()
    const before = query.answer.value?.facts[0]
    const onFacts = { ...change, articleIds: ['a1'], tables: ['fact', 'history', 'slot'] }
    push({ kind: 'change', change: { ...onFacts, factIds: ['f2'] } })
    push({ kind: 'change', change: { ...onFacts, factIds: ['f3', 'f4'] } })
    await wait()
    const channelsAsked = (): readonly string[] => asked.map(({ channel }) => channel).filter((one) => one.startsWith('articles.')) // prettier-ignore
    expect(channelsAsked()).toEqual(['articles.open', 'articles.refresh'])
    expect(query.answer.value?.facts.map(({ id, state }) => [id, state])).toEqual([['f1', 'proposed'], ['f4', 'added'], ['f2', 'accepted']]) // prettier-ignore
    expect(query.answer.value?.facts[0]).toBe(before)
    expect(query.answer.value?.entities.map(({ id }) => id)).toEqual(['e1', 'e2'])
    expect(query.answer.value?.row.decided).toBe(1)
    push({ kind: 'change', change: { ...onFacts, tables: ['fact', 'zone'], factIds: ['f2'] } })
    await wait()
    expect(channelsAsked()).toEqual(['articles.open', 'articles.refresh', 'articles.open'])
    stop()
  })

  it('of a long article come in two steps, and a decision made between them stands', async () => {
    const articleId = 'a1' as never
    const fact = (id: string, start: number, state: string) => ({ id, state, trigger: null, evidence: [{ start, end: start + 2, surface: 'ab' }], slots: ['whole'], missing: [] }) // prettier-ignore
    const columns = {
      words: ['meeting', 'event', 'proposed', 'frame', 'body'],
      mentions: { ids: 'm1', start: [1], end: [3], type: [0], form: [0], entityId: [-1], localEntity: [-1], state: [2], rule: [3], more: {} },
      sentences: { start: [0], end: [4], section: [4], more: {} },
      facts: { ids: 'f1 f2 f3', type: [0, 0, 0], kind: [1, 1, 1], state: [2, 2, 2], rule: [3, 3, 3], prior: [0.8, 0.8, 0.8], confidence: [0.8, 0.8, 0.8], trigger: [0, 0, 0, 0, 0, 0], spans: [1, 1, 1], evidence: [0, 2, 2, 2, 4, 2], more: { 1: { missing: ['place'] } }, records: {} },
    } // prettier-ignore
    const opened: unknown = { row: { id: 'a1', decided: 0 }, text: 'ababab', entities: [], mentions: [], sentences: [], facts: [fact('f1', 0, 'proposed')], columns, revision: 1 } // prettier-ignore
    const waiting: (() => void)[] = []
    const { store, push, asked } = storeOf({
      'articles.open': () => good(opened as ChannelOutput<'articles.open'>),
      'articles.refresh': async (input) => {
        const { factIds } = input as { readonly factIds: readonly string[] }
        const one = factIds.length === 1
        // What is read behind the screen was read before the decision, and comes after it.
        if (!one) await new Promise<void>((resolve) => waiting.push(resolve))
        const state = one ? 'accepted' : 'proposed'
        const news: unknown = { row: { id: 'a1', decided: 0 }, facts: factIds.filter((id) => id !== 'f3').map((id) => fact(id, 2, state)), gone: factIds.filter((id) => id === 'f3'), entities: [], revision: 2 } // prettier-ignore
        return good(news as ChannelOutput<'articles.refresh'>)
      },
    })
    const query = store.cache.query('articles.open', { articleId })
    const stop = store.cache.subscribe(query, () => undefined)
    await wait()
    const facts = () => query.answer.value?.facts ?? []
    expect(asked[1]?.input).toEqual({ articleId: 'a1', inColumns: true })
    expect(facts().map((one) => [one.id, isBrief(one), one.evidence[0]?.surface, one.missing])).toEqual([['f1', false, 'ab', []], ['f2', true, 'ab', ['place']], ['f3', true, 'ab', []]]) // prettier-ignore
    expect(query.answer.value?.mentions[0]).toMatchObject({
      id: 'm1',
      surface: 'ba',
      type: 'meeting',
      entityId: null,
    })
    expect(query.answer.value?.sentences).toEqual([{ start: 0, end: 4, section: 'body', reviewed: false }])
    push({ kind: 'change', change: { ...change, articleIds: ['a1'], tables: ['fact'], factIds: ['f2'] } })
    await wait()
    expect(facts()[1]).toMatchObject({ state: 'accepted', slots: ['whole'] })
    for (const answer of waiting) answer()
    await wait()
    expect(facts().map(({ id, state }) => [id, state])).toEqual([['f1', 'proposed'], ['f2', 'accepted']]) // prettier-ignore
    expect(facts().some(isBrief)).toBe(false)
    stop()
  })

  it('of a long article are asked for as a whole where a piece fails twice, and no fact stays half read', async () => {
    const articleId = 'a1' as never
    const whole = { id: 'f1', state: 'proposed', trigger: null, evidence: [], slots: ['whole'], missing: [] }
    const rest = { row: { id: 'a1', decided: 0 }, text: 'ab', entities: [], mentions: [], sentences: [], revision: 1 } // prettier-ignore
    const { store, asked } = storeOf({
      'articles.open': (input) => {
        const opened: unknown = 'inColumns' in input ? { ...rest, facts: [{ ...whole, brief: true }] } : { ...rest, facts: [whole] } // prettier-ignore
        return good(opened as ChannelOutput<'articles.open'>)
      },
      'articles.refresh': () => refused({ code: 'project.none' }),
    })
    const query = store.cache.query('articles.open', { articleId })
    const stop = store.cache.subscribe(query, () => undefined)
    await wait()
    expect(query.answer.value?.facts.some(isBrief)).toBe(true)
    await wait(1150)
    expect(asked.map(({ channel }) => channel).filter((one) => one.startsWith('articles.'))).toEqual(['articles.open', 'articles.refresh', 'articles.refresh', 'articles.open']) // prettier-ignore
    expect(query.answer.value?.facts.some(isBrief)).toBe(false)
    stop()
  })

  it('are kept for going back, of the articles the latest few', async () => {
    const { store, asked } = storeOf({ 'datasets.list': () => good([]) })
    const query = (n: number) =>
      store.cache.query('articles.open', { articleId: asArticleId(`a${String(n)}`) })
    const look = async (n: number): Promise<void> => {
      store.cache.subscribe(query(n), () => undefined)()
      await wait(1)
    }
    store.cache.put('datasets.list', {}, [])
    const opened = { facts: [] } as unknown as ChannelOutput<'articles.open'>
    for (let n = 0; n < 20; n += 1) store.cache.put('articles.open', query(n).input, opened)
    for (let n = 19; n >= 0; n -= 1) await look(n)
    const again = asked.filter(({ channel }) => channel === 'articles.open').length
    expect(again).toBe(12)
    expect(store.cache.query('datasets.list', {}).base).toEqual([])
  })

  it('keep what was shown at once until the true answer has come', async () => {
    let name = 'before'
    const { store } = storeOf({
      'app.preferences': async () => { await wait(30); return good({ name }) },
      'commands.apply': (input) => { name = 'after'; return applied(input) },
    }) // prettier-ignore
    const query = store.cache.query('app.preferences', {})
    const seen: unknown[] = []
    const stop = store.cache.subscribe(query, () => seen.push(query.answer.value?.['name']))
    await wait(60)
    await store.apply([rename('after')], {
      optimistic: [patch('app.preferences', {}, (value) => ({ ...value, name: 'after' }))],
    })
    await expect.poll(() => query.overlays).toEqual([])
    expect(query.answer.value).toEqual({ name: 'after' })
    expect(seen.slice(seen.indexOf('after'))).not.toContain('before')
    stop()
  })

  it('come while one decides faster than the store answers, and the guesses they make needless go', async () => {
    let done = 0
    let asking = 0
    let count = 0
    let most = 0
    const { store } = storeOf({
      'app.preferences': async () => {
        asking += 1
        count += 1
        most = Math.max(most, asking)
        const answer = good({ done })
        await wait(60)
        asking -= 1
        return answer
      },
      'commands.apply': (input) => { done += 1; return applied(input) },
    }) // prettier-ignore
    const query = store.cache.query('app.preferences', {})
    const stop = store.cache.subscribe(query, () => undefined)
    await wait(100)
    const askedFirst = count
    const guess = (decided: number) =>
      patch('app.preferences', {}, (value) => ({ ...value, done: Math.max(Number(value['done']), decided) }))
    let guesses = 0
    for (let decided = 1; decided <= 120; decided += 1) {
      void store.apply([rename(String(decided))], { optimistic: [guess(decided)] })
      expect(query.answer.value).toEqual({ done: decided })
      await wait(20)
      guesses = Math.max(guesses, query.overlays.length)
    }
    expect(most, 'questions at once').toBe(1)
    expect(guesses, 'guesses kept at once').toBeLessThan(120)
    await expect.poll(() => query.overlays).toEqual([])
    expect(query.answer.value).toEqual({ done: 120 })
    expect(count - askedFirst, 'questions for 120 decisions').toBeLessThan(10)
    stop()
  })
})
