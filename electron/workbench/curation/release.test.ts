import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { openSession } from '../open-session.ts'
import type { ProjectSession } from '../session.ts'
import type { FreezeRequest } from './freeze.ts'
import { projectOfThree } from './testing/three-articles.ts'

/** The tool whoever gets a release checks it with. */
const sha256sum = 'sha256sum'

let root: string
let project: ProjectSession
let serial = 0
const at = (...parts: readonly string[]): string => join(root, ...parts)
const open = async (): Promise<void> => {
  project = await openSession(at('project'), { author: 'Ada Berg' })
}

const secret = 'Quendolin'
/** The same length as the names it takes the place of, so that every offset holds. */
const asSecret = (text: string): string => text.replaceAll('Lindqvist', secret).replaceAll('Mara', 'Xave')

let made: string
/** A project with three articles, the first about somebody else, made once and copied for every test. */
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'beleg-release-made-'))
  const folder = join(made, 'project')
  await projectOfThree(folder, asSecret)
})
afterAll(() => {
  rmSync(made, { recursive: true, force: true })
})
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-release-'))
  cpSync(join(made, 'project'), at('project'), { recursive: true })
  await open()
})
afterEach(async () => {
  await project.close()
  rmSync(root, { recursive: true, force: true })
})

async function give(type: string, payload: object): Promise<Readonly<Record<string, readonly string[]>>> {
  const [answer] = await project.apply([{ id: `c${String(++serial)}`, type, payload }])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
  return answer?.created ?? {}
}
const facts = async (): Promise<readonly FactView[]> =>
  (await project.query('facts.list', { limit: 1000 })).rows
const whole = (fact: FactView): boolean => fact.missing.length === 0 && fact.state === 'proposed'

/** A dataset of facts that can be accepted, from either article in turn. */
async function dataset(count = 4): Promise<string> {
  const all = (await facts()).filter(whole)
  const ofArticle = [...new Set(all.map(({ articleId }) => articleId))].map((id) =>
    all.filter(({ articleId }) => articleId === id),
  )
  const inTurn = all.flatMap((_, at) => ofArticle.flatMap((own) => own[at] ?? []))
  if (inTurn.length < count)
    throw new Error(`only ${String(inTurn.length)} of ${String((await facts()).length)} facts are whole`)
  for (const { id } of inTurn.slice(0, count)) await give('fact.accept', { factId: id })
  return (await give('dataset.create', { name: 'Treffen' }))['dataset']?.[0] ?? ''
}
const freeze = (of: string, more: Partial<FreezeRequest> = {}) =>
  project.freezeRelease({
    dataset: of,
    formats: ['csv-facts', 'jsonl'],
    language: 'en',
    despite: true,
    ...more,
  })
const write = (releaseId: string, name: string, as: 'folder' | 'zip' = 'folder') =>
  project.writeRelease({ releaseId, path: at(name), as })

function everyFile(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (statSync(join(folder, name)).isFile())
      found[name] = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')
  }
  return found
}
const page = (folder: string, name: string): string => readFileSync(at(folder, name), 'utf8')
const idOf = (answer: Awaited<ReturnType<typeof freeze>>): string => answer.release?.id ?? ''

