import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { exportEnding, exportWriters } from '../exchange/formats.ts'
import {
  noMapping,
  readableFormats,
  type AnnotationReport,
  type ReadableFormat,
} from '../../../shared/model/annotations.ts'
import type { PlacedArticle } from '../exchange/readers/place.ts'
import { createProject, openSession } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { startStore } from '../store/store-host.ts'
import type { ProjectSession } from '../session.ts'
import type { AnnotationRequest } from './annotation-report.ts'

const samples = fileURLToPath(new URL('../../../resources/samples/articles', import.meta.url))

let root: string
/** Exports of the samples with every complete proposal accepted, by format, and the facts that were in them. */
let written: readonly FactView[]
/** Beginning of the checksum of its text, by article of the project they came from. */
let sources: ReadonlyMap<string, string>
const exported = (format: ReadableFormat): string =>
  join(root, `samples${exportEnding(exportWriters[format])}`)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-annotations-'))
  const project = await fresh('source', true)
  const { rows } = await project.query('facts.list', { limit: 1000 })
  const complete = rows.filter(({ missing, state }) => missing.length === 0 && state === 'proposed')
  const accept = complete.map(({ id }) => ({ id: `accept-${id}`, type: 'fact.accept', payload: { factId: id } }))
  await project.apply([...accept, { id: 'dataset', type: 'dataset.create', payload: { name: 'All' } }])
  for (const format of readableFormats)
    await project.exportDataset({ dataset: 'All', format, path: exported(format) }, {})
  written = (await project.query('datasets.rows', { datasetId: (await project.query('datasets.list', {}))[0]?.id ?? raise(), limit: 1000 })).rows
  sources = await names(project)
  await project.close()
  await (await fresh('template', false)).close()
}, 300_000) // prettier-ignore
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

function raise(): never {
  throw new Error('there is no dataset')
}

const opened = (name: string): Promise<ProjectSession> =>
  openSession(join(root, name), { author: 'Ada', quiet: true })

async function fresh(name: string, extract: boolean, articles = samples): Promise<ProjectSession> {
  await createProject(join(root, name), { name, language: 'en' })
  const project = await opened(name)
  if (articles !== '') await project.importPaths([articles], { extract })
  return project
}

const asked = (paths: readonly string[], more: Partial<AnnotationRequest> = {}): AnnotationRequest => ({
  paths, mapping: noMapping, as: 'added', dryRun: false, ...more,
}) // prettier-ignore

/** A fact by its words: article, type, evidence, and what fills which role. */
function told(fact: FactView, articles: ReadonlyMap<string, string>, format: ReadableFormat): string {
  const fillers = fact.slots.flatMap(({ role, start, end, notStated }) => {
    if (start !== null && end !== null) return [`${role}=${String(start)}-${String(end)}`]
    return notStated && format !== 'doccano' ? [`${role}=?`] : []
  })
  const spans = fact.evidence.map(({ start, end }) => `${String(start)}-${String(end)}`)
  return [articles.get(fact.articleId), fact.type, spans.join(';'), ...fillers.sort()].join(' ')
}

async function names(project: ProjectSession): Promise<ReadonlyMap<string, string>> {
  const { rows } = await project.query('articles.list', { limit: 100 })
  return new Map(rows.map(({ id, textSha256 }) => [id, textSha256.slice(0, 8)]))
}

async function toldBy(project: ProjectSession, format: ReadableFormat): Promise<readonly string[]> {
  const articles = await names(project)
  const { rows } = await project.query('facts.list', { limit: 1000 })
  return rows.map((fact) => told(fact, articles, format)).sort()
}

describe('what names mean', () => {
  it('is remembered for files of the same format, until something else is said; undone with the import', async () => {
    const project = await fresh('remembering', false, '')
    const file = join(root, 'Namen.conll')
    writeFileSync(file, 'Ada B-MENSCH\nBerg I-MENSCH\nsprach O\nin O\nWien B-STADT\n. O\n')
    const meant = async (more: Partial<AnnotationRequest> = {}): Promise<readonly (string | null)[]> =>
      (await project.importAnnotations(asked([file], { dryRun: true, ...more }), {})).names.map(({ name, meaning }) => `${name} ${JSON.stringify(meaning)}`)
    const [unknown] = await meant()
    expect(unknown).toContain('null')
    const mapping = { ...noMapping, mentions: { MENSCH: 'PER', STADT: 'LOC' } }
    const once = await meant({ mapping })
    // Looking at files remembers nothing.
    expect(await meant()).not.toEqual(once)
    await project.importAnnotations(asked([file], { mapping }), {})
    expect(await meant()).toEqual(once)
    const other = { ...noMapping, mentions: { STADT: 'GPE' } }
    expect(await meant({ mapping: other })).toEqual(await meant({ mapping: { ...noMapping, mentions: { MENSCH: 'PER', STADT: 'GPE' } } }))
    await project.apply([{ id: 'undo', type: 'history.undo', payload: {} }])
    expect(await meant()).not.toEqual(once)
    await project.close()
  }) // prettier-ignore
})

