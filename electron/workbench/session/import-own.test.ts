import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { datasetIdSchema } from '../../../shared/model/ids.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { factStates, type FactState } from '../../../shared/model/vocabulary.ts'
import { createProject, openSession } from '../open-session.ts'
import type { ProjectSession } from '../session.ts'

const samples = join(import.meta.dirname, '../../../resources/samples/articles')
let root: string
const open: ProjectSession[] = []
let made = 0
/** The project that is exported: read, decided by two coders, one step taken back. */
let first: ProjectSession
/** Its export, of everything that was decided and of what still waits. */
let whole: string

async function session(folder: string): Promise<ProjectSession> {
  const opened = await openSession(folder, { author: 'Ada' })
  open.push(opened)
  return opened
}
async function emptyProject(): Promise<ProjectSession> {
  const folder = join(root, `project-${String(++made)}`)
  await createProject(folder, { name: `Projekt ${String(made)}`, language: 'de' })
  return session(folder)
}
async function give(on: ProjectSession, type: string, payload: object, author?: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const command = { id: `test-${String(++made)}`, type, payload, ...(author === undefined ? {} : { author }) }
  const [answer] = await on.apply([command])
  if (answer?.ok !== true) throw new Error(`${type}: ${answer?.error?.message ?? 'no answer'}`)
  return answer.created ?? {}
} // prettier-ignore

async function exported(on: ProjectSession, dataset: string, options: object = {}): Promise<string> {
  const path = join(root, `export-${String(++made)}.jsonl`)
  await on.exportDataset({ dataset, format: 'jsonl', path, language: 'de', options }, {})
  return path
}
const bytes = (path: string): string => readFileSync(path, 'utf8')

/** Every file of a project with its hash, and the step it stands at. */
async function stateOf(on: ProjectSession): Promise<readonly string[]> {
  const files = readdirSync(on.folder, { recursive: true, encoding: 'utf8' }).sort()
  const hashes = files.flatMap((name) => {
    const path = join(on.folder, name)
    return statSync(path).isFile() ? [`${name} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`] : []
  })
  return [String((await on.query('project.status', {}))?.revision), ...hashes]
} // prettier-ignore

const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'code' in error ? { code: error.code, ...('detail' in error ? (error.detail as object) : {}) } : error),
  ) // prettier-ignore

async function factsIn(on: ProjectSession, ...states: FactState[]): Promise<readonly FactView[]> {
  return (await on.query('facts.list', { states, limit: 500 })).rows
}

