import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { nameText } from '../coreference/testing.ts'

/**
 * Mentions and entities against hand-made annotations of real articles, which are not ours and stand beside
 * the repository. Strict span and type; entities are paired by most common mentions.
 */
const shared = new URL('../../../../../shared/', import.meta.url)
const folder = new URL('gold/', shared)

const goldSchema = z.object({
  boilerplate: z.array(z.object({ start: z.number(), end: z.number() })),
  mentions: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      type: z.string(),
      form: z.string(),
      entity: z.string().nullable(),
    }),
  ),
})
type GoldMention = z.infer<typeof goldSchema>['mentions'][number]

const types = new Set([
  'PER',
  'ORG',
  'GPE',
  'LOC',
  'DEM',
  'ROLE',
  'EVT',
  'DOCU',
  'PROJECT',
  'POLICY',
  'LEVEL',
  'GROUP',
])
const nameForms = new Set(['name', 'demonym', 'metonym'])
const keyOf = (mention: Pick<GoldMention, 'start' | 'end' | 'type'>) =>
  `${String(mention.start)}:${String(mention.end)}:${mention.type}`

interface Score {
  hits: number
  misses: number
  extras: number
}
const f1 = ({ hits, misses, extras }: Score) => (2 * hits) / (2 * hits + misses + extras)

function count(gold: readonly GoldMention[], found: readonly GoldMention[], score: Score): void {
  const expected = new Set(gold.map(keyOf))
  const proposed = new Set(found.map(keyOf))
  for (const key of expected) if (proposed.has(key)) score.hits += 1
  else score.misses += 1 // prettier-ignore
  for (const key of proposed) if (!expected.has(key)) score.extras += 1
}

/** Share of the common mentions whose entities are paired, one to one by most common mentions. */
function agreement(gold: readonly GoldMention[], found: readonly GoldMention[]): readonly [number, number] {
  const proposed = new Map(found.map((mention) => [keyOf(mention), mention]))
  const common = gold.flatMap((mention) => {
    const other = proposed.get(keyOf(mention))
    return other === undefined || mention.entity === null || other.entity === null
      ? []
      : [`${mention.entity}\t${other.entity}`]
  })
  const votes = new Map<string, number>()
  for (const pair of common) votes.set(pair, (votes.get(pair) ?? 0) + 1)
  const taken = new Set<string>()
  let right = 0
  for (const [pair, number] of [...votes].sort((a, b) => b[1] - a[1])) {
    const [left = '', other = ''] = pair.split('\t')
    if (taken.has(`g${left}`) || taken.has(`p${other}`)) continue
    taken.add(`g${left}`).add(`p${other}`)
    right += number
  }
  return [right, common.length]
}

describe('annotated articles', () => {
  if (!existsSync(folder)) {
    it.skip('the annotated articles are not beside the repository (../shared/gold): nothing was measured', () =>
      undefined)
    console.warn('skipped: no ../shared/gold, mentions were not measured against annotated articles')
    return
  }
  it('names, offices and entities stay at the level reached', () => {
    const names: Score = { hits: 0, misses: 0, extras: 0 }
    const offices: Score = { hits: 0, misses: 0, extras: 0 }
    const coreference: Score = { hits: 0, misses: 0, extras: 0 }
    let right = 0
    let common = 0
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()) {
      const gold = goldSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
      const raw = readFileSync(new URL(`corpus/articles/${file.replace('.json', '.txt')}`, shared), 'utf8')
      const named = nameText(raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), undefined, file)
      const scored = (mention: GoldMention) =>
        types.has(mention.type) &&
        !gold.boilerplate.some((span) => span.start <= mention.start && mention.end <= span.end)
      const expected = gold.mentions.filter(scored)
      const found = named.mentions.filter(scored)
      const byName = (mention: GoldMention) => nameForms.has(mention.form)
      count(expected.filter(byName), found.filter(byName), names)
      count(expected.filter((mention) => !byName(mention)), found.filter((mention) => !byName(mention)), coreference) // prettier-ignore
      const office = (mention: GoldMention) => mention.type === 'ROLE'
      count(expected.filter(office), found.filter(office), offices)
      const [agreed, all] = agreement(expected, found)
      right += agreed
      common += all
    }
    const shown = {
      names: f1(names),
      offices: f1(offices),
      nominalsAndPronouns: f1(coreference),
      entities: right / common,
    }
    console.log(Object.entries(shown).map(([name, value]) => `${name} ${value.toFixed(3)}`).join('  ')) // prettier-ignore
    expect(shown.names).toBeGreaterThan(0.95)
    expect(shown.offices).toBeGreaterThan(0.95)
    expect(shown.nominalsAndPronouns).toBeGreaterThan(0.75)
    expect(shown.entities).toBeGreaterThan(0.95)
  })
})
