import { z } from 'zod'
import type { EntityRef, MentionView } from '../../../../shared/model/views.ts'
import { normSchema } from '../../../../shared/model/extraction.ts'
import {
  articleIdSchema,
  entityIdSchema,
  mentionIdSchema,
  type ArticleId,
  type MentionId,
} from '../../../../shared/model/ids.ts'
import {
  entityTypeSchema,
  mentionFormSchema,
  mentionTypeSchema,
  type MentionForm,
  type MentionType,
} from '../../../../shared/model/vocabulary.ts'
import { allRows, firstRow, gathered, number, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { redirected } from '../../linking/redirects.ts'

/**
 * The mentions of one article as they now stand, and who each article-local entity is taken for: proposals with the
 * coder's decisions laid over them, redirects of merged entities followed.
 */
export interface ArticleContext {
  readonly articleId: string
  /** Who a mention stands for, or null. */
  readonly entityOfMention: (mentionId: string) => string | null
  /** Who an article-local entity stands for: what all its decided mentions agree on, else what linking proposed. */
  readonly entityOfLocal: (localId: string) => string | null
  /** Who stands for an entity now, after all merges. */
  readonly survivor: (entityId: string) => string
}

/** As `ArticleContext`, with the mentions themselves. */
export interface MentionContext extends ArticleContext {
  readonly mentions: readonly MentionView[]
  readonly mention: (id: string) => MentionView | undefined
}

/** The same answers by looking up one row at a time: for a single fact of a long article. */
export function lazyContext(db: Reading, articleId: string): ArticleContext {
  const links = new Map<string, string | null>()
  const agreed = new Map<string, string | null>()
  const proposed = (local: string): string | null => {
    const known = links.get(local)
    if (known !== undefined) return known
    const found = proposedLink(local)
    links.set(local, found)
    return found
  }
  const proposedLink = (local: string): string | null => {
    const link = firstRow(db, 'SELECT entity_id FROM p_entity WHERE article_id = ? AND local_id = ?', [
      articleId,
      local,
    ])
    return link === undefined ? null : resolved(db, link)
  }
  const decided = (mentionId: string): Row | undefined =>
    firstRow(db, 'SELECT entity_id, state FROM mention WHERE id = ?', [mentionId])
  return {
    articleId,
    survivor: (entityId) => redirected(db, entityId),
    entityOfMention: (id) => {
      const override = decided(id)
      if (override !== undefined) return text(override, 'state') === 'removed' ? null : resolved(db, override)
      const found = firstRow(db, 'SELECT local_entity FROM p_mention WHERE id = ?', [id])
      const local = found === undefined ? null : textOrNull(found, 'local_entity')
      return local === null ? null : proposed(local)
    },
    entityOfLocal: (local) => {
      const known = agreed.get(local)
      if (known !== undefined) return known
      const found = agreedOn(local)
      agreed.set(local, found)
      return found
    },
  }
  function agreedOn(local: string): string | null {
    const decidedFor = new Set<string | null>()
    for (const row of allRows(db, 'SELECT id FROM p_mention WHERE article_id = ? AND local_entity = ?', [
      articleId,
      local,
    ])) {
      const override = decided(text(row, 'id'))
      if (override === undefined) return proposed(local)
      if (text(override, 'state') !== 'removed') decidedFor.add(resolved(db, override))
    }
    const [only] = decidedFor
    return (decidedFor.size === 1 ? only : null) ?? proposed(local)
  }
}

const normOrNull = z.nullable(normSchema)

export function articleContext(db: Reading, articleId: string): MentionContext {
  const proposedLinks = new Map<string, string | null>()
  for (const row of allRows(db, 'SELECT local_id, entity_id FROM p_entity WHERE article_id = ?', [
    articleId,
  ])) {
    const entityId = textOrNull(row, 'entity_id')
    proposedLinks.set(text(row, 'local_id'), entityId === null ? null : redirected(db, entityId))
  }
  const decided = new Map<string, Row>()
  for (const row of allRows(db, 'SELECT * FROM mention WHERE article_id = ?', [articleId]))
    decided.set(text(row, 'id'), row)

  const mentions: MentionView[] = []
  const ofArticle = articleIdSchema.parse(articleId)
  for (const stored of gathered<StoredMention>(
    db,
    'id, start, "end", quote, type, form, local_entity, norm_json, rule',
    'p_mention WHERE article_id = ?',
    [articleId],
  )) {
    const local = stored[6]
    const override = decided.get(stored[0])
    if (override === undefined) {
      const entityId = local === null ? null : (proposedLinks.get(local) ?? null)
      mentions.push(proposedMention(stored, ofArticle, entityId, 'proposed'))
      continue
    }
    decided.delete(stored[0])
    const state = text(override, 'state')
    if (state === 'removed') continue
    mentions.push({
      ...proposedMention(
        stored,
        ofArticle,
        resolved(db, override),
        state === 'added' ? 'added' : 'confirmed',
      ),
      type: mentionTypeSchema.parse(text(override, 'type')),
    })
  }
  for (const row of decided.values()) {
    const state = text(row, 'state')
    if (state !== 'removed')
      mentions.push(view(row, resolved(db, row), state === 'added' ? 'added' : 'confirmed'))
  }
  mentions.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1))

  const byId = new Map(mentions.map((mention) => [mention.id as string, mention]))
  const agreed = agreedLinks(mentions)
  return {
    articleId,
    survivor: (entityId) => redirected(db, entityId),
    mentions,
    mention: (id) => byId.get(id),
    entityOfMention: (id) => byId.get(id)?.entityId ?? null,
    entityOfLocal: (local) => agreed.get(local) ?? proposedLinks.get(local) ?? null,
  }
}

