import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { placeIn, purposeOf } from './circumstances.ts'
import { ownSlot } from './codebook-index.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import { complementText } from './complement.ts'
import { addSlots, fillFromPhrase, fillFromSubject } from './fill.ts'
import type { SlotSource } from './lexicon.ts'
import { objectsOf, relativePartner, afterAls } from './objects.ts'
import type { Phrase } from './phrase.ts'
import { actorSlot, hull, inferredSlot, mentionSlot, textSlot } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Scene } from './scene.ts'
import { wholePhrase, spanOf, attributesOf } from './spans.ts'

/** All slots the frame asks for and the sentence gives. */
export function fillSlots(scene: Scene): ExtractedSlot[] {
  const slots: ExtractedSlot[] = []
  for (const role in scene.frame.slots) {
    for (const source of scene.frame.slots[role] ?? []) {
      // The subject takes part only where the noun does not say who did.
      if (
        source === 'owner' &&
        new Set(slots.flatMap((slot) => (slot.role === role ? (slot.entity ?? []) : []))).size > 1
      )
        continue
      const filled = fromSource(scene, role, source)
      // An actor fills one role only, the first that asks for it.
      addSlots(
        slots,
        filled.filter(
          (slot) =>
            slot.entity === undefined ||
            slot.start === undefined ||
            !slots.some(
              (other) => other.start === slot.start && other.role !== role && other.role !== 'content',
            ),
        ),
      )
      if (filled.length > 0 && (isSingle(scene, role) || scene.frame.first.includes(role))) break
    }
  }
  for (const [role, norm] of Object.entries(scene.frame.set))
    addSlots(slots, [inferredSlot(role, norm, scene.frame.id)])
  return slots
}

function isSingle(scene: Scene, role: string): boolean {
  const count = ownSlot(scene.context.codebook, scene.frame.type, role)?.count
  return count === 'one' || count === 'optional'
}

const prepositions = new Map<SlotSource, string | undefined>()

/** The preposition of "pp:mit" and "text:über", undefined for other sources; the lexicon has a few dozen of them. */
function prepositionOf(source: SlotSource): string | undefined {
  if (prepositions.has(source)) return prepositions.get(source)
  const made =
    source.startsWith('pp:') || source.startsWith('text:') ? source.slice(source.indexOf(':') + 1) : undefined
  prepositions.set(source, made)
  return made
}

