import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { NameKeys } from '../../linking/name-keys.ts'
import { quote } from '../../../../shared/offsets.ts'
import { factView } from '../queries/fact-views.ts'
import { maskedSpans } from '../queries/zones.ts'
import { exists, insert, type Writing } from '../rows.ts'

/** What a handler may touch: the database inside the command's savepoint, and values fixed for the command. */
export interface HandlerContext {
  readonly db: Writing
  readonly codebook: Codebook
  readonly coderId: string | null
  /** ISO 8601 instant of the command. */
  readonly at: string
  readonly nextId: (kind: string) => string
  /** What names of the registry are found by. */
  readonly nameKeys: NameKeys
  /** The frozen text of an article. */
  readonly textOf: (articleId: string) => string
  /** Tells the caller what was created, by kind. */
  readonly created: (kind: string, id: string) => void
}

/** What the history shows beside the type of the command: its subject in a few words, no language. */
export interface Handled {
  readonly label: string
}

export function requireArticle({ db }: HandlerContext, articleId: string): void {
  if (!exists(db, 'SELECT 1 FROM article WHERE id = ?', [articleId])) {
    throw new BelegError('notFound', { kind: 'article', id: articleId })
  }
}

export function requireEntity({ db }: HandlerContext, entityId: string): void {
  if (!exists(db, 'SELECT 1 FROM entity WHERE id = ?', [entityId])) {
    throw new BelegError('notFound', { kind: 'entity', id: entityId })
  }
}

export function requireFact(context: HandlerContext, factId: string): FactView {
  const view = factView(context.db, context.codebook, factId)
  if (view === undefined) throw new BelegError('notFound', { kind: 'fact', id: factId })
  return view
}

/** The span with its words; refused outside the text. */
export function requireSpan(context: HandlerContext, articleId: string, span: Span): QuotedSpan {
  try {
    return quote(context.textOf(articleId), span)
  } catch (cause) {
    throw new BelegError('span.outside', undefined, { cause })
  }
}

/** As `requireSpan`, and outside masked parts: facts rest on the article. */
export function requireEvidence(context: HandlerContext, articleId: string, span: Span): QuotedSpan {
  const quoted = requireSpan(context, articleId, span)
  if (maskedSpans(context.db, articleId).some((zone) => zone.start < span.end && span.start < zone.end)) {
    throw new BelegError('span.masked', { kind: quoted.surface.slice(0, 40) })
  }
  return quoted
}

/** One line of the log of decisions: who, when, how long. */
export function recordDecision(
  context: HandlerContext,
  decision: {
    readonly subjectKind: string
    readonly subjectId: string
    readonly articleId: string | null
    readonly verdict: string
    readonly reason?: string | undefined
    readonly durationMs?: number | undefined
  },
): void {
  insert(context.db, 'decision', {
    id: context.nextId('d'),
    subject_kind: decision.subjectKind,
    subject_id: decision.subjectId,
    article_id: decision.articleId,
    verdict: decision.verdict,
    reason: decision.reason,
    coder_id: context.coderId,
    at: context.at,
    duration_ms: decision.durationMs,
  })
}
