import { isUtf8 } from 'node:buffer'
import { BelegError } from '../../../../shared/errors.ts'
import {
  readableFormats,
  type ReadableFormat,
  type TypeMapping,
} from '../../../../shared/model/annotations.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { decodeText } from '../../corpus/decode.ts'
import type { AnnotationFile, UnreadFile } from './annotation-files.ts'
import { readBrat } from './brat.ts'
import { readConll } from './conll.ts'
import { readDoccano } from './doccano.ts'
import { interpret } from './interpret.ts'
import { readLabelStudio } from './label-studio.ts'
import type { RawArticle } from './raw-annotations.ts'
import type { ReadAnnotations } from './read-annotations.ts'
import { readW3c } from './w3c.ts'
import { readXmi } from './xmi.ts'

/** What files of annotations say, and which of them could not be read. */
export interface ReadFiles extends ReadAnnotations {
  readonly unread: readonly UnreadFile[]
}

/**
 * The format of files by their names and, where those leave it open, by how they begin; `beleg` for our own JSONL, null
 * where no file is of any that is read. Throws `annotations.mixed` where there are several.
 */
export function guessFormat(files: readonly AnnotationFile[]): ReadableFormat | 'beleg' | null {
  const found = new Set(files.flatMap((file) => formatOfFile(file) ?? []))
  const known = [...readableFormats, 'beleg' as const].filter((format) => found.has(format))
  if (known.length > 1) throw new BelegError('annotations.mixed', { formats: known })
  return known[0] ?? null
}

function formatOfFile({ name, bytes }: AnnotationFile): ReadableFormat | 'beleg' | null {
  if (/\.ann$/i.test(name)) return 'brat'
  if (/\.(?:conll|iob2?|bio)$/i.test(name)) return 'conll'
  if (/\.xmi$/i.test(name)) return 'xmi'
  if (/\.jsonld$/i.test(name)) return 'w3c'
  const head = Buffer.from(bytes.subarray(0, 2000)).toString('utf8').trimStart()
  if (/\.xml$/i.test(name)) return /<xmi:XMI\b/.test(head) ? 'xmi' : null
  if (/\.jsonl$/i.test(name)) return /^\{"record":"header"/.test(head) ? 'beleg' : 'doccano'
  if (!/\.json$/i.test(name) || /\.offsets\.json$/i.test(name)) return null
  return /"(?:@context|AnnotationCollection|AnnotationPage|TextQuoteSelector)"/.test(head) ? 'w3c' : /^\[/.test(head) ? 'label-studio' : null
} // prettier-ignore

/**
 * Reads files as one format, in our own terms. A file that cannot be read is listed and the others are read all the same.
 * Throws `annotations.none` where nothing of that format is among them.
 */
export function readFiles(
  files: readonly AnnotationFile[],
  format: ReadableFormat,
  codebook: Codebook,
  mapping: TypeMapping,
): ReadFiles {
  const unread: UnreadFile[] = []
  const raw: RawArticle[] = []
  const texts = new Map(files.map((file) => [file.name, file]))
  const textOf = (name: string): string | null => {
    const file = texts.get(name)
    return file === undefined ? null : decoded(file)
  }
  const mains = files.filter((file) => isMain(file, format, texts))
  for (const file of mains) {
    try {
      raw.push(...articlesOf(format, file, textOf))
    } catch (error) {
      if (!(error instanceof BelegError)) throw error
      unread.push({ name: file.name, error })
    }
  }
  if (mains.length === 0) throw new BelegError('annotations.none', { format })
  return { format, articles: raw.map((article) => interpret(article, codebook, mapping)), unread }
}

/** Whether a file is read for itself; others stand beside one that is. */
function isMain(
  { name, bytes }: AnnotationFile,
  format: ReadableFormat,
  all: ReadonlyMap<string, AnnotationFile>,
): boolean {
  switch (format) {
    case 'brat':
      return /\.ann$/i.test(name)
    case 'conll':
      return /\.(?:conll|iob2?|bio)$/i.test(name) || (/\.txt$/i.test(name) && all.size === 1)
    case 'xmi':
      return formatOfFile({ name, bytes }) === 'xmi'
    case 'w3c':
      return /\.json(?:ld)?$/i.test(name)
    case 'label-studio':
      return /\.json$/i.test(name)
    case 'doccano':
      // Both files of our own export speak of the same articles; the one with relations says everything.
      return /\.jsonl?$/i.test(name) && !(/(?:^|\/)sequence\.jsonl$/.test(name) && all.has(name.replace(/sequence\.jsonl$/, 'relations.jsonl')))
  }
} // prettier-ignore

function articlesOf(
  format: ReadableFormat,
  file: AnnotationFile,
  textOf: (name: string) => string | null,
): readonly RawArticle[] {
  const { name } = file
  const stem = name.replace(/\.[^./]+$/, '')
  const content = decoded(file)
  switch (format) {
    case 'brat':
      return [readBrat(stem, textOf(`${stem}.txt`), content)]
    case 'conll':
      return [readConll(stem, content, { text: textOf(`${stem}.txt`), sidecar: textOf(`${stem}.offsets.json`) })]
    case 'xmi':
      return [readXmi(name, stem, content)]
    case 'w3c':
      return readW3c(name, content)
    case 'label-studio':
      return readLabelStudio(name, content)
    case 'doccano':
      return readDoccano(name, content)
  }
} // prettier-ignore

/** The text of a file with its line ends and byte-order mark as they are: offsets of its neighbours count them. */
function decoded({ name, bytes }: AnnotationFile): string {
  if (isUtf8(bytes) && !bytes.includes(0)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    return /\.txt$/i.test(name) ? text : text.replace(/^\ufeff/, '')
  }
  const text = decodeText(bytes)
  if (text === null) throw new BelegError('file.notText', { path: name })
  return text.text
}
