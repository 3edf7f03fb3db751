import type {
  ArticleMetadata,
  Boilerplate,
  ExtractedEntity,
  ExtractedFact,
  ExtractedMention,
  Section,
} from '../../../shared/model/extraction.ts'
import type { SectionKind } from '../../../shared/model/vocabulary.ts'

/**
 * What the stages hand to one another. Every offset is a UTF-16 code unit into `text`; nothing here
 * knows a file, a database or a clock.
 */
export interface SourceText {
  readonly text: string
  /** File name or address the article came under; a hint for dates and publishers, never evidence. */
  readonly file: string
}

/** Stage 1. */
export interface Zones {
  readonly sections: readonly Section[]
  readonly boilerplate: readonly Boilerplate[]
}

export type TokenKind =
  'word' | 'number' | 'ordinal' | 'abbreviation' | 'punctuation' | 'quote-open' | 'quote-close' | 'url'

/** A token; `lower` is its simple lower case (no locale). */
export interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly lower: string
  readonly kind: TokenKind
}

/** A clause: token indices `[from, to)` into its sentence, how it opens, and how deep it hangs. */
export interface Clause {
  readonly from: number
  readonly to: number
  readonly kind: 'main' | 'subordinate' | 'relative' | 'infinitive' | 'quote' | 'parenthesis'
  /** The word that opens it ("dass", "weil", "der"), lower case; absent for main clauses. */
  readonly opener?: string | undefined
  readonly depth: number
  /** Index of the clause it hangs on, within the sentence; -1 for the top. */
  readonly parent: number
}

/** Stage 3. A sentence of one section. */
export interface SentenceTokens {
  readonly start: number
  readonly end: number
  readonly section: SectionKind
  readonly tokens: readonly Token[]
  readonly clauses: readonly Clause[]
  /** Spans of direct speech that touch this sentence, quotation marks included; a quote may run over several sentences. */
  readonly quotes: readonly { readonly start: number; readonly end: number }[]
}

/** What was learned from the analyst, handed in explicitly and part of the cache key. */
export interface LearnedInput {
  /** Aliases decided in this project that hold for this article. `entity` is an opaque registry id. */
  readonly aliases: readonly {
    readonly text: string
    readonly type: string
    readonly entity: string
    readonly canonical: string
    /** A word that people are called by: a name where it stands like one; whom it means is not said by it. */
    readonly nameOnly?: true
  }[]
  /** Lines decided to be (`kind`) or not to be (null) boilerplate. */
  readonly lines: readonly { readonly text: string; readonly kind: string | null }[]
  /** Rules the analyst switched off. */
  readonly mutedRules: readonly string[]
  /** Day of publication (ISO 8601) that a coder set, or that the article's file tells outside its text. */
  readonly published?: string
}

export const nothingLearned: LearnedInput = { aliases: [], lines: [], mutedRules: [] }

/** Stages 1 to 4 together: the ground the mentions and facts stand on. */
export interface PreparedText {
  readonly source: SourceText
  readonly zones: Zones
  readonly metadata: ArticleMetadata
  readonly sentences: readonly SentenceTokens[]
  /** Dates, durations, ordinals, numbers, amounts, URLs: local ids are given when all mentions are known. */
  readonly values: readonly ValueMention[]
}

/** A mention of a value before ids are given. */
export type ValueMention = Omit<ExtractedMention, 'id' | 'entity' | 'nestedIn'>

/** Stages 5 and 6: all mentions (values included) in text order with ids, and the article-local entities. */
export interface NamedText extends PreparedText {
  readonly mentions: readonly ExtractedMention[]
  readonly entities: readonly ExtractedEntity[]
}

/** Stages 7 to 10. Fingerprints and ids are given at the end. */
export type FactDraft = Omit<ExtractedFact, 'id' | 'fingerprint'>
