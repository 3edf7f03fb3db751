import { nounStem, type FactGrammar } from './compile.ts'
import { readClauses } from './clauses.ts'
import type { Predication } from './predication.ts'
import { enumeration, type Actor, type Phrase } from './phrase.ts'
import { readPhrases } from './phrases.ts'
import type { Steps } from '../steps.ts'
import type { SentenceWords, Word } from './words.ts'

/** Who the clause is about. Without words of its own in the clause it is inferred, and the rule says from where. */
export interface Subject {
  readonly phrase: Phrase | undefined
  readonly actors: readonly Actor[]
  readonly inferred: string | undefined
}

/** A sentence with its phrases and clauses tied together. */
export interface SentenceReading {
  readonly sentence: SentenceWords
  readonly words: readonly Word[]
  readonly phrases: readonly Phrase[]
  readonly clauses: readonly Predication[]
  /** Clause of each word, -1 for marks. */
  readonly clauseAt: Int16Array
  /** Phrases of each clause, by clause id. */
  readonly phrasesOf: readonly (readonly Phrase[])[]
  readonly subjects: readonly Subject[]
}

const nobody: Subject = { phrase: undefined, actors: [], inferred: undefined }

/**
 * Reads sentences that follow one another; `before` is the subject of the sentence before them, for a pronoun nobody
 * resolved. Each step goes over all of them in turn, so that its code and tables stay at hand.
 */
export function* readSentences(
  sentences: readonly SentenceWords[],
  lexicon: FactGrammar,
  before: Subject | undefined,
): Steps<{ readonly readings: readonly SentenceReading[]; readonly last: Subject | undefined }> {
  const phrases = sentences.map((sentence) => readPhrases(sentence, lexicon))
  yield
  const clauses = sentences.map((sentence) => readClauses(sentence, lexicon))
  yield
  let last = before
  const readings = sentences.map((sentence, at) => {
    const reading = tie(sentence, phrases[at] ?? [], clauses[at] ?? [], lexicon, last)
    last =
      reading.subjects.find(
        (subject, id) => subject.actors.length > 0 && reading.clauses[id]?.parent === -1,
      ) ?? last
    return reading
  })
  return { readings, last }
}

function tie(
  sentence: SentenceWords,
  phrases: readonly Phrase[],
  clauses: readonly Predication[],
  lexicon: FactGrammar,
  before: Subject | undefined,
): SentenceReading {
  const clauseAt = new Int16Array(sentence.words.length).fill(-1)
  for (const clause of clauses) for (const { from, to } of clause.ranges) clauseAt.fill(clause.id, from, to)
  const phrasesOf: Phrase[][] = clauses.map(() => [])
  for (const phrase of phrases)
    if (!isFrontedVerb(sentence.words, phrase)) phrasesOf[clauseAt[phrase.head] ?? -1]?.push(phrase)
  const reading = {
    sentence,
    words: sentence.words,
    phrases,
    clauses,
    clauseAt,
    phrasesOf,
    subjects: [] as Subject[],
  }
  for (const clause of clauses) reading.subjects.push(subjectOf(reading, clause, lexicon, before))
  return reading
}

/** "Eingebracht hatte den Antrag …", "Vereinbart wurde …": a participle in front has a capital and is no noun. */
function isFrontedVerb(words: readonly Word[], phrase: Phrase): boolean {
  return (
    phrase.from === 0 &&
    phrase.to === 1 &&
    words[0]?.mentions.length === 0 &&
    words[0].forms.some((form) => form.kind === 'participle') &&
    words[1]?.forms.some((form) => form.kind === 'finite' && form.role !== 'full') === true
  )
}

/** All actors of the enumeration that the phrase begins. */
function actorsOf(reading: { phrases: readonly Phrase[] }, phrase: Phrase): readonly Actor[] {
  const actors: Actor[] = []
  for (const member of enumeration(reading.phrases, phrase)) {
    if (member.actor === undefined || (member.id !== phrase.id && isOfficeGenitive(phrase, member))) continue
    const lender = member.lentBy < 0 ? undefined : reading.phrases[member.lentBy]
    const lent =
      lender === undefined
        ? [member.actor]
        : enumeration(reading.phrases, lender).flatMap((one) => one.actor ?? [])
    for (const actor of lent.length === 0 ? [member.actor] : lent) actors.push(actor)
  }
  return actors
}

