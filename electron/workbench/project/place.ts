import { dirname, join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { FileSystemPort } from './files.ts'

/** Folder names that clients of synchronising services use, and the service. */
const syncedFolders: readonly (readonly [RegExp, string])[] = [
  [/^dropbox( \(.*\))?$/i, 'Dropbox'],
  [/^onedrive( - .*)?$/i, 'OneDrive'],
  [/^(google drive|googledrive(-.*)?|my drive|meine ablage)$/i, 'Google Drive'],
  [/^(icloud drive|icloud~.*|com~apple~clouddocs|mobile documents)$/i, 'iCloud'],
  [/^nextcloud$/i, 'Nextcloud'],
  [/^owncloud$/i, 'ownCloud'],
  [/^seafile$/i, 'Seafile'],
]

/** Files that mark a folder some client synchronises, and the service. */
const markers: readonly (readonly [string, string])[] = [
  ['.stfolder', 'Syncthing'],
  ['.dropbox', 'Dropbox'],
  ['.sync', 'Resilio Sync'],
]

/** File systems that live on another computer, by the number Linux gives them (linux/magic.h). */
const networkFileSystems: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x01021997, // 9P
  0x73757245, // Coda
  0x5346414f, // AFS
])

/**
 * A warning where a synchronising service or another computer holds the project: both may change or withhold files
 * behind the program's back, and a second computer is not kept out by the lock. Null where nothing of the kind shows.
 */
export function placeWarning(fs: FileSystemPort, root: string): BelegError | null {
  try {
    const path = fs.realPath(root)
    const service = syncedBy(fs, path)
    if (service !== null) return new BelegError('project.syncedPlace', { service })
    const type = fs.fileSystemType(path)
    const remote = path.startsWith('\\\\') || (type !== null && networkFileSystems.has(type))
    return remote ? new BelegError('project.networkPlace') : null
  } catch {
    // A warning is a courtesy; opening says what is wrong with the folder.
    return null
  }
}

function syncedBy(fs: FileSystemPort, path: string): string | null {
  for (const name of path.split(/[\\/]/)) {
    const found = syncedFolders.find(([pattern]) => pattern.test(name))
    if (found !== undefined) return found[1]
  }
  for (let folder = path; ; folder = dirname(folder)) {
    const found = markers.find(([name]) => fs.status(join(folder, name)) !== null)
    if (found !== undefined) return found[1]
    if (dirname(folder) === folder) return null
  }
}
