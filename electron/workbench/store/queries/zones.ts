import type { ZoneView } from '../../../../shared/model/views.ts'
import { boilerplateKindSchema, sectionKindSchema } from '../../../../shared/model/vocabulary.ts'
import { overlap, quote } from '../../../../shared/offsets.ts'
import { allRows, number, text, textOrNull, type Reading, type Row } from '../rows.ts'

/** The masked parts of an article as they now stand: what extraction found, with the coder's decisions laid over it. */
export function maskedSpans(db: Reading, articleId: string): readonly { start: number; end: number }[] {
  const decided = allRows(db, 'SELECT start, "end", kind FROM zone WHERE article_id = ?', [articleId])
  const spans = decided.filter((row) => row['kind'] !== null).map(spanOf)
  for (const row of allRows(db, 'SELECT start, "end" FROM p_zone WHERE article_id = ? AND kind IS NOT NULL', [
    articleId,
  ])) {
    const span = spanOf(row)
    if (!decided.some((other) => overlap(spanOf(other), span) > 0)) spans.push(span)
  }
  return spans
}

/** Sections and masked parts in text order. A decision takes the place of every proposal it overlaps. */
export function zoneViews(db: Reading, articleId: string, articleText: string): readonly ZoneView[] {
  const decided = allRows(db, 'SELECT start, "end", kind FROM zone WHERE article_id = ?', [articleId])
  const views: ZoneView[] = decided.map((row) => {
    const kind = textOrNull(row, 'kind')
    return {
      ...quote(articleText, spanOf(row)),
      kind: kind === null ? 'body' : boilerplateKindSchema.parse(kind),
      masked: kind !== null,
      decided: true,
    }
  })
  for (const row of allRows(db, 'SELECT start, "end", kind, section FROM p_zone WHERE article_id = ?', [
    articleId,
  ])) {
    const span = spanOf(row)
    if (decided.some((other) => overlap(spanOf(other), span) > 0)) continue
    const kind = textOrNull(row, 'kind')
    views.push({
      ...quote(articleText, span),
      kind: kind === null ? sectionKindSchema.parse(text(row, 'section')) : boilerplateKindSchema.parse(kind),
      masked: kind !== null,
      decided: false,
    })
  }
  return views.sort((a, b) => a.start - b.start || b.end - a.end)
}

const spanOf = (row: Row): { start: number; end: number } => {
  return { start: number(row, 'start'), end: number(row, 'end') }
}