function fromSource(scene: Scene, role: string, source: SlotSource): readonly ExtractedSlot[] {
  const { context, reading, clause, frame, phrases, subject, noun, attributes } = scene
  const { text, lexicon } = context
  const fill = (phrase: Phrase): readonly ExtractedSlot[] =>
    fillFromPhrase(context, frame.type, role, reading, phrase)
  const only = (span: Span | undefined): readonly ExtractedSlot[] =>
    span === undefined ? [] : [textSlot(role, text, span)]
  const prep = prepositionOf(source)
  if (prep !== undefined) {
    const whole = source.startsWith('pp:')
    const pool = noun !== undefined && frame.verbs.length === 0 ? attributes : phrases
    const found = [
      ...pool.filter(
        (phrase) =>
          phrase.prep === prep &&
          phrase.coordinatedWith < 0 &&
          !phrase.value &&
          // "des Premiers von Peru X": whose office it is.
          (prep !== 'von' || phrase.genitiveOf < 0 || phrase.genitiveOf === noun?.id),
      ),
      ...(pool === phrases ? relativePartner(reading, clause, prep, lexicon) : []),
    ]
    // "in die Nähe Taiwans" is not Taiwan.
    if (whole && ['in', 'nach', 'aus', 'an'].includes(prep))
      return found.filter((phrase) => isHeaded(reading, phrase, lexicon)).flatMap(fill)
    if (prep === 'als') return only(afterAls(reading, clause))
    if (whole) return found.flatMap(fill)
    const last = found.at(0)
    const end =
      last === undefined
        ? undefined
        : hull([last, ...attributesOf(reading, last)].flatMap((phrase) => spanOf(reading, phrase)))
    return only(end)
  }
  switch (source) {
    case 'subject':
      return fillFromSubject(role, subject, reading.sentence)
    case 'owner':
      return noun?.owner === undefined &&
        attributes.every((phrase) => phrase.genitiveOf !== noun?.id || phrase.actor === undefined)
        ? fillFromSubject(role, reading.subjects[clause.id] ?? subject, reading.sentence)
        : []
    case 'object': {
      // "warf A und B vor": one object may be several; the next one is another role's.
      const filled = objectsOf(scene).map(fill)
      return isSingle(scene, role) ? (filled.find((slots) => slots.length > 0) ?? []) : filled.flat()
    }
    case 'subject-text': {
      const own = reading.subjects[clause.id]?.phrase
      return own === undefined
        ? []
        : only(hull(wholePhrase(reading, own).flatMap((phrase) => spanOf(reading, phrase))))
    }
    case 'object-text':
    case 'complement': {
      const whole = source === 'complement' ? scene.complement : undefined
      const patient = clause.passive && whole === undefined ? reading.subjects[clause.id]?.phrase : undefined
      if (patient !== undefined)
        return only(hull(wholePhrase(reading, patient).flatMap((phrase) => spanOf(reading, phrase))))
      return only(whole ?? complementText(reading, clause, textSkips(scene)))
    }
    case 'clause':
      return only(scene.complement)
    case 'clause-subject':
      return clauseSubject(scene, role)
    case 'clause-partner':
      return clausePartner(scene, role)
    case 'noun':
      return noun === undefined
        ? []
        : only(hull([noun, ...attributes].flatMap((phrase) => spanOf(reading, phrase))))
    case 'genitive':
      return [
        ...attributes.filter((phrase) => phrase.genitiveOf === noun?.id).flatMap(fill),
        ...innerGenitive(reading, noun, role),
        ...joinedGenitives(reading, noun).flatMap(fill),
      ]
    case 'possessive':
      return noun?.owner === undefined ? [] : [actorSlot(role, noun.owner)]
    case 'origin':
      return originOf(reading, noun, role)
    case 'place': {
      const place =
        (noun !== undefined && frame.verbs.length === 0 ? placeIn(reading, attributes) : undefined) ??
        placeIn(reading, phrases)
      return place === undefined ? [] : [{ ...place, role }]
    }
    case 'purpose': {
      const purpose = purposeOf(reading, text, clause)
      return purpose === undefined ? [] : [purpose]
    }
    case 'quote':
      return []
    case 'value':
      return valuesIn(scene, ['MONEY', 'QUANT', 'NUM'], role)
    case 'duration':
      return valuesIn(scene, ['DURATION'], role)
    case 'ordinal':
      return valuesIn(scene, ['ORDINAL'], role)
    case 'role':
      return phrases.flatMap((phrase) => roleIn(reading, phrase, role)).slice(0, 1)
    default:
      return []
  }
}

/** Whether the phrase is about whom it names, or names nobody. */
function isHeaded(reading: SentenceReading, phrase: Phrase, lexicon: FactGrammar): boolean {
  const head = reading.words[phrase.head]
  const mention = phrase.actor?.mention
  if (mention === undefined || head === undefined) return true
  if (mention.start <= head.start && head.end <= mention.end) return true
  const between = reading.phrases[phrase.lentBy]
  if (between !== undefined) return between.genitiveOf < 0
  return mention.end <= head.start || nounStem(head.lower, lexicon.placeNouns) !== undefined
}

/** "schlug vor, dass Japan …": whose doing the complement is about, unless it is the one who speaks. */
function clauseSubject(scene: Scene, role: string): readonly ExtractedSlot[] {
  const { reading, complement, subject } = scene
  const clause = reading.clauses[complement?.clauses[0] ?? -1]
  const inner = clause === undefined || clause.kind === 'infinitive' ? undefined : reading.subjects[clause.id]
  if (
    inner === undefined ||
    inner.actors.some((actor) => subject.actors.some((own) => own.entity === actor.entity))
  )
    return []
  return fillFromSubject(role, inner, reading.sentence)
}

