import type { ShellCapabilities } from '../../../shared/contract/index.ts'

const readAll = async (directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = directory.createReader()
  const entries: FileSystemEntry[] = []
  // The reader gives at most a hundred entries at a time and ends with none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return entries
    entries.push(...some)
  }
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.name.startsWith('.')) return []
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry
    return [await new Promise<File>((resolve, reject) => file.file(resolve, reject))]
  }
  const found: File[] = []
  for (const child of await readAll(entry as FileSystemDirectoryEntry)) found.push(...(await filesOf(child)))
  return found
}

/** What was dropped: its files, and the name of the first folder or file for a project to be made of it. */
export interface Dropped {
  readonly name: string
  readonly files: readonly File[]
}

/**
 * The files of a drop. Where the shell takes paths, a folder stays one file object; where it takes uploads, folders are walked.
 * Must be called inside the drop event: the list is empty afterwards.
 */
export function droppedFiles(transfer: DataTransfer, drop: ShellCapabilities['drop']): Promise<Dropped> {
  const files = [...transfer.files]
  const entries = [...transfer.items].map((one) => one.webkitGetAsEntry()).filter((entry) => entry !== null)
  const name = (entries[0]?.name ?? files[0]?.name ?? '').replace(/\.(txt|md)$/i, '')
  if (drop === 'paths' || entries.length === 0) return Promise.resolve({ name, files })
  return Promise.all(entries.map(filesOf)).then((lists) => ({ name, files: lists.flat() }))
}

export const carriesFiles = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') === true
