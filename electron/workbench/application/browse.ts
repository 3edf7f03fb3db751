import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import type { ChannelOutput, Place } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { fileFailure } from '../corpus/file-failure.ts'
import type { Places } from './places.ts'

/** More entries than anybody reads; the rest is named as left out. */
const mostEntries = 5000

/** Lists a folder for the page's own chooser: folders first, then files, in code-unit order. */
export async function browse(
  places: Places,
  path: string | null,
  hidden: boolean,
): Promise<ChannelOutput<'files.browse'>> {
  if (path === null) return { here: null, parent: null, entries: startingPlaces(places), truncated: false }
  let names
  try {
    names = await readdir(path, { withFileTypes: true })
  } catch (error) {
    throw fileFailure(path, error)
  }
  const shown = names
    .filter((entry) => hidden || !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const all = shown.slice(0, mostEntries).map((entry) => places.of(join(path, entry.name), entry.name))
  const entries = [...all.filter(({ kind }) => kind !== 'file'), ...all.filter(({ kind }) => kind === 'file')]
  const parent = dirname(path)
  return {
    here: places.of(path, path),
    parent: parent === path ? null : places.of(parent, parent),
    entries,
    truncated: shown.length > mostEntries,
  }
}

function startingPlaces(places: Places): Place[] {
  const home = homedir()
  const known = [
    home,
    join(home, 'Documents'),
    join(home, 'Dokumente'),
    join(home, 'Downloads'),
    join(home, 'Desktop'),
    process.cwd(),
    parse(home).root,
  ]
  return [...new Set(known)].filter((path) => existsSync(path)).map((path) => places.of(path, path))
}

const forbidden = /[\u0000-\u001f<>:"/\\|?*]|^\.{1,2}$|[ .]$/

/** A name that every system takes for a file or folder. Throws `input.invalid`. */
export function safeName(name: string): string {
  if (forbidden.test(name))
    throw new BelegError('input.invalid', { reason: `“${name}” cannot be a file name` })
  return name
}

export async function makeFolder(places: Places, parent: string, name: string): Promise<Place> {
  const path = join(parent, safeName(name))
  try {
    await mkdir(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new BelegError('file.exists', { path })
    throw new BelegError('file.unwritable', {
      path,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  return places.of(path)
}
