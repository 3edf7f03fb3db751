import { z } from 'zod'
import { modalitySchema } from '../../../../shared/model/vocabulary.ts'

const words = z.array(z.string().min(1))
/** Letters of the cases a form may stand in: n, g, d, a; p marks a plural. */
const caseMarks = z.record(z.string(), z.string().regex(/^[ngdap]*$/))
const tenses = z.object({
  pres: words,
  past: words,
  k1: words,
  k2: words,
  inf: words,
  part: words.optional(),
})

/** `grammar.json`: the closed word classes of German, lower case. */
const grammarLexiconSchema = z.object({
  /** Preposition to the cases it governs. */
  prepositions: caseMarks,
  /** "im" → "in", "zum" → "zu". */
  contractions: z.record(z.string(), z.string()),
  determiners: caseMarks,
  /** Stems of possessive determiners. */
  possessives: words,
  pronouns: caseMarks,
  reflexives: words,
  relatives: caseMarks,
  relativeGenitives: words,
  subordinators: words,
  /** Subordinators that are prepositions or adverbs too: only a verb at the end confirms them. */
  weakSubordinators: words,
  /** Openers of clauses that complete a verb of saying. */
  complementizers: words,
  conditionals: words,
  infinitiveOpeners: words,
  coordinators: words,
  listCoordinators: words,
  adverbs: words,
  /** Adverbs that stand inside an enumeration ("Polen einerseits und …"). */
  asides: words,
  negations: words,
  auxiliaries: z.record(z.string(), tenses),
  modals: z.record(z.string(), tenses),
  prefixes: words,
  feminineEndings: words,
  statusWords: z.object({ former: words, designated: words, acting: words }),
  /** Nouns that stand before the name of a place ("Stadt Paris"). */
  placeNouns: words,
  /** Names that end in -s and the like of themselves: without an apostrophe they are no genitive ("Laos Bedingungen schafft"). */
  namesInS: words,
  /** Nouns of stretches of time, which act no more than a date does ("wenige Stunden später"). */
  timeNouns: words,
  /** Uninflected quantities before a noun ("mehr Hilfe"). */
  quantities: words,
  /** Forms of address that stand before a name. */
  addresses: words,
})
export type GrammarLexicon = z.infer<typeof grammarLexiconSchema>

/** `verbs.json`: principal parts of verbs; the forms are made by rule. */
const verbLexiconSchema = z.object({
  /** Infinitive → third person present, past, participle, stem of the past subjunctive. */
  strong: z.record(z.string(), z.tuple([z.string(), z.string(), z.string(), z.string()])),
  weak: words,
  /** Separable verbs, prefix and base parted by a bar: "vor|schlagen". */
  separable: words,
  /** Prefixes that stay attached and take no "ge". */
  inseparable: words,
  impersonal: words,
})
export type VerbLexicon = z.infer<typeof verbLexiconSchema>

/** Where a role is looked for around the trigger. */
const slotSourceSchema = z.union([
  z.enum([
    'subject', // who does it; in the passive the phrase with "von" or "durch"
    'object', // a bare noun phrase that names an actor or thing
    'subject-text', // the words of the subject
    'object-text', // the words of the bare object
    'complement', // the clause that completes the verb, else the words after it
    'clause', // the completing clause only
    'clause-subject', // its subject
    'clause-partner', // its partner with "mit"
    'noun', // the words of the noun that completes a light verb
    'genitive', // the genitive of the noun
    'possessive', // "sein Besuch"
    'origin', // "die deutsche Hilfe", "der US-Angriff"
    'owner', // subject of the clause a noun stands in
    'place', // a place named with "in", "bei", "nahe"
    'purpose', // "um … zu"
    'quote', // direct speech inside the clause
    'value', // an amount or number in the clause
    'duration',
    'ordinal',
    'role', // an office
  ]),
  z.string().regex(/^pp:[a-zäöüß]+$/),
  z.string().regex(/^text:[a-zäöüß]+$/),
])
export type SlotSource = z.infer<typeof slotSourceSchema>

/** A predicate and where its roles stand. Verbs, nouns or both (a light verb with its noun). */
const frameSchema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  version: z.number().int().positive().default(1),
  prior: z.number().min(0).max(1),
  verbs: words.default([]),
  /** Noun stems, lower case; a compound matches by its end. */
  nouns: words.default([]),
  /** Words of which one must stand in the clause ("bereit", "einig"). */
  with: words.default([]),
  /** Words that forbid the frame. */
  without: words.default([]),
  slots: z.record(z.string(), z.array(slotSourceSchema)),
  /** Roles without which nothing is proposed. */
  needs: words.default([]),
  /** Least number of different actors over all roles. */
  actors: z.number().int().nonnegative().default(1),
  /** What the bare object must be: an actor, a place, something else beside or instead of one, or nothing at all. */
  object: z.enum(['actor', 'place', 'person', 'thing', 'only-thing', 'none']).optional(),
  voice: z.enum(['active', 'passive']).optional(),
  /** Says nothing in a relative clause ("das Ziel, das er für wichtig hält"). */
  notRelative: z.boolean().default(false),
  /** Who must act: a body or country by name, as a ministry protests with words and a crowd in the street. */
  doer: z.literal('body').optional(),
  /** CAMEO code of the predicate, where it tells more than the type. */
  cameo: z
    .string()
    .regex(/^\d{2,4}$/)
    .optional(),
  /** Values that follow from the predicate. */
  set: z.record(z.string(), z.string()).default({}),
  modality: modalitySchema.optional(),
  /** Where the predicate needs the negation ("erkennt nicht an"), so that it negates nothing. */
  polarity: z.enum(['pos', 'neg']).optional(),
  /** Roles that the first source with a filler fills alone. */
  first: words.default([]),
  /** Modalities under which the frame says nothing of its kind ("vertieften" is no commitment, "wollen vertiefen" is). */
  unless: z.array(modalitySchema).default([]),
  /** The embedded clause is consumed as content even where it holds facts of its own. */
  swallows: z.boolean().default(false),
})
export type Frame = z.infer<typeof frameSchema>
const frameLexiconSchema = z.object({
  version: z.number().int().positive(),
  frames: z.array(frameSchema).min(1),
})

