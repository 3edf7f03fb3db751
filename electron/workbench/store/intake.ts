import { BelegError } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ExtractionOutput, MetadataField } from '../../../shared/model/extraction.ts'
import type { QuotedSpan, Span } from '../../../shared/model/span.ts'
import { sourceSql } from '../linking/redirects.ts'
import type { ProjectFolder } from '../project/index.ts'
import { linkEntities } from './auto-link.ts'
import { answerCarried } from './families/answer-carried.ts'
import { carriedOriginList, pairable, spansOf } from './families/attest.ts'
import { carryVersion, type VersionReport } from './families/carry-version.ts'
import { earlierVersion, textIsKnown } from './families/earlier-version.ts'
import { KnownPeople } from './known-people.ts'
import { pairFacts, type Pairable } from './pairing.ts'
import type { ProposalBuilder } from './proposal-builder.ts'
import type { ProposedFact } from './proposals.ts'
import { articleContext } from './queries/article-context.ts'
import { lineRules, ruledLines, type LineRule } from './queries/lines.ts'
import {
  allRows,
  exists,
  firstRow,
  insert,
  jsonOrNull,
  number,
  text,
  textOrNull,
  type Writing,
} from './rows.ts'
import { articlesPerBatch, type StoredExtraction } from './stored-extraction.ts'

/** An article on its way in. Text and bytes were made durable before (`putTexts`). */
export interface NewArticle {
  /** Where it came from: an absolute path, or `paste:` and a name. The same source again is the same publication. */
  readonly source: string
  readonly name: string
  readonly textSha256: string
  readonly sourceSha256: string
  readonly utf16Length: number
  readonly byteLength: number
  readonly encoding: string
  readonly byteOrderMark: boolean
  readonly lineEnds: string
  /** Values of front matter or a mapping, by metadata field, where they stand. They override what extraction reads. */
  readonly fields: Readonly<Record<string, QuotedSpan>>
  /** What the file says outside the text: values by metadata field. Weaker than `fields`, stronger than extraction. */
  readonly known?: Readonly<Partial<Record<MetadataField, string>>> | undefined
  /** The language the letters of the text show (ISO 639-1); weaker than what the file or extraction says. */
  readonly language?: string | null
  /** A head that belongs to no zone of the article and is masked; null where there is none. */
  readonly head: Span | null
  /** Null where the import was asked not to extract. */
  readonly extraction: ExtractionOutput | null
  /** Names what extraction was told besides the text; null or absent where nothing was. */
  readonly learned?: string | null
  /** The article it is the next version of, told by the one who asked for it. */
  readonly versionOf?: string | undefined
}

export interface ImportBatch {
  /** `article.redecode` where the bytes are known and only read otherwise. */
  readonly type?: 'article.import' | 'article.redecode'
  readonly commandId: string
  /** Of an import in several steps, which are taken back together. */
  readonly groupId?: string
  /** Whether more steps will come into the group. */
  readonly grows?: boolean
  readonly author: string | null
  readonly label: string
  readonly articles: readonly NewArticle[]
}

export interface ImportedArticle {
  readonly name: string
  readonly articleId: string
  readonly outcome: 'imported' | 'already-there' | 'new-version' | 'same-text' | 'near-duplicate'
  /** Of a new version: how many decisions it took over, and how many wait. */
  readonly version?: VersionReport
  /** The article it is a version, a copy or a near-duplicate of. */
  readonly of?: { readonly articleId: string; readonly title: string }
}

export interface NewExtraction {
  readonly articleId: string
  /** Names what was learned and handed in; null or absent where nothing was. */
  readonly learned?: string | null
  readonly output: ExtractionOutput
}

export interface Intake {
  readonly db: Writing
  readonly at: string
  readonly nextId: (kind: string) => string
  readonly codebook: Codebook
  readonly proposals: ProposalBuilder
  readonly folder: ProjectFolder
}

/**
 * Adds articles. The same publication with the same text: already there. With another text: a new version beside the old
 * one, and what was decided about the old one is said of it. Same text from another source: another article. Returns what
 * became of each, in order.
 */
