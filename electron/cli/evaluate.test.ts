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
})
