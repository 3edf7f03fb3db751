import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { codebookSchema, type Codebook } from '../../shared/model/codebook.ts'
import { BelegError } from '../../shared/errors.ts'
import { transliterationLexiconSchema } from './extraction/names/lexicon.ts'
import { compileNameKeys, nameVariantsSchema, type NameKeys } from './linking/name-keys.ts'
import {
  compileListLexicon,
  gazetteerForListsSchema,
  listWordsSchema,
  type ListLexicon,
} from './linking/lists/list-lexicon.ts'
import { readMigrations, type Migration } from './database/index.ts'

/** The folder of what ships as data, found from wherever this code runs: beside the sources, or beside the build. */
export function resourcesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidate = join(folder, 'resources')
    if (existsSync(join(candidate, 'migrations'))) return candidate
    const parent = dirname(folder)
    if (parent === folder)
      throw new BelegError('internal', { reason: 'the folder “resources” is missing from the installation' })
    folder = parent
  }
}

/** The version of this program: in the sources and in the packaged program the manifest stands beside the resources. */
export function programVersion(resources: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(resources), 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0.0.0'
}

/** SQLite's WebAssembly: put beside the resources by the build, or where npm installed it. */
export function readWasm(resources: string): Uint8Array {
  const built = join(resources, 'sql-wasm.wasm')
  return readFileSync(
    existsSync(built) ? built : join(dirname(resources), 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm'),
  )
}

export function loadMigrations(resources: string): readonly Migration[] {
  const folder = join(resources, 'migrations')
  return readMigrations(
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') })),
  )
}

/** The shipped codebook, checked. */
export function loadCodebook(resources: string): Codebook {
  return codebookSchema.parse(JSON.parse(readFileSync(join(resources, 'codebook', 'codebook.json'), 'utf8')))
}

const countriesSchema = z.object({
  countries: z.array(z.object({ iso3: z.string(), de: z.string(), en: z.string() })),
})

/** Names of countries by ISO 3166-1 alpha-3, from the shipped lexicon. */
export function loadCountryNames(
  resources: string,
): ReadonlyMap<string, { readonly de: string; readonly en: string }> {
  const path = join(resources, 'lexicon', 'de', 'countries.json')
  const { countries } = countriesSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return new Map(countries.map(({ iso3, de, en }) => [iso3, { de, en }]))
}

/** What names of the registry are found by, from the shipped tables of spellings and readings. */
export function loadNameKeys(resources: string): NameKeys {
  const read = (...path: readonly string[]): unknown =>
    JSON.parse(readFileSync(join(resources, ...path), 'utf8'))
  return compileNameKeys(
    transliterationLexiconSchema.parse(read('lexicon', 'de', 'transliteration.json')),
    nameVariantsSchema.parse(read('gazetteer', 'name-variants.json')),
  )
}

/** What readers of lists of entities know of columns, types and countries. */
export function loadListLexicon(resources: string): ListLexicon {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(resources, 'gazetteer', name), 'utf8'))
  return compileListLexicon(
    listWordsSchema.parse(read('entity-lists.json')),
    gazetteerForListsSchema.parse(read('gazetteer.json')),
  )
}
