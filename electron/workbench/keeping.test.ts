import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelInput, ChannelName, ChannelOutput } from '../../shared/contract/index.ts'
import type { BelegFailure, Result } from '../../shared/errors.ts'
import { startWorkbench, type Workbench } from './workbench.ts'

let root: string
let workbench: Workbench
const at = (...parts: readonly string[]): string => join(root, ...parts)
const token = (...parts: readonly string[]): string => workbench.placeOf(at(...parts)).token

const ask = <N extends ChannelName>(channel: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>>> =>
  workbench.call(channel, input) as Promise<Result<ChannelOutput<N>>>
async function given<N extends ChannelName>(channel: N, input: ChannelInput<N>): Promise<ChannelOutput<N>> {
  const answer = await ask(channel, input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}
async function refusal(channel: ChannelName, input: unknown): Promise<BelegFailure['code'] | null> {
  const answer = await workbench.call(channel, input)
  return answer.ok ? null : answer.error.code
}
let serial = 0
async function apply(type: string, payload: object): Promise<number> {
  serial += 1
  const [answer] = (
    await given('commands.apply', { commands: [{ id: `c${String(serial)}`, type, payload }] })
  ).answers
  if (answer?.error !== undefined) throw new Error(answer.error.message)
  return answer?.seq ?? 0
}

const first = 'Am 3. März 2021 besuchte Ministerin Xaveria Quendolin die Stadt Kronburg.\n'
const second = 'Am 4. März 2021 sprach Botschafter Orhan Tesfai in Kronburg mit der Presse.\n'

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-keeping-'))
  workbench = startWorkbench({
    shell: {
      capabilities: { shell: 'browser', nativeDialogs: false, drop: 'upload', reveal: false, download: true },
    },
    stateFolder: at('state'),
  })
  mkdirSync(at('articles'))
  writeFileSync(at('articles', 'a.txt'), first)
  writeFileSync(at('articles', 'b.txt'), second)
  await given('project.create', { parent: token(), name: 'Probe', language: 'de' })
  await apply('coder.set', { name: 'Ada' })
  const done = new Promise<void>((resolve) => {
    const stop = workbench.subscribe((push) => {
      if (push.kind !== 'job' || push.job.state === 'running') return
      stop()
      resolve()
    })
  })
  await given('import.start', { places: [token('articles')], extract: false })
  await done
})
afterEach(async () => {
  await workbench.close()
  rmSync(root, { recursive: true, force: true })
})

const articles = async () => (await given('articles.list', {})).rows
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })

