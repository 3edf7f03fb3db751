import { slotIn } from './codebook-index.ts'
import type { Codebook, CodebookSlot } from '../../../../shared/model/codebook.ts'
import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { FactGrammar } from './compile.ts'
import { phraseSpan, placeMention, topicNorm } from './circumstances.ts'
import { enumeration, type Actor, type Phrase } from './phrase.ts'
import { actorSlot, mentionSlot, textSlot } from './proposal.ts'
import type { SentenceReading, Subject } from './roles.ts'
import { isActorType } from './words.ts'

/** What filling a role needs to know beside the sentence. */
export interface FillContext {
  readonly text: string
  readonly lexicon: FactGrammar
  readonly codebook: Codebook
}

/** Fills a role from a phrase as the codebook allows: actors, then mentions of an allowed type, then words. */
export function fillFromPhrase(
  context: FillContext,
  type: string,
  role: string,
  reading: SentenceReading,
  phrase: Phrase,
): readonly ExtractedSlot[] {
  const slot = slotIn(context.codebook, type, role)
  if (slot === undefined) return []
  const found: ExtractedSlot[] = []
  for (const member of enumeration(reading.phrases, phrase)) {
    const filled = fillOne(context, slot, reading, member)
    if (filled !== undefined) found.push(filled)
  }
  return found
}

function fillOne(
  context: FillContext,
  slot: CodebookSlot,
  reading: SentenceReading,
  phrase: Phrase,
): ExtractedSlot | undefined {
  const { actor } = phrase
  const wantsActor = slot.fillers.includes('PER')
  const head = reading.words[phrase.head]
  if (wantsActor && actor !== undefined && (!slot.text || headed(actor, head?.start ?? -1, head?.end ?? -1)))
    return actorSlot(slot.role, actor)
  const place = slot.fillers.includes('GPE') && !wantsActor ? placeMention(reading, phrase) : undefined
  if (place !== undefined) return mentionSlot(slot.role, place)
  const mention = headMention(reading, phrase, slot)
  if (mention !== undefined) return mentionSlot(slot.role, mention)
  if (!slot.text || phrase.pronoun) return undefined
  const span = phraseSpan(reading, phrase)
  return span === undefined
    ? undefined
    : textSlot(slot.role, context.text, span, normFor(context, slot.role, span))
}

function headed(actor: Actor, start: number, end: number): boolean {
  return actor.mention.start <= start && end <= actor.mention.end
}

/** The longest mention of an allowed type that covers the head noun or ends the phrase. */
function headMention(
  reading: SentenceReading,
  phrase: Phrase,
  slot: CodebookSlot,
): ExtractedMention | undefined {
  for (const at of [phrase.head, phrase.to - 1]) {
    const word = reading.words[at]
    const found = word?.mentions.find(
      (mention) =>
        slot.fillers.includes(mention.type) && (mention.entity !== null || !isActorType(mention.type)),
    )
    if (found !== undefined) return found
  }
  return undefined
}

function normFor(context: FillContext, role: string, span: Span): string | undefined {
  return role === 'topic' ? topicNorm(context.text.slice(span.start, span.end), context.lexicon) : undefined
}

/** Slots for a subject: with its words, or without where it was carried over from another sentence. */
export function fillFromSubject(
  role: string,
  subject: Subject,
  sentence: { readonly start: number; readonly end: number },
): readonly ExtractedSlot[] {
  return subject.actors.map((actor) => {
    const inside = actor.mention.start >= sentence.start && actor.mention.end <= sentence.end
    return inside || subject.inferred === undefined
      ? actorSlot(role, actor)
      : actorSlot(role, actor, subject.inferred)
  })
}

/** Adds slots, one per role and filler. */
export function addSlots(slots: ExtractedSlot[], more: readonly ExtractedSlot[]): void {
  for (const slot of more) {
    const known = slots.some(
      (other) =>
        other.role === slot.role &&
        (slot.entity !== undefined
          ? other.entity === slot.entity
          : other.start === slot.start && other.norm === slot.norm),
    )
    if (!known) slots.push(slot)
  }
}
