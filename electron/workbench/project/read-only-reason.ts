import type { ErrorCode, ErrorDetail } from '../../../shared/errors.ts'

/** Why nothing can be changed: the code of an error and its detail; the interface words it. */
export interface ReadOnlyReason {
  readonly code: ErrorCode
  readonly detail: ErrorDetail
}
