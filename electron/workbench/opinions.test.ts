import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDifference, OpinionChoice } from '../../shared/model/opinion.ts'
import type { FactView } from '../../shared/model/views.ts'
import { createProject, openSession } from './open-session.ts'
import type { ProjectSession } from './session.ts'

const text =
  'Die Außenministerin Marlene Hölzl traf am 3. März 2024 in Kronburg den Botschafter Pham Huu Loc. Beide sprachen über den Handel.\n'

let root = ''
let mine: ProjectSession
let counter = 0

const run = async (
  session: ProjectSession,
  type: string,
  payload: object,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const [answer] = await session.apply([{ id: `test-${String(++counter)}`, type, payload }])
  expect(answer?.error ?? null).toBeNull()
  return answer?.created ?? {}
}

const at = (words: string): { readonly start: number; readonly end: number } => {
  const start = text.indexOf(words)
  return { start, end: start + words.length }
}

/** A meeting of the two, as one coder has it. */
const meeting = async (session: ProjectSession, second: string): Promise<string> => {
  const [row] = (await session.query('articles.list', {})).rows
  if (row === undefined) throw new Error('no article')
  const created = await run(session, 'fact.add', {
    articleId: row.id,
    type: 'meeting',
    evidence: [
      at('Die Außenministerin Marlene Hölzl traf am 3. März 2024 in Kronburg den Botschafter Pham Huu Loc.'),
    ],
    trigger: at('traf'),
    slots: [
      { role: 'participant', value: { kind: 'new', type: 'PER', name: 'Marlene Hölzl' } },
      { role: 'participant', value: { kind: 'new', type: 'PER', name: second } },
    ],
  })
  const factId = created['fact']?.[0] ?? ''
  await run(session, 'fact.accept', { factId })
  return factId
}

const facts = async (): Promise<readonly FactView[]> =>
  (await mine.query('facts.list', { offset: 0, limit: 100 })).rows
const participants = (fact: FactView | undefined): number =>
  fact?.slots.filter(({ role }) => role === 'participant').length ?? 0

/** The colleague works on a copy, and it is taken in. */
async function takenIn(work: (theirs: ProjectSession) => Promise<unknown>): Promise<string> {
  const folder = join(root, 'theirs.beleg')
  cpSync(join(root, 'base.beleg'), folder, { recursive: true })
  const theirs = await openSession(folder, { author: 'Bo' })
  await work(theirs)
  await theirs.close()
  return (await mine.importOpinion(folder)).opinionId
}

async function settle(
  opinionId: string,
  difference: OpenDifference | undefined,
  choice: OpinionChoice,
): Promise<void> {
  if (difference === undefined) throw new Error('no difference')
  await run(mine, 'opinion.settle', {
    opinionId,
    articleId: difference.articleId,
    factId: difference.first?.id ?? null,
    opinionFactId: difference.second?.id ?? null,
    choice,
    note: 'besprochen',
  })
}

const open = async (opinionId: string): Promise<readonly OpenDifference[]> =>
  (await mine.opinionDifferences(opinionId)).filter(({ settled }) => settled === null)

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-opinions-'))
  mkdirSync(join(root, 'articles'))
  writeFileSync(join(root, 'articles', 'a.txt'), text)
  await createProject(join(root, 'base.beleg'), { name: 'Basis', language: 'de', author: 'Åsa' })
  const base = await openSession(join(root, 'base.beleg'), { author: 'Åsa' })
  await base.importPaths([join(root, 'articles')], { extract: false })
  const [row] = (await base.query('articles.list', {})).rows
  await run(base, 'article.triage', { articleId: row?.id, state: 'finished' })
  await base.close()
  cpSync(join(root, 'base.beleg'), join(root, 'mine.beleg'), { recursive: true })
  mine = await openSession(join(root, 'mine.beleg'), { author: 'Åsa' })
})
afterEach(async () => {
  await mine.close()
  rmSync(root, { recursive: true, force: true })
})

