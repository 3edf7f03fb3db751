import type {
  Attribution,
  ExtractedEntity,
  ExtractedFact,
  ExtractedMention,
  ExtractedSlot,
  ExtractionOutput,
} from '../../../../shared/model/extraction.ts'
import type { FactView, MentionView, SlotView } from '../../../../shared/model/views.ts'
import {
  entityTypeSchema,
  sectionKindSchema,
  boilerplateKindSchema,
} from '../../../../shared/model/vocabulary.ts'
import type { ExportRecordOf } from '../../exchange/export-record.ts'
import type { StoredExtraction } from '../stored-extraction.ts'
import type { EntitiesIn } from './entities-in.ts'

/** Everything the file says about one article. */
export interface OwnArticle {
  readonly row: ExportRecordOf<'article'>
  readonly content: ExportRecordOf<'content'>
  readonly mentions: readonly ExportRecordOf<'mention'>[]
  readonly facts: readonly {
    readonly fact: ExportRecordOf<'fact'>
    readonly decisions: readonly ExportRecordOf<'decision'>[]
  }[]
}

/** An export tells no line and no version of a rule. */
const untold = { line: 1, ruleVersion: 1 }
/** How sure a rule was of a mention is not told either; nobody reads it once the mention is there. */
const middle = 0.5
const carried = 'carried'

/**
 * What extraction said of an article, made again from what an export tells, so that the article is proposed here as it
 * was there. Local ids of mentions and facts are the opaque ones; an entity that only a slot or an attribution names
 * gets a local one made of its id.
 */
export function proposalsOf(article: OwnArticle, entities: EntitiesIn): StoredExtraction {
  const mentions = new Map<string, MentionView>(article.mentions.map((mention) => [mention.id, mention]))
  const local = new LocalEntities(article, entities)
  const facts = article.facts.flatMap(({ fact }) =>
    fact.prior === null || fact.evidence.length === 0 ? [] : [proposed(fact, fact.prior, mentions, local)],
  )
  const mentionIds = new Set<string>(mentions.keys())
  const factIds = new Set<string>(article.facts.map(({ fact }) => fact.id))
  for (const { fact } of article.facts) {
    for (const id of [...fact.conflictsWith, ...(fact.derivedFrom === null ? [] : [fact.derivedFrom])]) factIds.add(id)
    for (const { mentionId } of fact.slots) if (mentionId !== null) mentionIds.add(mentionId)
  }
  const same = (ids: Iterable<string>): Record<string, string> => Object.fromEntries([...ids].map((id) => [id, id]))
  return {
    articleId: article.row.id,
    output: { ...headOf(article), ...zonesOf(article), entities: local.all(), mentions: proposedMentions(article), facts },
    mentionIds: same(mentionIds),
    factIds: same(factIds),
    links: local.links(),
  }
} // prettier-ignore

function headOf({ row, content }: OwnArticle): Omit<ExtractionOutput, 'sections' | 'boilerplate' | 'entities' | 'mentions' | 'facts'> {
  return {
    schema: 'beleg-extraction/1',
    file: row.sourceName,
    textSha256: row.textSha256,
    sourceSha256: row.sourceSha256,
    utf16Length: row.utf16Length,
    offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
    extractor: { name: 'beleg', version: carried, language: row.lang ?? 'de', lexicon: carried, codebook: carried },
    metadata: Object.fromEntries(Object.entries(content.metadata).filter(([, value]) => value.rule !== 'coder')),
    sentences: content.sentences.map(({ start, end, section }) => ({ start, end, section })),
    notices: [],
  }
} // prettier-ignore

function zonesOf({ content }: OwnArticle): Pick<ExtractionOutput, 'sections' | 'boilerplate'> {
  const open = content.zones.filter(({ decided }) => !decided)
  return {
    sections: open.flatMap(({ start, end, surface, kind, masked }) => {
      const section = sectionKindSchema.safeParse(kind)
      return masked || !section.success ? [] : [{ start, end, surface, line: untold.line, kind: section.data }]
    }),
    boilerplate: open.flatMap(({ start, end, surface, kind, masked }) => {
      const zone = boilerplateKindSchema.safeParse(kind)
      return masked && zone.success ? [{ start, end, surface, line: untold.line, kind: zone.data, rule: carried }] : []
    }),
  }
} // prettier-ignore

/** Mentions a rule found; those only a coder made are decided and nothing else. */
function proposedMentions({ mentions }: OwnArticle): ExtractedMention[] {
  return mentions.flatMap(({ id, start, end, surface, type, form, localEntity, norm, rule }) =>
    rule === null
      ? []
      : [{ id, start, end, surface, type, form, entity: localEntity, ...(norm === null ? {} : { norm }), rule, prior: middle, ...untold }],
  )
} // prettier-ignore

