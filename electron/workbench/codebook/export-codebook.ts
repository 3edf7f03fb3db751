import { codebookJson } from '../../../shared/model/codebook-check.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import { BelegError } from '../../../shared/errors.ts'
import { writeExport, type WrittenExport } from '../exchange/write-export.ts'
import type { ProjectSession } from '../session.ts'
import { codebookPage } from './page.ts'

/** What a codebook is written as. */
type CodebookFormat = 'json' | 'html'

/** A version of a project's codebook as text; the newest where no number is given. Rejects with `notFound`. */
export async function codebookText(
  { query }: Pick<ProjectSession, 'query'>,
  format: CodebookFormat,
  language: Language,
  number?: number,
): Promise<{ readonly codebook: Codebook; readonly text: string }> {
  const versions = await query('codebook.versions', {})
  const version = number === undefined ? versions[0] : versions.find((one) => one.number === number)
  if (version === undefined) throw new BelegError('notFound', { kind: 'codebook', id: String(number ?? 1) })
  const codebook = await query('codebook.version', { number: version.number })
  if (format === 'json') return { codebook, text: codebookJson(codebook) }
  const { name } = await query('project.status', {}).then((status) => status ?? { name: '' })
  return { codebook, text: codebookPage(codebook, { ...version, project: name }, language) }
} // prettier-ignore

/** Writes such a text to a file that is not there yet. Rejects as `writeExport`. */
export const writeCodebook = (path: string, text: string): Promise<WrittenExport> =>
  writeExport(path, chunksOf(text))

async function* chunksOf(text: string): AsyncGenerator<string, number, undefined> {
  yield await Promise.resolve(text)
  return 1
}
