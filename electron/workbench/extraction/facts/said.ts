import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, placeIn, polarityOf, topicNorm } from './circumstances.ts'
import { typeOf } from './codebook-index.ts'
import { addSlots, fillFromSubject, type FillContext } from './fill.ts'
import type { Phrase } from './phrase.ts'
import { wordsOf, type Predication } from './predication.ts'
import { inferredSlot, inOneShape, inRole, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Voice } from './speech.ts'
import { tone, tonesIn } from './tones.ts'

interface Said {
  readonly reading: SentenceReading
  /** First clause of what is said; undefined where only words follow the verb. */
  readonly clause: Predication | undefined
  readonly content: Span
  readonly evidence: readonly Span[]
  readonly voice: Voice
  readonly trigger: Span | undefined
  readonly quote: Span | undefined
  readonly rule: string
}

export function classify(
  context: FillContext,
  countries: ReadonlyMap<string, ReadonlySet<string>>,
  said: Said,
): Proposal {
  const { reading, clause, content, voice } = said
  const { text, lexicon } = context
  const sounds = (tones: number): boolean =>
    (tonesIn(text.slice(content.start, content.end), lexicon.tones) & tones) !== 0
  const subject = clause === undefined ? undefined : reading.subjects[clause.id]
  const subjectWord = subject?.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
  const self = ['wir', 'ich', 'man'].includes(subjectWord)
  // Nobody quoted calls himself "er" or "sie".
  const other = clause !== undefined && clause.speech >= 0 && ['er', 'sie'].includes(subjectWord)
  const own =
    self ||
    (!other &&
      (subject?.actors.some(
        (actor) =>
          voice.speakers.some((speaker) => speaker.entity === actor.entity) ||
          actor.mention.form === 'metonym' ||
          voice.speakers.some((speaker) => countries.get(speaker.entity)?.has(actor.entity) === true),
      ) ??
        false))
  const deontic =
    clause?.modal === 'müssen' ||
    (clause?.modal === 'sollen' && clause.tense !== 'pres') ||
    (clause?.modal === 'dürfen' && polarityOf(reading, clause) === 'neg')
  const slots: ExtractedSlot[] = []
  const speakers = fillFromSubject(
    'speaker',
    { phrase: undefined, actors: voice.speakers, inferred: voice.inferred },
    { start: 0, end: Infinity },
  )
  const outer = outermost(voice)
  let type = 'statement'
  let modality = clause === undefined ? 'claimed' : modalityOf(reading, clause, lexicon)
  if (deontic && !self) {
    type = 'request'
    addSlots(
      slots,
      speakers.map((slot) => inRole(slot, 'agent')),
    )
    if (subject !== undefined && !own)
      addSlots(slots, fillFromSubject('recipient', subject, reading.sentence))
    modality = 'claimed'
  } else if (
    clause !== undefined &&
    own &&
    (clause.future || clause.modal === 'wollen') &&
    (subject?.actors.length ?? 0) + voice.speakers.length > 0
  ) {
    type = 'commitment'
    addSlots(
      slots,
      fillFromSubject(
        'agent',
        subject !== undefined && subject.actors.length > 0
          ? subject
          : { phrase: undefined, actors: voice.speakers, inferred: undefined },
        reading.sentence,
      ),
    )
    modality = clause.modal === 'wollen' ? 'desired' : 'agreed'
  } else if (clause !== undefined && clause.future && pledges(context, reading, voice)) {
    type = 'commitment'
    addSlots(
      slots,
      speakers.map((slot) => inRole(slot, 'agent')),
    )
    modality = 'agreed'
  } else if (clause !== undefined && isDescription(reading, clause) && sounds(tone.praise | tone.blame)) {
    type = 'characterization'
    addSlots(slots, speakers)
    const parties = partiesIn(reading, clause)
    const named = subject?.phrase === undefined ? undefined : namedThing(reading, subject.phrase)
    if (named !== undefined) addSlots(slots, [mentionSlot('target', named)])
    else if (parties.length > 0) addSlots(slots, parties)
    else if (subject !== undefined && subject.actors.length > 0)
      addSlots(slots, fillFromSubject('target', subject, reading.sentence))
    else type = 'statement'
  }
  if (outer !== voice && type === 'statement') {
    addSlots(
      slots,
      fillFromSubject(
        'speaker',
        { phrase: undefined, actors: outer.speakers, inferred: outer.inferred },
        { start: 0, end: Infinity },
      ),
    )
    addSlots(
      slots,
      speakers.map((slot) => inRole(slot, 'claimant')),
    )
  } else addSlots(slots, speakers)
  addSlots(slots, [textSlot('content', text, content)])
  if (type === 'statement') {
    const spoken = new Set(voice.speakers.map((speaker) => speaker.entity))
    if (subject !== undefined && !self && !subject.actors.some((actor) => spoken.has(actor.entity)))
      addSlots(slots, fillFromSubject('agent', subject, reading.sentence))
    if (clause !== undefined && slots.every((slot) => slot.role !== 'agent'))
      addSlots(slots, partiesIn(reading, clause))
    const reporter =
      voice.reporter === undefined || voice.reporter.sentence !== reading.sentence.index
        ? undefined
        : reading.clauses[voice.reporter.clause]
    if (reporter !== undefined) addVenue(context, reading, reporter, slots)
    if (sounds(tone.accord)) addSlots(slots, [inferredSlot('stance', 'accord', 'words of accord')])
    if (!['expected'].includes(modality)) modality = 'claimed'
  } else if (type === 'characterization') modality = 'claimed'
  const topic = type === 'statement' ? topicNorm(text.slice(content.start, content.end), lexicon) : undefined
  if (topic !== undefined) slots.push(inferredSlot('topic', topic, 'topic words'))
  if (said.quote !== undefined) addSlots(slots, [textSlot('quote', text, said.quote)])
  return inOneShape({
    type,
    kind: typeOf(context.codebook, type)?.kind ?? 'statement',
    rule: type === 'statement' ? said.rule : `${type}.reported`,
    ruleVersion: 1,
    prior: type === 'statement' ? 0.7 : 0.6,
    trigger: said.trigger,
    evidence: [...said.evidence],
    slots,
    time: undefined,
    modality: type === 'commitment' ? modality : modality === 'asserted' ? 'claimed' : modality,
    polarity: clause === undefined ? 'pos' : polarityOf(reading, clause),
    voice,
    sentence: reading.sentence.index,
    clause: clause?.id ?? -1,
    conflictsWith: [],
    states: true,
    wording: text.slice(content.start, content.end),
  })
}

