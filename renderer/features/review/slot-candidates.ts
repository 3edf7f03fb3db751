import { normOfAmount } from '../../../shared/commands/index.ts'
import type { CodebookSlot } from '../../../shared/model/codebook.ts'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, LinkCandidate, MentionView } from '../../../shared/model/views.ts'
import { entityTypes, type EntityType } from '../../../shared/model/vocabulary.ts'
import { sentencesTouched } from '../../text-pane/sentence-at.ts'
import { normText } from './fact-line.ts'
import { parseAmount } from './parse-amount.ts'
import type { SlotFill } from './predict.ts'
import { entityName, nameOf, type Reading } from './reading.ts'

/** Something a slot may be filled with, as the picker offers it. */
export interface SlotCandidate {
  readonly key: string
  readonly label: string
  /** What tells it from others: its type, where it stands, why it is offered. */
  readonly hint: string
  readonly value: SlotFill
  /** Words of the text that would carry the slot; null for registry entities and typed values. */
  readonly span: Span | null
}

/** What is filled in besides names: mention types that are words or numbers rather than entities. */
const isEntityType = (type: string): type is EntityType => (entityTypes as readonly string[]).includes(type)

/** Kinds of entities that may fill a role. An adjective of origin stands for its country. */
export function entityTypesOf(slot: CodebookSlot): readonly EntityType[] {
  const types = slot.fillers.map((type) => (type === 'DEM' ? 'GPE' : type)).filter(isEntityType)
  return [...new Set(types)]
}

/** A mention stands for the same as another if both are linked to one entity, or taken for the same one, or say the same. */
const identity = (mention: MentionView): string =>
  mention.entityId ??
  (mention.localEntity === null ? `words:${mention.surface}` : `local:${mention.localEntity}`)

const formRank: Readonly<Record<MentionView['form'], number>> = {
  name: 0,
  demonym: 1,
  metonym: 2,
  nominal: 3,
  pronoun: 4,
}

/**
 * Mentions that may fill the role, one per entity: those of the evidence sentences first, in the order in which the
 * codebook names the kinds (people before offices and adjectives of origin), then in text order; after them the others,
 * the most frequent first.
 */
function mentionsFor(
  article: ArticleView,
  evidence: readonly Span[],
  slot: CodebookSlot,
): readonly { readonly mention: MentionView; readonly near: boolean }[] {
  const near = new Set(evidence.flatMap((span) => sentencesTouched(article.sentences, span)))
  const inside = (mention: MentionView): boolean =>
    evidence.some((span) => mention.start < span.end && span.start < mention.end) ||
    sentencesTouched(article.sentences, mention).some((index) => near.has(index))
  const groups = new Map<string, MentionView[]>()
  for (const mention of article.mentions) {
    if (!slot.fillers.includes(mention.type)) continue
    const group = groups.get(identity(mention))
    if (group === undefined) groups.set(identity(mention), [mention])
    else group.push(mention)
  }
  const ranked = [...groups.values()].map((group) => {
    const close = group.filter(inside)
    const pool = close.length > 0 ? close : group
    const mention = pool.reduce((best, one) => (formRank[one.form] < formRank[best.form] ? one : best))
    return { mention, near: close.length > 0, count: group.length }
  })
  const kind = (mention: MentionView): number => slot.fillers.indexOf(mention.type)
  return ranked.sort(
    (a, b) =>
      Number(b.near) - Number(a.near) ||
      (a.near ? kind(a.mention) - kind(b.mention) : b.count - a.count) ||
      a.mention.start - b.mention.start,
  )
}

