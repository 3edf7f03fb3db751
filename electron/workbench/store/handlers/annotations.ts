import { byPresentNames } from '../../codebook/former-names.ts'
import { factTypeOf, type FactType } from '../../../../shared/model/codebook.ts'
import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { contains } from '../../../../shared/offsets.ts'
import type { PlacedArticle, PlacedFact, PlacedFiller } from '../../exchange/readers/place.ts'
import { Problems, type ReadProblem } from '../../exchange/readers/raw-annotations.ts'
import type { ReadIdentity } from '../../exchange/readers/read-annotations.ts'
import type { ComeInAs } from '../../../../shared/model/annotations.ts'
import { redirected } from '../../linking/redirects.ts'
import { codesOf } from '../codes.ts'
import { articleContext } from '../queries/article-context.ts'
import { factViews } from '../queries/fact-views.ts'
import { maskedSpans } from '../queries/zones.ts'
import { exists, insert } from '../rows.ts'
import { recordDecision, requireArticle, requireSpan, type HandlerContext } from './context.ts'
import { decide } from './edit.ts'
import { materialise, timeColumns } from './materialise.ts'

export interface PlacedAnnotations extends Pick<PlacedArticle, 'mentions' | 'facts'> {
  readonly articleId: string
}

export interface TakenIn {
  readonly articleId: string
  readonly mentions: { readonly added: number; readonly there: number }
  readonly facts: { readonly added: number; readonly waiting: number; readonly there: number; readonly accepted: number } // prettier-ignore
  readonly problems: readonly ReadProblem[]
}

/**
 * Takes annotations of one article in. A mention of the same words and type that is there stays as it is; so does a fact of
 * the same type, evidence and fillers, unless nobody has decided on it yet: then the annotation accepts it. Facts in
 * masked parts are refused and listed. Throws `notFound`, `span.outside`.
 */
export function takeInAnnotations(
  context: HandlerContext,
  { articleId, mentions, facts }: PlacedAnnotations,
  options: { readonly as: ComeInAs; readonly format: string },
): TakenIn {
  requireArticle(context, articleId)
  const problems = new Problems()
  const ids = new Map<string, string>()
  const counted = { added: 0, there: 0 }
  const known = new Map<string, string>()
  for (const { id, start, end, type } of articleContext(context.db, articleId).mentions)
    known.set(keyOf({ start, end }, type), id)
  for (const mention of mentions) {
    const key = keyOf(mention.span, mention.type)
    const there = known.get(key)
    if (there === undefined) {
      const id = insertMention(context, articleId, mention)
      known.set(key, id)
      ids.set(mention.id, id)
      counted.added++
    } else {
      ids.set(mention.id, there)
      counted.there++
    }
  }
  const spans = new Map(mentions.map(({ id, span }) => [id, span]))
  const intake = new FactIntake(context, articleId, options, (filler) => fillerColumns(context, filler, ids, spans)) // prettier-ignore
  for (const fact of facts) intake.take(fact, problems)
  return { articleId, mentions: counted, facts: intake.settle(), problems: problems.all }
}

const keyOf = ({ start, end }: Span, type: string): string => `${String(start)}-${String(end)}-${type}`

function insertMention(
  context: HandlerContext,
  articleId: string,
  mention: PlacedArticle['mentions'][number],
): string {
  const { start, end, surface } = requireSpan(context, articleId, mention.span)
  const id = context.nextId('m')
  const { type, form } = mention
  const decided = { coder_id: context.coderId, decided_at: context.at }
  const columns = { start, end, quote: surface, type, form, entity_id: identified(context, mention) }
  insert(context.db, 'mention', { id, article_id: articleId, ...columns, state: 'added', ...decided })
  context.created('mention', id)
  return id
}

