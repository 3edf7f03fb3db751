import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProject, openSession } from '../open-session.ts'
import type { ProjectSession } from '../session.ts'

const many = 40
let root: string
let project: ProjectSession

const total = async (): Promise<number> => (await project.query('articles.list', { limit: 1 })).total
const steps = async (): Promise<
  readonly { readonly type: string; readonly label: string; readonly seq: number }[]
> => (await project.query('history.list', { limit: 50 })).rows.filter(({ type }) => type !== 'coder.add')
const undo = async (seq?: number): Promise<boolean> => {
  const payload = seq === undefined ? {} : { seq }
  return (await project.apply([{ id: `undo-${String(Math.random())}`, type: 'history.undo', payload }]))[0]?.ok === true
} // prettier-ignore

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-large-'))
  mkdirSync(join(root, 'articles'))
  for (let n = 1; n <= many; n += 1) {
    const name = String(n).padStart(2, '0')
    // Nothing of one that another has, so that none is taken for a copy.
    const own = (at: number): string => `Wort${String(n * 100 + at)}`
    const travels = `Die Ministerin reiste am ${String((n % 28) + 1)}. Mai 2024 nach Kronburg.`
    const rest = [1, 4, 7, 10].map(
      (at) => `Sie sprach über ${own(at)}, ${own(at + 1)} und auch ${own(at + 2)} mit den Gästen.`,
    )
    const text = `Meldung ${name}\n\n${travels}\n\n${rest.join(' ')}\n`
    writeFileSync(join(root, 'articles', `${name}.txt`), text)
  }
  await createProject(join(root, 'project'), { name: 'Groß', language: 'de' })
  project = await openSession(join(root, 'project'), { author: 'Ada' })
})
afterEach(async () => {
  await project.close()
  rmSync(root, { recursive: true, force: true })
})

