import { createHash } from 'node:crypto'
import type { ExportFormat } from '../../../../shared/contract/index.ts'
import { releaseViewSchema } from '../../../../shared/model/release.ts'
import { exampleSource } from '../../exchange/example-dataset.ts'
import type { Rows } from '../../exchange/export-source.ts'
import { PartWriter, type ReleaseHead } from '../frozen-parts.ts'
import type { WholeRelease } from '../release-files.ts'

async function every<T>(rows: Rows<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

/** The small dataset with every trap of an exchange format, frozen; its files are in memory. */
export async function exampleRelease(formats: readonly ExportFormat[], options: Partial<ReleaseHead['options']> = {}): Promise<WholeRelease> {
  const source = exampleSource
  const files = new Map<string, Uint8Array>()
  const writer = new PartWriter((bytes) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.set(sha256, bytes)
    return sha256
  })
  const tables = source.eventTables()
  const nothing = { sentences: 0, facts: 0, missed: 0, rate: null }
  writer.add('head', {
    schema: 'beleg-release/1', program: '1.0.0', project: source.project, dataset: { ...source.dataset, included: 0, excluded: 0 },
    codebook: source.codebook, language: 'de', options: { ...source.options, ...options }, formats, licence: null, coders: ['Åsa Löf'],
    extraction: [], eventTables: { ...tables, kindOf: [...tables.kindOf] }, open: [{ kind: 'sweep', count: 3 }], against: null,
    quality: { blind: { ...nothing, unseen: 0, unseenRate: null, notKept: 0, missedByBoth: null }, sighted: nothing, recheck: { checked: 0, differing: 0, rate: null } },
  })
  for (const fact of await every(source.facts())) writer.add('facts', { fact, decisions: await source.decisionsOf(fact.id) })
  let text = ''
  for (const row of await every(source.articles())) {
    const { text: words, ...content } = await source.content(row.id)
    text = words
    writer.add('articles', { row, content })
  }
  for (const entity of await every(source.registry())) writer.add('entities', { entity, named: true })
  return {
    parts: writer.finish(),
    read: (sha256) => files.get(sha256) ?? new Uint8Array(),
    textOf: () => text,
    view: releaseViewSchema.parse({
      id: 'rel_1', datasetId: 'ds_1', datasetName: 'Treffen & Ämter', number: 1, version: '1', createdAt: '2024-03-08T09:00:00.000Z', coder: 'Åsa Löf', note: null,
      revision: 9, facts: 2, articles: 2, entities: 2, formats: [...formats], options: source.options, language: 'de', licence: null, open: [], changes: null, purgedAt: null, bytes: 0,
    }),
  }
} // prettier-ignore
