import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExtractionOutput } from '../../shared/model/extraction.ts'
import type { ReadArticle } from '../workbench/corpus/read-articles.ts'
import { extractFiles, type ExtractText } from './extraction-files.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-extract-'))
  await mkdir(join(folder, 'in'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** An extraction that only says which article it is of, with one mention: the first word. */
const plain = (article: ReadArticle): ExtractionOutput => ({
  schema: 'beleg-extraction/1',
  file: article.name,
  textSha256: article.textSha256,
  sourceSha256: article.sourceSha256,
  utf16Length: article.text.length,
  offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
  extractor: { name: 'beleg', version: '0', language: 'de', lexicon: '0', codebook: '0' },
  metadata: {},
  sections: [],
  boilerplate: [],
  sentences: [],
  entities: [],
  mentions: [
    {
      id: 'm1', start: 0, end: 4, surface: article.text.slice(0, 4), line: 1, type: 'ORG', form: 'name', entity: null,
      rule: 'a', ruleVersion: 1, prior: 0.5,
    }, // prettier-ignore
  ],
  facts: [],
  notices: [],
})
const extract: ExtractText = (article) => Promise.resolve(plain(article))

const put = async (name: string, content: string): Promise<string> => {
  const path = join(folder, 'in', name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
  return path
}
const run = async (paths: readonly string[], how: ExtractText = extract): Promise<string[]> => {
  const seen: string[] = []
  for await (const file of extractFiles(paths, join(folder, 'out'), how, new AbortController().signal)) {
    seen.push(file.outcome === 'written' ? file.out.slice(folder.length + 1) : file.error.code)
  }
  return seen
}

describe('extracting files', () => {
  it('writes one file per article, named by its stem', async () => {
    for (let at = 0; at < 20; at++) await put(`${String(at).padStart(2, '0')}.b.txt`, `Text ${String(at)} 👋🏽`)
    const seen = await run([join(folder, 'in')])
    expect(seen.length).toBe(20)
    expect(seen[3]).toBe(join('out', '03.b.json'))
    const read = JSON.parse(await readFile(join(folder, 'out', '03.b.json'), 'utf8')) as { file: string }
    expect(read.file).toBe('03.b.txt')
    expect((await readdir(join(folder, 'out'))).length).toBe(20)
  })

  it('refuses two inputs with one stem before it writes anything', async () => {
    const paths = [await put('a.txt', 'Text'), await put('b.txt', 'Text'), await put('sub/a.md', 'Text')]
    await expect(run(paths)).rejects.toMatchObject({ code: 'extract.sameStem' })
    expect(await readdir(folder)).toEqual(['in'])
  })

  it('takes the same file named twice for one', async () => {
    const path = await put('a.txt', 'Text')
    expect(await run([path, join(folder, 'in')])).toEqual([join('out', 'a.json')])
  })

  it('replaces its own earlier work and nothing else', async () => {
    const paths = [await put('a.txt', 'Text'), await put('b.txt', 'Text'), await put('c.txt', 'Text')]
    await run(paths)
    await writeFile(join(folder, 'out', 'b.json'), '{"schema":"beleg-gold/1"}')
    await writeFile(join(folder, 'out', 'c.json'), 'no json')
    expect(await run(paths)).toEqual([join('out', 'a.json'), 'file.exists', 'file.exists'])
    expect(await readFile(join(folder, 'out', 'b.json'), 'utf8')).toBe('{"schema":"beleg-gold/1"}')
  })

  it('does not write what breaks the schema or quotes wrongly, and goes on with the others', async () => {
    const paths = [
      await put('a.txt', 'Text'),
      await put('b.txt', 'Text'),
      await put('c.txt', 'Text'),
      await put('d.txt', ''),
    ]
    const broken: ExtractText = (article) => {
      const good = plain(article)
      if (article.name === 'a.txt') return Promise.resolve({ ...good, textSha256: 'short' })
      if (article.name === 'b.txt')
        return Promise.resolve({ ...good, mentions: good.mentions.map((one) => ({ ...one, start: 1 })) })
      return Promise.resolve(good)
    }
    expect(await run(paths, broken)).toEqual(['internal', 'internal', join('out', 'c.json'), 'file.empty'])
    expect(await readdir(join(folder, 'out'))).toEqual(['c.json'])
  })
})
