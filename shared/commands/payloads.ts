import { z } from 'zod'
import { comparatorSchema, factTimeSchema, metadataFieldSchema, type Norm } from '../model/extraction.ts'
import { datasetQuerySchema } from '../model/dataset.ts'
import {
  aliasIdSchema,
  articleIdSchema,
  coderIdSchema,
  datasetIdSchema,
  entityIdSchema,
  factIdSchema,
  lineRuleIdSchema,
  mentionIdSchema,
  officeIdSchema,
  slotIdSchema,
  viewIdSchema,
} from '../model/ids.ts'
import { columnMappingSchema, libraryFilterSchema } from '../model/library.ts'
import { agreementFiguresSchema, opinionArticleSchema, opinionChoiceSchema } from '../model/opinion.ts'
import { spanSchema } from '../model/span.ts'
import {
  aliasKindSchema,
  aliasScopeSchema,
  boilerplateKindSchema,
  entityTypeSchema,
  mentionFormSchema,
  mentionTypeSchema,
  modalitySchema,
  polaritySchema,
  rejectReasonSchema,
  triageStateSchema,
} from '../model/vocabulary.ts'

const text = z.string().trim().min(1).max(2000)
/** How long the coder looked at the subject before deciding, in milliseconds. */
const durationMs = z.number().int().nonnegative().max(86_400_000).optional()

const newEntity = z.object({ kind: z.literal('new'), type: entityTypeSchema, name: text })
const knownEntity = z.object({ kind: z.literal('entity'), entityId: entityIdSchema })

/** What fills a slot. A text span and a mention keep their words; `notStated` is the explicit mark that the text is silent. */
export const slotValueSchema = z.discriminatedUnion('kind', [
  knownEntity,
  newEntity,
  z.object({ kind: z.literal('mention'), mentionId: mentionIdSchema }),
  z.object({
    kind: z.literal('text'),
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('value'), value: z.union([text, z.number()]) }),
  // What words with a number in them come to. The slot keeps the words it has.
  z.object({
    kind: z.literal('amount'),
    amount: z.number(),
    unit: z.string().trim().min(1).max(100).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    comparator: comparatorSchema.optional(),
  }),
  z.object({ kind: z.literal('notStated') }),
])
export type SlotValue = z.infer<typeof slotValueSchema>

/** An amount as extraction writes one it read: money by its currency, everything else by its unit. */
export const normOfAmount = ({
  amount,
  unit,
  currency,
  comparator,
}: Omit<Extract<SlotValue, { readonly kind: 'amount' }>, 'kind'>): Norm => ({
  ...(currency === undefined
    ? { value: amount, ...(unit === undefined ? {} : { unit }) }
    : { amount, currency }),
  ...(comparator === undefined ? {} : { comparator }),
})

/** Where a mention is linked to: a registry entity, a new one, or deliberately nothing. */
export const linkTargetSchema = z.discriminatedUnion('kind', [
  knownEntity,
  newEntity,
  z.object({ kind: z.literal('none') }),
])
export type LinkTarget = z.infer<typeof linkTargetSchema>

/** How far a link reaches. */
export const linkScopes = ['mention', 'entity', 'source', 'everywhere'] as const
export const linkScopeSchema = z.enum(linkScopes)
export type LinkScope = z.infer<typeof linkScopeSchema>

/** What stands against a merge; each must be named in `despite` for the merge to be done all the same. */
export const mergeConflicts = ['types', 'countries', 'identifiers', 'distinct'] as const
export const mergeConflictSchema = z.enum(mergeConflicts)
export type MergeConflict = z.infer<typeof mergeConflictSchema>

/** Schemes under which an entity has one value: two different ones speak of two entities. */
export const singleSchemes: readonly string[] = [
  'wikidata',
  'gazetteer',
  'iso3166-1-alpha-2',
  'iso3166-1-alpha-3',
  'members',
]

/** ISO 8601 day, month or year. */
const reducedDate = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'a day, month or year as 1999-08-09, 1999-08 or 1999',
  )
const scheme = z.string().trim().min(1).max(100)
const identifierValue = z.string().trim().min(1).max(500)

