import { languages, type Language } from '../../shared/model/vocabulary.ts'

/** Arguments before a bare `--`, behind which everything is a name. */
function options(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  return end === -1 ? args : args.slice(0, end)
}

/** The language asked for by `--lang`, else that of the environment where it is German, else English. */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const given = options(args)
  const at = given.lastIndexOf('--lang')
  const asked = at === -1 ? given.findLast((one) => one.startsWith('--lang='))?.slice(7) : given[at + 1]
  const known = languages.find((language) => language === asked)
  if (known !== undefined) return known
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? ''
  return /^de(?:[_.@]|$)/i.test(locale) ? 'de' : 'en'
}

/** Whether an option without a value was given, known before anything is parsed: `--json`. */
export function isGiven(option: '--json' | '--verbose', args: readonly string[]): boolean {
  return options(args).includes(option)
}
