import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../../shared/errors.ts'
import { exampleCodebook } from '../example-dataset.ts'
import { collectAnnotationFiles, type AnnotationFile } from './annotation-files.ts'
import { placeArticle } from './place.ts'
import { noMapping, readableFormats, type ReadableFormat } from '../../../../shared/model/annotations.ts'
import type { ReadArticle } from './read-annotations.ts'
import { readFiles, type ReadFiles } from './read-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beleg-hostile-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string, content: string | Uint8Array): AnnotationFile => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
})
const read = (format: ReadableFormat, ...files: readonly AnnotationFile[]): ReadFiles =>
  readFiles(files, format, exampleCodebook, noMapping)
function first({ articles }: ReadFiles): ReadArticle {
  const [article] = articles
  if (article === undefined) throw new Error('nothing was read')
  return article
}

describe('files that mean harm', () => {
  // Whole but for the one thing: nothing else is wrong with them that they could be refused for.
  const cas = (words: string, before = ''): string =>
    `${before}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"><cas:Sofa xmi:id="1" sofaString="${words}"/></xmi:XMI>`

  it('are told from XMI that means none', () => {
    expect(read('xmi', file('a.xmi', cas('Anna kam.'))).articles.map(({ text }) => text)).toEqual([
      'Anna kam.',
    ])
  })

  it.each([
    ['an entity that grows', cas('Anna', '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>')],
    ['an entity that grows where it is named', cas('&b;', '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>')],
    ['an entity from elsewhere', cas('Anna', '<!DOCTYPE x SYSTEM "file:///etc/passwd">')],
    ['an entity nobody declared', cas('&b;')],
    ['an end before its end', cas('Anna').slice(0, -10)],
  ])('are refused: XMI with %s', (_, xml) => {
    const { articles, unread } = read('xmi', file('a.xmi', xml))
    expect(articles).toEqual([])
    expect(unread.map(({ error }) => error.code)).toEqual(['file.damaged'])
  }) // prettier-ignore

  it('are refused where an archive names places outside itself, is a bomb, or hides archives ever deeper', async () => {
    const deep = zipSync({ 'b.zip': zipSync({ 'c.zip': zipSync({ 'd.ann': strToU8('T1\tPER 0 1\ta') }) }) })
    writeFileSync(join(folder, 'deep.zip'), deep)
    writeFileSync(join(folder, 'out.zip'), zipSync({ '../../evil.ann': strToU8('T1\tPER 0 1\ta'), 'good.ann': strToU8('T1\tPER 0 1\ta') }))
    writeFileSync(join(folder, 'bomb.zip'), zipSync({ 'bomb.ann': [new Uint8Array(65 * 1024 * 1024), { level: 1 }] }))
    writeFileSync(join(folder, 'cut.zip'), deep.subarray(0, 60))
    const { files, unread } = await collectAnnotationFiles([folder])
    expect(files.map(({ name }) => name)).toEqual(['out.zip/good.ann'])
    expect(Object.fromEntries(unread.map(({ name, error }) => [name, error.code]))).toEqual({
      'bomb.zip/bomb.ann': 'archive.tooLarge',
      'cut.zip': 'file.damaged',
      'deep.zip/b.zip/c.zip': 'annotations.kind',
      'out.zip/../../evil.ann': 'archive.unsafe',
    })
  }) // prettier-ignore

  it('are refused unread where they are too large, whatever they hold', async () => {
    writeFileSync(join(folder, 'line.jsonl'), '{"text":"')
    truncateSync(join(folder, 'line.jsonl'), 2 * 1024 ** 3)
    const { files, unread } = await collectAnnotationFiles([folder])
    expect(files).toEqual([])
    expect(unread.map(({ error }) => error.code)).toEqual(['file.tooLarge'])
  })

  it('lead nobody round in circles', async () => {
    mkdirSync(join(folder, 'a'))
    writeFileSync(join(folder, 'a', 'x.ann'), 'T1\tPER 0 1\ta')
    symlinkSync(folder, join(folder, 'a', 'again'))
    expect((await collectAnnotationFiles([folder])).files).toHaveLength(1)
  })

  it('never do more than be refused in words, however they are spoiled', () => {
    const good: Readonly<Record<ReadableFormat, readonly [string, string]>> = {
      'brat': ['a.ann', 'T1\tPER 0 4;5 9\tAnna Blum\nE1\tmeeting:T1 participant:T1\nA1\tModality E1 planned\n'],
      'conll': ['a.conll', 'Anna B-PER\nBlum I-PER\n\nkam O\n'],
      'xmi': ['a.xmi', '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///webanno/custom.ecore"><c:Mention xmi:id="2" begin="0" end="4" value="PER"/><cas:Sofa xmi:id="1" sofaString="Anna"/></xmi:XMI>'],
      'w3c': ['a.jsonld', '[{"type":"Annotation","body":{"value":"PER"},"target":{"source":"x","selector":{"type":"TextQuoteSelector","exact":"Anna"}}}]'],
      'label-studio': ['a.json', '[{"data":{"text":"Anna"},"annotations":[{"result":[{"id":"a","type":"labels","value":{"start":0,"end":4,"labels":["PER"]}}]}]}]'],
      'doccano': ['a.jsonl', '{"text":"Anna","label":[[0,4,"PER"]]}\n'],
    }
    for (const format of readableFormats) {
      const [name, content] = good[format]
      expect(first(read(format, file(name, content))).mentions.length + first(read(format, file(name, content))).facts.length, format).toBe(1)
      fc.assert(
        fc.property(fc.nat(content.length), fc.nat(content.length), fc.string({ unit: 'binary', maxLength: 6 }), (from, to, noise) => {
          const spoiled = `${content.slice(0, from)}${noise}${content.slice(to)}`
          try {
            for (const article of read(format, file(name, spoiled)).articles) placeArticle(article, article.text ?? 'Anna Blum kam.', { same: true })
          } catch (error) {
            expect(error).toBeInstanceOf(BelegError)
          }
        }),
        { numRuns: 80 },
      )
    }
  }) // prettier-ignore
})

