import type { ExportRecord } from './export-record.ts'
import { canonicalJson } from './jsonl-line.ts'
import type { ExportChunks, ExportSource, FileWriter } from './export-source.ts'

export { canonicalJson } from './jsonl-line.ts'

const line = (record: ExportRecord): string => `${canonicalJson(record)}\n`

async function* write(source: ExportSource): ExportChunks {
  const { project, dataset, codebook } = source
  yield line({
    record: 'header',
    schema: 'beleg-export/1',
    offsets: 'UTF-16 code units, half-open, into the text named by textSha256 of the article',
    project: { id: project.id, name: project.name },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook: { id: codebook.id, version: codebook.version },
  })
  let rows = 0
  for await (const article of source.articles()) {
    rows++
    yield line({ ...article, record: 'article' })
  }
  for await (const entity of source.entities()) {
    rows++
    yield line({ ...entity, record: 'entity' })
  }
  for await (const fact of source.facts()) {
    rows++
    yield line({ ...fact, record: 'fact' })
    for (const decision of await source.decisionsOf(fact.id)) {
      rows++
      yield line({ ...decision, record: 'decision', factId: fact.id })
    }
  }
  return rows
}

/** Everything about the facts, one JSON object per line. */
export const jsonl: FileWriter = {
  format: 'jsonl',
  label: { en: 'JSONL, complete', de: 'JSONL, vollständig' },
  use: {
    en: 'For programs: everything that is known about each fact.',
    de: 'Für Programme: alles, was über jeden Fakt bekannt ist.',
  },
  extension: 'jsonl',
  row: 'record',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    {
      en: 'The articles’ texts and the definitions of the codebook are not included; both are named by checksum and version.',
      de: 'Die Texte der Artikel und die Definitionen des Codebuchs sind nicht enthalten; beide sind durch Prüfsumme und Version benannt.',
    },
  ],
  write,
}
