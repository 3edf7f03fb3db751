import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { articleOf, isBrief } from '../../../shared/article-of-columns.ts'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { articleIdSchema } from '../../../shared/model/ids.ts'
import type { ArticleView, FactView } from '../../../shared/model/views.ts'
import { longArticle, ordinary } from '../../bench/long-article.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { exampleArticle, exampleText } from './testing/example-article.ts'
import type { NewArticle } from './intake.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'

let root: string
let desk: RegistryDesk
let articleId: ReturnType<typeof articleIdSchema.parse>

function take(article: NewArticle, text: string): string {
  desk.store.perform('putTexts', [{ text: Buffer.from(text), original: null }])
  const { articles } = desk.store.perform('importArticles', {
    commandId: article.source,
    author: null,
    label: article.source,
    articles: [article],
  })
  return articles[0]?.articleId ?? ''
}
const inColumns = (): ChannelOutput<'articles.open'> =>
  desk.query('articles.open', { articleId, inColumns: true })
const whole = (): ArticleView => desk.query('articles.open', { articleId })

/** What lists, counts and orders ask of a fact. */
const listed = ({ id, articleId: of, type, kind, state, edited, trigger, evidence, rule, prior, ruleRecord, confidence, hidden, missing, conflictsWith, note, flag, durationMs, home }: FactView) =>
  ({ id, of, type, kind, state, edited, trigger, evidence, rule, prior, ruleRecord, confidence, hidden, missing, conflictsWith, note, flag, durationMs, home }) // prettier-ignore

/** Both answers tell the same: the article, and of every fact what lists ask of it; facts that came whole are the same facts. */
function expectTheSame(): void {
  const brief = articleOf(inColumns())
  const all = whole()
  expect({ ...brief, facts: [], entities: [] }).toEqual({ ...all, facts: [], entities: [] })
  expect(brief.facts.map(listed)).toEqual(all.facts.map(listed))
  const byId = new Map(all.facts.map((fact) => [fact.id, fact]))
  for (const fact of brief.facts) if (!isBrief(fact)) expect(fact).toEqual(byId.get(fact.id))
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-long-'))
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
  desk = await openRegistryDesk(join(root, 'project'), resourcesFolder())
  const { article, text } = longArticle({ ...ordinary, characters: 20_000 })
  articleId = articleIdSchema.parse(take(article, text))
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

describe('a long article', () => {
  it('comes with what lists show of every fact, and whole facts where reviewing goes on', () => {
    const { columns, facts } = inColumns()
    expect(columns).toBeDefined()
    expect(facts.length).toBeGreaterThan(30)
    expect(facts.length).toBeLessThan(100)
    expectTheSame()
  })

  it('tells the same after facts were accepted, rejected, edited, flagged and added, mentions linked and lines masked', () => {
    const [a, b, c, d, e] = whole().facts.slice(100)
    const { mentions } = whole()
    if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) throw new Error()
    desk.done('fact.accept', { factId: a.id, durationMs: 1200 })
    desk.done('fact.reject', { factId: b.id, reason: 'not_in_text' })
    const slot = c.slots[0]
    if (slot !== undefined) desk.done('slot.remove', { factId: c.id, slotId: slot.id })
    desk.done('fact.annotate', { factId: d.id, note: 'Zahl prüfen' })
    desk.done('fact.annotate', { factId: e.id, flag: true })
    desk.done('fact.add', {
      articleId,
      type: 'position_held',
      evidence: [{ start: 0, end: 27 }, { start: 60, end: 80 }],
      slots: ['person', 'role', 'org'].map((role) => ({ role, value: { kind: 'notStated' } })),
    })
    const [mention] = mentions
    if (mention !== undefined) desk.done('mention.annotate', { mentionId: mention.id, note: 'wer?' })
    const [sentence] = whole().sentences.slice(20)
    if (sentence === undefined) throw new Error()
    desk.done('sentence.review', { articleId, start: sentence.start, end: sentence.end, complete: true })
    const line = whole().facts[200]?.evidence[0]
    if (line === undefined) throw new Error()
    desk.done('zone.set', { articleId, start: line.start, end: line.end, kind: 'ad' })
    expectTheSame()
    expect(articleOf(inColumns()).facts.some(({ state }) => state === 'withdrawn')).toBe(true)
  }) // prettier-ignore

  it('gives any of its facts whole, and says which are no facts of it', () => {
    const other = take(exampleArticle('other.txt', exampleText), exampleText)
    const foreign = desk.query('articles.open', { articleId: articleIdSchema.parse(other) }).facts[0]
    const { facts } = whole()
    const [first] = facts
    if (first === undefined || foreign === undefined) throw new Error()
    desk.done('fact.accept', { factId: first.id })
    const asked = facts.slice(0, 120).map(({ id }) => id)
    const news = desk.query('articles.refresh', { articleId, factIds: [...asked, foreign.id] })
    expect(news.facts).toEqual(whole().facts.slice(0, 120))
    expect(news.gone).toEqual([foreign.id])
  })
})

it('a short article comes whole, however it is asked for', () => {
  articleId = articleIdSchema.parse(take(exampleArticle('short.txt', exampleText), exampleText))
  expect(inColumns().columns).toBeUndefined()
  expect(inColumns()).toEqual(whole())
})
