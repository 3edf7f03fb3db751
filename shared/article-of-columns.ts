import type { ChannelOutput } from './contract/index.ts'
import type { ArticleColumns } from './model/article-columns.ts'
import type { ArticleId, FactId, MentionId } from './model/ids.ts'
import type { QuotedSpan } from './model/span.ts'
import type { ArticleView, FactView, MentionView, SentenceView } from './model/views.ts'

/** A fact of which only what lists, counts and orders show has been read: its slots and the like are still to come. */
interface BriefFactView extends FactView {
  readonly brief: true
}

export const isBrief = (fact: FactView | BriefFactView): fact is BriefFactView => 'brief' in fact

const listed = (ids: string): readonly string[] => (ids === '' ? [] : ids.split(' '))

/** What the columns say in words: the store checked what stands in which column when it wrote it down. */
interface Reader {
  readonly word: (index: number | undefined) => string
  readonly wordOrNull: (index: number | undefined) => string | null
  readonly quote: (start: number, length: number) => QuotedSpan
}

const readerOf = (words: readonly string[], text: string): Reader => ({
  word: (index) => words[index ?? -1] ?? '',
  wordOrNull: (index) => (index === undefined || index < 0 ? null : (words[index] ?? null)),
  quote: (start, length) => ({ start, end: start + length, surface: text.slice(start, start + length) }),
})

function mentionsOf(
  columns: ArticleColumns['mentions'],
  articleId: ArticleId,
  reader: Reader,
): MentionView[] {
  const { word, wordOrNull, quote } = reader
  return listed(columns.ids).map((id, n): MentionView => {
    const start = columns.start[n] ?? 0
    const { norm = null, note = null, flag } = columns.more[n] ?? {}
    return {
      id: id as MentionId,
      articleId,
      ...quote(start, (columns.end[n] ?? start) - start),
      type: word(columns.type[n]) as MentionView['type'],
      form: word(columns.form[n]) as MentionView['form'],
      entityId: wordOrNull(columns.entityId[n]) as MentionView['entityId'],
      localEntity: wordOrNull(columns.localEntity[n]),
      norm,
      state: word(columns.state[n]) as MentionView['state'],
      rule: wordOrNull(columns.rule[n]),
      note,
      ...(flag === undefined ? {} : { flag }),
    }
  })
}

const sentencesOf = (columns: ArticleColumns['sentences'], { word }: Reader): SentenceView[] =>
  columns.start.map((start, n) => {
    const { reviewed = false, blind } = columns.more[n] ?? {}
    return {
      start,
      end: columns.end[n] ?? start,
      section: word(columns.section[n]) as SentenceView['section'],
      reviewed,
      ...(blind === undefined ? {} : { blind }),
    }
  })

function factsOf(columns: ArticleColumns['facts'], articleId: ArticleId, reader: Reader): FactView[] {
  const { word, wordOrNull, quote } = reader
  let from = 0
  return listed(columns.ids).map((id, n): BriefFactView => {
    const evidence: QuotedSpan[] = []
    for (let left = columns.spans[n] ?? 0; left > 0; left -= 1, from += 2)
      evidence.push(quote(columns.evidence[from] ?? 0, columns.evidence[from + 1] ?? 0))
    const rule = wordOrNull(columns.rule[n])
    const record = rule === null ? undefined : columns.records[rule]
    const confidence = columns.confidence[n] ?? null
    const triggerLength = columns.trigger[2 * n + 1] ?? 0
    const rare = columns.more[n] ?? {}
    return {
      brief: true,
      id: id as FactId,
      articleId,
      ...(rare.home === undefined ? {} : { home: rare.home }),
      type: word(columns.type[n]),
      kind: word(columns.kind[n]) as FactView['kind'],
      state: word(columns.state[n]) as FactView['state'],
      edited: rare.edited ?? false,
      trigger: triggerLength === 0 ? null : quote(columns.trigger[2 * n] ?? 0, triggerLength),
      evidence,
      slots: [],
      time: null,
      modality: 'asserted',
      polarity: 'pos',
      attribution: null,
      temporalStatus: null,
      plover: null,
      cameo: null,
      rule,
      prior: columns.prior[n] ?? null,
      ...(record === undefined ? {} : { ruleRecord: record }),
      ...(confidence === null ? {} : { confidence }),
      ...(rare.hidden === undefined ? {} : { hidden: rare.hidden }),
      fingerprint: null,
      codebookVersion: '',
      missing: rare.missing ?? [],
      conflictsWith: rare.conflictsWith ?? [],
      derivedFrom: null,
      attestations: [],
      rejectReason: null,
      note: rare.note ?? null,
      flag: rare.flag ?? false,
      coder: null,
      decidedAt: null,
      durationMs: rare.durationMs ?? null,
    }
  })
}

/**
 * The answer as screens see an article, whether it came in columns or not. In columns, facts are brief but for those that
 * came whole beside them.
 */
export function articleOf({ columns, ...article }: ChannelOutput<'articles.open'>): ArticleView {
  if (columns === undefined) return article
  const reader = readerOf(columns.words, article.text)
  const articleId = article.row.id
  const whole = new Map(article.facts.map((fact) => [fact.id, fact]))
  return {
    ...article,
    mentions: mentionsOf(columns.mentions, articleId, reader),
    sentences: sentencesOf(columns.sentences, reader),
    facts: factsOf(columns.facts, articleId, reader).map((fact) => whole.get(fact.id) ?? fact),
  }
}
