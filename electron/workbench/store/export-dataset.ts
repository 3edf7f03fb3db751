import { BelegError } from '../../../shared/errors.ts'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { exportChunks, exportWriter } from '../exchange/formats.ts'
import { redacted } from '../exchange/redacted.ts'
import { writeExport } from '../exchange/write-export.ts'
import type { ExportAnswer, ExportRequest, ProjectSession } from '../session.ts'
import { exportSource } from '../session/export-source.ts'

/** An export as the thread that writes it is asked for it. */
export interface ExportAsk extends ExportRequest {
  /** Shared with who asks: not 0 once it is to be given up. */
  readonly cancelled: Int32Array
}

/**
 * Writes a dataset to a file that must not exist yet, here where the database is: row after row through another thread would
 * keep that one from everything else. Rejects with `dataset.name`, and as `writeExport`.
 */
export async function exportDataset(
  query: ProjectSession['query'],
  { cancelled, ...request }: ExportAsk,
): Promise<ExportAnswer> {
  const abort = new AbortController()
  const watched: ProjectSession['query'] = (name, input) => {
    if (Atomics.load(cancelled, 0) !== 0) abort.abort()
    return query(name, input)
  }
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
  const source = await exportSource(watched, dataset, request.language ?? 'en', options)
  const written = await writeExport(request.path, exportChunks(writer, redacted(source, coders)), {
    signal: abort.signal,
  })
  return {
    ...written,
    losses: writer.losses.map(({ en }) => en),
    lossesDe: writer.losses.map(({ de }) => de),
  }
}
