import { BelegError } from '../../../../shared/errors.ts'
import type { CarryRest, VersionsView } from '../../../../shared/model/family.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { occurrences, sharedWords, type TextPair } from '../../corpus/families/find-passage.ts'
import { placeInOther } from '../../corpus/families/text-diff.ts'
import { textPair, type CarryContext } from '../families/carry-into.ts'
import { newestOf, olderThan } from '../families/version-chain.ts'
import { allRows, exists, number, text, type Reading, type Row } from '../rows.ts'
import { isRedecodable } from './encodings.ts'
import { factView } from './fact-views.ts'
import { kinOf } from './families.ts'

/** Letters of the old version shown around a quote. */
const around = 120
/** Places offered for one decision: as many as there are digits. */
const mostCandidates = 9
/** A sentence that shares fewer words is no candidate. */
const leastShared = 0.25

/** Throws `notFound`. */
export function versionsView(context: CarryContext, asked: string, revision: number): VersionsView {
  const { db } = context
  if (!exists(db, 'SELECT 1 FROM article WHERE id = ?', [asked]))
    throw new BelegError('notFound', { kind: 'article', id: asked })
  const newest = newestOf(db, asked)
  const ids = [newest, ...olderThan(db, newest)].reverse()
  const rows = new Map(
    db.all(
      `SELECT article.id, article.version, article.imported_at, text.encoding, text.utf16_length FROM article
       JOIN text ON text.sha256 = article.text_sha256 WHERE article.id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
      (row) => [
        row.text('id'),
        {
          version: row.integer('version'),
          importedAt: row.text('imported_at'),
          encoding: row.text('encoding'),
          utf16Length: row.integer('utf16_length'),
        },
      ],
    ),
  )
  return {
    versions: kinOf(db, ids).flatMap((kin) => {
      const row = rows.get(kin.articleId)
      return row === undefined ? [] : [{ ...kin, ...row }]
    }),
    rests: [...restsOf(context, newest)],
    redecodable: isRedecodable(db, newest),
    revision,
  }
}

function restsOf(context: CarryContext, articleId: string): readonly CarryRest[] {
  const rows = allRows(
    context.db,
    "SELECT * FROM carry_rest WHERE article_id = ? ORDER BY state <> 'open', start, id",
    [articleId],
  )
  const pairs = new Map<string, TextPair>()
  const pairFrom = (from: string): TextPair => {
    const known = pairs.get(from) ?? textPair(context, from, articleId)
    pairs.set(from, known)
    return known
  }
  const sentences = sentencesOf(context.db, articleId)
  return rows.map((row) => restView(context, row, pairFrom(text(row, 'from_article_id')), sentences))
}

function restView(
  { db, codebook }: CarryContext,
  row: Row,
  pair: TextPair,
  sentences: readonly Span[],
): CarryRest {
  const span = { start: number(row, 'start'), end: number(row, 'end') }
  const kind = text(row, 'kind')
  const state = (['open', 'attached', 'dropped', 'left'] as const).find((one) => one === text(row, 'state'))
  return {
    id: text(row, 'id'),
    kind: kind === 'fact' || kind === 'mention' ? kind : 'zone',
    why: text(row, 'why') === 'twice' ? 'twice' : 'gone',
    state: state ?? 'open',
    quote: text(row, 'quote'),
    before: endOf(pair.from.slice(0, span.start)),
    after: beginOf(pair.from.slice(span.end)),
    fact: kind === 'fact' ? (factView(db, codebook, text(row, 'subject_id'), text(row, 'from_article_id')) ?? null) : null, // prettier-ignore
    candidates: state === 'open' ? [...candidatesFor(pair, span, kind === 'mention' ? [] : sentences)] : [],
  }
}

/** What stands before a quote, and behind it, in whole words. */
const endOf = (text: string): string =>
  text.length <= around ? text : `… ${text.slice(-around).replace(/^\S*\s+/u, '')}`
const beginOf = (text: string): string =>
  text.length <= around ? text : `${text.slice(0, around).replace(/\s+\S*$/u, '')} …`

/** Places of the new version, likeliest first: the same words, what the differences put there, sentences that share words. */
function candidatesFor(
  pair: TextPair,
  span: Span,
  sentences: readonly Span[],
): readonly CarryRest['candidates'][number][] {
  const quote = pair.from.slice(span.start, span.end)
  const told = (
    { start, end }: Span,
    how: 'same' | 'aligned' | 'similar',
  ): CarryRest['candidates'][number] => {
    const surface = pair.to.slice(start, end)
    return { start, end, surface, how, shared: sharedWords(quote, surface) }
  }
  const same = occurrences(pair.to, quote).map((found) => told(found, 'same'))
  const [start, end] = [placeInOther(pair.parts, span.start, 'start').at, placeInOther(pair.parts, span.end, 'end').at]
  const between = trimmed(pair.to, start, end)
  const aligned = between === null ? [] : [told(between, 'aligned')]
  const similar = sentences
    .map((sentence) => told(sentence, 'similar'))
    .filter(({ shared }) => shared >= leastShared)
    .sort((a, b) => b.shared - a.shared || a.start - b.start)
  const seen = new Set<string>()
  return [...same, ...aligned, ...similar]
    .filter((one) => {
      // A full stop more or less makes no other place.
      const key = `${String(one.start)} ${one.surface.replace(/[\p{P}\s]+$/u, '')}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .slice(0, mostCandidates)
} // prettier-ignore

function trimmed(text: string, start: number, end: number): Span | null {
  const surface = text.slice(start, end)
  const words = surface.trim()
  if (words === '' || words.length > 2000) return null
  const begin = start + surface.indexOf(words)
  return { start: begin, end: begin + words.length }
}

const sentencesOf = (db: Reading, articleId: string): readonly Span[] =>
  db.all('SELECT start, "end" FROM p_sentence WHERE article_id = ? ORDER BY ordinal', [articleId], (row) => ({
    start: row.integer('start'),
    end: row.integer('end'),
  }))
