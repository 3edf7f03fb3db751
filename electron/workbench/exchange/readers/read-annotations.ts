import type { ForeignName, ReadableFormat } from '../../../../shared/model/annotations.ts'
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
  /** Every name of a type, role or relation, with what it was taken for. */
  readonly names: readonly ForeignName[]
}

/** What files of annotations say, whatever their format. */
export interface ReadAnnotations {
  readonly format: ReadableFormat
  readonly articles: readonly ReadArticle[]
}
