import type { ComeInAs, ReadableFormat, TypeMapping } from '../../../shared/model/annotations.ts'
import type { CountedIn } from '../../../shared/offsets.ts'

/** What is asked of an import of annotations. */
export interface AnnotationRequest {
  /** Files and folders, absolute. */
  readonly paths: readonly string[]
  /** Found out where absent. */
  readonly format?: ReadableFormat | undefined
  readonly mapping: TypeMapping
  readonly as: ComeInAs
  /** What offsets count, where the person knows better than the format. */
  readonly unit?: CountedIn | undefined
  /** Says what would be done and does nothing. */
  readonly dryRun: boolean
}