/** "bereit, die Zusammenarbeit mit Kenia zu vertiefen": the partner stands inside the complement. */
function clausePartner(scene: Scene, role: string): readonly ExtractedSlot[] {
  const { reading, complement, subject, context, frame } = scene
  for (const id of complement?.clauses ?? []) {
    for (const phrase of reading.phrasesOf[id] ?? []) {
      if (
        phrase.prep !== 'mit' ||
        phrase.actor === undefined ||
        subject.actors.some((own) => own.entity === phrase.actor?.entity)
      )
        continue
      return fillFromPhrase(context, frame.type, role, reading, phrase)
    }
  }
  return []
}

/** The subject and, where they name an actor of another role, dative and prepositional partners are no content. */
function textSkips(scene: Scene): readonly Phrase[] {
  const { subject, reading, clause } = scene
  const own = reading.subjects[clause.id]?.phrase
  const grammatical = clause.passive ? undefined : own
  return [subject.phrase, grammatical].flatMap((phrase) =>
    phrase === undefined ? [] : wholePhrase(reading, phrase),
  )
}

/** "das Manöver Chinas und Russlands": the second genitive is a phrase of its own. */
function joinedGenitives(reading: SentenceReading, noun: Phrase | undefined): readonly Phrase[] {
  if (noun === undefined || noun.head + 1 >= noun.to) return []
  return reading.phrases.filter(
    (phrase) =>
      phrase.coordinatedWith === noun.id &&
      phrase.prep === undefined &&
      phrase.determiner === undefined &&
      phrase.actor?.mention.surface.endsWith('s') === true,
  )
}

/** "der Angriff Russlands": the name inside the phrase, after its noun. */
function innerGenitive(
  reading: SentenceReading,
  noun: Phrase | undefined,
  role: string,
): readonly ExtractedSlot[] {
  if (noun === undefined) return []
  for (let at = noun.head + 1; at < noun.to; at += 1) {
    const mention = reading.words[at]?.mentions.find(
      (candidate) => (candidate.type === 'GPE' || candidate.type === 'ORG') && candidate.entity !== null,
    )
    if (mention !== undefined) return [mentionSlot(role, mention)]
  }
  return []
}

/** Adjective of origin or first part of a compound before the noun: "deutsche Hilfe", "US-Angriff". */
function originOf(
  reading: SentenceReading,
  noun: Phrase | undefined,
  role: string,
): readonly ExtractedSlot[] {
  if (noun === undefined) return []
  for (let at = noun.from; at <= noun.head; at += 1) {
    const mention = reading.words[at]?.mentions.find(
      (candidate) =>
        candidate.entity !== null &&
        (candidate.type === 'DEM' ||
          (at === noun.head && (candidate.type === 'GPE' || candidate.type === 'ORG'))),
    )
    if (mention !== undefined) return [mentionSlot(role, mention)]
  }
  return []
}

function roleIn(reading: SentenceReading, phrase: Phrase, role: string): readonly ExtractedSlot[] {
  for (let at = phrase.from; at < phrase.to; at += 1) {
    const mention = reading.words[at]?.mentions.find((candidate) => candidate.type === 'ROLE')
    if (mention !== undefined) return [mentionSlot(role, mention)]
  }
  return []
}

function valuesIn(scene: Scene, types: readonly string[], role: string): readonly ExtractedSlot[] {
  const { reading, clause, noun, frame } = scene
  const near =
    noun !== undefined && frame.verbs.length === 0
      ? hull([noun, ...scene.attributes].flatMap((phrase) => spanOf(reading, phrase)))
      : undefined
  const found = reading.sentence.mentions.find((mention) => {
    if (!types.includes(mention.type)) return false
    if (near !== undefined) return near.start <= mention.start && mention.end <= near.end
    return clause.ranges.some(
      ({ from, to }) =>
        (reading.words[from]?.start ?? Infinity) <= mention.start &&
        mention.end <= (reading.words[to - 1]?.end ?? -1),
    )
  })
  return found === undefined ? [] : [mentionSlot(role, found)]
}