/** "die Präsidenten Russlands und Vietnams, A und B": the second country belongs to the office and acts no more than the first. */
function isOfficeGenitive(lead: Phrase, member: Phrase): boolean {
  const mention = member.actor?.mention
  return (
    lead.actor?.mention.type === 'PER' &&
    member.determiner === undefined &&
    member.prep === undefined &&
    mention?.type === 'GPE' &&
    /s$/.test(mention.surface)
  )
}

function subjectOf(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
  before: Subject | undefined,
): Subject {
  const inherited = clause.parent >= 0 ? reading.subjects[clause.parent] : undefined
  if (clause.kind === 'infinitive') return inherit(inherited, 'subject of the governing clause')
  const own = (reading.phrasesOf[clause.id] ?? []).filter((phrase) =>
    canBeSubject(phrase, clause, reading, lexicon),
  )
  if (clause.coordinated && elides(reading, clause))
    return inherit(inherited, 'subject carried over in coordination')
  if (clause.kind === 'relative') {
    const relative = relativeSubject(reading, clause, own, lexicon)
    if (relative !== undefined) return relative
  }
  const phrase = choose(own, clause)
  if (phrase === undefined) {
    if (clause.coordinated) return inherit(inherited, 'subject carried over in coordination')
    // A translation may lose the subject: "… sehr. würdigte die Ergebnisse".
    const lost =
      clause.kind === 'main' &&
      clause.verbFirst &&
      clause.id === 0 &&
      reading.words[clause.finite]?.capital === false
    return lost ? inherit(before, 'subject carried over from the sentence before') : nobody
  }
  const actors = actorsOf(reading, phrase)
  if (
    actors.length === 0 &&
    phrase.pronoun &&
    ['er', 'sie'].includes(reading.words[phrase.head]?.lower ?? '')
  ) {
    // "Ihr Land werde helfen, versicherte sie": who speaks is not whom she speaks of.
    const last = clause.verbFirst || (inherited?.actors.length ?? 0) === 0 ? (before ?? inherited) : inherited
    const one =
      last?.actors.length === 1 &&
      last.actors[0]?.mention.type !== 'GROUP' &&
      last.actors[0]?.mention.entity !== null
    // "sie sollten" are several: one person before is not meant.
    if (clause.plural === true && one) return { phrase, actors: [], inferred: undefined }
    return { phrase, actors: last?.actors ?? [], inferred: 'pronoun taken for the last subject' }
  }
  return { phrase, actors, inferred: undefined }
}

function inherit(subject: Subject | undefined, rule: string): Subject {
  if (subject === undefined || subject.actors.length === 0) return nobody
  return { phrase: subject.phrase, actors: subject.actors, inferred: subject.inferred ?? rule }
}

/** Whether a coordinated clause opens with its verb, so that the subject is the one before. */
function elides(reading: SentenceReading, clause: Predication): boolean {
  const from = clause.ranges[0]?.from ?? 0
  for (let i = from; i < clause.finite; i += 1) {
    const word = reading.words[i]
    if (word === undefined) return false
    if (!word.listed.coordinator && !word.listed.adverb && word.lower !== 'sich') return false
  }
  const next = reading.words[clause.finite + 1]
  const pronoun = next !== undefined && ['er', 'ich', 'wir', 'man'].includes(next.lower)
  return clause.finite >= 0 && !pronoun
}

function canBeSubject(
  phrase: Phrase,
  clause: Predication,
  reading: SentenceReading,
  lexicon: FactGrammar,
): boolean {
  if (
    phrase.prep !== undefined ||
    phrase.genitiveOf >= 0 ||
    phrase.appositionOf >= 0 ||
    phrase.coordinatedWith >= 0
  )
    return false
  if (phrase.value || !phrase.cases.includes('n')) return false
  const head = reading.words[phrase.head]
  if (
    head !== undefined &&
    phrase.actor === undefined &&
    nounStem(head.lower, lexicon.timeNouns) !== undefined
  )
    return false
  if (head === undefined || lexicon.grammar.reflexives.includes(head.lower)) return false
  if (head.mentions.some((mention) => mention.type === 'DATE' || mention.type === 'URL')) return false
  if (clause.plural === false && isPlural(phrase, reading)) return false
  if (clause.plural === true && isSingular(phrase, reading)) return false
  return true
}