export function storeArticles(intake: Intake, request: ImportBatch): readonly ImportedArticle[] {
  const { db, at } = intake
  let ordinal = db.count('SELECT coalesce(max(ordinal), 0) FROM article')
  const extractions: NewExtraction[] = []
  const rules = lineRules(db)
  const versions: { readonly articleId: string; readonly from: string; readonly align: boolean }[] = []
  const stored = request.articles.map((article): ImportedArticle => {
    const columns = metadataColumns(article)
    const known = earlierVersion(
      db,
      { ...article, url: null, title: null, publisher: null, published: null, ...columns },
      (sha) => intake.proposals.text(sha),
    )
    if (known?.sameText === true)
      return { name: article.name, articleId: known.articleId, outcome: 'already-there' }
    const sameText = textIsKnown(db, article.textSha256)
    insertText(intake, article)
    const articleId = intake.nextId('a')
    ordinal += 1
    insert(db, 'article', {
      id: articleId,
      text_sha256: article.textSha256,
      source: article.source,
      source_name: article.name,
      version: known === null ? 1 : known.version + 1,
      supersedes: known?.articleId,
      imported_at: at,
      ...columns,
      triage: 'todo',
      ordinal,
    })
    for (const [field, value] of Object.entries(article.fields)) {
      insert(db, 'article_field', {
        article_id: articleId,
        field,
        value: value.surface,
        basis: 'stated',
        start: value.start,
        end: value.end,
        quote: value.surface,
      })
    }
    for (const [field, value] of Object.entries(knownOf(article))) {
      insert(db, 'article_field', { article_id: articleId, field, value, basis: 'stated' })
    }
    const language = languageShown(article)
    if (language !== null)
      insert(db, 'article_field', { article_id: articleId, field: 'lang', value: language, basis: 'derived' })
    if (article.head !== null) maskHead(intake, articleId, article)
    maskRuled(intake, articleId, article, rules)
    if (article.extraction !== null) {
      extractions.push({ articleId, output: article.extraction, learned: article.learned ?? null })
    }
    if (known !== null)
      versions.push({ articleId, from: known.articleId, align: request.type === 'article.redecode' })
    return {
      name: article.name,
      articleId,
      outcome: known !== null ? 'new-version' : sameText ? 'same-text' : 'imported',
    }
  })
  const reports = new Map<string, VersionReport>()
  const extracted = new Map(storeExtractions(intake, extractions).map((one) => [one.articleId, one]))
  for (const { articleId, from, align } of versions) {
    const report = carryVersion({
      ...intake,
      from: { articleId: from, text: intake.proposals.articleText(db, from) },
      to: { articleId, text: intake.proposals.articleText(db, articleId) },
      stored: extracted.get(articleId) ?? null,
      align,
    })
    reports.set(articleId, report)
  }
  return stored.map((one) => {
    const version = reports.get(one.articleId)
    return version === undefined ? one : { ...one, version }
  })
}

function insertText({ db, at }: Intake, article: NewArticle): void {
  if (exists(db, 'SELECT 1 FROM text WHERE sha256 = ?', [article.textSha256])) return
  insert(db, 'text', {
    sha256: article.textSha256,
    utf16_length: article.utf16Length,
    byte_length: article.byteLength,
    source_sha256: article.sourceSha256,
    encoding: article.encoding,
    bom: article.byteOrderMark,
    newline: article.lineEnds,
    created_at: at,
  })
}

function maskHead(
  { db, at, nextId, proposals }: Intake,
  articleId: string,
  { head, textSha256 }: NewArticle,
): void {
  if (head === null) return
  const quote = proposals.text(textSha256).slice(head.start, head.end)
  insert(db, 'zone', {
    id: nextId('z'),
    article_id: articleId,
    ...head,
    quote,
    kind: 'other',
    decided_at: at,
  })
}

/** Lines that were decided for the source count here, too. */
function maskRuled(
  { db, at, nextId, proposals }: Intake,
  articleId: string,
  article: NewArticle,
  rules: readonly LineRule[],
): void {
  if (rules.length === 0) return
  const source = sourceOfNew(article)
  for (const { start, end, surface, kind } of ruledLines(rules, source, proposals.text(article.textSha256))) {
    if (article.head !== null && start < article.head.end) continue
    insert(db, 'zone', {
      id: nextId('z'),
      article_id: articleId,
      start,
      end,
      quote: surface,
      kind,
      decided_at: at,
    })
  }
}

