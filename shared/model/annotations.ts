import { z } from 'zod'
import { errorSchema } from '../errors.ts'

const count = z.number().int().nonnegative()

/** Formats of other tools that are read back, by name. */
export const readableFormats = ['brat', 'conll', 'xmi', 'w3c', 'label-studio', 'doccano'] as const
export type ReadableFormat = (typeof readableFormats)[number]

const meanings = z.record(z.string(), z.string())
/**
 * What foreign names mean here, written by a person: types of mentions, types of facts, roles (`role`, or `type.role`
 * for one type only), and arrows between mentions that are facts. A name mapped to the empty string is left out on purpose.
 */
export const typeMappingSchema = z.strictObject({
  mentions: meanings.default({}),
  facts: meanings.default({}),
  roles: meanings.default({}),
  relations: z
    .record(z.string(), z.strictObject({ type: z.string(), from: z.string(), to: z.string() }))
    .default({}),
})
export type TypeMapping = z.output<typeof typeMappingSchema>
export const noMapping: TypeMapping = typeMappingSchema.parse({})

const without = (names: TypeMapping['facts'], others: TypeMapping['facts']): TypeMapping['facts'] =>
  Object.fromEntries(Object.entries(names).filter(([name]) => !Object.hasOwn(others, name)))

/** Two mappings as one; where both name something, the second says what it means, also whether it is a mention or a fact. */
export const mappingsTogether = (first: TypeMapping, second: TypeMapping): TypeMapping => ({
  mentions: { ...without(first.mentions, second.facts), ...second.mentions },
  facts: { ...without(first.facts, second.mentions), ...second.facts },
  roles: { ...first.roles, ...second.roles },
  relations: { ...first.relations, ...second.relations },
})

/** What names meant in files of each format, as a project remembers it. */
export type RememberedMappings = Readonly<Partial<Record<ReadableFormat, TypeMapping>>>

/** As what annotations come in: as somebody's decisions, or as proposals that wait for one. */
export const waysIn = ['added', 'proposals'] as const
export type ComeInAs = (typeof waysIn)[number]

/** What offsets of a file count. */
export const countedUnits = ['utf-16', 'code-points', 'bytes'] as const

export const readProblemCodes = [
  /** A line or element that is none of the format's. */
  'malformed',
  /** An arrow from or to a mark that is not there. */
  'dangling',
  /** A type of a mention, a fact, a role or an arrow that the codebook has not and no mapping names. */
  'unknownMention', 'unknownFact', 'unknownRole', 'unknownArrow',
  /** A place outside the text, or words that are not found in it. */
  'lostPlace',
  /** A fact without any place in the text. */
  'noEvidence',
  /** A fact that lies in a masked part of the article. */
  'masked',
  /** A fact that the file itself marks as rejected. */
  'rejected',
] as const // prettier-ignore
export type ReadProblemCode = (typeof readProblemCodes)[number]

/** A name of the files, how often it stands there, and what it was taken for: null where nobody knows, empty where it is left out on purpose. */
const foreignNameSchema = z.object({
  kind: z.enum(['mention', 'fact', 'role', 'relation']),
  name: z.string(),
  count,
  meaning: z.string().nullable(),
})
export type ForeignName = z.output<typeof foreignNameSchema>

/** What became of the annotations of one article. */
const annotatedArticleSchema = z.object({
  /** As the file calls it. */
  name: z.string(),
  /** Null where the project has it not and the file has no text of it. */
  articleId: z.string().nullable(),
  outcome: z.enum(['matched', 'new', 'missing']),
  basis: z.enum(['hash', 'text', 'quotes']).nullable(),
  /** What the format counts in, what the file turned out to count in, and how its places were found. */
  places: z.object({
    declared: z.string(),
    counted: z.string(),
    exact: count,
    repaired: count,
    lost: count,
  }),
  mentions: z.object({ added: count, there: count }),
  /** `waiting`: taken in as proposals, because something required is missing or because it was asked for. */
  facts: z.object({ added: count, waiting: count, there: count, accepted: count }),
  problems: z.array(z.object({ code: z.enum(readProblemCodes), where: z.string(), count })),
})
export type AnnotatedArticle = z.output<typeof annotatedArticleSchema>

/** What an import of annotations did, or would do. Additions only from here on. */
export const annotationReportSchema = z.object({
  ok: z.boolean(),
  format: z.string(),
  dryRun: z.boolean(),
  /** Number of the step in the history; null where nothing was done. */
  seq: count.nullable(),
  articles: z.array(annotatedArticleSchema),
  totals: z.object({
    articles: count,
    matched: count,
    new: count,
    missing: count,
    mentions: count,
    facts: count,
    waiting: count,
    there: count,
    /** Places that fit as the file counts them. */
    exact: count,
    repaired: count,
    lost: count,
    refused: count,
  }),
  /** Names of types, roles and relations in the files, the unknown first. */
  names: z.array(foreignNameSchema),
  unread: z.array(z.object({ name: z.string(), error: errorSchema })),
})
export type AnnotationReport = z.output<typeof annotationReportSchema>

/** What one of our own JSONL exports holds, beside what the project has already. */
export const ownPreviewSchema = z.object({
  dataset: z.string(),
  project: z.string(),
  articles: count,
  /** Articles the project has already: what it holds of them stays as it is. */
  articlesThere: count,
  entities: count,
  mentions: count,
  facts: count,
  decisions: count,
})
export type OwnPreview = z.output<typeof ownPreviewSchema>

const told = z.object({ id: z.string(), fields: z.array(z.string()) })

/** What reading one of our own JSONL exports back did. Additions only from here on. */
export const ownReportSchema = z.object({
  ok: z.boolean(),
  /** Null where the project held everything already. */
  seq: count.nullable(),
  articles: z.object({ added: count, there: count }),
  /** `matched`: known by an identifier; `different`: told otherwise here, and left so. */
  entities: z.object({ added: count, same: count, matched: count, different: z.array(z.string()) }),
  mentions: z.object({ added: count }),
  facts: z.object({ added: count, same: count, different: z.array(told) }),
  decisions: z.object({ added: count }),
  dataset: z.object({ id: z.string(), name: z.string(), added: z.boolean() }),
})
