import { BelegError } from '../../../shared/errors.ts'

/** What SQLite gives back. */
export type SqlValue = string | number | null | Uint8Array

/** What may be bound to a parameter; a boolean becomes 0 or 1. */
export type Param = string | number | boolean | null | Uint8Array

const anySurrogate = /[\ud800-\udfff]/
const loneSurrogate = /\p{Surrogate}/u

/** Whether a text holds half of a surrogate pair, which no UTF-8 has. */
export const hasHalfLetter = (text: string): boolean => anySurrogate.test(text) && loneSurrogate.test(text)

/**
 * A parameter as SQLite takes it. Refuses what would not come back as it went in: half a surrogate pair (bound
 * as invalid UTF-8), NaN (bound as NULL) and infinities (no JSON for the journal).
 */
export function bindable(value: Param): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' && hasHalfLetter(value)) {
    throw new BelegError('input.invalid', { reason: 'text holds half of a character (lone surrogate)' })
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new BelegError('input.invalid', { reason: `number out of range: ${value}` })
  }
  return value
}