describe('keeping a project', () => {
  it('a backup is listed with its day, size and last step, and becomes a project in a new folder, checked and whole', async () => {
    await apply('entity.create', { type: 'PER', labelDe: 'Vorher' })
    const backup = await given('project.backup', {})
    await apply('entity.create', { type: 'PER', labelDe: 'Nachher' })
    const listed = await given('project.backups', {})
    expect(listed).toEqual([backup])
    expect(backup.bytes).toBeGreaterThan(1000)

    const into = { backup: backup.token, parent: token(), name: 'Von gestern' }
    const restored = await given('project.restore', into)
    expect(restored.kind).toBe('project')
    // It is not opened by itself, and what is there is not written over.
    expect((await given('project.status', {}))?.place).toBe(at('Probe.beleg'))
    expect(await refusal('project.restore', into)).toBe('project.exists')
    const opened = await given('project.open', { place: restored.token })
    expect(opened.place).toBe(at('Von gestern.beleg'))
    const names = (await given('entities.list', {})).rows.map(({ labelDe }) => labelDe)
    expect(names).toContain('Vorher')
    expect(names).not.toContain('Nachher')
    expect(await given('project.verify', {})).toMatchObject({ ok: true, problems: [] })
  })

  it('a file that is no backup is refused, and no folder stays that could be taken for a project', async () => {
    writeFileSync(at('keine.zip'), 'keine Sicherung')
    expect(
      await refusal('project.restore', { backup: token('keine.zip'), parent: token(), name: 'Nichts' }),
    ).toBe('backup.unreadable')
    expect(existsSync(at('Nichts.beleg', 'project.json'))).toBe(false)
    expect(
      await refusal('project.restore', {
        backup: token('keine.zip'),
        parent: token(),
        name: 'Nichts',
        more: 1,
      }),
    ).toBe('input.invalid')
  })

  it('a copy is written beside the open project, and opens with all that was decided', async () => {
    await apply('entity.create', { type: 'PER', labelDe: 'Jemand' })
    const copy = await given('project.copy', { parent: token(), name: 'Kopie' })
    expect(await refusal('project.copy', { parent: token(), name: 'Kopie' })).toBe('project.exists')
    await given('project.open', { place: copy.token })
    expect((await given('entities.list', { search: 'Jemand' })).total).toBe(1)
    expect((await given('history.list', {})).rows.length).toBeGreaterThan(2)
  })

  it('the journal goes into a folder or a file that was chosen, and writes over nothing', async () => {
    mkdirSync(at('out'))
    const one = await given('project.journal', { place: token('out') })
    const two = await given('project.journal', { place: token('out') })
    expect([one.file, two.file]).toEqual([at('out', 'journal.jsonl'), at('out', 'journal (2).jsonl')])
    expect(one.rows).toBe(readFileSync(one.file, 'utf8').trim().split('\n').length)
    expect(await refusal('project.journal', { place: token('out', 'journal.jsonl') })).toBe('file.exists')
  })

  it('a damaged text is named with its article', async () => {
    const [text = ''] = filesIn(at('Probe.beleg', 'texts'))
    writeFileSync(text, `${readFileSync(text, 'utf8')}!`)
    const { ok, problems } = await given('project.verify', {})
    expect(ok).toBe(false)
    const titles = (await articles()).map(({ title }) => title)
    expect(problems[0]).toMatchObject({ code: 'file-differs' })
    expect(titles).toContain(problems[0]?.about?.[0])
  })
})

describe('the history over its channels', () => {
  it('plans the undo of an old step, does it with what rests on it, and tells by the feed what changed', async () => {
    await apply('entity.create', { type: 'PER', labelDe: 'Anna' })
    const [entity] = (await given('entities.list', { search: 'Anna' })).rows
    const seq = await apply('entity.update', { entityId: entity?.id, country: 'DEU' })
    const later = await apply('entity.update', { entityId: entity?.id, country: 'AUT' })
    const plan = await given('history.undoPlan', { seq })
    expect(plan).toMatchObject({ possible: true, seqs: [later, seq] })
    const told: string[][] = []
    workbench.subscribe((push) => {
      if (push.kind === 'change') told.push(push.change.entityIds)
    })
    await apply('history.undo', { seq, together: plan.seqs })
    expect(told.flat()).toContain(entity?.id)
    expect((await given('entities.list', { search: 'Anna' })).rows[0]?.country).toBeNull()
    const step = await given('history.step', { seq: later })
    expect(step.row).toMatchObject({ type: 'entity.update', coder: 'Ada' })
    expect(step.changes).toMatchObject([
      { table: 'entity', before: { country: 'DEU' }, after: { country: 'AUT' } },
    ])
    const of = await given('history.list', { entityId: entity?.id })
    expect(of.rows.map(({ type }) => type)).toEqual([
      'history.undo',
      'entity.update',
      'entity.update',
      'entity.create',
    ])
    expect((await given('history.coders', {})).map(({ name }) => name)).toContain('Ada')
    expect(await refusal('history.undoPlan', { seq })).toBe('undo.nothing')
    expect(await refusal('history.list', { unknown: true })).toBe('input.invalid')
  })
})

