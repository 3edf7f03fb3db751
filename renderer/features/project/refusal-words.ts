import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import type { Locale } from '../../locales/locale.tsx'

const forbidden: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS'])

/**
 * Why a backup, a copy or a restored project could not be written. The disk meant is the one chosen: no change of the
 * project was refused, and the general sentences would say so.
 */
export function refusalInWords(failure: BelegFailure, { t, language }: Locale): string {
  if (failure.code === 'disk.full') return t('keep.full')
  if (failure.code !== 'disk.failed') return errorMessage(failure, language)
  const reason = failure.detail?.['reason']
  return forbidden.has(reason) ? t('keep.forbidden') : t('keep.failed', { reason: String(reason ?? '–') })
}
