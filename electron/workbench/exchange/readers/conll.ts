import { z } from 'zod'
import { Problems, type RawArticle, type RawMark } from './raw-annotations.ts'

const sidecarSchema = z.object({
  unit: z.enum(['utf-16', 'code-points']),
  textSha256: z.string().optional(),
  sentences: z.array(z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]))),
})

interface Token {
  readonly word: string
  readonly tag: string
  readonly line: number
}

interface OpenMention {
  readonly label: string
  readonly start: number
  readonly end: number
}

/**
 * Tokens and tags as the shared task of CoNLL-2002 laid them down: one token a line, the word first and the tag last, a
 * blank line between sentences; IOB2, and IOB1 where a mention begins with `I-`. `sidecar` says where the tokens stand;
 * without it and without a text the tokens are the text, parted by blanks.
 */
export function readConll(name: string, conll: string, beside: { readonly text: string | null; readonly sidecar: string | null }): RawArticle {
  const problems = new Problems()
  const sentences = sentencesOf(name, conll, problems)
  const sidecar = beside.sidecar === null ? null : sidecarOf(beside.sidecar)
  if (beside.sidecar !== null && sidecar === null) problems.add('malformed', `${name}.offsets.json`)
  const known = sidecar === null ? null : matching(sentences, sidecar.sentences)
  if (sidecar !== null && known === null) problems.add('malformed', `${name}.offsets.json`)
  const { text, places } = known === null ? placed(sentences, beside.text) : { text: beside.text, places: known }
  const marks: RawMark[] = []
  for (const [index, sentence] of sentences.entries()) {
    const found: OpenMention[] = []
    let going = false
    for (const [at, token] of sentence.entries()) {
      const [, kind = '', label = ''] = /^([BI])-(.+)$/.exec(token.tag) ?? []
      const place = places[index]?.[at]
      if (kind === '' && token.tag !== 'O') problems.add('malformed', `${name}:${String(token.line)}`)
      const last = found.at(-1)
      if (kind === '' || place === undefined) going = false
      else if (kind === 'I' && going && last?.label === label) found[found.length - 1] = { ...last, end: place[1] }
      else {
        found.push({ label, start: place[0], end: place[1] })
        going = true
      }
    }
    for (const { label, start, end } of found)
      marks.push({ id: `m${String(marks.length + 1)}`, label, spans: [{ start, end, quote: null }], facets: [] })
  }
  return {
    name,
    text,
    textSha256: sidecar?.textSha256 ?? null,
    unit: known === null ? 'utf-16' : (sidecar?.unit ?? 'utf-16'),
    marks,
    arrows: [],
    problems: problems.all,
  }
} // prettier-ignore

function sentencesOf(name: string, conll: string, problems: Problems): readonly (readonly Token[])[] {
  const sentences: Token[][] = [[]]
  for (const [index, line] of conll.split(/\r\n?|\n/).entries()) {
    const columns = line.trim().split(/[ \t]+/)
    if (line.trim() === '' || columns[0] === '-DOCSTART-') {
      if (sentences.at(-1)?.length !== 0) sentences.push([])
      continue
    }
    const [word = ''] = columns
    const tag = columns.at(-1) ?? ''
    if (columns.length < 2) problems.add('malformed', `${name}:${String(index + 1)}`)
    else sentences.at(-1)?.push({ word, tag, line: index + 1 })
  }
  return sentences.filter(({ length }) => length > 0)
}

function sidecarOf(json: string): z.output<typeof sidecarSchema> | null {
  try {
    const parsed = sidecarSchema.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

type Places = readonly (readonly (readonly [start: number, end: number])[])[]

/** The places, where there is one for each token. */
function matching(sentences: readonly (readonly Token[])[], places: Places): Places | null {
  const fits = sentences.length === places.length && sentences.every((one, index) => one.length === places[index]?.length) // prettier-ignore
  return fits ? places : null
}

/** Tokens found one after the other in the text, or the text made of them; UTF-16. */
function placed(
  sentences: readonly (readonly Token[])[],
  text: string | null,
): { readonly text: string; readonly places: Places } {
  if (text !== null) {
    let at = 0
    const places = sentences.map((sentence) =>
      sentence.map(({ word }): readonly [number, number] => {
        const start = text.indexOf(word, at)
        // A word that is not there spoils none of those behind it.
        if (start === -1) return [-1, -1]
        at = start + word.length
        return [start, at]
      }),
    )
    return { text, places }
  }
  let made = ''
  const places = sentences.map((sentence, index) => {
    if (index > 0) made += '\n'
    return sentence.map(({ word }, at): readonly [number, number] => {
      if (at > 0) made += ' '
      made += word
      return [made.length - word.length, made.length]
    })
  })
  return { text: made, places }
}
