import { BelegError, type ErrorCode } from '../../shared/errors.ts'

/** What the command line ends with; the same list stands in `beleg --help`. */
export const exitCodes = { ok: 0, failures: 1, usage: 2, cannotOpen: 3, interrupted: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Errors that say the line was typed wrongly; nothing was begun. */
const usageErrors: readonly ErrorCode[] = [
  'input.invalid',
  'unsupported',
  'export.format',
  'annotations.mixed',
  'annotations.unknown',
  'entityList.unknown',
  'entityList.noNames',
  'dataset.name',
  'release.version',
  'extract.sameStem',
  'fact.type',
]

/** The exit code of a run that ended with an error. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (!(thrown instanceof BelegError)) return exitCodes.failures
  if (thrown.code === 'job.cancelled') return exitCodes.interrupted
  if (usageErrors.includes(thrown.code)) return exitCodes.usage
  return thrown.code.startsWith('project.') ? exitCodes.cannotOpen : exitCodes.failures
}