/** Local entities all of whose mentions a coder linked to one and the same entity. */
function agreedLinks(mentions: readonly MentionView[]): ReadonlyMap<string, string> {
  const byLocal = new Map<string, Set<string | null>>()
  for (const mention of mentions) {
    if (mention.localEntity === null) continue
    const links = byLocal.get(mention.localEntity) ?? new Set()
    links.add(mention.state === 'proposed' ? null : mention.entityId)
    byLocal.set(mention.localEntity, links)
  }
  const agreed = new Map<string, string>()
  for (const [local, links] of byLocal) {
    const [only] = links
    if (links.size === 1 && only !== null && only !== undefined) agreed.set(local, only)
  }
  return agreed
}

function resolved(db: Reading, row: Row): string | null {
  const entityId = textOrNull(row, 'entity_id')
  return entityId === null ? null : redirected(db, entityId)
}

/** A proposed mention as its table has it: id, start, end, quote, type, form, local entity, norm as JSON, rule. */
type StoredMention = readonly [
  MentionId,
  number,
  number,
  string,
  MentionType,
  MentionForm,
  string | null,
  string | null,
  string,
]

function proposedMention(
  [id, start, end, surface, type, form, localEntity, norm, rule]: StoredMention,
  articleId: ArticleId,
  entityId: string | null,
  state: MentionView['state'],
): MentionView {
  return {
    id,
    articleId,
    start,
    end,
    surface,
    type,
    form,
    entityId: entityId === null ? null : entityIdSchema.parse(entityId),
    localEntity,
    norm: norm === null ? null : normOrNull.parse(JSON.parse(norm)),
    state,
    rule,
    note: null,
  }
}

/** A mention somebody added. */
function view(row: Row, entityId: string | null, state: MentionView['state']): MentionView {
  return {
    id: mentionIdSchema.parse(text(row, 'id')),
    articleId: articleIdSchema.parse(text(row, 'article_id')),
    start: number(row, 'start'),
    end: number(row, 'end'),
    surface: text(row, 'quote'),
    type: mentionTypeSchema.parse(text(row, 'type')),
    form: mentionFormSchema.parse(textOrNull(row, 'form') ?? 'name'),
    entityId: entityId === null ? null : entityIdSchema.parse(entityId),
    localEntity: null,
    norm: null,
    state,
    rule: null,
    note: null,
  }
}

/** The registry's short forms of some entities, in the order asked, unknown ids left out. */
export function entityRefs(db: Reading, ids: Iterable<string>): readonly EntityRef[] {
  const refs: EntityRef[] = []
  for (const id of new Set(ids)) {
    const row = firstRow(db, 'SELECT id, type, label_de, label_en, country FROM entity WHERE id = ?', [id])
    if (row !== undefined) refs.push(entityRef(row))
  }
  return refs
}

export function entityRef(row: Row): EntityRef {
  return {
    id: entityIdSchema.parse(text(row, 'id')),
    type: entityTypeSchema.parse(text(row, 'type')),
    labelDe: textOrNull(row, 'label_de'),
    labelEn: textOrNull(row, 'label_en'),
    country: textOrNull(row, 'country'),
  }
}
