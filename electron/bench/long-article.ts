import { createHash } from 'node:crypto'
import { exampleArticle, exampleOutput, exampleText } from '../workbench/store/testing/example-article.ts'
import type { NewArticle } from '../workbench/store/intake.ts'

/** Marks in one block. */
const marksPerBlock = 5

/** How an article is made of blocks that each say the same about other words. */
export interface LongArticle {
  readonly name: string
  /** Of the whole article and of one block, in UTF-16 code units. */
  readonly characters: number
  readonly blockLength: number
  /** Facts in one block. */
  readonly facts: number
  /** Everything on one line. */
  readonly oneLine: boolean
  /** Words at the end of each block. */
  readonly tail: string
  /** A sign that stands for every space, full stop and comma, or null. */
  readonly space: string | null
}

/** 200,000 characters, 5,000 marks, 5,000 facts. */
export const ordinary: LongArticle = {
  name: 'lang.txt',
  characters: 200_000,
  blockLength: 200,
  facts: 5,
  oneLine: false,
  tail: '',
  space: null,
}

/**
 * One line of a million characters with 10,000 marks, between them what editors stumble over: a right-to-left run, stacked
 * combining marks, zero-width characters, an emoji of several parts, and text that looks like markup and script.
 */
export const hostile: LongArticle = {
  name: 'feindlich.txt',
  characters: 1_000_000,
  blockLength: 500,
  facts: 1,
  oneLine: true,
  tail: ' <script>document.title=1</script> <img src=x onerror=alert(1)> <!-- &amp; --> \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd \u0645\u0631\u062d\u0628\u0627 e\u0301\u0323\u0308\u0304 Z\u0351\u036b\u0343 null\u200b\u200d\u2060breit \u{1f469}\u200d\u{1f469}\u200d\u{1f467} \u202eumgekehrt\u202c',
  space: null,
}

/** The same length and marks without a single space, as in Chinese, and without punctuation where a line could end. */
export const unspaced: LongArticle = {
  ...hostile,
  name: 'ohne-luecke.txt',
  tail: '\u5b57'.repeat(200),
  space: '\u7684',
}

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

/** Where a line could end. */
const gaps = /[ .,]/g

/** The value with every place where a line could end in the words it quotes written otherwise. */
function quotedWith(space: string, value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key === 'surface' ? value.replace(gaps, space) : value
  if (Array.isArray(value)) return value.map((one) => quotedWith(space, one, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, quotedWith(space, inner, name)]),
  )
}

/** An invented article as long as asked for. */
export function longArticle({
  name,
  characters,
  blockLength,
  facts: factsPerBlock,
  oneLine,
  tail,
  space,
}: LongArticle): {
  readonly text: string
  readonly article: NewArticle
  readonly marks: number
  readonly facts: number
} {
  const base = exampleOutput()
  const gap = oneLine ? ' ' : '\n'
  const body = exampleText.split('\n').slice(0, 2).join(gap)
  const blocks = Math.floor(characters / blockLength)
  const spaced = Array.from({ length: blocks }, (_, n) => {
    const end = `${tail} Bericht ${String(n).padStart(5, '0')} folgt`
    return `${body}${end.padEnd(blockLength - body.length - 1, '.')}${gap}`
  }).join('')
  const text = space === null ? spaced : spaced.replace(gaps, space)
  const numbers = Array.from({ length: blocks }, (_, n) => n)
  const [meeting, statement] = base.facts
  const mentions = base.mentions.slice(0, marksPerBlock)
  const facts = [meeting, statement, statement, statement, statement]
    .flatMap((fact) => fact ?? [])
    .slice(0, factsPerBlock)
  const known = new Set(mentions.map(({ id }) => id))
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex')
  const placed = numbers.map((n) => ({
    by: n * blockLength,
    own: (id: string): string => `${id}.${String(n)}`,
  }))
  const made = {
    ...base,
    file: name,
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
  const output = space === null ? made : (quotedWith(space, made) as typeof made)
  return {
    text,
    article: { ...exampleArticle(name, exampleText), ...sizes(name, text, sha256), extraction: output },
    marks: output.mentions.length,
    facts: output.facts.length,
  }
}

const sizes = (name: string, text: string, sha256: string): Partial<NewArticle> => ({
  source: `/articles/${name}`,
  textSha256: sha256,
  sourceSha256: sha256,
  utf16Length: text.length,
  byteLength: Buffer.byteLength(text),
})