describe('a second opinion', () => {
  it('changes no fact, and says how far two coders agreed when it came', async () => {
    await meeting(mine, 'Pham Huu Loc')
    const before = await facts()
    const id = await takenIn((theirs) => meeting(theirs, 'Pham Huu Loc'))
    expect(await facts()).toEqual(before)
    const [opinion] = await mine.query('opinions.list', {})
    expect(opinion).toMatchObject({ id, articles: 1, facts: 1, origin: 'theirs.beleg' })
    expect(opinion?.name).toContain('Bo')
    expect(opinion?.agreement.facts).toMatchObject({ units: 1, percent: 1 })
    expect(await open(id)).toEqual([])
  })

  it('adds a fact that only they have, with their words and people, and keeps who was looked at', async () => {
    const id = await takenIn((theirs) => meeting(theirs, 'Pham Huu Loc'))
    const [difference] = await open(id)
    expect(difference).toMatchObject({ kind: 'onlySecond', first: null })
    await settle(id, difference, 'theirs')
    const [fact] = await facts()
    expect([fact?.type, fact?.state, participants(fact)]).toEqual(['meeting', 'added', 2])
    expect(fact?.trigger?.surface).toBe('traf')
    expect(await open(id)).toEqual([])
    expect((await mine.query('opinions.list', {}))[0]).toMatchObject({ settled: 1 })
  })

  it('rejects a fact that only we have where theirs is taken, and keeps it where ours is', async () => {
    await meeting(mine, 'Pham Huu Loc')
    const id = await takenIn(() => Promise.resolve())
    const [difference] = await open(id)
    expect(difference?.kind).toBe('onlyFirst')
    await settle(id, difference, 'mine')
    expect((await facts())[0]?.state).toBe('added')
    expect(await open(id)).toEqual([])
    expect((await mine.opinionDifferences(id))[0]?.settled).toMatchObject({
      choice: 'mine',
      note: 'besprochen',
      coder: 'Åsa',
    })
    await settle(id, difference, 'theirs')
    expect((await facts())[0]?.state).toBe('rejected')
  })

  it('changes fillers to theirs without making anyone twice, and back with one undo', async () => {
    await meeting(mine, 'Pham Huu Loc')
    const known = (await mine.query('entities.list', { offset: 0, limit: 500 })).total
    const id = await takenIn((theirs) => meeting(theirs, 'Tran Van Minh'))
    const [difference] = await open(id)
    expect(difference).toMatchObject({ kind: 'slots', roles: ['participant'] })
    const before = await facts()
    await settle(id, difference, 'theirs')
    // One is new; Marlene Hölzl is whom this project knows by that name.
    expect((await mine.query('entities.list', { offset: 0, limit: 500 })).total).toBe(known + 1)
    expect(await open(id)).toEqual([])
    await run(mine, 'history.undo', {})
    expect(await facts()).toEqual(before)
    expect(await open(id)).toHaveLength(1)
  })

  it('leaves what both say as it is: the words, what they were read as, and where it came from', async () => {
    await meeting(mine, 'Pham Huu Loc')
    const id = await takenIn((theirs) => meeting(theirs, 'Tran Van Minh'))
    const slots = async () => (await facts()).flatMap((fact) => (fact.type === 'meeting' ? fact.slots : []))
    const before = await slots()
    const [difference] = await open(id)
    await settle(id, difference, 'theirs')
    const after = await slots()
    const kept = before.filter((slot) => after.some((other) => other.id === slot.id))
    expect(kept.length).toBe(before.length - 1)
    for (const slot of kept) expect(after).toContainEqual(slot)
  })

  it('is refused where it has no article in common or is the project itself, and nothing changes', async () => {
    await createProject(join(root, 'other.beleg'), { name: 'Anders', language: 'de' })
    const before = (await mine.query('project.status', {}))?.revision
    await expect(mine.importOpinion(join(root, 'other.beleg'))).rejects.toMatchObject({
      code: 'opinion.nothing',
    })
    await expect(mine.importOpinion(join(root, 'mine.beleg'))).rejects.toMatchObject({ code: 'opinion.self' })
    await expect(mine.importOpinion(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'file.notFound' })
    expect((await mine.query('project.status', {}))?.revision).toBe(before)
  })

  it('is refused from a file that is cut off, mis-encoded or one line of two gigabytes, and nothing changes', async () => {
    const before = (await mine.query('project.status', {}))?.revision
    const path = join(root, 'theirs.jsonl')
    const refused = async (bytes: string | Buffer): Promise<unknown> => {
      writeFileSync(path, bytes)
      return mine.importOpinion(path).catch((error: unknown) => error)
    }
    expect(await refused('{"record":"header","sche')).toMatchObject({ code: 'file.damaged' })
    expect(await refused(Buffer.from('{"record":"ähnlich"}\n', 'latin1'))).toMatchObject({
      code: 'own.encoding',
    })
    expect(await refused(Buffer.from('{"record":"header"}\n', 'utf16le'))).toMatchObject({
      code: 'file.damaged',
    })
    writeFileSync(path, '{"record":"header",')
    truncateSync(path, 2 * 1024 ** 3)
    await expect(mine.importOpinion(path)).rejects.toMatchObject({ code: 'own.longLine' })
    expect((await mine.query('project.status', {}))?.revision).toBe(before)
  })

  it('is forgotten when it is removed, and there again after undo', async () => {
    const id = await takenIn((theirs) => meeting(theirs, 'Pham Huu Loc'))
    await run(mine, 'opinion.remove', { opinionId: id })
    expect(await mine.query('opinions.list', {})).toEqual([])
    await run(mine, 'history.undo', {})
    expect(await open(id)).toHaveLength(1)
  })
})