describe('a release', () => {
  it('is a package whose checksums hold, with what explains it beside the data', async () => {
    const of = await dataset()
    const { release } = await freeze(of, { note: 'Erster Stand', licence: 'CC BY 4.0' })
    expect(release).toMatchObject({ number: 1, version: '1', facts: 4, coder: 'Ada Berg', changes: null })
    await write(release?.id ?? '', 'eins')
    expect(Object.keys(everyFile(at('eins')))).toEqual([
      'CHANGES.md',
      'README.md',
      'SHA256SUMS',
      'changes.jsonl',
      'codebook.json',
      join('data', 'facts.facts.csv'),
      join('data', 'facts.jsonl'),
      'datapackage.json',
      'registry.jsonl',
    ])
    expect(
      execFileSync(sha256sum, ['-c', '--strict', 'SHA256SUMS'], { cwd: at('eins'), encoding: 'utf8' }),
    ).not.toContain('FAILED')
    const about = JSON.parse(page('eins', 'datapackage.json')) as {
      readonly resources: readonly {
        readonly path: string
        readonly bytes: number
        readonly hash: string
        readonly schema?: { readonly fields: readonly { readonly name: string; readonly type: string }[] }
      }[]
      readonly created: string
    }
    for (const { path, bytes, hash } of about.resources) {
      const content = readFileSync(at('eins', path))
      expect([path, bytes, hash]).toEqual([
        path,
        content.length,
        `sha256:${createHash('sha256').update(content).digest('hex')}`,
      ])
    }
    const table = about.resources.find(({ path }) => path.endsWith('.csv'))?.schema?.fields ?? []
    expect(table.find(({ name }) => name === 'fact_id')?.type).toBe('string')
    expect(table.find(({ name }) => name === 'edited')?.type).toBe('boolean')
    expect(about.created).toBe(release?.createdAt)
    const readme = page('eins', 'README.md')
    for (const words of [
      'Erster Stand',
      'CC BY 4.0',
      '4 facts',
      'Ada Berg (4)',
      'not measured',
      'UTF-16 code units',
      'nobody decided',
      'sha256sum -c',
    ])
      expect(readme).toContain(words)
    expect(page('eins', 'CHANGES.md')).toContain('first release')
  })

  it('is the same to the byte whatever is done to the project afterwards, in any time zone and language of the system', async () => {
    const of = await dataset()
    const first = idOf(
      await freeze(of, { formats: ['csv-facts', 'csv-slots', 'jsonl'], options: { texts: 'full' } }),
    )
    await write(first, 'eins')
    await write(first, 'eins.zip', 'zip')
    const [one, other] = (await project.query('entities.list', { types: ['PER'] })).rows
    await give('fact.reject', {
      factId: (await facts()).find(({ state }) => state === 'accepted')?.id,
      reason: 'duplicate',
    })
    await give('entity.merge', {
      into: one?.id,
      from: [other?.id],
      despite: ['types', 'countries', 'identifiers', 'distinct'],
      labelDe: 'Beide',
    })
    await give('coder.set', { name: 'Jemand anderes' })
    await give('project.rename', { name: 'Anders' })
    await give('dataset.update', { datasetId: of, name: 'Umbenannt' })
    await project.close()
    const [zone, language] = [process.env['TZ'], process.env['LANG']]
    process.env['TZ'] = 'Pacific/Kiritimati'
    process.env['LANG'] = 'tr_TR.UTF-8'
    try {
      await open()
      await write(first, 'zwei')
      await write(first, 'zwei.zip', 'zip')
    } finally {
      process.env['TZ'] = zone
      process.env['LANG'] = language
    }
    expect(everyFile(at('zwei'))).toEqual(everyFile(at('eins')))
    expect(readFileSync(at('zwei.zip')).equals(readFileSync(at('eins.zip')))).toBe(true)
  })

  it('tells what changed since the one before and why, and keeps its number for ever', async () => {
    const of = await dataset(4)
    await freeze(of)
    const accepted = (await facts()).filter(({ state }) => state === 'accepted')
    const more = (await facts()).find(whole)
    await give('fact.reject', { factId: accepted[0]?.id, reason: 'not_in_text' })
    await give('fact.annotate', { factId: accepted[1]?.id, flag: true })
    await give('fact.accept', { factId: more?.id })
    const person = (await project.query('entities.list', { types: ['PER'], search: 'Tesfai' })).rows[0]
    const spoken = (await project.query('entities.concordance', { entityId: person?.id ?? '' })).rows.at(-1)
    await give('entity.split', {
      entityId: person?.id,
      what: { by: 'articles', articleIds: [spoken?.articleId] },
      to: { kind: 'new', type: 'PER', name: 'Tesfai der Jüngere' },
    })
    const second = await freeze(of, { language: 'en' })
    expect(second.release).toMatchObject({
      number: 2,
      version: '2',
      changes: { against: '1', added: 1, removed: 1 },
    })
    await write(idOf(second), 'zwei')
    const changes = page('zwei', 'CHANGES.md')
    expect(changes).toContain('1 fact removed by being rejected')
    expect(changes).toContain('1 fact added by being accepted')
    expect(changes).toMatch(/changed because “.*Tesfai” was split: part of it is “Tesfai der Jüngere” now/)
    const third = await freeze(of, { version: '2.1' })
    expect(third.release).toMatchObject({
      number: 3,
      version: '2.1',
      changes: { added: 0, removed: 0, changed: 0 },
    })
    await expect(freeze(of, { version: '2.1' })).rejects.toMatchObject({ code: 'release.version' })
    const [one, , three] = await project.query('releases.list', {})
    const between = await project.compareReleases(three?.id ?? '', one?.id ?? '')
    expect(between).toMatchObject({ from: '1', to: '2.1', added: 1, removed: 1 })
    expect(between.groups.map(({ cause }) => cause.type)).toContain('entity.split')
    // What has releases stays, and a release cannot be taken back.
    await expect(give('dataset.remove', { datasetId: of })).rejects.toMatchObject({
      code: 'dataset.released',
    })
    const [step] = (await project.query('history.list', { types: ['release.freeze'] })).rows
    expect(step).toMatchObject({ label: 'Treffen · 2.1', undoable: false, lock: 'never' })
  })

  it('is refused where something is open, unless the person says so, and always where a fact is not valid', async () => {
    const of = await dataset()
    await expect(freeze(of, { despite: false })).rejects.toMatchObject({ code: 'release.open' })
    const { points } = await project.checkDataset(of)
    expect(points.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['undecided', 'sweep']))
    expect(points.find(({ kind }) => kind === 'sweep')?.rows[0]).toMatchObject({
      factId: null,
      articleTitle: expect.any(String) as unknown,
    })
    const bare = (await facts()).find(({ missing }) => missing.length > 0)
    await give('dataset.member', { datasetId: of, factId: bare?.id, verdict: 'include' })
    const check = await project.checkDataset(of)
    expect(check.points.find(({ kind }) => kind === 'missing')?.rows[0]).toMatchObject({
      factId: bare?.id,
      count: 1,
    })
    await expect(freeze(of)).rejects.toMatchObject({ code: 'release.invalid' })
    expect(await project.query('releases.list', {})).toEqual([])
    await expect(freeze(await dataset(0).catch(() => ''), {})).rejects.toMatchObject({ code: 'dataset.name' })
  })

  it('leaves out names of coders and words of the articles where that is asked', async () => {
    const of = await dataset()
    await expect(freeze(of, { formats: ['brat'] })).rejects.toMatchObject({ code: 'export.needsTexts' })
    const silent = idOf(
      await freeze(of, {
        formats: ['csv-facts', 'csv-slots', 'jsonl', 'plover'],
        options: { texts: 'offsets', coderNames: false },
      }),
    )
    await write(silent, 'still')
    for (const file of readdirSync(at('still'), { recursive: true, encoding: 'utf8' })) {
      if (!statSync(at('still', file)).isFile()) continue
      const words = page('still', file)
      expect(words, file).not.toContain('Ada Berg')
      for (const phrase of ['Nordland sei', 'traf am 3. Mai', 'in Kronburg'])
        expect(words, file).not.toContain(phrase)
    }
    const full = idOf(await freeze(of, { options: { texts: 'full' } }))
    await write(full, 'ganz')
    const texts = readdirSync(at('ganz', 'texts'))
    expect(texts).toHaveLength(3)
    for (const name of texts)
      expect(
        createHash('sha256')
          .update(readFileSync(at('ganz', 'texts', name)))
          .digest('hex'),
      ).toBe(name.slice(0, 64))
  })

  it('says what it would be without freezing anything', async () => {
    const of = await dataset()
    const dry = await freeze(of, { dryRun: true, despite: false })
    expect(dry).toMatchObject({ release: null, version: '1', facts: 4 })
    expect(existsSync(at('project', 'releases'))).toBe(false)
    expect(await project.query('releases.list', {})).toEqual([])
  })

  it('leaves nothing behind where it is cancelled, and the project as it was', async () => {
    const of = await dataset()
    const before = (await project.query('project.status', {}))?.revision
    // At once, and when a part of it lies on the disk already.
    for (const share of [0, 0.4]) {
      const abort = new AbortController()
      let files = 0
      const cancelled = project.freezeRelease(
        { dataset: of, formats: ['jsonl'], language: 'en', despite: true },
        {
          signal: abort.signal,
          onProgress: ({ done, total }) => {
            if (done < total * share) return
            files = existsSync(at('project', 'releases'))
              ? Object.keys(everyFile(at('project', 'releases'))).length
              : 0
            abort.abort()
          },
        },
      )
      await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' })
      expect(files > 0).toBe(share > 0)
      expect((await project.query('project.status', {}))?.revision).toBe(before)
      expect(
        Object.keys(existsSync(at('project', 'releases')) ? everyFile(at('project', 'releases')) : {}),
      ).toEqual([])
    }
    const release = idOf(await freeze(of))
    const again = new AbortController()
    for (const as of ['folder', 'zip'] as const) {
      const writing = project.writeRelease(
        { releaseId: release, path: at('halb'), as },
        {
          signal: again.signal,
          onProgress: () => {
            again.abort()
          },
        },
      )
      await expect(writing).rejects.toMatchObject({ code: 'job.cancelled' })
      expect(readdirSync(root).filter((name) => name.includes('halb'))).toEqual([])
    }
    await write(release, 'ganz')
    await expect(write(release, 'ganz')).rejects.toMatchObject({ code: 'file.exists' })
  })

  it('goes along into backups and copies, and damage to it is told', async () => {
    const of = await dataset()
    const release = idOf(await freeze(of))
    await write(release, 'eins')
    expect(await project.verify()).toMatchObject({ ok: true })
    await project.copyTo(at('kopie'))
    await project.backup()
    await project.close()
    project = await openSession(at('kopie'), { author: 'Bo' })
    expect(await project.verify()).toMatchObject({ ok: true, problems: [] })
    await write(release, 'aus-kopie')
    expect(everyFile(at('aus-kopie'))).toEqual(everyFile(at('eins')))
    const [file] = readdirSync(at('kopie', 'releases'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.gz'),
    )
    const bytes = readFileSync(at('kopie', 'releases', file ?? ''))
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1
    writeFileSync(at('kopie', 'releases', file ?? ''), bytes)
    const { ok, problems } = await project.verify()
    expect(ok).toBe(false)
    expect(problems.map(({ code, where }) => [code, where])).toEqual([
      ['file-differs', relative(at('kopie'), at('kopie', 'releases', file ?? ''))],
    ])
    await expect(write(release, 'kaputt')).rejects.toMatchObject({ code: 'project.damaged' })
    expect(existsSync(at('kaputt'))).toBe(false)
  })

  it('loses what is removed for good, to the last byte', async () => {
    const of = await dataset(6)
    const release = idOf(await freeze(of, { options: { texts: 'full' } }))
    await give('fact.annotate', {
      factId: (await facts()).find(({ state }) => state === 'accepted')?.id,
      flag: true,
    })
    await freeze(of)
    const gone = (await project.query('articles.list', {})).rows[0]
    await project.purge({ articleIds: [gone?.id ?? ''], entityIds: [], confirm: 'Probe', commandId: 'p1' })
    const held = Object.keys(everyFile(at('project', 'releases')))
      .map((name) => gunzipSync(readFileSync(at('project', 'releases', name))).toString('utf8'))
      .join('\n')
    expect(held.length).toBeGreaterThan(1000)
    expect(held).not.toContain(gone?.id)
    for (const phrase of [secret, 'Xave']) expect(held).not.toContain(phrase)
    const [first] = await project.query('releases.list', {})
    expect(first?.purgedAt).not.toBeNull()
    expect(first?.articles).toBe(2)
    expect(await project.verify()).toMatchObject({ ok: true, problems: [] })
    await write(release, 'danach')
    expect(page('danach', 'README.md')).toContain('were removed from this release for good')
    expect(readdirSync(at('danach', 'texts'))).toHaveLength(2)
  })

  it('does not stand in the way of removing for good where a file of it is damaged: the file goes whole, and is named', async () => {
    const of = await dataset(6)
    await freeze(of)
    const parts = Object.keys(everyFile(at('project', 'releases')))
    const damaged =
      parts.find((name) =>
        gunzipSync(readFileSync(at('project', 'releases', name)))
          .toString('utf8')
          .includes('"decisions":'),
      ) ?? ''
    const bytes = readFileSync(at('project', 'releases', damaged))
    bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 20)
    writeFileSync(at('project', 'releases', damaged), bytes)
    await project.close()
    await open()
    const gone = (await project.query('articles.list', {})).rows[0]
    const purged = await project.purge({
      articleIds: [gone?.id ?? ''],
      entityIds: [],
      confirm: 'Probe',
      commandId: 'p1',
    })
    expect(purged).toMatchObject({ unfinished: false, damagedReleases: ['Treffen 1'] })
    expect(existsSync(at('project', 'releases', damaged))).toBe(false)
    const [release] = await project.query('releases.list', {})
    expect(release).toMatchObject({ facts: 0, articles: 2 })
    expect(await project.verify()).toMatchObject({ ok: true, problems: [] })
    // What is left of it can be written, and the next one be frozen.
    await write(release?.id ?? '', 'rest')
    expect((await freeze(of)).release?.number).toBe(2)
  })
})

describe('a disk that fails', () => {
  it('makes no release, and the project goes on', async () => {
    const of = await dataset()
    writeFileSync(at('project', 'releases'), 'in the way')
    await expect(freeze(of)).rejects.toMatchObject({ code: 'disk.failed' })
    expect(await project.query('releases.list', {})).toEqual([])
    rmSync(at('project', 'releases'))
    expect((await freeze(of)).release?.number).toBe(1)
  })
})