/** Where an article comes from, as people name it; as `sourceSql` has it once it is stored. */
export const sourceOfNew = (article: NewArticle): string =>
  metadataColumns(article)['publisher'] ?? article.name

const longestTitle = 160

/** What the file says and the text does not say better. What language a page claims to be in is often its template's. */
function knownOf({
  known = {},
  fields,
  extraction,
}: NewArticle): Readonly<Partial<Record<MetadataField, string>>> {
  return Object.fromEntries(
    Object.entries(known).filter(
      ([field]) =>
        fields[field] === undefined && !(field === 'lang' && extraction?.metadata.lang !== undefined),
    ),
  )
}

/** The language the letters show, where nothing else tells one: extraction knows only what it can read. */
function languageShown(article: NewArticle): string | null {
  const read = article.extraction?.metadata.lang?.value
  const told = article.fields['lang'] !== undefined || knownOf(article).lang !== undefined
  return told || (read !== undefined && read !== 'und') ? null : (article.language ?? null)
}

/** What lists show of an article without opening it. */
function metadataColumns(article: NewArticle): Record<string, string | null> {
  const { extraction: output, fields } = article
  const known = knownOf(article)
  const read = (field: MetadataField): string | null => {
    const given = fields[field]?.surface ?? known[field]
    if (given !== undefined) return given
    const value = output?.metadata[field]?.value
    return typeof value === 'string' ? value : null
  }
  return {
    title: read('title') ?? titleFromText(output),
    publisher: read('publisher'),
    agency: read('agency'),
    author: read('author'),
    url: read('sourceUrl'),
    published: read('publicationDate') ?? read('eventDate'),
    published_basis:
      fields['publicationDate'] === undefined && known.publicationDate === undefined
        ? (output?.metadata.publicationDate?.basis ?? null)
        : 'stated',
    lang: languageShown(article) ?? read('lang'),
  }
}

/** An article without a headline is called by the beginning of its first section. */
function titleFromText(output: ExtractionOutput | null): string | null {
  const section =
    output?.sections.find(({ kind }) => kind === 'headline') ??
    output?.sections.find(({ kind }) => kind !== 'category')
  if (section === undefined) return null
  const line = section.surface.trim().replace(/\s+/g, ' ')
  if (line.length <= longestTitle) return line
  const cut = line.lastIndexOf(' ', longestTitle)
  return `${line.slice(0, cut > 40 ? cut : longestTitle)} …`
}

/**
 * Stores what extraction says, new or again. Ids of facts and mentions that were there before are kept where old and
 * new are the same thing, so that decisions stand; decided facts that extraction no longer finds stay as they are.
 */
export function storeExtractions(
  intake: Intake,
  extractions: readonly NewExtraction[],
): readonly StoredExtraction[] {
  const all: StoredExtraction[] = []
  const people = new KnownPeople(intake.db, intake.proposals.nameKeys, intake.proposals.told)
  for (let start = 0; start < extractions.length; start += articlesPerBatch) {
    const lot = extractions.slice(start, start + articlesPerBatch)
    const some = lot.map((extraction) => storedExtraction(intake, people, extraction))
    const batch = intake.proposals.putBatch(some)
    for (const [index, stored] of some.entries())
      nameBatch(intake, stored, batch, index, lot[index]?.learned ?? null)
    all.push(...some)
  }
  return all
}

function storedExtraction(
  intake: Intake,
  people: KnownPeople,
  { articleId, output }: NewExtraction,
): StoredExtraction {
  const { db, at, nextId } = intake
  const article = firstRow(db, `SELECT ${sourceSql} AS source FROM article WHERE id = ?`, [articleId])
  if (article === undefined) throw new BelegError('notFound', { kind: 'article', id: articleId })
  const source = textOrNull(article, 'source')
  const links = linkEntities(
    { db, nextId, at, nameKeys: intake.proposals.nameKeys, people },
    { articleId, source },
    output,
  )
  const again = exists(db, 'SELECT 1 FROM extraction WHERE article_id = ?', [articleId])
  const mentionIds = again ? keptMentions(intake, articleId, output) : new Map<string, string>()
  const factIds = again ? keptFacts(intake, articleId, output) : new Map<string, string>()
  if (again) keepReferencedMentions(intake, articleId, new Set(mentionIds.values()))
  const stored: StoredExtraction = {
    articleId,
    output,
    mentionIds: Object.fromEntries(output.mentions.map(({ id }) => [id, mentionIds.get(id) ?? nextId('m')])),
    factIds: Object.fromEntries(output.facts.map(({ id }) => [id, factIds.get(id) ?? nextId('f')])),
    links,
  }
  if (again) answerCarried(db, intake.codebook, articleId, output, (local) => stored.factIds[local] ?? local)
  return stored
}

