import { typeOf } from './codebook-index.ts'
import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, placeIn, polarityOf, purposeOf, topicsIn } from './circumstances.ts'
import { wordsOf, type Predication } from './clauses.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import { complementClause, complementText, type Complement } from './complement.ts'
import { addSlots, fillFromPhrase, fillFromSubject, type FillContext } from './fill.ts'
import type { Frame, SlotSource } from './lexicon.ts'
import { enumeration, type Actor, type Phrase } from './phrases.ts'
import { actorSlot, hull, inferredSlot, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import { antecedentOf, type SentenceReading, type Subject } from './roles.ts'

/** A clause under a frame, with what its sources refer to. */
export interface Scene {
  readonly context: FillContext
  readonly reading: SentenceReading
  readonly clause: Predication
  readonly frame: Frame
  readonly phrases: readonly Phrase[]
  readonly subject: Subject
  /** The noun of a light verb, or the trigger of a noun frame. */
  readonly noun: Phrase | undefined
  /** Phrases that may belong to the noun. */
  readonly attributes: readonly Phrase[]
  readonly complement: Complement | undefined
}

/** What a clause says by its verbs: the best frame for each lexical verb. Also returns the nouns that light verbs used up. */
export function matchVerbs(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  speakers: readonly Actor[] = [],
): { proposals: Proposal[]; used: readonly number[]; swallowed: readonly number[] } {
  const { lexicon } = context
  const proposals: Proposal[] = []
  const used: number[] = []
  const swallowed: number[] = []
  const places = [...new Set(clause.verbs.map((verb) => verb.at))]
  const lastVerb = places.at(-1)
  for (const at of places) {
    let best: { frame: Frame; noun: Phrase | undefined; proposal: Proposal; score: number } | undefined
    for (const verb of clause.verbs) {
      if (verb.at !== at) continue
      // A frame may ask for a modal instead of a verb: "*wollen".
      const frames = [
        ...(lexicon.framesByVerb.get(verb.lemma) ?? []),
        ...(clause.modal === undefined || clause.passive || at !== lastVerb
          ? []
          : (lexicon.framesByVerb.get(`*${clause.modal}`) ?? [])),
      ]
      for (const frame of frames) {
        const score =
          (frame.verbs[0]?.startsWith('*') === true ? -2 : 0) +
          (frame.nouns.length > 0 ? 4 : 0) +
          (frame.with.length > 0 ? 3 : 0) +
          (frame.object === undefined ? 0 : 1) +
          (frame.voice === undefined ? 0 : 0.5) +
          frame.needs.length * 0.1
        if (best !== undefined && best.score >= score) continue
        const match = tryFrame(context, reading, clause, frame, at, speakers)
        if (match !== undefined) best = { frame, ...match, score }
      }
    }
    if (best === undefined) continue
    if (best.noun !== undefined) used.push(best.noun.id)
    if (best.frame.swallows) swallowed.push(...(complementClause(reading, clause, lexicon)?.clauses ?? []))
    if (!proposals.some((known) => known.type === best.proposal.type)) proposals.push(best.proposal)
  }
  return { proposals, used, swallowed }
}

function tryFrame(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  frame: Frame,
  at: number,
  speakers: readonly Actor[],
): { noun: Phrase | undefined; proposal: Proposal } | undefined {
  const { lexicon } = context
  const phrases = reading.phrasesOf[clause.id] ?? []
  if (frame.voice === 'passive' && !clause.passive) return undefined
  if (frame.voice === 'active' && clause.passive) return undefined
  const indices = wordsOf(clause)
  if (frame.with.length > 0 && !indices.some((i) => frame.with.includes(reading.words[i]?.lower ?? '')))
    return undefined
  if (frame.without.length > 0 && indices.some((i) => frame.without.includes(reading.words[i]?.lower ?? '')))
    return undefined
  let noun: Phrase | undefined
  if (frame.nouns.length > 0) {
    const stems = lexicon.nounsOf.get(frame) ?? new Set<string>()
    noun = phrases.find(
      (phrase) => !phrase.pronoun && nounStem(reading.words[phrase.head]?.lower ?? '', stems) !== undefined,
    )
    if (noun === undefined) return undefined
  }
  const subject = ownVoice(reading, agentOf(reading, clause, phrases, frame), speakers)
  const scene: Scene = {
    context, reading, clause, frame, phrases, subject, noun,
    attributes: noun === undefined ? [] : attributesOf(reading, noun),
    complement: unspoken(reading, clause, complementClause(reading, clause, lexicon)),
  } // prettier-ignore
  if (!objectFits(scene)) return undefined
  if (frame.unless.length > 0 && frame.unless.includes(modalityOf(reading, clause, lexicon))) return undefined
  const slots = fillSlots(scene)
  if (!complete(frame, slots)) return undefined
  return { noun, proposal: propose(scene, slots, triggerAt(reading, clause, at)) }
}

/** "Wir sind bereit", said by somebody: nobody resolved the pronoun, so the speaker acts. */
function ownVoice(reading: SentenceReading, subject: Subject, speakers: readonly Actor[]): Subject {
  const word = subject.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
  if (subject.actors.length > 0 || !['wir', 'ich'].includes(word) || speakers.length === 0) return subject
  return { phrase: subject.phrase, actors: speakers, inferred: 'the speaker means himself' }
}

/** A quotation after a colon is told by its own verb of saying, not by the verb before the colon. */
function unspoken(
  reading: SentenceReading,
  clause: Predication,
  complement: Complement | undefined,
): Complement | undefined {
  const first = complement === undefined ? undefined : reading.clauses[complement.clauses[0] ?? -1]
  return first !== undefined && first.speech >= 0 && clause.speech < 0 ? undefined : complement
}

/** Who acts: the subject, or in the passive the phrase with "von" or "durch". */
const nobody: Subject = { phrase: undefined, actors: [], inferred: undefined }

function agentOf(
  reading: SentenceReading,
  clause: Predication,
  phrases: readonly Phrase[],
  frame: Frame,
): Subject {
  if (!clause.passive)
    return reading.subjects[clause.id] ?? { phrase: undefined, actors: [], inferred: undefined }
  const by = phrases.find(
    (phrase) => (phrase.prep === 'von' || phrase.prep === 'durch') && phrase.actor !== undefined,
  )
  if (by === undefined) {
    // Verbs without an object have no passive with a subject: what stands there acts ("beide Seiten werden zusammengearbeitet").
    const acts = Object.values(frame.slots).every(
      (sources) =>
        !sources.includes('object') &&
        !sources.includes('subject-text') &&
        !sources.includes('complement') &&
        !sources.includes('object-text'),
    )
    return acts ? (reading.subjects[clause.id] ?? nobody) : nobody
  }
  const actors = reading.phrases
    .filter((member) => member.id === by.id || member.coordinatedWith === by.id)
    .flatMap((member) => member.actor ?? [])
  return { phrase: by, actors, inferred: undefined }
}

/** Bare phrases beside the subject; in the passive the grammatical subject. */
export function objectsOf(scene: Scene): readonly Phrase[] {
  const { reading, clause, phrases, subject, noun } = scene
  if (clause.passive) {
    const patient = reading.subjects[clause.id]?.phrase
    return patient === undefined ? [] : [patient]
  }
  const own = phrases.filter(
    (phrase) =>
      phrase.prep === undefined && phrase.genitiveOf < 0 && phrase.appositionOf < 0 && phrase.coordinatedWith < 0 && !phrase.value &&
      phrase.id !== subject.phrase?.id && phrase.id !== noun?.id && /[adg]/.test(phrase.cases) && phrase.cases !== 'n',
  ) // prettier-ignore
  const relative = relativeObject(reading, clause)
  return relative === undefined ? own : [relative, ...own]
}

/** "…, mit dem er ein Abkommen schloss": the antecedent stands for the pronoun after its preposition. */
function relativePartner(
  reading: SentenceReading,
  clause: Predication,
  prep: string,
  lexicon: FactGrammar,
): readonly Phrase[] {
  const from = clause.ranges[0]?.from ?? 0
  const first = reading.words[from]?.lower ?? ''
  if (clause.kind !== 'relative' || (lexicon.grammar.contractions[first] ?? first) !== prep) return []
  const antecedent = antecedentOf(reading, clause)
  return antecedent === undefined ? [] : [antecedent]
}

/** The words after "als" up to the verbs: "als „fruchtbar“", "als einen wichtigen Partner". */
export function afterAls(reading: SentenceReading, clause: Predication): Span | undefined {
  const indices = wordsOf(clause)
  const at = indices.find(
    (i) =>
      reading.words[i]?.lower === 'als' &&
      i > (clause.ranges[0]?.from ?? 0) &&
      !['mehr', 'weniger', 'sowohl', 'sondern'].includes(reading.words[i - 1]?.lower ?? ''),
  )
  if (at === undefined) return undefined
  const stop = new Set([...clause.verbs.map((verb) => verb.at), clause.prefix, clause.finite])
  let last = at
  for (const i of indices) {
    if (i <= at) continue
    if (stop.has(i) || i !== last + 1) break
    last = i
  }
  const start = reading.words[at + 1]?.start
  const end = reading.words[last]?.end
  return start === undefined || end === undefined || last === at ? undefined : { start, end }
}

/** The antecedent where the relative pronoun is the object ("den er besuchte"). */
function relativeObject(reading: SentenceReading, clause: Predication): Phrase | undefined {
  if (clause.kind !== 'relative') return undefined
  const first = reading.words[clause.ranges[0]?.from ?? 0]
  if (first === undefined || !['den', 'dem', 'die', 'das', 'denen', 'welchen'].includes(first.lower))
    return undefined
  const from = clause.ranges[0]?.from ?? 0
  const antecedent = reading.phrases.findLast((phrase) => phrase.to <= from && phrase.appositionOf < 0)
  const subject = reading.subjects[clause.id]?.phrase
  return antecedent === undefined || antecedent.id === subject?.id ? undefined : antecedent
}

function objectFits(scene: Scene): boolean {
  const kind = scene.frame.object
  if (kind === undefined) return true
  const objects = objectsOf(scene)
  const actor = objects.find((phrase) => phrase.actor !== undefined)?.actor
  switch (kind) {
    case 'none':
      return objects.length === 0 && scene.complement === undefined
    case 'actor':
      return actor !== undefined
    case 'person':
      return actor !== undefined && (actor.mention.type === 'PER' || actor.mention.type === 'GROUP')
    case 'place':
      return actor !== undefined && actor.mention.type !== 'PER'
    case 'thing':
      return objects.some((phrase) => phrase.actor === undefined && !phrase.pronoun)
  }
}

/** Genitives and prepositional phrases that follow the noun without a verb or mark between. */
export function attributesOf(reading: SentenceReading, noun: Phrase): readonly Phrase[] {
  const found: Phrase[] = []
  let end = noun.to
  for (let at = noun.id + 1; at < reading.phrases.length; at += 1) {
    const phrase = reading.phrases[at]
    if (phrase === undefined) break
    const gap = phrase.from - (phrase.prep === undefined ? 0 : 1) - end
    const joined = phrase.coordinatedWith >= 0 || phrase.appositionOf >= 0 || phrase.genitiveOf >= 0
    if (gap > 0 && !joined) {
      // Adverbs may stand between ("Gespräche am Montag in Wien"), verbs and marks may not.
      const words = reading.words.slice(end, phrase.from - (phrase.prep === undefined ? 0 : 1))
      if (words.some((word) => word.punctuation || word.forms.length > 0 || word.lower === 'und')) break
    }
    if (phrase.prep === undefined && !joined && !phrase.value) break
    found.push(phrase)
    end = phrase.to
  }
  return found
}

/** All slots the frame asks for and the sentence gives. */
export function fillSlots(scene: Scene): ExtractedSlot[] {
  const slots: ExtractedSlot[] = []
  for (const [role, sources] of Object.entries(scene.frame.slots)) {
    for (const source of sources) {
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
      if (filled.length > 0 && isSingle(scene, role)) break
    }
  }
  for (const [role, norm] of Object.entries(scene.frame.set))
    addSlots(slots, [inferredSlot(role, norm, scene.frame.id)])
  return slots
}

function isSingle(scene: Scene, role: string): boolean {
  const count = typeOf(scene.context.codebook, scene.frame.type)?.slots.find(
    (slot) => slot.role === role,
  )?.count
  return count === 'one' || count === 'optional'
}

function fromSource(scene: Scene, role: string, source: SlotSource): readonly ExtractedSlot[] {
  const { context, reading, clause, frame, phrases, subject, noun, attributes } = scene
  const { text, lexicon } = context
  const fill = (phrase: Phrase): readonly ExtractedSlot[] =>
    fillFromPhrase(context, frame.type, role, reading, phrase)
  const only = (span: Span | undefined): readonly ExtractedSlot[] =>
    span === undefined ? [] : [textSlot(role, text, span)]
  if (source.startsWith('pp:') || source.startsWith('text:')) {
    const prep = source.slice(source.indexOf(':') + 1)
    const pool = noun !== undefined && frame.verbs.length === 0 ? attributes : phrases
    const found = [
      ...pool.filter((phrase) => phrase.prep === prep && phrase.coordinatedWith < 0 && !phrase.value),
      ...(pool === phrases ? relativePartner(reading, clause, prep, lexicon) : []),
    ]
    if (prep === 'als') return only(afterAls(reading, clause))
    if (source.startsWith('pp:')) return found.flatMap(fill)
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
    case 'object':
      return objectsOf(scene)
        .flatMap(fill)
        .slice(0, isSingle(scene, role) ? 1 : undefined)
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
      return only(whole ?? complementText(reading, clause, textSkips(scene), lexicon))
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
      ]
    case 'possessive':
      return noun?.owner === undefined ? [] : [actorSlot(role, noun.owner)]
    case 'origin':
      return originOf(reading, noun, role)
    case 'place': {
      const place = placeIn(reading, noun !== undefined && frame.verbs.length === 0 ? attributes : phrases)
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

/** A phrase with its attributes and the rest of its enumeration. */
export function wholePhrase(reading: SentenceReading, phrase: Phrase): readonly Phrase[] {
  const own = enumeration(reading.phrases, phrase)
  return [
    ...own,
    ...own.flatMap((member) => reading.phrases.filter((other) => other.genitiveOf === member.id)),
  ]
}

function spanOf(reading: SentenceReading, phrase: Phrase): readonly Span[] {
  const start = reading.words[phrase.from]?.start
  const end = reading.words[phrase.to - 1]?.end
  return start === undefined || end === undefined ? [] : [{ start, end }]
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

/** Whether the frame has the roles and actors it needs. */
export function complete(frame: Frame, slots: readonly ExtractedSlot[]): boolean {
  for (const role of frame.needs)
    if (!role.split('|').some((one) => slots.some((slot) => slot.role === one))) return false
  return new Set(slots.flatMap((slot) => slot.entity ?? [])).size >= frame.actors
}

export function propose(scene: Scene, slots: ExtractedSlot[], trigger: Span | undefined): Proposal {
  const { context, reading, clause, frame } = scene
  const type = typeOf(context.codebook, frame.type)
  const span = hull([
    ...clauseSpans(reading, clause),
    ...(scene.complement === undefined || !usesComplement(frame) ? [] : [scene.complement]),
  ])
  const roles = new Set(type?.slots.map((slot) => slot.role) ?? [])
  if (roles.has('place') && !slots.some((slot) => slot.role === 'place')) {
    const place = placeIn(reading, scene.phrases)
    if (place !== undefined && !slots.some((slot) => slot.start === place.start)) slots.push(place)
  }
  if (frame.type === 'assessment' || frame.type === 'commitment') addTarget(reading, slots)
  if (roles.has('purpose')) addSlots(slots, [purposeOf(reading, context.text, clause) ?? []].flat())
  if (roles.has('topic') && !slots.some((slot) => slot.role === 'topic'))
    addSlots(slots, topicsIn(reading, context.text, scene.phrases, context.lexicon))
  return {
    type: frame.type,
    kind: type?.kind ?? 'event',
    rule: frame.id,
    ruleVersion: frame.version,
    prior: frame.prior,
    trigger,
    evidence: span === undefined ? [] : [span],
    slots,
    time: undefined,
    modality: frame.modality ?? modalityOf(reading, clause, context.lexicon),
    polarity: polarityOf(reading, clause, context.lexicon),
    voice: undefined,
    sentence: reading.sentence.index,
    clause: clause.id,
    conflictsWith: [],
    states: frame.verbs.length > 0,
    wording: span === undefined ? '' : context.text.slice(span.start, span.end),
  }
}

/** What is praised or promised has a name: a format, a work, a grade. */
function addTarget(reading: SentenceReading, slots: ExtractedSlot[]): void {
  const content = slots.find((slot) => slot.role === 'content')
  const { start, end } = content ?? {}
  if (
    start === undefined ||
    end === undefined ||
    slots.some((slot) => slot.role === 'target' && slot.entity !== undefined)
  )
    return
  const mention = reading.sentence.mentions.find(
    (one) =>
      ['EVT', 'PROJECT', 'POLICY', 'LEVEL', 'DOCU'].includes(one.type) &&
      one.entity !== null &&
      one.start >= start &&
      one.end <= end,
  )
  if (mention !== undefined) slots.push(mentionSlot('target', mention))
}

export function usesComplement(frame: Frame): boolean {
  return Object.values(frame.slots).some(
    (sources) => sources.includes('complement') || sources.includes('clause'),
  )
}

/** The words of a clause without the conjunction that ties it to the one before. */
export function clauseSpans(reading: SentenceReading, clause: Predication): readonly Span[] {
  const indices = wordsOf(clause)
  while (
    indices.length > 1 &&
    ['und', 'sowie', 'oder', 'aber'].includes(reading.words[indices[0] ?? -1]?.lower ?? '')
  )
    indices.shift()
  const first = reading.words[indices[0] ?? -1]
  const last = reading.words[indices.at(-1) ?? -1]
  return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }]
}

function triggerAt(reading: SentenceReading, clause: Predication, at: number): Span | undefined {
  const word = reading.words[at]
  if (word === undefined) return undefined
  const prefix = clause.prefix === at + 1 ? reading.words[clause.prefix] : undefined
  return { start: word.start, end: (prefix ?? word).end }
}
