import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ArticleView, MentionView } from '../../../shared/model/views.ts'
import { annotatedArticleSchema, type AnnotatedMention } from '../extraction/evaluate/annotated.ts'
import { nameForms, valueTypes } from '../extraction/evaluate/mentions.ts'
import { createProject, openSession } from '../open-session.ts'

const beside = (path: string): string => fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url))
const [articles, gold] = [beside('corpus/articles'), beside('gold')]

/** A mention found on both sides, with the entity of either. Gold entities are the same in every article that names them. */
interface FoundMention {
  readonly surface: string
  readonly form: string
  readonly expected: string
  readonly found: string
  readonly linked: boolean
}

function foundIn(view: ArticleView, annotated: readonly AnnotatedMention[]): readonly FoundMention[] {
  return annotated.flatMap((one) => {
    if (one.entity === null || valueTypes.has(one.type)) return []
    const other = view.mentions.find((mention) => mention.start === one.start && mention.end === one.end && mention.type === one.type)
    if (other === undefined) return []
    const { surface, form } = one
    return [{ surface, form, expected: one.entity, found: standsFor(view, other), linked: other.entityId !== null }]
  })
} // prettier-ignore

/** Who is left open is its own in its article. */
const standsFor = ({ row }: ArticleView, { entityId, localEntity, id }: MentionView): string =>
  entityId ?? `${row.id} ${localEntity ?? id}`

/** One to one, by how many mentions two entities share. */
function alignment(mentions: readonly FoundMention[]): ReadonlyMap<string, string> {
  const shared = new Map<string, number>()
  for (const { expected, found } of mentions)
    shared.set(`${found}\t${expected}`, (shared.get(`${found}\t${expected}`) ?? 0) + 1)
  const aligned = new Map<string, string>()
  const taken = new Set<string>()
  for (const [pair] of [...shared].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
    const [found = '', expected = ''] = pair.split('\t')
    if (aligned.has(found) || taken.has(expected)) continue
    aligned.set(found, expected)
    taken.add(expected)
  }
  return aligned
}

/** B³ F1 over mentions found on both sides. */
function bCubed(mentions: readonly FoundMention[]): number {
  const size = (key: 'expected' | 'found', value: string): number =>
    mentions.filter((mention) => mention[key] === value).length
  let [precision, recall] = [0, 0]
  for (const { expected, found } of mentions) {
    const both = mentions.filter((other) => other.expected === expected && other.found === found).length
    precision += both / size('found', found) / mentions.length
    recall += both / size('expected', expected) / mentions.length
  }
  return (2 * precision * recall) / (precision + recall)
}

if (!existsSync(articles) || !existsSync(gold)) {
  console.warn('skipped: no ../shared/gold, linking over a whole project was not measured on annotated articles')
  describe('linking over a project of annotated articles', () => {
    it.skip('the articles are not beside the repository (../shared)', () => undefined)
  })
} else {
  describe('linking over a project of annotated articles', () => {
    it('gives at least 0.95 of the names found the right entity, one for all articles, and clusters at 0.90 or better', async () => {
      const root = mkdtempSync(join(tmpdir(), 'beleg-gold-'))
      try {
        await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
        const session = await openSession(join(root, 'p'), { author: 'Ada' })
        await session.importPaths([articles], { extract: true })
        const found: FoundMention[] = []
        for (const { id, sourceName } of (await session.query('articles.list', {})).rows) {
          const file = readdirSync(gold).find((name) => name.endsWith('.json') && sourceName.startsWith(name.slice(0, -5)))
          if (file === undefined) continue
          const { mentions } = annotatedArticleSchema.parse(JSON.parse(readFileSync(join(gold, file), 'utf8')))
          found.push(...foundIn(await session.query('articles.open', { articleId: id }), mentions))
        }
        await session.close()
        const aligned = alignment(found)
        const names = found.filter(({ form }) => nameForms.has(form))
        const wrong = names.filter((mention) => aligned.get(mention.found) !== mention.expected)
        const accuracy = 1 - wrong.length / names.length
        const open = names.filter(({ linked }) => !linked).length
        console.log(`linking over the project: ${accuracy.toFixed(3)} of ${String(names.length)} names, B³ ${bCubed(found).toFixed(3)}, ${String(open)} left open`)
        expect(names.length).toBeGreaterThan(150)
        expect([accuracy, wrong.map(({ expected, found: other, surface }) => [surface, expected, aligned.get(other)])]).toSatisfy(([figure]: readonly [number, unknown]) => figure >= 0.95)
        expect(bCubed(found)).toBeGreaterThanOrEqual(0.9)
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    })
  })
} // prettier-ignore
