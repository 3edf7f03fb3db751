import { createHash } from 'node:crypto'
import type { ReleaseView } from '../../../shared/model/release.ts'
import type { ExportChunks, ExportFile, ExportSource, ExportWriter } from '../exchange/export-source.ts'
import { exportEnding, exportWriter } from '../exchange/formats.ts'
import { canonicalJson } from '../exchange/jsonl.ts'
import { redacted } from '../exchange/redacted.ts'
import { changesPage } from './changes-page.ts'
import { everyRecord, headOf, type ReleaseHead } from './frozen-parts.ts'
import { readmeOf } from './release-readme.ts'
import { releaseSource, type FrozenFiles } from './release-source.ts'
import { statisticsOf } from './release-statistics.ts'
import { TableReader, type TableField } from './table-schema.ts'

/** A file of a release as it was written. */
export interface ReleaseFile {
  readonly path: string
  readonly bytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly rows: number
  /** The format it belongs to; null for what every release has. */
  readonly format: ExportWriter | null
  /** Columns, where it is a table. */
  readonly fields: readonly TableField[] | null
}

/** What a release is written from: the row that names it, and its files. */
export interface WholeRelease extends FrozenFiles {
  readonly view: ReleaseView
}

/**
 * Every file of a release, in the order it is written: data, what explains them, and last the list of checksums. Each
 * must be written before the next is asked for. The same release gives the same bytes anywhere and at any time.
 */
export async function* releaseFiles(release: WholeRelease): AsyncGenerator<ExportFile, void, undefined> {
  const { view, parts, read } = release
  const head = headOf(read, parts)
  const source = redacted(releaseSource(release), head.coders)
  const done: ReleaseFile[] = []
  const statistics = await statisticsOf(source)
  const writers = head.formats.map(exportWriter)
  for (const writer of writers) {
    for await (const file of filesOf(writer, source)) yield recorded(file, writer, done)
  }
  if (head.options.texts === 'full') yield* textsOf(source, done)
  yield recorded(text('changes.jsonl', changeLines(release, head)), null, done)
  yield recorded(text('registry.jsonl', registryLines(source)), null, done)
  yield recorded(text('codebook.json', [`${JSON.stringify(head.codebook, null, 2)}\n`]), null, done)
  yield recorded(text('CHANGES.md', changesPage(view, head, everyRecord(read, parts, 'changes'))), null, done)
  yield recorded(text('README.md', readmeOf({ view, head, statistics, writers })), null, done)
  yield recorded(text('datapackage.json', [dataPackage(view, head, done)]), null, done)
  yield text('SHA256SUMS', [checksums(done)])
}

async function* filesOf(writer: ExportWriter, source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  if ('write' in writer) {
    yield { path: `data/facts${exportEnding(writer)}`, write: () => writer.write(source) }
    return
  }
  for await (const file of writer.files(source)) yield { path: `data/${writer.format}/${file.path}`, write: file.write }
} // prettier-ignore

/** Each text once, named by its hash, which the articles give. */
async function* textsOf(source: ExportSource, done: ReleaseFile[]): AsyncGenerator<ExportFile, void, undefined> {
  const written = new Set<string>()
  for await (const { id, textSha256 } of source.articles()) {
    if (written.has(textSha256)) continue
    written.add(textSha256)
    const { text: words } = await source.content(id)
    yield recorded(text(`texts/${textSha256}.txt`, [words]), null, done)
  }
} // prettier-ignore

const text = (path: string, pieces: Iterable<string> | AsyncIterable<string>): ExportFile => ({
  path,
  write: async function* () {
    let rows = 0
    for await (const piece of pieces) {
      rows += 1
      yield piece
    }
    return rows
  },
})

function* changeLines({ read, parts }: WholeRelease, head: ReleaseHead): Generator<string, void, undefined> {
  for (const change of everyRecord(read, parts, 'changes')) {
    // A label may hold words of an article.
    const silent = head.options.texts === 'offsets' && change.cause.type === 'mention.link'
    yield `${canonicalJson(silent ? { ...change, cause: { ...change.cause, label: '' } } : change)}\n`
  }
} // prettier-ignore

