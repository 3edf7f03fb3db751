import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extractArticle } from '../../workbench/extraction/extract.ts'
import { annotatedArticleSchema } from '../../workbench/extraction/evaluate/annotated.ts'
import { evaluateCorpus, type CorpusEvaluation } from '../../workbench/extraction/evaluate/evaluate.ts'
import { loadGermanPack } from '../../workbench/language-packs.ts'
import { loadCodebook, resourcesFolder } from '../../workbench/resources.ts'

/** Articles annotated by hand: texts and annotations, paired by file name. */
export interface AnnotatedSet {
  readonly name: 'heldOut' | 'secondHeldOut' | 'thirdHeldOut' | 'fourthHeldOut' | 'fifthHeldOut' | 'gold'
  readonly label: string
  readonly articles: URL
  readonly annotations: URL
}

const heldOut = new URL('../../workbench/extraction/held-out/', import.meta.url)
const second = new URL('second/', heldOut)
const third = new URL('third/', heldOut)
const fourth = new URL('fourth/', heldOut)
const fifth = new URL('fifth/', heldOut)
const beside = new URL('../../../../shared/', import.meta.url)

/** The articles of this repository, and those beside it, which are not ours and may be absent. */
export const annotatedSets: readonly AnnotatedSet[] = [
  { name: 'heldOut', label: 'Held-out articles', articles: heldOut, annotations: heldOut },
  { name: 'secondHeldOut', label: 'Second held-out articles', articles: second, annotations: second },
  { name: 'thirdHeldOut', label: 'Third held-out articles', articles: third, annotations: third },
  { name: 'fourthHeldOut', label: 'Fourth held-out articles', articles: fourth, annotations: fourth },
  { name: 'fifthHeldOut', label: 'Fifth held-out articles', articles: fifth, annotations: fifth },
  {
    name: 'gold',
    label: 'Development articles (../shared/gold)',
    articles: new URL('corpus/articles/', beside),
    annotations: new URL('gold/', beside),
  },
]

export const isThere = (set: AnnotatedSet): boolean =>
  [set.articles, set.annotations].every((folder) => existsSync(folder))

/**
 * Extracts every article of a set as the product does, without anything learned, and scores it.
 * Throws where an annotation is not of the text beside it.
 */
export function evaluateSet(set: AnnotatedSet): CorpusEvaluation {
  const resources = resourcesFolder()
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  const names = readdirSync(set.annotations)
    .filter((name) => name.endsWith('.json'))
    .sort()
  return evaluateCorpus(
    names.map((name) => {
      const file = name.replace(/\.json$/, '.txt')
      const bytes = readFileSync(new URL(file, set.articles))
      const text = bytes
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .replace(/\r\n?/g, '\n')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const gold = annotatedArticleSchema.parse(
        JSON.parse(readFileSync(new URL(name, set.annotations), 'utf8')),
      )
      for (const { start, end, surface } of [...gold.mentions, ...gold.boilerplate]) {
        if (text.slice(start, end) !== surface)
          throw new Error(`${name}: “${surface}” does not stand at ${start}`)
      }
      const proposals = extractArticle(pack, codebook, {
        source: { text, file },
        textSha256: sha256,
        sourceSha256: sha256,
        extractorVersion: 'evaluate',
      })
      return { gold, prediction: annotatedArticleSchema.parse(proposals) }
    }),
  )
}