describe('places', () => {
  const text = '👋🏽 Đặng Thị Ánh traf Jo\u0308rn. Ánh ging.'
  const marked = (spans: readonly (readonly [number, number, string])[]): string =>
    spans.map(([start, end, words], index) => `T${String(index + 1)}\tPER ${String(start)} ${String(end)}\t${words}\n`).join('') // prettier-ignore

  it.each([
    ['code points', (words: string) => Array.from(text.slice(0, text.indexOf(words))).length, (words: string) => Array.from(words).length, 'code-points'],
    ['UTF-16', (words: string) => text.indexOf(words), (words: string) => words.length, 'utf-16'],
    ['bytes', (words: string) => Buffer.byteLength(text.slice(0, text.indexOf(words))), (words: string) => Buffer.byteLength(words), 'bytes'],
  ] as const)('are found where a file counts %s', (_, before, length, unit) => {
    const names = ['Đặng Thị Ánh', 'Jo\u0308rn']
    const ann = marked(names.map((words) => [before(words), before(words) + length(words), words]))
    const article = first(read('brat', file('a.txt', text), file('a.ann', ann)))
    const { mentions, report } = placeArticle(article, text, { same: true })
    expect(mentions.map(({ span }) => span.surface)).toEqual(names)
    expect(report).toMatchObject({ counted: unit, lost: 0, exact: unit === 'code-points' ? 2 : 0, repaired: unit === 'code-points' ? 0 : 2 })
  }) // prettier-ignore

  it('are found by their words where they are off, and named where they cannot be', () => {
    const ann = marked([[3, 15, 'Đặng Thị Ánh'], [23, 28, 'Jo\u0308rn'], [30, 36, 'Niemand']]) // prettier-ignore
    const article = first(read('brat', file('a.txt', text), file('a.ann', ann)))
    const { mentions, report, problems } = placeArticle(article, text, { same: true })
    expect(mentions.map(({ span }) => span.surface)).toEqual(['Đặng Thị Ánh', 'Jo\u0308rn'])
    expect(report).toMatchObject({ exact: 1, repaired: 1, lost: 1 })
    expect(problems).toEqual([{ code: 'lostPlace', where: 'Niemand', count: 1 }])
  })

  it('are not guessed where the same words stand twice and nothing tells them apart', () => {
    const article = first(read('brat', file('a.txt', 'Ánh und Ánh'), file('a.ann', marked([[4, 7, 'Ánh']]))))
    expect(placeArticle(article, 'Ánh und Ánh', { same: true }).report).toMatchObject({
      lost: 1,
      repaired: 0,
    })
  })

  it('stand right behind carriage returns and a byte-order mark, which the frozen text has not', () => {
    const raw = '\ufeffZeile\r\nAnna kam.\r\n'
    const article = first(read('brat', file('a.txt', raw), file('a.ann', marked([[8, 12, 'Anna']]))))
    const [mention] = placeArticle(article, article.text ?? '', { same: true }).mentions
    expect(mention?.span).toEqual({ start: 6, end: 10, surface: 'Anna' })
  })

  it('are read out of Latin-1, too', () => {
    const latin = Buffer.from('Müller traf Anna.', 'latin1')
    const ann = file('a.ann', Buffer.from('T1\tPER 0 6\tMüller\n', 'latin1'))
    const article = first(read('brat', file('a.txt', latin), ann))
    expect(article.text).toBe('Müller traf Anna.')
    expect(placeArticle(article, article.text ?? '', { same: true }).report).toMatchObject({
      exact: 1,
      lost: 0,
    })
  })
})