async function* registryLines(source: ExportSource): AsyncGenerator<string, void, undefined> {
  for await (const entity of source.registry()) yield `${canonicalJson(entity)}\n`
}

/** The file, noting its size, hash and columns once it is written. */
function recorded(file: ExportFile, format: ExportWriter | null, done: ReleaseFile[]): ExportFile {
  return {
    path: file.path,
    write: async function* (): ExportChunks {
      const hash = createHash('sha256')
      const table = file.path.endsWith('.csv') ? new TableReader(',') : file.path.endsWith('.tsv') ? new TableReader('\t') : null
      let bytes = 0
      const chunks = file.write()
      for (let carried = ''; ;) {
        const next = await chunks.next()
        if (next.done === true) {
          done.push({ path: file.path, bytes, sha256: hash.digest('hex'), rows: next.value, format, fields: table?.fields() ?? null })
          return next.value
        }
        const piece = next.value
        if (typeof piece === 'string') {
          // A surrogate pair may be cut between two pieces; its halves are no characters.
          const whole = carried + piece
          const cut = isHighSurrogate(whole.charCodeAt(whole.length - 1)) ? whole.length - 1 : whole.length
          carried = whole.slice(cut)
          const words = whole.slice(0, cut)
          table?.take(words)
          const encoded = Buffer.from(words, 'utf8')
          hash.update(encoded)
          bytes += encoded.length
          yield encoded
        } else {
          hash.update(piece)
          bytes += piece.length
          yield piece
        }
      }
    },
  }
} // prettier-ignore

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

/** Lines as `sha256sum -c` reads them, by path in code-unit order. */
const checksums = (files: readonly ReleaseFile[]): string =>
  [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('')

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  jsonld: 'application/ld+json',
  md: 'text/markdown',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  xml: 'application/xml',
  xmi: 'application/vnd.xmi+xml',
  gexf: 'application/gexf+xml',
  ttl: 'text/turtle',
  nq: 'application/n-quads',
}
const binary: ReadonlySet<string> = new Set(['xlsx', 'parquet', 'zip'])

/** Frictionless Data Package, version 1: what each file is, its size, hash and columns. */
function dataPackage(view: ReleaseView, head: ReleaseHead, files: readonly ReleaseFile[]): string {
  const { language } = head
  return `${JSON.stringify(
    {
      profile: 'data-package',
      name: nameOf(`${view.datasetName}-${view.version}`),
      id: `${head.project.id}/${view.datasetId}/${view.version}`,
      title: view.datasetName,
      version: view.version,
      created: view.createdAt,
      ...(view.note === null ? {} : { description: view.note }),
      ...(head.licence === null ? {} : { licenses: [{ name: 'other', title: head.licence }] }),
      ...(view.coder === null || !head.options.coderNames
        ? {}
        : { contributors: [{ title: view.coder, role: 'contributor' }] }),
      resources: files.map((file) => {
        const ending = file.path.slice(file.path.lastIndexOf('.') + 1)
        return {
          name: nameOf(file.path),
          path: file.path,
          ...(file.format === null ? {} : { title: file.format.label[language], description: file.format.use[language] }),
          format: ending,
          mediatype: mediaTypes[ending] ?? 'application/octet-stream',
          ...(binary.has(ending) ? {} : { encoding: 'utf-8' }),
          bytes: file.bytes,
          hash: `sha256:${file.sha256}`,
          ...(file.fields === null
            ? {}
            : {
                profile: 'tabular-data-resource',
                dialect: { delimiter: ending === 'tsv' ? '\t' : ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true },
                schema: { fields: file.fields, missingValues: [''] },
              }),
          ...(file.format === null ? {} : { offsetUnit: file.format.unit }),
        }
      }),
    },
    null,
    2,
  )}\n`
} // prettier-ignore

/** Lower-case letters, digits, `.`, `-` and `_`, as the specification wants names. */
function nameOf(words: string): string {
  const plain = words.normalize('NFD').replaceAll(/\p{Mark}/gu, '').replaceAll('ß', 'ss').toLowerCase() // prettier-ignore
  return plain.replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'dataset'
}
