import { normOfAmount, type PayloadOf } from '../../../shared/commands/index.ts'
import { factTypeOf, missingRoles, type Codebook } from '../../../shared/model/codebook.ts'
import { entityIdSchema, mentionIdSchema, slotIdSchema, type EntityId } from '../../../shared/model/ids.ts'
import { byPosition, quote } from '../../../shared/offsets.ts'
import type {
  ArticleView,
  EntityRef,
  FactView,
  MentionView,
  SlotView,
  ZoneView,
} from '../../../shared/model/views.ts'
import type { EntityType } from '../../../shared/model/vocabulary.ts'
import type { Wish } from '../../app/store.ts'
import { fitType } from './change-type.ts'
import { mentionOf } from './reading.ts'

/** What a coder puts into a slot, as a command says it. */
export type SlotFill = PayloadOf<'slot.add'>['value']

/**
 * What an article will look like when a wish is granted: shown at once, and replaced by the store's answer.
 * Idempotent, because the answer may come before the guess is taken off. Wishes it does not know change nothing.
 */
export function predict(article: ArticleView, wish: Wish, codebook: Codebook, now: string): ArticleView {
  switch (wish.type) {
    case 'fact.accept':
      return onFact(article, wish.payload.factId, (fact) => ({
        ...fact,
        state: fact.state === 'added' ? 'added' : fact.edited ? 'edited' : 'accepted',
        rejectReason: null,
        decidedAt: now,
      }))
    case 'fact.reject':
      return onFact(article, wish.payload.factId, (fact) => ({
        ...fact,
        state: 'rejected',
        rejectReason: wish.payload.reason ?? null,
        decidedAt: now,
      }))
    case 'fact.reopen':
      return onFact(article, wish.payload.factId, (fact) => ({
        ...fact,
        state: 'proposed',
        rejectReason: null,
        decidedAt: null,
      }))
    case 'fact.annotate':
      return onFact(article, wish.payload.factId, (fact) => ({
        ...fact,
        note: wish.payload.note === undefined ? fact.note : wish.payload.note,
        flag: wish.payload.flag ?? fact.flag,
      }))
    case 'fact.set':
      return onEdit(article, wish.payload.factId, (fact) => ({
        ...fact,
        modality: wish.payload.modality ?? fact.modality,
        polarity: wish.payload.polarity ?? fact.polarity,
        time: wish.payload.time === undefined ? fact.time : wish.payload.time,
      }))
    case 'fact.setAttribution':
      return onEdit(article, wish.payload.factId, (fact) => ({
        ...fact,
        attribution: {
          speaker: wish.payload.speaker === null ? null : entityIdSchema.parse(wish.payload.speaker),
          outlet:
            wish.payload.outlet === undefined ? (fact.attribution?.outlet ?? null) : wish.payload.outlet,
          chain: fact.attribution?.chain ?? [],
        },
      }))
    case 'fact.setEvidence':
      return onEdit(article, wish.payload.factId, (fact) => ({
        ...fact,
        evidence: wish.payload.evidence.map((span) => quote(article.text, span)),
      }))
    case 'fact.setType':
      return onEdit(article, wish.payload.factId, (fact) => {
        const { kept, missing } = fitType(codebook, fact, wish.payload.type)
        return {
          ...fact,
          type: wish.payload.type,
          kind: factTypeOf(codebook, wish.payload.type)?.kind ?? fact.kind,
          slots: [...kept],
          missing: [...missing],
        }
      })
    case 'slot.set':
      return onSlots(
        withNewEntity(article, wish.payload.value),
        wish.payload.factId,
        codebook,
        (slots, shown) =>
          slots.map((slot) =>
            slot.id === wish.payload.slotId ? refill(shown, slot, wish.payload.value) : slot,
          ),
      )
    case 'slot.add':
      return onSlots(
        withNewEntity(article, wish.payload.value),
        wish.payload.factId,
        codebook,
        (slots, shown) => {
          const made = fillSlot(
            shown,
            `pending:${wish.payload.role}:${String(slots.length)}`,
            wish.payload.role,
            wish.payload.value,
          )
          return slots.some((slot) => sameFiller(slot, made)) ? slots : [...slots, made]
        },
      )
    case 'slot.remove':
      return onSlots(article, wish.payload.factId, codebook, (slots) =>
        slots.filter((slot) => slot.id !== wish.payload.slotId),
      )
    case 'mention.link':
      return linkMention(article, wish.payload)
    case 'mention.add': {
      const { start, end, type, form } = wish.payload
      if (
        article.mentions.some(
          (mention) => mention.start === start && mention.end === end && mention.type === type,
        )
      )
        return article
      const made: MentionView = {
        id: mentionIdSchema.parse(`pending:${String(start)}`), articleId: article.row.id, ...quote(article.text, { start, end }),
        type, form: form ?? 'name', entityId: null, localEntity: null, norm: null, state: 'added', rule: null, note: null,
      } // prettier-ignore
      return { ...article, mentions: [...article.mentions, made].sort(byPosition) }
    }
    case 'mention.annotate': {
      const { mentionId, note, flag } = wish.payload
      return {
        ...article,
        mentions: article.mentions.map((mention) =>
          mention.id === mentionId
            ? {
                ...mention,
                note: note === undefined ? mention.note : note,
                flag: flag ?? mention.flag ?? false,
              }
            : mention,
        ),
      }
    }
    case 'article.annotate': {
      const { note, flag } = wish.payload
      const before = article.remark ?? { note: null, flag: false }
      return {
        ...article,
        remark: { note: note === undefined ? before.note : note, flag: flag ?? before.flag },
      }
    }
    case 'mention.remove':
      return {
        ...article,
        mentions: article.mentions.filter((mention) => mention.id !== wish.payload.mentionId),
      }
    case 'mention.setType':
      return {
        ...article,
        mentions: article.mentions.map((mention) =>
          mention.id === wish.payload.mentionId ? { ...mention, type: wish.payload.type } : mention,
        ),
      }
    case 'zone.set':
      return setZone(article, wish.payload)
    case 'sentence.review': {
      const { start, end, complete } = wish.payload
      return {
        ...article,
        sentences: article.sentences.map((one) =>
          one.start === start && one.end === end ? { ...one, reviewed: complete } : one,
        ),
      }
    }
    case 'sentence.blind': {
      const { start, end, seen } = wish.payload
      return {
        ...article,
        sentences: article.sentences.map((one) =>
          one.start === start && one.end === end ? { ...one, blind: [...seen] } : one,
        ),
      }
    }
    case 'article.triage':
      return { ...article, row: { ...article.row, triage: wish.payload.state } }
    default:
      return article
  }
}

