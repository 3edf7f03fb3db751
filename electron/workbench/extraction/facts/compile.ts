import type { FactLexicon, Frame, GrammarLexicon, RelationLexicon, ReportingLexicon } from './lexicon.ts'
import { listedWords, plainWord, type ListedWord } from './listed-words.ts'
import { compileTones, type Tones } from './tones.ts'
import { verbForms, type VerbForm, type VerbForms } from './verb-forms.ts'

/** A frame with its rank among the frames of a verb: the more it asks for, the more its fitting says. */
export interface RankedFrame extends Frame {
  readonly rank: number
}

/** What the lexicon says of a word: its readings as a verb, and what it is among the function words. */
interface LexicalWord {
  readonly forms: readonly VerbForm[] | undefined
  readonly listed: ListedWord
}

/** The fact lexicon with its look-ups, made once per run. */
export interface FactGrammar {
  readonly version: number
  readonly grammar: GrammarLexicon
  readonly forms: VerbForms
  /** Function words and words of modality by their lower case: asked once per word of a text. */
  readonly listed: ReadonlyMap<string, ListedWord>
  /** Both of these by one look-up. */
  readonly words: ReadonlyMap<string, LexicalWord>
  /** How words sound. */
  readonly tones: Tones
  readonly adverbs: ReadonlySet<string>
  readonly subordinators: ReadonlySet<string>
  readonly weakSubordinators: ReadonlySet<string>
  readonly complementizers: ReadonlySet<string>
  readonly coordinators: ReadonlySet<string>
  readonly prefixes: ReadonlySet<string>
  readonly lemmas: ReadonlySet<string>
  readonly possessive: (word: string) => boolean
  /** Frames by lemma, the more demanding ones first: the first that fits is the best. */
  readonly framesByVerb: ReadonlyMap<string, readonly RankedFrame[]>
  /** Frames whose trigger is a noun alone, by noun stem. */
  readonly framesByNoun: ReadonlyMap<string, readonly Frame[]>
  readonly lightNouns: ReadonlySet<string>
  readonly reporting: ReportingLexicon
  readonly reportingVerbs: ReadonlySet<string>
  /** Verbs of saying that take what is said as a plain object ("betonte die Bedeutung"). */
  readonly wordVerbs: ReadonlySet<string>
  readonly collectives: ReadonlySet<string>
  /** Collectives and further nouns of people and bodies that act without a name ("Opposition", "Demonstranten"). */
  readonly actorNouns: ReadonlySet<string>
  /** Forms of nouns of people who speak for a body and are not that body ("Sprecher"). */
  readonly speakerNouns: ReadonlySet<string>
  /** Nouns that are the power whose seat is named ("die Führung in Minsk"). */
  readonly powerNouns: ReadonlySet<string>
  /** Nouns of people who hold the same office elsewhere ("Amtskollege"). */
  readonly counterpartNouns: ReadonlySet<string>
  /** Nouns whose plural is people and never the first part of a name ("Staaten", "Soldaten"). */
  readonly pluralActors: ReadonlySet<string>
  readonly placeNouns: ReadonlySet<string>
  readonly timeNouns: ReadonlySet<string>
  /** Whether the name, as written, stands in the genitive or may do. */
  readonly mayOwn: (surface: string) => boolean
  readonly relations: RelationLexicon
  /** CAMEO codes and PLOVER modes that words point to: stem and code, by fact type. */
  readonly cameoStems: StemCodes
  readonly modeStems: StemCodes
  /** CAMEO code of a frame, by its id. */
  readonly frameCodes: ReadonlyMap<string, string>
  readonly partnershipNouns: ReadonlySet<string>
  readonly officeNouns: ReadonlyMap<string, 'takes_office' | 'leaves_office' | 'nominated'>
  readonly successorNouns: ReadonlySet<string>
  /** Nouns with which a verb tells of an office, by verb. */
  readonly officeVerbNouns: ReadonlyMap<string, ReadonlySet<string>>
  readonly anniversaryNouns: ReadonlySet<string>
  readonly indicatorNouns: ReadonlySet<string>
  /** Nouns of each light-verb frame. */
  readonly nounsOf: ReadonlyMap<Frame, ReadonlySet<string>>
  /** Topic stems with their place in the table, which decides between several. */
  readonly topicStems: ReadonlyMap<string, { readonly topic: string; readonly at: number }>
  /** By `pairOf` their first two letters, which most words do not begin with. */
  readonly topicPairs: Uint8Array
}