describe('long work as a job', () => {
  /** Cancels the next job of a kind as soon as it is told of. */
  const cancelNext = (kind: string): { readonly states: string[] } => {
    const states: string[] = []
    workbench.subscribe((message) => {
      if (message.kind !== 'job' || message.job.kind !== kind) return
      states.push(message.job.state)
      if (states.length === 1) void workbench.call('jobs.cancel', { jobId: message.job.id })
    })
    return { states }
  }

  it('checking, backing up, copying and restoring are told of, how far they are and how they end', async () => {
    const told: string[] = []
    const shares = new Map<string, number>()
    workbench.subscribe((message) => {
      if (message.kind !== 'job') return
      const { kind, state, done, total } = message.job
      if (state === 'running') return
      told.push(`${kind} ${state}`)
      if (state === 'done') shares.set(kind, done / (total ?? Number.NaN))
    })
    await given('project.verify', {})
    const backup = await given('project.backup', {})
    mkdirSync(at('jobs'))
    await given('project.copy', { parent: token('jobs'), name: 'Kopie' })
    await given('project.restore', { backup: backup.token, parent: token('jobs'), name: 'Zurück' })
    expect(await refusal('project.copy', { parent: token('jobs'), name: 'Kopie' })).toBe('project.exists')
    expect(told).toEqual(['verify done', 'backup done', 'copy done', 'restore done', 'copy failed'])
    for (const kind of ['backup', 'copy', 'restore']) expect([kind, shares.get(kind)]).toEqual([kind, 1])
    // What a replay takes is an estimate.
    expect(shares.get('verify')).toBeGreaterThan(0.7)
    expect(existsSync(at('jobs', 'Kopie.beleg', 'project.json'))).toBe(true)
  })

  it('a copy that is cancelled leaves no folder, and can be made again under the same name', async () => {
    mkdirSync(at('jobs'))
    const { states } = cancelNext('copy')
    expect(await refusal('project.copy', { parent: token('jobs'), name: 'Kopie' })).toBe('job.cancelled')
    expect(states.at(-1)).toBe('cancelled')
    expect(existsSync(at('jobs', 'Kopie.beleg'))).toBe(false)
    await given('project.copy', { parent: token('jobs'), name: 'Kopie' })
    expect(existsSync(at('jobs', 'Kopie.beleg', 'project.json'))).toBe(true)
  })

  it('a check that is cancelled ends as such; the next one runs', async () => {
    const { states } = cancelNext('verify')
    expect(await refusal('project.verify', {})).toBe('job.cancelled')
    expect(states.at(-1)).toBe('cancelled')
    expect(await given('project.verify', {})).toMatchObject({ ok: true })
  })
})

describe('removing for good over its channels', () => {
  it('says what goes, wants the name of the project, and leaves no byte of the text; the other article stays', async () => {
    const [gone, stays] = await articles()
    const words = gone?.sourceName === 'a.txt' ? 'Quendolin' : 'Tesfai'
    await apply('article.triage', { articleId: gone?.id, state: 'not_relevant', reason: `Betrifft ${words}` })
    await apply('article.triage', { articleId: stays?.id, state: 'finished' })
    await given('project.backup', {})
    const request = { articleIds: gone === undefined ? [] : [gone.id], entityIds: [] }
    const preview = await given('project.purgePreview', request)
    expect(preview).toMatchObject({ confirm: 'Probe', articles: [{ id: gone?.id }], holdings: { texts: 1, backups: 1 } })
    expect(await refusal('project.purge', { ...request, confirm: 'probe', commandId: 'p' })).toBe('purge.unconfirmed')
    const report = await given('project.purge', { ...request, confirm: 'Probe', commandId: 'p' })
    expect(report).toMatchObject({ unfinished: false })
    expect(report.steps).toBeGreaterThan(0)
    expect(filesIn(at('Probe.beleg')).filter((path) => readFileSync(path).includes(words))).toEqual([])
    expect((await articles()).map(({ id, triage }) => [id, triage])).toEqual([[stays?.id, 'finished']])
    expect(await given('project.verify', {})).toMatchObject({ ok: true })
  })
}) // prettier-ignore