function onFact(article: ArticleView, factId: string, change: (fact: FactView) => FactView): ArticleView {
  const at = article.facts.findIndex((fact) => fact.id === factId)
  const fact = article.facts[at]
  return fact === undefined ? article : { ...article, facts: article.facts.with(at, change(fact)) }
}

/** An edit is a decision, as in the store: complete, the fact counts as edited (or added by hand); until then it waits. */
function onEdit(article: ArticleView, factId: string, change: (fact: FactView) => FactView): ArticleView {
  return onFact(article, factId, (before) => {
    const fact = change(before)
    return {
      ...fact,
      edited: true,
      rejectReason: null,
      state: fact.missing.length > 0 ? 'proposed' : fact.rule === null ? 'added' : 'edited',
    }
  })
}

function onSlots(
  article: ArticleView,
  factId: string,
  codebook: Codebook,
  change: (slots: readonly SlotView[], shown: ArticleView) => readonly SlotView[],
): ArticleView {
  return onEdit(article, factId, (fact) => {
    const slots = [...change(fact.slots, article)]
    const type = factTypeOf(codebook, fact.type)
    const missing =
      type === undefined
        ? fact.missing
        : [...missingRoles(type, (role) => slots.some((slot) => slot.role === role))]
    return { ...fact, slots, missing }
  })
}

const pendingEntity = (name: string): EntityId =>
  entityIdSchema.parse(`pending:${name.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`)

