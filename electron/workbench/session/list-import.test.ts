import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import type { ListReading, ListReport } from '../../../shared/model/entity-list.ts'
import type { EntityView } from '../../../shared/model/views.ts'
import { createProject, openSession } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import type { ProjectSession } from '../session.ts'
import type { Answer, Ask } from '../store/protocol.ts'
import { startStore, type StoreHost } from '../store/store-host.ts'
import { importList } from './list-import.ts'
import { queryOf } from './read-beside.ts'

const root = mkdtempSync(join(tmpdir(), 'beleg-lists-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

let serial = 0
async function withRegistry(run: (session: ProjectSession) => Promise<void>): Promise<void> {
  const folder = join(root, `p${String(++serial)}`)
  await createProject(folder, { name: 'Test', language: 'de' })
  const session = await openSession(folder, { author: 'Ada', quiet: true })
  try {
    await run(session)
  } finally {
    await session.close()
  }
}

function file(name: string, lines: string | readonly string[]): string {
  const folder = mkdtempSync(join(root, 'f'))
  writeFileSync(join(folder, name), typeof lines === 'string' ? lines : `${lines.join('\n')}\n`)
  return join(folder, name)
}

const take = (
  session: ProjectSession,
  path: string,
  reading: Partial<ListReading> = {},
): Promise<ListReport> =>
  session.importList({ path, reading: { sameName: 'leave', ...reading }, remember: true })
const look = (
  session: ProjectSession,
  path: string,
  reading: Partial<ListReading> = {},
): Promise<ListReport> =>
  session.importList({ path, reading: { sameName: 'leave', ...reading }, dryRun: true })
const entities = async (session: ProjectSession): Promise<readonly EntityView[]> =>
  (await session.query('entities.list', { limit: 5000 })).rows
const undo = (session: ProjectSession, seq: number | null): Promise<unknown> =>
  session.apply([{ id: `u${String(++serial)}`, type: 'history.undo', payload: { seq } }])
const done = async (session: ProjectSession, type: string, payload: unknown): Promise<void> => {
  const [answer] = await session.apply([{ id: `c${String(++serial)}`, type, payload }])
  expect(answer?.error).toBeUndefined()
}

const ministers = [
  'Name;Auch geschrieben;Art;Wikidata;Land;Amt;Seit',
  'Mara Lind;M. Lind|Mára Lind;Person;Q900000001;Österreich;Außenministerin;2021-03',
  'Orhan Tesf;;Person;Q900000002;TR;;',
  'Bund der Häfen;BdH;Organisation;;;;',
]

describe('a list of entities', () => {
  it('is previewed, taken in as one step with names, offices and ids, and gone again with one undo', async () => {
    await withRegistry(async (session) => {
      const path = file('ministers.csv', ministers)
      const before = await entities(session)
      const preview = await look(session, path, { mapping: undefined })
      expect(preview.table?.mapping).toEqual({ 'Name': 'name', 'Art': 'type', 'Wikidata': 'wikidata', 'Land': 'country', 'Amt': 'office', 'Seit': 'officeFrom' })
      const mapping = { ...preview.table?.mapping, 'Auch geschrieben': 'aliases' as const }
      const told = await look(session, path, { mapping })
      expect([told.counts, told.separator, told.seq]).toEqual([{ new: 3, known: 0, sameName: 0, conflict: 0, refused: 0 }, '|', null])
      expect(await entities(session)).toEqual(before)
      const report = await take(session, path, { mapping })
      expect({ ...report, seq: null }).toEqual(told)
      const lind = (await entities(session)).find(({ labelDe }) => labelDe === 'Mara Lind')
      expect(lind).toMatchObject({ type: 'PER', country: 'AUT', origin: 'list:ministers', identifiers: [{ scheme: 'wikidata', value: 'Q900000001' }] })
      expect(lind?.aliases.map(({ text }) => text)).toEqual(['M. Lind', 'Mara Lind', 'Mára Lind'])
      expect(lind?.offices).toMatchObject([{ title: 'Außenministerin', from: '2021-03', to: null }])
      // The same columns again: what was said of them is remembered.
      expect((await look(session, path)).table).toMatchObject({ mapping, from: 'remembered' })
      await undo(session, report.seq)
      expect(await entities(session)).toEqual(before)
    })
  })

  it('read twice adds nothing, and read with more adds only that', async () => {
    await withRegistry(async (session) => {
      const path = file('ministers.csv', ministers)
      await take(session, path)
      const before = await entities(session)
      const again = await take(session, path)
      expect([again.counts.new, again.counts.known, again.adds]).toEqual([0, 3, { names: 0, identifiers: 0, offices: 0 }])
      expect(await entities(session)).toEqual(before)
      const more = await take(session, file('more.csv', ['name,name_en,aliases,type,wikidata', 'Mara Lind,Mara Lindt,Lind M.,PER,Q900000001']))
      expect([more.counts.known, more.adds.names]).toEqual([1, 2])
      const lind = (await entities(session)).find(({ labelDe }) => labelDe === 'Mara Lind')
      expect([lind?.labelEn, lind?.aliases.some(({ text }) => text === 'Lind M.')]).toEqual(['Mara Lindt', true])
    })
  })

  it('merges nobody by a name: who shares one is left, or taken in beside, as is said', async () => {
    await withRegistry(async (session) => {
      await done(session, 'entity.create', { type: 'PER', labelDe: 'Jan Pirk' })
      const path = file('people.csv', ['name,type', 'Jan Pirk,PER', 'Ida Vost,PER'])
      const left = await look(session, path)
      expect(left.counts).toMatchObject({ new: 1, sameName: 1 })
      expect(left.entries.find(({ outcome }) => outcome === 'sameName')?.entities).toMatchObject([{ labelDe: 'Jan Pirk' }])
      await take(session, path)
      const pirks = async (): Promise<number> => (await entities(session)).filter(({ labelDe }) => labelDe === 'Jan Pirk').length
      expect(await pirks()).toBe(1)
      await take(session, path, { sameName: 'beside' })
      expect(await pirks()).toBe(2)
      // Another value of one scheme says that they are two: no question then.
      await take(session, file('known.csv', ['name,type,wikidata', 'Ana Kolb,PER,Q900000005']))
      const namesake = await look(session, file('other.csv', ['name,type,wikidata', 'Ana Kolb,PER,Q900000006']))
      expect(namesake.counts).toMatchObject({ new: 1, sameName: 0 })
    })
  })

  it('takes all who share a name for those there, where that is chosen and one is called so, and undo takes it back', async () => {
    await withRegistry(async (session) => {
      await done(session, 'entity.create', { type: 'PER', labelDe: 'Jan Pirk' })
      for (let n = 0; n < 2; n += 1) await done(session, 'entity.create', { type: 'PER', labelDe: 'Ana Kolb' })
      const before = await entities(session)
      const path = file('people.csv', ['name,aliases,type,office', 'Jan Pirk,J. Pirk,PER,Gesandter', 'Ana Kolb,A. Kolb,PER,', 'Ida Vost,,PER,'])
      const report = await take(session, path, { sameName: 'same' })
      expect(report.counts).toMatchObject({ new: 1, known: 1, sameName: 1 })
      expect(report.remarks).toMatchObject({ byChoice: 1 })
      const pirks = (await entities(session)).filter(({ labelDe }) => labelDe === 'Jan Pirk')
      expect(pirks.map(({ aliases, offices }) => [aliases.map(({ text }) => text), offices.map(({ title }) => title)])).toEqual([[['J. Pirk', 'Jan Pirk'], ['Gesandter']]])
      await undo(session, report.seq)
      expect(await entities(session)).toEqual(before)
    })
  })

  it('of more than one step says of each entry what one step would, and is gone with one undo', async () => {
    await withRegistry(async (session) => {
      const rows = Array.from({ length: 2400 }, (_, at) => `Nora ${at.toString(36)}x,PER,Q8${String(at + 1_000_000)},Amt ${String(at)}`)
      // The last row tells the first one's entity again, under another name beside its own.
      const path = file('long.csv', ['name,aliases,type,wikidata,office', ...rows.map((row) => row.replace(',PER', ',,PER')), 'Nora 0x,Eleonora 0x,PER,Q81000000,'])
      const report = await take(session, path)
      expect(report.counts).toMatchObject({ new: 2400, known: 1, sameName: 0, conflict: 0 })
      const [first] = (await session.query('entities.list', { search: 'Eleonora', limit: 10 })).rows
      expect(first).toMatchObject({ labelDe: 'Nora 0x', offices: [{ title: 'Amt 0' }] })
      expect((await entities(session)).length).toBe(2400)
      await undo(session, report.seq)
      expect(await entities(session)).toEqual([])
    })
  })

  it('names both sides where identifiers do not go together, and remembers what was judged different', async () => {
    await withRegistry(async (session) => {
      await take(session, file('a.csv', ['name,type,wikidata', 'Ana Kolb,PER,Q900000011', 'Anna Kolb,PER,Q900000012', 'Nordhafen,GPE,Q900000013']))
      const id = async (label: string): Promise<string> => (await entities(session)).find(({ labelDe }) => labelDe === label)?.id ?? ''
      await done(session, 'entity.addIdentifier', { entityId: await id('Ana Kolb'), scheme: 'b', value: '7' })
      const both = ['name,type,wikidata,id', 'Anna Kolb,PER,Q900000012,7', 'Nordhafen,ORG,Q900000013,8', 'Eva Rohn,PER,,9', 'Udo Rehm,PER,,9', 'Eva Rohn,PER,,9']
      const first = await look(session, file('b.csv', both))
      const conflicts = first.entries.filter(({ outcome }) => outcome === 'conflict')
      expect(conflicts.map(({ row, remark, entities: met, rows }) => [row, remark, met.length, rows.map((one) => one.name)])).toEqual([
        [1, 'twoEntities', 2, []],
        [2, 'typeDiffers', 1, []],
        [4, 'identifierTwice', 0, ['Eva Rohn']],
      ])
      expect(first.counts).toMatchObject({ new: 1, known: 1, conflict: 3 })
      await done(session, 'entity.distinguish', { a: await id('Ana Kolb'), b: await id('Anna Kolb') })
      expect((await look(session, file('b.csv', both))).entries[0]).toMatchObject({ row: 1, remark: 'judgedDifferent' })
    })
  })

  it('of Wikidata brings names, codes, country and offices with their time; redirects in a circle are named', async () => {
    await withRegistry(async (session) => {
      const item = (id: string): object => ({ mainsnak: { datavalue: { value: { id } } } })
      const time = (at: string, precision: number): object => ({ datavalue: { value: { time: at, precision } } })
      const documents = [
        { id: 'Q900000021', labels: { de: { language: 'de', value: 'Mara Lind' }, ru: { language: 'ru', value: 'Мара Линд' } }, aliases: { de: [{ language: 'de', value: 'ML' }] },
          claims: { P31: [item('Q5')], P27: [item('Q40')], P39: [{ ...item('Q900000022'), qualifiers: { P580: [time('+2021-03-00T00:00:00Z', 10)], P582: [time('+2024-05-06T00:00:00Z', 11)] } }] } },
        { id: 'Q900000022', labels: { de: { language: 'de', value: 'Außenministerin von Kronland' } }, aliases: [], claims: { P31: [item('Q4164871')] } },
        { id: 'Q900000023', redirect: 'Q900000024' }, { id: 'Q900000024', redirect: 'Q900000023' },
        { id: 'Q889', labels: { de: { language: 'de', value: 'Afghanistan' } }, claims: { P31: [item('Q6256')], P298: [{ mainsnak: { datavalue: { value: 'AFG' } } }] } },
        { id: 'Q900000025', labels: {}, claims: { P31: [item('Q999999999')] } },
      ] // prettier-ignore
      const array = file('dump.json', `[\n${documents.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
      const report = await take(session, array)
      expect([report.format, report.total, report.counts.new, report.counts.refused]).toEqual(['wikidata', 6, 3, 3])
      expect(report.remarks).toMatchObject({ redirectLoop: 2 })
      const lind = (await entities(session)).find(({ labelDe }) => labelDe === 'Mara Lind')
      expect(lind).toMatchObject({ country: 'AUT', offices: [{ title: 'Außenministerin von Kronland', from: '2021-03', to: '2024-05-06' }] })
      expect(lind?.aliases.map(({ text, kind, lang }) => [text, kind, lang])).toEqual([['ML', 'abbreviation', 'de'], ['Mara Lind', 'spelling', 'de'], ['Мара Линд', 'spelling', 'ru']])
      // Articles link Afghanistan under the gazetteer's id: it must not come a second time.
      const country = (await entities(session)).find(({ labelDe }) => labelDe === 'Afghanistan')
      expect(country?.identifiers).toContainEqual({ scheme: 'gazetteer', value: 'iso:AFG' })
      const lines = await look(session, file('lines.json', documents.map((one) => JSON.stringify(one))))
      expect(lines.counts.known).toBe(3)
    })
  })

  it('of FollowTheMoney brings names of each kind, and says which records name nobody', async () => {
    await withRegistry(async (session) => {
      const records = [
        { id: 'ftm-1', schema: 'Person', properties: { name: ['Mara Lind'], alias: ['M. Lind'], weakAlias: ['Marli'], wikidataId: ['Q900000031'], country: ['at'], position: ['Botschafterin'] } },
        { id: 'ftm-2', schema: 'Company', properties: { name: ['Nordhafen AG'] } },
        { id: 'ftm-3', schema: 'Directorship', properties: { director: ['ftm-1'], organization: ['ftm-2'] } },
      ] // prettier-ignore
      const report = await take(session, file('people.ftm.json', records.map((one) => JSON.stringify(one))))
      expect([report.format, report.counts]).toEqual(['followthemoney', { new: 2, known: 0, sameName: 0, conflict: 0, refused: 1 }])
      expect(report.entries.find(({ outcome }) => outcome === 'refused')).toMatchObject({ row: 3, remark: 'notAnEntity', detail: 'Directorship' })
      const lind = (await entities(session)).find(({ labelDe }) => labelDe === 'Mara Lind')
      expect(lind).toMatchObject({ country: 'AUT', offices: [{ title: 'Botschafterin' }] })
      expect(lind?.aliases.map(({ text, kind }) => [text, kind])).toEqual([['M. Lind', 'spelling'], ['Mara Lind', 'spelling'], ['Marli', 'short']])
    })
  })
}) // prettier-ignore

describe('a bad list', () => {
  it('keeps odd names, refuses what is none, and says each', async () => {
    await withRegistry(async (session) => {
      const names = ['X', 'ü'.repeat(1990), 'y'.repeat(10_000), '\u0301\u0308', 'Мара Lіnd', 'مارا ليند', '\u202eLind Mara', '', '…', '李']
      const path = file('odd.csv', ['name,type,note', ...names.map((name, at) => `"${name}",PER,${String(at)}`)])
      const report = await take(session, path)
      expect(report.total).toBe(10)
      expect(report.counts).toMatchObject({ new: 6, refused: 4 })
      expect(report.remarks).toMatchObject({ oneLetter: 2, tooLong: 1, noLetters: 2, noName: 1, mixedScripts: 1, rightToLeft: 1, controls: 1 })
      const found = await entities(session)
      expect(found.map(({ labelDe }) => labelDe)).toEqual(expect.arrayContaining(['X', 'مارا ليند', 'Lind Mara', '李']))
      const arabic = await session.query('entities.candidates', { search: 'مارا ليند' })
      expect(arabic.candidates[0]?.entity.labelDe).toBe('مارا ليند')
    })
  })

  it('of 200,000 rows is looked at by parts, each says where it goes on, and a part begins where it is said', async () => {
    await withRegistry(async (session) => {
      const large = file('large.csv', `name,type\n${Array.from({ length: 200_000 }, (_, at) => `N${at.toString(36)},PER`).join('\n')}\n`)
      const used = process.memoryUsage().heapUsed
      const first = await look(session, large)
      expect([first.total, first.from, first.next, first.counts.new]).toEqual([20_000, 1, 20_001, 20_000])
      const last = await look(session, large, { from: 190_001 })
      expect([last.total, last.from, last.next, last.entries[0]?.row]).toEqual([10_000, 190_001, null, 190_001])
      expect((process.memoryUsage().heapUsed - used) / 1e6).toBeLessThan(700)
      const part = await take(session, large, { from: 198_001 })
      expect(part.counts.new).toBe(2000)
      const [best] = (await session.query('entities.list', { search: `N${(199_999).toString(36)}`, limit: 10 })).rows
      expect(best?.labelDe).toBe(`N${(199_999).toString(36)}`)
      await undo(session, part.seq)
      expect(await entities(session)).toEqual([])
    })
  })

  it('with a quote left open, or that is none, is refused, and nothing is taken in', async () => {
    await withRegistry(async (session) => {
      const open = file('open.csv', `name,type\nA B,PER\n"C D,PER\n${'x y,PER\n'.repeat(300_000)}`)
      await expect(take(session, open)).rejects.toMatchObject({ code: 'entityList.longRecord', detail: { record: 3 } })
      const brace = file('brace.json', `{"id":"a","schema":"Person","properties":{"name":["A"]}}\n{"id":"${'x'.repeat(17_000_000)}`)
      await expect(take(session, brace)).rejects.toMatchObject({ code: 'entityList.longRecord' })
      for (const [name, bytes] of [['none.json', '{"a":1}'], ['empty.csv', ''], ['pdf.csv', '%PDF-1.7 …']] as const)
        await expect(take(session, file(name, bytes))).rejects.toMatchObject({ code: 'entityList.unknown' })
      await expect(take(session, join(root, 'nowhere.csv'))).rejects.toMatchObject({ code: 'file.notFound' })
      const unnamed = await look(session, file('codes.csv', ['a,b', '1,2']))
      expect(unnamed.error?.code).toBe('entityList.noNames')
      expect(await entities(session)).toEqual([])
    })
  })

  it('given up halfway leaves nothing, neither in the registry nor on the disk', async () => {
    await withRegistry(async (session) => {
      const path = file('long.csv', `name,type\n${Array.from({ length: 19_000 }, (_, at) => `Nora ${at.toString(36)} ${'n'.repeat(40)},PER`).join('\n')}\n`)
      const left = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('beleg-list-'))
      const before = left()
      const abort = new AbortController()
      const work = session.importList({ path, reading: { sameName: 'leave' } }, { signal: abort.signal, onProgress: () => { abort.abort() } })
      await expect(work).rejects.toMatchObject({ code: 'job.cancelled' })
      expect(await entities(session)).toEqual([])
      expect(left()).toEqual(before)
    })
  })
}) // prettier-ignore

describe('a list that comes in by steps', () => {
  type Perform = StoreHost['perform']
  type Block = (ask: Ask<'takeList'>, pass: () => Promise<Answer<'takeList'>>) => Promise<Answer<'takeList'>>

  /** Takes 1200 entities in, with something of `at` happening around each step. */
  async function withSteps(at: (store: StoreHost) => Block, run: (taken: Promise<ListReport>, store: StoreHost) => Promise<void>): Promise<void> {
    const folder = join(root, `p${String(++serial)}`)
    await createProject(folder, { name: 'Test', language: 'de' })
    const start = { folder, resources: resourcesFolder(), takeOver: false, acceptDamage: false, readOnly: false, author: 'Ada', quiet: true }
    const nothing = (): void => undefined
    const store = await startStore(start, { onChange: nothing, onStatus: nothing, onNotice: nothing, onGone: nothing })
    const around = at(store)
    const perform: Perform = (operation, ask, onProgress) => {
      const pass = () => store.perform(operation, ask, onProgress)
      // What is asked and answered follows from the name, which the compiler does not see.
      return operation === 'takeList' ? around(ask as Ask<'takeList'>, pass as never) : pass()
    }
    const rows = Array.from({ length: 1200 }, (_, n) => `Nora ${n.toString(36)}x,PER,Q8${String(n + 1_000_000)}`)
    const path = file('steps.csv', ['name,type,wikidata', ...rows])
    try {
      await run(importList({ store: { ...store, perform }, start, alone: true }, { path, reading: { sameName: 'leave' } }), store)
    } finally {
      await store.perform('close', null)
    }
  }
  const give = async (store: StoreHost, type: string, payload: object): Promise<string> => {
    const [answer] = await store.perform('apply', [{ id: `s${String(++serial)}`, type, payload }])
    return answer?.error?.code ?? 'done'
  }
  const found = async (store: StoreHost): Promise<readonly EntityView[]> => (await queryOf(store)('entities.list', { limit: 5000 })).rows
  const lists = async (store: StoreHost): Promise<readonly number[]> =>
    (await queryOf(store)('history.list', { limit: 50 })).rows.filter(({ type }) => type === 'entity.importList').map(({ seq }) => seq)
  /** Once, when the first step is done. */
  const between = (act: (store: StoreHost, seq: number, groupId: string) => Promise<void>) => {
    let acted = false
    return (store: StoreHost): Block => async (ask, pass) => {
      const answer = await pass()
      if (!acted && answer !== null) {
        acted = true
        await act(store, answer.seq, ask.groupId)
      }
      return answer
    }
  }
  /** What one decides about somebody of the list. */
  const decide = async (store: StoreHost): Promise<void> => {
    const [first] = await found(store)
    expect(await give(store, 'entity.addIdentifier', { entityId: first?.id, scheme: 'b', value: '7' })).toBe('done')
  }

  it('is nothing that undo would take back before its end', async () => {
    const tried: string[] = []
    const attempt = between(async (store, seq) => {
      tried.push(await give(store, 'history.undo', {}), await give(store, 'history.undo', { seq }))
    })
    await withSteps(attempt, async (taken, store) => {
      expect((await taken).counts.new).toBe(1200)
      expect(tried).toEqual(['undo.nothing', 'undo.underWay'])
      expect((await found(store)).length).toBe(1200)
      expect(await give(store, 'history.undo', {})).toBe('done')
      expect(await found(store)).toEqual([])
    })
  })

  it('given up is taken back, its group at an end; where that cannot be, says why it was given up or that a part stays', async () => {
    let steps = 0
    const failing = (): Block => (_, pass) => (++steps === 2 ? Promise.reject(new BelegError('disk.full')) : pass())
    await withSteps(failing, async (taken, store) => {
      await expect(taken).rejects.toMatchObject({ code: 'disk.full' })
      expect(await found(store)).toEqual([])
    })
    await withSteps((store) => {
      let at = 0
      return async (_, pass) => {
        if (++at === 1) return pass()
        await decide(store)
        throw new BelegError('disk.full')
      }
    }, async (taken, store) => {
      await expect(taken).rejects.toMatchObject({ code: 'disk.full' })
      expect((await found(store)).length).toBe(1000)
    })
    await withSteps(between(decide), async (taken, store) => {
      await expect(taken).rejects.toMatchObject({ code: 'entityList.partStays' })
      expect((await found(store)).length).toBe(1000)
      expect([await give(store, 'history.undo', {}), await give(store, 'history.undo', {})]).toEqual(['done', 'done'])
      expect(await found(store)).toEqual([])
    })
  })

  it('counts as taken back where somebody was faster, and comes in anew', async () => {
    const undone = between(async (store, seq, groupId) => {
      // As when the worker died: the next one does not know that the group grows.
      await store.perform('unstage', groupId)
      expect(await give(store, 'history.undo', { seq })).toBe('done')
    })
    await withSteps(undone, async (taken, store) => {
      expect((await taken).seq).not.toBeNull()
      expect((await found(store)).length).toBe(1200)
    })
  })

  it('reads of what was prepared only its own piece at each step, and refuses one that was changed', async () => {
    const changed = (): Block => (ask, pass) => {
      const bytes = readFileSync(ask.path)
      const { from, to } = ask.block.piece
      // The first step has what it needs; of the second a letter is another one.
      if (from === 0) bytes.write('X', bytes.indexOf('Nora', to))
      if (from === 0) writeFileSync(ask.path, bytes)
      else expect([from > 0, to]).toEqual([true, bytes.length])
      return pass()
    }
    await withSteps(changed, async (taken, store) => {
      await expect(taken).rejects.toMatchObject({ code: 'entityList.moved' })
      expect([await found(store), (await lists(store)).length]).toEqual([[], 1])
    })
  })

  it('knows a step that is sent again, as when the worker died before it answered', async () => {
    const answers: unknown[] = []
    const twice = (): Block => async (_, pass) => {
      const first = await pass()
      const again = await pass()
      answers.push([first, again])
      expect(again).toEqual(first)
      return again
    }
    await withSteps(twice, async (taken, store) => {
      expect((await taken).counts.new).toBe(1200)
      expect(answers.length).toBe(2)
      expect((await lists(store)).length).toBe(1)
      expect((await found(store)).length).toBe(1200)
    })
  })
}) // prettier-ignore