function proposed(
  fact: FactView,
  prior: number,
  mentions: ReadonlyMap<string, MentionView>,
  local: LocalEntities,
): ExtractedFact {
  const { temporalStatus, conflictsWith, derivedFrom, attribution } = fact
  return {
    id: fact.id,
    type: fact.type,
    kind: fact.kind,
    trigger: fact.trigger,
    evidence: fact.evidence,
    slots: fact.slots.flatMap((slot) => proposedSlot(slot, mentions, local)),
    time: fact.time,
    modality: fact.modality,
    polarity: fact.polarity,
    attribution: attribution === null ? null : proposedAttribution(attribution, local),
    ...(temporalStatus === null ? {} : { temporalStatus }),
    plover: fact.plover,
    cameo: fact.cameo,
    ...(conflictsWith.length === 0 ? {} : { conflictsWith: [...conflictsWith] }),
    ...(derivedFrom === null ? {} : { derivedFrom }),
    fingerprint: fact.fingerprint ?? carried,
    rule: fact.rule ?? carried,
    ruleVersion: untold.ruleVersion,
    prior,
  }
}

function proposedSlot(
  slot: SlotView,
  mentions: ReadonlyMap<string, MentionView>,
  local: LocalEntities,
): readonly ExtractedSlot[] {
  // What only a coder can say of a slot is decided.
  if (slot.notStated) return []
  const meant = slot.mentionId === null ? undefined : mentions.get(slot.mentionId)
  // Who is nobody here stays nobody, whoever the other mentions of the local entity are taken for.
  const entity = slot.entityId === null ? null : meant?.entityId === slot.entityId ? meant.localEntity : local.of(slot.entityId) // prettier-ignore
  return [
    {
      role: slot.role,
      ...(entity === null ? {} : { entity }),
      ...(slot.start === null ? {} : { start: slot.start }),
      ...(slot.end === null ? {} : { end: slot.end }),
      ...(slot.surface === null ? {} : { surface: slot.surface }),
      ...(slot.mentionId === null ? {} : { mention: slot.mentionId }),
      ...(slot.norm === null ? {} : { norm: slot.norm }),
      ...(slot.inferred ? { inferred: true } : {}),
      ...(slot.rule === null ? {} : { rule: slot.rule }),
      ...(slot.note === null ? {} : { note: slot.note }),
    },
  ]
}

function proposedAttribution(
  { speaker, outlet, chain }: NonNullable<FactView['attribution']>,
  local: LocalEntities,
): Attribution {
  return {
    ...(speaker === null ? {} : { speaker: local.of(speaker) }),
    ...(outlet === null ? {} : { outlet }),
    ...(chain.length === 0 ? {} : { chain: chain.map((id) => local.of(id)) }),
  }
}

/** The article's own names for entities, and who they were taken for. */
class LocalEntities {
  readonly #entities: EntitiesIn
  readonly #all = new Map<string, ExtractedEntity>()
  readonly #links: Record<string, { entityId: string; rule: string }> = {}

  constructor({ mentions }: OwnArticle, entities: EntitiesIn) {
    this.#entities = entities
    const known = new Map<string, MentionView[]>()
    for (const mention of mentions) {
      if (mention.localEntity === null) continue
      const group = known.get(mention.localEntity)
      if (group === undefined) known.set(mention.localEntity, [mention])
      else group.push(mention)
    }
    for (const [id, group] of known) {
      const proposed = group.find(({ state, entityId }) => state === 'proposed' && entityId !== null)
      const type = group.flatMap((mention) => entityTypeSchema.safeParse(mention.type).data ?? [])[0] ?? 'GPE'
      this.#add(id, type, group[0]?.surface ?? id, group, proposed?.entityId ?? null)
    }
  } // prettier-ignore

  /** The local id of an entity of the registry that no mention may carry. */
  of(entityId: string): string {
    const id = `@${entityId}`
    if (!this.#all.has(id)) {
      const ref = this.#entities.refOf(entityId)
      this.#add(id, ref?.type ?? 'GPE', ref?.labelDe ?? ref?.labelEn ?? entityId, [], entityId)
    }
    return id
  }

  all(): ExtractedEntity[] {
    return [...this.#all.values()]
  }

  links(): StoredExtraction['links'] {
    return this.#links
  }

  #add(id: string, type: ExtractedEntity['type'], canonical: string, mentions: readonly MentionView[], entityId: string | null): void {
    const surfaces = [...new Set(mentions.map(({ surface }) => surface))]
    this.#all.set(id, { id, type, canonical, mentions: mentions.map((mention) => mention.id), surfaces })
    if (entityId !== null) this.#links[id] = { entityId: this.#entities.idOf(entityId), rule: carried }
  } // prettier-ignore
}
