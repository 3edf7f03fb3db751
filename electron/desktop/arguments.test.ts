import { describe, expect, it } from 'vitest'
import { folderToOpen, projectOf } from './arguments.ts'
import { questionFor } from './dialogs.ts'

describe('the folder named at the start', () => {
  it('is opened, from wherever it was named', () => {
    expect(folderToOpen(['.', 'Artikel'], false, '/home/ada')).toBe('/home/ada/Artikel')
    expect(folderToOpen(['/data/Projekt'], true, '/home/ada')).toBe('/data/Projekt')
  })

  it('is the project where one of its files was opened', () => {
    expect(folderToOpen(['/data/A.beleg/project.json'], true, '/x')).toBe('/data/A.beleg')
    expect(projectOf('/data/A.beleg')).toBe('/data/A.beleg')
  })

  it('is neither the program itself nor a switch', () => {
    expect(folderToOpen(['.'], false, '/home/ada')).toBeUndefined()
    expect(folderToOpen([], true, '/home/ada')).toBeUndefined()
    expect(folderToOpen(['--no-first-run', '.', '--lang=de', 'A'], false, '/x')).toBe('/x/A')
  })
})

describe('a dialog', () => {
  it('asks in the language of the interface', () => {
    expect(questionFor('importFolder', 'de')).toEqual({
      kind: 'open',
      title: 'Ordner mit Artikeln importieren',
      button: 'Importieren',
      choose: 'folder',
      several: true,
    })
    expect(questionFor('exportTo', 'en').kind).toBe('save')
  })
})
