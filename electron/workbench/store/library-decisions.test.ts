import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { ToldArticle } from './testing/told-article.ts'

let root: string
let desk: RegistryDesk

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-decisions-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

let serial = 0
const article = (publisher: string, ...more: readonly string[]): ToldArticle => ({
  name: `a${String(++serial)}.txt`,
  publisher,
  published: '2024-05-03',
  parts: [`Nummer ${String(serial)} handelt von `, { words: 'Mara Lindqvist', type: 'PER', entity: 'e1' }, '.\n', ...more], // prettier-ignore
})
const rows = () => desk.query('articles.list', {}).rows
const zones = (articleId: string) => desk.query('articles.open', { articleId }).zones

describe('deciding about many articles', () => {
  it('sorts and describes them as one step, tells before how many change, and is taken back as one', () => {
    const ids = desk.tell(article('Kurier'), article('Abendblatt'), article('Kurier')) as never[]
    const change = {
      triage: { state: 'no_facts' as const, reason: 'Wetter' },
      fields: { publisher: 'Kurier', aiRewritten: 'true' },
    }
    const preview = (of: typeof change | { fields: { publisher: string } }) =>
      desk.query('articles.bulkPreview', { articleIds: ids, change: of })
    expect(preview({ fields: { publisher: 'Kurier' } })).toMatchObject({ articles: 3, changing: 1 })
    expect(preview(change)).toMatchObject({ changing: 3 })
    desk.done('article.bulk', { articleIds: ids, change })
    expect(preview(change)).toMatchObject({ changing: 0 })
    expect(rows().map(({ publisher, triage, triageReason }) => [publisher, triage, triageReason])).toEqual(
      Array.from({ length: 3 }, () => ['Kurier', 'no_facts', 'Wetter']),
    )
    const open = desk.query('articles.open', { articleId: ids[1] as never })
    expect(open.metadata.publisher).toMatchObject({ value: 'Kurier', rule: 'coder' })
    expect(open.metadata.aiRewritten).toMatchObject({ value: true, rule: 'coder' })
    desk.done('history.undo', {})
    expect(rows().map(({ publisher, triage }) => [publisher, triage])).toEqual([['Kurier', 'todo'], ['Abendblatt', 'todo'], ['Kurier', 'todo']]) // prettier-ignore
  })

  it('refuses a change of nothing', () => {
    const ids = desk.tell(article('Kurier'))
    expect(desk.give('article.bulk', { articleIds: ids, change: {} }).error?.code).toBe('input.invalid')
  })

  it('takes articles out with what was decided about them, and brings all of it back', () => {
    const ids = desk.tell(article('Kurier'), article('Kurier'))
    const [fact] = desk.query('facts.list', { articleId: ids[0] ?? '' }).rows
    desk.done('fact.accept', { factId: fact?.id })
    desk.done('article.remove', { articleIds: [ids[0]] })
    expect(rows().map(({ id }) => id)).toEqual([ids[1]])
    expect(desk.query('facts.list', { states: ['accepted'] }).total).toBe(0)
    expect(desk.query('articles.list', { search: 'Nummer' }).total).toBe(1)
    desk.done('history.undo', {})
    expect(rows().map(({ id }) => id)).toEqual(ids)
    expect(desk.query('facts.list', { states: ['accepted'] }).rows.map(({ id }) => id)).toEqual([fact?.id])
    expect(desk.query('articles.facets', {}).person).toMatchObject([{ labelDe: 'Mara Lindqvist', count: 2 }])
    expect(desk.query('project.verify', {}).problems).toEqual([])
  })
})

