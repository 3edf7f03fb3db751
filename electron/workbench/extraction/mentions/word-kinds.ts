import type { Token } from '../document.ts'
import type { MentionPack } from './pack.ts'

/** Forms of state that belong to the name behind them. */
const stateForms: ReadonlySet<string> = new Set([
  'Republik', 'Königreich', 'Königreichs', 'Königreiches', 'Sultanat', 'Sultanats', 'Fürstentum', 'Fürstentums', 'Emirat', 'Emirats',
  'Bundesrepublik', 'Volksrepublik',
]) // prettier-ignore
const schools = new Set(['Universität', 'Hochschule', 'Staatsuniversität', 'Wirtschaftsuniversität'])
/** Prepositions behind which a place stands without an article. */
const bare = new Set(['in', 'nach', 'aus', 'bei'])
/** Number words of two that are named together. */
export const numerals: ReadonlySet<string> = new Set(['beide', 'beiden', 'beider', 'zwei'])
/** Pronouns of the first person, and of the third. */
const firstPerson = ['ich', 'wir', 'mein', 'meine', 'meiner', 'meinem', 'meinen', 'meines']
export const thirdPerson: ReadonlySet<string> = new Set([
  'er', 'sie', 'ihm', 'sein', 'seine', 'seiner', 'seinem', 'seinen', 'seines',
]) // prettier-ignore
const pronouns = new Set([...firstPerson, ...thirdPerson])
const openings = new Set([
  'In', 'Im', 'Am', 'An', 'Auf', 'Bei', 'Beim', 'Zu', 'Zum', 'Zur', 'Von', 'Vom', 'Aus', 'Nach', 'Mit', 'Für', 'Vor', 'Um', 'Ab', 'Seit', 'So',
]) // prettier-ignore
/** Plurals that stand for a list of countries named before. */
export const countedCountries: readonly string[] = [
  'länder', 'ländern', 'staaten', 'nachbarn', 'regierungen', 'partner', 'nachbarländer',
] // prettier-ignore
/** Nouns that announce the name of what is done, in quotation marks. */
export const quotedEvent =
  /(?:manövers?|manövern|operation|militäroperation|offensive|einsatz(?:es)?|mission)$/

/** Closed compounds no list holds: "Wirtschaftspartnerschaftsabkommen". */
const closedTail = /\p{L}{4}(?:abkommen|vertrag|pakt|konvention)(?:e?s)?$/u

/** Last letters of what `closedTail` matches: every other noun is told by them. */
const tailEnds = new Set(['en', 'ag', 'gs', 'es', 'kt', 'ts', 'on', 'ns'])

export function hasClosedTail(lower: string): boolean {
  return lower.length > 8 && tailEnds.has(lower.slice(-2)) && closedTail.test(lower)
}

/**
 * What the lists say of a word, one bit for each question: every finder asks for another list, and most words stand in
 * none. A bit that is not set means that the list does not hold the word.
 */
export const wordKind = {
  /** A listed phrase begins with it. */
  phrase: 1,
  stateForm: 2,
  /** A noun of origin, an adjective of origin or an adjective in -er made of a place. */
  origin: 4,
  hyphen: 8,
  institution: 16,
  /** A general noun for a body, or one with a complement in "für". */
  body: 32,
  /** Announces the name of a body. */
  trigger: 64,
  school: 128,
  /** A form of address or a noun for a person. */
  addressed: 256,
  saying: 512,
  bare: 1024,
  placeNoun: 2048,
  level: 4096,
  pronoun: 8192,
  /** May begin or be a group: "beide", "Seiten", "unsere". */
  group: 16384,
  office: 32768,
  /** A listed given name, and a listed family name. */
  given: 65536,
  family: 131072,
  /** Looks like an ordinary noun. */
  likely: 262144,
  functional: 524288,
  /** A preposition that opens a sentence. */
  opening: 1048576,
  /** A general noun for a body. */
  generic: 2097152,
  /** A noun that may stand for something named before. */
  anaphor: 4194304,
  /** May head the name of an event, a document, a policy or a work. */
  thing: 8388608,
  /** An adjective that makes an event of the noun behind it. */
  eventAdjective: 16777216,
} as const

