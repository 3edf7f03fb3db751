import { readdirSync, readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { BelegError } from '../../../shared/errors.ts'
import { formatOf, type ArticleFormat } from '../../workbench/corpus/file-formats.ts'
import { readFormat } from '../../workbench/corpus/formats/format-task.ts'
import { seeded } from '../../bench/generate-articles.ts'

/** A whole file of some format, to be spoiled. */
export interface Specimen {
  readonly name: string
  readonly format: ArticleFormat
  readonly bytes: Uint8Array
}

const fixtures = new URL('../../workbench/corpus/formats/fixtures/', import.meta.url)

/** One file of every format: those made by other programs, and small ones put together here. */
export function specimens(): readonly Specimen[] {
  const made: Readonly<Record<string, Uint8Array>> = {
    'text.txt': strToU8('Mara Lindqvist reiste nach Kronburg.\nDort traf sie Präsident Tesfai.\n'),
    'notiz.md': strToU8('---\ntitle: Reise\ndate: 2024-05-06\n---\n# Reise\n\nMara Lindqvist reiste ab.\n'),
    'liste.jsonl': strToU8(
      '{"title":"A","text":"Ein Text über Kronburg."}\n{"title":"B","text":"Noch einer."}\n',
    ),
    'brief.odt': zipSync({
      'content.xml': strToU8(
        '<office:document-content xmlns:office="o" xmlns:text="t"><text:h>Reise</text:h><text:p>Mara <text:s text:c="3"/>Lindqvist reiste ab.</text:p></office:document-content>',
      ),
      'meta.xml': strToU8(
        '<office:document-meta xmlns:office="o" xmlns:dc="d"><dc:title>Reise</dc:title></office:document-meta>',
      ),
    }),
    'brief.docx': zipSync({
      'word/document.xml': strToU8(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Mara Lindqvist reiste ab.</w:t></w:r></w:p></w:body></w:document>',
      ),
      '_rels/.rels': strToU8(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
    }),
  }
  const others = readdirSync(fixtures)
    .filter((name) => name !== 'README.md')
    .sort()
    .map((name): [string, Uint8Array] => [name, readFileSync(new URL(name, fixtures))])
  return [...others, ...Object.entries(made)].flatMap(([name, bytes]) => {
    const format = formatOf(name)
    return format === null ? [] : [{ name, format, bytes }]
  })
}

export const spoilings = ['bits', 'cut', 'zeros', 'noise', 'repeat', 'swap', 'numbers', 'stranger'] as const

/** The bytes with one thing wrong, chosen by luck. `stranger` is another file under this one's name. */
export function spoil(
  bytes: Uint8Array,
  kind: (typeof spoilings)[number],
  luck: number,
  stranger: Uint8Array,
): Uint8Array {
  const random = seeded(luck)
  const below = (limit: number): number => Math.floor(random() * Math.max(1, limit))
  const at = below(bytes.length)
  const length = 1 + below(Math.min(400, bytes.length - at))
  const copy = Buffer.from(bytes)
  switch (kind) {
    case 'bits':
      for (let n = 0; n <= below(40); n++) {
        const place = below(copy.length)
        copy[place] = (copy[place] ?? 0) ^ (1 << below(8))
      }
      return copy
    case 'cut':
      return copy.subarray(0, at)
    case 'zeros':
      return copy.fill(0, at, at + length)
    case 'noise': {
      for (let place = at; place < at + length; place++) copy[place] = below(256)
      return copy
    }
    case 'repeat':
      return Buffer.concat([
        copy.subarray(0, at),
        ...Array.from({ length: 2 + below(50) }, () => copy.subarray(at, at + length)),
        copy.subarray(at),
      ])
    case 'swap': {
      const other = below(copy.length - length)
      const piece = Buffer.from(copy.subarray(at, at + length))
      copy.copyWithin(at, other, other + length)
      piece.copy(copy, other)
      return copy
    }
    case 'numbers': {
      // Sizes and counts are where formats trust most.
      for (let n = 0; n < 3; n++)
        copy.writeUInt32LE(
          [0, 1, 0x7fff_ffff, 0xffff_ffff, below(0xffff_ffff)][below(5)] ?? 0,
          below(Math.max(1, copy.length - 4)),
        )
      return copy
    }
    case 'stranger':
      return stranger
  }
}

export interface FuzzOutcome {
  readonly kind: 'read' | 'in part' | 'refused'
  readonly problem: string | null
}

/** Milliseconds a small file may take, on a busy machine. */
const longest = 20_000

/** Reads the file and looks at what comes: articles that are text, parts with their reason, or a refusal in our words. */
export async function readSpoiled(
  format: ArticleFormat,
  name: string,
  bytes: Uint8Array,
): Promise<FuzzOutcome> {
  const started = performance.now()
  let outcome: FuzzOutcome
  try {
    const { documents, unread } = await readFormat({ format, path: name, bytes })
    const bad = documents.find(({ text }) => /[\0\r]|\p{Cs}/u.test(text) || !/\S/u.test(text))
    outcome = {
      kind: unread.length > 0 ? 'in part' : documents.length > 0 ? 'read' : 'refused',
      problem: bad === undefined ? null : `a text that is none in part “${bad.part}”`,
    }
    if (unread.some(({ error }) => error.code === 'internal'))
      outcome = { ...outcome, problem: 'a raw error in a part' }
  } catch (error) {
    const raw = !(error instanceof BelegError) || error.code === 'internal'
    outcome = {
      kind: 'refused',
      problem: raw ? (error instanceof Error ? (error.stack ?? error.message) : String(error)) : null,
    }
  }
  const took = performance.now() - started
  return took > longest ? { ...outcome, problem: `took ${String(Math.round(took))} ms` } : outcome
}
