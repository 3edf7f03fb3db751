import { realFiles, type FileHandle, type FileSystemPort } from '../files.ts'

export type FileOperation = Exclude<
  keyof FileSystemPort,
  'status' | 'list' | 'size' | 'close' | 'realPath' | 'fileSystemType'
>

/** What happened to the disk, and what shall go wrong next. */
export interface FaultyFiles extends FileSystemPort {
  /** Operations done so far: `fsync journal/000001.log`. */
  readonly log: string[]
  /** Called before each operation; a returned code makes it fail with that error, a number makes a write that short. */
  fault: (operation: FileOperation, path: string) => string | number | undefined
}

/** The real disk with an error wherever the test wants one. */
export function faultyFiles(): FaultyFiles {
  const paths = new Map<FileHandle, string>()
  const log: string[] = []
  const check = (operation: FileOperation, path: string): number | undefined => {
    const name = path.replaceAll('\\', '/').replace(/^.*\/project\//, '')
    const fault = files.fault(operation, name)
    log.push(`${operation} ${name}`)
    if (typeof fault === 'string') throw Object.assign(new Error(`${fault}: ${operation}`), { code: fault })
    return fault
  }
  const ofHandle = (handle: FileHandle): string => paths.get(handle) ?? ''
  const files: FaultyFiles = {
    ...realFiles,
    log,
    fault: () => undefined,
    open(path, mode) {
      check('open', path)
      const handle = realFiles.open(path, mode)
      paths.set(handle, path)
      return handle
    },
    write(handle, bytes, offset, length, position) {
      const short = check('write', ofHandle(handle))
      return realFiles.write(handle, bytes, offset, Math.min(length, short ?? length), position)
    },
    truncate(handle, length) {
      check('truncate', ofHandle(handle))
      realFiles.truncate(handle, length)
    },
    fsync(handle) {
      check('fsync', ofHandle(handle))
      realFiles.fsync(handle)
    },
    fdatasync(handle) {
      check('fdatasync', ofHandle(handle))
      realFiles.fdatasync(handle)
    },
    readFile(path) {
      check('readFile', path)
      return realFiles.readFile(path)
    },
    makeFolder(path) {
      check('makeFolder', path)
      realFiles.makeFolder(path)
    },
    rename(from, to) {
      check('rename', to)
      realFiles.rename(from, to)
    },
    unlink(path) {
      check('unlink', path)
      realFiles.unlink(path)
    },
    fsyncFolder(path) {
      check('fsyncFolder', path)
      realFiles.fsyncFolder(path)
    },
  }
  return files
}
