import type { Outcome } from '../project/index.ts'
import type { HandlerContext } from './handlers/context.ts'
import { takeInAnnotations, type PlacedAnnotations, type TakenIn } from './handlers/annotations.ts'
import { setSetting } from './handlers/articles.ts'
import {
  mappingsTogether,
  noMapping,
  type ComeInAs,
  type ReadableFormat,
  type TypeMapping,
} from '../../../shared/model/annotations.ts'
import { annotationMappings, namesKey } from './queries/library-decisions.ts'
import { storeArticles, type Intake, type NewArticle } from './intake.ts'

type Marks = Pick<PlacedAnnotations, 'mentions' | 'facts'>

/** Annotations placed in the texts of articles that are there, and of new ones. */
export interface AnnotationAsk {
  readonly commandId: string
  readonly author: string | null
  readonly as: ComeInAs
  readonly format: ReadableFormat
  /** What the person said names mean: kept for the next files of the format. */
  readonly mapping: TypeMapping
  readonly dryRun: boolean
  readonly known: readonly PlacedAnnotations[]
  readonly fresh: readonly (Marks & { readonly article: NewArticle })[]
  /** Texts of new articles that were not put: for a dry run, which writes nothing. */
  readonly texts: readonly { readonly sha256: string; readonly text: string }[]
}

export interface AnnotationsTaken {
  /** In the order asked. */
  readonly known: readonly (TakenIn & { readonly isNew: boolean })[]
  readonly fresh: readonly (TakenIn & { readonly isNew: boolean })[]
}

/** Thrown where everything was done that would be done, so that the step is taken back whole. */
class DryRunOver extends Error {}

/** One import of annotations on its way through a step of the store. */
export class AnnotationIntake {
  readonly #ask: AnnotationAsk
  #taken: AnnotationsTaken = { known: [], fresh: [] }

  constructor(ask: AnnotationAsk) {
    this.#ask = ask
  }

  /** What the history keeps of it. */
  get step(): { readonly type: string; readonly label: string; readonly payload: unknown } {
    const { known, fresh, format, as } = this.#ask
    const articles = known.length + fresh.length
    return { type: 'annotations.import', label: String(articles), payload: { format, as, articles } }
  }

  get taken(): AnnotationsTaken {
    return this.#taken
  }

  /** Runs the step; null where nothing was kept of it: a dry run, or nothing to take in. */
  run(
    transact: (take: (context: HandlerContext, intake: Intake) => void) => Outcome,
  ): Outcome | null {
    if (this.#ask.known.length + this.#ask.fresh.length === 0) return null
    try {
      return transact((context, intake) => {
        this.#take(context, intake)
        if (this.#ask.dryRun) throw new DryRunOver()
      })
    } catch (error) {
      if (error instanceof DryRunOver) return null
      throw error
    }
  }

  #take(context: HandlerContext, intake: Intake): void {
    const { commandId, author, fresh, known, texts } = this.#ask
    const articles = fresh.map(({ article }) => article)
    const label = this.step.label
    const stored = articles.length === 0 ? [] : storeArticles(intake, { commandId, author, label, articles })
    const given = new Map(texts.map(({ sha256, text }) => [sha256, text]))
    const byArticle = new Map<string, string>()
    for (const [index, { articleId, outcome }] of stored.entries()) {
      if (outcome !== 'already-there') context.created('article', articleId)
      const text = given.get(articles[index]?.textSha256 ?? '')
      if (text !== undefined) byArticle.set(articleId, text)
    }
    const reading: HandlerContext = {
      ...context,
      textOf: (articleId) => byArticle.get(articleId) ?? context.textOf(articleId),
    }
    const options = { as: this.#ask.as, format: this.#ask.format }
    this.#taken = {
      known: known.map((one) => ({ ...takeInAnnotations(reading, one, options), isNew: false })),
      fresh: fresh.map(({ mentions, facts }, index) => {
        const { articleId = '', outcome = 'imported' } = stored[index] ?? {}
        return { ...takeInAnnotations(reading, { articleId, mentions, facts }, options), isNew: outcome !== 'already-there' }
      }),
    }
    this.#remember(reading)
  }

  #remember(context: HandlerContext): void {
    const { format, mapping } = this.#ask
    if (Object.values(mapping).every((names) => Object.keys(names).length === 0)) return
    const known = annotationMappings(context.db)[format] ?? noMapping
    setSetting(context, namesKey(format), JSON.stringify(mappingsTogether(known, mapping)))
  }
} // prettier-ignore