function isPlural(phrase: Phrase, reading: SentenceReading): boolean {
  if (phrase.pronoun) return reading.words[phrase.head]?.lower === 'wir'
  if (phrase.determiner !== undefined)
    return /^(zwei|drei|vier|fünf|mehrere|beide|viele|einige|zahlreiche|alle)/.test(phrase.determiner)
  const members = enumeration(reading.phrases, phrase)
  // "nicht nur Polen, sondern auch Ungarn kritisierte", "A oder B wird": the verb goes with the last one.
  const apart = members.some((member) =>
    ['auch', 'oder'].includes(reading.words[member.from - 1]?.lower ?? ''),
  )
  if (apart) return false
  return members.length > 1 && phrase.actor !== undefined && !phrase.cases.includes('s')
}

const pluralNames =
  /(staaten|usa|nationen|niederlande|philippinen|emirate|malediven|seychellen|taliban|huthi|huthis|rebellen|truppen|medien|s)$/i

function isSingular(phrase: Phrase, reading: SentenceReading): boolean {
  if (enumeration(reading.phrases, phrase).length > 1) return false
  if (phrase.pronoun)
    return ['er', 'es', 'ich', 'man', 'dies'].includes(reading.words[phrase.head]?.lower ?? '')
  if (
    ['der', 'das', 'ein', 'eine', 'sein', 'ihr', 'kein'].includes(phrase.determiner ?? '') &&
    phrase.cases === 'n'
  )
    return true
  const mention = phrase.actor?.mention
  const head = reading.words[phrase.head]
  if (mention === undefined || head === undefined || phrase.determiner !== undefined) return false
  if (mention.start > head.start || mention.end < head.end) return false
  if (mention.type === 'PER' && mention.form === 'name') return true
  return mention.type === 'GPE' && mention.form !== 'nominal' && !pluralNames.test(mention.surface)
}

function choose(own: readonly Phrase[], clause: Predication): Phrase | undefined {
  const certain = own.find((phrase) => phrase.pronoun && phrase.cases === 'n')
  if (clause.kind === 'main' && !clause.verbFirst) {
    const before = own.filter((phrase) => phrase.to <= clause.finite)
    if (before.length > 0) {
      const first = before[0]
      return certain !== undefined && first?.cases !== 'n' ? certain : first
    }
    return certain ?? own.find((phrase) => phrase.from > clause.finite)
  }
  return certain ?? own.find((phrase) => phrase.cases === 'n' && phrase.actor !== undefined) ?? own[0]
}

function relativeSubject(
  reading: SentenceReading,
  clause: Predication,
  own: readonly Phrase[],
  lexicon: FactGrammar,
): Subject | undefined {
  const opener = clause.opener ?? ''
  const first = clause.ranges[0]?.from ?? 0
  const governed = reading.words[first]?.listed.preposition !== undefined
  if (governed || lexicon.grammar.relatives[opener]?.includes('n') !== true) return undefined
  if (own.some((phrase) => phrase.cases === 'n')) return undefined
  const antecedent = antecedentOf(reading, clause)
  if (antecedent === undefined) return nobody
  return { phrase: antecedent, actors: actorsOf(reading, antecedent), inferred: undefined }
}

/** The phrase a relative clause is about: the one before the comma, past a genitive where that names nobody. */
export function antecedentOf(reading: SentenceReading, clause: Predication): Phrase | undefined {
  const from = clause.ranges[0]?.from ?? 0
  let last: Phrase | undefined
  for (const phrase of reading.phrases) {
    if (phrase.to > from) break
    if (!phrase.value && !isDate(reading, phrase)) last = phrase
  }
  if (last === undefined) return undefined
  if (last.appositionOf >= 0) return reading.phrases[last.appositionOf] ?? last
  if (last.coordinatedWith >= 0 && last.actor === undefined)
    return reading.phrases[last.coordinatedWith] ?? last
  return last
}

function isDate(reading: SentenceReading, phrase: Phrase): boolean {
  return reading.words[phrase.head]?.mentions.some((mention) => mention.type === 'DATE') === true
}
