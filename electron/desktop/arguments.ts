import { basename, dirname, isAbsolute, resolve } from 'node:path'

/**
 * The folder to open from a command line, absolute, or undefined. `given` is without the executable; in development
 * the first of it is the program's own folder. Switches belong to Chromium.
 */
export function folderToOpen(given: readonly string[], packaged: boolean, cwd: string): string | undefined {
  const folders = given.filter((argument) => argument !== '' && !argument.startsWith('-'))
  const [folder] = packaged ? folders : folders.slice(1)
  if (folder === undefined) return undefined
  return projectOf(isAbsolute(folder) ? folder : resolve(cwd, folder))
}

/** The folder that is meant by a path the system hands over: a project's own `project.json` stands for the project. */
export function projectOf(path: string): string {
  return basename(path) === 'project.json' ? dirname(path) : path
}