/** The entity of the registry that is meant: its own id, or the only one with one of the identifiers. */
function identified({ db }: HandlerContext, { entityId, identifiers }: ReadIdentity): string | null {
  if (entityId !== null && exists(db, 'SELECT 1 FROM entity WHERE id = ?', [entityId])) return redirected(db, entityId) // prettier-ignore
  for (const identifier of identifiers) {
    const colon = identifier.indexOf(':')
    const [scheme, value] = [identifier.slice(0, colon), identifier.slice(colon + 1)]
    const named = db.all(
      'SELECT entity_id FROM identifier WHERE scheme = ? AND value = ? LIMIT 20',
      [scheme, value],
      (row) => redirected(db, row.text('entity_id')),
    )
    const [only] = named
    if (only !== undefined && new Set(named).size === 1) return only
  }
  return null
}

type Filler = Readonly<Record<string, string | number | boolean | null>>

function fillerColumns(
  { db }: HandlerContext,
  filler: PlacedFiller,
  ids: ReadonlyMap<string, string>,
  spans: ReadonlyMap<string, QuotedSpan>,
): Filler {
  const words = (span: QuotedSpan): Filler => ({ start: span.start, end: span.end, quote: span.surface })
  switch (filler.kind) {
    case 'mention': {
      const span = spans.get(filler.mention)
      return { mention_id: ids.get(filler.mention) ?? null, ...(span === undefined ? {} : words(span)) }
    }
    case 'words':
      return words(filler.span)
    case 'notStated':
      return { not_stated: true }
    case 'value':
      return { value: filler.value, inferred: true }
    case 'entity': {
      const there = exists(db, 'SELECT 1 FROM entity WHERE id = ?', [filler.entityId])
      const named = filler.label === '' ? filler.entityId : filler.label
      return there ? { entity_id: redirected(db, filler.entityId), inferred: true } : { value: named, inferred: true } // prettier-ignore
    }
  }
}

interface FreshFact {
  readonly id: string
  readonly fact: PlacedFact
}

/** Facts of one article: written one by one, settled together, so that the article is read twice and not once for each. */
class FactIntake {
  readonly #context: HandlerContext
  readonly #articleId: string
  readonly #options: { readonly as: ComeInAs; readonly format: string }
  readonly #columns: (filler: PlacedFiller) => Filler
  readonly #masked: readonly Span[]
  readonly #known: Map<string, FactView | null>
  readonly #fresh: FreshFact[] = []
  #there = 0
  #accepted = 0

