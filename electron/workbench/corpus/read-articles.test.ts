import { createHash } from 'node:crypto'
import { appendFile, chmod, mkdir, mkdtemp, open, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listArticles } from './list-articles.ts'
import { pastedArticles, readArticle, readArticles, type ReadArticle } from './read-articles.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-corpus-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
  return path
}
/** `name` for an article, `name: code` for something skipped. */
const outcome = async (...paths: string[]): Promise<string[]> => {
  const seen: string[] = []
  for await (const found of readArticles(paths)) {
    seen.push(found.kind === 'article' ? found.name : `${found.name}: ${found.error.code}`)
  }
  return seen
}
const only = async (path: string): Promise<ReadArticle> => {
  for await (const found of readArticles([path])) if (found.kind === 'article') return found
  throw new Error('no article')
}
const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

describe('reading articles', () => {
  it('reads the articles of a folder and its folders in code-unit order and passes over hidden ones', async () => {
    for (const name of [
      'b.txt',
      'B.md',
      'a/z.TXT',
      'a/ä.txt',
      '.geheim.txt',
      '.git/x.txt',
      'c/neu\nzeile 🇻🇳.txt',
    ]) {
      await put(name, 'Ein Text')
    }
    expect(await outcome(folder)).toEqual(['B.md', 'a/z.TXT', 'a/ä.txt', 'b.txt', 'c/neu\nzeile 🇻🇳.txt'])
  })

  it('gives both checksums: of the bytes as they came and of the text as frozen', async () => {
    const bytes = Buffer.from('\ufeffErste Zeile\r\nZweite: Grüße 👋', 'utf16le')
    const article = await only(await put('a.txt', bytes))
    expect(article.text).toBe('Erste Zeile\nZweite: Grüße 👋')
    expect(article.sourceSha256).toBe(hash(bytes))
    expect(article.textSha256).toBe(hash('Erste Zeile\nZweite: Grüße 👋'))
    expect(Buffer.from(article.bytes).equals(bytes)).toBe(true)
    expect(article).toMatchObject({ encoding: 'utf-16le', byteOrderMark: true, lineEnds: 'crlf' })
    const plain = await only(await put('b.txt', 'schon UTF-8\n'))
    expect(plain.sourceSha256).toBe(plain.textSha256)
  })

  it('keeps the head of a Markdown file in the text and reads it as hints', async () => {
    const content = '---\ntitle: Ein Besuch\n---\nText\n'
    const article = await only(await put('a.md', content))
    expect(article.text).toBe(content)
    expect(article.frontMatter?.hints.title?.surface).toBe('Ein Besuch')
    expect((await only(await put('a.txt', content))).frontMatter).toBeNull()
  })

  it('says of each thing it cannot read what it is', async () => {
    await put('a-binary.txt', Buffer.from([1, 2, 0, 3, 0, 0, 9, 9]))
    await put('b-empty.txt', '')
    await put('c-blank.txt', '\ufeff \r\n\t')
    await put('d-picture.jpg', 'x')
    await put('e-noending', 'x')
    await symlink(join(folder, 'nowhere.txt'), join(folder, 'f-broken.txt'))
    await symlink(join(folder, 'g-circle.txt'), join(folder, 'g-circle.txt'))
    await put('h-good.txt', 'Text')
    expect(await outcome(folder, join(folder, 'absent.txt'))).toEqual([
      'a-binary.txt: file.notText',
      'b-empty.txt: file.empty',
      'c-blank.txt: file.empty',
      'd-picture.jpg: file.kind',
      'e-noending: file.kind',
      'f-broken.txt: file.notFound',
      'g-circle.txt: file.unreadable',
      'h-good.txt',
      'absent.txt: file.notFound',
    ])
  })

  it('never loads a file of more than 50 MB', async () => {
    const path = join(folder, 'huge.txt')
    const handle = await open(path, 'w')
    await handle.truncate(3 * 1024 * 1024 * 1024) // sparse; larger than a Buffer would want to be
    await handle.close()
    expect(await outcome(path)).toEqual(['huge.txt: file.tooLarge'])
    for await (const found of readArticles([path])) {
      expect(found.kind === 'skipped' && found.error.detail).toMatchObject({ size: 3072, limit: 50 })
    }
  })

  it('takes a file as it is when it is read, not as it was listed', async () => {
    const grown = await put('grown.txt', 'eins')
    const gone = await put('gone.txt', 'zwei')
    const listed = []
    for await (const found of listArticles([grown, gone])) if (found.kind === 'file') listed.push(found)
    await appendFile(grown, ' und mehr')
    await unlink(gone)
    const read = await Promise.all(listed.map((file) => readArticle(file)))
    expect(read[0]).toMatchObject({ kind: 'article', text: 'eins und mehr' })
    expect(read[1]).toMatchObject({ kind: 'skipped', error: { code: 'file.notFound' } })
  })

  it('follows links and enters no folder twice', async () => {
    await put('a/one.txt', 'Text')
    await symlink(folder, join(folder, 'a', 'up'), 'dir')
    await symlink(join(folder, 'a'), join(folder, 'b'), 'dir')
    await symlink(join(folder, 'a', 'one.txt'), join(folder, 'linked.txt'))
    expect(await outcome(folder)).toEqual(['a/one.txt', 'linked.txt'])
  })

  it('says when a folder holds no article, even if it holds other things', async () => {
    await put('x.exe', 'x')
    expect((await outcome(folder)).at(-1)).toMatch(/: import\.noArticles$/)
    await put('y.txt', '')
    expect(await outcome(folder)).toEqual(['x.exe: file.kind', 'y.txt: file.empty'])
  })

  it('does not import the texts of a project that lies in the folder', async () => {
    await put('Mein.beleg/project.json', '{}')
    await put('Mein.beleg/journal/000001.log', '')
    await put('Mein.beleg/texts/ab/abc.txt', 'schon importiert')
    await put('a.txt', 'neu')
    expect(await outcome(folder)).toEqual(['a.txt'])
  })

  it('stops between files when told to', async () => {
    for (let at = 0; at < 20; at++) await put(`${String(at).padStart(2, '0')}.txt`, 'Text')
    const stop = new AbortController()
    let seen = 0
    const run = async (): Promise<void> => {
      for await (const found of readArticles([folder], { signal: stop.signal })) {
        if (found.kind === 'article' && ++seen === 5) stop.abort()
      }
    }
    await expect(run()).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(seen).toBe(5)
  })

  it('names the reason where permission is missing', async (context) => {
    const path = await put('locked.txt', 'Text')
    await chmod(path, 0)
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      context.skip('this user may read everything, so a missing permission cannot be shown')
    }
    expect(await outcome(path)).toEqual(['locked.txt: file.unreadable'])
  })

  it('takes pasted text the same way', () => {
    const [article] = pastedArticles('Notiz', 'Zeile\r\nzwei')
    expect(article).toMatchObject({ name: 'Notiz', text: 'Zeile\nzwei', encoding: 'utf-8' })
    expect(() => pastedArticles('Notiz', ' \n')).toThrow(/empty/)
  })
})
