import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractionSchemaTag, type ExtractionOutput } from '../../../shared/model/extraction.ts'
import { nothingLearned } from '../extraction/document.ts'
import { compileFactLexicon } from '../extraction/facts/compile.ts'
import { findFacts } from '../extraction/facts/find-facts.ts'
import { factLexiconSchema } from '../extraction/facts/lexicon.ts'
import { nameMentions, parseMentionLexicon } from '../extraction/mentions/index.ts'
import { compilePrepareLexicon, prepare, prepareLexiconSchema } from '../extraction/prepare.ts'
import { loadCodebook } from '../resources.ts'

/** One article as a thread gets it. */
export interface ExtractionAsk {
  readonly file: string
  readonly text: string
  readonly textSha256: string
  readonly sourceSha256: string
}

/** What an extraction depends on besides the text: where one differs, the article is out of date. */
export interface ExtractionVersions {
  readonly version: string
  readonly lexicon: string
  readonly codebook: string
}

/** Version of the code of all stages; raised when what they propose changes. */
const extractorVersion = '1'

export function extractionVersions(resources: string): ExtractionVersions {
  const hash = createHash('sha256')
  const folder = join(resources, 'lexicon', 'de')
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)))
  return {
    version: extractorVersion,
    lexicon: hash.digest('hex').slice(0, 16),
    codebook: loadCodebook(resources).version,
  }
}

/** Reads lexicons and codebook once; the function it returns is pure. */
export function loadExtraction(resources: string): (ask: ExtractionAsk) => ExtractionOutput {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(resources, 'lexicon', 'de', `${name}.json`), 'utf8'))
  const files = (names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, read(name)]))
  const codebook = loadCodebook(resources)
  const versions = extractionVersions(resources)
  const preparing = compilePrepareLexicon(
    prepareLexiconSchema.parse(files(Object.keys(prepareLexiconSchema.shape))),
  )
  const naming = parseMentionLexicon(read)
  const finding = compileFactLexicon(factLexiconSchema.parse(files(Object.keys(factLexiconSchema.shape))))
  return ({ file, text, textSha256, sourceSha256 }) => {
    const named = nameMentions(prepare({ text, file }, preparing, nothingLearned), naming, nothingLearned)
    const { facts } = findFacts(named, finding, codebook, { muted: new Set(), expired: () => false })
    return {
      schema: extractionSchemaTag,
      file,
      textSha256,
      sourceSha256,
      utf16Length: text.length,
      offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
      extractor: {
        name: 'beleg',
        version: versions.version,
        language: 'de',
        lexicon: versions.lexicon,
        codebook: versions.codebook,
      },
      metadata: { ...named.metadata },
      sections: [...named.zones.sections],
      boilerplate: [...named.zones.boilerplate],
      sentences: named.sentences.map(({ start, end, section }) => ({ start, end, section })),
      entities: [...named.entities],
      mentions: [...named.mentions],
      facts: [...facts],
      notices: [],
    }
  }
}
