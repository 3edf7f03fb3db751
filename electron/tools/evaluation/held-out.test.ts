import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { slotOf } from '../../../shared/model/codebook.ts'
import { mentionTypeSchema } from '../../../shared/model/vocabulary.ts'
import { loadCodebook, resourcesFolder } from '../../workbench/resources.ts'

const folder = new URL('../../workbench/extraction/held-out/', import.meta.url)
const codebook = loadCodebook(resourcesFolder())

const quoted = z.object({ start: z.number().int(), end: z.number().int(), surface: z.string().min(1) })
const articleSchema = z.object({
  sha256: z.string(),
  sections: z.array(quoted),
  boilerplate: z.array(quoted),
  entities: z.array(z.object({ id: z.string(), type: z.string(), members: z.array(z.string()).optional() })),
  mentions: z.array(quoted.extend({ type: mentionTypeSchema, entity: z.string().nullable() })),
  facts: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      evidence: z.array(quoted).min(1),
      slots: z.array(
        z.object({ role: z.string(), entity: z.string().optional(), ...quoted.partial().shape }),
      ),
    }),
  ),
})

const jsonIn = (place: string): readonly string[] =>
  readdirSync(new URL(place, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${place}${name}`)
const textsIn = (place: string): readonly string[] =>
  readdirSync(new URL(place, folder))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => `${place}${name}`)

describe('the held-out annotations', () => {
  it.each([
    ['./', 12],
    ['./second/', 6],
    ['./third/', 8],
    ['./fourth/', 8],
    ['./fifth/', 10],
  ] as const)('in %s are %i, one beside each article', (place, count) => {
    const names = jsonIn(place)
    expect(names).toHaveLength(count)
    expect(textsIn(place)).toEqual(names.map((name) => name.replace('.json', '.txt')))
  })

  it.each(['./', './second/', './third/', './fourth/', './fifth/'].flatMap(jsonIn))(
    'of %s quote its text, and fill slots as the codebook allows',
    (name) => {
      const bytes = readFileSync(new URL(name.replace('.json', '.txt'), folder))
      const text = bytes.toString('utf8')
      const article = articleSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(article.sha256)
      const types = new Map(article.entities.map(({ id, type }) => [id, type]))
      const problems: string[] = []
      const check = (ok: boolean, problem: string) => {
        if (!ok) problems.push(problem)
      }
      const evidence = article.facts.flatMap((fact) => fact.evidence)
      for (const span of [...article.sections, ...article.boilerplate, ...article.mentions, ...evidence]) {
        check(text.slice(span.start, span.end) === span.surface, `“${span.surface}” is not at ${span.start}`)
      }
      for (const { entity, surface } of article.mentions)
        check(entity === null || types.has(entity), `${surface}: no entity ${String(entity)}`)
      for (const { id, members } of article.entities)
        for (const member of members ?? []) check(types.has(member), `${id}: no member ${member}`)
      for (const fact of article.facts) {
        for (const { role, entity, start, end, surface } of fact.slots) {
          // A time is a field of its own in the program.
          if (role === 'time') continue
          const where = `${fact.id} ${fact.type} ${role}`
          const slot = slotOf(codebook, fact.type, role)
          check(slot !== undefined, `${where}: not in the codebook`)
          check(surface === undefined || text.slice(start, end) === surface, `${where}: “${String(surface)}”`)
          if (entity === undefined || slot === undefined) continue
          const type = types.get(entity)
          const allowed: readonly string[] = slot.fillers
          check(type !== undefined && allowed.includes(type), `${where}: ${entity} (${String(type)})`)
        }
      }
      expect(problems).toEqual([])
    },
  )
})
