import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { codebookSchema } from '../../shared/model/codebook.ts'
import { checkFactLexicon } from '../workbench/extraction/facts/check.ts'
import { factLexiconSchema } from '../workbench/extraction/facts/lexicon.ts'
import { checkLexicon } from '../workbench/extraction/mentions/check.ts'
import { parseMentionLexicon } from '../workbench/extraction/mentions/lexicon.ts'
import { gazetteerSchema, gazetteerSeeds } from '../workbench/extraction/mentions/seeds.ts'

/**
 * Checks the German lexicon of mentions and facts: schema, duplicates, references, and that every entry can be reached by
 * the forms it lists. Also checks that the gazetteer is the one the lexicon implies, or writes it.
 */
const resources = new URL('../../resources/', import.meta.url)
const gazetteerFile = fileURLToPath(new URL('gazetteer/gazetteer.json', resources))

const program = new Command('check-lexicon')
  .description('Check resources/lexicon/de (schema, duplicates, reachability) and resources/gazetteer.')
  .option(
    '--write-gazetteer',
    'write resources/gazetteer/gazetteer.json from the lexicon instead of comparing it',
  )
  .parse()

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, resources), 'utf8'))
}

const lexicon = parseMentionLexicon((file) => readJson(`lexicon/de/${file}.json`))
const facts = factLexiconSchema.parse(
  Object.fromEntries(
    Object.keys(factLexiconSchema.shape).map((name) => [name, readJson(`lexicon/de/${name}.json`)]),
  ),
)
const problems = [
  ...checkLexicon(lexicon),
  ...checkFactLexicon(facts, codebookSchema.parse(readJson('codebook/codebook.json'))),
]
const seeds = gazetteerSeeds(lexicon)
const rendered = `{\n  "schema": "beleg-gazetteer/1",\n  "entries": [\n${seeds.map((seed) => `    ${JSON.stringify(seed)}`).join(',\n')}\n  ]\n}\n`

if (program.opts<{ writeGazetteer?: boolean }>().writeGazetteer === true) {
  writeFileSync(gazetteerFile, rendered)
  console.log(`wrote ${String(seeds.length)} entries`)
} else {
  gazetteerSchema.parse(readJson('gazetteer/gazetteer.json'))
  if (readFileSync(gazetteerFile, 'utf8') !== rendered) {
    problems.push('gazetteer.json differs from the lexicon; run with --write-gazetteer')
  }
}
for (const problem of problems) console.error(problem)
console.log(
  `${String(lexicon.countries.countries.length)} countries, ${String(lexicon.places.places.length)} places, ${String(lexicon.regions.regions.length)} regions, ` +
    `${String(lexicon.organisations.organisations.length)} organisations, ${String(lexicon.offices.heads.length)} office nouns, ${String(facts.frames.frames.length)} frames: ${String(problems.length)} problems`,
)
process.exitCode = problems.length === 0 ? 0 : 1
