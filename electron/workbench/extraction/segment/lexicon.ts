import { z } from 'zod'

/**
 * `abbreviations.json`: where a full stop does not end a sentence. All words lower case, without the stop.
 */
export const abbreviationLexiconSchema = z.object({
  /** Never end a sentence: a name or number follows ("Dr.", "Nr.", "Mio."). */
  inner: z.array(z.string()),
  /** May end a sentence; the next word decides ("usw.", "Co."). */
  either: z.array(z.string()),
  /** Abbreviations only where a number follows, ordinary words otherwise ("Art. 5" against "dieser Art."). */
  beforeNumber: z.array(z.string()),
  /** Capitalised words that an ordinal number precedes ("30. Jahrestag"). */
  ordinalNouns: z.array(z.string()),
  /** Endings of such words ("Vollversammlung", "Gipfeltreffen"). */
  ordinalNounEndings: z.array(z.string()),
  /** Words before a number that announce an ordinal ("am 4.", "zum 30."). */
  ordinalLeads: z.array(z.string()),
  /** Words that begin sentences when capitalised: articles, pronouns, prepositions, adverbs. */
  starters: z.array(z.string()),
})
export type AbbreviationLexicon = z.infer<typeof abbreviationLexiconSchema>

/** `clauses.json`: how German clauses open. All words lower case. */
export const clauseLexiconSchema = z.object({
  /** Conjunctions that open a subordinate clause. */
  subordinators: z.array(z.string()),
  /** Conjunctions that are also prepositions or comparisons: a verb at the end of the stretch must confirm them. */
  weakSubordinators: z.array(z.string()),
  relativePronouns: z.array(z.string()),
  /** Relative adverbs ("wobei", "womit"): open without confirmation. */
  relativeAdverbs: z.array(z.string()),
  /** Prepositions that may stand before a relative pronoun. */
  prepositions: z.array(z.string()),
  /** Openers of an infinitive clause ("um", "ohne"). */
  infinitiveOpeners: z.array(z.string()),
  /** Words that may stand between the comma and the opener ("auch", "insbesondere", "und"). */
  modifiers: z.array(z.string()),
  coordinators: z.array(z.string()),
  /** Forms of the subjunctive that mark reported speech without a conjunction ("sei", "habe"). */
  reportedForms: z.array(z.string()),
  /** Finite verbs that do not look like verbs by their ending ("ist", "war", "kam"). */
  finiteForms: z.array(z.string()),
  /** Separable prefixes, for infinitives such as "aufrechtzuerhalten". */
  separablePrefixes: z.array(z.string()),
})
export type ClauseLexicon = z.infer<typeof clauseLexiconSchema>

/** The lexicons of this stage as sets, made once per run. */
export interface SegmentLexicon {
  readonly inner: ReadonlySet<string>
  readonly either: ReadonlySet<string>
  readonly beforeNumber: ReadonlySet<string>
  readonly ordinalNouns: ReadonlySet<string>
  readonly ordinalNounEndings: readonly string[]
  readonly ordinalLeads: ReadonlySet<string>
  readonly starters: ReadonlySet<string>
  readonly clauses: Readonly<Record<keyof ClauseLexicon, ReadonlySet<string>>>
}

/** Month names are ordinal nouns too; they come from the calendar so that they stand in one file only. */
export function compileSegmentLexicon(
  abbreviations: AbbreviationLexicon,
  clauses: ClauseLexicon,
  monthNames: readonly string[],
): SegmentLexicon {
  return {
    inner: new Set(abbreviations.inner),
    either: new Set(abbreviations.either),
    beforeNumber: new Set(abbreviations.beforeNumber),
    // Short forms of months come without their stop too: "20. Jun".
    ordinalNouns: new Set(
      [...abbreviations.ordinalNouns, ...monthNames].map((word) => word.toLowerCase().replace(/\.$/, '')),
    ),
    ordinalNounEndings: abbreviations.ordinalNounEndings,
    ordinalLeads: new Set(abbreviations.ordinalLeads),
    starters: new Set(abbreviations.starters),
    clauses: {
      subordinators: new Set(clauses.subordinators),
      weakSubordinators: new Set(clauses.weakSubordinators),
      relativePronouns: new Set(clauses.relativePronouns),
      relativeAdverbs: new Set(clauses.relativeAdverbs),
      prepositions: new Set(clauses.prepositions),
      infinitiveOpeners: new Set(clauses.infinitiveOpeners),
      modifiers: new Set(clauses.modifiers),
      coordinators: new Set(clauses.coordinators),
      reportedForms: new Set(clauses.reportedForms),
      finiteForms: new Set(clauses.finiteForms),
      separablePrefixes: new Set(clauses.separablePrefixes),
    },
  }
}

/** For tokenizing a name or a query outside a text: structural rules only, no abbreviations. */
export const noSegmentLexicon: SegmentLexicon = compileSegmentLexicon(
  {
    inner: [],
    either: [],
    beforeNumber: [],
    ordinalNouns: [],
    ordinalNounEndings: [],
    ordinalLeads: [],
    starters: [],
  },
  {
    subordinators: [],
    weakSubordinators: [],
    relativePronouns: [],
    relativeAdverbs: [],
    prepositions: [],
    infinitiveOpeners: [],
    modifiers: [],
    coordinators: [],
    reportedForms: [],
    finiteForms: [],
    separablePrefixes: [],
  },
  [],
)