const quotation = /[„“»"]([^„“”«»"]{3,400})[“”«"]/gu

/** Clauses offered per evidence; a sentence with more commas than this is a list. */
const clausesOffered = 3

/**
 * Spans of words a slot of free text may take: direct speech inside the evidence, then what follows its commas (a
 * reported clause without the words that report it), then the evidence itself. The same words once.
 */
function wordsFor(text: string, evidence: readonly Span[]): readonly Span[] {
  const quotes: Span[] = []
  const clauses: Span[] = []
  for (const span of evidence) {
    const words = text.slice(span.start, span.end)
    for (const match of words.matchAll(quotation)) {
      const start = span.start + match.index + 1
      quotes.push({ start, end: start + (match[1]?.length ?? 0) })
    }
    const end = span.start + words.replace(/[.!?…\s]+$/u, '').length
    for (const match of [...words.matchAll(/,\s+(?:dass\s+)?/gu)].slice(0, clausesOffered)) {
      const start = span.start + match.index + match[0].length
      if (end - start > 15) clauses.push({ start, end })
    }
  }
  const said = new Set<string>()
  return [...quotes, ...clauses, ...evidence].filter((span) => {
    const words = text.slice(span.start, span.end)
    if (said.has(words)) return false
    said.add(words)
    return true
  })
}

/** What can be offered at once, without asking the registry. `taken` are fillers the role already has. */
export function localCandidates(
  reading: Reading,
  article: ArticleView,
  evidence: readonly Span[],
  slot: CodebookSlot,
  taken: { readonly mentionIds: ReadonlySet<string>; readonly entityIds: ReadonlySet<string> },
): readonly SlotCandidate[] {
  const { t, language } = reading.locale
  const coded = (slot.values ?? []).map((value): SlotCandidate => ({
    key: `value:${value.id}`,
    label: value.label[language],
    hint: t('review.candidate.coded'),
    value: { kind: 'value', value: value.id },
    span: null,
  }))
  const mentions = mentionsFor(article, evidence, slot)
    .filter(
      ({ mention }) =>
        !taken.mentionIds.has(mention.id) &&
        (mention.entityId === null || !taken.entityIds.has(mention.entityId)),
    )
    .map(({ mention, near }): SlotCandidate => {
      const name = nameOf(reading, mention.entityId)
      const norm = mention.norm === null ? '' : normText(reading, mention.norm)
      const type = t(`mentionType.${mention.type}`)
      const also =
        name !== null && name !== mention.surface
          ? ` · ‘${mention.surface}’`
          : norm !== '' && norm !== mention.surface
            ? ` · ${norm}`
            : ''
      return {
        key: `mention:${mention.id}`,
        label: name ?? mention.surface,
        hint: `${type}${also} · ${near ? t('review.candidate.here') : t('review.candidate.article')}`,
        value: { kind: 'mention', mentionId: mention.id },
        span: { start: mention.start, end: mention.end },
      }
    })
  const words =
    !slot.text || slot.values !== undefined
      ? []
      : wordsFor(article.text, evidence).map((span): SlotCandidate => ({
          key: `text:${String(span.start)}-${String(span.end)}`,
          label: article.text.slice(span.start, span.end),
          hint: t('review.candidate.words'),
          value: { kind: 'text', start: span.start, end: span.end },
          span,
        }))
  return slot.fillers.length === 0 ? [...coded, ...words, ...mentions] : [...coded, ...mentions, ...words]
}

/** Fillers that are an amount with a unit. */
const counted: ReadonlySet<string> = new Set(['MONEY', 'QUANT', 'NUM'])

/** What typing adds: what the registry knows, the words as a value, and a new entity of each kind the role takes. */
export function typedCandidates(
  reading: Reading,
  slot: CodebookSlot,
  typed: string,
  known: readonly LinkCandidate[],
  shown: readonly SlotCandidate[],
): readonly SlotCandidate[] {
  const { t, language } = reading.locale
  const value = typed.trim()
  if (value === '') return []
  const entities = known.map(({ entity, reasons, articles }): SlotCandidate => ({
    key: `entity:${entity.id}`,
    label: entityName(entity, language),
    hint: [
      t(`mentionType.${entity.type}`),
      reasons[0]?.[language],
      t('review.candidate.articles', { count: articles }),
    ]
      .filter((part) => part !== undefined)
      .join(' · '),
    value: { kind: 'entity', entityId: entity.id },
    span: null,
  }))
  const typedAmount = slot.fillers.some((type) => counted.has(type)) ? parseAmount(value) : null
  const asAmount: readonly SlotCandidate[] =
    typedAmount === null
      ? []
      : [
          {
            key: 'amount',
            label: normText(reading, normOfAmount(typedAmount)),
            hint: t('review.candidate.amount'),
            value: { kind: 'amount', ...typedAmount },
            span: null,
          },
        ]
  const asValue: readonly SlotCandidate[] =
    slot.text || slot.values !== undefined || entityTypesOf(slot).length === 0
      ? [
          {
            key: 'typed',
            label: value,
            hint: t('review.candidate.value'),
            value: { kind: 'value', value: /^\d{1,15}$/.test(value) ? Number(value) : value },
            span: null,
          },
        ]
      : []
  const made = entityTypesOf(slot)
    .slice(0, 4)
    .map((type): SlotCandidate => ({
      key: `new:${type}`,
      label: value,
      hint: t('review.candidate.new', { type: t(`mentionType.${type}`) }),
      value: { kind: 'new', type, name: value },
      span: null,
    }))
  const offered = new Set(shown.map((candidate) => candidate.label))
  return [...entities.filter((candidate) => !offered.has(candidate.label)), ...asAmount, ...asValue, ...made]
}