describe('layers of INCEpTION', () => {
  const cas = (layer: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>${layer}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Anna traf Boris."/><cas:View sofa="1" members="10 11 20 30"/></xmi:XMI>` // prettier-ignore
  const layers =
    '<type:NamedEntity xmi:id="10" sofa="1" begin="0" end="4" value="PER" identifier="http://www.wikidata.org/entity/Q1"/><type:NamedEntity xmi:id="11" sofa="1" begin="10" end="15" value="PERSON"/><custom:Treffen xmi:id="20" sofa="1" begin="5" end="9" Teilnehmer="21 22"/><custom:TreffenTeilnehmerLink xmi:id="21" role="wer" target="10"/><custom:TreffenTeilnehmerLink xmi:id="22" role="wer" target="11"/><custom:Kennt xmi:id="30" sofa="1" begin="0" end="4" Governor="10" Dependent="11"/>'

  it('mean what a mapping of types says; identifiers come along', () => {
    const mapping = { mentions: { 'NamedEntity#PERSON': 'PER' }, facts: { 'webanno.custom.Treffen': 'meeting' }, roles: { 'meeting.wer': 'participant' }, relations: { Kennt: { type: 'diplomatic_relations', from: 'party', to: 'party' } } }
    const article = first(readFiles([file('a.xmi', cas(layers))], 'xmi', exampleCodebook, mapping))
    expect(article.problems).toEqual([])
    expect(article.mentions.map(({ type, identifiers }) => [type, ...identifiers])).toEqual([['PER', 'wikidata:Q1'], ['PER']])
    expect(article.facts.map(({ type, slots }) => [type, ...slots.map(({ role }) => role)])).toEqual([['meeting', 'participant', 'participant'], ['diplomatic_relations', 'party', 'party']])
  }) // prettier-ignore

  it('are listed where nobody said what they mean', () => {
    const { mentions, facts, problems } = first(read('xmi', file('a.xmi', cas(layers))))
    expect([mentions.length, facts.length]).toEqual([1, 0])
    expect(problems.map(({ code, where }) => `${code} ${where}`).sort()).toEqual(['unknownArrow Kennt', 'unknownFact Treffen', 'unknownMention PERSON']) // prettier-ignore
  })
})