/** Spellings kept; beyond that the memory starts anew, so that a corpus without end stays within bounds. */
const most = 50_000
const longest = 40

type Lists = Omit<MentionPack, 'kinds'>

/** The kinds of words, answered once per spelling. They depend on the lists alone, so remembering them changes no result. */
export class WordKinds {
  readonly #lists: Lists
  readonly #known = new Map<string, number>()

  constructor(lists: Lists) {
    this.#lists = lists
  }

  of(token: Token): number {
    if (token.kind === 'url') return token.text.includes('-') ? wordKind.hyphen : 0
    const known = this.#known.get(token.text)
    if (known !== undefined) return known
    // Longer ones hardly come twice, and would hold the text they were cut from.
    if (token.text.length > longest) return this.#examine(token)
    if (this.#known.size >= most) this.#known.clear()
    const found = this.#examine(token)
    this.#known.set(token.text, found)
    return found
  }

  #examine({ text, lower }: Token): number {
    const { phrases, demonyms, adjectives, citizens, institutions, announcers, offices, words } = this.#lists
    const { names, nouns } = this.#lists
    const answers: readonly (readonly [number, boolean])[] = [
      [wordKind.phrase, phrases.opens(text)],
      [wordKind.stateForm, stateForms.has(text)],
      [wordKind.origin, demonyms.has(text) || adjectives.has(lower) || citizens.has(text)],
      [wordKind.hyphen, text.includes('-')],
      [wordKind.institution, institutions.find(text) !== undefined],
      [wordKind.body, institutions.generic(lower) || words.forComplement.has(lower)],
      [wordKind.trigger, words.orgTriggers.has(text) || announcers.subtype(lower) !== undefined],
      [wordKind.school, schools.has(text)],
      [wordKind.addressed, words.honorifics.has(text) || words.personNouns.has(text)],
      [wordKind.saying, words.saying.has(lower)],
      [wordKind.bare, bare.has(lower)],
      [wordKind.placeNoun, words.placeNouns.has(text)],
      [wordKind.level, words.levelAlone.has(text) || words.levelNouns.has(text)],
      [wordKind.pronoun, pronouns.has(lower)],
      [wordKind.group, numerals.has(lower) || lower === 'seiten' || lower.startsWith('unser')],
      [wordKind.office, offices.find(text) !== undefined],
      [wordKind.given, names.given(text) !== undefined],
      [wordKind.family, names.family(text).length > 0],
      [wordKind.likely, nouns.likely(text)],
      [wordKind.functional, nouns.functional(text)],
      [wordKind.opening, openings.has(text)],
      [wordKind.generic, institutions.generic(lower)],
      [wordKind.anaphor, this.#isAnaphor(lower)],
      [wordKind.thing, this.#isThing(text, lower)],
      [wordKind.eventAdjective, words.eventAdjectives.has(lower)],
    ]
    let kinds = 0
    for (const [bit, holds] of answers) if (holds) kinds |= bit
    return kinds
  }

  #isAnaphor(lower: string): boolean {
    const { anaphors } = this.#lists.lexicon
    const { countries, neighbours, ownCountries, government, bodies, persons } = anaphors
    const listed = [
      countries,
      neighbours,
      ownCountries,
      [government],
      persons.m,
      persons.f,
      ...Object.values(bodies),
      countedCountries,
    ]
    const forms = [
      lower,
      lower.replace(/(?:es|s)$/, ''),
      lower.replace(/e$/, ''),
      lower.replace(/(?:en|n)$/, ''),
    ]
    return listed.some((nouns) => forms.some((form) => nouns.includes(form)))
  }

  #isThing(text: string, lower: string): boolean {
    const { eventHeads, eventTails, documentHeads, documentCompounds, policyCompounds, works } =
      this.#lists.words
    return (
      text.includes('-') ||
      eventHeads.has(lower) ||
      eventTails.ends(lower) ||
      documentHeads.has(lower) ||
      documentCompounds.has(lower) ||
      policyCompounds.has(lower) ||
      works.has(text) ||
      hasClosedTail(lower) ||
      quotedEvent.test(lower)
    )
  }
}
