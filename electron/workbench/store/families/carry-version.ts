import type { ExtractionOutput } from '../../../../shared/model/extraction.ts'
import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { overlap } from '../../../../shared/offsets.ts'
import { findPassage, type TextPair } from '../../corpus/families/find-passage.ts'
import { diffTexts } from '../../corpus/families/text-diff.ts'
import { mirrored } from '../handlers/articles.ts'
import { pairFacts } from '../pairing.ts'
import { factView } from '../queries/fact-views.ts'
import { allRows, exists, insert, numberOrNull, number, text, textOrNull, type Row } from '../rows.ts'
import type { StoredExtraction } from '../stored-extraction.ts'
import { answerProposals, attest, pairable, pairableIn, type AttestContext } from './attest.ts'
import { carryFact } from './carry-fact.ts'
import { bringHome } from './bring-home.ts'

/** Two versions of an article on their way into the store: what extraction says of the newer one is known, but not laid out in rows yet. */
interface VersionCarry extends AttestContext {
  readonly codebook: Codebook
  readonly from: { readonly articleId: string; readonly text: string }
  readonly to: { readonly articleId: string; readonly text: string }
  /** Null where the newer one was not extracted. */
  readonly stored: StoredExtraction | null
  /** The bytes are the same, read otherwise: a passage in which letters changed is the same passage. */
  readonly align: boolean
}

/** How many decisions the new version took over, and how many wait for a person. */
export interface VersionReport {
  readonly carried: number
  readonly open: number
}

/** Everything decided about the older version is said of the newer one, where its words stand there; the rest is listed. */
export function carryVersion(carry: VersionCarry): VersionReport {
  const { from, to } = carry
  const pair: TextPair = { from: from.text, to: to.text, parts: diffTexts(from.text, to.text) }
  const run = new VersionRun(carry, pair)
  run.zones()
  run.mentions()
  run.facts()
  run.sentences()
  run.metadata()
  return run.report()
}

const spanOf = (row: Row): Span => ({ start: number(row, 'start'), end: number(row, 'end') })
const keyOf = ({ start, end }: Span, type = ''): string => `${String(start)}-${String(end)}-${type}`

class VersionRun {
  readonly #carry: VersionCarry
  readonly #pair: TextPair
  readonly #output: ExtractionOutput | null
  /** Ids of mentions of the newer version by place, and by place and type. */
  readonly #mentions = new Map<string, string>()
  #carried = 0
  #open = 0

  constructor(carry: VersionCarry, pair: TextPair) {
    this.#carry = carry
    this.#pair = pair
    this.#output = carry.stored?.output ?? null
    for (const mention of this.#output?.mentions ?? []) {
      const id = carry.stored?.mentionIds[mention.id]
      if (id === undefined) continue
      this.#mentions.set(keyOf(mention, mention.type), id)
      this.#mentions.set(keyOf(mention), id)
    }
  }

  report(): VersionReport {
    return { carried: this.#carried, open: this.#open }
  }

  #find(span: Span): ReturnType<typeof findPassage> {
    return findPassage(this.#pair, span, { align: this.#carry.align })
  }

  #rows(table: 'zone' | 'mention' | 'sentence_review' | 'article_field'): readonly Row[] {
    return allRows(this.#carry.db, `SELECT * FROM ${table} WHERE article_id = ?`, [this.#carry.from.articleId]) // prettier-ignore
  }

  #leave(kind: 'fact' | 'mention' | 'zone', id: string, span: QuotedSpan, why: string): void {
    const { db, nextId, from, to } = this.#carry
    this.#open += 1
    insert(db, 'carry_rest', {
      id: nextId('r'),
      article_id: to.articleId,
      from_article_id: from.articleId,
      kind,
      subject_id: id,
      why: why === 'twice' ? 'twice' : 'gone',
      start: span.start,
      end: span.end,
      quote: span.surface,
      state: 'open',
    })
  }

  zones(): void {
    const { db, nextId, to } = this.#carry
    const there = (): readonly Span[] =>
      db.all('SELECT start, "end" FROM zone WHERE article_id = ?', [to.articleId], (row) => ({
        start: row.integer('start'),
        end: row.integer('end'),
      }))
    for (const row of this.#rows('zone')) {
      const found = this.#find(spanOf(row))
      if ('span' in found) {
        // The head of a file is masked anew with every version.
        if (there().some((zone) => overlap(zone, found.span) > 0)) continue
        const { start, end, surface } = found.span
        insert(db, 'zone', { ...row, id: nextId('z'), article_id: to.articleId, start, end, quote: surface })
        this.#carried += 1
      } else if (row['kind'] !== null && textOrNull(row, 'coder_id') !== null) {
        this.#leave('zone', text(row, 'id'), { ...spanOf(row), surface: text(row, 'quote') }, found.kind)
      }
    }
  }

