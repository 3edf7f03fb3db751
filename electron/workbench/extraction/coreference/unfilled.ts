import type { ExtractedFact, ExtractedMention } from '../../../../shared/model/extraction.ts'
import type { NamedText } from '../document.ts'

/** Rules of mentions that count only where they fill a slot. */
const onlyFilling = new Set([
  'mention.holder',
  'mention.group.our',
  'mention.anaphor.body',
  'mention.anaphor.government',
])
/** Start and end make one number: no text is longer. */
const longestText = 2 ** 26
const possessive = /^(?:sein|ihr)(?:e|en|er|es|em)?$/i
/** Nouns of deeds: the possessive before them says who did it. */
const deed =
  /^\s+(?:\p{Ll}+\s+)*\p{L}*(?:besuch|reise|rede|treffen|gespräch|visite|ankunft|aufenthalt|unterstützung|zusage)/iu

/**
 * Nominal mentions and possessives of which no fact speaks are taken back: the annotation rules count them only where
 * they fill a slot (guidelines, § 4). A possessive before a deed stays.
 */
export function keepWhatFills(named: NamedText, facts: readonly ExtractedFact[]): NamedText {
  let filling: ReadonlySet<number> | undefined
  const { text } = named.source
  const stays = (mention: ExtractedMention): boolean => {
    // Possessives are short words.
    const lone =
      onlyFilling.has(mention.rule) ||
      (mention.end - mention.start <= 6 &&
        possessive.test(mention.surface) &&
        !deed.test(text.slice(mention.end, mention.end + 60)))
    // Few are asked whether they fill a slot.
    return !lone || (filling ??= filledBy(facts)).has(mention.start * longestText + mention.end)
  }
  const mentions = named.mentions.filter(stays)
  if (mentions.length === named.mentions.length) return named
  const kept = new Set(mentions.map((mention) => mention.id))
  const parents = new Map(named.mentions.map((mention) => [mention.id, mention.nestedIn]))
  const spoken = new Set(
    facts.flatMap((fact) => [
      ...fact.slots.map((slot) => slot.entity),
      fact.attribution?.speaker ?? undefined,
      ...(fact.attribution?.chain ?? []),
    ]),
  )
  const remaining = named.entities.map((entity) =>
    entity.mentions.every((id) => kept.has(id))
      ? entity
      : { ...entity, mentions: entity.mentions.filter((id) => kept.has(id)) },
  )
  const members = new Set(
    remaining.flatMap((entity) => (entity.mentions.length > 0 ? (entity.members ?? []) : [])),
  )
  return {
    ...named,
    mentions: mentions.map((mention) => reparented(mention, parents, kept)),
    entities: remaining.filter(
      (entity) => entity.mentions.length > 0 || spoken.has(entity.id) || members.has(entity.id),
    ),
  }
}

/** Where the slots of the facts stand, start and end in one number. */
function filledBy(facts: readonly ExtractedFact[]): ReadonlySet<number> {
  const filling = new Set<number>()
  for (const { slots } of facts)
    for (const { start, end } of slots)
      if (start !== undefined && end !== undefined) filling.add(start * longestText + end)
  return filling
}

/** The innermost mention around it that is still there. */
function reparented(
  mention: ExtractedMention,
  parents: ReadonlyMap<string, string | undefined>,
  kept: ReadonlySet<string>,
): ExtractedMention {
  let parent = mention.nestedIn
  while (parent !== undefined && !kept.has(parent)) parent = parents.get(parent)
  if (parent === mention.nestedIn) return mention
  return { ...mention, nestedIn: parent }
}
