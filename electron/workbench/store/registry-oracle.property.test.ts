import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { Told } from './testing/told-article.ts'

const root = mkdtempSync(join(tmpdir(), 'beleg-registry-oracle-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

const names = ['Mara Lind', 'Orhan Tesf', 'Ana Kolb', 'Jan Pirk'] as const
const cast = [[0, 1, 2], [1, 2, 3], [0, 3, 1]] as const // prettier-ignore
const person = (words: string): Told => ({ words, entity: words, type: 'PER' })

/** What a step writes: cells of the oracle, each with what was there before and what is there now. */
interface Done {
  readonly seq: number
  readonly writes: readonly { readonly cell: string; readonly before: string | null; readonly after: string | null }[]
  inForce: boolean
} // prettier-ignore

/**
 * Who is who, told from the commands alone and in the plainest way: `e/<id>` is there or not, `r/<id>` leads to
 * another, `m/<id>` names whom a mention was linked to, `l/<id>` is an English label.
 */
class Oracle {
  readonly cells = new Map<string, string>()

  rootOf(id: string): string {
    const seen = new Set<string>()
    let at = id
    for (;;) {
      expect(seen.has(at)).toBe(false)
      seen.add(at)
      const next = this.cells.get(`r/${at}`)
      if (next === undefined) return at
      at = next
    }
  }

  write(changes: Readonly<Record<string, string | null>>): Done['writes'] {
    return Object.entries(changes).map(([cell, after]) => {
      const before = this.cells.get(cell) ?? null
      this.#set(cell, after)
      return { cell, before, after }
    })
  }

  takeBack({ writes }: Done): void {
    for (const { cell, before, after } of [...writes].reverse()) {
      // Where later work has changed the very thing, taking back would lose it: the store must have refused.
      expect([cell, this.cells.get(cell) ?? null]).toEqual([cell, after])
      this.#set(cell, before)
    }
  }

  #set(cell: string, value: string | null): void {
    if (value === null) this.cells.delete(cell)
    else this.cells.set(cell, value)
  }

  under(kind: string): readonly string[] {
    return [...this.cells.keys()].filter((cell) => cell.startsWith(kind)).map((cell) => cell.slice(2))
  }
}

type Step = {
  readonly do: 'merge' | 'split' | 'link' | 'rename' | 'undo'
  readonly a: number
  readonly b: number
}
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('merge', 'merge', 'split', 'link', 'rename', 'undo', 'undo'),
  a: fc.nat(11),
  b: fc.nat(11),
})

/** Gives a step to the store and to the oracle; what the store refuses, the oracle leaves. */
function perform(desk: RegistryDesk, oracle: Oracle, articles: readonly string[], { do: kind, a, b }: Step, done: Done[]): void {
  const ids = [...oracle.under('e/')].sort()
  const [one, other] = [ids[a % ids.length] ?? '', ids[b % ids.length] ?? '']
  const record = (seq: number | undefined, changes: Readonly<Record<string, string | null>>): void => {
    done.push({ seq: seq ?? 0, writes: oracle.write(changes), inForce: true })
  }
  switch (kind) {
    case 'merge': {
      const [into, from] = [oracle.rootOf(one), oracle.rootOf(other)]
      const answer = desk.give('entity.merge', { into: one, from: [other], despite: ['distinct'] })
      if (answer.ok && into !== from) record(answer.seq, { [`r/${from}`]: into })
      return
    }
    case 'split': {
      const articleId = articles[b % articles.length] ?? ''
      const mine = desk.mentions(articleId).filter(({ entityId }) => entityId === oracle.rootOf(one))
      const answer = desk.give('entity.split', { entityId: one, what: { by: 'articles', articleIds: [articleId] }, to: { kind: 'new', type: 'PER', name: `Neu ${String(done.length)}` } })
      const made = answer.created?.['entity']?.[0]
      expect(answer.ok && mine.length === 0).toBe(false)
      if (made !== undefined) record(answer.seq, { [`e/${made}`]: 'there', ...Object.fromEntries(mine.map(({ id }) => [`m/${id}`, made])) })
      return
    }
    case 'link': {
      const mention = desk.mentions(articles[a % articles.length] ?? '')[b % 3]
      if (mention === undefined) return
      const answer = desk.give('mention.link', { mentionId: mention.id, to: { kind: 'entity', entityId: other }, scope: 'mention' })
      if (answer.ok) record(answer.seq, { [`m/${mention.id}`]: oracle.rootOf(other) })
      return
    }
    case 'rename': {
      const answer = desk.give('entity.update', { entityId: one, labelEn: `Name ${String(done.length)}` })
      if (answer.ok) record(answer.seq, { [`l/${oracle.rootOf(one)}`]: `Name ${String(done.length)}` })
      return
    }
    case 'undo': {
      const target = done.filter(({ inForce }) => inForce).at(-1 - (a % 4))
      if (target === undefined) return
      const later = done.some(({ seq, inForce }) => inForce && seq > target.seq)
      const answer = desk.give('history.undo', { seq: target.seq })
      // The newest step can always be taken back; an older one only where no later work rests on it.
      expect(answer.ok || later).toBe(true)
      if (!answer.ok) return
      oracle.takeBack(target)
      target.inForce = false
    }
  }
} // prettier-ignore

function expectSame(desk: RegistryDesk, oracle: Oracle, articles: readonly string[]): void {
  const standing = oracle.under('e/').filter((id) => oracle.rootOf(id) === id).sort()
  const people = desk.entities().filter(({ type }) => type === 'PER')
  expect(people.map(({ id }) => id as string).sort()).toEqual(standing)
  for (const { id, labelEn } of people) {
    const label = oracle.cells.get(`l/${id}`)
    if (label !== undefined) expect(labelEn).toBe(label)
  }
  for (const articleId of articles)
    for (const { id, entityId } of desk.mentions(articleId)) expect([id, entityId]).toEqual([id, oracle.rootOf(oracle.cells.get(`m/${id}`) ?? '')])
} // prettier-ignore

let project = 0

describe('merging, splitting, linking, renaming and undoing in any order', () => {
  it('gives the registry an oracle tells from the commands alone, after every single step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 16 }), async (steps) => {
        const folder = join(root, String(++project))
        await createProject(folder, { name: 'Test', language: 'de' })
        const desk = await openRegistryDesk(folder, resourcesFolder())
        try {
          const articles = desk.tell(
            ...cast.map((those, n) => ({
              name: `o${String(n)}.txt`,
              publisher: 'Bote',
              published: `2024-0${String(n + 1)}-01`,
              parts: those.flatMap((at, index) => [
                index === 0 ? `${String(n)} ` : ' und ',
                person(names[at]),
              ]),
            })),
          )
          const oracle = new Oracle()
          for (const { id } of desk.entities().filter(({ type }) => type === 'PER'))
            oracle.write({ [`e/${id}`]: 'there' })
          for (const articleId of articles)
            for (const { id, entityId } of desk.mentions(articleId)) oracle.write({ [`m/${id}`]: entityId })
          const done: Done[] = []
          for (const each of steps) {
            perform(desk, oracle, articles, each, done)
            expectSame(desk, oracle, articles)
          }
        } finally {
          desk.store.perform('close', null)
        }
      }),
      { numRuns: 12 },
    )
  })
})