describe('a project without annotations', () => {
  let project: ProjectSession
  beforeEach(async () => {
    rmSync(join(root, 'bare'), { recursive: true, force: true })
    cpSync(join(root, 'template'), join(root, 'bare'), { recursive: true })
    project = await opened('bare')
  })
  afterEach(async () => {
    await project.close()
  })

  it.each(readableFormats)('takes in what was exported for %s, as one step that can be undone', async (format) => {
    const report = await project.importAnnotations(asked([exported(format)]), { author: 'Boris' })
    expect(report.totals).toMatchObject({ matched: 8, new: 0, missing: 0, lost: 0, refused: 0, repaired: 0 })
    expect(report.totals.mentions).toBeGreaterThan(100)
    if (format !== 'conll') {
      expect(await toldBy(project, format)).toEqual(written.map((fact) => told(fact, sources, format)).sort())
      const { rows } = await project.query('facts.list', { limit: 1000 })
      const decided = rows.filter(({ state }) => state === 'added')
      expect(decided.length).toBe(report.totals.facts)
      expect(new Set(decided.map(({ coder }) => coder))).toEqual(new Set(['Boris']))
    }
    const again = await project.importAnnotations(asked([exported(format)]), { author: 'Boris' })
    expect(again.totals).toMatchObject({ mentions: 0, facts: 0, waiting: 0 })
    await project.apply([{ id: 'undo-2', type: 'history.undo', payload: { seq: again.seq ?? 0 } }])
    const [undone] = await project.apply([{ id: 'undo-1', type: 'history.undo', payload: { seq: report.seq ?? 0 } }])
    expect(undone).toMatchObject({ ok: true })
    expect((await project.query('facts.list', { limit: 10 })).total).toBe(0)
    expect((await project.query('project.verify', {})).ok).toBe(true)
  }, 120_000) // prettier-ignore

  it('is told what would be done and stays as it is', async () => {
    const before = (await project.query('project.status', {}))?.revision
    const dry = await project.importAnnotations(asked([exported('brat')], { dryRun: true }), {
      author: 'Boris',
    })
    expect((await project.query('project.status', {}))?.revision).toBe(before)
    const real = await project.importAnnotations(asked([exported('brat')]), { author: 'Boris' })
    expect(dry).toEqual({ ...real, dryRun: true, seq: null })
  })

  it('takes facts in as proposals, which are then decided on like any other', async () => {
    const report = await project.importAnnotations(asked([exported('xmi')], { as: 'proposals' }), { author: 'Boris' })
    expect(report.totals).toMatchObject({ facts: 0, waiting: written.length })
    const { rows } = await project.query('facts.list', { limit: 1000 })
    expect(new Set(rows.map(({ state, rule, coder }) => [state, rule, coder].join()))).toEqual(new Set(['proposed,import/xmi,']))
    const whole = rows.find(({ missing }) => missing.length === 0) ?? raise()
    await project.apply([{ id: 'yes', type: 'fact.accept', payload: { factId: whole.id } }])
    const { rows: after } = await project.query('facts.list', { limit: 1000 })
    expect(after.find(({ id }) => id === whole.id)).toMatchObject({ state: 'accepted', coder: 'Ada' })
  }) // prettier-ignore

  it('has offsets repaired that count bytes or UTF-16 where the format counts code points', async () => {
    for (const unit of ['bytes', 'utf-16'] as const) {
      const folder = recounted(unit)
      const { totals, articles } = await project.importAnnotations(asked([folder], { dryRun: true }), {})
      expect(totals).toMatchObject({ lost: 0, refused: 0, missing: 0 })
      // Articles without a character beyond ASCII count the same in every unit.
      const counted = articles.filter(({ places }) => places.counted !== places.declared)
      if (unit === 'bytes') expect(counted.length).toBe(8)
      for (const { places } of counted) expect(places).toMatchObject({ counted: unit, exact: 0 })
      if (unit === 'bytes') expect(totals.repaired).toBeGreaterThan(200)
    }
  })

  it('is left untouched by an import that fails', async () => {
    const before = await project.query('project.status', {})
    const files = join(root, 'broken')
    mkdirSync(files)
    writeFileSync(join(files, 'bomb.xmi'), '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xmi:XMI xmlns:xmi="http://www.omg.org/XMI">&b;</xmi:XMI>')
    writeFileSync(join(files, 'cut.xmi'), readFileSync(xmiOf(), 'utf8').slice(0, 2000))
    const refused = await project.importAnnotations(asked([files]), {})
    expect(refused.unread.map(({ name, error }) => [name, error.code])).toEqual([['bomb.xmi', 'file.damaged'], ['cut.xmi', 'file.damaged']])
    await expect(project.importAnnotations(asked([samples]), {})).rejects.toMatchObject({ code: 'annotations.unknown' })
    await expect(project.importAnnotations(asked([exported('brat'), exported('xmi')]), {})).rejects.toMatchObject({ code: 'annotations.mixed' })
    await expect(project.importAnnotations(asked([join(root, 'nowhere.ann')]), {})).rejects.toBeInstanceOf(BelegError)
    expect(await project.query('project.status', {})).toEqual(before)
  }) // prettier-ignore

  it('keeps what it has where the store refuses in the middle of the step', async () => {
    const [article] = (await project.query('articles.list', {})).rows
    const before = await project.query('project.status', {})
    await project.close()
    const nobody = (): void => undefined
    const store = await startStore(
      { folder: join(root, 'bare'), resources: resourcesFolder(), takeOver: false, acceptDamage: false, readOnly: false, author: 'Ada', quiet: true },
      { onChange: nobody, onStatus: nobody, onNotice: nobody, onGone: nobody },
    )
    const mention = (end: number): PlacedArticle['mentions'][number] => ({ id: 'm', type: 'PER', form: 'name', identifiers: [], entityId: null, span: { start: 0, end, surface: 'x' } })
    const known = [5, 10_000_000].map((end) => ({ articleId: article?.id ?? raise(), mentions: [mention(end)], facts: [] }))
    const ask = { commandId: 'bad', author: 'Ada', as: 'added' as const, format: 'brat' as const, mapping: noMapping, dryRun: false, known, fresh: [], texts: [] }
    await expect(store.perform('importAnnotations', ask)).rejects.toMatchObject({ code: 'span.outside' })
    await store.perform('close', null)
    project = await opened('bare')
    const after = await project.query('project.status', {})
    expect(after?.revision).toBe(before?.revision)
    expect((await project.query('articles.open', { articleId: article?.id ?? raise() })).mentions).toEqual([])
  }) // prettier-ignore
})

