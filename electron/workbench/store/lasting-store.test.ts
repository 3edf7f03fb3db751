import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProjectStatus } from '../../../shared/contract/index.ts'
import type { BelegFailure } from '../../../shared/errors.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import type { StoreStart } from './protocol.ts'
import { workerFromSource } from './testing/worker-from-source.ts'
import { startReader, startStore, type StoreHost } from './store-host.ts'

let root: string
let workers: Worker[]
let hosts: StoreHost[]
let notices: BelegFailure[]
let gone: BelegFailure[]
let statuses: number

const started = await workerFromSource()
function spawn(start: StoreStart): Worker {
  const worker = started(start)
  workers.push(worker)
  return worker
}

const start = (folder: string): StoreStart => ({
  folder,
  resources: resourcesFolder(),
  takeOver: false,
  acceptDamage: false,
  readOnly: false,
  author: 'Ada',
})

async function open(folder = join(root, 'project')): Promise<StoreHost> {
  const host = await startStore(
    start(folder),
    {
      onChange: () => undefined,
      onStatus: () => (statuses += 1),
      onNotice: (error) => notices.push(error),
      onGone: (error) => gone.push(error),
    },
    spawn,
  )
  hosts.push(host)
  return host
}

const rename = (name: string, id: string): object => ({ id, type: 'project.rename', payload: { name } })
const status = async (store: StoreHost): Promise<ProjectStatus> =>
  (await store.perform('query', { name: 'project.status', input: {} })) as ProjectStatus
const steps = async (store: StoreHost): Promise<number> =>
  (await store.perform('journal', { after: 0, limit: 500 })).lines.length
const kill = async (): Promise<unknown> => workers.at(-1)?.terminate()

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-lasting-'))
  workers = []
  hosts = []
  notices = []
  gone = []
  statuses = 0
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
})
afterEach(async () => {
  for (const host of hosts) await host.terminate()
  rmSync(root, { recursive: true, force: true })
})

describe('a store whose thread dies', () => {
  it('is opened again; what was unanswered is sent again and done once, and the person is told', async () => {
    const store = await open()
    const [first] = await store.perform('apply', [rename('One', 'c1')])
    expect(first).toMatchObject({ ok: true })
    const unanswered = Array.from({ length: 20 }, (_, n) =>
      store.perform('apply', [rename(`Name ${String(n)}`, `n${String(n)}`)]),
    )
    await kill()
    for (const answers of await Promise.all(unanswered)) expect(answers).toMatchObject([{ ok: true }])
    expect(await status(store)).toMatchObject({ name: 'Name 19', readOnly: null })
    // One for the coder, one for each command, none twice.
    expect(await steps(store)).toBe(22)
    expect(notices.map(({ code }) => code)).toEqual(['worker.back'])
    expect(statuses).toBeGreaterThan(0)
    expect(workers).toHaveLength(2)
  })

  it('takes what is asked while it is being opened again', async () => {
    const store = await open()
    await kill()
    expect(await store.perform('apply', [rename('Two', 'c2')])).toMatchObject([{ ok: true }])
  })

  it('is given up after it died again and again, with an error for everything that waits', async () => {
    const store = await open()
    const died: unknown[] = []
    for (let n = 0; n < 8 && gone.length === 0; n++) {
      const asked = status(store).catch((error: unknown) => died.push(error))
      await kill()
      await asked
    }
    expect(gone.map(({ code }) => code)).toEqual(['worker.gone'])
    await expect(status(store)).rejects.toMatchObject({ code: 'worker.gone' })
    await expect(store.perform('close', null)).resolves.toBeNull()
  })

  it('is told why it cannot be opened again', async () => {
    const store = await open()
    renameSync(join(root, 'project'), join(root, 'elsewhere'))
    const asked = status(store)
    await kill()
    await expect(asked).rejects.toMatchObject({ code: 'project.notAProject' })
    expect(gone.map(({ code }) => code)).toEqual(['project.notAProject'])
  })

  it('leaves its lock to nobody but the next thread', async () => {
    const store = await open()
    await kill()
    await status(store)
    await expect(open()).rejects.toMatchObject({ code: 'project.locked' })
  })
})

describe('a store whose folder goes and comes back', () => {
  it('says so within seconds, without being asked, and goes on by itself', async () => {
    const store = await open()
    await store.perform('apply', [rename('One', 'c1')])
    renameSync(join(root, 'project'), join(root, 'away'))
    await expect
      .poll(async () => (await status(store)).readOnly?.code, { timeout: 60_000 })
      .toBe('project.folderGone')
    expect(statuses).toBe(1)
    renameSync(join(root, 'away'), join(root, 'project'))
    await expect.poll(async () => (await status(store)).readOnly, { timeout: 60_000 }).toBeNull()
    expect(statuses).toBe(2)
    expect(await store.perform('apply', [rename('Two', 'c2')])).toMatchObject([{ ok: true }])
  })

  it('is opened again by itself where the folder went on without it', async () => {
    const store = await open()
    await store.perform('apply', [rename('One', 'c1')])
    renameSync(join(root, 'project'), join(root, 'away'))
    expect(await store.perform('resume', null)).toEqual({ writable: false })
    // Another program opens it at its other place and adds a step.
    writeFileSync(
      join(root, 'away', 'lock.json'),
      readFileSync(join(root, 'away', 'lock.json'), 'utf8').replace(/"socket": ".*"/, '"socket": "none"'),
    )
    const other = await open(join(root, 'away'))
    await other.perform('apply', [rename('Elsewhere', 'c9')])
    await other.perform('close', null)
    renameSync(join(root, 'away'), join(root, 'project'))
    await store.perform('resume', null)
    expect((await status(store)).name).toBe('Elsewhere')
    expect(notices.map(({ code }) => code)).toEqual(['project.wentOn'])
    expect(await store.perform('apply', [rename('Three', 'c3')])).toMatchObject([{ ok: true }])
  })
})

describe('a reader beside the store', () => {
  it('reads the folder of an open project, or an image of its memory, each with its step', async () => {
    const store = await open()
    await store.perform('apply', [rename('One', 'c1')])
    const revision = (await status(store)).revision
    const image = await store.perform('image', null)
    expect(image.revision).toBe(revision)
    for (const reader of [
      await startReader(start(join(root, 'project')), spawn),
      await startReader({ ...start(join(root, 'project')), image }, spawn),
    ]) {
      expect(await status(reader)).toMatchObject({ name: 'One', revision })
      expect(await reader.perform('apply', [rename('No', 'c2')])).toMatchObject([{ ok: false }])
      await reader.terminate()
      await expect(status(reader)).rejects.toMatchObject({ code: 'worker.gone' })
    }
    expect(await store.perform('apply', [rename('Two', 'c3')])).toMatchObject([{ ok: true }])
  })
})
