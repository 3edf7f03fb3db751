import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from './cli-process.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-evaluate-'))
  await Promise.all([mkdir(join(folder, 'gold')), mkdir(join(folder, 'own'))])
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const annotation = (hash: string, places: readonly string[]): string => {
  const text = 'Wien, Astana und Lima'
  const mentions = places.map((surface, at) => ({
    id: `m${String(at)}`, surface, start: text.indexOf(surface), end: text.indexOf(surface) + surface.length, type: 'GPE', entity: `e${String(at)}`,
  })) // prettier-ignore
  const entities = mentions.map(({ entity, id, surface }) => ({
    id: entity,
    type: 'GPE',
    canonical: surface,
    mentions: [id],
  }))
  return JSON.stringify({ file: 'a.txt', sha256: hash, mentions, entities })
}
const put = (kind: 'gold' | 'own', name: string, content: string): Promise<void> =>
  writeFile(join(folder, kind, name), content)
const evaluate = (...args: readonly string[]): ReturnType<typeof run> =>
  run('evaluate', '--gold', join(folder, 'gold'), '--predictions', join(folder, 'own'), ...args)

describe('comparing with annotated articles', () => {
  it('counts what is right, invented and missed', async () => {
    await put('gold', 'a.json', annotation('x', ['Wien', 'Astana']))
    await put('own', 'a.json', annotation('x', ['Wien', 'Lima']))
    const ended = await evaluate('--json')
    expect(ended.code, ended.err).toBe(0)
    expect(JSON.parse(ended.out)).toMatchObject({
      tallies: { mentions: { right: 1, invented: 1, missed: 1 } },
      scores: { mentions: { precision: 0.5, recall: 0.5, f1: 0.5 } },
    })
    expect((await evaluate()).out).toContain('F1')
  })

  it('counts an article without a prediction as missed, and says so', async () => {
    await put('gold', 'a.json', annotation('x', ['Wien']))
    await put('gold', 'b.json', annotation('y', ['Wien', 'Lima']))
    await put('own', 'a.json', annotation('x', ['Wien']))
    const ended = await evaluate('--json')
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.out)).toMatchObject({
      missing: ['b.json'],
      tallies: { mentions: { right: 1, missed: 2 } },
    })
    expect(ended.err).toContain('b.json')
  })

  it('refuses to compare two different texts', async () => {
    await put('gold', 'a.json', annotation('x', ['Wien']))
    await put('own', 'a.json', annotation('y', ['Wien']))
    const ended = await evaluate()
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('different texts')
  })

  it('lists every single error with its place, in German too, and counts them by stage', async () => {
    await put('gold', 'a.json', annotation('x', ['Wien', 'Astana']))
    await put('own', 'a.json', annotation('x', ['Wien', 'Lima']))
    const german = await evaluate('--errors', '--lang', 'de')
    expect(german.code, german.err).toBe(0)
    expect(german.out).toContain('Fehler nach Stufe und Regel')
    expect(german.out).toMatch(/a\.txt:6 +Erwähnungen\/mentions +übersehen +GPE +“Astana”/)
    expect(german.out).toMatch(/a\.txt:17 +Erwähnungen\/mentions +erfunden +GPE +“Lima”/)
    const [error] = (JSON.parse((await evaluate('--json')).out) as { readonly errors: readonly unknown[] })
      .errors
    expect(error).toMatchObject({ stage: 'mentions', kind: 'missed', file: 'a.txt', surface: 'Astana' })
  })

  it('asks for two folders or a project, not for both', async () => {
    const ended = await run('evaluate', '--gold', folder)
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('--project')
  })
})

describe('comparing with a project', () => {
  it('takes what was decided about finished articles as gold', async () => {
    const project = join(folder, 'talks.beleg')
    const article = join(folder, 'besuch.txt')
    await writeFile(
      article,
      'Kenias Präsident besucht Deutschland\n\nDer kenianische Präsident William Ruto ist am 5. Mai 2024 zu einem Staatsbesuch in Deutschland eingetroffen.\n',
    )
    expect((await run('init', project)).code).toBe(0)
    expect((await run('import', project, article)).code).toBe(0)
    const unfinished = await run('evaluate', '--project', project)
    expect(unfinished.code, unfinished.err).toBe(1)
    const facts = JSON.parse((await run('query', project, 'facts', '--json')).out) as readonly {
      readonly id: string
      readonly articleId: string
      readonly type: string
    }[]
    const commands = [
      ...facts.map(({ id, type }, at) => ({
        id: `d${String(at)}`,
        type: type === 'visit' ? 'fact.accept' : 'fact.reject',
        payload: { factId: id },
      })),
      { id: 'done', type: 'article.triage', payload: { articleId: facts[0]?.articleId, state: 'finished' } },
    ]
    const file = join(folder, 'commands.jsonl')
    await writeFile(file, commands.map((command) => `${JSON.stringify(command)}\n`).join(''))
    const applied = await run('apply', project, file)
    expect(applied.code, applied.err + applied.out).toBe(0)
    const ended = await run('evaluate', '--project', project, '--json')
    expect(ended.code, ended.err).toBe(0)
    const { tallies, byRule } = JSON.parse(ended.out) as {
      readonly tallies: {
        readonly facts: { readonly right: number; readonly invented: number; readonly missed: number }
      }
      readonly byRule: object
    }
    expect(tallies.facts).toEqual({ right: 1, invented: facts.length - 1, missed: 0 })
    expect(Object.keys(byRule).length).toBeGreaterThan(0)
  })
})