describe('an empty project', () => {
  it('gets the articles whose text is in the files, and is told of those whose text is not', async () => {
    const project = await fresh('empty', false, '')
    try {
      const missing = await project.importAnnotations(asked([exported('w3c')]), {})
      expect(missing.totals).toMatchObject({ matched: 0, new: 0, missing: 8, facts: 0 })
      const report = await project.importAnnotations(asked([exported('brat')]), { author: 'Boris' })
      expect(report.totals).toMatchObject({ matched: 0, new: 8, missing: 0, refused: 0 })
      expect(report.totals.facts + report.totals.waiting).toBe(written.length)
      // The articles are there now, and what has no text of its own finds them by the checksum.
      const then = await project.importAnnotations(asked([exported('w3c')]), { author: 'Boris' })
      expect(then.totals).toMatchObject({ matched: 8, mentions: 0 })
      expect((await project.query('project.verify', {})).ok).toBe(true)
    } finally {
      await project.close()
    }
  })

  it('finds the article by its quotes where the text has changed', async () => {
    const changed = join(root, 'changed')
    mkdirSync(changed)
    for (const name of readdirSync(samples).slice(0, 3)) {
      const text = readFileSync(join(samples, name), 'utf8')
      writeFileSync(join(changed, name), `Nachgedruckt von anderswo.\n\n${text}`)
    }
    const project = await fresh('moved', false, changed)
    try {
      const report = await project.importAnnotations(asked([exported('doccano')]), { author: 'Boris' })
      const found = report.articles.filter(({ basis }) => basis === 'quotes')
      expect(found.length).toBe(3)
      expect(report.totals).toMatchObject({ matched: 3, new: 5 })
      for (const { places } of found) expect(places.repaired).toBeGreaterThan(places.lost * 10)
      const { rows } = await project.query('articles.list', { limit: 10 })
      const first = rows.find(({ id }) => id === found[0]?.articleId) ?? raise()
      const { text, mentions } = await project.query('articles.open', { articleId: first.id })
      for (const { start, end, surface } of mentions) expect(text.slice(start, end)).toBe(surface)
    } finally {
      await project.close()
    }
  })
})