function withEntity(article: ArticleView, type: EntityType, name: string): ArticleView {
  const id = pendingEntity(name)
  if (article.entities.some((entity) => entity.id === id)) return article
  const made: EntityRef = { id, type, labelDe: name, labelEn: name, country: null }
  return { ...article, entities: [...article.entities, made] }
}

const withNewEntity = (article: ArticleView, value: SlotFill): ArticleView =>
  value.kind === 'new' ? withEntity(article, value.type, value.name) : article

const sameFiller = (a: SlotView, b: SlotView): boolean =>
  a.role === b.role &&
  a.notStated === b.notStated &&
  a.value === b.value &&
  (a.entityId !== null && b.entityId !== null
    ? a.entityId === b.entityId
    : a.start === b.start && a.end === b.end)

/** An amount is what the slot's words come to: they stay. Everything else takes their place. */
const refill = (article: ArticleView, slot: SlotView, value: SlotFill): SlotView =>
  value.kind === 'amount' && slot.start !== null
    ? { ...slot, norm: normOfAmount(value), notStated: false, value: null }
    : fillSlot(article, slot.id, slot.role, value)

/** A slot as it looks with a value in it. */
export function fillSlot(article: ArticleView, id: string, role: string, value: SlotFill): SlotView {
  const empty: SlotView = {
    id: slotIdSchema.parse(id), role, entityId: null, mentionId: null, start: null, end: null, surface: null,
    norm: null, value: null, inferred: false, notStated: false, rule: null, note: null,
  } // prettier-ignore
  switch (value.kind) {
    case 'entity':
      return { ...empty, entityId: entityIdSchema.parse(value.entityId) }
    case 'new':
      return { ...empty, entityId: pendingEntity(value.name) }
    case 'mention': {
      const mention = mentionOf(article.mentions, value.mentionId)
      return mention === undefined
        ? empty
        : {
            ...empty,
            mentionId: mention.id,
            entityId: mention.entityId,
            start: mention.start,
            end: mention.end,
            surface: mention.surface,
            norm: mention.norm,
          }
    }
    case 'text':
      return { ...empty, ...quote(article.text, value) }
    case 'value':
      return { ...empty, value: value.value }
    case 'amount':
      return { ...empty, norm: normOfAmount(value), inferred: true }
    case 'notStated':
      return { ...empty, notStated: true }
  }
}

type LinkWish = Extract<Wish, { readonly type: 'mention.link' }>['payload']

function linkMention(article: ArticleView, wish: LinkWish): ArticleView {
  const mention = mentionOf(article.mentions, wish.mentionId)
  if (mention === undefined) return article
  const shown = wish.to.kind === 'new' ? withEntity(article, wish.to.type, wish.to.name) : article
  const entityId =
    wish.to.kind === 'entity'
      ? entityIdSchema.parse(wish.to.entityId)
      : wish.to.kind === 'new'
        ? pendingEntity(wish.to.name)
        : null
  const all = wish.scope !== 'mention' && mention.localEntity !== null
  const linked = new Set(
    article.mentions
      .filter(
        (one) =>
          one.id === mention.id ||
          (all && one.localEntity === mention.localEntity && one.entityId === mention.entityId),
      )
      .map((one) => one.id),
  )
  return {
    ...shown,
    mentions: shown.mentions.map((one) => (linked.has(one.id) ? { ...one, entityId } : one)),
    facts: shown.facts.map((fact) =>
      fact.slots.some((slot) => slot.mentionId !== null && linked.has(slot.mentionId))
        ? {
            ...fact,
            slots: fact.slots.map((slot) =>
              slot.mentionId !== null && linked.has(slot.mentionId) ? { ...slot, entityId } : slot,
            ),
          }
        : fact,
    ),
  }
}

type ZoneWish = Extract<Wish, { readonly type: 'zone.set' }>['payload']

function setZone(article: ArticleView, { start, end, kind }: ZoneWish): ArticleView {
  const zone: ZoneView = {
    ...quote(article.text, { start, end }),
    kind: kind ?? 'body',
    masked: kind !== null,
    decided: true,
  }
  const others = article.zones.filter((one) => one.end <= start || one.start >= end)
  return { ...article, zones: [...others, zone].sort(byPosition) }
}