/** `reporting.json`: who says what, and how sure the text is. */
const reportingLexiconSchema = z.object({
  /** Verbs of saying and thinking; a completing clause or quote is what is said. */
  verbs: words,
  /** "laut X", "X zufolge": prepositions that name a source. */
  sources: words,
  /** Nouns in "nach Angaben von X". */
  sourceNouns: words,
  /** Endings of names of media. */
  media: words,
  /** Nouns that stand for an actor when an adjective of origin or a genitive says whose ("Truppen", "Regierung"). */
  collectives: words,
  /** Collectives that are machines: they stand for whose they are, and act for nobody by themselves. */
  machines: words,
  /** Nouns of people and bodies that act though no name says who they are. */
  actorNouns: words,
  /** Forms of nouns of people who speak for a body and are not that body. */
  speakerNouns: words,
  /** Nouns that are the power whose seat is named with "in". */
  powerNouns: words,
  /** Nouns of people who hold the same office elsewhere. */
  counterpartNouns: words,
  /** Nouns whose plural is people and never the first part of a name. */
  pluralActors: words,
  /** Verbs of saying that promise what is said. */
  pledgeVerbs: words,
  /** Verbs that deny or rule out what their clause says. */
  denials: words,
  /** Verbs of saying whose bare object is what is said. */
  wordVerbs: words,
  /** Verbs and adjectives of praise and blame inside what is said. */
  praise: words,
  blame: words,
  /** Words that name an accord between the sides. */
  accord: words,
  optimism: words,
  pessimism: words,
})
export type ReportingLexicon = z.infer<typeof reportingLexiconSchema>

/** `modality.json`. Source of the values: annotation guidelines, "Modality and polarity". */
const modalityLexiconSchema = z.object({
  expected: words,
  planned: words,
  proposed: words,
  desired: words,
  hypothetical: words,
})
export type ModalityLexicon = z.infer<typeof modalityLexiconSchema>

/** `relations.json`: words for relations, quantities, anniversaries and topics. */
const relationLexiconSchema = z.object({
  partnership: words,
  partnershipGrades: words,
  raising: words,
  anniversary: words,
  diplomaticRelations: words,
  regimes: z.record(z.string(), z.string()),
  capital: words,
  indicators: z.record(z.string(), z.string()),
  measureVerbs: words,
  /** Verbs of forecasting and reporting a quantity that is somebody else's. */
  forecastVerbs: words,
  /** Verbs of dying and being hurt, with a number of people. */
  lossVerbs: words,
  /** The same told by a verb with a noun ("kamen ums Leben"). */
  lossNouns: z.array(z.object({ verb: z.string().min(1), noun: z.string().min(1), norm: z.string().min(1) })),
  targetVerbs: words,
  /** Verbs whose infinitive is announced or agreed. */
  intentVerbs: words,
  visitKinds: z.record(z.string(), z.string()),
  formats: z.record(z.string(), z.string()),
  venues: z.record(z.string(), z.string()),
  /** Word stems to topic norms; the codes map topics to contexts. */
  topics: z.record(z.string(), z.string()),
  /** Fact type → word stem → PLOVER mode. */
  modes: z.record(z.string(), z.record(z.string(), z.string())),
  /** Fact type → word stem → CAMEO code, where words tell more than the type; the first that fits counts. */
  cameo: z.record(z.string(), z.record(z.string(), z.string().regex(/^\d{2,4}$/))),
  officeVerbs: z.object({
    takes: words,
    leaves: words,
    nominated: words,
    /** The one who comes is the subject, the one who goes the object ("löst X ab", "folgt auf X"). */
    succeeds: words,
    /** Verbs whose subject is the person in question. */
    subject: words,
    /** Verbs that tell of an office even where none is named ("trat zurück"). */
    bare: words,
    /** Verbs that tell of an office only with one of these nouns ("übernimmt das Amt"). */
    withNoun: z.record(z.string(), words),
  }),
  /** Nouns that name the coming into an office, the leaving or the nomination. */
  officeNouns: z.record(z.string(), z.enum(['takes_office', 'leaves_office', 'nominated'])),
  successorNouns: words,
})
export type RelationLexicon = z.infer<typeof relationLexiconSchema>

export const factLexiconSchema = z.object({
  grammar: grammarLexiconSchema,
  verbs: verbLexiconSchema,
  frames: frameLexiconSchema,
  reporting: reportingLexiconSchema,
  modality: modalityLexiconSchema,
  relations: relationLexiconSchema,
})
/** Everything German that finding facts needs; read and checked outside, handed in as values. */
export type FactLexicon = z.infer<typeof factLexiconSchema>