describe('foreign types', () => {
  const ann =
    'T1\tPERSON 0 4\tAnna\nT2\tTreffen 5 9\ttraf\nT3\tPERSON 10 15\tBoris\nE1\tTreffen:T2 Wer:T1 Wer2:T3\nR1\tkennt Arg1:T1 Arg2:T3\n'
  async function imported(name: string, more: Partial<AnnotationRequest>): Promise<AnnotationReport> {
    const folder = join(root, name)
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.txt'), 'Anna traf Boris.\n')
    writeFileSync(join(folder, 'a.ann'), ann)
    const project = await fresh(`${name}-project`, false, '')
    try {
      return await project.importAnnotations(asked([folder], more), { author: 'Boris' })
    } finally {
      await project.close()
    }
  } // prettier-ignore

  it('are listed and never guessed', async () => {
    const { articles, totals, ok, names } = await imported('plain', {})
    expect(ok).toBe(false)
    expect(names).toEqual([
      { kind: 'fact', name: 'Treffen', count: 1, meaning: null },
      { kind: 'mention', name: 'PERSON', count: 2, meaning: null },
      { kind: 'relation', name: 'kennt', count: 1, meaning: null },
    ])
    expect(totals).toMatchObject({ mentions: 0, facts: 0, waiting: 0 })
    expect(articles[0]?.problems).toEqual([
      { code: 'unknownMention', where: 'PERSON', count: 2 },
      { code: 'unknownFact', where: 'Treffen', count: 1 },
      { code: 'unknownArrow', where: 'kennt', count: 1 },
    ])
  })

  it('mean what a mapping says', async () => {
    const mapping = { mentions: { PERSON: 'PER' }, facts: { Treffen: 'meeting' }, roles: { Wer: 'participant' }, relations: { kennt: { type: 'diplomatic_relations', from: 'party', to: 'party' } } }
    const { articles, totals, names } = await imported('mapped', { mapping })
    expect(articles[0]?.problems).toEqual([])
    expect(names.map(({ kind, name, meaning }) => [kind, name, meaning])).toEqual([
      ['fact', 'Treffen', 'meeting'],
      ['mention', 'PERSON', 'PER'],
      ['relation', 'kennt', 'diplomatic_relations'],
      ['role', 'meeting.Wer', 'participant'],
      ['role', 'meeting.Wer2', 'participant'],
    ])
    expect(totals).toMatchObject({ mentions: 2, lost: 0 })
    expect(totals.facts + totals.waiting).toBe(2)
  }) // prettier-ignore

  it('are left out without complaint where the mapping says so', async () => {
    const mapping = { mentions: { PERSON: 'PER' }, facts: { Treffen: '' }, roles: {}, relations: { kennt: { type: '', from: '', to: '' } } }
    const { articles, totals, names, ok } = await imported('dropped', { mapping })
    expect(articles[0]?.problems).toEqual([])
    expect([ok, totals.mentions, totals.facts + totals.waiting]).toEqual([true, 2, 0])
    expect(names.filter(({ meaning }) => meaning === '').map(({ name }) => name)).toEqual(['Treffen', 'kennt'])
  }) // prettier-ignore
})

/** The brat export with its offsets counted otherwise, as a folder. */
function recounted(unit: 'bytes' | 'utf-16'): string {
  const folder = join(root, `brat-${unit}`)
  mkdirSync(folder)
  const files = unzipSync(readFileSync(exported('brat')))
  for (const [name, bytes] of Object.entries(files)) {
    if (!name.endsWith('.ann')) {
      writeFileSync(join(folder, name), bytes)
      continue
    }
    const points = Array.from(Buffer.from(files[name.replace(/ann$/, 'txt')] ?? []).toString('utf8'))
    const before = [0]
    for (const point of points) before.push((before.at(-1) ?? 0) + (unit === 'bytes' ? Buffer.byteLength(point) : point.length))
    const lines = Buffer.from(bytes).toString('utf8').split('\n')
    const changed = lines.map((line) =>
      line.replace(/^(T\d+\t\S+ )([\d ;]+)/, (_, head: string, places: string) => `${head}${places.replace(/\d+/g, (n) => String(before[Number(n)] ?? -1))}`),
    )
    writeFileSync(join(folder, name), changed.join('\n'))
  }
  return folder
} // prettier-ignore

function xmiOf(): string {
  const folder = join(root, 'one-xmi')
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(exported('xmi')))))
    if (name.endsWith('.xmi')) writeFileSync(join(folder, 'one.xmi'), bytes)
  cpSync(folder, join(root, 'kept-xmi'), { recursive: true })
  return join(folder, 'one.xmi')
}
