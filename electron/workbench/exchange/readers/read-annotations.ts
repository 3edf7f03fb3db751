import { z } from 'zod'
import type { CountedIn } from '../../../../shared/offsets.ts'
import type {
  Modality,
  Polarity,
  MentionForm,
  MentionType,
  TimeBasis,
  TimePrecision,
} from '../../../../shared/model/vocabulary.ts'
import type { RawSpan, ReadProblem } from './raw-annotations.ts'

/** Formats that are read back, by name. */
export const readableFormats = ['brat', 'conll', 'xmi', 'w3c', 'label-studio', 'doccano'] as const
export type ReadableFormat = (typeof readableFormats)[number]

const names = z.record(z.string(), z.string())
/**
 * What foreign names mean here, written by a person: types of mentions, types of facts, roles (`role`, or `type.role`
 * for one type only), and arrows between mentions that are facts. A name mapped to the empty string is left out on purpose.
 */
export const typeMappingSchema = z.strictObject({
  mentions: names.default({}),
  facts: names.default({}),
  roles: names.default({}),
  relations: z
    .record(z.string(), z.strictObject({ type: z.string(), from: z.string(), to: z.string() }))
    .default({}),
})
export type TypeMapping = z.output<typeof typeMappingSchema>
export const noMapping: TypeMapping = typeMappingSchema.parse({})

/** Who is meant, as far as the file says. */
export interface ReadIdentity {
  /** `scheme:value`, as `wikidata:Q64`. */
  readonly identifiers: readonly string[]
  /** Id of the registry the file was made from. */
  readonly entityId: string | null
}

export interface ReadMention extends ReadIdentity {
  readonly id: string
  readonly type: MentionType
  readonly form: MentionForm
  /** A mention of parts, which the project has not, stands on the first. */
  readonly span: RawSpan
}

export type ReadFiller =
  | { readonly kind: 'mention'; readonly mention: string }
  | { readonly kind: 'words'; readonly span: RawSpan }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'entity'; readonly entityId: string; readonly label: string }
  | { readonly kind: 'notStated' }

export interface ReadTime {
  readonly iso: string
  readonly precision: TimePrecision
  readonly basis: TimeBasis
}

export interface ReadFact {
  readonly type: string
  readonly trigger: RawSpan | null
  /** Never empty. */
  readonly evidence: readonly RawSpan[]
  readonly slots: readonly { readonly role: string; readonly filler: ReadFiller }[]
  readonly modality: Modality | null
  readonly polarity: Polarity | null
  readonly time: ReadTime | null
  readonly timeSpan: RawSpan | null
  readonly note: string | null
}

/** One article of a file in our own terms; places still as the file counts them. */
export interface ReadArticle {
  readonly name: string
  readonly text: string | null
  readonly textSha256: string | null
  readonly unit: CountedIn
  readonly mentions: readonly ReadMention[]
  readonly facts: readonly ReadFact[]
  readonly problems: readonly ReadProblem[]
}

/** What files of annotations say, whatever their format. */
export interface ReadAnnotations {
  readonly format: ReadableFormat
  readonly articles: readonly ReadArticle[]
}
