import { describe, expect, it } from 'vitest'
import type { HistoryRow } from '../../../../shared/model/views.ts'
import { loadSqlite, newestVersion } from '../../database/index.ts'
import { SimulatedDisk } from '../../project/testing/simulated-disk.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../../resources.ts'
import { exampleArticle, exampleText } from '../testing/example-article.ts'
import { createOn, give, openOn, project, type Desk, type Ground } from '../testing/store-on-disk.ts'

const resources = resourcesFolder()
const ground: Ground = {
  sqlite: await loadSqlite(readWasm(resources)),
  migrations: loadMigrations(resources),
  codebook: loadCodebook(resources),
}

/** A project with two articles and a coder. */
function newDesk(fs = new SimulatedDisk()): Desk {
  createOn(fs, ground)
  const desk = openOn(fs, ground)
  give(desk, 'coder', 'coder.set', { name: 'Ada' })
  const texts = [exampleText, `Noch eine Meldung.\n${exampleText}`]
  desk.engine.folder.texts.putMany(texts.map((text) => ({ bytes: Buffer.from(text) })))
  desk.store.importArticles({
    commandId: 'import',
    author: 'Ada',
    label: 'Einfuhr',
    articles: texts.map((text, n) => exampleArticle(`probe-${String(n)}.txt`, text)),
  })
  return desk
}

const list = (desk: Desk, filter: Omit<Parameters<Desk['store']['listHistory']>[0], 'limit'> = {}): readonly HistoryRow[] =>
  desk.store.listHistory({ ...filter, limit: 100 }).rows // prettier-ignore
const ids = (rows: readonly HistoryRow[]): readonly string[] => rows.map((row) => row.commandId)
const seqOf = (desk: Desk, id: string): number => desk.engine.answerFor(id)?.seq ?? 0
const one = (desk: Desk, sql: string): string =>
  desk.engine.read().get(sql, [], (row) => row.text('id')) ?? ''
const facts = (desk: Desk): readonly string[] =>
  desk.engine.read().all('SELECT id FROM p_fact ORDER BY article_id, ordinal', [], (row) => row.text('id'))
const newEntity = (desk: Desk, id: string, name: string): string => {
  give(desk, id, 'entity.create', { type: 'PER', labelDe: name })
  return one(desk, `SELECT id FROM entity WHERE label_de = '${name}'`)
}