/** What two coders would do in an hour, in short. */
async function decide(on: ProjectSession): Promise<void> {
  const facts = (await factsIn(on, 'proposed')).filter(({ missing }) => missing.length === 0)
  for (const [index, { id: factId, slots }] of facts.slice(0, 12).entries()) {
    const author = index % 3 === 0 ? 'Ben' : 'Ada'
    if (index % 5 === 4) await give(on, 'fact.reject', { factId, reason: 'duplicate', durationMs: 900 }, author)
    else await give(on, 'fact.accept', { factId, durationMs: 2100 }, author)
    if (index === 1) await give(on, 'fact.annotate', { factId, note: '=„Ánh“ 👋🏽\nzwei', flag: true }, author)
    if (index === 2) await give(on, 'fact.set', { factId, modality: 'claimed', time: { iso: '2024-05', precision: 'month', basis: 'stated' } }, author)
    const [slot] = slots
    if (index === 3 && slot !== undefined) await give(on, 'slot.set', { factId, slotId: slot.id, value: { kind: 'new', type: 'PER', name: 'Đặng Thị Ngọc Ánh' } }, author)
    if (index === 6) await give(on, 'fact.setAttribution', { factId, speaker: slot?.entityId ?? null, outlet: 'Der Bote' }, author)
    if (index === 7) {
      await give(on, 'history.undo', {}, author)
      await give(on, 'fact.accept', { factId, durationMs: 100 }, author)
    }
  }
  const [row] = (await on.query('articles.list', { limit: 1 })).rows
  if (row === undefined) throw new Error('no article')
  const article = await on.query('articles.open', { articleId: row.id })
  const [mention, second] = article.mentions.filter(({ entityId, type }) => entityId !== null && type !== 'DATE')
  const [sentence] = article.sentences
  if (mention === undefined || second === undefined || sentence === undefined) throw new Error('nothing in the article')
  await give(on, 'mention.link', { mentionId: mention.id, to: { kind: 'new', type: 'ORG', name: 'Neues Haus' }, scope: 'mention' })
  await give(on, 'mention.annotate', { mentionId: second.id, note: 'fraglich', flag: true })
  await give(on, 'article.annotate', { articleId: row.id, note: 'gut', flag: true })
  await give(on, 'article.setField', { articleId: row.id, field: 'publisher', value: 'Der Bote' })
  await give(on, 'sentence.review', { articleId: row.id, start: sentence.start, end: sentence.end, complete: true })
  await give(on, 'sentence.blind', { articleId: row.id, start: sentence.start, end: sentence.end, seen: ['meeting'] })
  const words = article.text.slice(sentence.start, sentence.end)
  const start = sentence.start + Math.max(words.indexOf(' '), 0) + 1
  const added = await give(on, 'fact.add', { articleId: row.id, type: 'statement', evidence: [{ start: sentence.start, end: sentence.end }, { start, end: start + 5 }] }, 'Ben')
  const byHand = (await on.query('facts.list', { limit: 500 })).rows.find(({ id }) => id === added['fact']?.[0])
  for (const role of byHand?.missing ?? []) await give(on, 'slot.add', { factId: byHand?.id, role, value: { kind: 'notStated' } }, 'Ben')
  await give(on, 'fact.accept', { factId: byHand?.id }, 'Ben')
  const { rows: [one, other] } = await on.query('entities.list', { limit: 500 })
  if (one === undefined || other === undefined) throw new Error('no entities')
  await give(on, 'alias.add', { entityId: one.id, text: 'Der Vertreter', kind: 'spelling', scope: 'everywhere' })
  await give(on, 'entity.addIdentifier', { entityId: one.id, scheme: 'example', value: '42' })
  await give(on, 'entity.setOffice', { entityId: one.id, title: 'Präsident', of: other.id, from: '2016', to: '2022-05' })
  await give(on, 'entity.distinguish', { a: one.id, b: other.id, reason: 'zwei Häuser' })
} // prettier-ignore

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-own-'))
  first = await emptyProject()
  await first.importPaths([samples], { extract: true })
  await decide(first)
  await give(first, 'dataset.create', { name: 'Alles', query: { states: [...factStates] } })
  await give(first, 'dataset.create', { name: 'Entschieden' })
  const rejected = (await factsIn(first, 'rejected'))[0]
  const accepted = (await factsIn(first, 'accepted'))[0]
  const decided = (await first.query('datasets.list', {})).find(({ name }) => name === 'Entschieden')
  await give(first, 'dataset.member', { datasetId: decided?.id, factId: rejected?.id, verdict: 'include' })
  await give(first, 'dataset.member', { datasetId: decided?.id, factId: accepted?.id, verdict: 'exclude' })
  whole = await exported(first, 'Alles')
})
afterEach(async () => {
  for (const each of open.splice(1)) await each.close()
})
afterAll(async () => {
  for (const each of open) await each.close().catch(() => undefined)
  rmSync(root, { recursive: true, force: true })
})

