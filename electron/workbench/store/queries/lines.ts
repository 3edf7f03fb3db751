import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import { articleIdSchema, lineRuleIdSchema } from '../../../../shared/model/ids.ts'
import { boilerplateKindSchema } from '../../../../shared/model/vocabulary.ts'
import { comparableLine, linesLike, linesOf, recurringLines } from '../../corpus/recurring-lines.ts'
import { sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { maskedSpans } from './zones.ts'

/** Proposals of one answer; what is decided first makes room for the rest. */
const mostProposals = 300
/** Places shown of one proposal. */
const mostPlaces = 200

/** Lines decided for a source: as `comparableLine` has them, with what they are. */
export interface LineRule {
  readonly source: string
  readonly line: string
  readonly kind: string | null
}

export const lineRules = (db: Reading): readonly LineRule[] =>
  db.all('SELECT source, line, kind FROM line_rule ORDER BY source, line', [], (row) => ({
    source: row.text('source'),
    line: row.text('line'),
    kind: row.textOrNull('kind'),
  }))

/** Lines that recur in the articles of one source and nobody has decided about. Reads every text: not for the store's own thread. */
export function proposedLines(
  db: Reading,
  textOf: (articleId: string) => string,
  revision: number,
): ChannelOutput<'articles.lines'> {
  const sources = new Map<string, { readonly id: string; readonly title: string }[]>()
  for (const { source, ...article } of db.all(
    `SELECT id, coalesce(title, source_name, id) AS title, ${sourceSql} AS source FROM article ORDER BY ordinal`,
    [],
    (row) => ({ id: row.text('id'), title: row.text('title'), source: row.text('source') }),
  )) {
    const known = sources.get(source)
    if (known === undefined) sources.set(source, [article])
    else known.push(article)
  }
  const decided = new Set(lineRules(db).map(({ source, line }) => `${source}\n${line}`))
  const rows = [...sources].flatMap(([source, articles]) => {
    if (articles.length < 2) return []
    const titles = new Map(articles.map(({ id, title }) => [id, title]))
    const found = recurringLines(
      articles.map(({ id }) => ({ articleId: id, text: textOf(id), masked: maskedSpans(db, id) })),
    )
    return found
      .filter(({ line }) => !decided.has(`${source}\n${line}`))
      .map(({ line, text, articleIds, open }) => ({
        source,
        line,
        text,
        open,
        articles: articleIds.length,
        sourceArticles: articles.length,
        places: articleIds.slice(0, mostPlaces).map((id) => ({
          articleId: articleIdSchema.parse(id),
          title: titles.get(id) ?? '',
          ...around(textOf(id), line),
        })),
      }))
  })
  return {
    rows: rows.sort((a, b) => b.articles - a.articles).slice(0, mostProposals),
    rules: [
      ...db.all(
        `SELECT line_rule.id, source, line, kind, decided_at, coder.name AS coder FROM line_rule
         LEFT JOIN coder ON coder.id = line_rule.coder_id ORDER BY decided_at DESC, line_rule.id`,
        [],
        (row) => {
          const kind = row.textOrNull('kind')
          return {
            id: lineRuleIdSchema.parse(row.text('id')),
            source: row.text('source'),
            line: row.text('line'),
            kind: kind === null ? null : boilerplateKindSchema.parse(kind),
            decidedAt: row.text('decided_at'),
            coder: row.textOrNull('coder'),
          }
        },
      ),
    ],
    revision,
  }
}

/** The lines before and after, so that one sees where it stands. */
function around(text: string, line: string): { readonly before: string; readonly after: string } {
  const lines = [...linesOf(text)].map(({ surface }) => surface)
  const at = lines.findIndex((one) => comparableLine(one) === line)
  return { before: (lines[at - 1] ?? '').slice(-160), after: (lines[at + 1] ?? '').slice(0, 160) }
}

/** Where lines decided for the source of an article stand in its text, with what they are. */
export function ruledLines(
  rules: readonly LineRule[],
  source: string,
  text: string,
): readonly {
  readonly start: number
  readonly end: number
  readonly surface: string
  readonly kind: string | null
}[] {
  const own = new Map(rules.filter((rule) => rule.source === source).map(({ line, kind }) => [line, kind]))
  if (own.size === 0) return []
  return linesLike(text, new Set(own.keys())).map((span) => ({
    ...span,
    kind: own.get(comparableLine(span.surface)) ?? null,
  }))
}
