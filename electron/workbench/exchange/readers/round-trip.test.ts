import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  annotatedFacts,
  annotatedMentions,
  annotatedSource,
  annotatedText,
} from '../annotations/example-annotations.ts'
import { exampleCodebook, writtenBytes } from '../example-dataset.ts'
import { exportChunks, exportEnding, exportWriters } from '../formats.ts'
import { collectAnnotationFiles, type AnnotationFile } from './annotation-files.ts'
import { placeArticle, type PlacedArticle } from './place.ts'
import { noMapping, readableFormats, type ReadableFormat } from '../../../../shared/model/annotations.ts'
import { guessFormat, readFiles } from './read-files.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The files of an export as they arrive: as one file or zip on the disk. */
async function exported(format: ReadableFormat): Promise<readonly AnnotationFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'beleg-round-'))
  try {
    const writer = exportWriters[format]
    const path = join(folder, `all${exportEnding(writer)}`)
    await writeFile(path, (await writtenBytes(exportChunks(writer, annotatedSource))).bytes)
    const { files, unread } = await collectAnnotationFiles([path])
    expect(unread).toEqual([])
    return files
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function readBack(format: ReadableFormat): Promise<PlacedArticle & { readonly text: string | null }> {
  const files = await exported(format)
  expect(guessFormat(files)).toBe(format)
  const { articles, unread } = readFiles(files, format, exampleCodebook, noMapping)
  expect(unread).toEqual([])
  const article = articles.find(({ mentions }) => mentions.length > 0)
  if (article === undefined) throw new Error('no article came back')
  const text = article.text ?? annotatedText
  return { ...placeArticle(article, text, { same: true }), text: article.text }
}

const place = ({ start, end }: { readonly start: number; readonly end: number }): string =>
  `${String(start)}-${String(end)}`

const mentionsOf = ({ mentions }: PlacedArticle): readonly string[] =>
  mentions.map(({ span, type, form }) => [place(span), type, form, span.surface].join(' ')).sort()

const writtenMentions = (form: boolean): readonly string[] =>
  annotatedMentions
    .map((one) => [place(one), one.type, form ? one.form : 'name', one.surface].join(' '))
    .sort()

/** What a fact says, as far as its words in the text go; `more` adds what has no words. */
function factsOf({ facts, mentions }: PlacedArticle, more: boolean): readonly string[] {
  const spans = new Map(mentions.map(({ id, span }) => [id, span]))
  return facts.map(({ type, trigger, evidence, slots, modality, polarity, time, timeSpan }) => {
    const fillers = slots.flatMap(({ role, filler }) => {
      if (filler.kind === 'mention') return [`${role}=${place(spans.get(filler.mention) ?? { start: -1, end: -1 })}`]
      if (filler.kind === 'words') return [`${role}=${place(filler.span)}`]
      if (!more) return []
      return [filler.kind === 'notStated' ? `${role}=?` : `${role}:${filler.kind === 'value' ? filler.value : filler.entityId}`]
    })
    return JSON.stringify([type, trigger === null ? null : place(trigger), evidence.map(place), fillers.sort(), timeSpan === null ? null : place(timeSpan), ...(more ? [modality, polarity, time?.iso ?? null, time?.precision ?? null] : [])])
  }).sort()
} // prettier-ignore

function writtenFacts(more: boolean): readonly string[] {
  return annotatedFacts.map(({ type, trigger, evidence, slots, modality, polarity, time }) => {
    const fillers = slots.flatMap(({ role, start, end, value, notStated }) => {
      if (start !== null && end !== null) return [`${role}=${place({ start, end })}`]
      return more ? [notStated ? `${role}=?` : `${role}:${String(value)}`] : []
    })
    const timeSpan = time?.start === undefined || time.end === undefined ? null : place({ start: time.start, end: time.end })
    return JSON.stringify([type, trigger === null ? null : place(trigger), evidence.map(place), fillers.sort(), timeSpan, ...(more ? [modality, polarity, time?.iso ?? null, time?.precision ?? null] : [])])
  }).sort()
} // prettier-ignore

describe('what was exported for other tools', () => {
  it.each(readableFormats.filter((format) => format !== 'conll'))('comes back out of %s with every span, type and role', async (format) => {
    const read = await readBack(format)
    // doccano has no place for what is not in the text.
    const more = format !== 'doccano'
    expect(mentionsOf(read)).toEqual(writtenMentions(more))
    expect(factsOf(read, more)).toEqual(writtenFacts(more))
    expect(read.problems).toEqual([])
    expect(read.report).toMatchObject({ repaired: 0, lost: 0 })
    expect(read.report.counted).toBe(read.report.declared)
  }) // prettier-ignore

  it('comes back out of CoNLL-2002 with the outermost mentions', async () => {
    const read = await readBack('conll')
    const inner = ['Đặng Thị Ngọc Ánh', 'Republik Kronburg', 'Kronburg, Jo\u0308rn Tamm']
    const outer = annotatedMentions.filter(({ surface }) => !inner.includes(surface))
    expect(mentionsOf(read)).toEqual(outer.map((one) => [place(one), one.type, 'name', one.surface].join(' ')).sort()) // prettier-ignore
    expect(read.problems).toEqual([])
  })

  it.each(['brat', 'conll', 'label-studio', 'doccano'] as const)('carries the whole text in %s', async (format) => {
    const { text } = await readBack(format)
    const hash = (words: string): string => createHash('sha256').update(words).digest('hex')
    expect(hash(text ?? '')).toBe(hash(annotatedText))
  }) // prettier-ignore

  it('carries the text in XMI with the one character XML cannot hold replaced, and no offset moved', async () => {
    const { text } = await readBack('xmi')
    expect(text).toBe(annotatedText.replace('\u0001', '\ufffd'))
  })
})