function nameBatch(
  { db, at }: Intake,
  stored: StoredExtraction,
  batch: string,
  index: number,
  learned: string | null,
): void {
  const { extractor } = stored.output
  const columns = {
    batch_sha256: batch,
    batch_index: index,
    extractor: extractor.version,
    lexicon: extractor.lexicon,
    codebook: extractor.codebook,
    learned,
    at,
  }
  if (exists(db, 'SELECT 1 FROM extraction WHERE article_id = ?', [stored.articleId])) {
    db.update('extraction', { article_id: stored.articleId }, columns)
  } else insert(db, 'extraction', { article_id: stored.articleId, ...columns })
}

const mentionKey = (start: number, end: number, type: string): string =>
  `${String(start)}-${String(end)}-${type}`

/** Local id → known id, for mentions of the same span and type. */
function keptMentions({ db }: Intake, articleId: string, output: ExtractionOutput): Map<string, string> {
  const known = new Map<string, string>()
  const sql =
    'SELECT id, start, "end", type FROM p_mention WHERE article_id = ?1 UNION ALL SELECT id, start, "end", type FROM mention WHERE article_id = ?1'
  for (const row of allRows(db, sql, [articleId])) {
    known.set(mentionKey(number(row, 'start'), number(row, 'end'), text(row, 'type')), text(row, 'id'))
  }
  const kept = new Map<string, string>()
  const taken = new Set<string>()
  for (const mention of output.mentions) {
    const id = known.get(mentionKey(mention.start, mention.end, mention.type))
    if (id === undefined || taken.has(id)) continue
    kept.set(mention.id, id)
    taken.add(id)
  }
  return kept
}

/** Local id → known id, for facts that pair. */
function keptFacts(
  { db, codebook }: Intake,
  articleId: string,
  output: ExtractionOutput,
): Map<string, string> {
  const known = new Map<string, Pairable>()
  for (const row of allRows(db, 'SELECT id, body_json FROM p_fact WHERE article_id = ?', [articleId])) {
    const fact = jsonOrNull(row, 'body_json') as ProposedFact
    known.set(fact.id, pairable(codebook, fact))
  }
  for (const row of allRows(
    db,
    // What was carried over here is a proposal of another article, whose id it keeps.
    `SELECT fact.id, fact.type, attestation.id AS attestation FROM attestation JOIN fact ON fact.id = attestation.fact_id
     WHERE attestation.article_id = ? AND attestation.origin NOT IN ${carriedOriginList}`,
    [articleId],
  )) {
    const [id, type] = [text(row, 'id'), text(row, 'type')]
    known.set(id, pairable(codebook, { id, type, ...spansOf(db, text(row, 'attestation')) }))
  }
  const fresh = output.facts.map((fact) => pairable(codebook, fact))
  return new Map(pairFacts([...known.values()], fresh))
}

/** A mention that a decided slot rests on becomes decided before extraction forgets it. */
function keepReferencedMentions({ db, at }: Intake, articleId: string, kept: ReadonlySet<string>): void {
  const referenced = db.all(
    `SELECT DISTINCT slot.mention_id FROM slot JOIN fact ON fact.id = slot.fact_id
     WHERE fact.article_id = ? AND slot.mention_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = slot.mention_id)`,
    [articleId],
    (row) => row.text('mention_id'),
  )
  const lost = referenced.filter((id) => !kept.has(id))
  if (lost.length === 0) return
  const context = articleContext(db, articleId)
  for (const id of lost) {
    const mention = context.mention(id)
    if (mention === undefined) continue
    insert(db, 'mention', {
      id,
      article_id: articleId,
      start: mention.start,
      end: mention.end,
      quote: mention.surface,
      type: mention.type,
      form: mention.form,
      state: 'added',
      entity_id: mention.entityId,
      decided_at: at,
    })
  }
}
