import { BelegError } from '../../shared/errors.ts'
import type { OwnPreview } from '../../shared/model/annotations.ts'
import type { Bilingual } from '../../shared/model/codebook.ts'
import type { OwnReport } from '../workbench/session/import-own.ts'
import { printJson, say, type Cli } from './cli.ts'
import { exitCodes } from './exit-code.ts'
import { withProject } from './with-project.ts'

/** Facts and entities named one by one; of more only the number is told. */
const mostNamed = 20

/** Reads one of our own JSONL exports back and says what became of it; with `dryRun`, what it holds beside the project. */
export async function restore(
  cli: Cli,
  project: string,
  [path, ...more]: readonly string[],
  { author, dryRun }: { readonly author?: string; readonly dryRun: boolean },
): Promise<void> {
  if (path === undefined || more.length > 0) throw new BelegError('input.invalid', { reason: 'JSONL: 1' })
  if (dryRun) {
    const preview = await withProject(cli, project, {}, (session) =>
      session.previewOwn(path, { signal: cli.signal }),
    )
    if (cli.json) await printJson(cli, { ok: true, dryRun: true, format: 'beleg', ...preview })
    else await cli.out(`${say(cli, previewSentence(preview))}\n`)
    return
  }
  const by = author === undefined ? {} : { author }
  const report = await withProject(cli, project, by, (session) =>
    session.importOwn(path, { ...by, signal: cli.signal }),
  )
  if (cli.json) await printJson(cli, report)
  else for (const sentence of sentencesOf(report)) await cli.out(`${say(cli, sentence)}\n`)
  cli.finish(report.ok ? exitCodes.ok : exitCodes.failures)
}

const previewSentence = (preview: OwnPreview): Bilingual => {
  const n = String
  return {
    en: `Nothing was changed. The file holds the dataset “${preview.dataset}” of “${preview.project}”: ${n(preview.articles)} articles, ${n(preview.articlesThere)} of them in this project already, ${n(preview.facts)} facts with ${n(preview.decisions)} decisions, ${n(preview.mentions)} mentions.`,
    de: `Es wurde nichts geändert. Die Datei enthält den Datensatz „${preview.dataset}“ aus „${preview.project}“: ${n(preview.articles)} Artikel, davon ${n(preview.articlesThere)} schon in diesem Projekt, ${n(preview.facts)} Fakten mit ${n(preview.decisions)} Entscheidungen, ${n(preview.mentions)} Nennungen.`,
  }
} // prettier-ignore

function sentencesOf({ seq, articles, entities, mentions, facts, decisions, dataset }: OwnReport): readonly Bilingual[] {
  const n = String
  const sentences: Bilingual[] = [
    {
      en: `Articles: ${n(articles.added)} new, ${n(articles.there)} there already. Entities: ${n(entities.added)} new, ${n(entities.same)} the same, ${n(entities.matched)} known by an identifier, ${n(entities.different.length)} told otherwise.`,
      de: `Artikel: ${n(articles.added)} neu, ${n(articles.there)} schon da. Entitäten: ${n(entities.added)} neu, ${n(entities.same)} gleich, ${n(entities.matched)} an einer Kennung erkannt, ${n(entities.different.length)} anders.`,
    },
    {
      en: `Facts: ${n(facts.added)} new with ${n(decisions.added)} decisions, ${n(facts.same)} the same, ${n(facts.different.length)} told otherwise. Mentions: ${n(mentions.added)} new.`,
      de: `Fakten: ${n(facts.added)} neu mit ${n(decisions.added)} Entscheidungen, ${n(facts.same)} gleich, ${n(facts.different.length)} anders. Nennungen: ${n(mentions.added)} neu.`,
    },
  ]
  if (seq === null) sentences.push({ en: 'Nothing was changed: the project holds all of it.', de: 'Es wurde nichts geändert: Das Projekt enthält alles schon.' })
  else sentences.push({ en: `One step, number ${n(seq)}, undone as one; the dataset is called “${dataset.name}”.`, de: `Ein Schritt, Nummer ${n(seq)}, als einer zurückzunehmen; der Datensatz heißt „${dataset.name}“.` })
  for (const { id, fields } of facts.different.slice(0, mostNamed)) {
    sentences.push({ en: `Left as it is: fact ${id} (${fields.join(', ')}).`, de: `Gelassen, wie er ist: Fakt ${id} (${fields.join(', ')}).` })
  }
  for (const id of entities.different.slice(0, mostNamed)) {
    sentences.push({ en: `Left as it is: entity ${id}.`, de: `Gelassen, wie sie ist: Entität ${id}.` })
  }
  return sentences
} // prettier-ignore
