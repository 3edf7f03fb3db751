import { contextFit, type ContextFit, type PersonContext } from '../linking/person-context.ts'
import type { NameKeys } from '../linking/name-keys.ts'
import { isLearning } from './queries/learning.ts'
import { knownContexts, type KnownContext, type ToldInArticles } from './person-contexts.ts'
import type { Reading } from './rows.ts'

/**
 * What articles tell of the people of the registry while some come in: each is asked of the database once, and what an
 * article of the same step tells is known to the next.
 */
export class KnownPeople {
  readonly #db: Reading
  readonly #nameKeys: NameKeys
  readonly #articles: ToldInArticles
  readonly #known = new Map<string, KnownContext[]>()
  /** Whether names and links that coders decided count. */
  readonly learning: boolean

  constructor(db: Reading, nameKeys: NameKeys, articles: ToldInArticles) {
    this.#db = db
    this.#articles = articles
    this.#nameKeys = nameKeys
    this.learning = isLearning(db)
  }

  /** Whether what an article tells of somebody fits what other articles tell of a person. */
  fit(survivor: string, told: PersonContext, articleId: string): ContextFit {
    if (tellsNothing(told)) return 'silent'
    const others = this.#of(survivor).filter((context) => context.articleId !== articleId)
    return contextFit(told, others, this.#nameKeys.leads)
  }

  /** `fresh`: the person was made just now, so that nothing else is known. */
  add(survivor: string, context: KnownContext, fresh: boolean): void {
    if (fresh) this.#known.set(survivor, [context])
    else if (!tellsNothing(context)) this.#of(survivor).push(context)
  }

  #of(survivor: string): KnownContext[] {
    const known = this.#known.get(survivor) ?? [
      ...knownContexts(this.#db, this.#articles, survivor, this.learning),
    ]
    this.#known.set(survivor, known)
    return known
  }
}

const tellsNothing = ({ offices, countries, bodies }: PersonContext): boolean =>
  offices.length + countries.length + bodies.length === 0
