import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Database } from '../database/index.ts'
import { rebuildIndex } from '../linking/name-index.ts'
import { redirected } from '../linking/redirects.ts'
import { createProject } from '../open-session.ts'
import { testSqlite } from '../project/testing/workbench.ts'
import { loadNameKeys, resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { Told } from './testing/told-article.ts'

const keys = loadNameKeys(resourcesFolder())
const root = mkdtempSync(join(tmpdir(), 'beleg-registry-properties-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

const names = ['Mara Lind', 'Orhan Tesf', 'Ana Kolb', 'Jan Pirk', 'Ida Vost'] as const
const person = (words: string): Told => ({ words, entity: words, type: 'PER' })

/** A project of three articles that name five people, two to four each. */
async function deskOfFive(folder: string): Promise<{ desk: RegistryDesk; articles: readonly string[] }> {
  await createProject(folder, { name: 'Test', language: 'de' })
  const desk = await openRegistryDesk(folder, resourcesFolder())
  const articles = desk.tell(
    ...[
      [0, 1, 2],
      [1, 2, 3, 4],
      [0, 4],
    ].map((those, n) => ({
      name: `p${String(n)}.txt`,
      publisher: n === 0 ? 'Bote' : 'Kurier',
      published: `2024-0${String(n + 1)}-01`,
      parts: those.flatMap((at, index) => [index === 0 ? `${String(n)} ` : ' und ', person(names[at] ?? '')]),
    })),
  )
  return { desk, articles }
}

/** The database as it is now, on its own. */
function imageOf(desk: RegistryDesk): Database {
  return testSqlite.open(desk.store.perform('image', null).bytes)
}

/**
 * What must hold whatever was done: redirects end, every mention has its words and at most one entity that stands for
 * itself, and the index says what a fresh one would say.
 */
function expectSound(desk: RegistryDesk, articles: readonly string[]): void {
  const db = imageOf(desk)
  const rows = (sql: string): readonly unknown[] => db.all(sql, [], (row) => row.row())
  for (const id of db.all('SELECT id FROM entity', [], (row) => row.text('id'))) {
    const survivor = redirected(db, id)
    expect(db.count('SELECT count(*) FROM entity WHERE id = ? AND redirect_to IS NULL', [survivor])).toBe(1)
  }
  for (const articleId of articles) {
    const { text, mentions } = desk.query('articles.open', { articleId: articleId })
    expect(new Set(mentions.map(({ id }) => id)).size).toBe(mentions.length)
    for (const mention of mentions) {
      expect(text.slice(mention.start, mention.end)).toBe(mention.surface)
      if (mention.entityId === null) continue
      expect(db.count('SELECT count(*) FROM entity WHERE id = ? AND redirect_to IS NULL', [mention.entityId])).toBe(1)
    }
  }
  const index = [
    'SELECT entity_id, root, mentions, articles FROM d_entity ORDER BY entity_id',
    'SELECT * FROM d_entity_article ORDER BY article_id, entity_id',
    'SELECT k.key, d.entity_id FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n ORDER BY k.key, d.entity_id',
  ]
  index.push('SELECT kind, root FROM d_look ORDER BY kind, root')
  const kept = index.map(rows)
  rebuildIndex(db, keys)
  expect(index.map(rows)).toEqual(kept)
  db.close()
} // prettier-ignore

/** The registry as a person sees it. */
const registryOf = (desk: RegistryDesk, articles: readonly string[]): unknown => ({
  entities: [...desk.entities()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  mentions: articles.map((id) => desk.mentions(id)),
  facts: desk.query('facts.list', { limit: 100 }).rows,
})

type Step =
  | { readonly do: 'merge' | 'distinguish' | 'undistinguish'; readonly a: number; readonly b: number }
  | { readonly do: 'split'; readonly a: number; readonly b: number; readonly article: number }
  | { readonly do: 'link'; readonly article: number; readonly mention: number; readonly b: number; readonly scope: string }
  | { readonly do: 'rename' | 'alias' | 'office'; readonly a: number }
  | { readonly do: 'undo'; readonly back: number } // prettier-ignore

const any = fc.nat(11)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('merge' as const), a: any, b: any }) },
  fc.record({ do: fc.constantFrom('distinguish' as const, 'undistinguish' as const), a: any, b: any }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('split' as const), a: any, b: any, article: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), article: fc.nat(2), mention: fc.nat(3), b: any, scope: fc.constantFrom('mention', 'entity', 'source', 'everywhere') }) },
  fc.record({ do: fc.constantFrom('rename' as const, 'alias' as const, 'office' as const), a: any }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(6) }) },
) // prettier-ignore

