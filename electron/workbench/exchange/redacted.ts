import type { QuotedSpan } from '../../../shared/model/span.ts'
import type {
  ArticleRow,
  EntityView,
  FactView,
  HistoryRow,
  MentionView,
} from '../../../shared/model/views.ts'
import type { ExportSource, Rows } from './export-source.ts'

/**
 * The source as its options want it seen. Without coder names, `coders` (in the order of the project) become `coder-1`,
 * `coder-2`; notes stay, they are the coders' own words. With offsets only, no word of an article is left in facts,
 * mentions, titles of articles or names learned in one; texts and quotes only, texts are left out.
 */
export function redacted(source: ExportSource, coders: readonly string[]): ExportSource {
  const { texts, coderNames } = source.options
  const silent = texts === 'offsets'
  const coder = (name: string | null): string | null => {
    if (coderNames || name === null) return name
    return `coder-${String(coders.indexOf(name) + 1)}`
  }
  const fact = (row: FactView): FactView => {
    const known = { ...row, coder: coder(row.coder) }
    return silent ? withoutWords(known) : known
  }
  const article = (row: ArticleRow): ArticleRow => (silent ? { ...row, title: '' } : row)
  const step = (row: HistoryRow): HistoryRow => ({
    ...row,
    coder: coder(row.coder),
    // What a step was about is told in the words of the article.
    ...(silent ? { articleTitle: null, label: '' } : {}),
  })
  return {
    ...source,
    facts: () => mapped(source.facts(), fact),
    articles: () => mapped(source.articles(), article),
    article: (articleId) => {
      const row = source.article(articleId)
      return row === undefined ? undefined : article(row)
    },
    registry: () => mapped(source.registry(), (row) => (silent ? withoutLearned(row) : row)),
    content: async (articleId) => {
      const content = await source.content(articleId)
      if (texts === undefined || texts === 'full') return content
      if (!silent) return { ...content, text: '' }
      return {
        ...content,
        text: '',
        metadata: {},
        zones: content.zones.map((zone) => ({ ...zone, surface: '' })),
        mentions: content.mentions.map(silentMention),
      }
    },
    decisionsOf: async (factId) => (await source.decisionsOf(factId)).map(step),
  }
}

async function* mapped<T>(rows: Rows<T>, change: (row: T) => T): AsyncGenerator<T, void, undefined> {
  for await (const row of rows) yield change(row)
}

const silentSpan = (span: QuotedSpan): QuotedSpan => ({ ...span, surface: '' })

const silentMention = (mention: MentionView): MentionView => ({ ...mention, surface: '', note: null })

function withoutWords(fact: FactView): FactView {
  const { time } = fact
  return {
    ...fact,
    trigger: fact.trigger === null ? null : silentSpan(fact.trigger),
    evidence: fact.evidence.map(silentSpan),
    // A value typed by a coder is not the article's; words that a slot was given are.
    slots: fact.slots.map((slot) => ({ ...slot, surface: slot.surface === null ? null : '' })),
    time: time === null ? null : { ...time, ...(time.surface === undefined ? {} : { surface: '' }) },
    attestations: fact.attestations.map((one) => ({ ...one, evidence: one.evidence.map(silentSpan) })),
  }
}

const withoutLearned = (entity: EntityView): EntityView => ({
  ...entity,
  aliases: entity.aliases.filter(({ scope }) => scope === 'everywhere'),
})
