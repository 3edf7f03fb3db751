import { describe, expect, it } from 'vitest'
import { droppedFiles } from './dropped-files.ts'

/** As a browser gives a file of a drop. */
const file = (name: string) => ({
  name,
  isFile: true,
  file: (resolve: (found: File) => void) => {
    resolve(new File([name], name))
  },
})
/** As a browser gives a folder: a hundred entries at a time, and at last none. */
const folder = (name: string, ...entries: readonly object[]) => ({
  name,
  isFile: false,
  createReader: () => {
    let at = 0
    return {
      readEntries: (resolve: (some: readonly object[]) => void) => {
        resolve(entries.slice(at, at + 100))
        at += 100
      },
    }
  },
})
const transfer = (...entries: readonly { readonly name: string }[]): DataTransfer =>
  ({
    files: entries.map(({ name }) => new File([''], name)),
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  }) as never

const names = ({ files }: { readonly files: readonly File[] }): readonly string[] => files.map(({ name }) => name) // prettier-ignore

describe('what is dropped on the page', () => {
  it('is every file of every folder, however deep and however many, without what is hidden', async () => {
    const many = Array.from({ length: 250 }, (_, n) => file(`${String(n)}.txt`))
    const found = await droppedFiles(
      transfer(folder('Artikel', folder('tief', folder('tiefer', file('unten.pdf'))), file('.DS_Store'), ...many), file('einzeln.docx')),
      'upload',
    ) // prettier-ignore
    expect(names(found)).toEqual(['unten.pdf', ...many.map(({ name }) => name), 'einzeln.docx'])
    expect(found.name).toBe('Artikel')
  })

  it('stays as it was dropped where the program may read paths itself', async () => {
    const found = await droppedFiles(transfer(folder('Artikel', file('a.txt'))), 'paths')
    expect(names(found)).toEqual(['Artikel'])
  })
})
