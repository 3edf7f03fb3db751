import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { createProject, openSession } from '../open-session.ts'
import type { ProjectSession } from '../session.ts'

/** Windows-1252: quotes and the euro stand where ISO-8859-15 has controls. */
const rest = 'Die Minister sprachen drei Stunden lang miteinander. Sie wollen den Hafen gemeinsam ausbauen und im Herbst weiterreden. '.repeat(8).trim() // prettier-ignore
const story = `Treffen in Wien\n\nAußenministerin Mara Lindqvist traf am 3. Mai 2024 in Wien Verteidigungsminister Andrei Belinow. „Wir sprechen wieder miteinander“, sagte Lindqvist nach dem Gespräch. Österreich unterstützt Nordland mit 3 Millionen € im Jahr.\n\n${rest}\n` // prettier-ignore
const letters: Readonly<Record<string, number>> = { '„': 0x84, '“': 0x93, '€': 0x80 }
const bytes = Buffer.from(Array.from(story, (letter) => letters[letter] ?? letter.charCodeAt(0)))

let root: string
let project: ProjectSession

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-redecode-'))
  await createProject(join(root, 'project'), { name: 'Test', language: 'en' })
  project = await openSession(join(root, 'project'), { author: 'Ada', quiet: true })
  writeFileSync(join(root, 'brief.txt'), bytes)
})
afterEach(async () => {
  await project.close()
  rmSync(root, { recursive: true, force: true })
})

const newest = async () => {
  const row = (await project.query('articles.list', {})).rows.find((one) => one.newest === undefined)
  if (row === undefined) throw new Error('no article')
  return project.query('articles.open', { articleId: row.id })
}

/** Accepts everything that can be accepted; how many facts that were. */
async function acceptAll(articleId: ArticleId): Promise<number> {
  const { facts } = await project.query('articles.open', { articleId })
  const whole = facts.filter(({ missing }) => missing.length === 0)
  const answers = await project.apply(
    whole.map(({ id }) => ({ id: `accept-${id}`, type: 'fact.accept', payload: { factId: id } })),
  )
  return answers.filter(({ error }) => error === undefined).length
}

describe('an article that was read in the wrong encoding', () => {
  it('is read in another one as its next version, to which decisions move also where letters of their words changed', async () => {
    await project.importPaths([join(root, 'brief.txt')], { extract: true, reading: { encoding: 'iso-8859-15' } })
    const wrong = await newest()
    expect(wrong.text).toContain('\u0084Wir sprechen wieder miteinander\u0093')
    const decided = await acceptAll(wrong.row.id)
    expect(decided).toBeGreaterThan(1)
    const odd = wrong.facts.filter(({ evidence }) => evidence.some(({ surface }) => /[\u0080-\u009f]/.test(surface)))
    expect(odd.length).toBeGreaterThan(0)

    const { current, options } = await project.query('articles.encodings', { articleId: wrong.row.id })
    expect(current).toBe('iso-8859-15')
    expect(options.find(({ encoding }) => encoding === 'iso-8859-15')).toMatchObject({ same: true })
    expect(options.find(({ encoding }) => encoding === 'windows-1252')).toMatchObject({ same: false })
    expect(options.some(({ encoding }) => encoding === 'utf-8')).toBe(false)

    const job = await project.redecode(wrong.row.id, 'windows-1252', {})
    expect(job).toMatchObject({ state: 'done', report: [{ outcome: 'new-version', version: { open: 0 }, of: { articleId: wrong.row.id } }] })
    const right = await newest()
    expect(right.text).toBe(story)
    expect(right.row).toMatchObject({ version: 2, decided })
    for (const { evidence, slots } of right.facts) {
      for (const { start, end, surface } of evidence) expect(right.text.slice(start, end)).toBe(surface)
      for (const { start, end, surface } of slots)
        if (start !== null && end !== null) expect(right.text.slice(start, end)).toBe(surface)
    }
    expect((await project.query('articles.open', { articleId: wrong.row.id })).text).toBe(wrong.text)
    // The bytes are kept once, whatever they are read as.
    const kept = readdirSync(join(root, 'project', 'originals'), { recursive: true, encoding: 'utf8' })
    expect(kept.filter((name) => name.endsWith('.txt'))).toHaveLength(1)
    expect((await project.query('project.verify', {})).problems).toEqual([])

    await project.apply([{ id: 'back', type: 'history.undo', payload: {} }])
    expect((await newest()).row).toMatchObject({ id: wrong.row.id, version: 1, decided })
  })

  it('is left alone where the encoding changes nothing, cannot be that of the bytes, or is said by the file itself', async () => {
    await project.importPaths([join(root, 'brief.txt')], { extract: true })
    const { row } = await newest()
    const outcome = async (encoding: 'windows-1252' | 'utf-8'): Promise<string | undefined> =>
      (await project.redecode(row.id, encoding, {})).error?.code
    expect(await outcome('windows-1252')).toBe('redecode.same')
    expect(await outcome('utf-8')).toBe('redecode.unreadable')
    expect((await project.query('articles.list', {})).total).toBe(1)
    const mail = 'From: A <a@b.example>\nSubject: Reise\nContent-Type: text/plain; charset=utf-8\n\nMara Lindqvist reiste nach Wien.\n'
    writeFileSync(join(root, 'brief.eml'), mail)
    await project.importPaths([join(root, 'brief.eml')], { extract: false })
    const [, other] = (await project.query('articles.list', {})).rows
    if (other === undefined) throw new Error('no mail')
    expect((await project.query('versions.of', { articleId: other.id })).redecodable).toBe(false)
    expect((await project.redecode(other.id, 'windows-1252', {})).error?.code).toBe('redecode.format')
  })

  it('is found again among several of one file, and in its row of a table whose columns were named by hand', async () => {
    const inWords = (text: string): Buffer => Buffer.from(Array.from(text, (letter) => letters[letter] ?? letter.charCodeAt(0)))
    const pieces = ['eins', 'zwei'].map((word) => `Über Artikel ${word}: ${rest} „Ende ${word}“.`)
    writeFileSync(join(root, 'alle.txt'), inWords(pieces.join('\r\n#####\r\n')))
    await project.importPaths([join(root, 'alle.txt')], { extract: false, reading: { encoding: 'iso-8859-15', split: { by: 'line', text: '#####' } } })
    writeFileSync(join(root, 'export.csv'), inWords(`Nr;Überschrift;Häufung\n7;„Hafen“ zu;"Für 3 € durch den Hafen: ${rest}"\n`))
    const mapping = { Nr: 'id', Überschrift: 'title', Häufung: 'text' } as const
    await project.apply([{ id: 'columns', type: 'import.mapping', payload: { columns: Object.keys(mapping), mapping } }])
    await project.importPaths([join(root, 'export.csv')], { extract: false, reading: { encoding: 'iso-8859-15' } })
    const { rows } = await project.query('articles.list', {})
    const again = async (name: string): Promise<string> => {
      const row = rows.find(({ sourceName }) => sourceName === name)
      if (row === undefined) throw new Error(`${name} is not there`)
      expect(await project.redecode(row.id, 'windows-1252', {})).toMatchObject({ state: 'done', report: [{ outcome: 'new-version' }] })
      const newer = (await project.query('versions.of', { articleId: row.id })).versions.at(-1)
      return newer === undefined ? '' : (await project.query('articles.open', { articleId: newer.articleId })).text
    }
    expect(await again('alle.txt#2')).toBe(pieces[1])
    expect(await again('export.csv#7')).toBe(`„Hafen“ zu\n\nFür 3 € durch den Hafen: ${rest}`)
  })
}) // prettier-ignore
