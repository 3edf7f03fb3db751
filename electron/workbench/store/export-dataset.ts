import type { ExportFormat } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { exportChunks, exportWriter } from '../exchange/formats.ts'
import { redacted } from '../exchange/redacted.ts'
import { writeExport } from '../exchange/write-export.ts'
import type { Desk } from '../curation/reading-desk.ts'
import type { ExportAnswer, ExportRequest } from '../session.ts'
import { exportSource } from '../session/export-source.ts'

/** Formats that ask for what a fact names as it comes. */
const readOnce: readonly ExportFormat[] = ['csv-facts', 'csv-slots', 'tsv-facts']

/**
 * Writes a dataset to a file that must not exist yet, here where the database is: row after row through another thread would
 * keep that one from everything else. Rejects with `dataset.name`, `job.cancelled`, and as `writeExport`.
 */
export async function exportDataset(desk: Desk, request: ExportRequest): Promise<ExportAnswer> {
  const { query, tell } = desk
  const writer = exportWriter(request.format)
  const options = exportOptionsSchema.parse(request.options ?? {})
  if (writer.needsTexts && options.texts !== undefined && options.texts !== 'full') {
    throw new BelegError('export.needsTexts', { format: writer.format })
  }
  const datasets = await query('datasets.list', {})
  const dataset =
    datasets.find(({ id }) => id === request.dataset) ?? datasets.find(({ name }) => name === request.dataset)
  if (dataset === undefined) {
    throw new BelegError('dataset.name', {
      name: request.dataset,
      known: datasets.length === 0 ? ['–'] : datasets.map(({ name }) => name),
    })
  }
  const coders = (await query('history.coders', {})).map(({ name }) => name)
  // The facts are read once for what they say and, by most formats, once more for what they name.
  const total = Math.max(dataset.facts * (readOnce.includes(writer.format) ? 1 : 2), 1)
  let read = 0
  const onArticle = (facts: number): void => {
    read += facts
    tell(Math.min(read, total), total)
  }
  const source = await exportSource({ ...desk, onArticle }, dataset, request.language ?? 'en', options)
  const written = await writeExport(request.path, exportChunks(writer, redacted(source, coders)))
  return {
    ...written,
    losses: writer.losses.map(({ en }) => en),
    lossesDe: writer.losses.map(({ de }) => de),
  }
}