/** Makes the look-ups of a checked lexicon. */
export function compileFactLexicon(lexicon: FactLexicon): FactGrammar {
  const { grammar, frames, reporting, modality } = lexicon
  const framesByVerb = new Map<string, RankedFrame[]>()
  const framesByNoun = new Map<string, Frame[]>()
  const lightNouns = new Set<string>()
  const uniform = frames.frames.map(inOneShape)
  for (const frame of uniform) {
    for (const verb of frame.verbs) push(framesByVerb, verb, frame)
    for (const noun of frame.nouns) {
      if (frame.verbs.length === 0) push(framesByNoun, noun, frame)
      else lightNouns.add(noun)
    }
  }
  for (const ranked of framesByVerb.values()) ranked.sort((a, b) => b.rank - a.rank)
  const officeVerbs = lexicon.relations.officeVerbs
  const { raising, measureVerbs, targetVerbs, intentVerbs, lossVerbs, lossNouns } = lexicon.relations
  const lemmas = [
    ...new Set([
      ...[...framesByVerb.keys()].filter((lemma) => !lemma.startsWith('*')), ...reporting.verbs, ...raising, ...measureVerbs, ...lexicon.relations.forecastVerbs, ...targetVerbs, ...intentVerbs, ...lossVerbs, ...lossNouns.map(({ verb }) => verb),
      ...officeVerbs.takes, ...officeVerbs.leaves, ...officeVerbs.nominated,
    ]),
  ] // prettier-ignore
  const forms = verbForms(lexicon.verbs, grammar, lemmas)
  // "eine" is an article, not a form of "einen"; closed classes win over verbs.
  for (const closed of [grammar.determiners, grammar.pronouns, grammar.prepositions, grammar.contractions]) {
    for (const word of Object.keys(closed)) forms.delete(word)
  }
  for (const word of grammar.adverbs) forms.delete(word)
  const listed = listedWords(grammar, modality)
  const words = new Map<string, LexicalWord>()
  for (const word of [...forms.keys(), ...listed.keys()])
    words.set(word, { forms: forms.get(word), listed: listed.get(word) ?? plainWord })
  const known = new Set<string>()
  for (const readings of forms.values()) for (const reading of readings) known.add(reading.lemma)
  const stems = grammar.possessives
  const possessives = new Set(
    Object.keys(grammar.determiners).filter((word) =>
      stems.some((stem) => word.startsWith(stem) && word.length <= stem.length + 2),
    ),
  )
  return {
    version: frames.version,
    grammar,
    forms,
    listed,
    words,
    tones: compileTones(reporting),
    adverbs: new Set(grammar.adverbs),
    subordinators: new Set(grammar.subordinators),
    weakSubordinators: new Set(grammar.weakSubordinators),
    complementizers: new Set(grammar.complementizers),
    coordinators: new Set(grammar.coordinators),
    prefixes: new Set(grammar.prefixes),
    lemmas: known,
    possessive: (word) => possessives.has(word),
    framesByVerb,
    framesByNoun,
    lightNouns,
    reporting,
    reportingVerbs: new Set(reporting.verbs),
    collectives: new Set(reporting.collectives),
    actorNouns: new Set(
      [...reporting.collectives, ...reporting.actorNouns].filter(
        (noun) => !reporting.machines.includes(noun),
      ),
    ),
    speakerNouns: new Set(reporting.speakerNouns),
    powerNouns: new Set(reporting.powerNouns),
    counterpartNouns: new Set(reporting.counterpartNouns),
    wordVerbs: new Set(reporting.wordVerbs),
    pluralActors: new Set(reporting.pluralActors),
    mayOwn: genitives(new Set(grammar.namesInS)),
    timeNouns: new Set(grammar.timeNouns),
    placeNouns: new Set(grammar.placeNouns),
    relations: lexicon.relations,
    cameoStems: stemCodes(lexicon.relations.cameo),
    modeStems: stemCodes(lexicon.relations.modes),
    frameCodes: new Map(
      lexicon.frames.frames.flatMap(({ id, cameo }) => (cameo === undefined ? [] : [[id, cameo] as const])),
    ),
    partnershipNouns: new Set(lexicon.relations.partnership),
    officeNouns: new Map(Object.entries(lexicon.relations.officeNouns)),
    successorNouns: new Set(lexicon.relations.successorNouns),
    officeVerbNouns: new Map(
      Object.entries(officeVerbs.withNoun).map(([verb, nouns]) => [verb, new Set(nouns)]),
    ),
    anniversaryNouns: new Set(lexicon.relations.anniversary),
    indicatorNouns: new Set(Object.keys(lexicon.relations.indicators)),
    nounsOf: new Map(uniform.map((frame) => [frame, new Set(frame.nouns)])),
    topicPairs: pairsOf(Object.keys(lexicon.relations.topics)),
    topicStems: new Map(
      Object.entries(lexicon.relations.topics).map(([stem, topic], at) => [stem, { topic, at }]),
    ),
  }
}

