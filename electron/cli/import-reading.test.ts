import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articleRowSchema } from '../../shared/model/views.ts'
import { rowsOf, run } from './cli-process.ts'

let folder = ''
let project = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-reading-'))
  project = join(folder, 'p.beleg')
  expect(await run('init', project)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}
const listed = async () => (await rowsOf(articleRowSchema, project, 'articles')).map(({ sourceName, title, publisher, published, lang }) => ({ sourceName, title, publisher, published, lang })) // prettier-ignore

describe('importing files that do not tell how they are to be read', () => {
  it('takes the columns of a table as they are named', async () => {
    const table = await put('export.csv', 'Nr;Kopf;Rumpf;Blatt;Wann\n7;Hafen zu;"Der Hafen bleibt bis Freitag gesperrt.";Kurier;2024-05-07\n') // prettier-ignore
    expect(await run('import', project, table)).toMatchObject({ code: 1 })
    expect(await run('import', project, table, '--map', 'id=Nr,title=Kopf,text=Rumpf,publisher=Blatt,date=Wann')).toMatchObject({ code: 0 }) // prettier-ignore
    expect(await listed()).toContainEqual({ sourceName: 'export.csv#7', title: 'Hafen zu', publisher: 'Kurier', published: '2024-05-07', lang: 'de' }) // prettier-ignore
    expect(await run('import', project, table, '--map', 'nichts=Kopf')).toMatchObject({ code: 2 })
  })

  it('parts one text into its articles at a line or a pattern', async () => {
    const text = await put('alle.txt', 'Erster Text über Kiel.\n#####\nZweiter Text über Bremen.\n')
    expect(await run('import', project, text, '--split-on', '#####')).toMatchObject({ code: 0 })
    expect((await listed()).map(({ sourceName }) => sourceName)).toEqual(expect.arrayContaining(['alle.txt#1', 'alle.txt#2'])) // prettier-ignore
    const other = await put('mehr.txt', 'Nr. 1\nText über Lübeck.\nNr. 2\nText über Wismar.\n')
    expect(await run('import', project, other, '--split-on', '/^Nr\\. \\d+$/')).toMatchObject({ code: 0 })
    expect((await listed()).filter(({ sourceName }) => sourceName.startsWith('mehr.txt#'))).toHaveLength(2)
    expect((await run('import', project, other, '--split-on', '/(a+)+$/')).err).toContain('cannot be used')
    expect((await run('import', project, other, '--split-on', '=====')).err).toContain('No line of the text parts it') // prettier-ignore
  })

  it('decodes as it is told, and tells languages it does not read', async () => {
    const russian = 'Министр прибыл в понедельник в Кронбург, чтобы обсудить квоты на вылов рыбы и пошлины.'
    const letters = Array.from(russian, (letter) => {
      const code = letter.charCodeAt(0)
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
    })
    const file = await put('kurz.txt', Buffer.from(letters))
    expect(await run('import', project, file, '--encoding', 'windows-1251')).toMatchObject({ code: 0 })
    expect((await listed()).find(({ sourceName }) => sourceName === 'kurz.txt')).toMatchObject({ title: russian, lang: 'ru' }) // prettier-ignore
    expect(await run('import', project, file, '--encoding', 'klingon')).toMatchObject({ code: 2 })
  })

  it('lists the encodings an article can be read in, and makes a version of another one', async () => {
    const file = await put('brief.txt', Buffer.from(`Mara Lindqvist reiste am 3. Mai 2024 nach Wien. Das kostet 3 Mio. \x80, sagte sie. ${'Der Hafen wird ausgebaut. '.repeat(12)}\n`, 'latin1')) // prettier-ignore
    expect(await run('import', project, file, '--encoding', 'iso-8859-15')).toMatchObject({ code: 0 })
    const told = await run('redecode', project, 'brief.txt')
    expect(told.out).toMatch(/^iso-8859-15 +now +Mara Lindqvist/m)
    expect(told.out).toMatch(/^windows-1252 +Mara Lindqvist/m)
    expect(await run('redecode', project, 'brief.txt', '--encoding', 'utf-8')).toMatchObject({ code: 1 })
    const made = await run('redecode', project, 'brief.txt', '--encoding', 'windows-1252')
    expect(made).toMatchObject({ code: 0 })
    expect(made.out).toMatch(/^brief\.txt: new version – /m)
    const again = await run('redecode', project, 'brief.txt', '--json')
    expect(JSON.parse(again.out)).toMatchObject({ current: 'windows-1252' })
    expect(await run('redecode', project, 'brief.txt', '--encoding', 'klingon')).toMatchObject({ code: 2 })
    expect((await run('redecode', project, 'nirgends')).err).not.toBe('')
  })
})