describe('an import of more articles than the store takes at a time', () => {
  it('stands in the history as one step, with everything it changed, and is undone and done again as one', async () => {
    const job = await project.importPaths([join(root, 'articles')], { extract: true })
    expect(job.report).toHaveLength(many)
    const [step, ...older] = await steps()
    expect(step).toMatchObject({ type: 'article.import', label: String(many) })
    expect(older).toEqual([])
    if (step === undefined) throw new Error('no step')
    const { changes } = await project.query('history.step', { seq: step.seq, limit: 500 })
    expect(changes.filter(({ table }) => table === 'article')).toHaveLength(many)

    expect(await undo(step.seq)).toBe(true)
    expect(await total()).toBe(0)
    expect((await steps()).map(({ type }) => type)).toEqual(['history.undo', 'article.import'])
    const redo = { id: 'redo', type: 'history.redo', payload: {} }
    expect(await project.apply([redo])).toMatchObject([{ ok: true }])
    expect(await total()).toBe(many)
  })

  it('is nothing that undo would take back while it goes on: that is the last decision', async () => {
    await project.importPaths([join(root, 'articles', '01.txt')], { extract: true })
    const [first] = (await project.query('articles.list', {})).rows
    if (first === undefined) throw new Error('no article')
    let trying: Promise<unknown> | undefined
    const tried: unknown[] = []
    const attempt = async (): Promise<void> => {
      const growing = (await steps())[0]
      if (growing?.type !== 'article.import') throw new Error('no step of the import')
      const triage = { articleId: first.id, state: 'not_relevant' }
      tried.push((await project.apply([{ id: 'decide', type: 'article.triage', payload: triage }]))[0]?.ok)
      tried.push(await undo())
      tried.push((await project.query('articles.list', { limit: 1 })).rows[0]?.triage)
      const named = { id: 'named', type: 'history.undo', payload: { seq: growing.seq } }
      tried.push((await project.apply([named]))[0]?.error?.code)
      tried.push((await project.apply([{ id: 'redo', type: 'history.redo', payload: {} }]))[0]?.ok)
    }
    const job = await project.importPaths([join(root, 'articles')], {
      extract: true,
      onJob: ({ done }) => {
        if (done > 30) trying ??= attempt()
      },
    })
    await Promise.resolve(trying)
    expect(tried).toEqual([true, true, 'todo', 'undo.underWay', true])
    expect(job.state).toBe('done')
    // Afterwards it is the last step.
    expect((await project.query('project.status', {}))?.undo?.label).toBe(String(many))
  })

  it('names what was decided between its blocks where that stands in the way of undo', async () => {
    let deciding: Promise<unknown> | undefined
    const decide = async (): Promise<void> => {
      const [first] = (await project.query('articles.list', { limit: 1 })).rows
      if (first === undefined) throw new Error('no article')
      await project.apply([
        { id: 'decide', type: 'article.triage', payload: { articleId: first.id, state: 'not_relevant' } },
      ])
    }
    await project.importPaths([join(root, 'articles')], {
      extract: true,
      onJob: ({ done }) => {
        if (done > 30) deciding ??= decide()
      },
    })
    await Promise.resolve(deciding)
    const [step, decided] = await steps()
    if (step?.type !== 'article.import' || decided === undefined) throw new Error('no steps')
    const [answer] = await project.apply([
      { id: 'undo-all', type: 'history.undo', payload: { seq: step.seq } },
    ])
    expect(answer?.error).toMatchObject({ code: 'undo.conflict', detail: { seqs: [String(decided.seq)] } })
  })

  it('lets others ask in between', async () => {
    const seen = new Set<number>()
    let asking: Promise<unknown> = Promise.resolve()
    await project.importPaths([join(root, 'articles')], {
      extract: true,
      onJob: () => {
        asking = asking.then(async () => seen.add(await total()))
      },
    })
    await asking
    expect([...seen].filter((count) => count > 0 && count < many).length).toBeGreaterThan(0)
  })

  it('leaves nothing behind where it is cancelled, also of what was in already', async () => {
    const abort = new AbortController()
    const job = await project.importPaths([join(root, 'articles')], {
      extract: true,
      signal: abort.signal,
      onJob: ({ stage }) => {
        if (stage === 'saving') abort.abort()
      },
    })
    expect(job).toMatchObject({ state: 'cancelled', report: [] })
    expect(await total()).toBe(0)
    const again = await project.importPaths([join(root, 'articles')], { extract: true })
    expect(again.report.map(({ outcome }) => outcome)).toEqual(Array.from({ length: many }, () => 'imported'))
  })

  it('keeps what was decided meanwhile where it is cancelled, and says what stayed', async () => {
    const abort = new AbortController()
    let deciding: Promise<unknown> | undefined
    const decide = async (): Promise<void> => {
      const { rows } = await project.query('articles.list', { limit: 1 })
      const [first] = rows
      if (first === undefined) return
      const triage = { articleId: first.id, state: 'not_relevant', reason: 'andere Sache' }
      expect(await project.apply([{ id: 'decide', type: 'article.triage', payload: triage }])).toMatchObject([{ ok: true }])
    }
    const job = await project.importPaths([join(root, 'articles')], {
      extract: true,
      signal: abort.signal,
      onJob: ({ done, stage }) => {
        if (done > 30 || stage === 'saving') deciding ??= decide().finally(() => { abort.abort() })
      },
    })
    await Promise.resolve(deciding)
    const stayed = await total()
    expect([job.state, job.error?.code]).toEqual(['cancelled', 'job.partStays'])
    expect(stayed).toBeGreaterThan(0)
    expect(job.report).toHaveLength(stayed)
  }) // prettier-ignore

  it('is extracted again as one step', async () => {
    await project.importPaths([join(root, 'articles')], { extract: false })
    expect((await project.extract(undefined, {})).report).toHaveLength(many)
    expect((await steps()).map(({ type, label }) => [type, label])).toEqual([
      ['extraction.record', String(many)],
      ['article.import', String(many)],
    ])
    expect((await project.query('facts.list', {})).total).toBeGreaterThan(many / 2)
    expect(await undo()).toBe(true)
    expect((await project.query('facts.list', {})).total).toBe(0)
  })
})
