import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGermanPack, germanLexiconFiles, type LanguagePack } from './extraction/pack.ts'

/**
 * Reads, checks and compiles the German lexicon of the resources folder. The hash runs over the names and bytes
 * of the files, so that results made with another lexicon are known to be out of date.
 * Throws where a file is missing, no JSON, or not as its schema says.
 */
export function loadGermanPack(resources: string): LanguagePack {
  const hash = createHash('sha256')
  const files: Record<string, unknown> = {}
  for (const name of germanLexiconFiles) {
    const bytes = readFileSync(join(resources, 'lexicon', 'de', `${name}.json`))
    hash.update(`${name}\0${String(bytes.length)}\0`).update(bytes)
    files[name] = JSON.parse(bytes.toString('utf8'))
  }
  return createGermanPack(files, hash.digest('hex'))
}
