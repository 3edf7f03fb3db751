import { z } from 'zod'

/** What a mention can be of. Source: codebook `mentionTypes`. */
export const mentionTypes = [
  'PER', 'ORG', 'GPE', 'LOC', 'DEM', 'ROLE', 'EVT', 'DOCU', 'PROJECT', 'POLICY', 'LEVEL', 'GROUP',
  'DATE', 'DURATION', 'FREQ', 'ORDINAL', 'NUM', 'QUANT', 'MONEY', 'URL',
] as const // prettier-ignore
export const mentionTypeSchema = z.enum(mentionTypes)
export type MentionType = z.infer<typeof mentionTypeSchema>

export const mentionForms = ['name', 'demonym', 'metonym', 'nominal', 'pronoun'] as const
export const mentionFormSchema = z.enum(mentionForms)
export type MentionForm = z.infer<typeof mentionFormSchema>

/** Kinds of entities the registry holds: mention types that name something, without the adjective of origin and values. */
export const entityTypes = [
  'PER', 'ORG', 'GPE', 'LOC', 'ROLE', 'EVT', 'DOCU', 'PROJECT', 'POLICY', 'LEVEL', 'GROUP',
] as const // prettier-ignore
export const entityTypeSchema = z.enum(entityTypes)
export type EntityType = z.infer<typeof entityTypeSchema>

export const factKinds = ['event', 'relation', 'statement', 'measure'] as const
export const factKindSchema = z.enum(factKinds)
export type FactKind = z.infer<typeof factKindSchema>

/** How the text presents the fact; one value. Source: annotation guidelines, "Modality and polarity". */
export const modalities = [
  'asserted', 'claimed', 'agreed', 'planned', 'expected', 'proposed', 'desired', 'hypothetical',
] as const // prettier-ignore
export const modalitySchema = z.enum(modalities)
export type Modality = z.infer<typeof modalitySchema>

export const polarities = ['pos', 'neg'] as const
export const polaritySchema = z.enum(polarities)
export type Polarity = z.infer<typeof polaritySchema>

/** Where a time comes from: the text says it, a rule derived it, it is the day of publication, or nobody knows. */
export const timeBases = ['stated', 'derived', 'publication', 'unknown'] as const
export const timeBasisSchema = z.enum(timeBases)
export type TimeBasis = z.infer<typeof timeBasisSchema>

export const timePrecisions = ['second', 'day', 'month', 'year', 'decade'] as const
export const timePrecisionSchema = z.enum(timePrecisions)
export type TimePrecision = z.infer<typeof timePrecisionSchema>

/** Parts of an article that are evidence. */
export const sectionKinds = ['headline', 'lead', 'body', 'caption', 'crosshead', 'category'] as const
export const sectionKindSchema = z.enum(sectionKinds)
export type SectionKind = z.infer<typeof sectionKindSchema>

/** Parts of an article that are masked: they give metadata, never facts. */
export const boilerplateKinds = [
  'comment_counter', 'comment_form', 'ui_button', 'ad', 'ai_disclaimer', 'related_header', 'related_item',
  'source_line', 'byline', 'photo_credit', 'category_label', 'social', 'newsletter', 'cookie_notice', 'other',
] as const // prettier-ignore
export const boilerplateKindSchema = z.enum(boilerplateKinds)
export type BoilerplateKind = z.infer<typeof boilerplateKindSchema>

/** How an alias came to stand for an entity. */
export const aliasKinds = [
  'spelling',
  'transliteration',
  'abbreviation',
  'former',
  'short',
  'mistranslated-as',
] as const
export const aliasKindSchema = z.enum(aliasKinds)
export type AliasKind = z.infer<typeof aliasKindSchema>

/** Where an alias holds: a wrong reading must not reach other articles. */
export const aliasScopes = ['everywhere', 'source', 'article'] as const
export const aliasScopeSchema = z.enum(aliasScopes)
export type AliasScope = z.infer<typeof aliasScopeSchema>

/** The life of a fact. `added` marks one made by hand, which counts as decided. */
export const factStates = ['proposed', 'accepted', 'edited', 'rejected', 'added', 'withdrawn'] as const
export const factStateSchema = z.enum(factStates)
export type FactState = z.infer<typeof factStateSchema>

/** States that enter a dataset. */
export const curatedStates = ['accepted', 'edited', 'added'] as const satisfies readonly FactState[]

export const rejectReasons = ['not_in_text', 'wrong_type', 'duplicate', 'boilerplate', 'other'] as const
export const rejectReasonSchema = z.enum(rejectReasons)
export type RejectReason = z.infer<typeof rejectReasonSchema>

/** Where an article stands in the queue. */
export const triageStates = ['todo', 'in_progress', 'finished', 'no_facts', 'not_relevant'] as const
export const triageStateSchema = z.enum(triageStates)
export type TriageState = z.infer<typeof triageStateSchema>

export const languages = ['en', 'de'] as const
export const languageSchema = z.enum(languages)
export type Language = z.infer<typeof languageSchema>
