import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { exportFormats, type ExportFormat } from '../../../shared/contract/index.ts'
import { exportEnding, exportWriters } from '../../workbench/exchange/formats.ts'
import { createProject, openSession } from '../../workbench/open-session.ts'

const samples = fileURLToPath(new URL('../../../resources/samples/articles', import.meta.url))

/** Exports of the samples: the file of each format, and the folder it is unpacked to where it is a zip. */
export interface SampleExport {
  readonly path: string
  readonly folder: string | null
  readonly rows: number
}

/** The samples with every complete proposal accepted, in every format there is. */
export async function exportSamples(root: string): Promise<ReadonlyMap<ExportFormat, SampleExport>> {
  const folder = join(root, 'project')
  await createProject(folder, { name: 'Samples', language: 'en' })
  const project = await openSession(folder, { author: 'Ada', quiet: true })
  try {
    await project.importPaths([samples], { extract: true })
    const { rows } = await project.query('facts.list', { limit: 1000 })
    const complete = rows.filter(({ missing, state }) => missing.length === 0 && state === 'proposed')
    await project.apply([
      ...complete.map(({ id }) => ({ id: `accept-${id}`, type: 'fact.accept', payload: { factId: id } })),
      { id: 'dataset', type: 'dataset.create', payload: { name: 'All' } },
    ])
    const made = new Map<ExportFormat, SampleExport>()
    for (const format of exportFormats) {
      const path = join(root, `samples${exportEnding(exportWriters[format])}`)
      const written = await project.exportDataset({ dataset: 'All', format, path }, {})
      made.set(format, { path, folder: path.endsWith('.zip') ? unpacked(path) : null, rows: written.rows })
    }
    return made
  } finally {
    await project.close()
  }
}

/** Our own archives: their names are ours. */
function unpacked(path: string): string {
  const folder = path.replace(/\.zip$/, '')
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(path)))) {
    const target = join(folder, name)
    if (!existsSync(dirname(target))) mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
  }
  return folder
}
