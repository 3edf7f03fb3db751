import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { TextPair } from '../../corpus/families/find-passage.ts'
import { diffTexts } from '../../corpus/families/text-diff.ts'
import { articleContext } from '../queries/article-context.ts'
import { maskedSpans } from '../queries/zones.ts'
import { exists, type Reading } from '../rows.ts'
import { answeredBy, pairableIn, type MentionAt } from './attest.ts'
import { carryFact, type CarriedPassage, type CarryObstacle } from './carry-fact.ts'

/** Where texts, rows and the codebook come from. */
export interface CarryContext {
  readonly db: Reading
  readonly codebook: Codebook
  readonly textOf: (articleId: string) => string
}

/** What carrying a fact into an article would do there. */
type CarryPlan =
  | {
      readonly kind: 'carry'
      readonly passage: CarriedPassage
      /** Open proposals of the article that it answers. */
      readonly answers: readonly string[]
      readonly mentionAt: MentionAt
    }
  | { readonly kind: 'cannot'; readonly why: CarryObstacle | 'attested' | 'decided' }

/** `pair` is taken where it is known already: comparing two texts is the most of the work. */
export function carryInto(
  context: CarryContext,
  fact: FactView,
  articleId: string,
  pair: TextPair = textPair(context, fact.articleId, articleId),
): CarryPlan {
  const { db, codebook } = context
  if (exists(db, 'SELECT 1 FROM attestation WHERE fact_id = ? AND article_id = ?', [fact.id, articleId]))
    return { kind: 'cannot', why: 'attested' }
  const passage = carryFact(pair, fact, maskedSpans(db, articleId), { align: true })
  if (passage.kind === 'cannot') return passage
  const { open, decided } = answeredBy(db, codebook, articleId, pairableIn(codebook, fact, passage))
  if (decided.length > 0) return { kind: 'cannot', why: 'decided' }
  return { kind: 'carry', passage, answers: open, mentionAt: mentionsAt(db, articleId) }
}

export function textPair({ textOf }: Pick<CarryContext, 'textOf'>, from: string, to: string): TextPair {
  const [one, other] = [textOf(from), textOf(to)]
  return { from: one, to: other, parts: diffTexts(one, other) }
}

/** Mentions of an article by their exact place; read when first asked for. */
export function mentionsAt(db: Reading, articleId: string): MentionAt {
  let known: ReadonlyMap<string, string> | null = null
  const key = ({ start, end }: Span): string => `${String(start)}-${String(end)}`
  return (span) => {
    known ??= new Map(articleContext(db, articleId).mentions.map((mention) => [key(mention), mention.id]))
    return known.get(key(span)) ?? null
  }
}