describe('a JSONL export read into an empty project', () => {
  it.each(['Alles', 'Entschieden'])('is exported again with the very same bytes: %s', async (dataset) => {
    const path = dataset === 'Alles' ? whole : await exported(first, dataset)
    const second = await emptyProject()
    const report = await second.importOwn(path, {})
    expect(report).toMatchObject({ ok: true, dataset: { name: dataset, added: true } })
    expect(report.facts.added).toBeGreaterThan(5)
    expect(report.decisions.added).toBeGreaterThan(8)
    expect(bytes(await exported(second, dataset))).toBe(bytes(path))
    expect((await second.query('project.verify', {})).problems).toEqual([])
    // And a third time, out of the second.
    const third = await emptyProject()
    await third.importOwn(await exported(second, dataset), {})
    expect(bytes(await exported(third, dataset))).toBe(bytes(path))
  })

  it('holds two coders, a note, a fact added by hand and a step taken back', () => {
    const text = bytes(whole)
    const missing = ['"coder":"Ada"', '"coder":"Ben"', '"state":"added"', '"history.undo"', '👋🏽', '"state":"rejected"', '"blind":["meeting"]', '"note":"fraglich"'].filter((words) => !text.includes(words))
    expect(missing).toEqual([])
  }) // prettier-ignore

  it('is one step, and gone with it', async () => {
    const second = await emptyProject()
    const before = (await second.query('project.status', {}))?.revision ?? 0
    const { seq } = await second.importOwn(whole, {})
    expect((await second.query('articles.list', {})).total).toBeGreaterThan(0)
    expect((await second.query('history.list', {})).rows.filter((row) => row.seq > before).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['annotations.restore']),
    )
    await give(second, 'history.undo', { seq: seq ?? 0 })
    expect((await second.query('articles.list', {})).total).toBe(0)
    expect((await second.query('entities.list', {})).total).toBe(0)
    expect(await second.query('datasets.list', {})).toEqual([])
    await give(second, 'history.redo', {})
    expect(bytes(await exported(second, 'Alles'))).toBe(bytes(whole))
  }, 60_000) // prettier-ignore

  it('is a project one can go on working in: deciding, linking, extracting again', async () => {
    const second = await emptyProject()
    await second.importOwn(whole, {})
    const [open] = (await factsIn(second, 'proposed')).filter(({ missing }) => missing.length === 0)
    await give(second, 'fact.accept', { factId: open?.id })
    const job = await second.extract(undefined, {})
    expect(job.state).toBe('done')
    const after = await factsIn(second, 'accepted', 'edited', 'added')
    const before = await factsIn(first, 'accepted', 'edited', 'added')
    expect(new Set(after.map(({ id }) => id))).toEqual(new Set([...before.map(({ id }) => id), open?.id]))
  })

  it('keeps what was withheld withheld: without names of coders, the numbers stay', async () => {
    const path = await exported(first, 'Entschieden', { coderNames: false })
    const second = await emptyProject()
    await second.importOwn(path, {})
    expect(bytes(await exported(second, 'Entschieden'))).toBe(bytes(path))
  })
})

describe('a JSONL export read into a project that has the articles', () => {
  it('is looked at first: what it holds, and what of it is there', async () => {
    const before = await stateOf(first)
    const preview = await first.previewOwn(whole)
    expect(preview.articles).toBeGreaterThan(0)
    expect(preview).toMatchObject({ articlesThere: preview.articles })
    expect(preview.facts).toBeGreaterThan(5)
    expect(await stateOf(first)).toEqual(before)
  })

  it('changes nothing where everything is there already', async () => {
    const before = await stateOf(first)
    const report = await first.importOwn(whole, {})
    expect(report).toMatchObject({ ok: true, seq: null, facts: { added: 0, different: [] } })
    expect(report.facts.same).toBeGreaterThan(5)
    expect(await stateOf(first)).toEqual(before)
  })

  it('never overwrites: it says which facts are told otherwise, and in what', async () => {
    const second = await emptyProject()
    await second.importOwn(whole, {})
    const [fact] = await factsIn(second, 'accepted')
    await give(second, 'fact.annotate', { factId: fact?.id, note: 'meine' })
    const report = await second.importOwn(whole, {})
    expect(report).toMatchObject({ ok: false, seq: null })
    expect(report.facts.different).toEqual([{ id: fact?.id, fields: ['note'] }])
    expect((await factsIn(second, 'accepted')).find(({ id }) => id === fact?.id)?.note).toBe('meine')
  })

  it('brings a colleague’s facts to one’s own copy of the articles, also where the file has no texts', async () => {
    const quotes = await exported(first, 'Entschieden', { texts: 'offsets' })
    expect(bytes(quotes)).toContain('"text":null')
    const second = await emptyProject()
    await second.importPaths([samples], { extract: false })
    const report = await second.importOwn(quotes, {})
    expect(report.articles).toMatchObject({ added: 0 })
    expect(report.facts.added).toBeGreaterThan(5)
    const facts = await factsIn(second, 'accepted', 'edited', 'added')
    for (const { articleId, evidence } of facts) {
      const { text } = await second.query('articles.open', { articleId })
      for (const { start, end, surface } of evidence) expect(text.slice(start, end)).toBe(surface)
    }
    expect((await second.query('project.verify', {})).problems).toEqual([])
  })

  it('wants the texts where the project has not the articles', async () => {
    const quotes = await exported(first, 'Entschieden', { texts: 'quotes' })
    const second = await emptyProject()
    const before = await stateOf(second)
    expect(await refusal(second.importOwn(quotes, {}))).toMatchObject({ code: 'own.texts' })
    expect(await stateOf(second)).toEqual(before)
  })
})

