import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readArticles } from './read-articles.ts'

const encrypted = readFileSync(new URL('./formats/fixtures/verschluesselt.pdf', import.meta.url))

/** A PDF of empty pages (ISO 32000-1, 7.7.3). */
function pages(count: number): string {
  const kids = Array.from({ length: count }, (_, n) => n + 3)
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${String(count)}/Kids[${kids.map((n) => `${String(n)} 0 R`).join(' ')}]>>`,
    ...kids.map(() => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>'),
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, n) => {
    const offset = file.length
    file += `${String(n + 1)} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = String(objects.length + 1)
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${String(file.length)}\n%%EOF\n`
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beleg-hostile-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What comes of every file of the folder: its text, or why there is none. */
async function outcomes(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for await (const one of readArticles([folder])) found[one.name] = one.kind === 'article' ? one.text.trim() : one.error.code
  return found
} // prettier-ignore

describe('a folder with files that nobody can read', () => {
  it('gives a reason for each of them, soon and in little memory, and reads the rest', async () => {
    mkdirSync(join(folder, 'tief'))
    writeFileSync(join(folder, 'a-vorher.txt'), 'Vorher.')
    writeFileSync(join(folder, 'b-gesperrt.pdf'), encrypted)
    writeFileSync(join(folder, 'c-buch.pdf'), pages(10_000))
    writeFileSync(join(folder, 'd-riese.txt'), 'x')
    truncateSync(join(folder, 'd-riese.txt'), 200 * 1024 * 1024)
    writeFileSync(join(folder, 'e-null.txt'), 'Mara\0Lindqvist')
    writeFileSync(join(folder, 'f-utf8.txt'), Buffer.from([0x80, 0x81, 0x82, 0x83, 0x00, 0xff]))
    writeFileSync(join(folder, 'g-spalten.csv'), `${'x,'.repeat(1_000_000)}\n1\n`)
    writeFileSync(join(folder, 'h-tief.html'), '<div>'.repeat(200_000))
    writeFileSync(join(folder, 'tief', 'z-Zeile\numbruch 🙂.txt'), 'Nachher.')
    const before = process.memoryUsage().rss
    expect(await outcomes()).toEqual({
      'a-vorher.txt': 'Vorher.',
      'b-gesperrt.pdf': 'file.encrypted',
      'c-buch.pdf': 'file.tooLong',
      'd-riese.txt': 'file.tooLarge',
      'e-null.txt': 'file.notText',
      'f-utf8.txt': 'file.notText',
      'g-spalten.csv': 'table.tooWide',
      'h-tief.html': 'file.damaged',
      'tief/z-Zeile\numbruch 🙂.txt': 'Nachher.',
    })
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(600)
  })
})