describe('the history', () => {
  it('finds steps by who, kind, time, words, article and whether they hold', () => {
    const desk = newDesk()
    const [first = '', second = ''] = facts(desk)
    desk.store.apply([
      { id: 'reject', type: 'fact.reject', payload: { factId: first }, author: 'Berta', time: '2025-03-01T10:00:00Z', note: 'Steht nicht da' },
      { id: 'note', type: 'fact.annotate', payload: { factId: second, note: 'x' }, time: '2025-05-01T10:00:00Z' },
      { id: 'triage', type: 'article.triage', payload: { articleId: one(desk, `SELECT id FROM article WHERE id <> (SELECT article_id FROM p_fact WHERE id = '${first}')`), state: 'finished' } },
      { id: 'undo', type: 'history.undo', payload: { seq: desk.engine.revision + 1 } },
    ]) // prettier-ignore
    give(desk, 'undo-reject', 'history.undo', { seq: seqOf(desk, 'reject') })
    expect(ids(list(desk, { coder: 'Berta', types: ['fact.reject'] }))).toEqual(['reject'])
    expect(ids(list(desk, { types: ['fact.reject', 'fact.annotate'] }))).toEqual(['note', 'reject'])
    expect(
      ids(list(desk, { since: '2025-02-01T00:00:00Z', until: '2025-04-01T00:00:00Z', state: 'undone' })),
    ).toEqual(['reject'])
    expect(ids(list(desk, { text: 'NICHT da' }))).toEqual(['reject'])
    expect(ids(list(desk, { state: 'undone' }))).toEqual(['reject'])
    expect(ids(list(desk, { state: 'undo' }))).toEqual(['undo-reject'])
    const articleId = one(desk, `SELECT article_id AS id FROM p_fact WHERE id = '${first}'`) as never
    expect(ids(list(desk, { articleId }))).toEqual(['undo-reject', 'note', 'reject', 'import'])
    const coderId = one(desk, "SELECT id FROM coder WHERE name = 'Berta'") as never
    expect(ids(list(desk, { coderId })).at(0)).toBe('reject')
    expect(desk.store.historyCoders().map(({ name }) => name)).toEqual(['Ada', 'Berta'])
  })

  it('finds steps by the name of a fact type in either language', () => {
    const desk = newDesk()
    const fact = desk.store.listFacts({ offset: 0, limit: 1 }).rows[0]
    const type = ground.codebook.factTypes.find(({ id }) => id === fact?.type)
    if (fact === undefined || type === undefined) throw new Error('the example has no fact')
    give(desk, 'note', 'fact.annotate', { factId: fact.id, note: 'x' })
    for (const words of [type.label.de, type.label.en])
      expect(ids(list(desk, { text: words }))).toEqual(['note'])
    expect(list(desk, { text: 'gibt es nicht' })).toEqual([])
  })

  it('comes in pages that lead to the beginning, also where little is found', () => {
    const desk = newDesk()
    for (let n = 0; n < 12; n++) newEntity(desk, `e${String(n)}`, `Person ${String(n)}`)
    const seen: string[] = []
    for (let before: number | undefined; ;) {
      const page = desk.store.listHistory({
        limit: 5,
        types: ['entity.create'],
        ...(before === undefined ? {} : { before }),
      })
      seen.push(...ids(page.rows))
      expect(page.more).toBe(page.next !== null)
      if (page.next == null) break
      before = page.next
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => `e${String(11 - n)}`))
  })

  it('of a fact knows its slots, evidence and datasets, also of what is gone', () => {
    const desk = newDesk()
    const [factId = ''] = facts(desk)
    give(desk, 'add', 'slot.add', { factId, role: desk.store.listFacts({ offset: 0, limit: 1, factIds: [factId as never] }).rows[0]?.slots[0]?.role, value: { kind: 'value', value: 'Probe' } }) // prettier-ignore
    const slotId = one(desk, "SELECT id FROM slot WHERE value IS NOT NULL OR quote = 'Probe' ORDER BY rowid DESC LIMIT 1")
    give(desk, 'remove', 'slot.remove', { factId, slotId })
    give(desk, 'dataset', 'dataset.create', { name: 'Treffen' })
    give(desk, 'member', 'dataset.member', { datasetId: one(desk, 'SELECT id FROM dataset'), factId, verdict: 'include' })
    give(desk, 'reopen', 'fact.reopen', { factId })
    newEntity(desk, 'other', 'Jemand')
    expect(ids(desk.store.factHistory({ factId: factId as never }))).toEqual(['reopen', 'member', 'remove', 'add'])
    expect(ids(list(desk, { factId: factId as never }))).toEqual(['reopen', 'member', 'remove', 'add'])
  }) // prettier-ignore

  it('of an entity knows its names and what was linked to it, also what is linked elsewhere by now', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna Muster')
    const b = newEntity(desk, 'b', 'Berta Muster')
    give(desk, 'alias', 'alias.add', { entityId: a, text: 'A. M.', kind: 'short', scope: 'everywhere' })
    give(desk, 'gone', 'alias.remove', { aliasId: one(desk, "SELECT id FROM alias WHERE text = 'A. M.'") })
    const mentionId = one(desk, 'SELECT id FROM p_mention ORDER BY id')
    const link = (id: string, entityId: string): void =>
      give(desk, id, 'mention.link', { mentionId, to: { kind: 'entity', entityId }, scope: 'mention' })
    link('to-a', a)
    link('to-b', b)
    expect(ids(list(desk, { entityId: a as never }))).toEqual(['to-b', 'to-a', 'gone', 'alias', 'a'])
    expect(ids(list(desk, { entityId: b as never }))).toEqual(['to-b', 'b'])
  })

  it('of an entity goes on with that of what was merged into it', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna Muster')
    const b = newEntity(desk, 'b', 'Anna M. Muster')
    give(desk, 'note', 'entity.update', { entityId: b, note: 'Dieselbe' })
    give(desk, 'merge', 'entity.merge', { into: a, from: [b] })
    expect(ids(list(desk, { entityId: a as never }))).toEqual(['merge', 'note', 'b', 'a'])
    const { changes } = desk.store.historyStep({ seq: seqOf(desk, 'merge'), offset: 0, limit: 100 })
    expect(changes.some(({ table, after }) => table === 'entity' && after?.['redirect_to'] === a)).toBe(true)
  })

  it('says why a step cannot be undone, and marks what a later format can only show', () => {
    const fs = new SimulatedDisk()
    const desk = newDesk(fs)
    newEntity(desk, 'made', 'Anna')
    give(desk, 'same', 'entity.update', { entityId: one(desk, "SELECT id FROM entity WHERE label_de = 'Anna'"), labelDe: 'Anna' }) // prettier-ignore
    give(desk, 'undo', 'history.undo', { seq: seqOf(desk, 'made') })
    give(desk, 'redo', 'history.redo', {})
    const locks = Object.fromEntries(list(desk).map((row) => [row.commandId, row.lock]))
    expect(locks).toMatchObject({ coder: 'never', same: 'nothing', made: null, undo: null, redo: 'redo' })
    desk.store.close()
    const version = newestVersion(ground.migrations) + 1
    const sql = "UPDATE history SET undoable = 0 WHERE type = 'entity.create'"
    const later = openOn(fs, {
      ...ground,
      migrations: [...ground.migrations, { version, name: `${String(version).padStart(4, '0')}-later.sql`, sql }],
    })
    expect(list(later).find((row) => row.commandId === 'made')?.lock).toBe('viewOnly')
    later.store.close()
  }) // prettier-ignore

  it('keeps nothing of what was removed for good but who and when', () => {
    const desk = newDesk()
    const [factId = ''] = facts(desk)
    give(desk, 'note', 'fact.annotate', { factId, note: 'geheim' })
    give(desk, 'undo', 'history.undo', {})
    const articleIds = [one(desk, `SELECT article_id AS id FROM p_fact WHERE id = '${factId}'`)]
    const preview = desk.store.purgePreview({ articleIds, entityIds: [] })
    expect(preview.holdings).toMatchObject({ texts: 1, batches: 1, snapshots: 1 })
    expect(preview.holdings.steps).toBeGreaterThanOrEqual(2)
    desk.store.purge({
      articleIds,
      entityIds: [],
      confirm: project.name,
      commandId: 'purge',
      author: null,
    })
    const rows = list(desk).filter(({ commandId }) => ['note', 'undo', 'purge'].includes(commandId))
    expect(rows.map(({ commandId, lock, label, note }) => [commandId, lock, label, note])).toEqual([
      ['purge', 'never', '', null],
      ['undo', 'purged', '', null],
      ['note', 'purged', '', null],
    ])
    const kept = (id: string): number =>
      desk.engine.read().count('SELECT count(*) FROM history_change WHERE seq = ?', [seqOf(desk, id)])
    expect([kept('note'), kept('undo')]).toEqual([0, 0])
    expect(desk.store.verify().problems).toEqual([])
  })
})