  constructor(
    context: HandlerContext,
    articleId: string,
    options: { readonly as: ComeInAs; readonly format: string },
    columns: (filler: PlacedFiller) => Filler,
  ) {
    this.#context = context
    this.#articleId = articleId
    this.#options = options
    this.#columns = columns
    this.#masked = maskedSpans(context.db, articleId)
    this.#known = new Map(
      factViews(context.db, context.codebook, articleId).map((view) => [printOf(view.type, view.evidence, view.slots.map(fillerOf)), view]),
    )
  } // prettier-ignore

  take(told: PlacedFact, problems: Problems): void {
    const fact = byPresentNames(this.#context.codebook, told)
    const type = factTypeOf(this.#context.codebook, fact.type)
    if (type === undefined) {
      problems.add('unknownFact', fact.type)
      return
    }
    // As with proposals: what is partly in the article stands, what is wholly beside it does not.
    if (fact.evidence.every((span) => this.#masked.some((zone) => contains(zone, span)))) {
      problems.add('masked', fact.type)
      return
    }
    const slots = fact.slots.map(({ role, filler }) => ({ role, columns: this.#columns(filler) }))
    const print = printOf(fact.type, fact.evidence, slots.map(({ role, columns }) => fillerPrint(role, columns)))
    const there = this.#known.get(print)
    if (there === undefined) {
      const id = this.#insert(type, fact, slots)
      this.#known.set(print, null)
      this.#fresh.push({ id, fact })
    } else if (there !== null && this.#options.as === 'added' && there.state === 'proposed' && there.missing.length === 0) {
      materialise(this.#context, there.id)
      decide(this.#context, there, there.rule === null ? 'added' : there.edited ? 'edited' : 'accepted', { verdict: 'accept' })
      this.#accepted++
    } else this.#there++
  } // prettier-ignore

  #insert(type: FactType, fact: PlacedFact, slots: readonly { readonly role: string; readonly columns: Filler }[]): string {
    const { db, coderId, at, codebook } = this.#context
    const proposed = this.#options.as === 'proposals'
    const origin = proposed ? 'import' : 'hand'
    const id = this.#context.nextId('f')
    const { trigger, timeSpan } = fact
    const spanned = timeSpan === null ? {} : { start: timeSpan.start, end: timeSpan.end, surface: timeSpan.surface }
    insert(db, 'fact', {
      id,
      article_id: this.#articleId,
      ...{ type: type.id, kind: type.kind, state: 'proposed', origin, note: fact.note },
      modality: fact.modality ?? (type.kind === 'statement' ? 'claimed' : 'asserted'),
      polarity: fact.polarity ?? 'pos',
      ...timeColumns(fact.time === null ? null : { ...fact.time, ...spanned }),
      codebook_version: codebook.version,
      rule: proposed ? `import/${this.#options.format}` : null,
      ...(proposed ? {} : { coder_id: coderId, decided_at: at }),
    })
    const attestation = `${id}.a`
    const place = trigger === null ? {} : { trigger_start: trigger.start, trigger_end: trigger.end, trigger_quote: trigger.surface }
    insert(db, 'attestation', { id: attestation, fact_id: id, article_id: this.#articleId, ...place, origin })
    const evidence = [...fact.evidence].sort((a, b) => a.start - b.start || a.end - b.end)
    evidence.forEach(({ start, end, surface }, ordinal) => {
      insert(db, 'evidence', { attestation_id: attestation, ordinal, start, end, quote: surface })
    })
    slots.forEach(({ role, columns }, ordinal) => {
      const own = { id: this.#context.nextId('s'), fact_id: id, attestation_id: attestation, role, ordinal }
      insert(db, 'slot', { ...own, rule: proposed ? 'import' : 'coder', ...columns })
    })
    this.#context.created('fact', id)
    return id
  } // prettier-ignore

  /** States and codes of what was written. What lacks something required waits as a proposal. */
  settle(): TakenIn['facts'] {
    const { db, codebook } = this.#context
    const views = this.#fresh.length === 0 ? [] : factViews(db, codebook, this.#articleId)
    const byId = new Map(views.map((view) => [view.id as string, view]))
    let added = 0
    for (const { id } of this.#fresh) {
      const view = byId.get(id)
      if (view === undefined) continue
      const decided = this.#options.as === 'added' && view.missing.length === 0
      if (decided) added++
      const { plover, cameo } = codesOf(codebook, view)
      const codes = { plover_json: plover === null ? null : JSON.stringify(plover), cameo }
      db.update('fact', { id }, { ...codes, state: decided ? 'added' : 'proposed' })
      recordDecision(this.#context, {
        subjectKind: 'fact',
        subjectId: id,
        articleId: this.#articleId,
        verdict: 'import',
        reason: this.#options.format,
      })
    }
    return { added, waiting: this.#fresh.length - added, there: this.#there, accepted: this.#accepted }
  }
}

/** What makes two facts of an article the same: type, evidence, and what fills which role. */
function printOf(type: string, evidence: readonly Span[], fillers: readonly string[]): string {
  const spans = evidence.map(({ start, end }) => `${String(start)}-${String(end)}`)
  return [type, [...spans].sort().join(';'), ...[...fillers].sort()].join('\u0000')
}

function fillerOf(slot: FactView['slots'][number]): string {
  return fillerPrint(slot.role, { start: slot.start, end: slot.end, value: slot.value, entity_id: slot.entityId, not_stated: slot.notStated })
} // prettier-ignore

/** The place of the words, where there are any: whom they mean may have been decided since. */
function fillerPrint(role: string, columns: Filler): string {
  const { start = null, end = null } = columns
  if (start !== null && end !== null) return `${role}=${String(start)}-${String(end)}`
  if (columns['not_stated'] === true) return `${role}=`
  return `${role}=${String(columns['entity_id'] ?? columns['value'] ?? '')}`
}