/** Which mentions of an entity are somebody else's. */
export const splitSelectionSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('mentions'), mentionIds: z.array(mentionIdSchema).min(1).max(20_000) }),
  z.object({ by: z.literal('articles'), articleIds: z.array(articleIdSchema).min(1).max(20_000) }),
  /** Name of the source as lists show it. */
  z.object({ by: z.literal('source'), source: z.string().min(1).max(2000) }),
  /** Articles published within; both ends included, one may be left open. */
  z.object({ by: z.literal('dates'), from: reducedDate.optional(), to: reducedDate.optional() }),
]) // prettier-ignore
export type SplitSelection = z.infer<typeof splitSelectionSchema>

/** What facts of one decision share: rule, type, rule and kinds of fillers, the very words, or type and family of articles. */
export const alikeKinds = ['rule', 'type', 'pattern', 'words', 'family'] as const
export const alikeSchema = z.enum(alikeKinds)
export type AlikeKind = z.infer<typeof alikeSchema>

/** What proposals share that are hidden by choice: the rule that made them, their type, or rule and kinds of fillers. */
export const hiddenByKinds = ['rule', 'type', 'pattern'] as const
export const hiddenBySchema = z.enum(hiddenByKinds)
export type HiddenBy = z.infer<typeof hiddenBySchema>

/** Fields of the metadata that can be set in many articles at once; null says that there is none. */
export const bulkFields = [
  'publisher',
  'agency',
  'author',
  'publicationDate',
  'lang',
  'translatedFrom',
  'aiRewritten',
] as const
const bulkFieldSchema = z.enum(bulkFields)
export type BulkField = z.infer<typeof bulkFieldSchema>

/** What is changed in many articles at once. */
export const bulkChangeSchema = z
  .object({
    triage: z.object({ state: triageStateSchema, reason: z.string().max(2000).optional() }).optional(),
    fields: z.partialRecord(bulkFieldSchema, z.string().trim().min(1).max(2000).nullable()).optional(),
  })
  .refine(({ triage, fields }) => triage !== undefined || Object.keys(fields ?? {}).length > 0, {
    message: 'nothing is to be changed',
  })
export type BulkChange = z.infer<typeof bulkChangeSchema>
const someArticles = z.array(articleIdSchema).min(1).max(50_000)