describe('a step of the history', () => {
  it('shows what it changed, and what the ids in there stand for', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna Muster')
    const mentionId = one(desk, 'SELECT id FROM p_mention ORDER BY id')
    give(desk, 'link', 'mention.link', { mentionId, to: { kind: 'entity', entityId: a }, scope: 'mention' })
    const step = desk.store.historyStep({ seq: seqOf(desk, 'link'), offset: 0, limit: 100 })
    expect(step.row.type).toBe('mention.link')
    expect(step.changes.some(({ table, after }) => table === 'mention' && after?.['entity_id'] === a)).toBe(true)
    expect(step.names[a]).toEqual({ de: 'Anna Muster', en: 'Anna Muster' })
    expect(() => desk.store.historyStep({ seq: 9999, offset: 0, limit: 1 })).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    )
  }) // prettier-ignore

  it('names the fact and the role a changed slot belongs to', () => {
    const desk = newDesk()
    const [factId = ''] = facts(desk)
    give(desk, 'reject', 'fact.reject', { factId })
    const { changes, factTypes } = desk.store.historyStep({
      seq: seqOf(desk, 'reject'),
      offset: 0,
      limit: 100,
    })
    const tables = new Set(changes.filter((change) => change.factId === factId).map(({ table }) => table))
    expect([...tables].sort()).toEqual(['attestation', 'evidence', 'fact', 'slot'])
    expect(changes.filter(({ table }) => table === 'slot').every(({ role }) => role !== null)).toBe(true)
    expect(Object.keys(factTypes)).toEqual([factId])
  })
})

