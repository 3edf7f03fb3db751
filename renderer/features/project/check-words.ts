import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { en } from '../../locales/en.ts'
import type { Locale, MessageKey } from '../../locales/locale.tsx'

type Problem = ChannelOutput<'project.verify'>['problems'][number]

/** A damage as a person reads it: what is wrong, where, whom it concerns, what to do, and what the check itself said. */
export interface Damage {
  readonly what: string
  readonly where: string
  readonly about: readonly string[]
  readonly advice: string
  readonly detail: string
}

const known = ['structure', 'foreign-key', 'file-missing', 'file-differs', 'snapshot', 'journal', 'replay', 'span'] as const // prettier-ignore
type Known = (typeof known)[number]

/** What kind of file a place in the project's folder is. */
const kinds = [
  ['texts', 'check.file.text'],
  ['originals', 'check.file.original'],
  ['batches', 'check.file.batch'],
] as const satisfies readonly (readonly [string, MessageKey])[]

/** Puts a problem that the check names by code and place into words. A code this version does not know keeps its own. */
export function damageInWords(problem: Problem, { t }: Locale): Damage {
  const code = known.find((one) => one === problem.code)
  const file = kinds.find(([folder]) => /^[^/\\]+/.exec(problem.where)?.[0] === folder)?.[1]
  const what = code === undefined ? problem.message : wordsFor(code, file, t)
  return {
    what,
    where: problem.where,
    about: problem.about ?? [],
    advice: code === undefined ? t('check.advice.other') : t(`check.advice.${code}`),
    detail: problem.message,
  }
}

function wordsFor(code: Known, file: (typeof kinds)[number][1] | undefined, t: Locale['t']): string {
  if ((code === 'file-missing' || code === 'file-differs') && file !== undefined) {
    return t(`check.problem.${code}`, { file: t(file) })
  }
  return code === 'file-missing' || code === 'file-differs'
    ? t(`check.problem.${code}`, { file: t('check.file.other') })
    : t(`check.problem.${code}`)
}

/** What the check counted, in words; a name this version does not know keeps its own. */
export function countedInWords(what: string, { t }: Locale): string {
  const key = `check.what.${what}`
  return Object.hasOwn(en, key) ? t(key as 'check.what.texts') : what
}