  mentions(): void {
    const { db, nextId, to } = this.#carry
    const taken = new Set<string>()
    for (const row of this.#rows('mention')) {
      const found = this.#find(spanOf(row))
      if (!('span' in found)) {
        if (text(row, 'state') !== 'removed')
          this.#leave('mention', text(row, 'id'), { ...spanOf(row), surface: text(row, 'quote') }, found.kind)
        continue
      }
      const { start, end, surface } = found.span
      const key = keyOf(found.span, text(row, 'type'))
      const known = this.#mentions.get(key)
      const id = known === undefined || taken.has(known) ? nextId('m') : known
      taken.add(id)
      insert(db, 'mention', { ...row, id, article_id: to.articleId, start, end, quote: surface })
      this.#mentions.set(keyOf(found.span), id)
      this.#carried += 1
    }
  }

  facts(): void {
    const { db, codebook, to, stored, align } = this.#carry
    const masked = this.#masked()
    const proposals = (this.#output?.facts ?? []).map((fact) =>
      pairable(codebook, { ...fact, id: stored?.factIds[fact.id] ?? fact.id }),
    )
    const answered = new Set<string>()
    for (const fact of this.#factsToCarry()) {
      const passage = carryFact(this.#pair, fact, masked, { align })
      if (passage.kind === 'cannot') {
        const [evidence] = fact.evidence
        // A fact that is at home elsewhere loses a witness; it still stands.
        if (evidence !== undefined && fact.home === undefined) this.#leave('fact', fact.id, evidence, passage.why)
        continue
      }
      attest(this.#carry, fact, to.articleId, passage, 'version', (span) => this.#mentions.get(keyOf(span)) ?? null)
      if (fact.home === undefined) bringHome(db, fact, to.articleId, passage)
      const asked = pairableIn(codebook, fact, passage)
      const answers = proposals
        .filter((proposal) => !answered.has(proposal.id) && pairFacts([asked], [proposal]).size > 0)
        .map(({ id }) => id)
      for (const id of answers) answered.add(id)
      answerProposals(db, fact.id, to.articleId, answers)
      this.#carried += 1
    }
  } // prettier-ignore

  #factsToCarry(): readonly FactView[] {
    const { db, codebook, from } = this.#carry
    const ids = db.all(
      'SELECT DISTINCT fact_id FROM attestation WHERE article_id = ? ORDER BY fact_id',
      [from.articleId],
      (row) => row.text('fact_id'),
    )
    return ids.flatMap((id) => factView(db, codebook, id, from.articleId) ?? [])
  }

  /** What is masked in the newer version: by decision, else by extraction. */
  #masked(): readonly Span[] {
    const { db, to } = this.#carry
    const decided = allRows(db, 'SELECT start, "end", kind FROM zone WHERE article_id = ?', [to.articleId])
    const proposed = (this.#output?.boilerplate ?? []).filter(
      (zone) => !decided.some((row) => overlap(spanOf(row), zone) > 0),
    )
    return [...decided.filter((row) => row['kind'] !== null).map(spanOf), ...proposed]
  }

  /** A sentence that was read to the end still is, where not a word of it changed. */
  sentences(): void {
    const { db, to } = this.#carry
    for (const row of this.#rows('sentence_review')) {
      const found = findPassage(this.#pair, spanOf(row), { align: false })
      if (!('span' in found)) continue
      const { start, end, surface } = found.span
      const there = exists(
        db,
        'SELECT 1 FROM sentence_review WHERE article_id = ? AND start = ? AND "end" = ?',
        [to.articleId, start, end],
      )
      if (!there) insert(db, 'sentence_review', { ...row, article_id: to.articleId, start, end, quote: surface })
    }
  } // prettier-ignore

  /** What a person said about the article as a whole. */
  metadata(): void {
    const { db, nextId, from, to } = this.#carry
    for (const row of this.#rows('article_field')) {
      const field = text(row, 'field')
      if (textOrNull(row, 'basis') !== 'coder') continue
      const there = exists(db, 'SELECT 1 FROM article_field WHERE article_id = ? AND field = ?', [to.articleId, field]) // prettier-ignore
      if (there) continue
      const [start, end] = [numberOrNull(row, 'start'), numberOrNull(row, 'end')]
      const found = start === null || end === null ? null : this.#find({ start, end })
      const span = found !== null && 'span' in found ? found.span : null
      insert(db, 'article_field', {
        ...row,
        article_id: to.articleId,
        start: span?.start,
        end: span?.end,
        quote: span?.surface,
      })
      const column = mirrored[field]
      if (column !== undefined)
        db.update('article', { id: to.articleId }, { [column]: textOrNull(row, 'value') })
      this.#carried += 1
    }
    db.run(
      "UPDATE article SET triage = old.triage, triage_reason = old.triage_reason FROM article AS old WHERE article.id = ? AND old.id = ? AND old.triage = 'not_relevant'",
      [to.articleId, from.articleId],
    )
    for (const row of allRows(db, "SELECT * FROM alias WHERE scope = 'article' AND scope_id = ?", [
      from.articleId,
    ]))
      // prettier-ignore
      insert(db, 'alias', { ...row, id: nextId('n'), scope_id: to.articleId })
  }
}
