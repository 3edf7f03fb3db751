import { describe, expect, it } from 'vitest'
import { testSqlite } from '../project/testing/workbench.ts'
import { ToldInArticles } from './person-contexts.ts'
import { insertRows } from './rows.ts'

const slots = (
  ...filled: readonly (readonly [role: string, local: string | null, surface?: string])[]
): string =>
  JSON.stringify({ slots: filled.map(([role, localEntity, surface]) => ({ role, localEntity, surface })) })

describe('what stored extractions tell of their people', () => {
  it('is office, country and body of each, and is read again once the article is told anew', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE p_entity (article_id, local_id, canonical, body_json); CREATE TABLE p_fact (article_id, type, body_json)') // prettier-ignore
    insertRows(
      db,
      'p_entity',
      ['article_id', 'local_id', 'canonical', 'body_json'],
      [
        ['a', 'p1', 'Mira Solm', JSON.stringify({ country: 'EST' })],
        ['a', 'o1', 'Hafenamt', '{}'],
        ['a', 'g1', 'Lettland', JSON.stringify({ iso3: 'LVA', country: 'EST' })],
        ['b', 'p1', 'Jon Brel', '{}'],
      ],
    )
    insertRows(db, 'p_fact', ['article_id', 'type', 'body_json'], [
      ['a', 'position_held', slots(['person', 'p1'], ['role', null, 'Ministerin'], ['jurisdiction', 'g1'], ['org', 'o1'])],
      ['a', 'meeting', slots(['person', 'p1'], ['role', null, 'Gastgeberin'])],
      ['a', 'position_held', slots(['role', null, 'Leiter'])],
    ]) // prettier-ignore
    const told = new ToldInArticles()
    const ministerin = {
      articleId: 'a',
      offices: ['ministerin'],
      countries: ['EST', 'LVA'],
      bodies: ['hafenamt'],
    }
    expect(told.of(db, 'a', '1', 'p1')).toEqual(ministerin)
    expect(told.of(db, 'a', '1', 'o1')).toEqual({ articleId: 'a', offices: [], countries: [], bodies: [] })
    expect(told.of(db, 'b', '2', 'p1')).toEqual({ articleId: 'b', offices: [], countries: [], bodies: [] })

    db.run("DELETE FROM p_fact WHERE article_id = 'a'")
    expect(told.of(db, 'a', '1', 'p1')).toEqual(ministerin)
    expect(told.of(db, 'a', '3', 'p1')).toEqual({
      articleId: 'a',
      offices: [],
      countries: ['EST'],
      bodies: [],
    })
    db.run("DELETE FROM p_entity WHERE article_id = 'a'")
    told.forget('a')
    expect(told.of(db, 'a', '3', 'p1')).toEqual({ articleId: 'a', offices: [], countries: [], bodies: [] })
    db.close()
  })
})