describe('a bad file', () => {
  const lines = (): string[] => bytes(whole).split('\n')
  const changed = (from: RegExp, to: string): string => {
    const text = bytes(whole)
    expect(from.test(text)).toBe(true)
    return text.replace(from, to)
  }
  const badFiles: readonly (readonly [what: string, content: () => string | Buffer, code: string])[] = [
    ['cut off between two lines', () => lines().slice(0, -3).join('\n').concat('\n'), 'own.truncated'],
    ['cut off within a line', () => bytes(whole).slice(0, -30), 'own.truncated'],
    [
      'with a record taken out',
      () =>
        lines()
          .filter((line, at, all) => at !== all.findIndex((one) => one.startsWith('{"record":"mention"')))
          .join('\n'),
      'own.line',
    ],
    ['with another schema', () => changed(/beleg-export\/1/, 'beleg-export/9'), 'own.line'],
    ['with a field of the wrong kind', () => changed(/"polarity":"pos"/, '"polarity":"maybe"'), 'own.line'],
    [
      'with a key into the prototype',
      () => changed(/"record":"mention",/, '"record":"mention","__proto__":{"x":1},'),
      'own.line',
    ],
    [
      'with that key in disguise',
      () => changed(/"record":"mention",/, String.raw`"record":"mention","\u005f_proto__":{"x":1},`),
      'own.line',
    ],
    [
      'with words that do not stand there',
      () => changed(/("record":"mention".*?"surface":")/, '$1X'),
      'own.quote',
    ],
    ['with another text', () => changed(/("record":"content".*?"text":")/, '$1X'), 'own.line'],
    ['with an entity nobody knows', () => changed(/("record":"mention".*?"entityId":")/, '$1x'), 'own.line'],
    ['that is something else', () => '{"a":1}\n', 'own.line'],
    ['that is empty', () => '', 'own.notOurs'],
    ['in UTF-16', () => Buffer.from(bytes(whole), 'utf16le'), 'own.line'],
    [
      'in Latin-1',
      () =>
        Buffer.from(
          changed(/"name":"Alles"/, '"name":"Älles"').replaceAll(/[^\u0000-\u00ff]/g, '?'),
          'latin1',
        ),
      'own.encoding',
    ],
  ]
  it.each(badFiles)('%s is refused, and the project is as it was', async (_, content, code) => {
    const path = join(root, `bad-${String(++made)}.jsonl`)
    writeFileSync(path, content())
    const second = await emptyProject()
    const before = await stateOf(second)
    expect(await refusal(second.importOwn(path, {}))).toMatchObject({ code })
    expect(await stateOf(second)).toEqual(before)
  }) // prettier-ignore

  it('says in which line', async () => {
    const path = join(root, 'bad-line.jsonl')
    const all = lines()
    const at = all.findIndex((line) => line.startsWith('{"record":"fact"'))
    all[at] = '{"record":"fact"}'
    writeFileSync(path, all.join('\n'))
    expect(await refusal((await emptyProject()).importOwn(path, {}))).toMatchObject({
      code: 'own.line',
      line: at + 1,
    })
  })

  it('stops reading a line that goes on for ever', async () => {
    const path = join(root, 'long.jsonl')
    writeFileSync(path, lines()[0] ?? '')
    truncateSync(path, 2 * 1024 ** 3)
    expect(await refusal((await emptyProject()).importOwn(path, {}))).toMatchObject({
      code: 'own.longLine',
      line: 1,
    })
  })

  it('that becomes another between being checked and being read is noticed', async () => {
    const { checkOwnFile, ownRecords } = await import('../exchange/own/read-file.ts')
    const path = join(root, 'changing.jsonl')
    writeFileSync(path, bytes(whole))
    const checked = await checkOwnFile(path, null)
    expect([...ownRecords(checked)].length).toBeGreaterThan(50)
    writeFileSync(path, changed(/"name":"Alles"/, '"name":"Aller"'))
    expect(() => [...ownRecords(checked)]).toThrow(expect.objectContaining({ code: 'own.line', detail: expect.objectContaining({ reason: 'SHA-256' }) as unknown }))
  }) // prettier-ignore

  it('is told apart from other files by its first line', async () => {
    const { isOwnExport } = await import('../exchange/own/read-file.ts')
    expect(isOwnExport(whole)).toBe(true)
    writeFileSync(join(root, 'other.jsonl'), '{"text":"a","label":[]}\n')
    expect(isOwnExport(join(root, 'other.jsonl'))).toBe(false)
    expect(datasetIdSchema.safeParse('').success).toBe(false)
  })
})