/** A number for two letters; others may share it. */
export function pairOf(first: number, second: number): number {
  return (first * 37 + second) & 4095
}

function pairsOf(stems: readonly string[]): Uint8Array {
  const pairs = new Uint8Array(4096)
  for (const stem of stems) pairs[pairOf(stem.charCodeAt(0), stem.charCodeAt(1))] = 1
  return pairs
}

type StemCodes = ReadonlyMap<string, readonly (readonly [stem: string, code: string])[]>

function stemCodes(tables: Readonly<Record<string, Readonly<Record<string, string>>>>): StemCodes {
  return new Map(Object.entries(tables).map(([type, stems]) => [type, Object.entries(stems)]))
}

/** A frame with all its keys in one order: frames are read at every verb, and objects of one shape are read fastest. */
function inOneShape(frame: Frame): RankedFrame {
  const {
    id,
    type,
    version,
    prior,
    verbs,
    nouns,
    with: beside,
    without,
    slots,
    needs,
    actors,
    object,
    voice,
    notRelative,
    doer,
    cameo,
    set,
    modality,
    polarity,
    first,
    unless,
    swallows,
  } = frame
  return { id, type, version, prior, verbs, nouns, with: beside, without, slots, needs, actors, object, voice, notRelative, doer, cameo, set, modality, polarity, first, unless, swallows, rank: rankOf(frame) } // prettier-ignore
}

function rankOf(frame: Frame): number {
  return (
    (frame.verbs[0]?.startsWith('*') === true ? -2 : 0) +
    (frame.nouns.length > 0 ? 4 : 0) +
    (frame.with.length > 0 ? 3 : 0) +
    (frame.object === undefined ? 0 : 1) +
    (frame.voice === undefined ? 0 : 0.5) +
    frame.needs.length * 0.1
  )
}

