import { isAbsolute, resolve } from 'node:path'

/**
 * The folder to open from a command line, absolute, or undefined. `given` is without the executable; in development
 * the first of it is the program's own folder. Switches belong to Chromium.
 */
export function folderToOpen(given: readonly string[], packaged: boolean, cwd: string): string | undefined {
  const folders = given.filter((argument) => argument !== '' && !argument.startsWith('-'))
  const [folder] = packaged ? folders : folders.slice(1)
  return folder === undefined ? undefined : isAbsolute(folder) ? folder : resolve(cwd, folder)
}
