import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { BelegError } from '../../../shared/errors.ts'
import { createProject, openSession } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import type { ProjectSession } from '../session.ts'

let root: string
let project: ProjectSession
let serial = 0
const open: ProjectSession[] = []
const at = (...parts: readonly string[]): string => join(root, ...parts)

async function opened(folder: string): Promise<ProjectSession> {
  const session = await openSession(folder, { author: 'Ada Berg' })
  open.push(session)
  return session
}
async function give(on: ProjectSession, type: string, payload: object): Promise<void> {
  const [answer] = await on.apply([{ id: `c${String(++serial)}`, type, payload }])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
}
const facts = async (on: ProjectSession): Promise<readonly FactView[]> =>
  (await on.query('facts.list', { limit: 1000 })).rows

/** A type renamed with the rules that name it. */
function renamed(codebook: Codebook, id: string, to: string): Codebook {
  return {
    ...codebook,
    factTypes: codebook.factTypes.map((type) => (type.id === id ? { ...type, id: to, former: [id] } : type)),
    rules: codebook.rules.map((rule) => ({ ...rule, types: rule.types.map((one) => (one === id ? to : one)) })),
  }
} // prettier-ignore

let type = ''
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-codebook-'))
  await createProject(at('mine'), { name: 'Probe', language: 'de' })
  project = await opened(at('mine'))
  await project.importPaths([join(resourcesFolder(), 'samples', 'articles', '01-hanoi-konsultation.txt')], { extract: true })
  const whole = (await facts(project)).filter(({ missing }) => missing.length === 0)
  type = whole[0]?.type ?? ''
  for (const { id } of whole.slice(0, 5)) await give(project, 'fact.accept', { factId: id })
  await give(project, 'dataset.create', { name: 'Alles', query: { states: ['accepted', 'proposed'], types: [type] } })
}, 120_000) // prettier-ignore
afterAll(async () => {
  for (const session of open) await session.close()
  rmSync(root, { recursive: true, force: true })
})

it('a frozen release stays as it was; the next one, every export and a colleague’s opinion carry the new codebook', async () => {
  const dataset = (await project.query('datasets.list', {}))[0]?.id ?? ''
  const freeze = (): ReturnType<ProjectSession['freezeRelease']> =>
    project.freezeRelease({ dataset, formats: ['csv-facts', 'jsonl'], language: 'en', despite: true })
  const write = async (id: string, to: string): Promise<string> =>
    (await project.writeRelease({ releaseId: id, path: at(to), as: 'folder' }, {})).sha256
  const first = (await freeze()).release?.id ?? ''
  const before = await write(first, 'first')
  await project.close()
  cpSync(at('mine'), at('theirs'), { recursive: true })
  project = await opened(at('mine'))

  const shipped = await project.query('codebook.current', {})
  const kept = (await facts(project)).filter((fact) => fact.type === type).map(({ id }) => id)
  await give(project, 'codebook.save', { basedOn: 1, codebook: renamed(shipped, type, 'other_name'), note: 'plainer' })
  expect((await facts(project)).filter((fact) => fact.type === 'other_name').map(({ id }) => id)).toEqual(kept)
  expect((await project.query('datasets.list', {}))[0]?.query.types).toEqual(['other_name'])

  expect(await write(first, 'first again')).toBe(before)
  expect(JSON.parse(readFileSync(at('first again', 'codebook.json'), 'utf8'))).toEqual(shipped)
  const second = (await freeze()).release
  await write(second?.id ?? '', 'second')
  const now = await project.query('codebook.current', {})
  expect(JSON.parse(readFileSync(at('second', 'codebook.json'), 'utf8'))).toEqual(now)
  expect(second?.changes?.groups.map(({ cause }) => cause.type)).toContain('codebook.save')

  // A colleague who still codes under the old name disagrees with nobody over it.
  const { opinionId } = await project.importOpinion(at('theirs'))
  expect((await project.query('opinions.list', {}))[0]?.agreement.facts.percent).toBe(1)
  expect(await project.opinionDifferences(opinionId)).toEqual([])

  // Out and into an empty project: facts, codebook and all, and out again to the byte.
  const exported = async (on: ProjectSession, to: string): Promise<string> => {
    await on.exportDataset({ dataset: 'Alles', format: 'jsonl', path: at(to), language: 'en', options: { texts: 'full' } }, {})
    return readFileSync(at(to), 'utf8')
  }
  const whole = await exported(project, 'one.jsonl')
  await createProject(at('copy'), { name: 'Kopie', language: 'de' })
  const copy = await opened(at('copy'))
  await copy.importOwn(at('one.jsonl'), {})
  expect(await copy.query('codebook.current', {})).toEqual(now)
  expect((await facts(copy)).map((fact) => fact.type)).toContain('other_name')
  const codebookLine = (text: string): string | undefined => text.split('\n').find((line) => line.includes('"record":"codebook"'))
  expect(codebookLine(whole)).toBeDefined()
  expect(codebookLine(await exported(copy, 'two.jsonl'))).toBe(codebookLine(whole))
  expect(await copy.query('project.verify', {})).toMatchObject({ ok: true })
  await give(copy, 'history.undo', {})
  expect(await copy.query('codebook.current', {})).toEqual(shipped)
}, 180_000) // prettier-ignore
