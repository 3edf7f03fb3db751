import type { MetadataValue } from '../../../../shared/model/extraction.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { recordDecision, type HandlerContext } from '../handlers/context.ts'
import { exists, insert } from '../rows.ts'
import type { EntitiesIn } from './entities-in.ts'
import type { OwnArticle } from './proposals-in.ts'

/** The row of an article that the project does not hold yet. `ordinal` is its place in the order of import. */
export function putArticle({ db, at }: HandlerContext, row: OwnArticle['row'], ordinal: number): void {
  if (!exists(db, 'SELECT 1 FROM text WHERE sha256 = ?', [row.textSha256])) {
    insert(db, 'text', {
      sha256: row.textSha256,
      utf16_length: row.utf16Length,
      // Set right by the content, which follows.
      byte_length: 0,
      source_sha256: row.sourceSha256,
      encoding: 'utf-8',
      bom: false,
      newline: 'none',
      created_at: at,
    })
  }
  insert(db, 'article', {
    id: row.id,
    text_sha256: row.textSha256,
    source_name: row.sourceName,
    version: row.version,
    imported_at: row.importedAt,
    title: row.title,
    publisher: row.publisher,
    agency: row.agency,
    url: row.url,
    published: row.published,
    published_basis: row.publishedBasis,
    lang: row.lang,
    // Nobody decides that an article is in progress: decisions on its facts say so.
    triage: row.triage === 'in_progress' && row.decided > 0 ? 'todo' : row.triage,
    triage_reason: row.triageReason,
    finished_at: row.triage === 'finished' ? at : null,
    ordinal,
  })
}

/** What was decided about the article besides its facts: metadata, zones, sentences, mentions, notes. */
export function putContent(context: HandlerContext, article: OwnArticle, entities: EntitiesIn): void {
  const { db } = context
  const { row, content } = article
  const text = content.text ?? ''
  db.update(
    'text',
    { sha256: row.textSha256, byte_length: 0 },
    { byte_length: Buffer.byteLength(text, 'utf8'), newline: text.includes('\n') ? 'lf' : 'none' },
  )
  const author = content.metadata.author?.value
  if (typeof author === 'string') db.update('article', { id: row.id }, { author })
  for (const [field, value] of Object.entries(content.metadata)) {
    if (value.rule === 'coder') putField(context, row.id, field, value)
  }
  for (const zone of content.zones) {
    if (!zone.decided) continue
    insert(db, 'zone', {
      id: context.nextId('z'),
      article_id: row.id,
      start: zone.start,
      end: zone.end,
      quote: zone.surface,
      kind: zone.masked ? zone.kind : null,
      decided_at: context.at,
    })
  }
  putSentences(context, article, text)
  putRemark(context, { kind: 'article', id: row.id, articleId: row.id }, content.remark)
  for (const mention of article.mentions) putMention(context, mention, entities)
}

function putField({ db }: HandlerContext, articleId: string, field: string, { value, basis, span }: MetadataValue): void {
  insert(db, 'article_field', {
    article_id: articleId,
    field,
    value: String(value),
    basis,
    start: span?.start,
    end: span?.end,
    quote: span?.surface,
  })
} // prettier-ignore

function putSentences(context: HandlerContext, { row, content }: OwnArticle, text: string): void {
  for (const { start, end, reviewed, blind } of content.sentences) {
    if (reviewed) {
      insert(context.db, 'sentence_review', {
        article_id: row.id,
        start,
        end,
        quote: text.slice(start, end),
        complete: true,
        blind: false,
        at: context.at,
      })
    }
    if (blind === undefined) continue
    recordDecision(unsigned(context), {
      subjectKind: 'sentence',
      subjectId: `${String(start)}-${String(end)}`,
      articleId: row.id,
      verdict: 'blind',
      reason: JSON.stringify(blind),
    })
  }
}

function putMention(
  context: HandlerContext,
  mention: OwnArticle['mentions'][number],
  entities: EntitiesIn,
): void {
  if (mention.state !== 'proposed') {
    insert(context.db, 'mention', {
      id: mention.id,
      article_id: mention.articleId,
      start: mention.start,
      end: mention.end,
      quote: mention.surface,
      type: mention.type,
      form: mention.form,
      state: mention.state,
      entity_id: mention.entityId === null ? null : entities.idOf(mention.entityId),
      decided_at: context.at,
    })
  }
  const { note, flag = false } = mention
  putRemark(context, { kind: 'mention', id: mention.id, articleId: mention.articleId }, { note, flag })
}

function putRemark(
  context: HandlerContext,
  subject: { readonly kind: string; readonly id: string; readonly articleId: string },
  remark: { readonly note: string | null; readonly flag: boolean } | undefined,
): void {
  const about = { subjectKind: subject.kind, subjectId: subject.id, articleId: subject.articleId }
  if (remark?.note != null)
    recordDecision(unsigned(context), { ...about, verdict: 'note', reason: remark.note })
  if (remark?.flag === true) recordDecision(unsigned(context), { ...about, verdict: 'flag' })
}

/** An export does not tell who did it; it was not the person who reads it back. */
const unsigned = (context: HandlerContext): HandlerContext => ({ ...context, coderId: null })

/** Facts with the words that a file without texts withholds, out of the project's own text. */
export function withWords(fact: FactView, text: string): FactView {
  const worded = <S extends { readonly start: number; readonly end: number; readonly surface: string }>(span: S): S =>
    span.surface === '' ? { ...span, surface: text.slice(span.start, span.end) } : span
  return {
    ...fact,
    trigger: fact.trigger === null ? null : worded(fact.trigger),
    evidence: fact.evidence.map(worded),
    slots: fact.slots.map((slot) =>
      slot.surface === '' && slot.start !== null && slot.end !== null
        ? { ...slot, surface: text.slice(slot.start, slot.end) }
        : slot,
    ),
    attestations: fact.attestations.map((one) =>
      one.articleId === fact.articleId ? { ...one, evidence: one.evidence.map(worded) } : one,
    ),
  }
} // prettier-ignore