/** Payloads of the commands a coder may give, by type. Only additions from here on. */
export const commandPayloads = {
  'coder.set': z.object({ coderId: coderIdSchema.optional(), name: text }),
  'project.rename': z.object({ name: text }),

  'article.triage': z.object({ articleId: articleIdSchema, state: triageStateSchema, reason: z.string().max(2000).optional() }),
  'article.setField': z.object({
    articleId: articleIdSchema,
    field: metadataFieldSchema,
    value: z.string().max(2000).nullable(),
    span: spanSchema.optional(),
  }),
  /** Sorts many articles, or sets fields of their metadata by hand, as one step. */
  'article.bulk': z.object({ articleIds: someArticles, change: bulkChangeSchema }),
  /** Takes articles out of the project with everything decided about them; undoing brings them back. Their texts stay in the folder (see `project.purge`). */
  'article.remove': z.object({ articleIds: someArticles }),
  /** A name for a search with its facets and order. Without `viewId` a new one. */
  'view.save': z.object({ viewId: viewIdSchema.optional(), name: text, query: libraryFilterSchema }),
  'view.rename': z.object({ viewId: viewIdSchema, name: text }),
  'view.remove': z.object({ viewId: viewIdSchema }),
  /**
   * Decides about lines once for every article of a source, those to come too. `kind: null` says that they belong to the
   * article. Articles in `except` are left as they are. Numbers in a line stand for any number.
   */
  'line.decide': z.object({
    source: z.string().min(1).max(2000),
    lines: z.array(z.string().trim().min(1).max(2000)).min(1).max(1000),
    kind: boilerplateKindSchema.nullable(),
    except: z.array(articleIdSchema).max(10_000).optional(),
  }),
  /** Articles to come are no longer told; what was decided in the articles that are there stays. */
  'line.forget': z.object({ lineRuleId: lineRuleIdSchema }),
  /** What the columns of tables with just these columns hold; null forgets it. */
  'import.mapping': z.object({ columns: z.array(z.string().max(500)).min(1).max(2000), mapping: columnMappingSchema.nullable() }),
  /** `kind: null` says: this belongs to the article. */
  'zone.set': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    kind: boilerplateKindSchema.nullable(),
  }),
  /** Recall sweep: the coder looked at this sentence and it carries every fact it should. */
  'sentence.review': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    complete: z.boolean(),
  }),

  /**
   * The sentence was read without its proposals; `seen` names a type of the codebook for each fact the coder saw in it.
   * Given again, it takes the place of the earlier reading.
   */
  'sentence.blind': z.strictObject({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    seen: z.array(z.string().min(1).max(100)).max(100),
    durationMs,
  }),
  /** Note and flag of the article as a whole; what is left out stays as it is. */
  'article.annotate': z.strictObject({ articleId: articleIdSchema, note: z.string().max(10_000).nullable().optional(), flag: z.boolean().optional() }),

  'fact.accept': z.object({ factId: factIdSchema, durationMs }),
  'fact.reject': z.object({ factId: factIdSchema, reason: rejectReasonSchema.optional(), durationMs }),
  /** Takes the decision back: the fact is proposed again, as extraction proposed it. */
  'fact.reopen': z.object({ factId: factIdSchema }),
  'fact.setType': z.object({ factId: factIdSchema, type: z.string().min(1) }),
  'fact.set': z.object({
    factId: factIdSchema,
    modality: modalitySchema.optional(),
    polarity: polaritySchema.optional(),
    time: factTimeSchema.nullable().optional(),
  }),
  'fact.setAttribution': z.object({
    factId: factIdSchema,
    speaker: entityIdSchema.nullable(),
    outlet: z.string().max(200).nullable().optional(),
  }),
  'fact.setEvidence': z.object({ factId: factIdSchema, evidence: z.array(spanSchema).min(1).max(50) }),
  /** Other articles of the family attest a decided fact, too; their own proposals of it are answered. */
  'fact.carry': z.strictObject({ factId: factIdSchema, articleIds: z.array(articleIdSchema).min(1).max(1000) }),
  /** An article no longer attests a fact of another one. */
  'fact.uncarry': z.strictObject({ factId: factIdSchema, articleId: articleIdSchema }),
  /** One family, whatever their words are. */
  'family.join': z.strictObject({ articleIds: z.array(articleIdSchema).min(2).max(200) }),
  /** Never the same family again as the rest of the one they are in. */
  'family.split': z.strictObject({ articleIds: z.array(articleIdSchema).min(1).max(200) }),
  /**
   * What becomes of a decision a new version could not take over: it holds at this place of the new version, it no longer
   * holds, or it holds by the old version.
   */
  'version.settle': z.strictObject({
    restId: z.string().min(1).max(64),
    to: z.discriminatedUnion('how', [
      z.strictObject({ how: z.literal('attach'), start: z.number().int().nonnegative(), end: z.number().int().positive() }),
      z.strictObject({ how: z.literal('drop') }),
      z.strictObject({ how: z.literal('leave') }),
    ]),
  }),
  'fact.annotate': z.object({ factId: factIdSchema, note: z.string().max(10_000).nullable().optional(), flag: z.boolean().optional() }),
  'fact.add': z.object({
    articleId: articleIdSchema,
    type: z.string().min(1),
    evidence: z.array(spanSchema).min(1).max(50),
    trigger: spanSchema.optional(),
    slots: z.array(z.object({ role: z.string().min(1), value: slotValueSchema })).max(100).optional(),
    modality: modalitySchema.optional(),
    polarity: polaritySchema.optional(),
    time: factTimeSchema.nullable().optional(),
    durationMs,
  }),
  /** Parts one fact in two: `moved` slots go to the new fact, `copied` ones stand in both. `evidence` is the new one's; without, that of the first. */
  'fact.split': z.strictObject({
    factId: factIdSchema,
    moved: z.array(slotIdSchema).min(1).max(100),
    copied: z.array(slotIdSchema).max(100).default([]),
    evidence: z.array(spanSchema).min(1).max(50).optional(),
  }),
  /** Makes one fact of two of an article: slots and evidence of `from` come to `into`, and `from` is rejected as a duplicate. `drop` leaves slots of either out. */
  'fact.join': z.strictObject({ into: factIdSchema, from: factIdSchema, drop: z.array(slotIdSchema).max(200).default([]) }),
  /** An earlier decision looked at again without being shown: does the fact hold? Changes nothing but the record. */
  'fact.recheck': z.strictObject({ factId: factIdSchema, verdict: z.enum(['holds', 'fails']), durationMs }),
  /**
   * One verdict on every fact that is alike, as a decision on what they share. `sample` is what was looked at first:
   * the seed it was drawn with, the facts, and those that did not hold.
   */
  'facts.decide': z.strictObject({
    factIds: z.array(factIdSchema).min(1).max(5000),
    verdict: z.enum(['accept', 'reject']),
    reason: rejectReasonSchema.optional(),
    by: alikeSchema,
    of: z.string().min(1).max(2000),
    except: z.array(factIdSchema).max(5000).default([]),
    sample: z.strictObject({ seed: z.string().min(1).max(100), factIds: z.array(factIdSchema).max(100), failed: z.array(factIdSchema).max(100) }),
    durationMs,
  }),

  'slot.set': z.object({ factId: factIdSchema, slotId: slotIdSchema, value: slotValueSchema }),
  'slot.add': z.object({ factId: factIdSchema, role: z.string().min(1), value: slotValueSchema }),
  'slot.remove': z.object({ factId: factIdSchema, slotId: slotIdSchema }),

  'mention.add': z.object({
    articleId: articleIdSchema,
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    type: mentionTypeSchema,
    form: mentionFormSchema.optional(),
    link: linkTargetSchema.optional(),
  }),
  /**
   * `scope: 'entity'` links every mention the article takes for the same entity, `'mention'` this one alone. `'source'`
   * and `'everywhere'` also link what other articles, of the same source or all, call by one of the same names and take
   * for the same entity now. A name learned holds as far as the link reaches.
   */
  'mention.link': z.object({ mentionId: mentionIdSchema, to: linkTargetSchema, scope: linkScopeSchema.default('entity') }),
  'mention.setType': z.object({ mentionId: mentionIdSchema, type: mentionTypeSchema }),
  'mention.remove': z.object({ mentionId: mentionIdSchema }),
  /** Note and flag of a mention; what is left out stays as it is. */
  'mention.annotate': z.strictObject({ mentionId: mentionIdSchema, note: z.string().max(10_000).nullable().optional(), flag: z.boolean().optional() }),

  'entity.create': z.object({
    type: entityTypeSchema,
    labelDe: text.optional(),
    labelEn: text.optional(),
    country: z.string().max(3).optional(),
    note: z.string().max(10_000).optional(),
  }).refine((entity) => entity.labelDe !== undefined || entity.labelEn !== undefined, { message: 'a label in German or English is needed' }),
  'entity.update': z.object({
    entityId: entityIdSchema,
    labelDe: text.nullable().optional(),
    labelEn: text.nullable().optional(),
    country: z.string().max(3).nullable().optional(),
    note: z.string().max(10_000).nullable().optional(),
  }),
  'alias.add': z.object({
    entityId: entityIdSchema,
    text,
    kind: aliasKindSchema,
    scope: aliasScopeSchema,
    /** The source name or article id the alias is limited to. */
    scopeId: z.string().max(2000).optional(),
  }),
  'alias.remove': z.object({ aliasId: aliasIdSchema }),

  /**
   * Makes `into` stand for the others: names, identifiers, offices, mentions, slots and attributions count as its own
   * from then on, and the old ids lead to it. Conflicts not named in `despite` refuse it (`entity.mergeConflict`).
   */
  'entity.merge': z.object({
    into: entityIdSchema,
    from: z.array(entityIdSchema).min(1).max(1000),
    despite: z.array(mergeConflictSchema).max(10).default([]),
    labelDe: text.optional(),
    labelEn: text.optional(),
    country: z.string().max(3).optional(),
  }),
  /** Gives some mentions, and the slots and attributions that rest on them, to another entity. `distinct` remembers that the two differ. */
  'entity.split': z.object({ entityId: entityIdSchema, what: splitSelectionSchema, to: z.discriminatedUnion('kind', [knownEntity, newEntity]), distinct: z.boolean().default(true) }),
  /** Never the same: no suggestion and no import brings the two together again. */
  'entity.distinguish': z.object({ a: entityIdSchema, b: entityIdSchema, reason: z.string().max(2000).optional() }),
  'entity.undistinguish': z.object({ a: entityIdSchema, b: entityIdSchema }),
  /** Without `officeId` a new office; `to: null` says that it is still held or the end unknown. */
  'entity.setOffice': z.object({
    entityId: entityIdSchema,
    officeId: officeIdSchema.optional(),
    title: text,
    of: entityIdSchema.nullable().optional(),
    from: reducedDate.nullable().optional(),
    to: reducedDate.nullable().optional(),
    note: z.string().max(10_000).nullable().optional(),
  }),
  'entity.removeOffice': z.object({ officeId: officeIdSchema }),
  'entity.addIdentifier': z.object({ entityId: entityIdSchema, scheme, value: identifierValue }),
  'entity.removeIdentifier': z.object({ entityId: entityIdSchema, scheme, value: identifierValue }),
  /** Puts a suggested group off until it changes. */
  'cluster.postpone': z.object({ entityIds: z.array(entityIdSchema).min(2).max(200) }),

  /**
   * Whether names learned, earlier decisions and the records of rules count in this project. What was learned is kept
   * either way.
   */
  'learning.set': z.strictObject({ on: z.boolean() }),
  /** Proposals of a kind are no longer listed for review, or are again. They are kept, and the walk through the sentences shows them. */
  'learning.hide': z.strictObject({ by: hiddenBySchema, of: z.string().min(1).max(2000), hidden: z.boolean() }),

  'dataset.create': z.object({ name: text, query: datasetQuerySchema.prefault({}) }),
  'dataset.update': z.object({ datasetId: datasetIdSchema, name: text.optional(), query: datasetQuerySchema.optional() }),
  /** A verdict by hand overrides the query; `null` leaves the fact to the query again. */
  'dataset.member': z.object({ datasetId: datasetIdSchema, factId: factIdSchema, verdict: z.enum(['include', 'exclude']).nullable() }),
  'dataset.remove': z.object({ datasetId: datasetIdSchema }),

  /** Keeps what somebody else decided about articles of the project, with the agreement there is now. */
  'opinion.add': z.object({
    name: text,
    origin: text,
    agreement: agreementFiguresSchema,
    articles: z.array(opinionArticleSchema.pick({ finished: true, facts: true }).extend({ articleId: articleIdSchema })).min(1).max(200_000),
  }),
  'opinion.remove': z.object({ opinionId: z.string().min(1).max(200) }),
  /** *Theirs* makes the project's fact what the other coder says; *mine* leaves it. At least one of the two facts is named. */
  'opinion.settle': z.object({
    opinionId: z.string().min(1).max(200),
    articleId: articleIdSchema,
    factId: factIdSchema.nullable(),
    opinionFactId: z.string().min(1).max(200).nullable(),
    choice: opinionChoiceSchema,
    note: z.string().max(10_000).optional(),
  }),

  /** The next version of the codebook, made from the one of that number. `codebook` is of the form of `codebook.current`. */
  'codebook.save': z.object({
    basedOn: z.number().int().positive(),
    codebook: z.looseObject({ schema: z.literal('beleg-codebook/1') }),
    note: z.string().trim().max(10_000).optional(),
  }),

  /** Without `seq` the coder's own last step that is not undone yet. `together`: later steps that rest on it, taken back in the same step. */
  'history.undo': z.object({ seq: z.number().int().positive().optional(), together: z.array(z.number().int().positive()).max(20_000).optional() }),
  'history.redo': z.object({}),
} as const // prettier-ignore

export type SimpleCommandType = keyof typeof commandPayloads
/** A command's payload as a caller writes it: defaults may be left out. */
export type PayloadOf<T extends SimpleCommandType> = z.input<(typeof commandPayloads)[T]>
/** A command's payload as a handler sees it: checked, defaults filled. */
export type ParsedPayloadOf<T extends SimpleCommandType> = z.output<(typeof commandPayloads)[T]>
