import { createHash } from 'node:crypto'
import { exampleArticle, exampleOutput, exampleText } from '../workbench/store/testing/example-article.ts'
import type { NewArticle } from '../workbench/store/intake.ts'

/** Length of one block in UTF-16 code units. */
const blockLength = 200

/** Marks and facts in one block. */
const perBlock = 5

/** The value with every offset in it moved. */
function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((one: unknown) => moved(one, by)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      (key === 'start' || key === 'end') && typeof inner === 'number'
        ? inner + by
        : moved(inner as unknown, by),
    ]),
  ) as T
}

/** An invented article as long as asked for, in which every 200 characters hold five marks and five facts. */
export function longArticle(characters: number): {
  readonly text: string
  readonly article: NewArticle
  readonly marks: number
  readonly facts: number
} {
  const base = exampleOutput()
  const body = exampleText.split('\n').slice(0, 2).join('\n')
  const blocks = Math.floor(characters / blockLength)
  const text = Array.from({ length: blocks }, (_, n) => {
    const tail = ` Bericht ${String(n).padStart(5, '0')} folgt`
    return `${body}${tail.padEnd(blockLength - body.length - 1, '.')}\n`
  }).join('')
  const numbers = Array.from({ length: blocks }, (_, n) => n)
  const [meeting, statement] = base.facts
  const mentions = base.mentions.slice(0, perBlock)
  const facts = [meeting, statement, statement, statement, statement].flatMap((fact) => fact ?? [])
  const known = new Set(mentions.map(({ id }) => id))
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex')
  const placed = numbers.map((n) => ({
    by: n * blockLength,
    own: (id: string): string => `${id}.${String(n)}`,
  }))
  const output = {
    ...base,
    file: 'lang.txt',
    textSha256: sha256,
    sourceSha256: sha256,
    utf16Length: text.length,
    sections: [],
    boilerplate: [],
    sentences: placed.flatMap(({ by }) => base.sentences.map((sentence) => ({ ...moved(sentence, by), section: 'body' as const }))),
    mentions: placed.flatMap(({ by, own }) => mentions.map((mention) => ({ ...moved(mention, by), id: own(mention.id) }))),
    entities: base.entities.map((entity) => {
      const all = placed.flatMap(({ own }) => entity.mentions.filter((id) => known.has(id)).map(own))
      return { ...entity, mentions: all }
    }),
    facts: placed.flatMap(({ by, own }) =>
      facts.map((fact, index) => ({
        ...moved(fact, by),
        id: own(`f${String(index)}`),
        fingerprint: own(`${fact.fingerprint}-${String(index)}`),
        slots: fact.slots.map((slot) => ({
          ...moved(slot, by),
          ...(slot.mention == null || !known.has(slot.mention) ? {} : { mention: own(slot.mention) }),
        })),
      })),
    ),
  } // prettier-ignore
  return {
    text,
    article: { ...exampleArticle('lang.txt', exampleText), ...sizes(text, sha256), extraction: output },
    marks: output.mentions.length,
    facts: output.facts.length,
  }
}

const sizes = (text: string, sha256: string): Partial<NewArticle> => ({
  source: '/articles/lang.txt',
  textSha256: sha256,
  sourceSha256: sha256,
  utf16Length: text.length,
  byteLength: Buffer.byteLength(text),
})
