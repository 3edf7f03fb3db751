import { nothingLearned, type LearnedInput } from '../extraction/document.ts'
import type { ExtractionOutput } from '../../../shared/model/extraction.ts'
import { extractArticle, extractTogether, type ExtractionRequest } from '../extraction/extract.ts'
import { loadGermanPack } from '../language-packs.ts'
import { loadCodebook } from '../resources.ts'

/** One article as a thread gets it. */
export interface ExtractionAsk {
  readonly file: string
  readonly text: string
  readonly textSha256: string
  readonly sourceSha256: string
  /** What the project's decisions taught that holds for this article; nothing where absent. */
  readonly learned?: LearnedInput
  /** As in `ExtractionRequest`. */
  readonly only?: 'zones'
}

/** What an extraction depends on besides the text: where one differs, the article is out of date. */
export interface ExtractionVersions {
  readonly version: string
  readonly lexicon: string
  readonly codebook: string
}

/** Version of the code of all stages; raised when what they propose changes, which `extraction-version.test.ts` notices. */
const extractorVersion = '2'

/** Milliseconds the stages may spend on one article; what was found by then is kept, and a notice says so. */
const budgetMs = 30_000

export function extractionVersions(resources: string): ExtractionVersions {
  const codebook = loadCodebook(resources)
  return {
    version: extractorVersion,
    lexicon: loadGermanPack(resources).lexiconSha256,
    codebook: `${codebook.id}@${codebook.version}`,
  }
}

/** Room for what a group of articles makes and leaves behind: with the usual room most of it is copied before it is dropped. */
export const youngMb = 96

/** Reads lexicons and codebook once; the function it returns reads nothing but a clock. */
export function loadExtraction(resources: string): (ask: ExtractionAsk) => ExtractionOutput {
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  return (ask) => extractArticle(pack, codebook, requestOf(ask))
}

/** The same for several articles at once, which is quicker; the answers are those each would get alone, in order. */
export function loadGroupExtraction(
  resources: string,
): (asks: readonly ExtractionAsk[]) => readonly ExtractionOutput[] {
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  return (asks) => extractTogether(pack, codebook, asks.map(requestOf))
}

function requestOf({
  file,
  text,
  textSha256,
  sourceSha256,
  learned,
  only,
}: ExtractionAsk): ExtractionRequest {
  return {
    source: { file, text },
    textSha256,
    sourceSha256,
    learned: learned ?? nothingLearned,
    ...(only === undefined ? {} : { only }),
    extractorVersion,
    deadline: { clock: () => performance.now(), budgetMs },
  }
}