describe('undoing one old step', () => {
  it('is planned with the later steps that rest on it and no others, and done together where that is chosen', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna')
    give(desk, 'name', 'entity.update', { entityId: a, country: 'DEU' })
    give(desk, 'note', 'entity.update', { entityId: a, note: 'Notiz' })
    give(desk, 'again', 'entity.update', { entityId: a, country: 'AUT' })
    give(desk, 'third', 'entity.update', { entityId: a, country: 'CHE' })
    newEntity(desk, 'other', 'Berta')
    const plan = desk.store.undoPlan({ seq: seqOf(desk, 'name') })
    expect(plan).toMatchObject({ possible: true, blocked: [] })
    expect(ids(plan.steps)).toEqual(['third', 'again', 'name'])
    const before = desk.engine.revision
    expect(desk.store.apply([{ id: 'alone', type: 'history.undo', payload: { seq: seqOf(desk, 'name') } }])[0]?.error?.code).toBe('undo.conflict')
    expect(desk.engine.revision).toBe(before)
    give(desk, 'all', 'history.undo', { seq: seqOf(desk, 'name'), together: plan.seqs })
    const row = (): unknown => desk.engine.read().get('SELECT country, note FROM entity WHERE id = ?', [a], (found) => found.row())
    expect(row()).toEqual({ country: null, note: 'Notiz' })
    expect(ids(list(desk, { state: 'undone' }))).toEqual(['third', 'again', 'name'])
    give(desk, 'redo', 'history.redo', {})
    expect(row()).toEqual({ country: 'CHE', note: 'Notiz' })
    expect(desk.store.verify().problems).toEqual([])
  }) // prettier-ignore

  it('follows what rests on what rests on it', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna')
    const mentionId = one(desk, 'SELECT id FROM p_mention ORDER BY id')
    give(desk, 'link', 'mention.link', { mentionId, to: { kind: 'entity', entityId: a }, scope: 'mention' })
    give(desk, 'type', 'mention.setType', { mentionId, type: 'ORG' })
    const plan = desk.store.undoPlan({ seq: seqOf(desk, 'a') })
    expect(plan.possible).toBe(true)
    expect(plan.seqs).toContain(seqOf(desk, 'link'))
    give(desk, 'all', 'history.undo', { seq: seqOf(desk, 'a'), together: plan.seqs })
    expect(one(desk, 'SELECT id FROM mention')).toBe('')
    expect(desk.store.verify().problems).toEqual([])
  })

  it('changes nothing by being planned', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna')
    give(desk, 'note', 'entity.update', { entityId: a, note: 'Notiz' })
    const count = (): number => desk.engine.read().count('SELECT (SELECT count(*) FROM entity) + (SELECT count(*) FROM history_change)') // prettier-ignore
    const before = [count(), desk.engine.revision]
    expect(desk.store.undoPlan({ seq: seqOf(desk, 'a') }).possible).toBe(true)
    expect([count(), desk.engine.revision]).toEqual(before)
    give(desk, 'later', 'entity.update', { entityId: a, note: 'Mehr' })
    expect(desk.engine.changesOf(seqOf(desk, 'later'))).toHaveLength(1)
  })

  it('is refused where a step that rests on it cannot be undone, and says which', () => {
    const desk = newDesk()
    const a = newEntity(desk, 'a', 'Anna')
    give(desk, 'country', 'entity.update', { entityId: a, country: 'DEU' })
    desk.engine.transact({ commandId: 'fixed', type: 'entity.update', label: 'Fest', payload: {}, coderId: null, at: project.created, undoable: false }, (db) => db.update('entity', { id: a }, { country: 'AUT' }))
    const plan = desk.store.undoPlan({ seq: seqOf(desk, 'country') })
    expect(plan.possible).toBe(false)
    expect(ids(plan.blocked)).toEqual(['fixed'])
  }) // prettier-ignore
})
