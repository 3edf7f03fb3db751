import { BelegError } from '../../../shared/errors.ts'

/** The system's error code (`ENOENT`), or the empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** What went wrong with reading a path, as `file.notFound` or `file.unreadable`. */
export function fileFailure(path: string, error: unknown): BelegError {
  const code = systemCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new BelegError('file.notFound', { path }, { cause: error })
  const reason = code === '' ? String(error) : code
  return new BelegError('file.unreadable', { path, reason }, { cause: error })
}
