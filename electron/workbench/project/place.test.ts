import { describe, expect, it } from 'vitest'
import { realFiles } from './files.ts'
import { placeWarning } from './place.ts'
import { newProject, openTest } from './testing/workbench.ts'

const at = (path: string, there: readonly string[] = [], type: number | null = null): string | undefined =>
  placeWarning(
    {
      ...realFiles,
      realPath: () => path,
      status: (asked) => (there.includes(asked) ? { kind: 'folder', size: 0 } : null),
      fileSystemType: () => type,
    },
    path,
  )?.message

describe('the place of a project', () => {
  it.each([
    ['/home/anna/Dropbox/Südostasien', 'Dropbox'],
    ['/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/Projekt', 'iCloud'],
    ['C:\\Users\\anna\\OneDrive - Institut\\Projekt', 'OneDrive'],
    ['/home/anna/Nextcloud/Projekt', 'Nextcloud'],
  ])('%s is known to be synchronised by %s', (path, service) => {
    expect(at(path)).toContain(service)
  })

  it('is known to be synchronised by the mark a client leaves further up', () => {
    expect(at('/home/anna/Arbeit/Projekt', ['/home/anna/Arbeit/.stfolder'])).toContain('Syncthing')
  })

  it('on another computer is warned of', () => {
    expect(at('\\\\server\\share\\Projekt')).toContain('another computer')
    expect(at('/mnt/team/Projekt', [], 0xff534d42)).toContain('another computer')
  })

  it('elsewhere is not', () => {
    expect(at('/home/anna/Dropbox-Artikel/Projekt', [], 0xef53)).toBeUndefined()
    expect(openTest(newProject()).opening.place).toBeNull()
  })
})
