import { readFileSync } from 'node:fs'
import { compilePrepareLexicon, prepareLexiconSchema, type PrepareLexicon } from './prepare.ts'

/** The shipped lexicons of stages 1 to 4, read from disk: tests only, the stages themselves read no file. */
export function shippedPrepareLexicon(): PrepareLexicon {
  const file = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'))
  const names = ['abbreviations', 'clauses', 'calendar', 'units', 'zones', 'publishers']
  return compilePrepareLexicon(
    prepareLexiconSchema.parse(Object.fromEntries(names.map((name) => [name, file(name)]))),
  )
}