describe('saved views', () => {
  it('keep a search with its facets and order under a name, and every change of them can be taken back', () => {
    const query = { search: 'brücke', publisher: ['Kurier'], sort: 'newest' } as const
    const viewId = desk.done('view.save', { name: 'Brücken', query }).created?.['view']?.[0]
    expect(desk.query('views.list', {})).toEqual([{ id: viewId, name: 'Brücken', query }])
    desk.done('view.save', { viewId, name: 'Brücken', query: { conflicts: true } })
    desk.done('view.rename', { viewId, name: 'Widersprüche' })
    expect(desk.query('views.list', {})).toMatchObject([{ name: 'Widersprüche', query: { conflicts: true } }])
    expect(desk.give('view.save', { name: 'Widersprüche', query: {} }).error?.code).toBe('input.invalid')
    desk.done('view.remove', { viewId })
    expect(desk.query('views.list', {})).toEqual([])
    for (let step = 0; step < 3; step += 1) desk.done('history.undo', {})
    expect(desk.query('views.list', {})).toEqual([{ id: viewId, name: 'Brücken', query }])
  })
})

describe('lines of a source', () => {
  const menu = 'Startseite Politik Sport'
  const tale = (publisher: string, n: number) =>
    article(publisher, `${menu}\n`, `${String(n)} Leser meinen das\n`)

  it('are proposed where they recur, however the numbers in them differ', () => {
    desk.tell(tale('Kurier', 1), tale('Kurier', 12), tale('Kurier', 3), tale('Abendblatt', 4))
    const { rows: found } = desk.query('articles.lines', {})
    expect(found.map(({ source, line, articles, open }) => [source, line, articles, open])).toEqual([
      ['Kurier', '0 Leser meinen das', 3, 3],
      ['Kurier', 'Nummer 0 handelt von Mara Lindqvist.', 3, 3],
      ['Kurier', menu, 3, 3],
    ])
    expect(found[0]?.text).toBe('1 Leser meinen das')
    expect(found[0]?.places[0]).toMatchObject({ before: menu, after: '' })
  })

  it('are decided once for the articles that are there and those to come, but for exceptions', () => {
    const ids = desk.tell(tale('Kurier', 1), tale('Kurier', 12), tale('Kurier', 3), tale('Abendblatt', 4))
    desk.done('line.decide', { source: 'Kurier', lines: [menu, '5 Leser meinen das'], kind: 'ui_button', except: [ids[2]] }) // prettier-ignore
    const masked = (id: string): readonly string[] => zones(id).filter((zone) => zone.masked).map(({ surface }) => surface) // prettier-ignore
    expect(masked(ids[0] ?? '')).toEqual([menu, '1 Leser meinen das'])
    expect(masked(ids[1] ?? '')).toEqual([menu, '12 Leser meinen das'])
    expect(masked(ids[2] ?? '')).toEqual([])
    expect(masked(ids[3] ?? '')).toEqual([])
    const [later] = desk.tell(tale('Kurier', 99))
    expect(masked(later ?? '')).toEqual([menu, '99 Leser meinen das'])
    const answer = desk.query('articles.lines', {})
    expect(answer.rows.some(({ text }) => text === menu)).toBe(false)
    expect(answer.rules.map(({ source, kind }) => [source, kind])).toEqual([['Kurier', 'ui_button'], ['Kurier', 'ui_button']]) // prettier-ignore
  })

  it('come back to the article with one undo, and forgetting the decision spares those to come only', () => {
    const ids = desk.tell(tale('Kurier', 1), tale('Kurier', 2), tale('Kurier', 3))
    desk.done('line.decide', { source: 'Kurier', lines: [menu], kind: 'other' })
    const { rules } = desk.query('articles.lines', {})
    desk.done('line.forget', { lineRuleId: rules[0]?.id })
    expect(zones(ids[0] ?? '').filter(({ masked }) => masked)).toHaveLength(1)
    const [later] = desk.tell(tale('Kurier', 4))
    expect(zones(later ?? '').filter(({ masked }) => masked)).toHaveLength(0)
    desk.done('history.undo', { seq: desk.query('history.list', { limit: 10, type: 'line.decide' }).rows[0]?.seq, together: [desk.query('history.list', { limit: 10, type: 'line.forget' }).rows[0]?.seq] }) // prettier-ignore
    expect(zones(ids[0] ?? '').filter(({ masked }) => masked)).toHaveLength(0)
  })
})
