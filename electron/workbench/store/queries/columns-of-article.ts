import type { ArticleColumns, BriefFact, RareOfFact } from '../../../../shared/model/article-columns.ts'
import type { MentionView, SentenceView } from '../../../../shared/model/views.ts'

class Words {
  readonly list: string[] = []
  readonly #places = new Map<string, number>()

  of(one: string | null): number {
    if (one === null) return -1
    const known = this.#places.get(one)
    if (known !== undefined) return known
    this.#places.set(one, this.list.length)
    return this.list.push(one) - 1
  }
}

/** The columns of an article. Words of spans are left out: they stand in the text. */
export function columnsOf(
  mentions: readonly MentionView[],
  sentences: readonly SentenceView[],
  facts: readonly BriefFact[],
): ArticleColumns {
  const words = new Words()
  return {
    mentions: mentionColumns(mentions, words),
    sentences: sentenceColumns(sentences, words),
    facts: factColumns(facts, words),
    words: words.list,
  }
}

/* One pass each: what is made of thousands of rows is made row by row, not column by column. */

function mentionColumns(mentions: readonly MentionView[], words: Words): ArticleColumns['mentions'] {
  const ids: string[] = []
  const columns: Omit<ArticleColumns['mentions'], 'ids'> = {
    start: [], end: [], type: [], form: [], entityId: [], localEntity: [], state: [], rule: [], more: {},
  } // prettier-ignore
  for (const {
    id,
    start,
    end,
    type,
    form,
    entityId,
    localEntity,
    state,
    rule,
    norm,
    note,
    flag,
  } of mentions) {
    if (norm !== null || note !== null || flag !== undefined)
      columns.more[ids.length] = { norm, note, ...(flag === undefined ? {} : { flag }) }
    ids.push(id)
    columns.start.push(start)
    columns.end.push(end)
    columns.type.push(words.of(type))
    columns.form.push(words.of(form))
    columns.entityId.push(words.of(entityId))
    columns.localEntity.push(words.of(localEntity))
    columns.state.push(words.of(state))
    columns.rule.push(words.of(rule))
  }
  return { ids: ids.join(' '), ...columns }
}

function sentenceColumns(sentences: readonly SentenceView[], words: Words): ArticleColumns['sentences'] {
  const columns: ArticleColumns['sentences'] = { start: [], end: [], section: [], more: {} }
  for (const { start, end, section, reviewed, blind } of sentences) {
    if (reviewed || blind !== undefined)
      columns.more[columns.start.length] = { reviewed, ...(blind === undefined ? {} : { blind }) }
    columns.start.push(start)
    columns.end.push(end)
    columns.section.push(words.of(section))
  }
  return columns
}

function factColumns(facts: readonly BriefFact[], words: Words): ArticleColumns['facts'] {
  const ids: string[] = []
  const columns: Omit<ArticleColumns['facts'], 'ids'> = {
    type: [], kind: [], state: [], rule: [], prior: [], confidence: [], trigger: [], spans: [], evidence: [], more: {}, records: {},
  } // prettier-ignore
  for (const fact of facts) {
    const rare = rareOf(fact)
    if (rare !== null) columns.more[ids.length] = rare
    ids.push(fact.id)
    columns.type.push(words.of(fact.type))
    columns.kind.push(words.of(fact.kind))
    columns.state.push(words.of(fact.state))
    columns.rule.push(words.of(fact.rule))
    columns.prior.push(fact.prior)
    columns.confidence.push(fact.confidence ?? null)
    const { trigger, evidence } = fact
    columns.trigger.push(trigger?.start ?? 0, trigger === null ? 0 : trigger.end - trigger.start)
    columns.spans.push(evidence.length)
    for (const { start, end } of evidence) columns.evidence.push(start, end - start)
    if (fact.rule !== null && fact.ruleRecord !== undefined) columns.records[fact.rule] ??= fact.ruleRecord
  }
  return { ids: ids.join(' '), ...columns }
}

/** What most facts do not have; null for those. */
function rareOf(fact: BriefFact): RareOfFact | null {
  const { edited, missing, conflictsWith, note, flag, durationMs, hidden, home } = fact
  const plain =
    !edited && !flag && note === null && durationMs === null && hidden === undefined && home === undefined
  if (plain && missing.length === 0 && conflictsWith.length === 0) return null
  return {
    ...(edited ? { edited } : {}),
    ...(missing.length === 0 ? {} : { missing }),
    ...(conflictsWith.length === 0 ? {} : { conflictsWith }),
    ...(note === null ? {} : { note }),
    ...(flag ? { flag } : {}),
    ...(durationMs === null ? {} : { durationMs }),
    ...(hidden === undefined ? {} : { hidden }),
    ...(home === undefined ? {} : { home }),
  }
}
