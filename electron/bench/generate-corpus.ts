import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  numbers,
  plantFamilies,
  storyMaker,
  type PlantedText,
} from '../workbench/corpus/families/testing/planted-families.ts'
import { generateArticles } from './generate-articles.ts'

/** Of a hundred articles of `plantFamilies`, so many are stories of their own; the others are told again. */
const storiesInHundred = 53
const publishers = 40

/** Lines portals print around every story of theirs. */
const above = ['Startseite', 'Politik', 'Wirtschaft', 'Anmelden', 'Wir verwenden Cookies. Mehr erfahren', 'Zum Inhalt springen', 'E-Paper', 'Newsletter'] // prettier-ignore
const below = ['Kommentare (12)', 'Kommentar schreiben', 'Anzeige', 'Das könnte Sie auch interessieren', 'Mehr zum Thema', 'Artikel teilen', 'Drucken', 'Zurück zur Startseite', 'Impressum', 'Datenschutz'] // prettier-ignore

/**
 * A corpus as it comes from a press archive: articles of some three kilobytes with the names and turns of the lexicon, a third
 * of the stories told by several (as they are, under another headline, with words changed, cut, in a digest), and
 * the lines of forty portals around them. Nobody in it exists, nothing in it happened. The same seed gives the same.
 */
export function plantedCorpus(resources: string, seed: number, count: number): readonly PlantedText[] {
  const random = numbers(seed)
  const stories = Math.ceil((count * storiesInHundred) / 100)
  const told = generateArticles(resources, seed, stories)
  const invented = storyMaker(random)
  let at = 0
  return plantFamilies(stories, random, (sentences) => {
    const text = told[at++]?.text.trimEnd() ?? ''
    return `${text}\n\n${invented(Math.ceil(sentences * 0.7))}`
  }).slice(0, count)
}

/** Writes the corpus as Markdown files, a folder for each publisher; how many bytes they are. Each file is named for its article. */
export function writeCorpus(corpus: readonly PlantedText[], folder: string): number {
  let bytes = 0
  for (let n = 0; n < publishers; n++) mkdirSync(join(folder, `blatt-${String(n)}`), { recursive: true })
  for (const [at, { name, text }] of corpus.entries()) {
    const publisher = (at * 7) % publishers
    const day = `2024-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`
    const [headline = '', ...rest] = text.split('\n')
    const lines = (of: readonly string[]): string => of.filter((_, n) => (n + publisher) % 3 !== 0).join('\n')
    const page = [
      '---',
      `title: ${headline} (${name})`,
      `publisher: Blatt ${String(publisher)}`,
      `date: ${day}`,
      `url: https://blatt-${String(publisher)}.example/${day.replaceAll('-', '/')}/${name}.html`,
      '---',
      lines(above),
      '',
      headline,
      ...rest,
      '',
      lines(below),
    ].join('\n')
    const content = Buffer.from(`${page}\n`)
    bytes += content.length
    writeFileSync(join(folder, `blatt-${String(publisher)}`, `${name}.md`), content)
  }
  return bytes
}