/** Does a step; refusals are part of the game. Returns its number where it was done. */
function perform(desk: RegistryDesk, articles: readonly string[], each: Step, done: readonly number[]): number | undefined {
  const db = imageOf(desk)
  const ids = db.all('SELECT id FROM entity ORDER BY id', [], (row) => row.text('id'))
  db.close()
  const id = (at: number): string => ids[at % ids.length] ?? ''
  const give = (type: string, payload: unknown): number | undefined => desk.give(type, payload).seq
  switch (each.do) {
    case 'merge':
      return give('entity.merge', { into: id(each.a), from: [id(each.b)], despite: ['distinct'] })
    case 'distinguish':
    case 'undistinguish':
      return give(`entity.${each.do}`, { a: id(each.a), b: id(each.b) })
    case 'split': {
      const to = each.b % 2 === 0 ? { kind: 'entity', entityId: id(each.b) } : { kind: 'new', type: 'PER', name: 'Neu Hier' }
      return give('entity.split', { entityId: id(each.a), what: { by: 'articles', articleIds: [articles[each.article]] }, to })
    }
    case 'link': {
      const mention = desk.mentions(articles[each.article] ?? '')[each.mention]
      if (mention === undefined) return undefined
      return give('mention.link', { mentionId: mention.id, to: { kind: 'entity', entityId: id(each.b) }, scope: each.scope })
    }
    case 'rename':
      return give('entity.update', { entityId: id(each.a), labelEn: `Name ${String(each.a)}` })
    case 'alias':
      return give('alias.add', { entityId: id(each.a), text: `Auch ${String(each.a)}`, kind: 'spelling', scope: 'everywhere' })
    case 'office':
      return give('entity.setOffice', { entityId: id(each.a), title: 'Amt', from: '2020' })
    case 'undo':
      return give('history.undo', { seq: done.at(-1 - each.back) ?? 0 })
  }
} // prettier-ignore

let project = 0
async function withDesk(run: (desk: RegistryDesk, articles: readonly string[]) => void): Promise<void> {
  const { desk, articles } = await deskOfFive(join(root, String(++project)))
  try {
    run(desk, articles)
  } finally {
    desk.store.perform('close', null)
  }
}

describe('whatever is merged, split, judged, linked, edited and undone in any order', () => {
  it('redirects end, no mention loses its words or has two entities, and the index is as a fresh one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await withDesk((desk, articles) => {
          const done: number[] = []
          for (const each of steps) {
            const seq = perform(desk, articles, each, done)
            if (seq !== undefined) done.push(seq)
          }
          expectSound(desk, articles)
        })
      }),
      { numRuns: 10 },
    )
  })

  it('a merge that is undone, and a split that is merged again, give the registry as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.nat(4), fc.nat(4), fc.nat(2), async (steps, x, y, at) => {
        await withDesk((desk, articles) => {
          for (const each of steps) perform(desk, articles, each, [])
          const before = registryOf(desk, articles)
          const people = desk.entities().filter(({ type }) => type === 'PER')
          const [one, other] = [people[x % people.length], people[y % people.length]]
          if (one === undefined || other === undefined) return
          const merge = desk.give('entity.merge', { into: one.id, from: [other.id], despite: ['distinct', 'types'] })
          if (merge.ok) {
            // Others may bear the same name.
            expect(desk.entities().find(({ id }) => id === one.id)?.mentions).toBe(one.mentions + other.mentions)
            desk.done('history.undo', { seq: merge.seq })
            expect(registryOf(desk, articles)).toEqual(before)
          }
          const split = desk.give('entity.split', {
            entityId: one.id,
            what: { by: 'articles', articleIds: [articles[at]] },
            to: { kind: 'new', type: 'PER', name: 'Abgeteilt Hier' },
          })
          if (!split.ok) return
          const away = split.created?.['entity']?.[0] ?? ''
          desk.done('entity.merge', { into: one.id, from: [away], despite: ['distinct'] })
          // The same people with the same mentions: who a mention stands for is what it was.
          const who = articles.map((id) => desk.mentions(id).map(({ id: mention, entityId }) => [mention, entityId]))
          expect(who).toEqual((before as { mentions: readonly { id: string; entityId: string | null }[][] }).mentions.map((those) => those.map(({ id, entityId }) => [id, entityId])))
        })
      }),
      { numRuns: 8 },
    )
  })
}) // prettier-ignore