/** "…, versprach der Minister": the verb of saying promises. */
function pledges(context: FillContext, reading: SentenceReading, voice: Voice): boolean {
  const { reporter } = voice
  if (reporter === undefined || reporter.sentence !== reading.sentence.index) return false
  const verbs = reading.clauses[reporter.clause]?.verbs ?? []
  return verbs.some((verb) => context.lexicon.reporting.pledgeVerbs.includes(verb.lemma))
}

function outermost(voice: Voice): Voice {
  let at = voice
  for (let steps = 0; steps < 8 && at.outer !== undefined && at.outer.speakers.length > 0; steps += 1)
    at = at.outer
  return at
}

/** The format, document or work that heads a phrase. */
function namedThing(reading: SentenceReading, phrase: Phrase): ExtractedMention | undefined {
  return reading.words[phrase.head]?.mentions.find(
    (mention) => mention.entity !== null && ['EVT', 'DOCU', 'PROJECT', 'POLICY'].includes(mention.type),
  )
}

/** A copula with a noun ("sei eine Säule") or "haben … Beziehungen". */
function isDescription(reading: SentenceReading, clause: Predication): boolean {
  const lemma = clause.verbs[0]?.lemma ?? clause.auxiliary
  if (lemma !== 'sein' && lemma !== 'haben' && lemma !== 'bleiben') return false
  if (clause.passive || clause.verbs.some((verb) => verb.kind === 'participle' && verb.lemma !== lemma))
    return false
  const subject = reading.subjects[clause.id]?.phrase
  return (reading.phrasesOf[clause.id] ?? []).some(
    (phrase) =>
      phrase.id !== subject?.id && phrase.prep === undefined && phrase.genitiveOf < 0 && !phrase.value,
  )
}

/** "die Beziehungen zwischen A und B": the parties of what is described; else a subject of two or more countries. */
function partiesIn(reading: SentenceReading, clause: Predication): readonly ExtractedSlot[] {
  const subject = reading.subjects[clause.id]
  const between = (reading.phrasesOf[clause.id] ?? []).find(
    (phrase) => phrase.prep === 'zwischen' && phrase.actor !== undefined,
  )
  const actors =
    between === undefined
      ? (subject?.actors.length ?? 0) > 1
        ? (subject?.actors ?? [])
        : []
      : reading.phrases
          .filter((phrase) => phrase.id === between.id || phrase.coordinatedWith === between.id)
          .flatMap((phrase) => phrase.actor ?? [])
  return fillFromSubject('party', { phrase: undefined, actors, inferred: undefined }, reading.sentence)
}

function addVenue(
  context: FillContext,
  reading: SentenceReading,
  reporter: Predication,
  slots: ExtractedSlot[],
): void {
  const phrases = reading.phrasesOf[reporter.id] ?? []
  for (const i of wordsOf(reporter)) {
    const word = reading.words[i]
    const venue =
      word === undefined || !word.capital ? undefined : context.lexicon.relations.venues[word.lower]
    if (word !== undefined && venue !== undefined)
      addSlots(slots, [textSlot('venue', context.text, { start: word.start, end: word.end }, venue)])
  }
  const place = placeIn(reading, phrases)
  if (place !== undefined) addSlots(slots, [place])
}