/** The stem among those wanted that heads the phrase, or that a name in apposition follows ("die Übung Nordwind"). */
export function headStem(
  words: readonly {
    readonly lower: string
    readonly capital: boolean
    readonly mentions: readonly { readonly type: string }[]
  }[],
  phrase: { readonly from: number; readonly head: number; readonly pronoun: boolean },
  stems: StemTable,
): string | undefined {
  if (phrase.pronoun) return undefined
  const head = words[phrase.head]
  const own = nounStem(head?.lower ?? '', stems)
  const lead = phrase.head === 0 ? undefined : words[phrase.head - 1]
  // "den Botschafter Sudans": an office and whose it is.
  const office =
    own === undefined &&
    phrase.head - 1 >= phrase.from &&
    head?.mentions.some((mention) => mention.type === 'GPE') === true &&
    lead?.mentions.some((mention) => mention.type === 'ROLE') === true
  if (office) return nounStem(lead.lower, stems)
  if (own !== undefined || head === undefined || head.mentions.some((mention) => mention.type !== 'EVT'))
    return own
  return lead?.capital === true &&
    phrase.head - 1 >= phrase.from &&
    lead.mentions.every((mention) => mention.type === 'EVT')
    ? nounStem(lead.lower, stems)
    : undefined
}

/** "Russlands", "Fidschis", "Laos’", but not "Laos": the last word of the name says it. */
function genitives(inS: ReadonlySet<string>): (surface: string) => boolean {
  return (surface) => {
    if (!/(?:s|ß|x|z|['’])$/.test(surface)) return false
    return !inS.has(surface.slice(surface.lastIndexOf(' ') + 1).toLowerCase())
  }
}

/** Nouns inflect at the end: "Treffens", "Gespräche", "Gesprächen", "Verhandlungen". */
const nounEndings = ['', 's', 'es', 'e', 'en', 'n', 'er', 'ern', 'nen', 'innen', 'se', 'sen', 'ses'] as const

/** Answers of `nounStem`, by table: the same few hundred nouns are asked for again and again. */
const stemAnswers = new WeakMap<StemTable, Map<string, string | null>>()
/** Nouns remembered per table; more are looked up anew, so that memory stays bounded. */
const remembered = 20_000

type StemTable = ReadonlySet<string> | ReadonlyMap<string, unknown>

/** The table asked last: one table is asked for all words of a sentence in a row. */
let lastTable: StemTable | undefined
let lastAnswers = new Map<string, string | null>()

/** The longest stem of the table that the (lower-case) noun, inflected or compounded, ends in. */
export function nounStem(noun: string, stems: StemTable): string | undefined {
  if (stems !== lastTable) {
    let answers = stemAnswers.get(stems)
    if (answers === undefined) {
      answers = new Map()
      stemAnswers.set(stems, answers)
    }
    lastTable = stems
    lastAnswers = answers
  }
  const answers = lastAnswers
  const known = answers.get(noun)
  if (known !== undefined) return known ?? undefined
  const found = searchStem(noun, stems) ?? searchPlain(noun, stems)
  if (answers.size < remembered) answers.set(noun, found ?? null)
  return found
}

/** Plurals with a changed vowel: "Verbände", "Zusammenstöße". */
function searchPlain(noun: string, stems: StemTable): string | undefined {
  const at = Math.max(noun.lastIndexOf('ä'), noun.lastIndexOf('ö'), noun.lastIndexOf('ü'))
  if (at < 0 || at < noun.length - 8) return undefined
  const plain = { ä: 'a', ö: 'o', ü: 'u' }[noun.charAt(at)] ?? ''
  return searchStem(noun.slice(0, at) + plain + noun.slice(at + 1), stems)
}

function searchStem(noun: string, stems: StemTable): string | undefined {
  let best: string | undefined
  for (const ending of nounEndings) {
    if (!noun.endsWith(ending) || noun.length - ending.length < 3) continue
    const bare = noun.slice(0, noun.length - ending.length)
    for (let from = 0; from <= bare.length - 3; from += 1) {
      // A compound's first part has three letters or more: "Rat" is not found in "Vorrat".
      if (from === 1 || from === 2) continue
      const stem = bare.slice(from)
      if (best !== undefined && stem.length <= best.length) break
      if (stems.has(stem)) {
        best = stem
        break
      }
    }
  }
  return best
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
